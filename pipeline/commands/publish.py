"""``epreuve publish``: every document of a session, by audience, all or nothing."""

from collections.abc import Mapping
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
from pipeline.commands.documents import count_documents, documents
from pipeline.commands.inputs import Inputs, Progress, load_bank, load_inputs
from pipeline.commands.press import Press, press
from pipeline.diagnostics import ContentError, Diagnostic, Outcome, Source
from pipeline.draw import derive
from pipeline.grade.basis import freeze, keep_frozen
from pipeline.grammar import plural
from pipeline.model.basis import Basis, IssuedGrid
from pipeline.model.form import Form
from pipeline.model.reserved import canaries, played_texts
from pipeline.model.session import Dispatch
from pipeline.render.leaks import leaks
from pipeline.rules import commands as words
from pipeline.rules import results
from pipeline.rules import session as rules
from pipeline.store import journal, publication
from pipeline.store.codec import dump
from pipeline.store.files import digest
from pipeline.store.folder import SessionFolder, find_session
from pipeline.store.lock import locked
from pipeline.store.manifest import Manifest, encode, read_manifest
from pipeline.store.records import read_basis, read_forms
from pipeline.store.secret import read_secret

FORMAT = "epreuve/manifest@1"


def publish(
    session: str, *, root: Path, when: str, dry_run: bool = False, progress: Progress = None
) -> Outcome:
    """Write the papers, tickets, guides, grids and tables of a session; doing it twice changes nothing.

    Raises ContentError when the registrations have faults, when a candidate's document holds a reserved text, when the
    drawn turns cannot take place, or when the forms are not those of the settings, or no longer those published.
    """
    folder = find_session(root, session)
    inputs = load_inputs(load_bank(root), folder)
    return publish_session(inputs, folder, when=when, dry_run=dry_run, progress=progress)


def publish_session(
    inputs: Inputs,
    folder: SessionFolder,
    *,
    when: str,
    dry_run: bool = False,
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
        workshop = press(inputs, folder.root, basis, secret)
        if dry_run:
            return _dry(inputs)
        stage = publication.start(folder)
        try:
            issued = _fill(stage, workshop, forms, placed, secret, progress)
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
            inputs=_origins(inputs, folder, records),
            files=stage.files,
        )
        changed = publication.finish(stage, manifest, records)
        facts: dict[str, str | int] = {
            "files": len(manifest.files),
            "sha256": digest(encode(manifest)),
        }
        journal.append(folder.path, when=when, command="publish", facts=facts)
    found = (*inputs.diagnostics, *told, *stage.notes)
    return replace(_outcome(inputs, folder, manifest, changed=changed), diagnostics=found)


def _basis(
    inputs: Inputs, folder: SessionFolder, forms: tuple[Form, ...]
) -> tuple[Basis, tuple[Diagnostic, ...]]:
    """What marks will be judged by: frozen by the first publication, whatever became of the rules since."""
    fresh = freeze(inputs.registration, forms)
    if not folder.basis.exists():
        return fresh, ()
    place = Source(path=folder.relative(folder.basis))
    manifest = read_manifest(folder)
    if manifest is not None and manifest.inputs.get("basis") != digest(folder.basis.read_bytes()):
        fault = results.RECORD_CHANGED.at(place)
        raise ContentError(f"{place} : {fault.message}", fault.hint, (fault,))
    basis = keep_frozen(read_basis(folder), fresh)
    same = basis.policy.fingerprint == fresh.policy.fingerprint
    return basis, () if same else (results.FROZEN_RULES.at(place, session=folder.name),)


def _fill(
    stage: publication.Stage,
    workshop: Press,
    forms: tuple[Form, ...],
    placed: Dispatch,
    secret: bytes,
    progress: Progress,
) -> tuple[IssuedGrid, ...]:
    """Make every document; one copy of each candidate's document is searched for what it may not hold.

    Returns the grids that go out.
    """
    reserved = _reserved(forms, secret)
    total = count_documents(workshop, forms, placed)
    found: list[Diagnostic] = []
    issued: list[IssuedGrid] = []
    for number, document in enumerate(documents(workshop, forms, placed), 1):
        if document.form and document.first:
            place = Source(path=document.path)
            hits = leaks(document.data, reserved[document.form, document.player])
            found += [rules.LEAK.at(place, what=hit[:80]) for hit in hits]
        if document.grid is not None:
            issued.append(document.grid)
        stage.add(document.path, document.data)
        if progress is not None:
            progress(words.STEP_PAPERS, number, total)
    if found:
        raise ContentError(words.LEAK, words.LEAK_HINT, tuple(found))
    return tuple(issued)


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


def _reserved(
    forms: tuple[Form, ...], secret: bytes
) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """For each form and each role that is played in it, the sentences that its candidates may not read.

    No role is that of what all candidates of the form read. The session's secret is reserved everywhere.
    """
    hidden = canaries((secret.hex(), derive(secret, "seal").hex()))
    found: dict[tuple[str, str], Mapping[str, str]] = {}
    for form in forms:
        items = [q.item for q in form.questions]
        injects = [inject for dossier in form.dossiers for inject in dossier.injects]
        for player in ("", *(role.id for item in items for role in item.roles)):
            found[form.id, player] = played_texts(items, injects, player) | hidden
    return found


def _check_journal(folder: SessionFolder) -> None:
    """Refuse to publish what could not be journalled."""
    line = journal.broken_line(folder.path)
    if line is not None:
        place = Source(path=folder.relative(folder.path / journal.JOURNAL), line=line)
        fault = rules.JOURNAL_BROKEN.at(place, line=line)
        raise ContentError(fault.message, fault.hint, (fault,))


def _check_sealed(folder: SessionFolder) -> None:
    """Refuse to publish other forms than those already published."""
    manifest = read_manifest(folder)
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


def _origins(inputs: Inputs, folder: SessionFolder, records: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of everything that the documents come from, and of the records that go with them."""
    return {
        "bank": inputs.bank.fingerprint,
        "rules": inputs.bank.rules.fingerprint,
        "forms": digest(folder.forms.read_bytes()),
        "settings": digest(folder.settings.read_bytes()),
        "roster": digest(folder.roster.read_bytes()),
        **{name.removesuffix(".json"): digest(data) for name, data in records.items()},
    }
