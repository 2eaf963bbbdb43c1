"""A mail of the program as bytes: plain French text, nothing attached, an identity that follows from its content."""

import re
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from pipeline.model.notice import Kind, Letter, Mail, Recipient
from pipeline.store.files import digest
from pipeline.store.outbox import Waiting

_UNDISCLOSED = "undisclosed-recipients:;"
_IDENTITY = 32
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def compose(
    mail: Mail, kind: Kind, recipients: tuple[str, ...], subject: str, text: str, *, when: str
) -> Waiting:
    """A letter ready for the outbox; the same content at the same moment gives the same bytes, all of them ASCII.

    Addresses with accents before the @ are served without being named in the headers: not every server knows them.
    """
    letter = _letter(mail, kind, recipients, (*recipients, subject, when, text), when)
    return _written(letter, subject, text)


def compose_reminder(
    mail: Mail, about: str, recipients: tuple[str, ...], subject: str, text: str, *, when: str
) -> Waiting:
    """A reminder ready for the outbox: the one ``about`` something at a moment, whatever its text has become."""
    return _written(_letter(mail, Kind.REMINDER, recipients, (about, when), when), subject, text)


def _letter(
    mail: Mail, kind: Kind, recipients: tuple[str, ...], said: tuple[str, ...], when: str
) -> Letter:
    """A letter without its bytes, whose identity follows from what is ``said``."""
    return Letter(
        id=digest("\0".join((kind, mail.sender, *said)).encode())[:_IDENTITY],
        kind=kind,
        sender=mail.sender,
        recipients=tuple(Recipient(address=address) for address in recipients),
        since=when,
        sha256="",
    )


def _written(letter: Letter, subject: str, text: str) -> Waiting:
    """The letter with its bytes."""
    recipients = (recipient.address for recipient in letter.recipients)
    shown = ", ".join(address for address in recipients if address.isascii())
    message = EmailMessage(policy=SMTP)
    message["From"] = letter.sender
    message["To"] = shown or _UNDISCLOSED
    message["Subject"] = _CONTROLS.sub(" ", subject).strip()
    message["Date"] = datetime.fromisoformat(letter.since)
    message["Message-ID"] = f"<{letter.id}@{letter.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="quoted-printable")
    message["Content-Language"] = "fr"
    data = message.as_bytes()
    return Waiting(letter=replace(letter, sha256=digest(data)), data=data)
