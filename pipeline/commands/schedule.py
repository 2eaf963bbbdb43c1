"""``epreuve schedule``: the files that have the scheduled runs done by systemd, cron, Windows or macOS."""

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.diagnostics import Diagnostic, Outcome, Source, UsageError
from pipeline.exchange.scheduling import (
    FOLDER,
    Schedule,
    is_account,
    is_writable,
    schedule_files,
    temporary,
)
from pipeline.exchange.trial import Trial, as_utf8, installed_program, try_files
from pipeline.moments import is_zone
from pipeline.rules import commands as words
from pipeline.rules import schedule as rules
from pipeline.store.files import write_file
from pipeline.store.folder import check_workspace


def schedule(  # noqa: PLR0913 - one an option of the command
    *, zone: str, minute: int, user: str, checked: bool, root: Path, when: str, dry_run: bool
) -> Outcome:
    """Write the files, in ``output/planification``; ``checked`` gives them to the tools of the machine.

    Raises UsageError for what is no zone or no account, a path that cannot be written, a program not installed.
    """
    check_workspace(root)
    asked = _schedule(root, zone, minute, user)
    files = schedule_files(asked)
    changed = tuple(name for name, data in files.items() if _content(root, name) != data)
    if not dry_run:
        for name in changed:
            write_file(root / FOLDER / name, files[name])
    tried = try_files(asked, files, when) if checked else ()
    place = Source(path=FOLDER)
    unfit = (rules.TEMPORARY.at(place, folder=folder) for folder in temporary(asked))
    return Outcome(
        command="schedule",
        counts={"files": len(changed)},
        files=() if dry_run else tuple(f"{FOLDER}/{name}" for name in changed),
        lines=tuple(_lines(asked, changed, tried, dry_run=dry_run)),
        data=_data(asked, files, tried),
        diagnostics=(*unfit, *_faults(tried)),
        dry_run=dry_run,
    )


def _schedule(root: Path, zone: str, minute: int, user: str) -> Schedule:
    """What is asked for, if files can say it."""
    if not is_zone(zone):
        raise UsageError(rules.BAD_ZONE.format(zone=zone), rules.BAD_ZONE_HINT)
    if not is_account(user):
        raise UsageError(rules.BAD_USER.format(user=user), rules.BAD_USER_HINT)
    program, folder = installed_program(), as_utf8(root)
    for path in (folder, program):
        if not is_writable(path):
            raise UsageError(rules.BAD_PATH.format(path=path), rules.BAD_PATH_HINT)
    return Schedule(program=program, root=folder, zone=zone, minute=minute, user=user)


def _content(root: Path, name: str) -> bytes | None:
    """What a file holds already."""
    path = root / FOLDER / name
    return path.read_bytes() if path.is_file() else None


def _lines(
    asked: Schedule, changed: tuple[str, ...], tried: tuple[Trial, ...], *, dry_run: bool
) -> Iterator[str]:
    yield rules.DONE.format(minute=asked.minute, zone=asked.zone, user=asked.user)
    text = words.WOULD_WRITE if dry_run else rules.WRITTEN
    yield from (text.format(path=f"{FOLDER}/{name}") for name in changed)
    if not changed:
        yield rules.SAME.format(folder=FOLDER)
    good = [t for t in tried if not _faults((t,)) or t.told]
    if good:
        yield rules.HEAD
    yield from (rules.VERIFIED.format(file=t.file, tool=t.tool, more=t.told) for t in good)
    if dry_run:
        yield words.DRY_RUN
        return
    yield rules.NEXT.format(command=shlex.join((asked.program, "-w", asked.root)))


def _faults(tried: tuple[Trial, ...]) -> tuple[Diagnostic, ...]:
    return tuple(fault for trial in tried for fault in trial.faults)


def _data(
    asked: Schedule, files: Mapping[str, bytes], tried: tuple[Trial, ...]
) -> dict[str, object]:
    return {
        "program": asked.program,
        "zone": asked.zone,
        "minute": asked.minute,
        "user": asked.user,
        "files": [f"{FOLDER}/{name}" for name in files],
        "verified": [
            {"file": t.file, "tool": t.tool, "codes": [f.code for f in t.faults]} for t in tried
        ],
    }
