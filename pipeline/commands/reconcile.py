"""``epreuve reconcile``: two markings side by side, further grids where they are too far apart, and the report."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.commands.desk import AREA, Desk, leave, read_desk
from pipeline.diagnostics import ContentError, Diagnostic, Outcome, Source, has_errors
from pipeline.grade.copies import Copy, clashes
from pipeline.grade.gaps import Asked, Refusal, Refused, ask
from pipeline.grade.remarks import remarks
from pipeline.grammar import plural
from pipeline.model.agreement import Review, Ruling
from pipeline.model.marks import CONCILIATION, Reconciliation
from pipeline.rules import reconcile as words
from pipeline.rules.commands import DRY_RUN
from pipeline.store import journal
from pipeline.store.codec import dump
from pipeline.store.files import digest
from pipeline.store.folder import find_session
from pipeline.store.lock import locked
from pipeline.store.records import record_digest

REFUSALS = {
    Refusal.NOBODY: words.NOBODY,
    Refusal.BY_TABLE: words.BY_TABLE,
    Refusal.NO_GAP: words.NO_GAP,
    Refusal.ONE_MARKER: words.ONE_MARKER,
    Refusal.UNKNOWN: words.UNKNOWN,
}
WAITING = {Ruling.WAITING, Ruling.CLASH, Ruling.UNASKED}
NOBODY_FOR = {Ruling.CLASH, Ruling.UNASKED}
ASKED = {Ruling.THIRD_ASKED, Ruling.CONCILIATION_ASKED}


def reconcile(
    session: str,
    *,
    root: Path,
    when: str,
    conciliation: tuple[str, ...] = (),
    dry_run: bool = False,
) -> Outcome:
    """Compare the two markings of every copy, issue the further grids that the rules ask for, write the report.

    ``conciliation`` names copies whose two markers are to agree. Doing it twice changes nothing. Raises ContentError
    when the session is not published, or when a conciliation is asked for a copy that calls for none.
    """
    folder = find_session(root, session)
    with locked(folder.path, folder.name):
        desk = read_desk(folder)
        before = desk.copies(desk.reconciliation)
        asked = ask(before, desk.basis.policy.double, desk.panel(), conciliation)
        if desk.decided:
            asked = Asked(gaps=(), refused=())  # the jury has spoken: a gap is for an appeal
        told = tuple(_told(desk, before, asked))
        if has_errors(told):
            raise ContentError(words.ASKED_WRONG, words.ASKED_WRONG_HINT, told)
        gaps = (*desk.reconciliation.gaps, *asked.gaps)
        record = replace(desk.reconciliation, gaps=gaps)
        found = desk.review(record)
        told = (*told, *remarks(found, _place(desk)))
        if not dry_run:
            told = (*told, *leave(desk, record, found))
            facts = {
                **_facts(record, found),
                "record": record_digest(folder.reconciliation),
                "marks": record_digest(folder.marks),
            }
            journal.append(folder.path, when=when, command="reconcile", facts=facts)
    counts = _counts(found, record, asked)
    return Outcome(
        command="reconcile",
        session=folder.name,
        counts=counts,
        lines=tuple(_lines(counts, dry_run=dry_run)),
        files=() if dry_run else (folder.relative(folder.results / AREA),),
        diagnostics=told,
        dry_run=dry_run,
    )


def _told(desk: Desk, found: Sequence[Copy], asked: Asked) -> Iterator[Diagnostic]:
    """The copies that get no further grid, and those whose markings contradict each other."""
    place = _place(desk)
    for refused in asked.refused:
        yield REFUSALS[refused.refusal].at(place, **_said(desk, refused))
    settled = {
        (gap.exam, gap.copy)
        for gap in (*desk.reconciliation.gaps, *asked.gaps)
        if gap.marking == CONCILIATION
    }
    for copy in found:
        if clashes(copy) and (copy.exam, copy.copy) not in settled:
            yield words.CLASH.at(place, copy=copy.copy, exam=copy.exam, session=desk.basis.session)


def _place(desk: Desk) -> Source:
    """Where what is said of marks is recorded."""
    return Source(path=desk.folder.relative(desk.folder.marks))


def _said(desk: Desk, refused: Refused) -> dict[str, object]:
    return {
        "copy": refused.copy,
        "exam": refused.exam,
        "able": refused.able,
        "linked": refused.linked,
        "session": desk.basis.session,
    }


def _facts(record: Reconciliation, found: Review) -> dict[str, str | int]:
    """What the journal keeps: counts and a hash; ``left`` are the copies that only a conciliation can settle."""
    return {
        "copies": len(found.copies),
        "gaps": len(record.gaps),
        "left": sum(copy.ruling in NOBODY_FOR for copy in found.copies),
        "shifts": len(record.shifts),
        "sha256": digest(dump(found)),
    }


def _counts(found: Review, record: Reconciliation, asked: Asked) -> dict[str, int]:
    """The counts for machines and people."""
    unasked = sum(copy.ruling is Ruling.UNASKED for copy in found.copies)
    return {
        "copies": len(found.copies),
        "double": sum(copy.gap is not None for copy in found.copies),
        "beyond": len({(gap.exam, gap.copy) for gap in record.gaps}) + unasked,
        "asked": sum(copy.ruling in ASKED for copy in found.copies),
        "waiting": sum(copy.ruling in WAITING for copy in found.copies),
        "issued": len(asked.gaps),
    }


def _lines(counts: dict[str, int], *, dry_run: bool) -> Iterator[str]:
    """The summary for the screen."""
    double = counts["double"]
    yield words.DONE.format(
        copies=double,
        word=plural(double, *words.DONE_WORDS),
        **{key: counts[key] for key in ("beyond", "asked", "waiting")},
    )
    issued = counts["issued"]
    if not issued:
        yield words.NOTHING_NEW
    else:
        yield plural(issued, words.NEW_ONE, words.NEW_MANY).format(count=issued)
    if dry_run:
        yield DRY_RUN
