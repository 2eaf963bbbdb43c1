"""``epreuve approve``: a second person agrees to what was published, or refuses it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.award.names import is_name, name_words, same_person
from pipeline.commands.inputs import load_roster
from pipeline.commands.verify import published_faults
from pipeline.diagnostics import ContentError, Diagnostic, Outcome, UsageError, has_errors
from pipeline.grammar import plural
from pipeline.model.basis import Basis
from pipeline.model.deadline import Milestone
from pipeline.model.session import Session
from pipeline.model.standing import Lot
from pipeline.read.session import read_session
from pipeline.rules import approval as words
from pipeline.rules import commands as said
from pipeline.rules import hearing as hearing_words
from pipeline.rules import session as session_rules
from pipeline.store import journal
from pipeline.store.approval import (
    AGREED,
    APPROVE,
    REFUSED,
    SHORT,
    Verdict,
    check_published,
    prepared_by,
    verdict_on,
)
from pipeline.store.folder import SessionFolder, find_session
from pipeline.store.handover import released
from pipeline.store.lock import locked
from pipeline.store.manifest import Manifest, read_manifest
from pipeline.store.records import read_basis
from pipeline.typography import date_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    """What somebody says of a publication; ``responsible`` are those who prepare it, now and when it was made.

    ``due`` is the moment when scheduled runs release the papers; empty when nobody follows the session.
    """

    folder: SessionFolder
    basis: Basis
    manifest: str
    author: str
    refuse: bool
    reason: str
    responsible: tuple[str, ...]
    due: str


def approve(  # noqa: PLR0913 - one an option of the command
    session: str,
    *,
    author: str,
    refuse: bool = False,
    reason: str | None = None,
    root: Path,
    when: str,
    dry_run: bool = False,
) -> Outcome:
    """Note that a second person agrees to the published documents, or refuses them; the same again changes nothing.

    It holds for these documents only, as long as none changes. Raises UsageError without a name, or without a reason to
    refuse; ContentError when the name is not that of a second person, when a document is not as it was published, or
    when a refusal comes after papers were released.
    """
    folder = find_session(root, session)
    who, why = " ".join(author.split()), " ".join((reason or "").split())
    if not is_name(who):
        raise UsageError(hearing_words.NO_AUTHOR, hearing_words.NO_AUTHOR_HINT)
    if refuse and not why:
        raise UsageError(hearing_words.NO_REASON, hearing_words.NO_REASON_HINT)
    with locked(folder.path, folder.name):
        events = journal.events(folder.path)
        settings = _settings(folder)
        decision = _Decision(
            folder=folder,
            manifest=check_published(folder, events),
            basis=read_basis(folder),
            author=who,
            refuse=refuse,
            reason=why,
            responsible=tuple(dict.fromkeys((settings.author, *prepared_by(events)))),
            due=_due(settings),
        )
        _check_person(decision)
        told = _check_documents(decision)
        before = verdict_on(events, decision.manifest)
        if before is not None and _repeats(decision, before):
            return _again(decision, before, told, dry_run=dry_run)
        _check_time(decision, events)
        if not dry_run:
            journal.append(folder.path, when=when, command=APPROVE, facts=_facts(decision))
    return _outcome(decision, told, dry_run=dry_run)


def _settings(folder: SessionFolder) -> Session:
    """The settings of the session; raises ContentError when they have faults."""
    found, faults = read_session(folder.root, folder.relative(folder.settings), folder.name)
    if found is None:
        raise ContentError(session_rules.ROSTER_FAULTS, session_rules.ROSTER_FAULTS_HINT, faults)
    return found


def _due(session: Session) -> str:
    """When scheduled runs release the papers, as people of the session say it."""
    dates = session.deadlines.get(Milestone.RELEASE, ())
    said = (words.AT.format(day=date_fr(d.day(session.date)), time=d.time) for d in dates)
    return next(said, "")


def _check_person(decision: _Decision) -> None:
    """Raise ContentError for whoever is no second person, or has an interest in the papers."""
    folder, author = decision.folder, decision.author
    named = {"session": folder.name, "author": author}
    if not any(name_words(name) for name in decision.responsible):
        raise ContentError(words.NO_RESPONSIBLE.format(**named), words.NO_RESPONSIBLE_HINT)
    if any(same_person(author, name) for name in decision.responsible):
        raise ContentError(words.SAME_PERSON.format(**named), words.SAME_PERSON_HINT)
    roster = load_roster(folder, decision.basis)
    who = name_words(author)
    if who in {name_words(f"{c.first_name} {c.last_name}") for c in roster.candidates}:
        raise ContentError(words.IS_CANDIDATE.format(**named), words.OTHER_HINT.format(**named))
    numbers = {c.number for c in roster.candidates}
    tied = [a for a in roster.assessors if a.ties & numbers]
    if any(same_person(author, f"{a.first_name} {a.last_name}") for a in tied):
        raise ContentError(words.IS_TIED.format(**named), words.TIED_HINT)


def _check_documents(decision: _Decision) -> tuple[Diagnostic, ...]:
    """What is to tell of the published documents; raises ContentError when one is not as it was published."""
    faults = tuple(published_faults(decision.folder))
    if has_errors(faults) or words.REOPENED.code in {fault.code for fault in faults}:
        hint = words.ALTERED_HINT.format(session=decision.folder.name)
        raise ContentError(words.ALTERED, hint, faults)
    return faults


def _check_time(decision: _Decision, events: Sequence[journal.Entry]) -> None:
    """Raise ContentError for a refusal of what is out already."""
    gone = released(events)
    for lot in (Lot.PAPERS, Lot.MARKING):
        if decision.refuse and lot in gone:
            day = date_fr(gone[lot].when[:10])
            raise ContentError(words.TOO_LATE.format(lot=lot.value, date=day), words.TOO_LATE_HINT)


def _repeats(decision: _Decision, before: Verdict) -> bool:
    """Whether this says nothing new: an agreement stands whoever repeats it, a refusal may have another reason."""
    if decision.refuse and not before.agreed:
        same = name_words(before.author) == name_words(decision.author)
        return same and before.reason == decision.reason
    return before.agreed and not decision.refuse


def _facts(decision: _Decision) -> journal.Facts:
    """What the journal keeps of a verdict."""
    return {
        "author": decision.author,
        "manifest": decision.manifest,
        "verdict": REFUSED if decision.refuse else AGREED,
        "reason": decision.reason,
        "responsible": ", ".join(name for name in decision.responsible if name),
    }


def _again(
    decision: _Decision, before: Verdict, told: tuple[Diagnostic, ...], *, dry_run: bool
) -> Outcome:
    """The outcome of a verdict that stands already."""
    text = words.APPROVED_BEFORE if before.agreed else words.REFUSED_BEFORE
    line = text.format(date=date_fr(before.when[:10]), author=before.author)
    return Outcome(
        command=APPROVE,
        session=decision.folder.name,
        counts={"changed": 0},
        lines=(line,),
        data=_data(decision),
        diagnostics=told,
        dry_run=dry_run,
    )


def _outcome(decision: _Decision, told: tuple[Diagnostic, ...], *, dry_run: bool) -> Outcome:
    """What was decided, on what, and what comes next."""
    return Outcome(
        command=APPROVE,
        session=decision.folder.name,
        counts={"changed": 0 if dry_run else 1},
        lines=tuple(_lines(decision, dry_run=dry_run)),
        data=_data(decision),
        diagnostics=told,
        dry_run=dry_run,
    )


def _data(decision: _Decision) -> dict[str, object]:
    """The same for machines."""
    verdict = REFUSED if decision.refuse else AGREED
    return {"manifest": decision.manifest, "verdict": verdict}


def _lines(decision: _Decision, *, dry_run: bool) -> Iterator[str]:
    """The same for people."""
    named = {
        "session": decision.folder.name,
        "author": decision.author,
        "reason": decision.reason,
        "digest": decision.manifest[:SHORT],
    }
    manifest = read_manifest(decision.folder)
    assert manifest is not None
    yield from _seen(decision, manifest)
    if not decision.basis.policy.approval:
        yield words.NOT_ASKED
    if dry_run:
        yield words.WOULD_APPROVE.format(**named)
        yield said.DRY_RUN
        return
    yield (words.REFUSED if decision.refuse else words.APPROVED).format(**named)
    agreed = words.APPROVED_DUE if decision.due else words.APPROVED_NEXT
    yield (words.REFUSED_NEXT if decision.refuse else agreed).format(due=decision.due, **named)


def _seen(decision: _Decision, manifest: Manifest) -> Iterator[str]:
    """What ought to have been read: the documents, exam by exam and by who reads them."""
    exams = [exam.id for exam in decision.basis.exams]
    counts = Counter(_place(mark.path, exams) for mark in manifest.files)
    total = len(manifest.files)
    yield words.SEEN.format(count=total, files=plural(total, *words.FILES))
    for exam in exams:
        own = {audience: counts[audience, exam] for audience in ("candidat", "jury", "evaluateur")}
        if any(own.values()):
            yield words.SEEN_EXAM.format(
                exam=exam, papers=own["candidat"], jury=own["jury"], marking=own["evaluateur"]
            )
    rest = sum(n for (audience, exam), n in counts.items() if not exam and audience != "candidat")
    yield words.SEEN_REST.format(summonses=counts["candidat", ""], rest=rest)


def _place(path: str, exams: Sequence[str]) -> tuple[str, str]:
    """The audience of a published file and its exam, empty when it is of none."""
    audience, *between, name = PurePosixPath(path).parts
    folder = next((exam for exam in exams if exam in between), "")
    if folder or "corriges" not in between:
        return audience, folder
    near = [exam for exam in exams if name.startswith(f"{exam}-")]
    return audience, max(near, key=len, default="")
