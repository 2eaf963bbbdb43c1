"""Resits and deferred sittings: which exams are sat again, and which result is kept of two sittings."""

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from pipeline.award.missing import is_partial, joined
from pipeline.award.pending import EXEMPT
from pipeline.codes import Code
from pipeline.model.award import BlockResult, BlockStatus
from pipeline.model.basis import Basis
from pipeline.model.policy import Policy
from pipeline.model.score import CodeScore, ExamScore, RowScore

RESIT, DEFERRED = "rattrapage", "remplacement"
_ABSENT = ("ABI", "DEF")


def combine(
    old: ExamScore | None,
    new: ExamScore | None,
    policy: Policy,
    kind: str,
    codes: Collection[Code] = (),
) -> ExamScore:
    """What is kept of two sittings of one exam, at least one of them given; ``kind`` is that of the new session.

    A first sitting is what it is. At a deferred sitting the new result replaces what was no mark, capped by its rule.
    At a resit, once capped, the better or the last one is kept. An exam sat again whose mark is to come is given as a
    score without mark or state: it is waited for. ``codes`` are those sat again of an exam that is sat again in part:
    the others keep what they had, and the cap bears on the part sat again.
    """
    if new is None:
        assert old is not None
        return old
    if old is None:
        return new
    capped = _capped(new, policy, kind)
    if old.mark is None:
        return capped
    if kind == DEFERRED:
        return old
    again = joined(old, capped) if is_partial(capped, codes) else capped
    return _sat_again(old, again, best=policy.resit.best)


def to_sit(basis: Basis, result: BlockResult) -> tuple[str, ...]:
    """The exams that a candidate sits again in a block that is not validated, none in any other.

    By the rules, all of them or those without a mark or with one under the threshold; where none is, those that observe
    a code not acquired; and where even those are none, all. An exempt exam is never sat.
    """
    if result.status is not BlockStatus.FAILED:
        return ()
    sat = [e for e in result.exams if e.state != EXEMPT]
    low = [e.exam for e in sat if e.mark is None or e.mark < basis.policy.block.threshold]
    lacking = {c.code for c in result.codes if not c.acquired} | set(result.unobserved)
    carrying = [e.exam for e in sat if lacking.intersection(basis.exam(e.exam).codes)]
    every = [e.exam for e in sat]
    return tuple(every if basis.policy.resit.all_exams else low or carrying or every)


def to_defer(basis: Basis, result: BlockResult) -> tuple[str, ...]:
    """The exams of a block that a deferred sitting replaces, by the states that the rules name."""
    states = basis.policy.resit.deferred_states
    open_ = result.status is not BlockStatus.WON
    return tuple(e.exam for e in result.exams if open_ and e.state in states)


def _capped(score: ExamScore, policy: Policy, kind: str) -> ExamScore:
    """The score with its mark at most what the rules allow at such a session; levels and codes stay."""
    cap = {RESIT: policy.resit.cap, DEFERRED: policy.resit.deferred_cap}.get(kind)
    if cap is None or score.mark is None:
        return score
    return replace(score, mark=min(score.mark, Fraction(cap)))


def _sat_again(old: ExamScore, new: ExamScore, *, best: bool) -> ExamScore:
    """What is kept after a resit of an exam that has a mark.

    Who is exempt keeps that mark; so does who is absent where the better one counts. There, the better level of each
    indicator counts too: a better copy never costs a code.
    """
    if new.state == EXEMPT:
        return old
    if not best:
        return new
    if new.mark is None:
        return old if new.state in _ABSENT else new
    return _better(old, new)


def _better(old: ExamScore, new: ExamScore) -> ExamScore:
    assert old.mark is not None
    assert new.mark is not None
    before = {code.code: code for code in old.codes}
    after = {code.code: code for code in new.codes}
    codes = tuple(
        _best_code(before[code], after[code]) if code in before and code in after else only
        for code, only in {**before, **after}.items()
    )
    return replace(old if old.mark > new.mark else new, codes=codes)


def _best_code(old: CodeScore, new: CodeScore) -> CodeScore:
    """The code with the better of each indicator; the points and the weights are the last sitting's."""
    before = {row.key: row for row in old.rows}
    after = {row.key: row for row in new.rows}
    rows = tuple(
        _best_row(before[key], after[key]) if key in before and key in after else only
        for key, only in {**before, **after}.items()
    )
    return replace(new, rows=rows, mark=_mark(rows))


def _best_row(old: RowScore, new: RowScore) -> RowScore:
    return replace(new, level=max(old.level, new.level), worth=max(old.worth, new.worth))


def _mark(rows: tuple[RowScore, ...]) -> Fraction:
    total = sum((Fraction(row.weight) for row in rows), Fraction(0))
    return sum((Fraction(row.weight) * row.worth for row in rows), Fraction(0)) / total
