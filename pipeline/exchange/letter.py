"""A mail of the program as bytes: plain French text, nothing attached, an identity that follows from its content."""

import re
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
    said = "\0".join((kind, mail.sender, *recipients, subject, when, text))
    identity = digest(said.encode())[:_IDENTITY]
    shown = ", ".join(address for address in recipients if address.isascii())
    message = EmailMessage(policy=SMTP)
    message["From"] = mail.sender
    message["To"] = shown or _UNDISCLOSED
    message["Subject"] = _CONTROLS.sub(" ", subject).strip()
    message["Date"] = datetime.fromisoformat(when)
    message["Message-ID"] = f"<{identity}@{mail.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="quoted-printable")
    message["Content-Language"] = "fr"
    data = message.as_bytes()
    letter = Letter(
        id=identity,
        kind=kind,
        sender=mail.sender,
        recipients=tuple(Recipient(address=address) for address in recipients),
        since=when,
        sha256=digest(data),
    )
    return Waiting(letter=letter, data=data)
