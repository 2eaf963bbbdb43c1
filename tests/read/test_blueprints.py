"""``epreuves.yaml``: an exam's own keys, then its model's, then the defaults."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.model.blueprint import CodeTarget, FormKind, Phase
from pipeline.model.item import Modality
from pipeline.read.blueprints import read_blueprints
from pipeline.read.criteria import read_criteria
from pipeline.read.referential import read_referential

ROOT = Path(__file__).resolve().parents[2]
REFERENTIAL, _ = read_referential(ROOT)
CRITERIA, _ = read_criteria(ROOT, REFERENTIAL.codes())
SHIPPED, SHIPPED_FAULTS = read_blueprints(ROOT, REFERENTIAL, CRITERIA)

MINI = """\
schema: epreuve/epreuves@1
par_defaut:
  coefficient: 1
  lecture: 0
  preparation: 0
  expose: 0
  scenarios: 1
  documents: [1, 10]
  difficulte: 3,4
  difficulte_tolerance: 0,5
  decision: non
  secours: non
  tickets: 0
  savoir_etre: []
modeles:
  note:
    genre: sujet
    phase: fin_formation
    format: ef_note_dossier
    modalite: ecrit
    duree: 180
    lecture: 15
    points: 100
    tolerance: 3
    questions: [4, 6]
    minutes: [130, 165]
    decision: oui
    materiel: "Rien."
    consignes: ["Lisez.", "Répondez."]
epreuves:
  - id: B1-ECRIT
    modele: note
    bloc: B1
    titre: "Note"
    codes: {C1: 60, C2: "40"}
    tolerances: {C2: 2.5}
    lecture: 20
"""


def read(root, text=MINI):
    (root / "referential").mkdir(exist_ok=True)
    (root / "referential" / "epreuves.yaml").write_text(text, "utf-8")
    return read_blueprints(root, REFERENTIAL, CRITERIA)


def test_the_shipped_blueprints_are_six_kinds_for_each_block():
    assert SHIPPED_FAULTS == ()
    suffixes = ("ECRIT", "CAS", "ORAL", "CC-CONTROLE", "CC-EXPOSE", "CC-TRAVAIL")
    for block in REFERENTIAL.blocks:
        own = [b for b in SHIPPED if b.block == block.id][:6]
        assert [b.id for b in own] == [f"{block.id}-{suffix}" for suffix in suffixes]
        assert [b.kind for b in own] == list(FormKind)[:6]


def test_every_block_has_its_simulation_and_the_exams_that_suit_its_codes_best():
    others = [b.id for b in SHIPPED if b.id.count("-") == 1 or b.kind is FormKind.OBSERVATION]
    usual = ("-ECRIT", "-CAS", "-ORAL")
    assert [b for b in others if not b.endswith(usual)] == [
        *("B1-SIM", "B1-SOUTENANCE", "B2-SIM", "B2-SOUTENANCE"),
        *("B3-SIM", "B3-SOUTENANCE", "B3-TTX"),
        *("S1-CC-ENTREPRISE", "S1-SIM", "S1-SOUTENANCE"),
        *("S2-SIM", "S2-SOUTENANCE", "S3-SIM", "S3-SOUTENANCE"),
    ]
    assert [b.id for b in SHIPPED if b.id not in others and "-CC-" not in b.id] == ["B3-SIM-RETEX"]
    played = [b for b in SHIPPED if b.kind is FormKind.SIMULATION]
    assert {(b.modality, b.items_min, b.items_max, b.group[0]) for b in played} == {
        (Modality.SIMULATION, 1, 1, 4)
    }


@pytest.mark.parametrize("blueprint", SHIPPED, ids=[b.id for b in SHIPPED])
def test_a_shipped_blueprint_shares_out_all_its_points_within_its_block(blueprint):
    assert sum(t.share for t in blueprint.targets) == 100
    assert set(blueprint.codes) <= set(REFERENTIAL.codes(blueprint.block))


def test_the_case_studies_cover_every_code_that_a_paper_can_assess():
    found = {code for b in SHIPPED if b.kind is FormKind.CASE_STUDY for code in b.codes}
    assert set(REFERENTIAL.codes()) - found == {"C3", "CO1.5"}


def test_integration_in_a_team_is_seen_at_work_and_told_in_a_viva_never_written():
    assert [(b.id, b.modality) for b in SHIPPED if "CO1.5" in b.codes] == [
        ("S1-CC-ENTREPRISE", Modality.OBSERVATION),
        ("S1-SOUTENANCE", Modality.ORAL),
    ]


def test_final_papers_are_out_of_100_with_a_spare_and_orals_have_twelve_tickets():
    papers = [b for b in SHIPPED if b.phase is Phase.FINAL and b.modality is Modality.WRITTEN]
    assert {(b.points, b.spare, b.decision_required) for b in papers} == {(100, True, True)}
    orals = [b for b in SHIPPED if b.format == "ef_oral_ticket"]
    assert {
        (b.minutes, b.preparation, b.talk, b.tickets, b.points, b.items_min) for b in orals
    } == {(30, 30, 10, 12, 20, 3)}


def test_own_keys_come_before_the_model_and_the_model_before_the_defaults(tmp_path):
    blueprints, faults = read(tmp_path)
    assert faults == ()
    (blueprint,) = blueprints
    assert blueprint.reading == 20
    assert blueprint.decision_required is True
    assert blueprint.spare is False
    assert blueprint.difficulty == Decimal("3.4")
    assert (blueprint.minutes_min, blueprint.minutes_max) == (130, 165)
    assert (blueprint.items_min, blueprint.items_max) == (4, 6)
    assert (blueprint.documents_min, blueprint.documents_max) == (1, 10)
    assert blueprint.instructions == ("Lisez.", "Répondez.")
    assert blueprint.targets == (
        CodeTarget(code="C1", share=Decimal(60), tolerance=Decimal(3)),
        CodeTarget(code="C2", share=Decimal(40), tolerance=Decimal("2.5")),
    )
    assert blueprint.source.line == 31


FAULTS = [
    ("schema: epreuve/epreuves@1", "schema: x", "LEC-013", 1),
    ("modele: note", "modele: notes", "PLA-010", 32),
    ("bloc: B1", "bloc: B9", "REF-004", 33),
    ("C1: 60", "C01.3: 60", "REF-001", 35),
    ("C1: 60", "C1: 160", "LEC-012", 35),
    ("C1: 60", "C1: -1", "LEC-012", 35),
    ("C1: 60", "C1: beaucoup", "LEC-011", 35),
    ('{C1: 60, C2: "40"}', "{}", "PLA-020", 35),
    ('{C1: 60, C2: "40"}', "[C1, C2]", "LEC-011", 35),
    ("tolerances: {C2: 2.5}", "tolerances: {C3: 2.5}", "PLA-019", 36),
    ("questions: [4, 6]", "questions: [6, 4]", "PLA-006", 25),
    ("questions: [4, 6]", "questions: [4]", "PLA-006", 25),
    ("questions: [4, 6]", "questions: 4", "LEC-011", 25),
    ("format: ef_note_dossier", "format: ef_note", "CRI-007", 19),
    ("savoir_etre: []", "savoir_etre: [patience]", "CRI-009", 14),
    ("genre: sujet", "genre: dissertation", "LEC-013", 17),
    ("difficulte: 3,4", "difficulte: 6", "LEC-012", 9),
    ("decision: oui", "decision: peut-être", "LEC-011", 27),
    ("duree: 180", "duree: 3 h", "LEC-011", 21),
    ("    points: 100\n", "", "LEC-009", 30),
    ("    lecture: 20", "    lectur: 20", "LEC-010", 37),
    ("  lecture: 0", "  lectur: 0", "LEC-010", 4),
    ("    lecture: 15", "    lectur: 15", "LEC-010", 22),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), FAULTS)
def test_a_fault_is_told_at_its_line(tmp_path, old, new, code, line):
    assert old in MINI
    blueprints, faults = read(tmp_path, MINI.replace(old, new, 1))
    assert blueprints is None
    assert (code, line) in [(f.code, f.source.line) for f in faults]


def test_a_fault_of_a_model_is_told_once_whatever_uses_it(tmp_path):
    again = MINI.split("epreuves:\n")[1].replace("B1-ECRIT", "B1-BIS")
    _, faults = read(tmp_path, (MINI + again).replace("duree: 180", "duree: long"))
    assert [f.code for f in faults] == ["LEC-011"]


def test_two_exams_may_not_have_the_same_id(tmp_path):
    again = MINI.split("epreuves:\n")[1]
    _, faults = read(tmp_path, MINI + again)
    assert [(f.code, f.source.line) for f in faults] == [("REF-003", 38)]


def test_a_model_that_nobody_uses_is_still_read_for_unknown_keys(tmp_path):
    _, faults = read(
        tmp_path, MINI.replace("epreuves:\n", "  autre: {duree: 10, couleur: bleu}\nepreuves:\n")
    )
    assert [f.code for f in faults] == ["LEC-010"]


def test_models_and_defaults_are_optional(tmp_path):
    body = MINI.split("par_defaut:\n")[1]
    default, rest = body.split("modeles:\n  note:\n")
    model, exam = rest.split("epreuves:\n")
    own = "".join(
        f"  {line}\n"
        for line in default.splitlines()
        if "lecture" not in line and "decision" not in line
    )
    model = model.replace("    lecture: 15\n", "")
    text = (
        "schema: epreuve/epreuves@1\nepreuves:\n"
        + exam.replace("    modele: note\n", "")
        + own
        + model
    )
    blueprints, faults = read(tmp_path, text)
    assert faults == ()
    assert blueprints[0].points == 100


@pytest.mark.parametrize(
    "text", ["", "[]", "epreuves: 3", "schema: epreuve/epreuves@1\nepreuves: [x]", "modeles: []"]
)
def test_what_are_no_blueprints_are_refused_without_a_crash(tmp_path, text):
    blueprints, faults = read(tmp_path, text)
    assert blueprints is None
    assert faults
