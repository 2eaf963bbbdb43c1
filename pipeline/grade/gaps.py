"""Gaps between two markings: which copies pass the rule, and who marks them again."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from pipeline.draw import rank
from pipeline.grade.copies import Copy, Distance, clashes, distance, is_unasked
from pipeline.model.agreement import hundredths
from pipeline.model.gridplan import GridIdentity
from pipeline.model.marks import CONCILIATION, THIRD, Gap
from pipeline.model.policy import DoubleRules

BY_CONCILIATION = "conciliation"
JOINT = "+"


class Refusal(StrEnum):
    """Why a copy gets no further grid."""

    NOBODY = "personne"
    BY_TABLE = "par_tableau"
    NO_GAP = "sans_ecart"
    ONE_MARKER = "un_seul_correcteur"
    UNKNOWN = "inconnue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A copy that gets no further grid, and why: how many may mark the exam, how many of them have a link with it."""

    exam: str
    copy: str
    refusal: Refusal
    able: int = 0
    linked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Who may mark: assessors by exam, those forbidden by (exam, copy), how many grids each has, what each is called.

    ``and_word`` joins two names; ``key`` breaks ties. Nobody else heard an oral: its two markers agree.
    """

    session: str
    able: Mapping[str, tuple[str, ...]]
    forbidden: Mapping[tuple[str, str], frozenset[str]]
    load: Mapping[str, int]
    names: Mapping[str, str]
    and_word: str
    key: bytes
    orals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The further grids to issue, and the copies that get none."""

    gaps: tuple[Gap, ...]
    refused: tuple[Refused, ...]


def ask(
    found: Sequence[Copy], double: DoubleRules, panel: Panel, conciliation: Sequence[str] = ()
) -> Asked:
    """Who marks again each copy that passes the rule and that nobody was asked for yet.

    ``conciliation`` names the copies whose two markers are to agree. What was asked once is never asked again.
    """
    gaps: list[Gap] = []
    refused: list[Refused] = []
    load = Counter(panel.load)
    for copy in found:
        asked = _ask_one(copy, double, panel, load, wished=copy.copy in conciliation)
        if isinstance(asked, Refused):
            refused.append(asked)
        elif asked is not None:
            gaps.append(asked)
            load.update(asked.assessor.split(JOINT))
    refused += _unknown(found, conciliation)
    return Asked(gaps=tuple(gaps), refused=tuple(refused))


def identity(gap: Gap, session: str) -> GridIdentity:
    """What the further grid of a gap says of itself: the last of so many markings."""
    return GridIdentity(
        session=session,
        form=gap.form,
        anonymous=gap.copy,
        assessor=gap.assessor,
        assessor_name=gap.assessor_name,
        marking=gap.marking,
        markings=gap.marking,
    )


def in_force(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """The gaps whose grid is still called for: a conciliation takes the place of a third marking of its copy."""
    joint = {(gap.exam, gap.copy) for gap in gaps if gap.marking == CONCILIATION}
    return tuple(g for g in gaps if g.marking == CONCILIATION or (g.exam, g.copy) not in joint)


def file_name(gap: Gap) -> str:
    """The name of the file of the further grid of a gap."""
    return f"grille-{gap.form}-{gap.copy}-{gap.marking}.xlsx"


def _unknown(found: Sequence[Copy], conciliation: Sequence[str]) -> Iterator[Refused]:
    """The copies wished for that the session does not have."""
    known = {copy.copy for copy in found}
    for copy in dict.fromkeys(conciliation):
        if copy not in known:
            yield Refused(exam="", copy=copy, refusal=Refusal.UNKNOWN)


def _ask_one(
    copy: Copy, double: DoubleRules, panel: Panel, load: Mapping[str, int], *, wished: bool
) -> Gap | Refused | None:
    """The further grid of one copy, why there is none, or nothing when nothing is asked."""
    unasked = is_unasked(copy, double)
    if any(gap.marking == CONCILIATION for gap in copy.gaps) or not (unasked or wished):
        return None
    refusal = _refusal(copy, unasked=unasked)
    if refusal is not None:
        return Refused(exam=copy.exam, copy=copy.copy, refusal=refusal)
    joint = wished or double.beyond == BY_CONCILIATION or copy.exam in panel.orals
    if joint:
        return _conciliation(copy, double, panel)
    return _third(copy, double, panel, load)


def _refusal(copy: Copy, *, unasked: bool) -> Refusal | None:
    """Why no further grid can go out for a copy, whoever would mark it."""
    if copy.by_table:
        return Refusal.BY_TABLE
    if len(copy.blind) < 2:
        return Refusal.ONE_MARKER
    if not (unasked or copy.gaps or clashes(copy)):
        return Refusal.NO_GAP
    return None


def _conciliation(copy: Copy, double: DoubleRules, panel: Panel) -> Gap:
    """A grid that the two markers fill together."""
    markers = [m.assessor for m in copy.blind]
    name = panel.and_word.join(panel.names.get(m.assessor, m.assessor_name) for m in copy.blind)
    return _gap(copy, double, panel, (JOINT.join(markers), name, CONCILIATION))


def _third(copy: Copy, double: DoubleRules, panel: Panel, load: Mapping[str, int]) -> Gap | Refused:
    """A grid for the assessor who has the fewest among those that may mark the copy, by draw between equals."""
    able = panel.able.get(copy.exam, ())
    markers = {m.assessor for m in copy.blind}
    linked = panel.forbidden.get((copy.exam, copy.copy), frozenset())
    free = [a for a in able if a not in markers and a not in linked]
    if not free:
        return Refused(
            exam=copy.exam,
            copy=copy.copy,
            refusal=Refusal.NOBODY,
            able=len(able),
            linked=len([a for a in able if a in linked and a not in markers]),
        )
    chosen = min(
        free, key=lambda a: (load.get(a, 0), rank(panel.key, f"{copy.exam}/{copy.copy}/{a}"))
    )
    return _gap(copy, double, panel, (chosen, panel.names[chosen], THIRD))


def _gap(copy: Copy, double: DoubleRules, panel: Panel, asked: tuple[str, str, int]) -> Gap:
    """The record of a gap and of the grid issued for it."""
    assessor, name, marking = asked
    apart = distance(copy, double) or Distance(points=Fraction(0), rows=(), beyond=False)
    gap = Gap(
        exam=copy.exam,
        form=copy.form,
        copy=copy.copy,
        points=hundredths(apart.points),
        rows=apart.rows,
        marking=marking,
        assessor=assessor,
        assessor_name=name,
        grid="",
    )
    return replace(gap, grid=identity(gap, panel.session).id)
