"""``epreuve status``: where the sessions are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.commands.awaited import load_awaited
from pipeline.commands.follow import Follow, follow
from pipeline.commands.hearing import lifted
from pipeline.commands.lots import lot_digests
from pipeline.commands.proofs import roster_changed, settings_changed
from pipeline.diagnostics import ContentError, Diagnostic, Outcome
from pipeline.model.standing import Lot
from pipeline.rules import approval
from pipeline.rules import commands as words
from pipeline.store import journal
from pipeline.store.approval import (
    SHORT,
    Verdict,
    last_agreement,
    published_digest,
    resumed,
    verdict_on,
)
from pipeline.store.folder import (
    AUDIENCES,
    SessionFolder,
    check_settings,
    check_workspace,
    find_session,
    sessions,
)
from pipeline.store.handover import released
from pipeline.store.manifest import read_manifest
from pipeline.store.records import read_basis, read_decisions, read_forms, read_marks
from pipeline.typography import date_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class _Results:
    """When the anonymity of a session was lifted (``None`` before), how many candidates have a decision."""

    lifted: str | None
    decisions: int

    def lines(self) -> Iterator[str]:
        """The same for people, from the day that names are known."""
        if self.lifted is not None:
            said = words.STATUS_DECISIONS[min(self.decisions, 2)].format(count=self.decisions)
            yield words.STATUS_LIFTED.format(date=date_fr(self.lifted[:10]), decisions=said)

    def data(self) -> dict[str, object]:
        """The same for machines."""
        return {"lifted": self.lifted, "decisions": self.decisions}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outgoing:
    """What a second person said of a publication, and what of it is out; ``stale`` lots changed since they went.

    ``void`` is the agreement to another publication, ``resumed`` whether refused papers were made again since,
    ``changed`` what tells that documents should be made anew while none is out.
    """

    session: str
    asked: bool
    verdict: Verdict | None
    void: Verdict | None
    released: Mapping[Lot, journal.Entry]
    stale: frozenset[Lot]
    resumed: bool
    changed: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """The same for people."""
        yield from (text.format(session=self.session) for text in self.changed)
        found = self.verdict or self.void
        text = approval.STATUS_WAITS if self.asked and found is None else ""
        if self.verdict is not None:
            said = approval.STATUS_APPROVED, approval.STATUS_REFUSED
            text = said[0] if self.verdict.agreed else said[1]
            text += approval.STATUS_RESUMED if self.resumed else ""
        elif self.void is not None and self.asked:
            text = approval.STATUS_VOID
        if text:
            yield text.format(session=self.session, **(_named(found) if found else {}))
        if self.released:
            lots = ", ".join(
                self._lot(lot, self.released[lot]) for lot in Lot if lot in self.released
            )
            yield approval.STATUS_LOTS.format(lots=lots)

    def _lot(self, lot: Lot, event: journal.Entry) -> str:
        """One lot and when it went out."""
        text = approval.STATUS_STALE if lot in self.stale else approval.STATUS_LOT
        return text.format(lot=lot.value, date=date_fr(event.when[:10]))

    def data(self) -> dict[str, object]:
        """The same for machines."""
        found = self.verdict
        verdict = None if found is None else "approved" if found.agreed else "refused"
        return {
            "approval": {"asked": self.asked, "verdict": verdict, "void": self.void is not None},
            "released": {lot.value: event.when for lot, event in self.released.items()},
            "stale": sorted(lot.value for lot in self.stale),
        }


def status(session: str | None, *, root: Path) -> Outcome:
    """The state of one session or of all, from their records alone: approval, releases, grids, anonymity, decisions.

    Assessor by assessor for one session, in sums for all of them.
    """
    check_workspace(root)
    names = (find_session(root, session).name,) if session else sessions(root)
    faults: list[Diagnostic] = []
    states: dict[str, str] = {}
    returns: dict[str, object] = {}
    results: dict[str, object] = {}
    outgoing: dict[str, object] = {}
    lines: list[str] = []
    for name in names:
        folder = SessionFolder(root=root, name=name)
        states[name], told = _state(folder, faults)
        lines.append(words.STATUS_LINE.format(session=name, state=told))
        out = _outgoing(folder, faults) if states[name] == "published" else None
        if out is not None:
            outgoing[name] = out.data()
            lines += out.lines()
        follow = _follow(folder, faults) if states[name] == "published" else None
        if follow is not None:
            returns[name] = follow.data()
            lines += follow.lines(whole=session is not None)
        standing = _results(folder, faults) if states[name] == "published" else None
        if standing is not None:
            results[name] = standing.data()
            lines += standing.lines()
    return Outcome(
        command="status",
        session=session,
        counts={"sessions": len(names)},
        lines=tuple(lines) or (words.STATUS_NONE,),
        data={
            "sessions": states,
            "outgoing": outgoing,
            "collection": returns,
            "results": results,
        },
        diagnostics=tuple(dict.fromkeys(faults)),
    )


def _outgoing(folder: SessionFolder, faults: list[Diagnostic]) -> _Outgoing | None:
    """What a second person said of a published session and what is out, ``None`` when a record is damaged."""
    try:
        events = journal.events(folder.path)
        lots, out = lot_digests(folder), released(events)
        verdict = verdict_on(events, published_digest(folder))
        return _Outgoing(
            session=folder.name,
            asked=folder.basis.exists() and read_basis(folder).policy.approval,
            verdict=verdict,
            void=last_agreement(events) if verdict is None else None,
            released=out,
            stale=frozenset(lot for lot in out if out[lot].facts["sha256"] != lots[lot]),
            resumed=bool(resumed(folder)),
            changed=() if Lot.PAPERS in out else tuple(_changes(folder)),
        )
    except ContentError as error:
        faults += error.diagnostics
        return None


def _changes(folder: SessionFolder) -> Iterator[str]:
    """What was changed since the publication and that its documents do not know."""
    manifest = published_digest(folder)
    if roster_changed(folder, manifest):
        yield approval.STATUS_CHANGED
    if settings_changed(folder, manifest):
        yield approval.STATUS_OUTDATED


def _named(found: Verdict) -> dict[str, str]:
    """A verdict for its line."""
    return {
        "author": found.author,
        "date": date_fr(found.when[:10]),
        "reason": found.reason,
        "digest": found.manifest[:SHORT],
    }


def _results(folder: SessionFolder, faults: list[Diagnostic]) -> _Results | None:
    """How far the jury of a published session is, ``None`` when a record is damaged."""
    try:
        event, decided = lifted(folder), read_decisions(folder).current()
    except ContentError as error:
        faults += error.diagnostics
        return None
    return _Results(lifted=event.when if event is not None else None, decisions=len(decided))


def _follow(folder: SessionFolder, faults: list[Diagnostic]) -> Follow | None:
    """Where the grids of a published session are; one published before grids were recorded has none to follow."""
    if not folder.basis.exists():
        return None
    try:
        return follow(read_marks(folder), load_awaited(folder))
    except ContentError as error:
        faults += error.diagnostics
        return None


def _state(folder: SessionFolder, faults: list[Diagnostic]) -> tuple[str, str]:
    """The state of a session, for machines and for people; a damaged record hides no other session."""
    try:
        return _recorded(folder)
    except ContentError as error:
        faults += error.diagnostics
        return "damaged", words.STATE_DAMAGED.format(session=folder.name)


def _recorded(folder: SessionFolder) -> tuple[str, str]:
    """The state that the records tell; raises ContentError when one is damaged."""
    check_settings(folder)
    manifest = read_manifest(folder)
    standing = any((folder.path / audience).exists() for audience in AUDIENCES)
    if folder.pending.exists() or (manifest is None and (standing or folder.stage.exists())):
        return "interrupted", words.STATE_BROKEN.format(session=folder.name)
    if manifest is not None:
        return "published", words.STATE_PUBLISHED.format(files=len(manifest.files))
    if folder.forms.is_file():
        return "assembled", words.STATE_ASSEMBLED.format(forms=len(read_forms(folder)))
    return "open", words.STATE_OPEN
