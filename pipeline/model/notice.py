"""What tells an operator of a run: who is written to and how, what waits in the outbox, what was said already."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

_LOCAL = re.compile(r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]{1,64}")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")


class Security(StrEnum):
    """How the connection with the mail server is protected, as ``epreuve.toml`` says it."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "aucune"


class Kind(StrEnum):
    """What a letter is, in the order in which they go out."""

    SUMMARY = "summary"
    REMINDER = "reminder"


class Fate(StrEnum):
    """What became of a letter for one of those it is for."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Table ``[mail]``, with ASCII domains; not ``ready`` for lack of its password: letters stay in the outbox."""

    server: str
    port: int
    security: Security
    sender: str
    recipients: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)
    reminders: bool = False
    ready: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """What is told of a run: by mail, and to the address ``health`` that watches over runs; nothing when empty."""

    mail: Mail | None = None
    health: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One address of a letter and what became of it there."""

    address: str
    fate: Fate = Fate.WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail of the outbox: ``since`` is the moment (ISO, UTC) it was written, ``sha256`` that of its bytes."""

    id: str
    kind: Kind
    sender: str
    recipients: tuple[Recipient, ...]
    since: str
    sha256: str

    @property
    def waiting(self) -> tuple[str, ...]:
        """The addresses that it still has to reach, in order."""
        return tuple(r.address for r in self.recipients if r.fate is Fate.WAITING)

    @property
    def reached(self) -> bool:
        """Whether somebody has it."""
        return any(r.fate is Fate.SENT for r in self.recipients)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What a mail said of a step that failed or waits for a person: ``what`` identifies it, ``at`` is when (UTC)."""

    session: str
    step: str
    what: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """What mails said lately, so that the same thing is said once a day at most."""

    said: tuple[Mention, ...] = ()


def as_host(text: str) -> str:
    """The ASCII form of the name of a server; empty when the text is no such name."""
    try:
        name = text.encode("idna").decode("ascii") if text else ""
    except UnicodeError:
        return ""
    return name if _DOMAIN.fullmatch(name) and len(name) <= 253 else ""


def as_address(text: str) -> str:
    """An e-mail address with an ASCII domain; empty when the text is none. What is before the @ stays as written."""
    local, _, domain = text.rpartition("@")
    host = as_host(domain)
    dotted = local.startswith(".") or local.endswith(".") or ".." in local
    if not host or dotted or not local.isprintable() or not _LOCAL.fullmatch(local):
        return ""
    return f"{local}@{host}"
