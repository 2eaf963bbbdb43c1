"""``epreuve status``: where the sessions are."""

from pathlib import Path

from pipeline.commands.awaited import load_awaited
from pipeline.commands.follow import Follow, follow
from pipeline.diagnostics import ContentError, Diagnostic, Outcome
from pipeline.rules import commands as words
from pipeline.store.folder import (
    AUDIENCES,
    SessionFolder,
    check_settings,
    check_workspace,
    find_session,
    sessions,
)
from pipeline.store.manifest import read_manifest
from pipeline.store.records import read_forms, read_marks


def status(session: str | None, *, root: Path) -> Outcome:
    """The state of one session or of all, from their records alone, and who has grids to return.

    Assessor by assessor for one session, in sums for all of them.
    """
    check_workspace(root)
    names = (find_session(root, session).name,) if session else sessions(root)
    faults: list[Diagnostic] = []
    states: dict[str, str] = {}
    returns: dict[str, object] = {}
    lines: list[str] = []
    for name in names:
        folder = SessionFolder(root=root, name=name)
        states[name], told = _state(folder, faults)
        lines.append(words.STATUS_LINE.format(session=name, state=told))
        follow = _follow(folder, faults) if states[name] == "published" else None
        if follow is not None:
            returns[name] = follow.data()
            lines += follow.lines(whole=session is not None)
    return Outcome(
        command="status",
        session=session,
        counts={"sessions": len(names)},
        lines=tuple(lines) or (words.STATUS_NONE,),
        data={"sessions": states, "collection": returns},
        diagnostics=tuple(faults),
    )


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
