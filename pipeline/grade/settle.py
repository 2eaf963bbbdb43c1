"""What somebody chooses about a file or a copy that waits: it is taken, set aside, or given a state."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.grade.awaiting import blank, is_awaited, issued_ids, left, table_grid
from pipeline.grade.collection import with_markings
from pipeline.grade.merge import Typed, changes, merged, typed, with_typed
from pipeline.grade.returned import Awaited
from pipeline.grade.standing import case_id, open_cases
from pipeline.model.grid import STATES
from pipeline.model.gridplan import STATE_KEY
from pipeline.model.marks import (
    THIRD,
    Case,
    CaseKind,
    Fate,
    Marking,
    Marks,
    Receipt,
    Settled,
)
from pipeline.rules import collection as rules

KEEP, DISCARD = rules.CHOICES


def choices(case: Case, awaited: Awaited) -> tuple[str, ...]:
    """What can be chosen about a case: a grid that nobody awaits can only be set aside."""
    marking = case.marking
    takes = marking is not None and case.kind is not CaseKind.OTHER_SESSION
    if takes and marking is not None and is_awaited(marking, issued_ids(awaited), awaited):
        return (KEEP, DISCARD)
    return (DISCARD,)


def settle(marks: Marks, case: Case, settled: Settled, awaited: Awaited) -> Marks:
    """The record once an open case is settled, by one of its choices.

    Keeping a file replaces what it contradicts, each change recorded, and sets aside the files contrary to it.
    """
    done = {case.id: replace(case, settled=settled)}
    if settled.choice == KEEP:
        assert case.marking is not None
        marks = _taken(marks, case.marking, typed(case.marking), case.sha256, settled.when)
        aside = replace(settled, choice=DISCARD)
        done |= {other.id: replace(other, settled=aside) for other in _rivals(marks, case)}
    marks = replace(marks, cases=tuple(done.get(c.id, c) for c in marks.cases))
    files = {c.sha256 for c in done.values()}
    receipts = (_decided(r, marks, awaited) if r.sha256 in files else r for r in marks.receipts)
    return replace(marks, receipts=tuple(receipts))


def discard(marks: Marks, receipt: Receipt, settled: Settled) -> Marks:
    """The record once a refused file is set aside: it is told no more."""
    case = Case(
        id=receipt.sha256[:8],
        kind=CaseKind.REFUSED,
        when=settled.when,
        name=receipt.name,
        sha256=receipt.sha256,
        grids=receipt.grids,
        detail=rules.FILE_REFUSED.format(reasons=", ".join(receipt.reasons)),
        settled=settled,
    )
    return replace(marks, cases=(*marks.cases, case))


def grids_of(target: str, marks: Marks, awaited: Awaited) -> tuple[Marking, ...]:
    """The markings that a grid's id, or « exam/copy », names: as they stand, or blank; none for an unknown one.

    A copy stands for its two blind markings and for all those that came back.
    """
    standing = {marking.grid: marking for marking in marks.markings}
    found = {m.grid: m for m in _named(target, awaited)}
    found |= {m.grid: m for m in standing.values() if target in (m.grid, f"{m.exam}/{m.copy}")}
    return tuple(found[grid] for grid in sorted(found))


def give_state(marks: Marks, target: str, settled: Settled, awaited: Awaited) -> Marks:
    """The record once a state was given to a grid or a copy; the same record when it had it already.

    Levels that stood there are taken away, each change recorded.
    """
    own = grids_of(target, marks, awaited)
    values = {STATE_KEY: settled.choice}
    assert own, target
    assert settled.choice in STATES, settled.choice
    if all(merged(typed(m), values) == typed(m) for m in own):
        return marks
    rank = sum(c.kind is CaseKind.NO_GRID and c.name == target for c in marks.cases)
    case = Case(
        id=case_id(CaseKind.NO_GRID, str(rank), target, None),
        kind=CaseKind.NO_GRID,
        when=settled.when,
        name=target,
        sha256="",
        grids=tuple(m.grid for m in own),
        detail=rules.STATE_GIVEN.format(state=settled.choice, grid=target),
        settled=settled,
    )
    for marking in own:
        marks = _taken(marks, marking, values, "", settled.when)
    return replace(marks, cases=(*marks.cases, case))


def _named(target: str, awaited: Awaited) -> Iterator[Marking]:
    """The blank markings of the grids that went out under that id, or blind for that copy, or of a row of a table."""
    for grid in awaited.grids:
        who = grid.identity
        blind = target == f"{grid.exam}/{who.anonymous}" and who.marking < THIRD
        if blind or target == who.id:
            yield blank(grid)
    exam, _, copy = target.partition("/")
    if copy in awaited.tables.get(exam, ()):
        yield blank(table_grid(awaited.basis.session, exam, copy))


def _taken(marks: Marks, marking: Marking, values: Typed, sha256: str, when: str) -> Marks:
    """The record once these values of a grid are taken over what stands."""
    before = next((m for m in marks.markings if m.grid == marking.grid), None)
    old = typed(before) if before else {}
    new = merged(old, values)
    changed = changes(marking.grid, old, new, sha256=sha256, when=when)
    return replace(
        marks,
        markings=with_markings(marks.markings, [with_typed(before or marking, new)]),
        changes=(*marks.changes, *changed),
    )


def _rivals(marks: Marks, case: Case) -> Iterator[Case]:
    """The other open cases of files contrary to one for the same grid."""
    for other in open_cases(marks):
        same = other.kind is case.kind is CaseKind.CONFLICT and other.grids == case.grids
        if same and other.id != case.id:
            yield other


def _decided(receipt: Receipt, marks: Marks, awaited: Awaited) -> Receipt:
    """The receipt of a file once a case about it is settled: it waits as long as another one is open."""
    own = [case for case in marks.cases if case.sha256 == receipt.sha256]
    if any(case.settled is None for case in own):
        return receipt
    kept = {g for c in own if c.settled and c.settled.choice == KEEP for g in c.grids}
    aside = {g for case in own for g in case.grids} - kept
    if aside.issuperset(receipt.grids):
        return replace(receipt, fate=Fate.REFUSED)
    standing = (m for m in marks.markings if m.grid in receipt.grids)
    partial = any(left(marking, awaited) for marking in standing)
    return replace(receipt, fate=Fate.PARTIAL if partial else Fate.TAKEN)
