"""``referentiel.yaml`` and ``decisions.yaml``: what is printed is kept, what is wrong is told where it is."""

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codes import code_order, parse_code, read_code
from pipeline.model.referential import BlockKind, Settlement
from pipeline.read.referential import read_referential

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "tests" / "data" / "000_9ce793d96225c8cf.txt"
BULLET = "\uf0a7"
SHIPPED, SHIPPED_FAULTS = read_referential(ROOT)

MINI = """\
schema: epreuve/referentiel@1
source: {fichier: source.txt, sha256: abc, lignes: 40}
officiel: {intitule: "Certification d'essai", rncp: "", niveau: ""}
passages:
  - {role: titre, lignes: [1, 1], texte_source: "TITRE"}
blocs:
  - id: B1
    genre: commun
    titre: "Bloc un"
    lignes: [2, 2]
    texte_source: "BLOC 1"
    activites:
      - {id: B1.A1, code_imprime: A1, lignes: [3, 3], texte_source: "A1. Faire"}
  - id: S1
    genre: specialisation
    titre: "Au choix"
    lignes: [20, 20]
    texte_source: "SPECIALISATION"
    activites:
      - {id: S1.A1, code_imprime: A1, lignes: [21, 21], texte_source: "A1. Choisir"}
competences:
  - {code: CO1.1, code_imprime: C01.1, alias: [C01.1], bloc: S1, activite: S1.A1, lignes: [22, 22],
     texte_source: "Organiser."}
  - {code: C10, code_imprime: C10, bloc: B1, activite: B1.A1, lignes: [8, 9], texte_source: "Savoir."}
  - code: C2
    code_imprime: C2
    bloc: B1
    activite: B1.A1
    lignes: [4, 7]
    texte_source: >-
      Faire, en
      deux lignes :
    sous_items:
      - {id: C2.a, lignes: [6, 7], texte_source: "Un ;"}
variantes:
  - {id: CO1.1~a, code: CO1.1, code_imprime: CO1.1, bloc: S1, activite: S1.A1, lignes: [23, 23],
     texte_source: "Organiser bien."}
anomalies:
  - {id: AN01, statut: constate, lignes: [3, 21], objet: "o", traitement: "t", question: "q ?", alerte: true}
  - {id: AN02, statut: deduit, lignes: [4], objet: "o", traitement: "t"}
"""


def read(root, text=MINI, decisions=None):
    (root / "referential").mkdir(exist_ok=True)
    (root / "referential" / "referentiel.yaml").write_text(text, "utf-8")
    if decisions is not None:
        (root / "referential" / "decisions.yaml").write_text(decisions, "utf-8")
    return read_referential(root)


def told(faults):
    return [(f.code, f.source.line) for f in faults]


# --- the shipped referential


def pieces():
    """Every text of the referential as the source prints it, in the order of its lines."""
    found = [(p.lines, p.text) for p in SHIPPED.passages]
    for block in SHIPPED.blocks:
        found.append((block.lines, block.text))
        found += [(activity.lines, activity.text) for activity in block.activities]
    for competency in SHIPPED.competencies:
        bullets = "".join(BULLET + item.text for item in competency.sub_items)
        found.append((competency.lines, f"{competency.printed_code}.{competency.text}{bullets}"))
    found += [(v.lines, f"{v.printed_code}.{v.text}") for v in SHIPPED.variants]
    return sorted(found)


def letters(text):
    return "".join(text.split())


def test_the_shipped_referential_has_no_fault():
    assert SHIPPED_FAULTS == ()


def test_the_source_is_the_one_whose_seal_is_recorded():
    data = SOURCE.read_bytes()
    assert hashlib.sha256(data).hexdigest() == SHIPPED.sha256
    assert SHIPPED.source_file == SOURCE.name
    assert len(data.decode("utf-8").splitlines()) == SHIPPED.line_count


def test_not_one_letter_of_the_source_is_lost():
    rebuilt = "".join(letters(text) for _, text in pieces())
    assert rebuilt == letters(SOURCE.read_text("utf-8"))


def test_every_text_is_on_the_lines_that_it_names():
    lines = SOURCE.read_text("utf-8").splitlines()
    for (first, last), text in pieces():
        assert letters(text) in letters("".join(lines[first - 1 : last])), (first, last)


def test_every_sub_item_is_on_the_lines_that_it_names():
    lines = SOURCE.read_text("utf-8").splitlines()
    items = [item for c in SHIPPED.competencies for item in c.sub_items]
    for item in items:
        first, last = item.lines
        assert letters("".join(lines[first - 1 : last])) == BULLET + letters(item.text)


def test_everything_that_the_source_prints_is_counted():
    assert [block.id for block in SHIPPED.blocks] == ["B1", "B2", "B3", "S1", "S2", "S3"]
    assert [block.kind for block in SHIPPED.blocks] == [BlockKind.COMMON] * 3 + [
        BlockKind.SPECIALISATION
    ] * 3
    assert sum(len(block.activities) for block in SHIPPED.blocks) == 16
    assert len(SHIPPED.competencies) == 34
    assert sum(len(c.sub_items) for c in SHIPPED.competencies) == 29
    assert [v.id for v in SHIPPED.variants] == ["CO1.4~a", "CO3.4~a"]
    assert [a.id for a in SHIPPED.anomalies] == [f"AN{rank:02}" for rank in range(1, 35)]


def test_codes_come_block_by_block_and_c2_before_c10():
    codes = SHIPPED.codes()
    assert list(codes) == sorted(codes, key=code_order)
    assert codes[:3] == ("C1", "C2", "C3")
    assert SHIPPED.codes("S1") == ("CO1.1", "CO1.2", "CO1.3", "CO1.4", "CO1.5")


def test_the_two_printed_zeros_are_kept_and_understood():
    printed = {c.code: (c.printed_code, c.aliases) for c in SHIPPED.competencies if c.aliases}
    assert printed == {"CO1.3": ("C01.3", ("C01.3",)), "CO1.5": ("C01.5", ("C01.5",))}


def test_a_variant_is_never_a_code():
    assert not {v.id for v in SHIPPED.variants} & set(SHIPPED.codes())
    assert {v.code for v in SHIPPED.variants} <= set(SHIPPED.codes())


def test_the_texts_keep_the_faults_of_the_source():
    texts = " ".join(text for _, text in pieces())
    for fault in ("HUMANITATIRE", "MTDMS", "de quelle que nature que ce soit", "5 blocs"):
        assert fault in texts
    assert "humanitaire" in SHIPPED.block("S2").title


def test_official_fields_are_left_for_the_certifier():
    official = SHIPPED.official
    assert official.title == "Expert en relations et coopérations internationales"
    assert {
        official.rncp,
        official.level,
        official.certifier,
        official.registered_on,
        official.nsf,
    } == {""}


@given(st.sampled_from(SHIPPED.codes()))
def test_a_code_parses_as_itself_and_its_zero_is_understood(code):
    assert parse_code(code) == code
    zero = re.sub("^CO", "C0", code)
    assert read_code(zero) == code
    assert parse_code(zero) == (code if zero == code else None)


@given(st.sampled_from(SHIPPED.competencies))
def test_an_alias_means_its_own_code_and_no_other(competency):
    for alias in competency.aliases:
        assert read_code(alias) == competency.code
        assert parse_code(alias) is None


# --- reading


def test_a_small_referential_is_read_and_sorted(tmp_path):
    referential, faults = read(tmp_path)
    assert faults == ()
    assert referential.codes() == ("C2", "C10", "CO1.1")
    assert referential.competency("C2").text == "Faire, en deux lignes :"
    assert referential.competency("C2").sub_items[0].lines == (6, 7)
    assert referential.competency("CO1.1").source.line == 22
    assert [a.alert for a in referential.anomalies] == [True, False]
    assert referential.settlements == ()


CHANGES = [
    ("code: C10,", "code: C010,", "REF-002"),
    ("code: C10,", "code: C2,", "REF-003"),
    ("id: C2.a", "id: C3.a", "REF-009"),
    ("id: S1.A1,", "id: B1.A1,", "REF-003"),
    ("id: AN02", "id: AN01", "REF-003"),
    ("bloc: B1, activite: B1.A1", "bloc: B4, activite: B1.A1", "REF-004"),
    ("bloc: B1, activite: B1.A1", "bloc: B1, activite: S1.A1", "REF-005"),
    ("lignes: [8, 9]", "lignes: [9, 8]", "REF-006"),
    ("lignes: [8, 9]", "lignes: [8, 41]", "REF-006"),
    ("lignes: [8, 9]", "lignes: [0, 9]", "REF-006"),
    ("lignes: [8, 9]", "lignes: [8]", "REF-006"),
    ("lignes: [3, 21]", "lignes: []", "REF-006"),
    ("lignes: [3, 21]", "lignes: [3, 400]", "REF-006"),
    ("alias: [C01.1]", "alias: [C2]", "REF-007"),
    ("id: CO1.1~a", "id: CO1.2~a", "REF-008"),
    ("code: CO1.1, code_imprime: CO1.1", "code: CO1.9, code_imprime: CO1.1", "REF-001"),
    ("statut: deduit", "statut: inventé", "LEC-013"),
    ("schema: epreuve/referentiel@1", "schema: epreuve/referentiel@9", "LEC-013"),
    ("genre: commun", "genre: autre", "LEC-013"),
    ('niveau: ""}', 'niveau: "", enregistre_le: 2026-02-30}', "LEC-014"),
    ("lignes: [8, 9]", "lignes: [huit, 9]", "LEC-011"),
    ('texte_source: "Savoir."', 'texte: "Savoir."', "LEC-009"),
    ("alerte: true", "alarme: true", "LEC-010"),
    ("lignes: 40", "lignes: 0", "LEC-012"),
]


@pytest.mark.parametrize(("old", "new", "code"), CHANGES)
def test_a_fault_is_told_and_nothing_half_read_is_returned(tmp_path, old, new, code):
    text = MINI.replace(old, new, 1)
    assert text != MINI
    referential, faults = read(tmp_path, text)
    assert referential is None
    assert code in [f.code for f in faults]
    assert all(f.source.line for f in faults)


def test_a_repeated_code_names_the_line_of_the_first(tmp_path):
    _, faults = read(tmp_path, MINI.replace("code: C2\n", "code: C10\n"))
    repeated = [f for f in faults if f.code == "REF-003"]
    assert [f.source.line for f in repeated] == [25]
    assert "ligne 24" in repeated[0].message


def test_an_unknown_activity_says_which_there_are(tmp_path):
    _, faults = read(
        tmp_path, MINI.replace("activite: S1.A1, lignes: [22", "activite: S1.A2, lignes: [22")
    )
    assert told(faults) == [("REF-005", 22)]
    assert faults[0].hint == "valeurs proches : S1.A1"


def test_all_the_faults_are_told_at_once(tmp_path):
    text = (
        MINI.replace("lignes: [8, 9]", "lignes: [9, 8]")
        .replace("id: C2.a", "id: C3.a")
        .replace("q ?", "")
    )
    _, faults = read(tmp_path, text)
    assert {f.code for f in faults} == {"REF-006", "REF-009"}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "- a\n- b\n", "schema: 1\nschema: 2\n", "a: &x 1\nb: *x\n", "\x00", "a: [", "{}"],
)
def test_what_is_no_referential_is_refused_without_a_crash(tmp_path, text):
    referential, faults = read(tmp_path, text)
    assert referential is None
    assert faults


def test_a_missing_file_is_told(tmp_path):
    referential, faults = read_referential(tmp_path)
    assert referential is None
    assert [f.code for f in faults] == ["LEC-001"]


@given(st.text(alphabet="abC1.:-[]{}\n \"'é#>|&*!~", max_size=60))
def test_any_text_gives_faults_and_never_an_exception(tmp_path_factory, text):
    root = tmp_path_factory.mktemp("any")
    referential, faults = read(root, text)
    assert referential is None
    assert faults


# --- decisions

DECISION = """\
schema: epreuve/decisions@1
decisions:
  - {anomalie: AN01, choix: "quatre blocs", auteur: "Commission", date: 2027-01-12}
"""


def test_a_decision_says_who_when_and_what(tmp_path):
    referential, faults = read(tmp_path, decisions=DECISION)
    assert faults == ()
    settlement = referential.settlements[0]
    assert isinstance(settlement, Settlement)
    assert (settlement.anomaly, settlement.choice) == ("AN01", "quatre blocs")
    assert (settlement.author, settlement.date) == ("Commission", "2027-01-12")
    assert settlement.source.line == 3


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("date: 2027-01-12", "date: 12/01/2027", "LEC-014"),
        ('auteur: "Commission"', 'auteur: ""', "LEC-017"),
        ('choix: "quatre blocs", ', "", "LEC-009"),
        ("choix", "choisi", "LEC-010"),
    ],
)
def test_a_bad_decision_does_not_hide_the_referential(tmp_path, old, new, code):
    referential, faults = read(tmp_path, decisions=DECISION.replace(old, new))
    assert referential is not None
    assert code in [f.code for f in faults]
    assert {f.source.path for f in faults} == {"referential/decisions.yaml"}


def test_an_anomaly_is_settled_once(tmp_path):
    again = DECISION + '  - {anomalie: AN01, choix: "autre", auteur: "X", date: 2027-01-13}\n'
    _, faults = read(tmp_path, decisions=again)
    assert told(faults) == [("REF-013", 4)]
    assert "ligne 3" in faults[0].message


def test_a_decision_file_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "referential").mkdir()
    (tmp_path / "referential" / "decisions.yaml").mkdir()
    referential, faults = read(tmp_path)
    assert referential is not None
    assert [f.code for f in faults] == ["LEC-001"]
