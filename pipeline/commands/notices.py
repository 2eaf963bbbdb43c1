"""What tells the operator of scheduled runs: a mail through the outbox, a signal at the start and at the end.

Nothing here raises nor makes a run fail: what goes wrong comes back as warnings.
"""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from pipeline.commands import summary
from pipeline.commands.delivery import before, deliver_waiting, not_kept
from pipeline.commands.remind import AREA
from pipeline.diagnostics import Diagnostic, EpreuveError, ExitCode, Source
from pipeline.exchange.letter import compose, compose_reminder
from pipeline.exchange.ping import ping
from pipeline.model.notice import Kind, Mail, Mention, Mentions, Notices, as_address
from pipeline.model.report import Report, Result
from pipeline.read.notices import read_notices
from pipeline.rules import notices as rules
from pipeline.store import outbox
from pipeline.store.aside import read_found
from pipeline.store.folder import SessionFolder
from pipeline.store.outbox import Waiting

MAIL_SECONDS = 20.0
PING_SECONDS = 10.0
_AGAIN = timedelta(hours=23)  # a day, for a run that starts a little earlier than the day before
Told = tuple[Diagnostic, ...]


def load_notices(root: Path) -> tuple[Notices, Told]:
    """Whom the workspace wants to be told of runs, and what is wrong in its settings."""
    return read_notices(root, os.environ.get("CREDENTIALS_DIRECTORY", ""))


def ping_start(notices: Notices, run: str, *, seconds: float = PING_SECONDS) -> Told:
    """Signal that a run starts."""
    return ping(notices.health, "start", f"{run}\n", seconds) if notices.health else ()


def ping_end(
    notices: Notices,
    run: str,
    exit_code: ExitCode,
    counts: Mapping[str, int] | None = None,
    *,
    seconds: float = PING_SECONDS,
) -> Told:
    """Signal that a run ended: well, or with an exit code other than 0; ``counts`` go along."""
    if not notices.health:
        return ()
    body = "".join(f"{key}: {count}\n" for key, count in (counts or {}).items())
    ending = str(int(exit_code)) if exit_code else ""
    return ping(notices.health, ending, f"{run}\n{body}", seconds)


def send_report(
    root: Path, notices: Notices, report: Report, when: str, *, seconds: float = MAIL_SECONDS
) -> Told:
    """Mail what a run did when there is something new to say, and try again what waits in the outbox.

    Call it under the lock of the workspace: two runs would send the same mail twice.
    """
    mail = notices.mail
    if mail is None:
        return ()
    waiting, told = _write_down(root, mail, report, when)
    return (*told, *deliver_waiting(root, mail, waiting, when, seconds))


def send_reminders(
    root: Path, notices: Notices, folder: SessionFolder, when: str, until: str
) -> Told:
    """Put the reminders of a session in the outbox, when the settings ask for it; they go with the next report.

    Those due ``until`` a moment are the same letters whenever they are put there. Raises EpreuveError.
    """
    mail = notices.mail
    if mail is None or not mail.reminders:
        return ()
    told: list[Diagnostic] = []
    for path in sorted((folder.results / AREA).glob("*.eml")):
        waiting = _reminder(mail, f"{folder.name}/{path.stem}", read_found(path), until)
        if waiting is None:
            told.append(rules.NO_ADDRESS.at(Source(path=folder.relative(path))))
        else:
            letter = replace(waiting.letter, since=when)
            outbox.put(root, replace(waiting, letter=letter))
    return tuple(told)


def _reminder(mail: Mail, about: str, data: bytes, when: str) -> Waiting | None:
    """A reminder on its way to the assessors that it names; none when it names nobody who can be written to."""
    message = message_from_bytes(data, policy=default)
    try:
        named = [as_address(text.strip()) for text in str(message["To"] or "").split(",")]
        addresses = tuple(dict.fromkeys(address for address in named if address))
        title, text = str(message["Subject"] or ""), message.get_content()
        return (
            compose_reminder(mail, about, addresses, title, text, when=when) if addresses else None
        )
    except (LookupError, ValueError, TypeError):  # somebody changed the file
        return None


def _write_down(root: Path, mail: Mail, report: Report, when: str) -> tuple[Waiting | None, Told]:
    """The summary of a run, in the outbox as far as the disk allows; none when there is nothing new to say."""
    said, told = outbox.read_mentions(root)
    fresh = _lately(said, report, when)
    known = {replace(mention, at="") for mention in fresh}
    news = [mention for mention in summary.pending(report) if mention not in known]
    if not news and all(act.result is not Result.DONE for act in report.acts):
        return None, ()
    title, text = summary.subject(report), summary.text(report)
    waiting = compose(mail, Kind.SUMMARY, mail.recipients, title, text, when=when)
    try:
        outbox.put(root, waiting)
        mentions = (*fresh, *(replace(mention, at=when) for mention in news))
        outbox.write_mentions(root, Mentions(said=mentions))
    except EpreuveError as error:
        return waiting, (*told, not_kept(error))
    return waiting, told


def _lately(mentions: Mentions, report: Report, when: str) -> tuple[Mention, ...]:
    """What mails said less than a day ago and still holds; never what they said at a moment still to come."""
    done = {(act.session, act.step) for act in report.acts if act.result is Result.DONE}
    return tuple(
        mention
        for mention in mentions.said
        if before(when, _AGAIN) < mention.at <= when and (mention.session, mention.step) not in done
    )
