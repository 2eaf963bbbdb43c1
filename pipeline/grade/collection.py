"""What comes of files that came back: taken, waiting for somebody's choice, or refused; their order never matters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.grade.awaiting import left, shares
from pipeline.grade.merge import changes, typed
from pipeline.grade.returned import Awaited, Collected, Refused, Returned
from pipeline.grade.standing import case_id, known_files, open_cases, standing_refusals
from pipeline.grade.weigh import Weighed, weigh
from pipeline.model.marks import Case, Change, Fate, Marking, Marks, Receipt


def collect(
    marks: Marks,
    returned: Sequence[Returned],
    refused: Sequence[Refused],
    awaited: Awaited,
    *,
    when: str,
) -> Collected:
    """The record once these files came, and what they changed in it.

    A file whose bytes came before is known: it changes nothing, unless it was refused and can be read now. A blank
    never erases; what contradicts something waits as a case, and nothing of it is taken.
    """
    fresh = _fresh(marks, returned)
    weighed = weigh(fresh, marks, awaited)
    taken = [w for w in weighed if w.doubt is None and w.moves]
    changed = tuple(change for w in taken for change in _changes(w, when))
    cases = {case.id: case for w in weighed for case in _cases(w, when)}
    after = replace(
        marks,
        markings=with_markings(marks.markings, (w.after for w in taken if w.after)),
        changes=(*marks.changes, *changed),
        cases=(*marks.cases, *(cases[key] for key in sorted(cases))),
    )
    receipts = _receipts(weighed, fresh, after, awaited, when)
    after = replace(after, receipts=_with_receipts(marks, receipts, refused, when))
    places = shares(after, awaited)
    return Collected(
        marks=after,
        new=tuple(w.grid for w in taken if w.before is None),
        filled=tuple(w.grid for w in taken if w.before is not None),
        changed=changed,
        unchanged=tuple(w.grid for w in weighed if w.doubt is None and not w.moves),
        partial=tuple(grid for share in places for grid in share.partial),
        missing=tuple(grid for share in places for grid in share.missing),
        refused=standing_refusals(after),
        cases=open_cases(after),
    )


def with_markings(standing: Sequence[Marking], new: Iterable[Marking]) -> tuple[Marking, ...]:
    """The markings by grid, each new one in the place of that of its grid."""
    by_grid = {m.grid: m for m in (*standing, *new)}
    return tuple(by_grid[grid] for grid in sorted(by_grid))


def _fresh(marks: Marks, returned: Sequence[Returned]) -> tuple[Returned, ...]:
    """What was never read, in an order that says nothing of theirs; a file found twice counts once."""
    known = known_files(marks)
    names: dict[str, str] = {}
    for item in returned:
        names[item.sha256] = min(item.name, names.get(item.sha256, item.name))
    unique = {replace(i, name=names[i.sha256]) for i in returned if i.sha256 not in known}
    return tuple(sorted(unique, key=lambda item: (item.sha256, item.grid, repr(item))))


def _changes(weighed: Weighed, when: str) -> Iterator[Change]:
    """What a grid lost or had replaced, each value with the first file that says so."""
    if weighed.before is None or weighed.after is None:
        return
    before, after = typed(weighed.before), typed(weighed.after)
    first = weighed.files[0]
    for change in changes(weighed.grid, before, after, sha256=first.sha256, when=when):
        said = (f for f in weighed.files if f.marking and change.field in typed(f.marking))
        yield replace(change, sha256=next(said, first).sha256)


def _cases(weighed: Weighed, when: str) -> Iterator[Case]:
    """One case a file in doubt."""
    doubt = weighed.doubt
    if doubt is None:
        return
    for item in weighed.files:
        yield Case(
            id=case_id(doubt.kind, item.sha256, item.grid, item.marking),
            kind=doubt.kind,
            when=when,
            name=item.name,
            sha256=item.sha256,
            grids=(item.grid,) if item.grid else (),
            detail=doubt.detail,
            marking=item.marking,
            code=doubt.code,
        )


def _receipts(
    weighed: Sequence[Weighed],
    fresh: Sequence[Returned],
    marks: Marks,
    awaited: Awaited,
    when: str,
) -> Iterator[Receipt]:
    """One receipt a file that could be read."""
    waiting = {item.sha256 for w in weighed if w.doubt is not None for item in w.files}
    moved = {item.sha256 for w in weighed if w.moves for item in w.files}
    standing = {marking.grid: marking for marking in marks.markings}
    partial = {grid for grid, marking in standing.items() if left(marking, awaited)}
    by_file: dict[str, list[Returned]] = {}
    for item in fresh:
        by_file.setdefault(item.sha256, []).append(item)
    for sha256, items in by_file.items():
        grids = tuple(sorted({item.grid for item in items if item.grid}))
        fate = Fate.PARTIAL if partial.intersection(grids) else Fate.TAKEN
        if sha256 not in moved:
            fate = Fate.UNCHANGED
        if sha256 in waiting:
            fate = Fate.UNSETTLED
        reasons = tuple(sorted({reason for item in items for reason in item.reasons}))
        yield Receipt(
            sha256=sha256,
            name=items[0].name,
            when=when,
            fate=fate,
            grids=grids,
            reasons=reasons,
        )


def _with_receipts(
    marks: Marks, fresh: Iterable[Receipt], refused: Sequence[Refused], when: str
) -> tuple[Receipt, ...]:
    """The receipts with those of this run; a file that is still refused keeps its first one."""
    new = {receipt.sha256: receipt for receipt in fresh}
    known = {receipt.sha256 for receipt in marks.receipts}
    again: dict[str, Refused] = {}
    for item in sorted(refused, key=lambda item: (item.sha256, item.name)):
        if item.sha256 in known:
            again.setdefault(item.sha256, item)
        elif item.sha256 not in new:
            new[item.sha256] = Receipt(
                sha256=item.sha256,
                name=item.name,
                when=when,
                fate=Fate.REFUSED,
                grids=item.grids,
                reasons=item.reasons,
            )
    kept = (_still(r, again) for r in marks.receipts if r.sha256 not in new)
    return (*kept, *sorted(new.values(), key=lambda r: (r.name, r.sha256)))


def _still(receipt: Receipt, again: Mapping[str, Refused]) -> Receipt:
    """A receipt; that of a file refused again tells what is wrong with it now."""
    item = again.get(receipt.sha256)
    if item is None or receipt.fate is not Fate.REFUSED:
        return receipt
    return replace(receipt, reasons=item.reasons, grids=item.grids)
