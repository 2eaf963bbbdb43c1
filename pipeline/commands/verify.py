"""``epreuve verify``: read again everything that was written and published."""

from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.assemble.recount import printed_faults
from pipeline.diagnostics import ContentError, Diagnostic, Outcome, Source, has_errors
from pipeline.model.basis import Basis
from pipeline.model.form import Form
from pipeline.read.session import read_session
from pipeline.rules import commands as words
from pipeline.rules import ledger, results
from pipeline.rules import session as rules
from pipeline.store import journal
from pipeline.store.approval import sealed_faults
from pipeline.store.files import digest
from pipeline.store.folder import SessionFolder, check_workspace, find_session, sessions
from pipeline.store.handover import handover_faults
from pipeline.store.ledger import anchored_heads, is_recorded, ledger_path
from pipeline.store.manifest import Manifest, read_manifest
from pipeline.store.publication import faults
from pipeline.store.records import (
    read_decisions,
    read_dispatch,
    read_forms,
    read_issued,
    read_marks,
    read_reconciliation,
    read_record,
    read_resit,
)
from pipeline.store.results import results_faults
from pipeline.store.secret import read_secret


def verify(session: str | None, *, root: Path) -> Outcome:
    """Check one session or all: records, journal, manifest, published files, sums of every form."""
    check_workspace(root)
    names = (find_session(root, session).name,) if session else sessions(root)
    found: list[Diagnostic] = []
    lines = []
    files = 0
    for name in names:
        folder = SessionFolder(root=root, name=name)
        own = tuple(_faults(folder))
        found += own
        if not has_errors(own):
            published, forms = _counts(folder)
            files += published
            lines.append(words.VERIFY_DONE.format(session=name, files=published, forms=forms))
    return Outcome(
        command="verify",
        session=session,
        counts={"sessions": len(names), "files": files},
        lines=tuple(lines) or (() if found else (words.VERIFY_NONE,)),
        diagnostics=tuple(found),
    )


def published_faults(folder: SessionFolder) -> Iterator[Diagnostic]:
    """What is wrong in what was published: its records, its forms, its files."""
    try:
        yield from _record_faults(folder)
    except ContentError as error:
        yield from error.diagnostics
        return
    yield from faults(folder)


LATER: tuple[Callable[[SessionFolder], object], ...] = (
    read_marks,
    read_reconciliation,
    read_decisions,
    read_resit,
)
"""What reads the records that come after a publication; each raises when its record is damaged."""


COLLECTED = (("collect", "resolve"), "sha256")
RECONCILED = (("reconcile", "moderate"), "record")


def _faults(folder: SessionFolder) -> Iterator[Diagnostic]:
    """Everything that is wrong in a session's folder."""
    for path in (folder.settings, folder.secret):
        if not path.is_file():
            yield rules.LOST_FILE.at(Source(path=folder.relative(path)))
    yield from _setting_faults(folder)
    line = journal.broken_line(folder.path)
    if line is not None:
        place = Source(path=folder.relative(folder.path / journal.JOURNAL), line=line)
        yield rules.JOURNAL_BROKEN.at(place, line=line)
    yield from _anchor_faults(folder)
    try:
        yield from _record_faults(folder)
        yield from _later_faults(folder)
    except ContentError as error:
        yield from error.diagnostics
        return
    yield from faults(folder)
    try:
        yield from results_faults(folder)
        yield from handover_faults(folder)
    except ContentError as error:
        yield from error.diagnostics
    if folder.stage.exists() and not folder.pending.exists():
        yield rules.LEFT_WAITING.at(Source(path=folder.relative(folder.stage)), session=folder.name)


def _setting_faults(folder: SessionFolder) -> Iterator[Diagnostic]:
    """Settings and a secret that are there and cannot be used."""
    if folder.settings.is_file():
        yield from read_session(folder.root, folder.relative(folder.settings), folder.name)[1]
    if folder.secret.is_file():
        try:
            read_secret(folder)
        except ContentError as error:
            place = Source(path=folder.relative(folder.secret))
            yield rules.RECORD_CORRUPT.at(place, reason=error.message)


def _anchor_faults(folder: SessionFolder) -> Iterator[Diagnostic]:
    """A journal that no longer has what the ledger knew of it: lines cut at its end show nowhere else."""
    path = ledger_path(folder.root, folder.name)
    anchor = anchored_heads(path).get(folder.name)
    if anchor is None or journal.broken_line(folder.path) is not None:
        return
    if anchor not in {entry.head for entry in journal.events(folder.path)}:
        yield ledger.CUT_JOURNAL.at(Source(path=folder.relative(folder.path / journal.JOURNAL)))


def _record_faults(folder: SessionFolder) -> Iterator[Diagnostic]:
    """Records that cannot be read, forms whose sums are wrong, records that are not those of the publication."""
    manifest = read_manifest(folder)
    place = Source(path=folder.relative(folder.forms))
    if manifest is not None or folder.forms.is_file():
        for form in read_record(folder, folder.forms, tuple[Form, ...]):
            for fault in printed_faults(form):
                yield rules.BROKEN_FORM.at(place, form=form.id, fault=fault)
    if manifest is not None or folder.dispatch.is_file():
        read_dispatch(folder)
    if manifest is not None:
        yield from _sealed_faults(folder, manifest)


def _later_faults(folder: SessionFolder) -> Iterator[Diagnostic]:
    """Records of after the publication that are damaged, or not as the journal or the ledger knew them."""
    for read in LATER:
        read(folder)
    if journal.broken_line(folder.path) is not None:
        return
    journalled = {folder.marks: COLLECTED, folder.reconciliation: RECONCILED}
    for path, (commands, key) in journalled.items():
        known = journal.last_fact(folder.path, commands, key)
        if known and not path.is_file():
            yield rules.LOST_FILE.at(Source(path=folder.relative(path)))
        elif known and known != digest(path.read_bytes()):
            yield results.RECORD_ALTERED.at(Source(path=folder.relative(path)))
    ledger_file, decisions = ledger_path(folder.root, folder.name), read_decisions(folder)
    if folder.name in anchored_heads(ledger_file) and not folder.decisions.is_file():
        yield rules.LOST_FILE.at(Source(path=folder.relative(folder.decisions)))
    if not is_recorded(ledger_file, decisions):
        yield ledger.OTHER_DECISIONS.at(Source(path=folder.relative(folder.decisions)))


def _sealed_faults(folder: SessionFolder, manifest: Manifest) -> Iterator[Diagnostic]:
    """Records that are not those of the publication; raises ContentError for one that cannot be read."""
    read_record(folder, folder.basis, Basis)
    read_issued(folder)
    yield from sealed_faults(folder, manifest.inputs)


def _counts(folder: SessionFolder) -> tuple[int, int]:
    """How many files are published and how many forms there are."""
    manifest = read_manifest(folder)
    forms = len(read_forms(folder)) if folder.forms.is_file() else 0
    return (len(manifest.files) if manifest else 0), forms
