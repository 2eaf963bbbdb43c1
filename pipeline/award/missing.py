"""Exams sat again in part: the codes still missing, and the mark of an exam of which some codes were sat again."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction

from pipeline.codes import Code
from pipeline.model.award import Proposal
from pipeline.model.basis import Basis
from pipeline.model.score import CodeScore, ExamScore

LOWEST, HIGHEST = Fraction(0), Fraction(20)


def missing_codes(
    basis: Basis, proposal: Proposal, scores: Mapping[str, ExamScore], exam: str
) -> tuple[Code, ...]:
    """The codes of an exam that are not acquired, or whose mark in it is under the threshold of a block.

    None for an exam that is sat again whole: it has no mark, is marked by table, or every code or none is missing.
    """
    score = scores.get(exam)
    if score is None or score.mark is None or basis.exam(exam).by_table:
        return ()
    acquired = {c.code for block in proposal.blocks for c in block.codes if c.acquired}
    threshold = Fraction(basis.policy.block.threshold)
    missing = tuple(c.code for c in score.codes if c.code not in acquired or c.mark < threshold)
    return missing if len(missing) < len(score.codes) else ()


def is_partial(new: ExamScore, codes: Collection[Code]) -> bool:
    """Whether a new mark is that of these codes only; without codes it never is."""
    return new.mark is not None and bool(codes) and {c.code for c in new.codes} <= set(codes)


def joined(old: ExamScore, new: ExamScore) -> ExamScore:
    """The exam with the codes that were sat again in the place of the old ones, at their points in the exam.

    Its mark is the old one, moved by the part that these codes are of the exam's points times the difference between
    the new mark and what the old one was on them. So a shift of either sitting counts for its own part.
    """
    assert old.mark is not None
    assert new.mark is not None
    again = {code.code: code for code in new.codes}
    before = [code for code in old.codes if code.code in again]
    points = sum((Fraction(code.points) for code in before), Fraction(0))
    whole = sum((Fraction(code.points) for code in old.codes), Fraction(0))
    was = sum((Fraction(code.points) * code.mark for code in before), Fraction(0)) / points
    mark = old.mark + points / whole * (new.mark - was)
    return replace(
        new,
        mark=min(max(mark, LOWEST), HIGHEST),
        codes=tuple(_at_points(code, again.get(code.code, code)) for code in old.codes),
    )


def _at_points(old: CodeScore, new: CodeScore) -> CodeScore:
    return replace(new, points=old.points)
