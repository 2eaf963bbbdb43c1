"""The copies of a session: what went out for each, what came back, and its score once nothing is awaited."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from pipeline.grade.score import exam_score, given_levels, is_complete, marking_mark, row_keys
from pipeline.model.basis import Basis, IssuedGrid
from pipeline.model.grid import GridMap
from pipeline.model.marks import CONCILIATION, THIRD, Gap, Marking, Marks, Reconciliation
from pipeline.model.policy import DoubleRules, Policy
from pipeline.model.score import ExamScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy of one exam: its grid, its markings in order, the ids of the grids that went out for it.

    ``by_table`` when it was marked in a table: no grid can go out for it.
    """

    exam: str
    form: str
    copy: str
    grid: GridMap
    by_table: bool
    issued: tuple[str, ...]
    markings: tuple[Marking, ...]
    gaps: tuple[Gap, ...] = ()

    @property
    def blind(self) -> tuple[Marking, ...]:
        """The markings made without knowing each other."""
        return tuple(m for m in self.markings if m.marking < THIRD)

    @property
    def conciliation(self) -> Marking | None:
        """The marking that two assessors agreed on, ``None`` when there is none."""
        return next((m for m in self.markings if m.marking == CONCILIATION), None)

    @property
    def awaited(self) -> tuple[str, ...]:
        """The ids of the grids that have not come back."""
        back = {m.grid for m in self.markings}
        asked = (*self.issued, *(gap.grid for gap in self.gaps))
        return tuple(grid for grid in asked if grid not in back)


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """How far apart two complete markings are: points out of 20, the rows too far apart, whether the rule is passed."""

    points: Fraction
    rows: tuple[str, ...]
    beyond: bool


def copies(
    basis: Basis, issued: Sequence[IssuedGrid], marks: Marks, reconciliation: Reconciliation
) -> tuple[Copy, ...]:
    """Every copy that a grid went out for or that was marked, exam by exam in the order of the basis."""
    forms: dict[tuple[str, str], str] = {}
    grids: dict[tuple[str, str], list[str]] = defaultdict(list)
    markings: dict[tuple[str, str], list[Marking]] = defaultdict(list)
    gaps: dict[tuple[str, str], list[Gap]] = defaultdict(list)
    for one in issued:
        key = (one.exam, one.identity.anonymous)
        forms[key] = one.identity.form
        grids[key].append(one.identity.id)
    for marking in marks.markings:
        forms.setdefault((marking.exam, marking.copy), marking.form)
        markings[marking.exam, marking.copy].append(marking)
    for gap in reconciliation.gaps:
        gaps[gap.exam, gap.copy].append(gap)
    by_table = {exam.id: exam.by_table for exam in basis.exams}
    rank = {exam: place for place, exam in enumerate(by_table)}
    return tuple(
        Copy(
            exam=exam,
            form=forms[exam, copy],
            copy=copy,
            grid=basis.grids[exam if by_table[exam] else forms[exam, copy]],
            by_table=by_table[exam],
            issued=tuple(grids[exam, copy]),
            markings=tuple(sorted(markings[exam, copy], key=lambda m: (m.marking, m.grid))),
            gaps=tuple(gaps[exam, copy]),
        )
        for exam, copy in sorted(forms, key=lambda key: (rank[key[0]], key[1]))
    )


def blind_pair(copy: Copy) -> tuple[Marking, Marking] | None:
    """The two complete blind markings of a copy, ``None`` unless there are both."""
    complete = [m for m in copy.blind if is_complete(copy.grid, m)]
    return (complete[0], complete[1]) if len(complete) == 2 else None


def marks_of_pair(copy: Copy, pair: tuple[Marking, Marking]) -> tuple[Fraction, Fraction]:
    """The marks of two complete markings of a copy, without shifts."""
    one, two = (marking_mark(copy.grid, m) for m in pair)
    assert one is not None, "a complete marking has a mark"
    assert two is not None, "a complete marking has a mark"
    return one, two


def distance(copy: Copy, double: DoubleRules) -> Distance | None:
    """How far apart the two blind markings of a copy are, ``None`` unless both are complete; shifts do not count."""
    pair = blind_pair(copy)
    if pair is None:
        return None
    one, two = marks_of_pair(copy, pair)
    first, second = (given_levels(marking) for marking in pair)
    rows = tuple(
        key for key in row_keys(copy.grid) if abs(first[key] - second[key]) >= double.levels
    )
    points = abs(one - two)
    return Distance(
        points=points,
        rows=rows,
        beyond=double.active and (points > double.gap or bool(rows)),
    )


def clashes(copy: Copy) -> bool:
    """Whether the markings of a copy, conciliation apart, contradict each other or themselves about a state."""
    own = [m for m in copy.markings if m.marking != CONCILIATION]
    return len({m.state for m in own}) > 1 or any(m.state and given_levels(m) for m in own)


def is_unasked(copy: Copy, double: DoubleRules) -> bool:
    """Whether a copy passes the rule on gaps and no further grid went out for it yet."""
    apart = distance(copy, double)
    return apart is not None and apart.beyond and not copy.gaps and len(copy.markings) == 2


def shifts_of(reconciliation: Reconciliation, exam: str) -> dict[str, Decimal]:
    """The moderation in force in an exam, by assessor: the last one of each."""
    return {s.assessor: s.points for s in reconciliation.shifts if s.exam == exam}


def copy_score(copy: Copy, policy: Policy, shifts: Mapping[str, Decimal]) -> ExamScore:
    """The score of a copy; neither mark nor state as long as a grid that went out, or must go out, is awaited.

    A conciliation that came back stands in for every grid.
    """
    empty = ExamScore(exam=copy.exam, copy=copy.copy, state="", mark=None, codes=())
    if not copy.markings:
        return empty
    score = exam_score(copy.grid, copy.markings, policy, shifts)
    if copy.conciliation is None and (copy.awaited or is_unasked(copy, policy.double)):
        return replace(empty, markings=score.markings)
    return score


def session_scores(
    basis: Basis, issued: Sequence[IssuedGrid], marks: Marks, reconciliation: Reconciliation
) -> tuple[ExamScore, ...]:
    """The score of every copy of a session, in the order of ``copies``."""
    return tuple(
        copy_score(copy, basis.policy, shifts_of(reconciliation, copy.exam))
        for copy in copies(basis, issued, marks, reconciliation)
    )
