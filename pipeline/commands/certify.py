"""``epreuve certify``: the certificate of a session, recomputed from its forms as they are today."""

from dataclasses import replace
from importlib import metadata
from pathlib import Path

from pipeline.assemble.certify_session import certify_session
from pipeline.commands.inputs import load_bank, load_session
from pipeline.diagnostics import Diagnostic, Outcome, Source, UsageError
from pipeline.model.bank import Bank
from pipeline.model.certificate import Origins, SessionCertificate
from pipeline.model.form import Form
from pipeline.model.inventory import SessionUse
from pipeline.model.session import Session
from pipeline.render.certificatedoc import render_certificate
from pipeline.render.certificatepage import certificate_page
from pipeline.render.certificateview import certificate_view
from pipeline.render.library import load_certificate
from pipeline.rules import certificate as words
from pipeline.rules import commands
from pipeline.store import journal
from pipeline.store.codec import dump
from pipeline.store.files import digest
from pipeline.store.folder import SessionFolder, find_session, is_demonstration
from pipeline.store.lock import locked
from pipeline.store.manifest import read_manifest
from pipeline.store.records import read_forms
from pipeline.store.results import replace_results
from pipeline.store.uses import session_uses
from pipeline.typography import number

PUBLISHED = "coordination/certificat"
AREA = "certificat"
WRITTEN = ("assemble", "swap")
"""The commands that write forms, each with a line of the journal."""
BLUEPRINTS = "referential/epreuves.yaml"


def certify(session: str, *, root: Path, when: str, dry_run: bool = False) -> Outcome:
    """Count the forms of a session again and write its certificate, unless the published one still says the same.

    Raises UsageError when the session has no forms yet.
    """
    folder = find_session(root, session)
    bank = load_bank(root)
    with locked(folder.path, folder.name):
        if not folder.forms.is_file() or not read_forms(folder):
            raise UsageError(
                words.NO_FORMS.format(session=folder.name),
                words.NO_FORMS_HINT.format(session=folder.name),
            )
        told: list[Diagnostic] = []
        found = session_certificate(
            bank, load_session(bank, folder), folder, read_forms(folder), told
        )
        files = certificate_files(found, root)
        outcome = _outcome(folder, found, dry_run=dry_run)
        if _stands(folder, files):
            return _told(outcome, told, words.STANDS.format(folder=PUBLISHED))
        if dry_run:
            return _told(outcome, told, commands.DRY_RUN)
        folder_name = f"resultats/{AREA}/coordination"
        told += replace_results(
            folder, AREA, {f"coordination/{name}": data for name, data in files.items()}
        )
        sums = {name: digest(data) for name, data in files.items()}
        journal.append(folder.path, when=when, command="certify", facts=sums)
    outcome = _told(outcome, told, words.DONE.format(count=len(found.forms), folder=folder_name))
    paths = (folder.path / folder_name / name for name in files)
    return replace(outcome, files=tuple(folder.relative(path) for path in paths))


def session_certificate(
    bank: Bank,
    session: Session,
    folder: SessionFolder,
    forms: tuple[Form, ...],
    told: list[Diagnostic],
) -> SessionCertificate:
    """The certificate of these forms; earlier sessions that cannot be counted are told."""
    before = _before(folder, told)
    return certify_session(bank, session, forms, before, _origins(bank, folder))


def certificate_files(found: SessionCertificate, root: Path) -> dict[str, bytes]:
    """The files of a certificate by name; the same certificate and templates give the same bytes.

    Raises ContentError when a template is missing or refused.
    """
    template, page = load_certificate(root)
    view = certificate_view(found)
    return {
        "certificat.docx": render_certificate(template, view),
        "certificat.html": certificate_page(page, view),
        "certificat.json": dump(found),
    }


def certificate_faults(folder: SessionFolder, found: SessionCertificate) -> tuple[Diagnostic, ...]:
    """What no longer holds, one warning a thing."""
    place = Source(path=folder.relative(folder.forms))
    return tuple(
        words.NO_LONGER.at(place, form=fault.form or words.WHOLE_SESSION, fault=fault.said)
        for fault in found.faults
    )


def _before(folder: SessionFolder, told: list[Diagnostic]) -> tuple[SessionUse, ...]:
    """What the sessions before this one used, in order of time; the demonstration stands apart."""
    if is_demonstration(folder.name):
        return ()
    return tuple(use for use in session_uses(folder.root, told) if use.session < folder.name)


def _origins(bank: Bank, folder: SessionFolder) -> Origins:
    """The hashes of what the certificate comes from, and those of the assembly."""
    return Origins(
        bank=bank.fingerprint,
        blueprints=digest((folder.root / BLUEPRINTS).read_bytes()),
        rules=bank.rules.fingerprint,
        settings=digest(folder.settings.read_bytes()),
        forms=digest(folder.forms.read_bytes()),
        program=metadata.version("epreuve"),
        bank_then=journal.last_fact(folder.path, WRITTEN, "bank"),
        forms_then=journal.last_fact(folder.path, WRITTEN, "sha256"),
    )


def _stands(folder: SessionFolder, files: dict[str, bytes]) -> bool:
    """Whether the published certificate says the same, and no later one was written."""
    manifest = read_manifest(folder)
    if manifest is None or (folder.results / AREA).exists():
        return False
    published = {mark.path: mark.sha256 for mark in manifest.files}
    return all(published.get(f"{PUBLISHED}/{n}") == digest(data) for n, data in files.items())


def _outcome(folder: SessionFolder, found: SessionCertificate, *, dry_run: bool) -> Outcome:
    """What the certificate says, for the screen and for machines."""
    return Outcome(
        command="certify",
        session=folder.name,
        counts={
            "forms": len(found.forms),
            "proved": sum(s.proof.value.startswith("prouve") for s in found.forms),
            "faults": len(found.faults),
        },
        lines=tuple(
            words.EXAM_LINE.format(
                exam=exam.exam,
                count=len(exam.forms),
                deviation=number(exam.deviation.high, 2),
                bound=number(exam.bound, 2),
                proof=words.PROOFS[exam.proof.value],
            )
            for exam in found.exams
        ),
        data={
            "holds": found.holds,
            "exams": {
                e.exam: {
                    "forms": len(e.forms),
                    "deviation": str(e.deviation.high),
                    "bound": str(e.bound),
                    "gap": str(e.gap),
                    "proof": e.proof.value,
                    "overlap": e.overlap,
                }
                for e in found.exams
            },
            "faults": [{"form": f.form, "said": f.said} for f in found.faults],
        },
        diagnostics=certificate_faults(folder, found),
        dry_run=dry_run,
    )


def _told(outcome: Outcome, told: list[Diagnostic], line: str) -> Outcome:
    """The outcome with its last line and what was met on the way."""
    return replace(outcome, lines=(*outcome.lines, line), diagnostics=(*outcome.diagnostics, *told))
