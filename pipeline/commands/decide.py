"""``epreuve decide``: the jury's table read back, checked whole, and recorded."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.award.decisions import Ruling, rule
from pipeline.commands.hearing import check_lifted, read_hearing
from pipeline.commands.verdicts import verdict_documents, verdict_notes
from pipeline.diagnostics import (
    ContentError,
    Diagnostic,
    Outcome,
    Source,
    UsageError,
    has_errors,
)
from pipeline.draw import derive
from pipeline.grammar import plural
from pipeline.intake.jurytable import read_identity, read_jury_table
from pipeline.intake.readbook import read_book
from pipeline.model.award import Decision, Decisions
from pipeline.model.book import Book
from pipeline.model.jurytable import VERSION, Hearing, TypedTable
from pipeline.render.jurytable import jury_workbook
from pipeline.rules import hearing as says
from pipeline.rules import jury as rules
from pipeline.rules import juryfile as file_rules
from pipeline.rules import jurytable as words
from pipeline.seal import matches
from pipeline.store import journal
from pipeline.store.codec import dump
from pipeline.store.files import digest
from pipeline.store.folder import SessionFolder, find_session
from pipeline.store.ledger import ledger_path, record, recording
from pipeline.store.lock import locked
from pipeline.store.records import read_decisions, write_record
from pipeline.store.results import replace_results
from pipeline.store.secret import read_secret
from pipeline.typography import date_fr

AREA = "decision"


def decide(
    session: str,
    *,
    file: Path | None = None,
    root: Path,
    when: str,
    dry_run: bool = False,
) -> Outcome:
    """Record the decisions of a filled table and write their documents; the same table again changes nothing.

    Raises ContentError with every fault at once, and then nothing is recorded; UsageError for a table that is nowhere.
    """
    folder = find_session(root, session)
    with locked(folder.path, folder.name):
        check_lifted(folder)
        path = _table(folder, file)
        shown = folder.relative(path) if path.is_relative_to(folder.root) else path.as_posix()
        book, told = read_book(path, shown)
        if book is None:
            raise _refused(folder, told)
        before = read_decisions(folder)
        if _is_recorded(folder, before, book.sha256):
            return _again(folder, before, shown, dry_run=dry_run)
        hearing, table, found = _read(folder, book, shown)
        ruling = rule(hearing, table, when[:10])
        faults = (*told, *found, *ruling.faults, *_against(folder, before, ruling, shown))
        if has_errors(faults):
            raise _refused(folder, faults)
        after = _merged(hearing, before, ruling)
        count = len(after.decisions) - len(before.decisions)
        if not dry_run:
            if count:
                facts: journal.Facts = {
                    "decisions": count,
                    "table": book.sha256,
                    "sha256": digest(dump(after)),
                }
                after = keep(folder, after, "decide", when, facts)
            faults = (*faults, *write_papers(folder, after))
    return Outcome(
        command="decide",
        session=session,
        counts={"decisions": count, "all": len(after.decisions)},
        lines=(
            _said(ruling, count, dry_run=dry_run),
            *(() if count or file else (says.TABLE_READ.format(path=shown, session=session),)),
        ),
        files=() if dry_run else (folder.relative(folder.decisions),),
        diagnostics=faults,
        dry_run=dry_run,
    )


def _is_recorded(folder: SessionFolder, before: Decisions, sha256: str) -> bool:
    """Whether the decisions of these very bytes are in the record, whatever became of the marks since."""
    events = journal.events(folder.path)
    tables = dict.fromkeys(e.facts["table"] for e in events if e.command == "decide")
    return sha256 in tuple(tables)[: len(before.deliberations)]


def _again(folder: SessionFolder, before: Decisions, shown: str, *, dry_run: bool) -> Outcome:
    """The outcome of a table that was recorded before: the ledger and the documents are brought up to it."""
    if not dry_run:
        record(ledger_path(folder.root, folder.name), before, journal.head(folder.path))
    read = says.TABLE_READ.format(path=shown, session=folder.name)
    return Outcome(
        command="decide",
        session=folder.name,
        counts={"decisions": 0, "all": len(before.decisions)},
        lines=(says.DECIDED_SAME, read),
        files=() if dry_run else (folder.relative(folder.decisions),),
        diagnostics=() if dry_run else write_papers(folder, before),
        dry_run=dry_run,
    )


def keep(
    folder: SessionFolder, after: Decisions, command: str, when: str, facts: journal.Facts
) -> Decisions:
    """Write decisions where they are kept: the journal, the ledger, then the session's record.

    A sitting recorded for the first time notes the ledger's head. Returns the record as written.
    """
    head = journal.append(folder.path, when=when, command=command, facts=facts)
    with recording(ledger_path(folder.root, folder.name), after, head) as known:
        sittings = tuple(d if d.head else replace(d, head=known) for d in after.deliberations)
        written = replace(after, deliberations=sittings)
        write_record(folder.decisions, written)
    return written


def write_papers(folder: SessionFolder, after: Decisions) -> tuple[Diagnostic, ...]:
    """Write the documents of decisions, if there are any; tells what people had changed, what could not be made."""
    if not after.decisions:
        return ()
    notes = replace_results(folder, AREA, verdict_documents(folder, after))
    return (*notes, *verdict_notes(folder, after))


def _table(folder: SessionFolder, file: Path | None) -> Path:
    """The table to read: the one given, else the one received, else the one that was filled where it was written.

    Raises UsageError for one that is nowhere, ContentError without any.
    """
    if file is not None:
        if not file.exists():
            raise UsageError(says.NO_FILE.format(path=file), says.NO_TABLE_HINT)
        return file
    for path in (folder.returned / words.FILE, folder.results / "jury" / words.FILE):
        if path.exists():
            return path
    raise ContentError(says.NO_TABLE, says.NO_TABLE_HINT)


def _refused(folder: SessionFolder, faults: tuple[Diagnostic, ...]) -> ContentError:
    return ContentError(says.FAULTS, says.FAULTS_HINT.format(session=folder.name), faults)


def _read(
    folder: SessionFolder, book: Book, path: str
) -> tuple[Hearing, TypedTable, tuple[Diagnostic, ...]]:
    """What the table deliberates on and what was typed in it; raises ContentError for one that is not of today."""
    place, session = Source(path=path), folder.name
    if book.format != "xlsx":
        raise _refused(folder, (file_rules.NOT_XLSX.at(place, format=book.format),))
    identity = read_identity(book)
    if identity is None or identity.version != VERSION:
        raise _refused(folder, (file_rules.NOT_A_TABLE.at(place, session=session),))
    if identity.session != session:
        fault = file_rules.OTHER_SESSION.at(place, found=identity.session, session=session)
        raise _refused(folder, (fault,))
    hearing = read_hearing(folder, identity.candidates)
    made = jury_workbook(hearing, derive(read_secret(folder), "seal"))
    if not matches(made.seal, identity.seal):
        raise _refused(folder, (file_rules.OUTDATED.at(place, session=session),))
    table, faults = read_jury_table(book, path, session, made.sealed)
    if table is None:
        raise _refused(folder, faults)
    return hearing, table, faults


def _against(
    folder: SessionFolder, before: Decisions, ruling: Ruling, path: str
) -> Iterator[Diagnostic]:
    """What differs from decisions already recorded: they are revised, never written again."""
    first = _first(before)
    known = [d for d in ruling.decisions if d.candidate in first]
    for decision in known:
        old = first[decision.candidate]
        if decision != old:
            yield rules.DECIDED.at(
                Source(path=path, sheet=words.CANDIDATES_SHEET),
                candidate=decision.candidate,
                id=old.id,
                session=folder.name,
            )
    sittings = [replace(d, head="") for d in before.deliberations]
    if known and ruling.deliberation not in sittings:
        yield rules.OTHER_SITTING.at(Source(path=path, sheet=words.JURY_SHEET))


def _first(decisions: Decisions) -> dict[str, Decision]:
    """The first decision on each candidate, as the jury took it."""
    return {d.candidate: d for d in reversed(decisions.decisions)}


def _merged(hearing: Hearing, before: Decisions, ruling: Ruling) -> Decisions:
    """The record with what this sitting adds."""
    known = _first(before)
    new = tuple(d for d in ruling.decisions if d.candidate not in known)
    if not new:
        return before
    return replace(
        before,
        edition=hearing.basis.edition,
        deliberations=(*before.deliberations, ruling.deliberation),
        decisions=(*before.decisions, *new),
    )


def _said(ruling: Ruling, count: int, *, dry_run: bool) -> str:
    if dry_run:
        return says.DECIDE_DRY.format(count=count, decisions=plural(count, *rules.DECISIONS_READ))
    if count:
        day = date_fr(ruling.deliberation.date)
        said = plural(count, *rules.DECISIONS)
        return says.DECIDED_DONE.format(count=count, decisions=said, date=day)
    return says.DECIDED_SAME if ruling.decisions else says.DECIDED_NONE
