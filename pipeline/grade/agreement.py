"""How two blind markings agree: on the mark of an exam, on its codes, on its indicators, and pair by pair."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.codes import code_order
from pipeline.grade.coefficients import icc, mean, weighted_kappa
from pipeline.grade.copies import Copy, blind_pair, marks_of_pair
from pipeline.grade.score import code_marks, given_levels
from pipeline.model.agreement import LEAST_COPIES, LEAST_MEAN, Agreement
from pipeline.model.basis import ExamBasis
from pipeline.model.marks import Marking

PAIR = "/"
"""Stands between the ids of the two assessors of a pair."""


@dataclass(slots=True)
class _Gathered:
    """What two raters said of one thing: values out of 20 (levels for an indicator) by copy, levels by row."""

    label: str
    values: list[tuple[Fraction, Fraction]]
    levels: list[tuple[int, int]]


def criteria_agreement(found: Sequence[Copy], exams: Sequence[ExamBasis]) -> tuple[Agreement, ...]:
    """The agreement on each exam, its codes and its indicators; a single marking gives nothing."""
    return tuple(
        line
        for exam in exams
        for line in _exam_lines(exam, [c for c in found if c.exam == exam.id])
    )


def pair_agreement(found: Sequence[Copy]) -> tuple[Agreement, ...]:
    """The agreement of each two assessors over all the copies that both marked."""
    pairs: dict[str, _Gathered] = defaultdict(lambda: _Gathered(label="", values=[], levels=[]))
    for copy in found:
        both = blind_pair(copy)
        if both is None:
            continue
        one, two = sorted(both, key=lambda m: m.assessor)
        pair = pairs[f"{one.assessor}{PAIR}{two.assessor}"]
        pair.label = f"{one.assessor_name} {PAIR} {two.assessor_name}"
        pair.values.append(marks_of_pair(copy, (one, two)))
        pair.levels += _levels(copy, one, two).values()
    return tuple(_line("", subject, pairs[subject]) for subject in sorted(pairs))


def _exam_lines(exam: ExamBasis, found: Sequence[Copy]) -> Iterator[Agreement]:
    """The lines of one exam: the mark, then each code with its indicators."""
    gathered: dict[str, _Gathered] = {}
    for copy in found:
        both = blind_pair(copy)
        if both is not None:
            _gather(gathered, exam, copy, both)
    for subject in sorted(gathered, key=_in_order(found)):
        yield _line(exam.id, subject, gathered[subject])


def _in_order(found: Sequence[Copy]) -> Callable[[str], tuple[int, str]]:
    """Where a subject stands: the exam, then code by code, whichever form had it."""
    sections = {s.code: s for copy in found for s in copy.grid.sections}
    places: dict[str, int] = {}
    for code in sorted(sections, key=code_order):
        for subject in (code, *(row.key for row in sections[code].rows)):
            places[subject] = len(places)
    return lambda subject: (places.get(subject, -1), subject)


def _gather(
    gathered: dict[str, _Gathered], exam: ExamBasis, copy: Copy, both: tuple[Marking, Marking]
) -> None:
    """Add one copy to what is known of its exam."""
    one, two = both
    levels = _levels(copy, one, two)
    _add(gathered, ("", exam.title), marks_of_pair(copy, (one, two)), list(levels.values()))
    first, second = code_marks(copy.grid, one), code_marks(copy.grid, two)
    for section in copy.grid.sections:
        own = [levels[row.key] for row in section.rows]
        marks = (first[section.code], second[section.code])
        _add(gathered, (section.code, section.title), marks, own)
        for row, (a, b) in zip(section.rows, own, strict=True):
            _add(gathered, (row.key, row.label), (Fraction(a), Fraction(b)), [(a, b)])


def _add(
    gathered: dict[str, _Gathered],
    subject: tuple[str, str],
    values: tuple[Fraction, Fraction],
    levels: list[tuple[int, int]],
) -> None:
    key, label = subject
    found = gathered.setdefault(key, _Gathered(label=label, values=[], levels=[]))
    found.values.append(values)
    found.levels += levels


def _levels(copy: Copy, one: Marking, two: Marking) -> dict[str, tuple[int, int]]:
    """The two levels of each indicator, in the order of the grid."""
    first, second = given_levels(one), given_levels(two)
    rows = (row.key for section in copy.grid.sections for row in section.rows)
    return {key: (first[key], second[key]) for key in rows}


def _line(exam: str, subject: str, found: _Gathered) -> Agreement:
    """The figures of one thing, those that so many copies allow."""
    count = len(found.values)
    told, measured = count >= LEAST_MEAN, count >= LEAST_COPIES
    apart = [abs(a - b) for a, b in found.levels]
    return Agreement(
        exam=exam,
        subject=subject,
        label=found.label,
        count=count,
        gap=mean([abs(a - b) for a, b in found.values]) if told else None,
        same=Fraction(sum(d == 0 for d in apart), len(apart)) if told else None,
        near=Fraction(sum(d <= 1 for d in apart), len(apart)) if told else None,
        kappa=weighted_kappa(found.levels) if measured else None,
        icc=icc(found.values) if measured else None,
    )
