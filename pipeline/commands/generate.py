"""``epreuve generate``: assemble then publish, the whole session in one command."""

from dataclasses import replace
from pathlib import Path

from pipeline.commands.assemble import assemble_session
from pipeline.commands.inputs import Progress, load_bank, load_inputs
from pipeline.commands.publish import AS_MANY, publish_session
from pipeline.diagnostics import Outcome
from pipeline.model.bank import Bank
from pipeline.runner.runner import Runner
from pipeline.store.folder import SessionFolder, find_session


def generate(
    session: str,
    *,
    root: Path,
    when: str,
    dry_run: bool = False,
    jobs: int = 0,
    progress: Progress = None,
) -> Outcome:
    """Assemble the forms when that is still to do, then publish every document by so many ``jobs``."""
    folder = find_session(root, session)
    runner = Runner(jobs=jobs)
    return generate_session(
        load_bank(root), folder, when=when, dry_run=dry_run, runner=runner, progress=progress
    )


def generate_session(
    bank: Bank,
    folder: SessionFolder,
    *,
    when: str,
    dry_run: bool = False,
    runner: Runner = AS_MANY,
    progress: Progress = None,
) -> Outcome:
    """The same with a bank already read; faults of the registrations are told before anything is written."""
    inputs = load_inputs(bank, folder)
    first = assemble_session(bank, folder, when=when, dry_run=dry_run, progress=progress)
    if dry_run and not folder.forms.is_file():
        found = (*first.diagnostics, *inputs.diagnostics)
        return replace(first, command="generate", diagnostics=found)
    second = publish_session(
        inputs, folder, when=when, dry_run=dry_run, runner=runner, progress=progress
    )
    return Outcome(
        command="generate",
        session=folder.name,
        counts={**first.counts, **second.counts},
        lines=tuple(dict.fromkeys((*first.lines, *second.lines))),
        files=(*first.files, *second.files),
        data={**first.data, **second.data},
        diagnostics=(*first.diagnostics, *second.diagnostics),
        dry_run=dry_run,
    )
