"""The preview of a scenario: by id or by file, anywhere it may be set, and nowhere else; a page that holds it all."""

import io
import os
import re
import shutil
from pathlib import Path

import docx
import pytest
from lxml import etree

from pipeline.commands.preview import preview
from pipeline.diagnostics import ContentError, UsageError

TESTS = Path(__file__).resolve().parents[1]


def text_of(path):
    document = docx.Document(io.BytesIO(path.read_bytes()))
    cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
    return " ".join([*(p.text for p in document.paragraphs), *cells])


@pytest.fixture(scope="module")
def proofs(tmp_path_factory, published_once):
    """A preview asked for in small letters, in a country and with numbers that are not the usual ones."""
    outcome = preview("geo-01-pont", root=published_once.root, iso3="qzc", number_set="b")
    return {path: published_once.root / path for path in outcome.files}


def test_a_scenario_is_written_as_candidates_and_as_assessors_read_it(proofs):
    assert list(proofs) == [
        "output/apercus/geo-01-pont-qzc-b-apercu.html",
        "output/apercus/geo-01-pont-qzc-b-sujet.docx",
        "output/apercus/geo-01-pont-qzc-b-corrige.docx",
    ]
    if os.name != "nt":
        assert {path.stat().st_mode & 0o777 for path in proofs.values()} == {0o600}


def test_the_country_and_the_numbers_asked_for_are_set(proofs):
    paper, guide = map(text_of, list(proofs.values())[1:])
    assert "Corailles" in paper
    assert "Taloa" in paper, "the invented name follows the region"
    assert "150" in paper
    assert "300 camions" in guide


def test_all_the_questions_are_there_written_and_oral(proofs):
    paper, guide = map(text_of, list(proofs.values())[1:])
    for title in (
        "Analyse de la fermeture",
        "Compte rendu et décision",
        "Les enjeux",
        "Rendre compte",
    ):
        assert title in paper
        assert title in guide


def test_what_is_reserved_is_not_in_the_paper(proofs, words_of):
    _, paper, guide = proofs.values()
    assert "zwyx" not in words_of(paper)
    assert "zwyx" in words_of(guide)


@pytest.mark.parametrize(
    "name",
    ["DIP-02-MARCHE", "dip-02-marche", "marche", "marche.yaml", "scenarios/dip/marche.yaml"],
)
def test_a_scenario_is_known_by_its_id_or_its_file(mini, name):
    outcome = preview(name, root=mini, dry_run=True)
    assert "dip-02-marche-qzc-a-apercu.html" in outcome.lines[0], "its base country, its first set"
    assert (outcome.dry_run, outcome.files) == (True, ())
    assert not (mini / "output").exists()


@pytest.mark.parametrize(
    ("name", "options", "said", "known"),
    [
        ("GEO-99", {}, "le scénario « GEO-99 » n'existe pas", "GEO-01-PONT"),
        ("", {}, "le scénario «  » n'existe pas", "GEO-01-PONT"),
        ("marche", {"iso3": "ISL"}, "dans le pays « ISL »", "QZA, QZB, QZC, QZD"),
        ("marche", {"iso3": "Atlantide"}, "dans le pays « Atlantide »", "QZA, QZB, QZC, QZD"),
        ("marche", {"number_set": "Z"}, "pas de jeu « Z »", "A, B"),
    ],
)
def test_what_does_not_exist_is_told_with_what_does(mini, name, options, said, known):
    with pytest.raises(UsageError) as told:
        preview(name, root=mini, **options)
    assert said in told.value.message
    assert known in told.value.hint
    assert not (mini / "output").exists()


def test_a_scenario_that_no_country_suits_is_told(mini, edit):
    edit(mini / "scenarios/geo/pont.yaml", "population >= 1000", "population >= 1000000000")
    with pytest.raises(UsageError) as told:
        preview("pont", root=mini)
    assert "dans le pays « QZA »" in told.value.message
    assert told.value.hint == "pays possibles : aucun"


def test_the_country_of_the_author_gives_way_when_it_is_not_possible(mini, edit):
    edit(mini / "scenarios/geo/pont.yaml", "population >= 1000", "population >= 9000000")
    outcome = preview("pont", root=mini, dry_run=True)
    assert "geo-01-pont-qzb-a" in outcome.lines[0]


HOSTILE = "<script>alert(1)</script><img src=x onerror=y> & \\"
SHEETS = """
- id: P1
  titre: "Tenir un registre"
  codes: [C2]
  modalite: observation
  formats: [cc_entreprise]
  difficulte: 2
  niveau_cognitif: appliquer
  minutes: 30
  points: 10
  livrable: "registre"
  documents: []
  consigne: "Le tuteur confie le registre pendant six semaines."
  attendus:
  - {id: P1a, texte: "Registre tenu chaque jour", points: 10, indispensable: true}
  pieges: ["Registre rempli d'un coup"]
  corrige: ["Deux pages datées.", "Une erreur reconnue.", "Une suite proposée."]
  relances: ["Montrez une page.", "Qui la lit ?", "Que changez-vous ?"]
- id: S1
  titre: "La table du pont"
  codes: [C1, C2]
  modalite: simulation
  formats: [ef_sim_nego]
  difficulte: 4
  niveau_cognitif: appliquer
  minutes: 60
  points: 20
  livrable: "accord d'une page"
  documents: [D1, D2]
  consigne: "Accordez-vous sur une heure. Agree on the wording of the note that is to be given to the drivers."
  attendus:
  - {id: S1a, texte: "Reformule avant de répondre", points: 12, codes: [C1], indispensable: true}
  - {id: S1b, texte: "Accord rédigé dont l'heure est tenue", points: 8, codes: [C2]}
  pieges: ["Parler sans écouter"]
  corrige: ["Zone d'accord entre {{ v.retard }} et 6 heures.", "Le syndicat cède sur la nuit.", "Le directeur signe."]
  relances: ["Qu'avez-vous cédé ?", "Pourquoi ?", "À qui le dites-vous ?"]
  roles:
  - id: R1
    titre: "le directeur"
    mission: "rouvrir"
    objectifs: ["tenir l'heure"]
    marges: ["cède une nuit"]
    confidentiel: ["le câble sera livré demain à l'aube"]
  - id: R2
    titre: "le syndicat"
    acteur: A1
    mission: "livrer"
    objectifs: ["obtenir une prime"]
    marges: ["cède la prime"]
    confidentiel: ["la caisse de grève est vide depuis hier"]
  injects:
  - {id: I1, t: "+30 min", canal: radio, de: poste, contenu: "Il pleut.", attendu: "Prévenir", codes: [C1]}
  - {id: I2, t: "+10 min", canal: radio, de: poste, contenu: "Il vente.", attendu: "Prévenir", codes: [C1]}
injects:
"""
ENGLISH = "The drivers will wait for the opening of the bridge, and that is all that we know of it."


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The same scenario with a simulation, an observation, a document in English and hostile texts: its files."""
    root = tmp_path_factory.mktemp("whole")
    shutil.copytree(TESTS / "mini", root, dirs_exist_ok=True)
    shutil.copytree(TESTS.parent / "templates", root / "templates", dirs_exist_ok=True)
    path = root / "scenarios/geo/pont.yaml"
    text = path.read_text("utf-8").replace("\ninjects:\n", SHEETS)
    text = text.replace('nom: "Syndicat des chauffeurs"', f"nom: '{HOSTILE}'")
    text = re.sub('corps: "[^"]*Nous attendrons.*', f'langue: en\n  corps: "{ENGLISH}"', text)
    text = text.replace("variables:\n", "variables:\n  navire: Selmire\n")
    path.write_text(text, "utf-8")
    outcome = preview("pont", root=root)
    return {path.rpartition("qza-a-")[2]: root / path for path in outcome.files}


@pytest.fixture(scope="module")
def page(whole):
    """The page as text and as a tree."""
    text = whole["apercu.html"].read_text("utf-8")
    return text, etree.HTML(text)


def words(tree, path):
    return [" ".join("".join(found.itertext()).split()) for found in tree.xpath(path)]


def test_players_and_tutors_have_their_sheets(whole):
    assert list(whole) == [
        "apercu.html",
        "sujet.docx",
        "corrige.docx",
        "roles-s1.docx",
        "tuteur-p1.docx",
    ]
    assert "câble sera livré" in text_of(whole["roles-s1.docx"])
    assert "Registre tenu chaque jour" in text_of(whole["tuteur-p1.docx"])


def test_the_paper_has_the_simulation_without_its_secrets_and_no_observation(whole):
    paper = text_of(whole["sujet.docx"])
    assert "La table du pont" in paper
    assert "Simulation à 2 rôles" in paper
    for hidden in ("câble sera livré", "Tenir un registre", "Zone d’accord"):
        assert hidden not in paper
    assert "Tenir un registre" in text_of(whole["corrige.docx"])


def test_the_page_has_everything_in_order_with_a_table_of_contents(page):
    _, tree = page
    assert words(tree, "//main//h2") == [
        "Mise en situation",
        "Dossier documentaire",
        "Jeux de nombres",
        "Points par compétence",
        "Écrit",
        "Oral",
        "Simulation",
        "Observation",
        "Faits nouveaux du scénario",
    ]
    targets = {a.get("href")[1:] for a in tree.xpath("//a")}
    ids = [e.get("id") for e in tree.xpath("//*[@id]")]
    assert targets <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_page_has_the_answers_the_sheets_and_the_facts_of_the_exercise_in_time_order(page):
    text, tree = page
    for shown in (
        "câble sera livré",
        "caisse de grève",
        "Zone d’accord entre 4 et 6",
        "Parler sans écouter",
    ):
        assert shown in text
    assert words(tree, "//article[h3/@id='s1']//table[contains(., 'Canal')]//tbody/tr/th") == [
        "+10 min",
        "+30 min",
    ]


def test_number_sets_stand_side_by_side(page):
    _, tree = page
    rows = words(tree, "//section[h2/@id='nombres']//tbody/tr")
    assert rows[:2] == ["camions120150", "retard45"]
    assert "T1a : v.camions*2240300" in rows


def test_invented_names_are_told_with_those_of_each_region(page):
    _, tree = page
    assert words(tree, "//section[h2/@id='nombres']/dl/div") == [
        "navireSelmire",
        "siteailleurs : Kéréma ; Océanie : Taloa",
    ]


def test_the_points_of_each_code_are_counted_by_modality(page):
    _, tree = page
    rows = [
        [" ".join("".join(cell.itertext()).split()) for cell in row]
        for row in tree.xpath("//section[h2/@id='bareme']//tbody/tr")
    ]
    assert rows == [["C1", "10", "10", "12", "", "32"], ["C2", "10", "10", "8", "10", "38"]]


def test_the_page_needs_nothing_else_and_runs_nothing(page):
    text, tree = page
    assert not tree.xpath("//script | //link | //img | //iframe | //object | //@src | //@onerror")
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", text)
    assert all(a.get("href").startswith("#") for a in tree.xpath("//a"))


def test_hostile_texts_stay_texts(page):
    _, tree = page
    assert any("<script>alert(1)</script><img src=x" in name for name in words(tree, "//tbody//th"))


def test_english_is_told_to_screen_readers(page):
    _, tree = page
    assert tree.xpath("/html/@lang") == ["fr"]
    assert ENGLISH in " ".join(words(tree, "//*[@lang='en']"))


def test_a_chart_is_drawn_with_its_words(page):
    _, tree = page
    (chart,) = tree.xpath("//figure/*[local-name()='svg']")
    assert chart.get("aria-label").startswith("Camions en attente (camions). ")


def test_tables_that_may_be_wide_are_reached_by_the_keyboard(page):
    _, tree = page
    regions = tree.xpath("//div[@class='wide']")
    assert regions
    assert all(r.get("tabindex") == "0" and r.get("aria-label") for r in regions)


def test_french_spaces_hold_in_the_page(page):
    text, _ = page
    assert "fiabilité\u00a0:" in text
    assert "Que ferait le syndicat\u202f?" in text


def test_writing_again_gives_the_same_bytes(whole, bytes_of):
    root = whole["apercu.html"].parents[2]
    before = bytes_of(root / "output/apercus")
    preview("pont", root=root)
    assert bytes_of(root / "output/apercus") == before


def test_a_trial_names_the_same_files(whole):
    root = whole["apercu.html"].parents[2]
    lines = preview("pont", root=root, dry_run=True).lines
    assert sorted(line.rpartition("qza-a-")[2] for line in lines[:-1]) == sorted(whole)


def test_a_draft_says_so_and_counts_what_is_to_write(mini, edit):
    path = mini / "scenarios/geo/pont.yaml"
    edit(path, "{etat: relu, date: 2026-11-22}", "{etat: brouillon}")
    edit(path, 'contraintes: ["Rester prudent."]', 'contraintes: ["À écrire : une règle"]')
    preview("pont", root=mini)
    tree = etree.HTML((mini / "output/apercus/geo-01-pont-qza-a-apercu.html").read_text("utf-8"))
    assert words(tree, "//p[@class='alert']") == [
        "Brouillon : ce scénario n’a pas été relu.",
        "Textes encore à écrire : 1.",
    ]


@pytest.mark.parametrize("name", ["apercu.html.j2", "fiche_role.docx"])
def test_a_template_that_is_missing_is_named(mini, name):
    (mini / "templates" / name).unlink()
    with pytest.raises(ContentError, match=re.escape(name)):
        preview("pont", root=mini)


@pytest.mark.parametrize("text", ["{% if %}", "{{ page.nothing }}"])
def test_a_page_template_that_is_none_is_told(mini, text):
    (mini / "templates/apercu.html.j2").write_text(text)
    with pytest.raises(ContentError, match=r"templates/apercu\.html\.j2"):
        preview("pont", root=mini)
