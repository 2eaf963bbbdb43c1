"""Typing faults in the sources of scenarios: quotes, spaces, pairs that do not close."""

import re
from collections.abc import Callable, Iterator

from pipeline.diagnostics import Diagnostic
from pipeline.model.bank import Bank
from pipeline.model.texts import FRENCH, scenario_texts
from pipeline.rules import scenario as rules

_TAG = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (rules.DOUBLE_SPACE, re.compile(r"\S  +\S")),
    (rules.STRAIGHT_QUOTES, re.compile(r'"')),
    (rules.THREE_DOTS, re.compile(r"\.\.\.")),
    (rules.SPACE_BEFORE_COMMA, re.compile(r"\w (?:,|\.(?=\s|$))")),
    (rules.NO_SPACE_AFTER_COMMA, re.compile(r"[^\W\d],[^\W\d]")),
    (rules.NO_SPACE_IN_QUOTES, re.compile(r"«(?![\s\u00a0\u202f])|(?<![\s\u00a0\u202f])»")),
    (rules.NO_SPACE_BEFORE_MARK.format(mark="; : ! ?"), re.compile(r"[^\W\d](?:[;!?]|:(?=\s|$))")),
)
_PAIRS = ((rules.UNBALANCED_QUOTES, "«", "»"), (rules.UNBALANCED_PARENTHESES, "(", ")"))


def sources_are_well_typed(bank: Bank) -> Iterator[Diagnostic]:
    """The French texts are typed as the product expects them; tags are not looked into."""
    for scenario in bank.scenarios:
        for text, spot in scenario_texts(scenario):
            if spot.language == FRENCH:
                for problem in _problems(_TAG.sub("x", text)):
                    yield rules.SOURCE_TYPO.at(
                        spot.source, owner=spot.owner, problem=problem, text=text[:60]
                    )


def _problems(text: str) -> Iterator[str]:
    for problem, pattern in _PATTERNS:
        if pattern.search(text):
            yield problem
    for problem, left, right in _PAIRS:
        if text.count(left) != text.count(right):
            yield problem


ALL: tuple[Callable[[Bank], Iterator[Diagnostic]], ...] = (sources_are_well_typed,)
