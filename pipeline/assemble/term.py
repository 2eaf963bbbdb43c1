"""Which exams a term needs so that every code is assessed by an apt format, and in which weeks: both exactly."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.ata.solver import Constraint, Variable, chosen_of, minimise
from pipeline.codes import Code
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint, FormKind, Phase
from pipeline.model.referential import BlockId, BlockKind
from pipeline.model.term import TermCode, TermExam, TermPlan

APT, FULLY = 2, 3
ONE_MORE, LESS_APT = 10_000.0, 2_000.0
NOT_CONTINUOUS = 100_000.0
BUSIER, SAME_BLOCK = 1e6, 1e3
PLACES = {
    FormKind.TEST: 0.25,
    FormKind.TALK: 0.5,
    FormKind.PAPER: 0.6,
    FormKind.CASE_STUDY: 0.7,
    FormKind.ASSIGNMENT: 0.8,
    FormKind.TICKET: 0.9,
    FormKind.SIMULATION: 0.9,
    FormKind.OBSERVATION: 1.0,
}
"""Where in the term each kind of exam is best placed, from its first week (0) to its last (1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """An exam that may be in the plan, with the codes that its format observes well.

    ``lack`` is how far the format is from fully apt for them, in the mean (0 or 1 a code).
    """

    blueprint: Blueprint
    codes: frozenset[Code]
    lack: float


def weeks_between(first: str, last: str, without: Collection[str] = ()) -> tuple[str, ...]:
    """The ISO Mondays of the weeks that lie wholly or partly between two days, but those of the days left out."""
    skipped = {_monday(day) for day in without}
    monday, end = _monday(first), date.fromisoformat(last)
    found = []
    while monday <= end:
        if monday not in skipped:
            found.append(monday.isoformat())
        monday += timedelta(weeks=1)
    return tuple(found)


def plan_term(
    bank: Bank, blocks: Sequence[BlockId], weeks: Sequence[str], *, continuous: bool
) -> TermPlan:
    """The fewest exams that assess every code of the blocks aptly, spread over the weeks.

    Exams of continuous assessment come first; one of the end of training is taken for a code that no other assesses
    aptly, unless ``continuous``. No candidate has more exams a week than has to be; each block has its exams apart.
    """
    offers = _offers(bank, blocks, continuous=continuous)
    chosen = _choose(offers)
    days, busiest = _spread(bank, [o.blueprint for o in chosen], weeks)
    exams = [_exam(offer, days[offer.blueprint.id]) for offer in chosen]
    return TermPlan(
        weeks=tuple(weeks),
        exams=tuple(sorted(exams, key=lambda e: (e.day, e.block, e.exam))),
        codes=_codes(bank, blocks, chosen),
        busiest=busiest,
    )


def _monday(day: str) -> date:
    """The Monday of a day's week."""
    found = date.fromisoformat(day)
    return found - timedelta(days=found.weekday())


def _offers(bank: Bank, blocks: Sequence[BlockId], *, continuous: bool) -> list[_Offer]:
    """The exams of the blocks that assess a code aptly."""
    found = []
    for blueprint in bank.blueprints:
        if blueprint.block not in blocks:
            continue
        if continuous and blueprint.phase is not Phase.CONTINUOUS:
            continue
        apt = {c: bank.criteria.code(c).aptitude(blueprint.format) for c in blueprint.codes}
        codes = frozenset(code for code, aptitude in apt.items() if aptitude >= APT)
        if codes:
            lack = sum(FULLY - apt[code] for code in codes) / len(codes)
            found.append(_Offer(blueprint=blueprint, codes=codes, lack=lack))
    return found


def _choose(offers: Sequence[_Offer]) -> list[_Offer]:
    """The cheapest cover: fewest exams from the end of training, then fewest, then shortest, then first."""
    codes = sorted({code for offer in offers for code in offer.codes})
    variables = [
        Variable(upper=1, integer=True, cost=_cost(offer) + place / 1000)
        for place, offer in enumerate(offers)
    ]
    rows = [
        Constraint(
            terms=tuple((k, 1.0) for k, offer in enumerate(offers) if code in offer.codes), lower=1
        )
        for code in codes
    ]
    solution = minimise(variables, rows)
    assert solution is not None, "each code has an offer"
    return [offers[k] for k in chosen_of(solution, len(offers))]


def _cost(offer: _Offer) -> float:
    """What one exam costs the plan: its phase first, then itself, then how far its format is from fully apt."""
    late = NOT_CONTINUOUS if offer.blueprint.phase is not Phase.CONTINUOUS else 0.0
    return late + ONE_MORE + LESS_APT * offer.lack + offer.blueprint.minutes


def _spread(
    bank: Bank, blueprints: Sequence[Blueprint], weeks: Sequence[str]
) -> tuple[dict[str, str], int]:
    """The week of each exam, and how many one candidate has in the busiest week: proved least, then blocks apart."""
    width = len(weeks)
    variables = [
        Variable(upper=1, integer=True, cost=_away(blueprint, place, width))
        for blueprint in blueprints
        for place in range(width)
    ]
    rows = [
        Constraint(terms=tuple((k * width + w, 1.0) for w in range(width)), lower=1, upper=1)
        for k in range(len(blueprints))
    ]
    busiest = len(variables)
    variables.append(Variable(integer=True, cost=BUSIER))
    for group, price in _groups(bank, blueprints):
        for w in range(width):
            terms = [(k * width + w, 1.0) for k in group]
            if price:
                terms.append((len(variables), -1.0))
                variables.append(Variable(cost=price))
                rows.append(Constraint(terms=tuple(terms), upper=1))
            else:
                rows.append(Constraint(terms=(*terms, (busiest, -1.0)), upper=0))
    solution = minimise(variables, rows)
    assert solution is not None, "every exam fits in some week"
    chosen = chosen_of(solution, busiest)
    days = {blueprints[k // width].id: weeks[k % width] for k in chosen}
    return days, round(solution.values[busiest])


def _groups(bank: Bank, blueprints: Sequence[Blueprint]) -> list[tuple[tuple[int, ...], float]]:
    """Exams by candidate (common ones with each specialisation), at no price; then by block, at the price of two."""
    special = {b.id for b in bank.referential.blocks if b.kind is BlockKind.SPECIALISATION}
    blocks = sorted({b.block for b in blueprints})
    common = tuple(k for k, b in enumerate(blueprints) if b.block not in special)
    own = [
        tuple(k for k, b in enumerate(blueprints) if b.block == block)
        for block in blocks
        if block in special
    ]
    sat = [tuple(sorted((*common, *group))) for group in own] or [common]
    apart = [tuple(k for k, b in enumerate(blueprints) if b.block == block) for block in blocks]
    return [*((group, 0.0) for group in sat), *((group, SAME_BLOCK) for group in apart)]


def _away(blueprint: Blueprint, place: int, width: int) -> float:
    """How far a week is from where the exam is best placed, in weeks; earlier first on ties."""
    wanted = PLACES[blueprint.kind] * (width - 1)
    return abs(place - wanted) + place / 1000


def _exam(offer: _Offer, day: str) -> TermExam:
    """One exam of the plan."""
    b = offer.blueprint
    return TermExam(
        exam=b.id,
        title=b.title,
        block=b.block,
        kind=b.kind,
        phase=b.phase,
        minutes=b.minutes,
        day=day,
        codes=tuple(code for code in b.codes if code in offer.codes),
    )


def _codes(bank: Bank, blocks: Sequence[BlockId], chosen: Sequence[_Offer]) -> tuple[TermCode, ...]:
    """Every code of the blocks with the exams that assess it."""
    found = []
    for competency in bank.referential.competencies:
        if competency.block not in blocks:
            continue
        entry = bank.criteria.code(competency.code)
        own = [o.blueprint for o in chosen if competency.code in o.codes]
        found.append(
            TermCode(
                code=competency.code,
                title=entry.title,
                block=competency.block,
                exams=tuple(b.id for b in own),
                aptitude=max((entry.aptitude(b.format) for b in own), default=0),
            )
        )
    return tuple(found)
