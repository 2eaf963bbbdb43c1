"""``epreuve publish``: every document of a session, by audience, all or nothing."""

from dataclasses import replace
from pathlib import Path

from pipeline.assemble.again import met_faults
from pipeline.assemble.dispatch import dispatch
from pipeline.assemble.recount import printed_faults
from pipeline.assemble.timetable import timetable_faults
from pipeline.commands.certify import (
    PUBLISHED,
    certificate_faults,
    certificate_files,
    session_certificate,
)
from pipeline.commands.edition import Edition, press
from pipeline.commands.fill import fill
from pipeline.commands.inputs import Inputs, Progress, load_bank, load_inputs
from pipeline.commands.origins import origins
from pipeline.diagnostics import ContentError, Diagnostic, Outcome, Source
from pipeline.grade.basis import freeze, keep_frozen
from pipeline.grammar import plural
from pipeline.model.basis import Basis
from pipeline.model.form import Form
from pipeline.model.session import Dispatch
from pipeline.rules import commands as words
from pipeline.rules import results
from pipeline.rules import session as rules
from pipeline.runner.runner import Runner
from pipeline.store import journal, publication
from pipeline.store.approval import reopened
from pipeline.store.codec import dump
from pipeline.store.files import digest
from pipeline.store.folder import SessionFolder, find_session
from pipeline.store.lock import locked
from pipeline.store.manifest import Manifest, encode, read_manifest
from pipeline.store.records import read_basis, read_forms
from pipeline.store.secret import read_secret

FORMAT = "epreuve/manifest@1"
AS_MANY = Runner()
"""As many processes as the documents deserve."""


def publish(
    session: str,
    *,
    root: Path,
    when: str,
    dry_run: bool = False,
    jobs: int = 0,
    progress: Progress = None,
) -> Outcome:
    """Write the papers, tickets, guides, grids and tables of a session; doing it twice changes nothing.

    ``jobs`` processes make them, as many as they deserve when it is 0: the documents are the same.

    Raises ContentError when the registrations have faults, when a candidate's document holds a reserved text, when the
    drawn turns cannot take place, or when the forms are not those of the settings, or no longer those published.
    """
    folder = find_session(root, session)
    inputs = load_inputs(load_bank(root), folder)
    runner = Runner(jobs=jobs)
    return publish_session(
        inputs, folder, when=when, dry_run=dry_run, runner=runner, progress=progress
    )


def publish_session(
    inputs: Inputs,
    folder: SessionFolder,
    *,
    when: str,
    dry_run: bool = False,
    runner: Runner = AS_MANY,
    progress: Progress = None,
) -> Outcome:
    """The same with everything read already."""
    with locked(folder.path, folder.name):
        _check_journal(folder)
        forms = read_forms(folder)
        _check_sealed(folder)
        _check_sums(folder, forms)
        _check_exams(inputs, forms)
        secret = read_secret(folder)
        placed = dispatch(inputs.registration, forms, secret)
        _check_timetable(inputs, placed, forms)
        basis, told = _basis(inputs, folder, forms)
        edition = Edition(inputs=inputs, forms=forms, placed=placed, basis=basis, secret=secret)
        workshop = press(edition, folder.root)
        if dry_run:
            return _dry(inputs)
        stage = publication.start(folder)
        try:
            issued, met = fill(stage, edition, workshop, runner, progress)
            told += met
            told += _certify(stage, inputs, folder, forms)
        except BaseException:
            publication.abandon(stage)
            raise
        records = {
            "dispatch.json": dump(placed),
            "basis.json": dump(basis),
            "grids.json": dump(issued),
        }
        manifest = Manifest(
            version=FORMAT,
            session=folder.name,
            inputs=origins(inputs, folder, records),
            files=stage.files,
        )
        facts = _facts(folder, manifest, inputs.session.author)
        changed = publication.finish(stage, manifest, records)
        journal.append(folder.path, when=when, command="publish", facts=facts)
    found = (*inputs.diagnostics, *told, *stage.notes)
    return replace(_outcome(inputs, folder, manifest, changed=changed), diagnostics=found)


def _basis(
    inputs: Inputs, folder: SessionFolder, forms: tuple[Form, ...]
) -> tuple[Basis, tuple[Diagnostic, ...]]:
    """What marks will be judged by: frozen by the first publication that nobody refused, whatever the rules since."""
    fresh = freeze(inputs.registration, forms)
    if not folder.basis.exists() or reopened(folder) is not None:
        return fresh, ()
    place = Source(path=folder.relative(folder.basis))
    manifest = read_manifest(folder)
    if manifest is not None and manifest.inputs.get("basis") != digest(folder.basis.read_bytes()):
        fault = results.RECORD_CHANGED.at(place)
        raise ContentError(f"{place} : {fault.message}", fault.hint, (fault,))
    basis = keep_frozen(read_basis(folder), fresh)
    same = basis.policy.fingerprint == fresh.policy.fingerprint
    return basis, () if same else (results.FROZEN_RULES.at(place, session=folder.name),)


def _certify(
    stage: publication.Stage, inputs: Inputs, folder: SessionFolder, forms: tuple[Form, ...]
) -> tuple[Diagnostic, ...]:
    """Add the certificate of the session; tells what no longer holds. Without forms there is nothing to certify."""
    if not forms:
        return ()
    told: list[Diagnostic] = []
    found = session_certificate(inputs.bank, inputs.session, folder, forms, told)
    for name, data in certificate_files(found, folder.root).items():
        stage.add(f"{PUBLISHED}/{name}", data)
    return (*certificate_faults(folder, found), *told)


def _facts(folder: SessionFolder, manifest: Manifest, responsible: str) -> dict[str, str | int]:
    """What the journal keeps of a publication, who prepared it, and the refused one that it takes the place of."""
    facts: dict[str, str | int] = {
        "files": len(manifest.files),
        "sha256": digest(encode(manifest)),
    }
    if responsible:
        facts["responsible"] = responsible
    refusal = reopened(folder)
    if refusal is not None and refusal.manifest != facts["sha256"]:
        facts["refused"] = refusal.manifest
    return facts


def _check_journal(folder: SessionFolder) -> None:
    """Refuse to publish what could not be journalled."""
    line = journal.broken_line(folder.path)
    if line is not None:
        place = Source(path=folder.relative(folder.path / journal.JOURNAL), line=line)
        fault = rules.JOURNAL_BROKEN.at(place, line=line)
        raise ContentError(fault.message, fault.hint, (fault,))


def _check_sealed(folder: SessionFolder) -> None:
    """Refuse to publish other forms than those already published, unless somebody refused these."""
    manifest = read_manifest(folder)
    if reopened(folder) is not None:
        return
    if manifest is None or manifest.inputs.get("forms") == digest(folder.forms.read_bytes()):
        return
    raise ContentError(words.CHANGED_FORMS.format(session=folder.name), words.CHANGED_FORMS_HINT)


def _check_sums(folder: SessionFolder, forms: tuple[Form, ...]) -> None:
    """Refuse to publish a form whose points do not add up, as verify would."""
    place = Source(path=folder.relative(folder.forms))
    found = [
        rules.BROKEN_FORM.at(place, form=form.id, fault=fault)
        for form in forms
        for fault in printed_faults(form)
    ]
    if found:
        raise ContentError(found[0].message, found[0].hint, tuple(found))


def _check_exams(inputs: Inputs, forms: tuple[Form, ...]) -> None:
    """Refuse to publish forms of other exams than the settings name."""
    asked, found = set(inputs.session.exams), {form.blueprint for form in forms}
    if asked == found:
        return
    exams = ", ".join(sorted(asked ^ found))
    hint = words.OTHER_EXAMS_HINT.format(session=inputs.session.id)
    raise ContentError(words.OTHER_EXAMS.format(exams=exams), hint)


def _check_timetable(inputs: Inputs, placed: Dispatch, forms: tuple[Form, ...]) -> None:
    """Refuse turns that cannot take place as drawn, and scenarios that a candidate has read already."""
    met = met_faults(inputs.registration, placed, forms)
    found = (*timetable_faults(placed, inputs.roster), *met)
    if found:
        raise ContentError(words.TIMETABLE, words.TIMETABLE_HINT, found)


def _dry(inputs: Inputs) -> Outcome:
    """What a dry run tells: everything could be read, the templates are sound, everybody has a place."""
    return Outcome(
        command="publish",
        session=inputs.session.id,
        counts={"files": 0, "candidates": len(inputs.roster.candidates)},
        lines=(words.DRY_RUN,),
        diagnostics=inputs.diagnostics,
        dry_run=True,
    )


def _outcome(
    inputs: Inputs, folder: SessionFolder, manifest: Manifest, *, changed: bool
) -> Outcome:
    """What was published."""
    counts = {"files": len(manifest.files), "candidates": len(inputs.roster.candidates)}
    said = words.PUBLISH_DONE if changed else words.PUBLISH_SAME
    count = counts["candidates"]
    people = plural(count, *words.CANDIDATES).format(count=count)
    return Outcome(
        command="publish",
        session=folder.name,
        counts=counts,
        lines=(said.format(count=counts["files"], candidates=people),),
        files=tuple(folder.relative(folder.path / m.path) for m in manifest.files),
    )
