"""What double marking came to, copy by copy and moderation by moderation: all that its report shows."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from pipeline.grade.agreement import criteria_agreement, pair_agreement
from pipeline.grade.coefficients import mean
from pipeline.grade.copies import Copy, clashes, copy_score, distance, is_unasked, shifts_of
from pipeline.grade.itemstats import Graded, item_record, labels
from pipeline.grade.score import bounded, marking_mark
from pipeline.grade.severity import Orders, assessor_lines
from pipeline.model.agreement import CopyLine, Review, Ruling, ShiftLine
from pipeline.model.basis import Basis
from pipeline.model.form import Form
from pipeline.model.marks import CONCILIATION, THIRD, Reconciliation, Shift
from pipeline.model.policy import Policy
from pipeline.model.score import ExamScore


def review(
    basis: Basis,
    found: Sequence[Copy],
    reconciliation: Reconciliation,
    forms: Mapping[str, Form],
    names: Mapping[str, str],
    orders: Orders,
) -> Review:
    """Everything at once; ``names`` are those of the assessors, ``orders`` their copies as they were to be marked."""
    scores = [copy_score(c, basis.policy, shifts_of(reconciliation, c.exam)) for c in found]
    both = list(zip(found, scores, strict=True))
    graded = [Graded(form=copy.form, score=s) for copy, s in both if s.mark is not None]
    return Review(
        session=basis.session,
        title=basis.title,
        date=basis.date,
        exams=tuple((exam.id, exam.title) for exam in basis.exams),
        largest_gap=basis.policy.double.gap,
        largest_levels=basis.policy.double.levels,
        largest_shift=basis.policy.moderation.largest,
        copies=tuple(_copy_line(copy, score, basis.policy) for copy, score in both),
        criteria=criteria_agreement(found, basis.exams),
        pairs=pair_agreement(found),
        assessors=assessor_lines(found, names, orders),
        shifts=_shift_lines(found, reconciliation, names),
        record=item_record(basis, forms, graded, dict(labels(basis))),
    )


def _copy_line(copy: Copy, score: ExamScore, policy: Policy) -> CopyLine:
    """One copy as the report shows it."""
    apart = distance(copy, policy.double)
    further = [m for m in copy.markings if m.marking >= THIRD]
    return CopyLine(
        exam=copy.exam,
        copy=copy.copy,
        assessors=tuple(m.assessor for m in copy.blind),
        marks=tuple(marking_mark(copy.grid, m) for m in copy.blind),
        gap=apart.points if apart is not None else None,
        rows=apart.rows if apart is not None else (),
        ruling=_ruling(copy, score, policy),
        state=score.state,
        asked=copy.gaps[-1].assessor_name if copy.gaps else "",
        further=marking_mark(copy.grid, further[-1]) if further else None,
        kept=score.mark,
    )


def _ruling(copy: Copy, score: ExamScore, policy: Policy) -> Ruling:
    """Which rule settles a copy, or what it waits for."""
    if score.mark is not None:
        return Ruling(score.origin)
    if score.state:
        return Ruling.STATE
    if copy.gaps and copy.gaps[-1].grid in copy.awaited:
        third = copy.gaps[-1].marking != CONCILIATION
        return Ruling.THIRD_ASKED if third else Ruling.CONCILIATION_ASKED
    if clashes(copy):
        return Ruling.CLASH
    return Ruling.UNASKED if is_unasked(copy, policy.double) else Ruling.WAITING


def _shift_lines(
    found: Sequence[Copy], reconciliation: Reconciliation, names: Mapping[str, str]
) -> tuple[ShiftLine, ...]:
    """The moderations in the order in which they were decided."""
    last = {(s.exam, s.assessor): s for s in reconciliation.shifts}
    return tuple(
        _shift_line(found, shift, names, standing=last[shift.exam, shift.assessor] is shift)
        for shift in reconciliation.shifts
    )


def _shift_line(
    found: Sequence[Copy], shift: Shift, names: Mapping[str, str], *, standing: bool
) -> ShiftLine:
    """One moderation with the mean of the assessor's marks before and after it."""
    own = [
        mark
        for copy in found
        if copy.exam == shift.exam
        for marking in copy.markings
        if marking.assessor == shift.assessor
        and (mark := marking_mark(copy.grid, marking)) is not None
    ]
    moved = [bounded(mark + Fraction(shift.points)) for mark in own]
    return ShiftLine(
        shift=shift,
        name=names.get(shift.assessor, shift.assessor),
        standing=standing,
        count=len(own),
        before=mean(own) if own else None,
        after=mean(moved) if moved else None,
    )
