"""The blueprint of an exam that is sat again on some of its codes only: everything in proportion."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from pipeline.codes import Code
from pipeline.model.blueprint import Blueprint, CodeTarget
from pipeline.model.requirement import Change, Measure, Requirement
from pipeline.rules import requirements as names

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
FIVE_MINUTES = 5
COUNTED = (names.MINUTES, names.ITEMS)
"""The standard rules whose two bounds go with the size of the exam."""


def restricted(blueprint: Blueprint, codes: Collection[Code]) -> Blueprint:
    """The exam on these of its codes; none or all of them are the exam itself.

    Shares and their tolerances add up to 100 again; printed points, minutes and numbers of questions are those of the
    codes' part of the exam, minutes of the exam rounded up to five. A motivated decision is asked of a whole exam only.
    """
    kept = tuple(t for t in blueprint.targets if t.code in codes)
    whole = sum((t.share for t in blueprint.targets), Decimal(0))
    part = sum((t.share for t in kept), Decimal(0)) / whole
    if not part or len(kept) == len(blueprint.targets):
        return blueprint
    work = blueprint.minutes - blueprint.reading
    lost = {t.code for t in blueprint.targets} - {t.code for t in kept}
    return replace(
        blueprint,
        targets=_targets(kept, part),
        points=max(1, int((blueprint.points * part).quantize(Decimal(1), ROUND_HALF_UP))),
        minutes=blueprint.reading + _fives(work * part),
        preparation=_fives(blueprint.preparation * part),
        talk=_fives(blueprint.talk * part),
        items_min=max(1, _floor(blueprint.items_min * part)),
        items_max=max(1, _ceiling(blueprint.items_max * part)),
        minutes_min=_floor(blueprint.minutes_min * part),
        minutes_max=_ceiling(blueprint.minutes_max * part),
        documents_min=_floor(blueprint.documents_min * part),
        decision_required=False,
        requirements=tuple(
            _scaled(rule, part) for rule in blueprint.requirements if rule.column not in lost
        ),
        changes=tuple(_changed(change, part) for change in blueprint.changes),
    )


def _targets(kept: Sequence[CodeTarget], part: Decimal) -> tuple[CodeTarget, ...]:
    """The shares of the codes among those that are left, in hundredths; the last one makes them 100."""
    *first, last = (
        replace(t, share=_cents(t.share / part), tolerance=_cents(t.tolerance / part)) for t in kept
    )
    return (*first, replace(last, share=HUNDRED - sum((t.share for t in first), Decimal(0))))


def _scaled(rule: Requirement, part: Decimal) -> Requirement:
    """A rule of the exam's own table: the least of a sum goes with the size of the exam."""
    if rule.measure is not Measure.SUM or rule.low is None:
        return rule
    return replace(rule, low=Decimal(_floor(rule.low * part)))


def _changed(change: Change, part: Decimal) -> Change:
    """A change of a standard rule that counts minutes, questions or documents goes with the size of the exam."""
    low, high = change.low, change.high
    if change.id in (*COUNTED, names.DOCUMENTS) and low is not None:
        low = Decimal(_floor(low * part))
    if change.id in COUNTED and high is not None:
        high = Decimal(max(1, _ceiling(high * part)))
    return replace(change, low=low, high=high)


def _fives(minutes: Decimal) -> int:
    """Minutes rounded up to five."""
    return FIVE_MINUTES * _ceiling(minutes / FIVE_MINUTES)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _floor(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_FLOOR))


def _ceiling(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_CEILING))
