"""Names as people type them: whether they name anybody, and whether two of them may name one person."""

import unicodedata

from pipeline.read.sheets import fold
from pipeline.rules import hearing as says


def is_name(text: str) -> bool:
    """Whether a text names somebody: more than a civility, and not the word that help shows in a name's place."""
    words = name_words(text)
    return bool(words - says.PLACEHOLDERS)


def name_words(name: str) -> frozenset[str]:
    """The words of a name, whatever their order, case, accents and number; without civilities."""
    seen = "".join(c for c in name if unicodedata.category(c) != "Cf")
    plain = fold(seen)
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return frozenset(words) - says.CIVILITIES


def same_person(one: str, other: str) -> bool:
    """Whether two names may be of one person: one says nothing that the other contradicts.

    An initial stands for any word that begins with it, and a word that only one of them has tells nobody apart.
    """
    few, many = sorted((name_words(one), name_words(other)), key=len)
    return bool(few) and all(any(_agree(a, b) for b in many) for a in few)


def _agree(one: str, other: str) -> bool:
    """Whether two words are the same, or one the initial of the other."""
    short = min(len(one), len(other))
    return one == other or (short == 1 and one[0] == other[0])
