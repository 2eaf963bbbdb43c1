"""``epreuve ledger``: who holds which block; made anew from the sessions; blocks won otherwise than by exams."""

from dataclasses import replace
from pathlib import Path

from pipeline.commands.inputs import load_bank
from pipeline.diagnostics import ContentError, Outcome, UsageError
from pipeline.model.award import Credit, Decisions, Origin
from pipeline.model.people import Candidate
from pipeline.model.referential import BlockId
from pipeline.read.plain import is_date
from pipeline.read.roster import read_roster
from pipeline.rules import commands as words
from pipeline.rules import ledger as rules
from pipeline.rules import session as session_rules
from pipeline.store import journal
from pipeline.store.folder import (
    SessionFolder,
    check_workspace,
    find_session,
    is_demonstration,
    sessions,
)
from pipeline.store.ledger import held, ledger_path, rebuild, recording
from pipeline.store.lock import locked
from pipeline.store.records import read_decisions, write_record
from pipeline.typography import date_fr


def ledger_show(number: str | None = None, *, root: Path, session: str = "") -> Outcome:
    """The blocks that candidates hold, of one or of all; ``session`` chooses the ledger that it is recorded in."""
    check_workspace(root)
    if session:
        session = find_session(root, session).name
    own = [c for c in held(ledger_path(root, session)) if number in (None, c.candidate)]
    lines = tuple(
        rules.SHOW_LINE.format(
            number=c.candidate,
            block=c.block,
            origin=rules.ORIGINS[c.origin],
            date=date_fr(c.date),
            session=c.session,
            reference=c.reference,
        )
        for c in own
    )
    none = rules.SHOW_NOBODY.format(number=number) if number else rules.SHOW_NONE
    return Outcome(
        command="ledger show",
        counts={"blocks": len(own), "candidates": len({c.candidate for c in own})},
        lines=lines or (none,),
        data={
            "blocks": [
                {
                    "candidate": c.candidate,
                    "block": c.block,
                    "edition": c.edition,
                    "origin": c.origin.value,
                    "date": c.date,
                    "session": c.session,
                    "reference": c.reference,
                }
                for c in own
            ]
        },
    )


def ledger_rebuild(*, root: Path) -> Outcome:
    """Make the ledgers anew from the session folders; raises ContentError when a record is damaged, and leaves them."""
    check_workspace(root)
    names = sessions(root)
    own = [_recorded(root, name) for name in names if not is_demonstration(name)]
    counted = sum(bool(d.decisions or d.credits) for d, _ in own)
    blocks = rebuild(ledger_path(root, ""), own)
    said = rules.REBUILT.format(
        sessions=_count(rules.SESSIONS, counted), blocks=_count(rules.BLOCKS, blocks)
    )
    lines = [said]
    apart = [name for name in names if is_demonstration(name)]
    if apart:
        made = rebuild(ledger_path(root, apart[0]), [_recorded(root, name) for name in apart])
        lines.append(rules.REBUILT_APART.format(blocks=_count(rules.BLOCKS, made)))
    return Outcome(
        command="ledger rebuild",
        counts={"sessions": counted, "blocks": blocks},
        lines=tuple(lines),
    )


def ledger_add(  # noqa: PLR0913 - one parameter an option of the command
    session: str,
    number: str,
    block: str,
    *,
    origin: str,
    date: str,
    reference: str,
    author: str,
    root: Path,
    when: str,
    dry_run: bool = False,
) -> Outcome:
    """Record a block won by VAE or exemption, in the records of a session and in the ledger; twice changes nothing.

    Raises UsageError for a candidate, a block or a date that is none, ContentError when the number is somebody else's.
    """
    folder = find_session(root, session)
    bank = load_bank(root)
    known = [b.id for b in bank.referential.blocks]
    _check(block, known, date, reference.strip() and author.strip())
    who = _candidate(folder, number, known, [b.id for b in bank.blueprints])
    credit = Credit(
        candidate=who.number,
        last_name=who.last_name,
        first_name=who.first_name,
        birth_date=who.birth_date,
        block=BlockId(block),
        edition=bank.referential.sha256,
        origin=Origin(origin),
        date=date,
        reference=reference.strip(),
        author=author.strip(),
    )
    with locked(folder.path, folder.name):
        before = read_decisions(folder)
        new = credit not in before.credits
        after = replace(before, credits=(*before.credits, credit)) if new else before
        after = replace(after, edition=after.edition or credit.edition)
        if not dry_run:
            head = journal.append(
                folder.path,
                when=when,
                command="ledger add",
                facts={"block": block, "origin": origin, "credits": len(after.credits)},
            )
            with recording(ledger_path(root, folder.name), after, head):
                write_record(folder.decisions, after)
    said = rules.ADDED if new else rules.ADDED_ALREADY
    lines = [said.format(block=block, number=number, origin=rules.ORIGINS[credit.origin])]
    return Outcome(
        command="ledger add",
        session=folder.name,
        counts={"credits": len(after.credits)},
        lines=(*lines, words.DRY_RUN) if dry_run else tuple(lines),
        dry_run=dry_run,
    )


def _recorded(root: Path, name: str) -> tuple[Decisions, str]:
    """What a session decided, and the head of its journal."""
    folder = SessionFolder(root=root, name=name)
    return read_decisions(folder), journal.head(folder.path)


def _check(block: str, known: list[BlockId], date: str, justified: str) -> None:
    """Refuse a block, a date or a justification that is none."""
    if block not in known:
        hint = rules.NO_BLOCK_HINT.format(known=", ".join(known))
        raise UsageError(rules.NO_BLOCK.format(block=block), hint)
    if not is_date(date):
        raise UsageError(words.BAD_DATE.format(date=date), words.BAD_DATE_HINT)
    if not justified:
        raise UsageError(rules.NO_REFERENCE, rules.NO_REFERENCE_HINT)


def _candidate(
    folder: SessionFolder, number: str, blocks: list[BlockId], exams: list[str]
) -> Candidate:
    """The candidate of that number in the registrations."""
    roster, faults = read_roster(folder.root, folder.relative(folder.roster), blocks, exams)
    if roster is None:
        raise ContentError(session_rules.ROSTER_FAULTS, session_rules.ROSTER_FAULTS_HINT, faults)
    found = {c.number: c for c in roster.candidates}
    if number not in found:
        hint = rules.NO_CANDIDATE_HINT.format(known=", ".join(found) or words.NONE)
        raise UsageError(rules.NO_CANDIDATE.format(session=folder.name, number=number), hint)
    return found[number]


def _count(said: tuple[str, str, str], count: int) -> str:
    """None, one, or several."""
    return said[min(count, 2)].format(count=count)
