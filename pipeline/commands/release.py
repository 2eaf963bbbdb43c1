"""``epreuve release``: what goes out, a lot at a time, into the one folder that is shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.commands.lots import lot_contents, lot_digests, lot_files, lot_marks
from pipeline.commands.standing import read_standing
from pipeline.diagnostics import ContentError, Diagnostic, Outcome, Source, UsageError
from pipeline.grammar import plural
from pipeline.model.standing import Lot, Standing
from pipeline.rules import approval as words
from pipeline.rules import commands as said
from pipeline.store import journal
from pipeline.store.approval import check_published, last_agreement, published_digest, verdict_on
from pipeline.store.folder import SessionFolder, find_session
from pipeline.store.handover import RELEASE, hand_over, lot_faults, released
from pipeline.store.lock import locked
from pipeline.typography import date_fr

APPROVED = (Lot.PAPERS, Lot.MARKING)
"""The lots that wait for an approval where the rules ask for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Handed:
    """What became of a lot: a word for machines, a line for people, the files that went out, what is to tell."""

    lot: Lot
    state: str
    line: str = ""
    files: tuple[str, ...] = ()
    told: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """A published session, where it stands and what its journal tells; ``asked`` is whether one lot was named."""

    folder: SessionFolder
    standing: Standing
    events: Sequence[journal.Entry]
    when: str
    asked: bool
    dry_run: bool


def release(
    session: str, *, lot: str | None = None, root: Path, when: str, dry_run: bool = False
) -> Outcome:
    """Put a lot, or all that may go out now, in ``remise/``: byte for byte what was produced; twice changes nothing.

    Raises UsageError for a lot that is none, ContentError before the publication, when a file is not what it was, or
    when the lot named waits for an approval or a decision.
    """
    folder = find_session(root, session)
    lots = tuple(Lot) if lot is None else (_named(lot),)
    with locked(folder.path, folder.name):
        events = journal.events(folder.path)
        check_published(folder, events)
        desk = _Desk(
            folder=folder,
            standing=read_standing(folder),
            events=events,
            when=when,
            asked=lot is not None,
            dry_run=dry_run,
        )
        handed = tuple(_handed(desk, one) for one in lots)
    return _outcome(desk, handed)


def approval_fault(
    folder: SessionFolder, lot: Lot, events: Sequence[journal.Entry], *, asked: bool
) -> Diagnostic | None:
    """What keeps a lot in until somebody agrees; a refusal does whatever the rules ask (``asked``)."""
    place = Source(path=folder.relative(folder.handed / lot))
    found = verdict_on(events, published_digest(folder))
    names: dict[str, object] = {"lot": lot.value, "session": folder.name}
    if found is not None and not found.agreed:
        day = date_fr(found.when[:10])
        return words.DECLINED.at(place, author=found.author, date=day, reason=found.reason, **names)
    if found is not None or not asked:
        return None
    old = last_agreement(events)
    if old is None:
        return words.WAITS.at(place, **names)
    return words.VOID.at(place, author=old.author, date=date_fr(old.when[:10]), **names)


def _named(lot: str) -> Lot:
    """The lot of that name; raises UsageError."""
    known = [one.value for one in Lot]
    if lot not in known:
        hint = words.UNKNOWN_LOT_HINT.format(known=", ".join(known))
        raise UsageError(words.UNKNOWN_LOT.format(lot=lot), hint)
    return Lot(lot)


def _handed(desk: _Desk, lot: Lot) -> _Handed:
    """What becomes of one lot; raises ContentError when it was named and cannot go out."""
    wait = _wait(desk, lot)
    if wait is not None and desk.asked:
        raise ContentError(wait.message, wait.hint, (wait,))
    if wait is not None:
        return _Handed(lot=lot, state="waits", told=(wait,))
    sha256, before = lot_digests(desk.folder)[lot], released(desk.events).get(lot)
    if not sha256 and before is None:
        if lot is Lot.RESULTS and desk.asked:
            hint = words.NO_DECISION_HINT.format(session=desk.folder.name)
            raise ContentError(words.NO_DECISION, hint)
        said = words.NOT_YET if lot is Lot.RESULTS else words.RELEASED_EMPTY
        return _Handed(lot=lot, state="empty", line=said.format(lot=lot.value))
    return _put(desk, lot, sha256, before)


def _wait(desk: _Desk, lot: Lot) -> Diagnostic | None:
    """What a lot waits for; results that are asked for by name go out before everybody is decided."""
    standing = desk.standing
    if lot in APPROVED:
        return approval_fault(desk.folder, lot, desk.events, asked=standing.approval)
    if lot is Lot.RESULTS and standing.decided and not desk.asked:
        return _undecided(desk)
    return None


def _undecided(desk: _Desk) -> Diagnostic | None:
    """The candidates of whom the jury has something to decide still."""
    count = desk.standing.undecided
    if not count:
        return None
    return words.UNDECIDED.at(
        Source(path=desk.folder.relative(desk.folder.decisions)),
        count=count,
        candidates=plural(count, *words.CANDIDATES),
        session=desk.folder.name,
    )


def _put(desk: _Desk, lot: Lot, sha256: str, before: journal.Entry | None) -> _Handed:
    """Put a lot where it is shared, then journal it."""
    folder = desk.folder
    files = lot_files(folder, lot, lot_marks(folder)[lot])
    same = before is not None and before.facts["sha256"] == sha256
    broken = bool(lot_faults(folder, lot))
    early = _undecided(desk) if lot is Lot.RESULTS else None
    told: tuple[Diagnostic, ...] = () if early is None else (early,)
    if not desk.dry_run:
        told += hand_over(folder, lot, lot_contents(folder, files))
        if not same:
            facts: journal.Facts = {"lot": lot.value, "sha256": sha256, "files": len(files)}
            journal.append(folder.path, when=desk.when, command=RELEASE, facts=facts)
    text, state = words.RELEASED, "released"
    if same:
        text, state = (words.RELEASED_AGAIN, "again") if broken else (words.RELEASED_SAME, "same")
    elif desk.dry_run:
        text = words.WOULD_RELEASE
    place = folder.relative(folder.handed / lot)
    line = text.format(
        lot=lot.value,
        count=len(files),
        files=plural(len(files), *words.FILES),
        folder=place,
        date=date_fr(before.when[:10]) if before is not None else "",
    )
    paths = tuple(f"{place}/{file.path}" for file in files)
    return _Handed(lot=lot, state=state, line=line, files=paths, told=told)


def _outcome(desk: _Desk, handed: Sequence[_Handed]) -> Outcome:
    """What went out, what waits."""
    gone = [one for one in handed if one.files]
    lines = [one.line for one in handed if one.line]
    if any(one.lot is not Lot.RESULTS for one in gone):
        lines.append(words.SAME_BYTES)
    if desk.dry_run:
        lines.append(said.DRY_RUN)
    return Outcome(
        command=RELEASE,
        session=desk.folder.name,
        counts={"lots": len(gone), "files": sum(len(one.files) for one in gone)},
        lines=tuple(lines),
        files=() if desk.dry_run else tuple(path for one in gone for path in one.files),
        data={"lots": {one.lot.value: one.state for one in handed}},
        diagnostics=tuple(d for one in handed for d in one.told),
        dry_run=desk.dry_run,
    )
