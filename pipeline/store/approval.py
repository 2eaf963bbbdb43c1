"""What a second person said of a publication, as the journal tells; a verdict is on a manifest, known by its digest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.diagnostics import ContentError, Diagnostic, Source, has_errors
from pipeline.model.standing import Lot
from pipeline.rules import approval as rules
from pipeline.rules import results as result_rules
from pipeline.rules import session as session_rules
from pipeline.store import journal
from pipeline.store.aside import read_found, set_aside
from pipeline.store.files import digest
from pipeline.store.folder import SessionFolder
from pipeline.store.handover import released
from pipeline.store.manifest import Manifest, read_manifest
from pipeline.store.records import read_marks, record_digest
from pipeline.typography import date_fr

APPROVE = "approve"
AGREED, REFUSED = "approved", "refused"
SHORT = 12
"""How many digits of a digest people are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Who agreed to a manifest or refused it, when (ISO, UTC), why."""

    author: str
    when: str
    manifest: str
    agreed: bool
    reason: str


def published_digest(folder: SessionFolder) -> str:
    """The SHA-256 of the manifest that stands; empty before the first publication."""
    return digest(folder.manifest.read_bytes()) if folder.manifest.exists() else ""


def check_published(folder: SessionFolder, events: Sequence[journal.Entry]) -> str:
    """The digest of the publication that stands whole, as the journal knows it, with the records that go with it.

    Raises ContentError without one. Who edits the frozen rules or the forms afterwards gets nothing out by it.
    """
    manifest = published_digest(folder)
    if not manifest:
        raise ContentError(
            rules.NOT_PUBLISHED.format(session=folder.name),
            rules.NOT_PUBLISHED_HINT.format(session=folder.name),
        )
    known = next((e.facts["sha256"] for e in reversed(events) if e.command == "publish"), "")
    if folder.pending.exists() or known != manifest:
        place = Source(path=folder.relative(folder.manifest))
        fault = session_rules.NOT_FINISHED.at(place, session=folder.name)
        raise ContentError(fault.message, fault.hint, (fault,))
    standing = read_manifest(folder)
    check_sealed(folder, standing.inputs if standing is not None else {})
    return manifest


def check_sealed(folder: SessionFolder, inputs: Mapping[str, str]) -> None:
    """Raise ContentError when a record is no longer the one of the publication whose ``inputs`` these are."""
    faults = tuple(sealed_faults(folder, inputs))
    if has_errors(faults):
        raise ContentError(f"{faults[0].source} : {faults[0].message}", faults[0].hint, faults)


def sealed_faults(folder: SessionFolder, inputs: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Records that are not those of the publication whose ``inputs`` these are.

    Forms made again since a refusal are told as that, which is no error.
    """
    sealed = {
        folder.forms: session_rules.FORMS_CHANGED,
        folder.dispatch: session_rules.PLACES_CHANGED,
        folder.basis: result_rules.RECORD_CHANGED,
        folder.grids: result_rules.RECORD_CHANGED,
    }
    for path, rule in sealed.items():
        if inputs.get(path.stem, "") != record_digest(path):
            again = _made_again(folder) if path == folder.forms else ()
            yield from again or (rule.at(Source(path=folder.relative(path)), session=folder.name),)


def _made_again(folder: SessionFolder) -> tuple[Diagnostic, ...]:
    """What is said instead of forms that were made again since they were refused; nothing of other changes."""
    return () if journal.broken_line(folder.path) is not None else resumed(folder)


def prepared_by(events: Sequence[journal.Entry]) -> tuple[str, ...]:
    """Everybody who prepared a publication of the session, as it was said when each was made."""
    names = (str(e.facts.get("responsible", "")) for e in events if e.command == "publish")
    return tuple(dict.fromkeys(name for name in names if name))


def verdicts(events: Sequence[journal.Entry]) -> Iterator[Verdict]:
    """Every verdict of a journal, in order."""
    for event in events:
        if event.command == APPROVE:
            yield Verdict(
                author=str(event.facts["author"]),
                when=event.when,
                manifest=str(event.facts["manifest"]),
                agreed=event.facts["verdict"] == AGREED,
                reason=str(event.facts["reason"]),
            )


def verdict_on(events: Sequence[journal.Entry], manifest: str) -> Verdict | None:
    """The last verdict on a manifest, ``None`` without any: whatever was said of another says nothing of it."""
    return next((v for v in reversed(tuple(verdicts(events))) if v.manifest == manifest), None)


def last_agreement(events: Sequence[journal.Entry]) -> Verdict | None:
    """The last agreement to any manifest that nobody refused since, ``None`` without any."""
    found = reversed(tuple(verdicts(events)))
    return next((v for v in found if v.agreed and verdict_on(events, v.manifest) == v), None)


def reopened(folder: SessionFolder) -> Verdict | None:
    """The refusal by which forms that were published may be made again; ``None`` when they may not.

    It is the last verdict on what stands, no paper nor grid was ever released, and nothing came back. Raises
    ContentError when a record is damaged.
    """
    manifest = published_digest(folder)
    if not manifest:
        return None
    events = journal.events(folder.path)
    found = verdict_on(events, manifest)
    if found is None or found.agreed or released(events).keys() & {Lot.PAPERS, Lot.MARKING}:
        return None
    marks = read_marks(folder)
    return None if marks.markings or marks.cases else found


def is_sealed(folder: SessionFolder) -> bool:
    """Whether forms are published and stay as they are; raises ContentError when a record is damaged."""
    published = folder.manifest.exists() or folder.dispatch.exists()
    return published and reopened(folder) is None


def resumed(folder: SessionFolder) -> tuple[Diagnostic, ...]:
    """What tells of forms made again since a refusal and not published yet; raises ContentError."""
    found, manifest = reopened(folder), read_manifest(folder)
    if found is None or manifest is None or _published_forms(folder, manifest):
        return ()
    day = date_fr(found.when[:10])
    place = Source(path=folder.relative(folder.forms))
    return (rules.REOPENED.at(place, author=found.author, date=day, session=folder.name),)


def keep_refused(folder: SessionFolder) -> None:
    """Keep a copy of the forms that were refused before others take their place."""
    manifest = read_manifest(folder)
    if manifest is not None and _published_forms(folder, manifest):
        set_aside(folder, folder.forms, read_found(folder.forms))


def _published_forms(folder: SessionFolder, manifest: Manifest) -> bool:
    """Whether the forms are those of the publication."""
    return manifest.inputs.get("forms") == digest(read_found(folder.forms))
