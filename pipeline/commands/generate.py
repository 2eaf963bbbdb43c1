"""``epreuve generate``: assemble then publish, the whole session in one command."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.commands.assemble import assemble_session
from pipeline.commands.inputs import load_bank
from pipeline.commands.publish import publish_session
from pipeline.diagnostics import Outcome
from pipeline.store.folder import find_session


def generate(
    session: str,
    *,
    root: Path,
    when: str,
    dry_run: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> Outcome:
    """Assemble the forms when that is still to do, then publish every document."""
    folder = find_session(root, session)
    bank = load_bank(root)
    first = assemble_session(bank, folder, when=when, dry_run=dry_run)
    if dry_run and not folder.forms.is_file():
        return replace(first, command="generate")
    second = publish_session(bank, folder, when=when, dry_run=dry_run, progress=progress)
    return Outcome(
        command="generate",
        session=session,
        counts={**first.counts, **second.counts},
        lines=(*first.lines, *second.lines),
        files=(*first.files, *second.files),
        data={**first.data, **second.data},
        diagnostics=(*first.diagnostics, *second.diagnostics),
        dry_run=dry_run,
    )
