"""``epreuve collect``: filled grids that came back, taken, refused, or put to somebody's choice."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.commands.arrivals import Desk, Sorted, sort_arrival
from pipeline.commands.awaited import load_awaited
from pipeline.commands.collect_told import Collection, told
from pipeline.commands.inputs import Progress
from pipeline.diagnostics import ContentError, Outcome
from pipeline.draw import derive
from pipeline.grade import collection
from pipeline.grade.standing import known_files
from pipeline.intake.readbook import is_noise
from pipeline.model.marks import Marks
from pipeline.rules import collection as rules
from pipeline.store import journal
from pipeline.store.approval import resumed
from pipeline.store.codec import dump
from pipeline.store.files import digest, write_file
from pipeline.store.folder import SessionFolder, find_session
from pipeline.store.lock import locked
from pipeline.store.records import read_marks
from pipeline.store.returns import Arrival, list_arrivals
from pipeline.store.secret import read_secret

RECORDERS = ("collect", "resolve")
"""The commands that write what came back."""


def collect(  # noqa: PLR0913 - one parameter an option of the command
    session: str,
    *,
    root: Path,
    when: str,
    paths: Sequence[Path] = (),
    tables: bool = False,
    dry_run: bool = False,
    progress: Progress = None,
) -> Outcome:
    """Take the filled grids of files and folders, ``recu/`` by default; the same files again change nothing.

    With ``tables``, entry tables alone are read, and the rest is left for later. Good files go through beside bad ones;
    a refused one stays where it is, with a copy in quarantine. The exit code is 5 as long as a file is refused or waits
    for somebody's choice. Raises UsageError for a path that is nowhere, ContentError before the publication.
    """
    folder = find_session(root, session)
    with locked(folder.path, folder.name):
        for fault in resumed(folder):
            raise ContentError(fault.message, fault.hint, (fault,))
        awaited, marks = load_awaited(folder), read_marks(folder)
        arrivals, faults = list_arrivals(folder, paths, is_noise)
        desk = Desk(
            folder=folder,
            basis=awaited.basis,
            issued={grid.identity.id: grid for grid in awaited.grids},
            key=derive(read_secret(folder), "seal"),
            known=known_files(marks),
            keeping=not dry_run,
            tables=tables,
        )
        files = tuple(_sorted(arrivals, desk, progress))
        found = collection.collect(
            marks,
            [grid for file in files for grid in file.returned],
            [file.refused for file in files if file.refused is not None],
            awaited,
            when=when,
        )
        if not dry_run:
            record(folder, marks, found.marks, when=when, command="collect")
    run = Collection(
        folder=folder,
        awaited=awaited,
        before=marks,
        files=files,
        found=found,
        faults=faults,
        arrivals=len(arrivals),
        dry_run=dry_run,
    )
    return told(run)


def record(folder: SessionFolder, before: Marks, after: Marks, *, when: str, command: str) -> None:
    """Write what came back and journal it, in counts and hashes; nothing when nothing changed since the journal."""
    data = dump(after)
    if after != before:
        write_file(folder.marks, data)
    elif not folder.marks.exists() or journal.last_fact(folder.path, RECORDERS, "sha256") == digest(
        data
    ):
        return
    facts: dict[str, str | int] = {
        "files": len(after.receipts),
        "grids": len(after.markings),
        "changes": len(after.changes),
        "cases": len(after.cases),
        "sha256": digest(data),
    }
    journal.append(folder.path, when=when, command=command, facts=facts)


def _sorted(arrivals: Sequence[Arrival], desk: Desk, progress: Progress) -> Iterator[Sorted]:
    """The files that were not read before, one at a time."""
    for number, arrival in enumerate(arrivals, 1):
        found = sort_arrival(arrival, desk)
        if found is not None:
            yield found
        if progress is not None:
            progress(rules.STEP_FILES, number, len(arrivals))
