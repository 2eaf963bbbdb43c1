"""``epreuve award``: what the rules propose for every candidate, and the table in which the jury decides."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.award.soundness import basis_faults
from pipeline.commands.hearing import check_lifted, read_hearing
from pipeline.diagnostics import ContentError, Outcome, Source
from pipeline.draw import derive
from pipeline.grammar import plural
from pipeline.intake.jurytable import read_identity
from pipeline.intake.readbook import read_book
from pipeline.model.jurytable import Hearing
from pipeline.render.jurytable import JuryBook, jury_workbook
from pipeline.rules import commands as command_words
from pipeline.rules import hearing as says
from pipeline.rules import jury as rules
from pipeline.rules import jurytable as words
from pipeline.store import journal
from pipeline.store.codec import dump
from pipeline.store.files import digest
from pipeline.store.folder import SessionFolder, find_session
from pipeline.store.lock import locked
from pipeline.store.records import read_decisions, record_digest
from pipeline.store.results import recover_results, replace_results
from pipeline.store.secret import read_secret

AREA = "jury"
PROPOSALS = "proposals.json"


def award(session: str, *, root: Path, when: str, dry_run: bool = False) -> Outcome:
    """Propose a decision for every candidate without one, and write the jury's table; twice changes nothing.

    A table that stands and is still exact is left alone: a jury may be filling it. Raises ContentError before the
    anonymity is lifted.
    """
    folder = find_session(root, session)
    with locked(folder.path, folder.name):
        check_lifted(folder)
        recover_results(folder)
        hearing = _undecided(folder)
        if hearing is None:
            if not dry_run:
                _log(folder, when, 0, "")
            return Outcome(command="award", session=session, lines=(says.AWARD_ALL_DECIDED,))
        made = jury_workbook(hearing, derive(read_secret(folder), "seal"))
        proposals = dump(tuple(heard.proposal for heard in hearing.candidates))
        stands = _stands(folder, made, proposals)
        told = basis_faults(hearing.basis, Source(path=folder.relative(folder.basis)))
        if not (dry_run or stands):
            files = {words.FILE: made.data, PROPOSALS: proposals}
            told = (*told, *replace_results(folder, AREA, files))
        if not dry_run:
            _log(folder, when, len(hearing.candidates), digest(proposals))
    path = folder.relative(folder.results / AREA / words.FILE)
    counts = Counter(heard.proposal.decision for heard in hearing.candidates)
    return Outcome(
        command="award",
        session=session,
        counts={"candidates": len(hearing.candidates), **_counts(counts)},
        lines=tuple(_lines(folder, path, counts, dry_run=dry_run, stands=stands)),
        files=() if dry_run else (path,),
        diagnostics=told,
        dry_run=dry_run,
    )


def _log(folder: SessionFolder, when: str, candidates: int, proposals: str) -> None:
    """Journal what was proposed, and the records that it was made from."""
    facts: journal.Facts = {
        "candidates": candidates,
        "sha256": proposals,
        "marks": record_digest(folder.marks),
        "record": record_digest(folder.reconciliation),
    }
    journal.append(folder.path, when=when, command="award", facts=facts)


def _undecided(folder: SessionFolder) -> Hearing | None:
    """The candidates without a decision, ``None`` when all have one; raises ContentError without any candidate."""
    whole = read_hearing(folder)
    if not whole.candidates:
        raise ContentError(says.NOBODY, says.NOBODY_HINT)
    decided = {d.candidate for d in read_decisions(folder).decisions}
    left = tuple(heard for heard in whole.candidates if heard.number not in decided)
    return replace(whole, candidates=left) if left else None


def _stands(folder: SessionFolder, made: JuryBook, proposals: bytes) -> bool:
    """Whether the table in place is this one, filled or not."""
    table, record = folder.results / AREA / words.FILE, folder.results / AREA / PROPOSALS
    if not table.is_file() or not record.is_file() or record.read_bytes() != proposals:
        return False
    book, _ = read_book(table, words.FILE)
    identity = read_identity(book) if book is not None else None
    return identity is not None and identity.seal == made.seal


def _counts(counts: Counter[str]) -> dict[str, int]:
    return {word or "waiting": count for word, count in sorted(counts.items())}


def _lines(
    folder: SessionFolder, path: str, counts: Counter[str], *, dry_run: bool, stands: bool
) -> Iterator[str]:
    total = sum(counts.values())
    yield says.AWARDED.format(count=total, candidates=plural(total, *rules.CANDIDATES))
    for word, count in sorted(counts.items()):
        said = words.DECISIONS.get(word, word) or words.NO_PROPOSAL
        yield says.AWARD_COUNT.format(decision=said, count=count)
    if dry_run:
        yield command_words.DRY_RUN
        return
    if stands:
        yield says.AWARD_STANDS
    yield says.AWARD_NEXT.format(path=path, session=folder.name)
