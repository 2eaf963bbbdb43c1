"""The chain of codes: what each code is worth over the exams of a block, and whether it is acquired."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from pipeline.award.rounding import rounded
from pipeline.codes import Code
from pipeline.model.award import CodeResult
from pipeline.model.policy import MarkRules
from pipeline.model.score import CodeScore, ExamScore

_Seen = tuple[Fraction, CodeScore]


def code_results(
    codes: Sequence[Code],
    scores: Mapping[str, ExamScore],
    weights: Mapping[str, Fraction],
    rules: MarkRules,
) -> tuple[tuple[CodeResult, ...], tuple[Code, ...]]:
    """The codes observed in the exams that count, with their results, and those never observed; both in order."""
    results, unobserved = [], []
    for code in codes:
        seen = tuple(_seen(code, scores, weights))
        if seen:
            results.append(_result(code, seen, rules))
        else:
            unobserved.append(code)
    return tuple(results), tuple(unobserved)


def _seen(
    code: Code, scores: Mapping[str, ExamScore], weights: Mapping[str, Fraction]
) -> Iterator[_Seen]:
    """A code in each exam that gives it a weight: that of the exam by its share of the exam's points."""
    for exam, weight in weights.items():
        sections = scores[exam].codes if exam in scores else ()
        points = sum((Fraction(s.points) for s in sections), Fraction(0))
        for section in sections:
            share = weight * Fraction(section.points)
            if section.code == code and share:
                yield share / points, section


def _result(code: Code, seen: Sequence[_Seen], rules: MarkRules) -> CodeResult:
    mark = _mean((weight, section.mark) for weight, section in seen)
    return CodeResult(code=code, mark=rounded(mark, rules), acquired=_is_acquired(seen, rules))


def _is_acquired(seen: Sequence[_Seen], rules: MarkRules) -> bool:
    """Whether the indicators acquired carry enough of the weight of those observed."""
    total = acquired = Fraction(0)
    for key in sorted({row.key for _, section in seen for row in section.rows}):
        rows = [(w, row) for w, section in seen for row in section.rows if row.key == key]
        weight = _mean((w, Fraction(row.weight)) for w, row in rows)
        total += weight
        if _mean((w, row.level) for w, row in rows) >= rules.threshold:
            acquired += weight
    return acquired * 100 >= Fraction(rules.acquired_weight) * total


def _mean(values: Iterator[tuple[Fraction, Fraction]]) -> Fraction:
    pairs = tuple(values)
    total = sum((weight for weight, _ in pairs), Fraction(0))
    return sum((weight * value for weight, value in pairs), Fraction(0)) / total
