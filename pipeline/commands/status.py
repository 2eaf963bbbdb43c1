"""``epreuve status``: where the sessions are."""

from pathlib import Path

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
from pipeline.store.records import read_forms


def status(session: str | None, *, root: Path) -> Outcome:
    """The state of one session or of all, from their records alone."""
    check_workspace(root)
    names = (find_session(root, session).name,) if session else sessions(root)
    faults: list[Diagnostic] = []
    states = {name: _state(SessionFolder(root=root, name=name), faults) for name in names}
    lines = tuple(words.STATUS_LINE.format(session=n, state=s) for n, (_, s) in states.items())
    return Outcome(
        command="status",
        session=session,
        counts={"sessions": len(names)},
        lines=lines or (words.STATUS_NONE,),
        data={"sessions": {name: state for name, (state, _) in states.items()}},
        diagnostics=tuple(faults),
    )


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
