"""The forms of each exam beside each other: how far apart, how much alike, and the rules over all of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from pipeline.assemble.certify import rows_of
from pipeline.assemble.certify_forms import Recalled
from pipeline.assemble.certify_rules import count, decimal, miss
from pipeline.assemble.requirements import rules_of
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.certificate import (
    CodeSpread,
    Distance,
    ExamSheet,
    FormSheet,
    Proof,
    Spread,
)
from pipeline.model.form import FormRole, RuleResult
from pipeline.model.requirement import Goal, Measure, Requirement, Row, Scope
from pipeline.rules.certificate import LOST_FAULTS
from pipeline.typography import number

TENTH = Decimal("0.1")
WEAKEST = (Proof.LOST, Proof.OPEN, Proof.EARLIER, Proof.PROVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """The forms of one exam: as recalled and counted, in the same order."""

    recalled: tuple[Recalled, ...]
    sheets: tuple[FormSheet, ...]

    @property
    def blueprint(self) -> Blueprint | None:
        """The blueprint that most of them answer, ``None`` when none can be counted."""
        whole = [r.blueprint for r in self.recalled if r.blueprint is not None]
        return max(whole, key=lambda b: len(b.targets), default=None)


def exam_sheet(bank: Bank, exam: Exam) -> tuple[ExamSheet, tuple[str, ...]]:
    """The forms of an exam beside each other, and what no longer holds between them."""
    sheets, form = exam.sheets, exam.recalled[0].form
    parallel = _parallel(sheets)
    across = tuple(_across(bank, exam))
    (overlap, pair), (items, item), (scenarios, scenario) = (
        _overlap(sheets),
        _busiest(s.items for s in _dealt(sheets)),
        _busiest([p.setting.scenario for p in s.places] for s in _dealt(sheets)),
    )
    b = exam.blueprint
    found = ExamSheet(
        exam=form.blueprint,
        title=form.title,
        kind=form.kind,
        block=form.block,
        forms=tuple(s.form for s in sheets),
        parallel=tuple(s.form for s in parallel),
        codes=tuple(_codes(parallel)),
        minutes=_spread(Decimal(s.minutes) for s in sheets),
        difficulty=_spread(s.difficulty for s in sheets),
        documents=_spread(Decimal(s.documents) for s in sheets),
        deviation=_spread(s.deviation for s in sheets),
        bound=max(s.bound for s in sheets),
        gap=max(s.gap for s in sheets),
        proof=min((s.proof for s in sheets), key=WEAKEST.index),
        farthest=farthest(parallel),
        overlap=overlap,
        overlap_most=b.overlap if b else None,
        item_uses=items,
        item_uses_most=b.item_uses if b else 0,
        scenario_uses=scenarios,
        scenario_uses_most=b.scenario_uses if b else 0,
        across=across,
    )
    return found, tuple(_faults(found, pair, item, scenario))


def farthest(sheets: Sequence[FormSheet]) -> Distance | None:
    """The pair of forms whose shares of codes differ most, then minutes, then difficulty; ``None`` for one form."""
    looks: dict[object, list[FormSheet]] = {}
    for sheet in sheets:
        looks.setdefault((_shares(sheet), sheet.minutes, sheet.difficulty), []).append(sheet)
    # Two forms of each look are enough: others are at the same distances.
    kept = [sheet for own in looks.values() for sheet in own[:2]]
    pairs = [distance(one, other) for one, other in combinations(kept, 2)]
    return max(pairs, key=lambda d: (d.codes, d.minutes, d.difficulty), default=None)


def distance(one: FormSheet, other: FormSheet) -> Distance:
    """How far two forms are from each other."""
    a, b = dict(_shares(one)), dict(_shares(other))
    codes = sum((abs(a.get(c, Fraction(0)) - b.get(c, Fraction(0))) for c in a | b), Fraction(0))
    return Distance(
        first=one.form,
        second=other.form,
        codes=decimal(codes).quantize(TENTH),
        minutes=abs(one.minutes - other.minutes),
        difficulty=abs(one.difficulty - other.difficulty),
    )


def _shares(sheet: FormSheet) -> tuple[tuple[str, Fraction], ...]:
    """The share of each code in the printed points, in percent."""
    points = Fraction(sheet.points or 1)
    return tuple((b.code, 100 * Fraction(b.reached) / points) for b in sheet.balances)


def _parallel(sheets: Sequence[FormSheet]) -> tuple[FormSheet, ...]:
    """The forms that assess as many codes as any: those of a resit on missing codes are no parallel of the others."""
    most = max(len(s.balances) for s in sheets)
    return tuple(s for s in sheets if len(s.balances) == most)


def _dealt(sheets: Sequence[FormSheet]) -> tuple[FormSheet, ...]:
    """The forms that candidates are dealt: all but the spares."""
    return tuple(s for s in sheets if s.role is not FormRole.SPARE)


def _overlap(sheets: Sequence[FormSheet]) -> tuple[int, tuple[str, str]]:
    """The most questions that two of the forms dealt share, and the first such pair."""
    best, pair = 0, ("", "")
    for one, other in combinations(_dealt(sheets), 2):
        common = len(set(one.items).intersection(other.items))
        if common > best:
            best, pair = common, (one.form, other.form)
    return best, pair


def _busiest(held: Iterable[Sequence[str]]) -> tuple[int, str]:
    """In how many forms the busiest thing stands, and which it is."""
    uses: dict[str, int] = {}
    for own in held:
        for key in set(own):
            uses[key] = uses.get(key, 0) + 1
    busiest = min(uses, key=lambda key: (-uses[key], key), default="")
    return uses.get(busiest, 0), busiest


def _codes(sheets: Sequence[FormSheet]) -> Iterator[CodeSpread]:
    """Each code over the parallel forms."""
    for balance in sheets[0].balances:
        reached = [b.reached for s in sheets for b in s.balances if b.code == balance.code]
        yield CodeSpread(
            code=balance.code,
            target=balance.target,
            tolerance=balance.tolerance,
            reached=_spread(reached),
        )


def _spread(amounts: Iterable[Decimal]) -> Spread:
    """The least and the largest."""
    found = tuple(amounts)
    return Spread(low=min(found), high=max(found))


def _across(bank: Bank, exam: Exam) -> Iterator[RuleResult]:
    """The rules over all the forms dealt, and over each two of them, on the bank's points."""
    if exam.blueprint is None:
        return
    rules = [r for r in rules_of(bank, exam.blueprint) if r.active and r.scope is not Scope.FORM]
    if not rules:
        return
    forms = [
        rows_of(bank, r.items)
        for r in exam.recalled
        if r.blueprint is not None and r.form.role is not FormRole.SPARE
    ]
    for rule in rules:
        reached = _reached(rule, forms)
        hard = rule.goal is Goal.HARD
        yield RuleResult(
            id=rule.id,
            label=rule.label,
            goal=rule.goal.value,
            low=rule.low,
            high=rule.high,
            reached=decimal(reached),
            held=not (hard and miss(rule, reached)),
            binding=hard and reached in (rule.low, rule.high),
            cost=Decimal(0),
        )


def _reached(rule: Requirement, forms: Sequence[Sequence[Row]]) -> Fraction:
    """What the forms reach of a rule over all of them; over pairs, the amount that misses its bounds most."""
    if rule.scope is Scope.FORMS:
        return count(rule, [row for rows in forms for row in rows]).reached
    amounts = [_common(rule, a, b) for a, b in combinations(forms, 2)]
    return max(amounts, key=lambda amount: (abs(miss(rule, amount)), amount), default=Fraction(0))


def _common(rule: Requirement, one: Sequence[Row], other: Sequence[Row]) -> Fraction:
    """What two forms have in common of a rule's measure: the rows of both, or the words of both."""
    if rule.measure is Measure.DISTINCT:
        words = [
            {w for row in rows if rule.condition.holds(row) for w in row.words.get(rule.column, ())}
            for rows in (one, other)
        ]
        return Fraction(len(words[0] & words[1]))
    both = {row.id for row in one}.intersection(row.id for row in other)
    return count(rule, [row for row in one if row.id in both]).reached


def _faults(found: ExamSheet, pair: tuple[str, str], item: str, scenario: str) -> Iterator[str]:
    """What no longer holds between the forms of an exam."""
    most = found.overlap_most
    if most is not None and found.overlap > most:
        yield LOST_FAULTS["overlap"].format(
            first=pair[0], second=pair[1], found=found.overlap, most=most
        )
    if 0 < found.item_uses_most < found.item_uses:
        yield LOST_FAULTS["item_uses"].format(
            item=item, found=found.item_uses, most=found.item_uses_most
        )
    if 0 < found.scenario_uses_most < found.scenario_uses:
        yield LOST_FAULTS["scenario_uses"].format(
            scenario=scenario, found=found.scenario_uses, most=found.scenario_uses_most
        )
    for rule in found.across:
        if not rule.held:
            yield LOST_FAULTS["across"].format(
                exam=found.exam, label=rule.label, reached=number(rule.reached)
            )
