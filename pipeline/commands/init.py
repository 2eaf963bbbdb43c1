"""``epreuve init``: a new workspace from the shipped content."""

import shlex
from pathlib import Path

from pipeline.diagnostics import Outcome
from pipeline.rules import commands as words
from pipeline.store.content import check_empty, create_workspace


def init(folder: Path, *, dry_run: bool = False) -> Outcome:
    """Copy the shipped content to a new or empty folder; raises UsageError when it holds anything."""
    target = folder.resolve()
    if dry_run:
        check_empty(target)
        lines = (words.WOULD_WRITE.format(path=folder), words.DRY_RUN)
        return Outcome(command="init", counts={"files": 0}, lines=lines, dry_run=True)
    files = create_workspace(target)
    following = words.INIT_NEXT.format(folder=shlex.quote(str(folder)))
    return Outcome(
        command="init",
        counts={"files": len(files)},
        files=files,
        lines=(words.INIT_DONE.format(folder=folder), following),
    )
