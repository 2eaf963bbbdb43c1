"""Typing faults in the sources of scenarios: quotes, spaces, pairs that do not close."""

import re
from collections.abc import Callable, Iterator

from pipeline.diagnostics import Diagnostic
from pipeline.model.bank import Bank
from pipeline.model.texts import FRENCH, scenario_texts
from pipeline.rules import scenario as rules
from pipeline.rules import wording as words

_TAG = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_BRACE = re.compile(r"[{}]")
#: Characters quoted on each side of a fault.
_SIDE = 30
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (words.DOUBLE_SPACE, re.compile(r"\S  +\S")),
    (words.STRAIGHT_QUOTES, re.compile(r'"')),
    (words.THREE_DOTS, re.compile(r"\.\.\.")),
    (words.SPACE_BEFORE_COMMA, re.compile(r"\w (?:,|\.(?=\s|$))")),
    (words.NO_SPACE_AFTER_COMMA, re.compile(r"[^\W\d],[^\W\d]")),
    (words.NO_SPACE_IN_QUOTES, re.compile(r"«(?![\s\u00a0\u202f])|(?<![\s\u00a0\u202f])»")),
    (words.NO_SPACE_BEFORE_MARK.format(mark="; : ! ?"), re.compile(r"[^\W\d](?:[;!?]|:(?=\s|$))")),
    (words.CURLY_QUOTES, re.compile("^[^«]*[\u201c\u201d\u201e]")),
    (words.ODD_SPACE, re.compile("[\u00ad\u2000-\u200a\u200c\u200d\u2028\u2029\u205f\u3000]")),
    (words.NO_LIGATURE, re.compile(words.LIGATURES, re.IGNORECASE)),
    (words.NO_CAPITAL_ACCENT, re.compile(words.UNACCENTED)),
    (words.BAD_ORDINAL, re.compile(r"\b(?:1i?[e\u00e8]re|[2-9]i?[e\u00e8]me)s?\b")),
    (words.DOUBLE_MARK, re.compile(r"\u2026\.|\.\u2026|(?<!\.)\.\.(?!\.)|[,;:]{2}")),
    (
        words.DECIMAL_POINT,
        re.compile(r"(?<![\w.])\d+\.\d+ ?(?:%|\u20ac|[Mk]\u20ac|km\b|milli(?:on|ard|er)s?\b)"),
    ),
    (words.UNGROUPED, re.compile(r"(?<![\w.,/-])\d{5,}(?![\w-])(?! [A-Z])")),
    (words.UNIT_BEFORE, re.compile(r"(?<![^\s(])[\u20ac$]\d")),
    (words.PLAIN_SQUARE, re.compile(r"(?<=\d) ?[kcdh]?m[23]\b")),
    (words.SPACE_IN_PARENTHESES, re.compile(r"\( |(?<! ) \)")),
)
_PAIRS = ((words.UNBALANCED_QUOTES, "«", "»"), (words.UNBALANCED_PARENTHESES, "(", ")"))


def sources_are_well_typed(bank: Bank) -> Iterator[Diagnostic]:
    """The French texts are typed as the product expects them; tags are not looked into. No text has half a tag."""
    for scenario in bank.scenarios:
        for text, spot in scenario_texts(scenario):
            plain = _TAG.sub("x", text)
            found = [*_braces(plain), *(_problems(plain) if spot.language == FRENCH else ())]
            for problem, quoted in found:
                yield rules.SOURCE_TYPO.at(
                    spot.source, owner=spot.owner, problem=problem, text=quoted
                )


def _braces(text: str) -> Iterator[tuple[str, str]]:
    """A brace outside a tag, with the words around it."""
    found = _BRACE.search(text)
    if found:
        yield words.LONE_BRACE, _around(text, found.start())


def _problems(text: str) -> Iterator[tuple[str, str]]:
    """Each kind of fault, with the words around its first place."""
    for problem, pattern in _PATTERNS:
        found = pattern.search(text)
        if found:
            yield problem, _around(text, found.start())
    for problem, left, right in _PAIRS:
        if text.count(left) != text.count(right):
            yield problem, _around(text, text.find(left))


def _around(text: str, place: int) -> str:
    """The words on each side of a place, on one line."""
    start = max(0, place - _SIDE)
    return " ".join(text[start : place + _SIDE].split())


ALL: tuple[Callable[[Bank], Iterator[Diagnostic]], ...] = (sources_are_well_typed,)
