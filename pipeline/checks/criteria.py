"""What must hold of the criteria: every code observable, weights, levels, skills of the job sheet."""

from collections.abc import Callable, Iterator, Sequence

from pipeline.diagnostics import Diagnostic, Source
from pipeline.model.bank import Bank
from pipeline.rules import criteria as rules

CRITERIA_FILE = "referential/criteres.yaml"
PROFILE_FILE = "referential/metier.yaml"
WHOLE = "ensemble"
PROPOSED = "proposition"


def every_code_has_criteria(bank: Bank) -> Iterator[Diagnostic]:
    """Every canonical code has its entry."""
    written = {entry.code for entry in bank.criteria.codes}
    for code in bank.referential.codes():
        if code not in written:
            yield rules.MISSING_CODE.at(Source(path=CRITERIA_FILE), code=code)


def indicators_weigh_something(bank: Bank) -> Iterator[Diagnostic]:
    """Every code has indicators, and every indicator a weight."""
    for entry in bank.criteria.codes:
        if not entry.indicators:
            yield rules.NO_INDICATOR.at(entry.source, code=entry.code)
        for indicator in entry.indicators:
            if indicator.weight <= 0:
                yield rules.NO_WEIGHT.at(
                    entry.source, indicator=indicator.id, weight=indicator.weight
                )


def indicators_aim_at_sub_items(bank: Bank) -> Iterator[Diagnostic]:
    """An indicator aims at a sub-item of its code, or at the whole of it."""
    for entry in bank.criteria.codes:
        known = [*_sub_items(bank, entry.code), WHOLE]
        for indicator in entry.indicators:
            if indicator.target not in known:
                yield rules.UNKNOWN_TARGET.at(
                    entry.source,
                    indicator=indicator.id,
                    target=indicator.target,
                    code=entry.code,
                    known=", ".join(known),
                )


def sub_items_are_observed(bank: Bank) -> Iterator[Diagnostic]:
    """Every sub-item of the referential has an indicator that aims at it."""
    for entry in bank.criteria.codes:
        targets = {indicator.target for indicator in entry.indicators}
        for sub_item in _sub_items(bank, entry.code):
            if sub_item not in targets:
                yield rules.NOT_OBSERVED.at(
                    entry.source, code=entry.code, sub_item=sub_item, whole=WHOLE
                )


def every_code_has_a_format(bank: Bank) -> Iterator[Diagnostic]:
    """At least one format can assess each code."""
    for entry in bank.criteria.codes:
        if not entry.formats:
            yield rules.NO_FORMAT.at(entry.source, code=entry.code)


def conversions_ascend(bank: Bank) -> Iterator[Diagnostic]:
    """A conversion goes from 0 to 20 and never down."""
    for name, points in bank.criteria.conversions:
        if points[0] != 0 or points[-1] != 20 or list(points) != sorted(points):
            yield rules.NOT_INCREASING.at(
                Source(path=CRITERIA_FILE), conversion=name, points=", ".join(map(str, points))
            )


def skills_are_those_of_the_job(bank: Bank) -> Iterator[Diagnostic]:
    """Criteria and job sheet name the same skills, and give hard skills the same value."""
    there = dict(bank.profile.hard_skills)
    here = {skill.id: skill.value for skill in bank.criteria.hard_skills}
    yield from _same(rules.HARD_SKILLS, tuple(here), tuple(there))
    soft = tuple(skill.id for skill in bank.criteria.soft_skills)
    yield from _same(rules.SOFT_SKILLS, soft, bank.profile.soft_skills)
    for skill, value in here.items():
        if there.get(skill, value) != value:
            yield rules.SKILL_VALUE.at(
                Source(path=CRITERIA_FILE), skill=skill, here=value, there=there[skill]
            )


def proposals_are_told(bank: Bank) -> Iterator[Diagnostic]:
    """How many codes follow our proposal for want of official criteria."""
    count = sum(entry.status == PROPOSED for entry in bank.criteria.codes)
    if count:
        total = len(bank.criteria.codes)
        yield rules.STILL_PROPOSED.at(Source(path=CRITERIA_FILE), count=count, total=total)


def _sub_items(bank: Bank, code: str) -> tuple[str, ...]:
    found = (c.sub_items for c in bank.referential.competencies if c.code == code)
    return tuple(item.id for item in next(found, ()))


def _same(kind: str, here: Sequence[str], there: Sequence[str]) -> Iterator[Diagnostic]:
    for file, words, others in ((CRITERIA_FILE, here, there), (PROFILE_FILE, there, here)):
        missing = [word for word in others if word not in words]
        if missing:
            yield rules.SKILL_SETS.at(
                Source(path=file), kind=kind, file=file, words=", ".join(missing)
            )


ALL: tuple[Callable[[Bank], Iterator[Diagnostic]], ...] = (
    every_code_has_criteria,
    indicators_weigh_something,
    indicators_aim_at_sub_items,
    sub_items_are_observed,
    every_code_has_a_format,
    conversions_ascend,
    skills_are_those_of_the_job,
    proposals_are_told,
)
