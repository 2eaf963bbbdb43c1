"""``epreuve appeal``: a decision in force revised by a new one; the old one stays in the record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as day
from pathlib import Path

from pipeline.award.blocks import takes_points
from pipeline.award.names import is_name
from pipeline.award.outcome import contradictions, status_of, word_of
from pipeline.award.proposals import honours_of, required_blocks, with_jury_points
from pipeline.commands.decide import keep, write_papers
from pipeline.commands.hearing import check_lifted, read_hearing
from pipeline.diagnostics import ContentError, Diagnostic, Outcome, Source, UsageError
from pipeline.model.award import (
    COMPLETE,
    DECIDED,
    BlockDecision,
    BlockResult,
    BlockStatus,
    Decision,
    Decisions,
    Proposal,
    Vote,
)
from pipeline.model.jurytable import Hearing
from pipeline.read.plain import is_date
from pipeline.rules import hearing as says
from pipeline.rules import jury as rules
from pipeline.rules import jurytable as words
from pipeline.rules.commands import DRY_RUN
from pipeline.store import journal
from pipeline.store.codec import dump
from pipeline.store.files import digest
from pipeline.store.folder import SessionFolder, find_session
from pipeline.store.lock import locked
from pipeline.store.records import read_decisions
from pipeline.typography import date_fr


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A revision as it is asked for."""

    candidate: str
    decision: str
    blocks: tuple[str, ...]
    reason: str
    author: str
    reference: str
    date: str


def appeal(  # noqa: PLR0913 - one parameter an option of the command
    session: str,
    candidate: str,
    *,
    decision: str,
    blocks: tuple[str, ...] = (),
    reason: str,
    author: str,
    reference: str,
    date: str | None = None,
    root: Path,
    when: str,
    dry_run: bool = False,
) -> Outcome:
    """Revise the decision in force on a candidate by a new one; the same revision again changes nothing.

    ``blocks`` are those that change, each followed by its status after an equals sign; ``date`` is the ISO day of the
    revision, that of ``when`` unless told. Marks that changed since are computed again and told.
    Raises UsageError for what makes no sense, ContentError for a decision that contradicts its blocks.
    """
    folder = find_session(root, session)
    asked = _Asked(
        candidate=candidate,
        decision=decision,
        blocks=blocks,
        reason=reason.strip(),
        author=author.strip(),
        reference=reference.strip(),
        date=date or when[:10],
    )
    with locked(folder.path, folder.name):
        check_lifted(folder)
        before = read_decisions(folder)
        current = _current(folder, before, asked.candidate)
        _check(asked, current, when)
        hearing = read_hearing(folder, (asked.candidate,))
        revised = _revised(folder, hearing, asked, current)
        told = _told(folder, hearing, asked, before, revised)
        same = _same(before, revised)
        after = before if same else replace(before, decisions=(*before.decisions, revised))
        if not dry_run:
            if not same:
                count = sum(bool(d.revises) for d in after.decisions)
                facts: journal.Facts = {"revisions": count, "sha256": digest(dump(revised))}
                after = keep(folder, after, "appeal", when, facts)
            told = (*told, *write_papers(folder, after))
    done = _last(after, asked.candidate)
    return Outcome(
        command="appeal",
        session=session,
        counts={"decisions": len(after.decisions) - len(before.decisions)},
        lines=_lines(current, done, same=same, dry_run=dry_run),
        files=() if dry_run else (folder.relative(folder.decisions),),
        diagnostics=told,
        dry_run=dry_run,
    )


def _current(folder: SessionFolder, record: Decisions, candidate: str) -> Decision:
    """The decision in force on a candidate; raises UsageError when there is none."""
    known = {d.candidate: d for d in record.current()}
    if candidate not in known:
        raise UsageError(
            says.NO_CANDIDATE.format(candidate=candidate, session=folder.name),
            says.NO_CANDIDATE_HINT.format(known=", ".join(sorted(known)) or words.OFF),
        )
    return known[candidate]


def _last(record: Decisions, candidate: str) -> Decision:
    return next(d for d in reversed(record.decisions) if d.candidate == candidate)


def _check(asked: _Asked, current: Decision, when: str) -> None:
    """Refuse a revision without a reason, an author, a reference or a day that makes sense."""
    for given, message, hint in (
        (asked.reason, says.NO_REASON, says.NO_REASON_HINT),
        (is_name(asked.author), says.NO_AUTHOR, says.NO_AUTHOR_HINT),
        (asked.reference, says.NO_REFERENCE, says.NO_REFERENCE_HINT),
    ):
        if not given:
            raise UsageError(message, hint)
    if not is_date(asked.date):
        raise UsageError(says.BAD_DAY.format(date=asked.date), says.BAD_DAY_HINT)
    if asked.date > when[:10]:
        raise UsageError(says.FUTURE_DAY.format(date=date_fr(asked.date)), says.BEFORE_HINT)
    if asked.date < current.date:
        said = {"date": date_fr(asked.date), "before": date_fr(current.date)}
        raise UsageError(says.BEFORE.format(**said), says.BEFORE_HINT)


def _revised(folder: SessionFolder, hearing: Hearing, asked: _Asked, current: Decision) -> Decision:
    """The new decision, with the marks as they are now; raises UsageError or ContentError."""
    basis = hearing.basis
    word = word_of(basis, asked.decision)
    if not word:
        known = words.LIST_GLUE.join(words.DECISIONS.get(d, d) for d in basis.policy.jury.decisions)
        message = says.BAD_DECISION.format(value=asked.decision)
        raise UsageError(message, says.BAD_DECISION_HINT.format(known=known))
    reason = rules.REVISED.format(reason=asked.reason, reference=asked.reference)
    proposal = _proposal(hearing, current)
    blocks = _blocks(asked.blocks, current, proposal, reason)
    path = required_blocks(basis, current.specialisation)
    place = Source(path=folder.relative(folder.decisions))
    faults = tuple(contradictions(place, current.candidate, word, blocks, path))
    if faults:
        raise ContentError(says.CONTRADICTION, says.CONTRADICTION_HINT, faults)
    rank = int(current.id.rsplit("/", 1)[1]) + 1
    return replace(
        current,
        id=f"{basis.session}/{current.candidate}/{rank}",
        decision=word,
        proposed=proposal.decision if proposal is not None else current.proposed,
        blocks=blocks,
        honours=_honours(hearing, proposal, current) if word == COMPLETE else "",
        reason=reason,
        vote=Vote(),
        recused=(),
        date=asked.date,
        author=asked.author,
        revises=current.id,
    )


def _proposal(hearing: Hearing, current: Decision) -> Proposal | None:
    """What the rules propose now with the jury's points of then, ``None`` for somebody no longer registered."""
    if not hearing.candidates:
        return None
    fresh = hearing.candidates[0].proposal
    marked = {b.block for b in fresh.blocks if takes_points(b)}
    points = {b.block: b.jury_points for b in current.blocks if b.block in marked}
    return with_jury_points(hearing.basis, fresh, points, hearing.attempts[current.candidate])


def _blocks(
    asked: Sequence[str], current: Decision, proposal: Proposal | None, reason: str
) -> tuple[BlockDecision, ...]:
    """The blocks with the statuses given, the marks and the proposals of now."""
    given = _given(asked, current)
    fresh = {b.block: b for b in proposal.blocks} if proposal is not None else {}
    found = []
    for block in current.blocks:
        now = _renewed(block, fresh.get(block.block))
        status = given.get(block.block, block.status)
        if status is not block.status:
            now = replace(now, status=status, reason=reason)
        found.append(now)
    return tuple(found)


def _renewed(block: BlockDecision, fresh: BlockResult | None) -> BlockDecision:
    """A block with its mark and its proposal worked out again; one that was won keeps what it had."""
    if fresh is None or block.status is BlockStatus.WON:
        return block
    return replace(block, mark=fresh.mark, proposed=fresh.status, jury_points=fresh.jury_points)


def _given(asked: Sequence[str], current: Decision) -> dict[str, BlockStatus]:
    """The statuses given by block; raises UsageError for one that is none, or for a block already won."""
    own = {str(b.block): b.status for b in current.blocks}
    given: dict[str, BlockStatus] = {}
    for text in asked:
        block, _, word = text.partition("=")
        status = status_of(word)
        if block not in own or status not in DECIDED:
            hint = says.BAD_BLOCK_HINT.format(known=", ".join(own))
            raise UsageError(says.BAD_BLOCK.format(value=text), hint)
        if own[block] is BlockStatus.WON:
            raise UsageError(rules.WON_STAYS.message, says.WON_STAYS_HINT.format(block=block))
        given[block] = status
    return given


def _honours(hearing: Hearing, proposal: Proposal | None, current: Decision) -> str:
    """The honours of a complete certification with the marks of now."""
    if proposal is None:
        return current.honours
    path = required_blocks(hearing.basis, current.specialisation)
    attempts = hearing.attempts[current.candidate]
    return honours_of(hearing.basis, proposal.blocks, path, attempts)


def _told(
    folder: SessionFolder, hearing: Hearing, asked: _Asked, before: Decisions, revised: Decision
) -> tuple[Diagnostic, ...]:
    """An appeal out of time, marks that changed since the decision in force."""
    place = Source(path=folder.relative(folder.decisions))
    own = [d for d in before.decisions if d.candidate == revised.candidate]
    days = (day.fromisoformat(asked.date) - day.fromisoformat(own[0].date)).days
    limit = hearing.basis.policy.appeal_days
    found = []
    if days > limit:
        found.append(rules.APPEAL_LATE.at(place, days=days, limit=limit))
    marks = {b.block: b.mark for b in own[-1].blocks}
    if any(b.mark != marks[b.block] for b in revised.blocks):
        sentence = hearing.candidates[0].proposal.sentence
        said = {"candidate": revised.candidate, "sentence": sentence}
        found.append(rules.MARKS_CHANGED.at(place, **said))
    return tuple(found)


def _same(record: Decisions, revised: Decision) -> bool:
    """Whether the decision in force is already this revision."""
    last = _last(record, revised.candidate)
    return replace(revised, id=last.id, revises=last.revises) == last


def _lines(before: Decision, after: Decision, *, same: bool, dry_run: bool) -> tuple[str, ...]:
    """What was decided, or would be."""
    end = (DRY_RUN,) if dry_run else ()
    if same:
        return (says.APPEALED_SAME.format(id=after.id), *end)
    said = words.DECISIONS.get(after.decision, after.decision)
    old = {b.block: b.status for b in before.blocks}
    changes = (
        says.APPEAL_BLOCK.format(
            block=b.block, before=words.STATUSES[old[b.block]], after=words.STATUSES[b.status]
        )
        for b in after.blocks
        if b.status is not old[b.block]
    )
    done = says.APPEALED.format(id=after.id, decision=said, revises=after.revises)
    return (done, *changes, *end)
