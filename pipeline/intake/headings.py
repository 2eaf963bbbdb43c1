"""What the headings of a teacher's case study announce, whatever their number, case, accents and language."""

import re
import unicodedata

from pipeline.rules import drafting as rules

#: What a heading announces when it names no section.
FREE = "unknown"
_SECTIONS = tuple((name, re.compile(pattern)) for name, pattern in rules.SECTIONS)
_NUMBERING = re.compile(r"^(?:[ivx]+|[0-9]+(?:\.[0-9]+)*|[a-z])\s*[.):/–-]\s*")
_TITLES = re.compile(rules.TITLES)
_ARTICLES = re.compile(rf"^{rules.ARTICLES}")


def section_of(text: str) -> str:
    """The name of the section that a heading announces; ``FREE`` when it names none."""
    plain = _plain(text)
    return next((name for name, pattern in _SECTIONS if pattern.match(plain)), FREE)


def names_title(text: str) -> bool:
    """Whether a text is what stands before the title of a case study."""
    return _TITLES.fullmatch(_plain(text)) is not None


def says_more(heading: str) -> bool:
    """Whether a heading says more than the name of a section."""
    plain = _plain(heading).rstrip(" .:")
    return all(pattern.fullmatch(plain) is None for _, pattern in _SECTIONS)


def _plain(heading: str) -> str:
    """A heading without its number, case and accents."""
    letters = unicodedata.normalize("NFD", heading.casefold())
    bare = "".join(c for c in letters if not unicodedata.combining(c)).replace("’", "'")
    return _ARTICLES.sub("", _NUMBERING.sub("", bare.strip()))
