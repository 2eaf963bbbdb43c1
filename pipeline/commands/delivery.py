"""The outbox emptied: each letter handed over, kept, dropped or given up, and written down as it goes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from pipeline.diagnostics import Diagnostic, EpreuveError, Source
from pipeline.exchange.mail import Attempt, deliver
from pipeline.model.notice import Fate, Letter, Mail
from pipeline.moments import FORMAT
from pipeline.rules import notices as rules
from pipeline.store import outbox
from pipeline.store.outbox import Waiting
from pipeline.typography import date_fr

_PATIENCE = timedelta(days=3)


def deliver_waiting(
    root: Path, mail: Mail, unkept: Waiting | None, when: str, seconds: float
) -> Iterator[Diagnostic]:
    """Hand over what waits in the outbox; what went wrong. Never raises.

    ``unkept`` is a letter that the disk may have refused: it goes all the same, once.
    """
    try:
        kept, told = outbox.waiting_letters(root, when)
        yield from told
    except EpreuveError as error:
        kept = ()
        yield not_kept(error)
    letters = {waiting.letter.id: waiting.letter for waiting in kept}
    extra = [unkept] if unkept is not None and unkept.letter.id not in letters else []
    todo = [waiting for waiting in (*extra, *kept) if waiting.letter.waiting]
    try:
        yield from _hand_over(root, mail, todo, letters, seconds)
        for letter in letters.values():
            yield from _settle(root, letter, when)
    except EpreuveError as error:
        yield not_kept(error)


def not_kept(error: EpreuveError) -> Diagnostic:
    """What the disk refuses to the outbox."""
    place = Source(path=f"output/{outbox.FOLDER}")
    return rules.NOT_KEPT.at(place, reason=error.message, advice=error.hint)


def before(when: str, span: timedelta) -> str:
    """The moment so long before another."""
    return (datetime.fromisoformat(when) - span).strftime(FORMAT)


def _hand_over(
    root: Path, mail: Mail, todo: list[Waiting], letters: dict[str, Letter], seconds: float
) -> Iterator[Diagnostic]:
    """Talk to the server; what it took or refused is written down before the next letter counts."""
    if not mail.ready or not todo:
        return
    for event in deliver(mail, todo, seconds):
        if isinstance(event, Diagnostic):
            yield event
            continue
        yield from event.told
        if event.letter in letters:
            letter = _after(letters[event.letter], event)
            letters[event.letter] = letter
            outbox.keep(root, letter)


def _after(letter: Letter, attempt: Attempt) -> Letter:
    """A letter once the server answered for some of its recipients."""
    fates = {
        **dict.fromkeys(attempt.sent, Fate.SENT),
        **dict.fromkeys(attempt.refused, Fate.REFUSED),
    }
    recipients = tuple(
        replace(recipient, fate=fates.get(recipient.address, recipient.fate))
        for recipient in letter.recipients
    )
    return replace(letter, recipients=recipients)


def _settle(root: Path, letter: Letter, when: str) -> Iterator[Diagnostic]:
    """Drop what everybody has; give up what nobody wants, or what waits for too long."""
    if not letter.waiting and letter.reached:
        outbox.drop(root, letter)
        return
    since = date_fr(letter.since[:10])
    reason = rules.NOT_ALL.format(since=since) if letter.waiting else rules.NOBODY
    if not letter.waiting or letter.since <= before(when, _PATIENCE):
        folder = outbox.give_up(root, letter)
        yield rules.GIVEN_UP.at(Source(path=outbox.source_of(letter)), folder=folder, reason=reason)
