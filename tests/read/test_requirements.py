"""The rules that an exam has of its own, in YAML and in the workbook."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from pipeline.exchange.roster import workbook_bytes
from pipeline.exchange.rulebook import rule_workbook
from pipeline.model.requirement import (
    ALWAYS,
    Change,
    Compare,
    Comparison,
    Either,
    Goal,
    Measure,
    Requirement,
    Scope,
)
from pipeline.read.blueprints import read_blueprints
from pipeline.read.criteria import read_criteria
from pipeline.read.referential import read_referential
from pipeline.read.requirements import GOALS, MEASURES, WORKBOOK
from pipeline.rules import ruletable as words

ROOT = Path(__file__).resolve().parents[2]
REFERENTIAL, _ = read_referential(ROOT)
CRITERIA, _ = read_criteria(ROOT, REFERENTIAL.codes())
HIGH_LEVELS = """\
    regles:
      - id: niveaux
        libelle: "la moitié des points au niveau 7"
        mesure: part
        condition: niveau in ["evaluer", "concevoir"]
        minimum: 50
        poids: 0,2
"""
EXAMS = """\
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
{default}
modeles:
  note:
    genre: sujet
    phase: fin_formation
    format: ef_note_dossier
    modalite: ecrit
    duree: 180
    points: 100
    tolerance: 3
    questions: [4, 6]
    minutes: [130, 165]
    materiel: "Rien."
    consignes: ["Lisez."]
{model}
epreuves:
  - id: B1-ECRIT
    modele: note
    bloc: B1
    titre: "Note"
    codes: {{C1: 60, C2: 40}}
{own}
"""


def read(root, default="", model="", own=""):
    (root / "referential").mkdir(exist_ok=True)
    text = EXAMS.format(default=default, model=model, own=own)
    (root / "referential" / "epreuves.yaml").write_text(text, "utf-8")
    return read_blueprints(root, REFERENTIAL, CRITERIA)


def one(root, **layers):
    (blueprint,), faults = read(root, **layers)
    assert faults == ()
    return blueprint


def faults_of(root, entry):
    lines = "".join(f"        {line}\n" for line in entry)
    return read(root, own=f"    regles:\n      -\n{lines}")[1]


def test_a_rule_is_read_with_everything_that_it_says(tmp_path):
    (rule,) = one(tmp_path, own=HIGH_LEVELS).requirements
    wanted = tuple(
        Compare(column="niveau", comparison=Comparison.EQUAL, value=v)
        for v in ("evaluer", "concevoir")
    )
    assert rule == Requirement(
        id="niveaux",
        label="la moitié des points au niveau 7",
        measure=Measure.SHARE,
        condition=Either(parts=wanted),
        written='niveau in ["evaluer", "concevoir"]',
        low=Decimal(50),
        goal=Goal.SOFT,
        weight=Decimal("0.2"),
        source=rule.source,
    )
    assert rule.source.path == "referential/epreuves.yaml"
    assert rule.source.line


def test_a_rule_without_weight_has_to_hold_and_without_sentence_is_told_by_its_name(tmp_path):
    own = "    regles:\n      - {id: court, mesure: somme, colonne: mots, maximum: 900}\n"
    (rule,) = one(tmp_path, own=own).requirements
    assert (rule.goal, rule.label, rule.condition) == (Goal.HARD, "court", ALWAYS)


def test_the_exam_is_right_against_its_model_and_the_model_against_the_defaults(tmp_path):
    def rules(indent, *pairs):
        lines = "".join(f"{indent}  - {{id: {i}, mesure: somme, maximum: {n}}}\n" for i, n in pairs)
        return f"{indent}regles:\n{lines}"

    found = one(
        tmp_path,
        default=rules("  ", ("a", 1), ("b", 1), ("c", 1)),
        model=rules("    ", ("b", 2), ("c", 2)),
        own=rules("    ", ("c", 3)),
    )
    assert {rule.id: rule.high for rule in found.requirements} == {"a": 1, "b": 2, "c": 3}


def test_an_entry_without_measure_changes_a_standard_rule(tmp_path):
    own = (
        "    regles:\n      - {id: difficulte_visee, poids: 50}\n"
        "      - {id: part_C1, minimum: 55, maximum: 65}\n      - {id: decision, actif: non}\n"
    )
    found = one(tmp_path, own=own)
    assert found.requirements == ()
    assert [(c.id, c.low, c.high, c.weight, c.active) for c in found.changes] == [
        ("difficulte_visee", None, None, Decimal(50), True),
        ("part_C1", Decimal(55), Decimal(65), None, True),
        ("decision", None, None, None, False),
    ]


@pytest.mark.parametrize(
    ("entry", "code", "words_in"),
    [
        (["id: dificulte", "poids: 3"], "PLA-041", "dificulte"),
        (["id: part_C9", "poids: 3"], "PLA-041", "part_C9"),
        (["id: a", "mesure: somme", "colonne: niveau", "minimum: 3"], "PLA-042", "niveau"),
        (["id: a", "mesure: nombre", "colonne: minutes", "minimum: 3"], "PLA-042", "minutes"),
        (["id: a", "mesure: somme", "condition: x", "minimum: 3"], "PLA-040", "x"),
        (["id: a", "mesure: sommme", "minimum: 3"], "LEC-", "sommme"),
        (["id: a", "mesure: somme", "minimum: 3", "portee: paire"], "PLA-045", "paire"),
        (["id: a", "mesure: somme", "minimum: 3", "portee: tout"], "LEC-", "tout"),
        (["id: a", "mesure: usages", "maximum: 1"], "PLA-045", "sujet"),
        (["id: a", "mesure: usages", "maximum: 1", "portee: ensemble"], "PLA-045", "ensemble"),
        (["id: a", "mesure: usages", "colonne: famille", "maximum: 1"], "PLA-042", "famille"),
        (["id: a", "mesure: somme", "minimum: 3", "but: gagner"], "LEC-", "gagner"),
    ],
)
def test_what_is_wrong_in_a_rule_is_told_with_its_line(tmp_path, entry, code, words_in):
    found = faults_of(tmp_path, entry)
    assert any(f.code.startswith(code) and words_in in f.message for f in found), found
    assert all(f.source.line and f.hint for f in found)


def test_all_the_faults_of_a_rule_are_told_at_once(tmp_path):
    entry = ["id: a", "mesure: moyenne", "colonne: niveau", "minimum: 5", "maximum: 4"]
    assert [f.code for f in faults_of(tmp_path, [*entry, "condition: zz"])] == [
        "PLA-040",
        "PLA-042",
    ]


def test_an_amount_and_all_or_none_need_no_bound(tmp_path):
    own = (
        "    regles:\n      - {id: a, mesure: somme, colonne: mots, but: minimum, poids: 0.01}\n"
        "      - {id: b, mesure: entier, colonne: scenario}\n"
    )
    assert [r.goal for r in one(tmp_path, own=own).requirements] == [Goal.MINIMISE, Goal.HARD]


def test_the_tickets_of_an_oral_may_cap_the_uses_of_a_scenario(tmp_path):
    own = (
        "    genre: ticket\n    format: ef_oral_ticket\n    modalite: oral\n    regles:\n"
        "      - {id: seul, mesure: usages, colonne: scenario, portee: ensemble, maximum: 2}\n"
    )
    (rule,) = one(tmp_path, own=own).requirements
    assert (rule.scope, rule.measure, rule.high) == (Scope.FORMS, Measure.USES, 2)


def book(root, *rows, titles=words.COLUMNS):
    (root / "referential").mkdir(exist_ok=True)
    made = Workbook()
    made.active.title = words.SHEET
    made.active.append(list(titles))
    for row in rows:
        made.active.append(row)
    made.save(root / WORKBOOK)


def test_the_workbook_takes_the_place_of_the_rules_of_its_names(tmp_path):
    book(
        tmp_path,
        ["B1-ECRIT", "niveaux", "", None, "Part", None, 'code == "C1"', 10, 20.5, None, None, None],
        [
            "b1-ecrit",
            "difficulte_visee",
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            "50",
            "oui",
        ],
        ["B1-ECRIT", "mots", "bref", None, "somme", "mots", None, None, 900, "souhait", 0.1, "non"],
    )
    found = one(tmp_path, own=HIGH_LEVELS)
    rules = {rule.id: rule for rule in found.requirements}
    assert (rules["niveaux"].low, rules["niveaux"].high) == (10, Decimal("20.5"))
    assert rules["niveaux"].goal is Goal.HARD
    assert (rules["mots"].goal, rules["mots"].active) == (Goal.SOFT, False)
    assert rules["mots"].source.cell == "B4"
    assert [type(c) for c in found.changes] == [Change]


def test_every_fault_of_the_workbook_is_told_with_its_cell(tmp_path):
    book(
        tmp_path,
        ["B9-ECRIT", "a", None, None, "somme", None, None, 1, None, None, None, None],
        ["B1-ECRIT", "b", None, None, "somme", None, None, "beaucoup", 2, None, None, None],
        ["B1-ECRIT", "b", None, None, "somme", None, None, 1, None, None, None, None],
        ["B1-ECRIT", None, None, None, "somme", None, None, 1, None, None, None, None],
        ["B1-ECRIT", "d", None, None, "somme", None, None, -1, None, None, None, None],
    )
    blueprints, faults = read(tmp_path)
    assert blueprints is None
    codes = {f.source.cell: f.code for f in faults}
    assert set(codes) == {"A2", "H3", "B4", "B5", "H6"}
    assert codes["H3"] == codes["H6"] == "PLA-044"
    assert codes["B4"] == "PLA-043"


def test_a_workbook_without_its_columns_is_refused_and_one_that_is_none_too(tmp_path):
    book(tmp_path, titles=words.COLUMNS[:5])
    assert read(tmp_path)[0] is None
    (tmp_path / WORKBOOK).write_bytes(b"ce n'est pas un classeur")
    blueprints, faults = read(tmp_path)
    assert blueprints is None
    assert [f.source.path for f in faults] == [WORKBOOK]


def test_a_hidden_row_is_told_and_read(tmp_path):
    book(tmp_path, ["B1-ECRIT", "a", None, None, "somme", None, None, 1, None, None, None, None])
    made = load_workbook(tmp_path / WORKBOOK)
    made.active.row_dimensions[2].hidden = True
    made.save(tmp_path / WORKBOOK)
    blueprints, faults = read(tmp_path)
    assert [r.id for r in blueprints[0].requirements] == ["a"]
    assert len(faults) == 1


CHANGE = Change(id="difficulte_visee", weight=Decimal(50), active=False)


def test_the_workbook_that_is_written_reads_back_as_the_same_rules(tmp_path):
    rules = (
        *one(tmp_path, own=HIGH_LEVELS).requirements,
        Requirement(id="x", label="x", measure=Measure.SUM, low=Decimal(1), active=False),
    )
    listed = [(rule.label, rule) for rule in rules] + [("la difficulté", CHANGE)]
    made = rule_workbook({"B1-ECRIT": listed}, MEASURES, [goal.value for goal in GOALS])
    (tmp_path / WORKBOOK).write_bytes(workbook_bytes(made))
    found = one(tmp_path)
    again = found.requirements
    assert [replace(change, source=CHANGE.source) for change in found.changes] == [CHANGE]

    def bare(rule):
        return [getattr(rule, f) for f in Requirement.__slots__ if f != "source"]

    assert [bare(rule) for rule in again] == [bare(rule) for rule in rules]
