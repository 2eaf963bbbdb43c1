"""What one typed text means: a number, a day, a word near another."""

import difflib
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pipeline.rules import reading as rules

_DECIMAL = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,15})?")
_MAX_LISTED = 24
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def near_words(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """At most three known words that a typing error may have meant, nearest first."""
    by_lower = {name.lower(): name for name in sorted(known, reverse=True)}
    found = difflib.get_close_matches(
        word.lower(), sorted(by_lower), n=3, cutoff=0.6 if len(word) > 3 else 0.5
    )
    return tuple(by_lower[lower] for lower in found)


def read_decimal(text: str) -> Decimal | None:
    """The number that a text is, with a point or a French comma; ``None`` for anything else."""
    typed = text.strip()
    return Decimal(typed.replace(",", ".")) if _DECIMAL.fullmatch(typed) else None


def is_date(text: str) -> bool:
    """Whether the text is a day that exists, as AAAA-MM-JJ."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def advice(word: str, known: Iterable[str]) -> str:
    """What to try instead of a word that is not known, in French."""
    words = sorted(known)
    near = near_words(word, words)
    if near:
        return rules.NEAR.format(words=", ".join(near))
    if not words or len(words) > _MAX_LISTED:
        return rules.REMOVE
    return rules.KNOWN.format(words=", ".join(words))
