"""``criteres.yaml`` and the official file that replaces it entry by entry."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.read.criteria import read_criteria
from pipeline.read.referential import read_referential

ROOT = Path(__file__).resolve().parents[2]
CODES = ("C1", "C2")

HEAD = """\
schema: epreuve/criteres@1
version: "0.1"
statut: proposition
echelle:
  0: {titre: "Rien", jury: "non acquis", sens: "a"}
  1: {titre: "Peu", jury: "non acquis", sens: "b"}
  2: {titre: "Partiel", jury: "en cours", sens: "c"}
  3: {titre: "Acquis", jury: "acquis", sens: "d"}
  4: {titre: "Expert", jury: "acquis", sens: "e"}
conversions:
  seuil_20: [0, 4, 8, 14, 20]
  fine: [0, "2,5", 7.5, 15, 20]
formats:
  ef_note: {titre: "Note", famille: fin_formation, modalite: ecrit, duree: 180, preparation: 0, individuel: oui}
savoir_faire:
  redaction: {titre: "Rédaction", valeur: 91}
savoir_etre:
  ecoute: {titre: "Écoute", observable: "reformule"}
livrables:
  note: {titre: "Note", pages: 2, rubriques: [objet, analyse]}
competences:
"""
ENTRY = """\
  - code: C2
    titre: "Produire une synthèse"
    verbe: "produire"
    sous_items: {C2.a: "le fond"}
    livrables: [note]
    formats: {ef_note: 3}
    indicateurs:
      - {id: C2.i1, cible: ensemble, poids: "1,5", libelle: "Tout y est."}
    niveaux: ["n0", "n1", "n2", "n3", "n4"]
    scenario: {genres: [pays], exigences: "un pays", pieces: [carte]}
    savoir_faire: {redaction: 2}
    savoir_etre: [ecoute]
"""
MINI = HEAD + ENTRY
OFFICIAL = """\
schema: epreuve/criteres@1
version: "2027"
statut: officiel
livrables:
  rapport: {titre: "Rapport", pages: "1,5", rubriques: [synthèse]}
competences:
""" + ENTRY.replace("C2", "C1").replace("[note]", "[note, rapport]").replace(
    "Produire", "Diagnostiquer"
)


def read(root, text=MINI, official=None):
    (root / "referential").mkdir(exist_ok=True)
    (root / "referential" / "criteres.yaml").write_text(text, "utf-8")
    if official is not None:
        (root / "referential" / "criteres_officiels.yaml").write_text(official, "utf-8")
    return read_criteria(root, CODES)


def told(faults):
    return [(f.code, f.source.line) for f in faults]


def test_the_shipped_criteria_cover_every_code_without_a_fault():
    referential, _ = read_referential(ROOT)
    criteria, faults = read_criteria(ROOT, referential.codes())
    assert faults == ()
    assert tuple(entry.code for entry in criteria.codes) == referential.codes()
    assert {entry.status for entry in criteria.codes} == {"proposition"} == {criteria.status}
    assert [level.value for level in criteria.levels] == [0, 1, 2, 3, 4]
    assert dict(criteria.conversions)["seuil_20"] == tuple(map(Decimal, (0, 4, 8, 14, 20)))
    assert sum(skill.value for skill in criteria.hard_skills) == 545
    assert len(criteria.soft_skills) == 9


def test_every_specialisation_one_paper_code_can_be_set_in_a_written_note():
    referential, _ = read_referential(ROOT)
    criteria, _ = read_criteria(ROOT, referential.codes())
    found = [criteria.code(code).aptitude("ef_note_dossier") for code in referential.codes("S1")]
    assert found == [1, 1, 1, 1, 0]


def test_an_entry_is_read_whole(tmp_path):
    criteria, faults = read(tmp_path)
    assert faults == ()
    entry = criteria.code("C2")
    assert entry.status == "proposition"
    assert (entry.title, entry.verb) == ("Produire une synthèse", "produire")
    assert entry.indicators[0].weight == Decimal("1.5")
    assert entry.levels == ("n0", "n1", "n2", "n3", "n4")
    assert entry.sub_titles == (("C2.a", "le fond"),)
    assert (entry.aptitude("ef_note"), entry.aptitude("ef_autre")) == (3, 0)
    assert (entry.scenario_needs, entry.scenario_kinds, entry.scenario_documents) == (
        "un pays",
        ("pays",),
        ("carte",),
    )
    assert entry.caution == ""
    assert entry.source.line == 22
    assert dict(criteria.conversions)["fine"][1] == Decimal("2.5")


CHANGES = [
    ("code: C2", "code: C3", "REF-001"),
    ("code: C2", "code: c2", "REF-001"),
    ("livrables: [note]", "livrables: [notes]", "CRI-006"),
    ("formats: {ef_note: 3}", "formats: {ef_oral: 3}", "CRI-007"),
    ("formats: {ef_note: 3}", "formats: {ef_note: 4}", "LEC-012"),
    ("formats: {ef_note: 3}", "formats: {ef_note: 0}", "LEC-012"),
    ("formats: {ef_note: 3}", "formats: {ef_note: }", "LEC-009"),
    ("formats: {ef_note: 3}", "formats: ef_note", "LEC-011"),
    ("savoir_faire: {redaction: 2}", "savoir_faire: {redactions: 2}", "CRI-008"),
    ("savoir_etre: [ecoute]", "savoir_etre: [ecoutes]", "CRI-009"),
    ("savoir_etre: [ecoute]", "savoir_etre: [[ecoute]]", "LEC-011"),
    ('"n0", ', "", "CRI-005"),
    ('"n0", ', '"n0", "n0", ', "CRI-005"),
    ("id: C2.i1", "id: C1.i1", "CRI-018"),
    ('poids: "1,5"', "poids: -1", "LEC-012"),
    ('poids: "1,5"', "poids: lourd", "LEC-011"),
    ('  4: {titre: "Expert"', '  5: {titre: "Expert"', "CRI-017"),
    ("[0, 4, 8, 14, 20]", "[0, 4, 8, 20]", "CRI-005"),
    ("[0, 4, 8, 14, 20]", "[0, 4, huit, 14, 20]", "CRI-005"),
    ("statut: proposition", "statut: parfait", "LEC-013"),
    ("famille: fin_formation", "famille: autre", "LEC-013"),
    ("individuel: oui", "individuel: peut-être", "LEC-011"),
    ("valeur: 91", "valeur: 0", "LEC-012"),
    ('verbe: "produire"', 'verve: "produire"', "LEC-010"),
    ("scenario: {genres: [pays], exigences", "scenario: {genres: [pays], besoins", "LEC-009"),
]


@pytest.mark.parametrize(("old", "new", "code"), CHANGES)
def test_a_fault_is_told_and_no_criteria_are_returned(tmp_path, old, new, code):
    text = MINI.replace(old, new, 1)
    assert text != MINI
    criteria, faults = read(tmp_path, text)
    assert criteria is None
    assert code in [f.code for f in faults]


def test_an_unknown_code_is_told_with_its_neighbours(tmp_path):
    _, faults = read(tmp_path, MINI.replace("code: C2", "code: C20"))
    unknown = [f for f in faults if f.code == "REF-001"]
    assert [(f.message, f.hint) for f in unknown] == [
        ("compétence « C20 » inconnue", "codes proches : C2")
    ]


def test_a_code_has_one_entry(tmp_path):
    _, faults = read(tmp_path, MINI + ENTRY)
    assert told(faults) == [("CRI-002", 34)]
    assert "ligne 22" in faults[0].message


def test_an_indicator_has_one_row(tmp_path):
    line = ENTRY.splitlines()[7]
    _, faults = read(tmp_path, MINI.replace(line, f"{line}\n{line}"))
    assert told(faults) == [("CRI-015", 30)]


# --- the official file


def test_an_official_entry_replaces_ours_and_the_others_stay(tmp_path):
    ours = MINI + ENTRY.replace("C2", "C1")
    criteria, faults = read(tmp_path, ours, OFFICIAL)
    assert faults == ()
    assert [(e.code, e.status) for e in criteria.codes] == [
        ("C1", "officiel"),
        ("C2", "proposition"),
    ]
    assert criteria.code("C1").title == "Diagnostiquer une synthèse"
    assert criteria.code("C1").source.path == "referential/criteres_officiels.yaml"
    assert [d.id for d in criteria.deliverables] == ["note", "rapport"]
    assert (criteria.status, criteria.version) == ("mixte", "2027")


def test_official_entries_for_every_code_make_the_whole_official(tmp_path):
    criteria, _ = read(tmp_path, HEAD + ENTRY.replace("C2", "C1"), OFFICIAL)
    assert criteria.status == "officiel"


def test_an_official_file_may_not_call_itself_a_proposal(tmp_path):
    criteria, faults = read(
        tmp_path, official=OFFICIAL.replace("statut: officiel", "statut: proposition")
    )
    assert criteria is None
    assert [(f.code, f.source.path) for f in faults] == [
        ("LEC-013", "referential/criteres_officiels.yaml")
    ]


def test_an_official_file_that_cannot_be_read_is_not_ignored(tmp_path):
    criteria, faults = read(tmp_path, official="schema: [")
    assert criteria is None
    assert [f.code for f in faults] == ["LEC-005"]


@pytest.mark.parametrize(
    "text", ["", "[]", "a: 1", "schema: epreuve/criteres@1", "competences: {}"]
)
def test_what_are_no_criteria_are_refused_without_a_crash(tmp_path, text):
    criteria, faults = read(tmp_path, text)
    assert criteria is None
    assert faults
