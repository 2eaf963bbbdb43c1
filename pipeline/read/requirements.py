"""The rules that an exam has of its own: ``regles`` of epreuves.yaml, then the rows of regles_assemblage.xlsx."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from pipeline.diagnostics import Diagnostic, Rule, Source
from pipeline.model.blueprint import DRAWN, Blueprint
from pipeline.model.columns import WORDS, number_columns
from pipeline.model.criteria import Criteria
from pipeline.model.requirement import Change, Goal, Measure, Requirement, Scope
from pipeline.read.condition import Columns, parse_condition
from pipeline.read.fields import Fields
from pipeline.read.plain import advice, read_decimal
from pipeline.read.sheets import Row
from pipeline.read.workbook import open_book, read_rows
from pipeline.rules import requirements as names
from pipeline.rules import ruletable as rules

WORKBOOK = f"referential/{rules.FILE}"
GOALS = (Goal.HARD, Goal.SOFT, Goal.MINIMISE, Goal.MAXIMISE)
MEASURES = tuple(m.value for m in Measure)
SCOPES = (Scope.FORM, Scope.FORMS)
_ON_WORDS = (Measure.DISTINCT, Measure.EACH, Measure.WHOLE)
_USED = ("question", "scenario")
_HIGHEST = Decimal(10**6)
WRONG = "?"
"""A measure that is none, told already."""

Own = tuple[Requirement | Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """One rule as written; an empty ``measure`` changes a standard rule."""

    id: str
    label: str
    scope: Scope
    measure: str
    column: str
    condition: str
    low: Decimal | None
    high: Decimal | None
    goal: Goal
    weight: Decimal | None
    active: bool
    source: Source


def entries(
    layers: Sequence[Fields], blueprint: Blueprint, criteria: Criteria, faults: list[Diagnostic]
) -> Own:
    """The rules written for an exam: those of its model and of the defaults, then its own, each name once.

    ``layers`` are the entry, its model, the defaults; the first one that names a rule is right.
    """
    found: dict[str, Requirement | Change] = {}
    for fields in layers:
        for entry in fields.children("regles", required=False):
            written = _entry(entry)
            made = _made(written, blueprint, criteria, faults)
            if made is not None:
                found.setdefault(made.id, made)
    return tuple(found.values())


def with_workbook(
    root: Path, blueprints: Sequence[Blueprint], criteria: Criteria, faults: list[Diagnostic]
) -> tuple[Blueprint, ...]:
    """The blueprints with the rules of the workbook, when the workspace has one: each takes the place of its name."""
    if not (root / WORKBOOK).exists():
        return tuple(blueprints)
    book = open_book(root, WORKBOOK, faults)
    rows = read_rows(book, WORKBOOK, rules.SHEET, rules.COLUMNS, faults) if book else None
    known = {b.id: b for b in blueprints}
    own: dict[str, dict[str, Requirement | Change]] = {}
    for row in rows or ():
        exam = row.choice(rules.EXAM, tuple(known))
        written = _row(row)
        if exam not in known:
            continue
        made = _made(written, known[exam], criteria, faults)
        if made is not None and made.id in own.setdefault(exam, {}):
            faults.append(rules.TWICE.at(row.at(rules.RULE), rule=made.id, exam=exam))
        elif made is not None:
            own[exam][made.id] = made
    return tuple(with_rules(b, tuple(own.get(b.id, {}).values())) for b in blueprints)


def with_rules(blueprint: Blueprint, own: Own) -> Blueprint:
    """A blueprint with more rules: each takes the place of the one of its name."""
    table = {rule.id: rule for rule in (*blueprint.requirements, *blueprint.changes, *own)}
    return replace(
        blueprint,
        requirements=tuple(r for r in table.values() if isinstance(r, Requirement)),
        changes=tuple(r for r in table.values() if isinstance(r, Change)),
    )


def _entry(fields: Fields) -> _Written:
    """One entry of ``regles``."""
    measure = fields.choice("mesure", MEASURES, "")
    goals = [g.value for g in GOALS]
    goal = fields.choice("but", goals, _usual(fields))
    return _Written(
        id=fields.text("id"),
        label=fields.text("libelle", ""),
        scope=fields.member("portee", Scope, Scope.FORM),
        measure=measure if measure in MEASURES else WRONG if measure else "",
        column=fields.text("colonne", ""),
        condition=fields.text("condition", ""),
        low=_bound(fields, "minimum"),
        high=_bound(fields, "maximum"),
        goal=Goal(goal if goal in goals else _usual(fields)),
        weight=_bound(fields, "poids"),
        active=fields.boolean("actif", default=True),
        source=fields.source,
    )


def _usual(fields: Fields) -> str:
    """A rule with a weight is a wish, any other has to hold."""
    return (Goal.SOFT if "poids" in fields.keys else Goal.HARD).value


def _bound(fields: Fields, key: str) -> Decimal | None:
    return fields.decimal(key, high=_HIGHEST) if fields.has(key) else None


def _row(row: Row) -> _Written:
    """One row of the workbook."""
    weight = _number(row, rules.WEIGHT)
    usual = Goal.HARD if weight is None else Goal.SOFT
    measure = "" if row.empty(rules.MEASURE) else row.choice(rules.MEASURE, MEASURES)
    active = row.choice(rules.ACTIVE, (rules.YES, rules.NO), rules.YES)
    return _Written(
        id=row.text(rules.RULE),
        label=row.text(rules.LABEL, required=False),
        scope=Scope(row.choice(rules.SCOPE, [s.value for s in SCOPES], Scope.FORM.value)),
        measure=measure,
        column=row.text(rules.COLUMN, required=False),
        condition=row.text(rules.CONDITION, required=False),
        low=_number(row, rules.LOW),
        high=_number(row, rules.HIGH),
        goal=Goal(row.choice(rules.GOAL, [g.value for g in GOALS], usual.value)),
        weight=weight,
        active=active != rules.NO,
        source=row.at(rules.RULE),
    )


def _number(row: Row, column: str) -> Decimal | None:
    """The number of a cell; ``None`` for an empty one, and for what is no number, which is told."""
    text = row.text(column, required=False)
    value = read_decimal(text) if text else None
    if text and (value is None or not 0 <= value <= _HIGHEST):
        row.fault(rules.NOT_A_NUMBER, column, value=text)
        return None
    return value


def _made(
    written: _Written, blueprint: Blueprint, criteria: Criteria, faults: list[Diagnostic]
) -> Requirement | Change | None:
    """The rule, or the change of a standard one; ``None``, with everything wrong told."""
    if not written.id or written.measure == WRONG:
        return None
    skills = [skill.id for skill in criteria.hard_skills]
    if not written.measure:
        return _change(written, names.standard_ids(blueprint.codes, skills), faults)
    numbers = number_columns(blueprint.codes, skills)
    condition, found = parse_condition(
        written.condition, written.source, Columns(numbers=numbers, words=WORDS)
    )
    found = (*found, *_column_faults(written, numbers), *_scope_faults(written, blueprint))
    faults.extend(found)
    if found or condition is None:
        return None
    return Requirement(
        id=written.id,
        label=written.label or written.id,
        scope=written.scope,
        measure=Measure(written.measure),
        column=written.column,
        condition=condition,
        written=written.condition,
        low=written.low,
        high=written.high,
        goal=written.goal,
        weight=Decimal(1) if written.weight is None else written.weight,
        active=written.active,
        source=written.source,
    )


def _change(written: _Written, known: Sequence[str], faults: list[Diagnostic]) -> Change | None:
    """What changes in a standard rule; a name that is none is told."""
    if written.id not in known:
        faults.append(
            rules.NO_MEASURE.at(
                written.source,
                rule=written.id,
                measures=", ".join(MEASURES),
                advice=advice(written.id, known),
            )
        )
        return None
    return Change(
        id=written.id,
        low=written.low,
        high=written.high,
        weight=written.weight,
        active=written.active,
        source=written.source,
    )


def _column_faults(written: _Written, numbers: Sequence[str]) -> list[Diagnostic]:
    """A column that the measure of a rule does not know; the rest is told once the bank is there (ata.check)."""
    measure = Measure(written.measure)
    columns = _USED if measure is Measure.USES else WORDS if measure in _ON_WORDS else numbers
    if not written.column or written.column in columns:
        return []
    said = advice(written.column, columns)
    return [_said(written, rules.WRONG_COLUMN, column=written.column, advice=said)]


def _scope_faults(written: _Written, blueprint: Blueprint) -> list[Diagnostic]:
    """Uses are counted over the tickets of an exam, everything else on each form."""
    over = written.scope is Scope.FORMS and blueprint.kind in DRAWN
    if over if written.measure == Measure.USES else written.scope is Scope.FORM:
        return []
    return [_said(written, rules.WRONG_SCOPE, scope=written.scope.value)]


def _said(written: _Written, rule: Rule, **values: object) -> Diagnostic:
    """A fault of a rule, at its place."""
    given: dict[str, object] = {"rule": written.id, "measure": written.measure} | values
    return rule.at(written.source, **given)
