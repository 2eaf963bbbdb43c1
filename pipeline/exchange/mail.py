"""Letters handed to a mail server: every recipient has an answer, and the talk ends in time."""

import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pipeline.diagnostics import Diagnostic, Rule, Source
from pipeline.exchange.within import Line, network_reason, within
from pipeline.model.notice import Kind, Letter, Mail, Security
from pipeline.read.settings import NAME
from pipeline.rules import notices as rules
from pipeline.store.outbox import Waiting, source_of

_AT_ONCE = 50  # every server takes as many recipients (RFC 5321, 4.5.3.1.8: at least 100)
_ENDING = 421  # the server is about to hang up
_NO_SUCH = 550
_LONGEST = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What a server said of one letter: addresses it was taken for or refused to; the others still wait."""

    letter: str
    sent: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    told: tuple[Diagnostic, ...] = ()


class _Garbled(smtplib.SMTPException):
    """The server's answer is none of the protocol."""


class _NoStartTls(smtplib.SMTPException):
    """The server does not offer to encrypt: nothing is said in clear."""


class _Client(smtplib.SMTP):
    """A client on a line that can be cut, and that gives no name of this machine."""

    def __init__(self, line: Line, mail: Mail) -> None:
        self._line = line
        self._tls = ssl.create_default_context() if mail.security is Security.TLS else None
        name = mail.sender.rpartition("@")[2]
        super().__init__(mail.server, mail.port, local_hostname=name)

    def _get_socket(self, host: str, port: int, timeout: float | None) -> socket.socket:
        """The connection, encrypted from the start when so asked."""
        del timeout  # the line has its own
        link = self._line.connect(host, port)
        return self._tls.wrap_socket(link, server_hostname=host) if self._tls else link


def deliver(
    mail: Mail, letters: Sequence[Waiting], seconds: float
) -> Iterator[Attempt | Diagnostic]:
    """What becomes of letters, as it happens, for so many seconds in all; last, what stopped the talk before its end.

    A server that goes away or takes too long leaves everything that it did not answer for waiting.
    """
    try:
        yield from within(seconds, lambda line: _talk(line, mail, letters))
    except (OSError, ValueError) as error:
        yield _fault(error, mail)


def _talk(line: Line, mail: Mail, letters: Sequence[Waiting]) -> Iterator[Attempt]:
    """The whole conversation, an attempt for at most fifty recipients of a letter."""
    client = _Client(line, mail)
    try:
        _enter(client, mail)
        for waiting in letters:
            addresses = waiting.letter.waiting
            for start in range(0, len(addresses), _AT_ONCE):
                yield _hand_over(client, waiting, addresses[start : start + _AT_ONCE])
        with suppress(OSError):  # everything is said: nobody waits for a good-bye
            client.putcmd("quit")
    finally:
        client.close()


def _enter(client: _Client, mail: Mail) -> None:
    """Greet, encrypt, log in, as the settings ask; raises SMTPException or OSError."""
    client.ehlo_or_helo_if_needed()
    if mail.security is Security.STARTTLS:
        if not client.has_extn("starttls"):
            raise _NoStartTls
        client.starttls(context=ssl.create_default_context())
        client.ehlo_or_helo_if_needed()
    if mail.user:
        client.login(mail.user, mail.password)


def _hand_over(client: _Client, waiting: Waiting, addresses: Sequence[str]) -> Attempt:
    """One letter for some of its recipients: those whom the server takes are served together, or none of them."""
    letter = waiting.letter
    capable = client.has_extn("smtputf8")
    accented = capable and any(not address.isascii() for address in addresses)
    code, text = _answer(client.mail(letter.sender, ("SMTPUTF8",) if accented else ()))
    answers = {} if code >= 400 else _recipients(client, addresses, capable=capable)
    taken = tuple(a for a, (answer, _) in answers.items() if answer < 400)
    if taken:
        code, text = _data(client, waiting.data)
    if code >= 400 or not taken:
        _answer(client.rset())
    told = [_told(letter, a, *said) for a, said in answers.items() if said[0] >= 400]
    told += [_told(letter, "", code, text)] if code >= 400 else []
    return Attempt(
        letter=letter.id,
        sent=taken if code < 400 else (),
        refused=tuple(a for a, (answer, _) in answers.items() if answer >= 500),
        told=tuple(dict.fromkeys(told)),
    )


def _recipients(
    client: _Client, addresses: Sequence[str], *, capable: bool
) -> dict[str, tuple[int, str]]:
    """What the server answers for each address; one with accents is not tried where the server knows none."""
    return {
        address: _answer(client.rcpt(address))
        if capable or address.isascii()
        else (_NO_SUCH, rules.NO_ACCENTS)
        for address in addresses
    }


def _data(client: _Client, data: bytes) -> tuple[int, str]:
    """What the server answers to the bytes of a letter."""
    try:
        return _answer(client.data(data))
    except smtplib.SMTPDataError as refused:
        return _answer((refused.smtp_code, refused.smtp_error))


def _answer(said: tuple[int, bytes | str]) -> tuple[int, str]:
    """A code and its text on one line; raises SMTPException when it ends the talk or means nothing."""
    code, text = said
    if code == _ENDING:
        raise smtplib.SMTPConnectError(code, text)
    if not 200 <= code < 600:
        raise _Garbled
    return code, _readable(text)


def _readable(text: bytes | str) -> str:
    """What a server wrote, without anything that a screen would obey."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    line = " ".join(said.split())
    return "".join(c for c in line if c.isprintable())[:_LONGEST]


def _reply(code: int, text: str) -> str:
    """An answer as a message quotes it."""
    said = rules.REPLY_SAID if text else rules.REPLY
    return said.format(code=code, text=text)


def _told(letter: Letter, address: str, code: int, text: str) -> Diagnostic:
    """A letter that the server puts off or refuses, as a whole or for one address."""
    place = Source(path=source_of(letter))
    reply = _reply(code, text)
    if code < 500:
        return rules.PUT_OFF.at(place, reply=reply, kept=rules.KEPT)
    if not address:
        return rules.MESSAGE_REFUSED.at(place, reply=reply, kept=rules.KEPT)
    if letter.kind is Kind.SUMMARY:
        who = rules.OF_ADDRESS.format(address=address)
        return rules.ADDRESS_REFUSED.at(place, who=who, reply=reply, where=rules.IN_SETTINGS)
    rank = [r.address for r in letter.recipients].index(address) + 1
    who = rules.OF_RANK.format(rank=rank)
    return rules.ADDRESS_REFUSED.at(place, who=who, reply=reply, where=rules.IN_ROSTER)


def _fault(error: Exception, mail: Mail) -> Diagnostic:
    """What stopped the talk, with what to do."""
    rule, said = _stop(error)
    return rule.at(Source(path=NAME), server=mail.server, kept=rules.KEPT, reply=said, reason=said)


def _stop(error: Exception) -> tuple[Rule, str]:
    """The rule of what stopped the talk, and what the server or the system said."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _refused(error)
    for kind, rule, said in _STOPS:
        if isinstance(error, kind):
            return rule, said
    rule = rules.NO_TLS if isinstance(error, ssl.SSLError) else rules.UNREACHABLE
    return rule, network_reason(error)


def _refused(error: smtplib.SMTPResponseException) -> tuple[Rule, str]:
    """The rule of an answer that ends the talk: tried again, unless somebody has to act."""
    code = error.smtp_code
    if not 200 <= code < 600:
        return rules.CUT_SHORT, ""
    reply = _reply(code, _readable(error.smtp_error))
    if code < 500:
        return rules.PUT_OFF_ALL, reply
    login = isinstance(error, smtplib.SMTPAuthenticationError)
    return rules.NO_LOGIN if login else rules.SERVER_REFUSES, reply


_STOPS: tuple[tuple[type[Exception], Rule, str], ...] = (
    (TimeoutError, rules.TOO_SLOW, ""),
    (_NoStartTls, rules.NO_TLS, rules.NO_STARTTLS),
    (_Garbled, rules.CUT_SHORT, ""),
    (smtplib.SMTPServerDisconnected, rules.CUT_SHORT, ""),
    (smtplib.SMTPException, rules.NO_LOGIN, rules.NO_METHOD),
)
