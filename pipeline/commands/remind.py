"""``epreuve remind``: the messages that chase grids, one an assessor, without any candidate's name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from pipeline.commands.awaited import load_awaited
from pipeline.commands.follow import Follow, called, follow
from pipeline.diagnostics import Diagnostic, Outcome, Source
from pipeline.grade.awaiting import Share, left
from pipeline.grade.gaps import JOINT
from pipeline.grade.returned import Awaited
from pipeline.grammar import plural
from pipeline.model.basis import Basis, IssuedGrid
from pipeline.model.marks import Marks
from pipeline.moments import days_after, local_time, utc_moments
from pipeline.read.roster import read_roster
from pipeline.read.session import ZONE, read_session
from pipeline.rules import collection as rules
from pipeline.rules import commands as words
from pipeline.store import journal
from pipeline.store.folder import SessionFolder, find_session
from pipeline.store.lock import locked
from pipeline.store.names import slug
from pipeline.store.records import read_marks
from pipeline.store.results import replace_results
from pipeline.typography import typeset

AREA = "relances"
LAST_MINUTE, MIDNIGHT = "23:59", "00:00"
Post = Callable[[str], tuple[Diagnostic, ...]]
"""What sends the messages of a session that are written, for a moment; it tells what it left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message: its file, to whom and what; ``shares`` are what it asks for."""

    path: str
    who: str
    addresses: tuple[str, ...]
    text: str
    shares: tuple[Share, ...]


def remind(  # noqa: PLR0913 - one an option of the command, and what sends
    session: str,
    *,
    root: Path,
    when: str,
    eml: bool = False,
    until: str = "",
    post: Post | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Write a message for each assessor who has grids to return or to complete, as text or as mail to send.

    Messages of before are replaced. The journal says ``until`` which moment reminders are done, by default the end of
    the day in the zone of the session: those of another day are told too. ``post`` takes the messages before the
    journal tells of them: what it raises leaves the reminder to be done. Raises ContentError before the publication.
    """
    folder = find_session(root, session)
    with locked(folder.path, folder.name):
        marks, awaited = read_marks(folder), load_awaited(folder)
        found = follow(marks, awaited)
        known = addresses(folder, awaited.basis) if eml else {}
        messages = tuple(_messages(found, marks, awaited, known, eml=eml))
        told = tuple(_unaddressed(folder, messages)) if eml else ()
        if not dry_run:
            files = {m.path: _data(m, awaited, when, eml=eml) for m in messages}
            told = (*told, *replace_results(folder, AREA, files))
            until = until or _end_of_day(folder, when)
            told = (*told, *(post(until) if post is not None else ()))
            facts: dict[str, str | int] = {
                "messages": len(messages),
                "grids": sum(len(s.missing) + len(s.partial) for m in messages for s in m.shares),
                "until": until,
            }
            journal.append(folder.path, when=when, command="remind", facts=facts)
    tables = tuple(s.exam for s in found.shares if not s.assessor and (s.missing or s.partial))
    return _outcome(folder, messages, tables, told, dry_run=dry_run)


def addresses(folder: SessionFolder, basis: Basis) -> dict[str, str]:
    """The e-mail address of each assessor, as far as the registrations can be read."""
    blocks = [block.id for block in basis.blocks]
    exams = [exam.id for exam in basis.exams]
    roster, _ = read_roster(folder.root, folder.relative(folder.roster), blocks, exams)
    return {a.id: a.email for a in roster.assessors if a.email} if roster else {}


def _end_of_day(folder: SessionFolder, when: str) -> str:
    """The last minute of the day where the session is; settings that cannot be read are of the usual zone."""
    found, _ = read_session(folder.root, folder.relative(folder.settings), folder.name)
    zone = found.zone if found is not None else ZONE
    day = local_time(when, zone)[0]
    last = utc_moments(
        day, LAST_MINUTE, zone
    )  # none in the few places where clocks move forward just then
    return (last or utc_moments(days_after(day, 1), MIDNIGHT, zone))[-1]


def _messages(
    found: Follow, marks: Marks, awaited: Awaited, known: dict[str, str], *, eml: bool
) -> Iterator[Message]:
    """One message an assessor, by id."""
    late = found.late
    for assessor in sorted({share.assessor for share in late}):
        own = tuple(share for share in late if share.assessor == assessor)
        people = (known.get(person, "") for person in assessor.split(JOINT))
        yield Message(
            path=f"{slug(assessor.replace(JOINT, rules.TOGETHER))}{'.eml' if eml else '.txt'}",
            who=called(own[0]),
            addresses=tuple(address for address in people if address),
            text="\n".join(_text(own, found, marks, awaited)),
            shares=own,
        )


def _text(own: Sequence[Share], found: Follow, marks: Marks, awaited: Awaited) -> Iterator[str]:
    """The lines of a message: what is missing, exam by exam, how and where to send it."""
    basis = awaited.basis
    grids = {grid.identity.id: grid for grid in awaited.grids}
    rows = {marking.grid: left(marking, awaited) for marking in marks.markings}
    unread = {grid for receipt in found.refused for grid in receipt.grids}
    for line in rules.REMIND_FIRST:
        yield from (typeset(line.format(title=basis.title)), "")
    for share in own:
        title = basis.exam(share.exam).title
        yield typeset(rules.REMIND_EXAM.format(title=title, exam=share.exam))
        for grid in (*share.missing, *share.partial):
            yield _item(grids[grid], rows.get(grid, 0), refused=grid in unread)
        yield ""
    for line in rules.REMIND_LAST:
        yield from (typeset(line.format(centre=basis.centre)), "")


def _item(grid: IssuedGrid, count: int, *, refused: bool) -> str:
    """One grid to return or to complete, and the name of its file."""
    copy, further = grid.identity.anonymous, rules.REMIND_FURTHER.get(grid.identity.marking, "")
    if further:
        copy = rules.REMIND_COPY.format(copy=copy, further=further)
    word = plural(count, *rules.INDICATOR)
    text = rules.REMIND_PARTIAL if count else rules.REMIND_MISSING
    said = [text.format(copy=copy, count=count, word=word)]
    if refused:
        said.append(rules.REMIND_REFUSED)
    file = grid.path.rpartition("/")[2]
    name = [rules.REMIND_FILE.format(file=file)] if file else []
    prose = typeset(rules.REMIND_ITEM.format(what=rules.REMIND_MORE.join(said)))
    return rules.REMIND_MORE.join([prose, *name])


def _data(message: Message, awaited: Awaited, when: str, *, eml: bool) -> bytes:
    """The bytes of a message: plain text, or a mail that a program opens ready to send."""
    if not eml:
        return message.text.encode()
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = rules.REMIND_SUBJECT.format(title=" ".join(awaited.basis.title.split()))
    if message.addresses:
        mail["To"] = ", ".join(message.addresses)
    mail["Date"] = datetime.fromisoformat(when)
    mail["X-Unsent"] = "1"
    mail.set_content(message.text)
    return mail.as_bytes()


def _unaddressed(folder: SessionFolder, messages: Sequence[Message]) -> Iterator[Diagnostic]:
    """The mails that say nobody's address."""
    place = Source(path=folder.relative(folder.roster))
    for message in messages:
        if not message.addresses:
            yield rules.NO_MAIL.at(place, who=message.who)


def _outcome(
    folder: SessionFolder,
    messages: Sequence[Message],
    tables: Sequence[str],
    told: tuple[Diagnostic, ...],
    *,
    dry_run: bool,
) -> Outcome:
    """Who is chased for how many grids, and the tables that nobody in particular has to return."""
    area = folder.relative(folder.results / AREA)
    lines = [
        rules.REMIND_LINE.format(
            who=message.who,
            missing=sum(len(share.missing) for share in message.shares),
            partial=sum(len(share.partial) for share in message.shares),
            path=f"{area}/{message.path}",
        )
        for message in messages
    ]
    word = plural(len(messages), *rules.REMIND_WORDS)
    done = rules.REMIND_DONE.format(count=len(messages), word=word, folder=area)
    if tables:
        lines.append(rules.REMIND_TABLES.format(exams=rules.GLUE.join(tables)))
    nobody = () if tables else (rules.REMIND_NONE,)
    lines += (words.DRY_RUN,) if dry_run else (done,) if messages else nobody
    return Outcome(
        command="remind",
        session=folder.name,
        counts={"messages": len(messages)},
        lines=tuple(lines),
        files=() if dry_run else tuple(f"{area}/{message.path}" for message in messages),
        diagnostics=told,
        dry_run=dry_run,
    )
