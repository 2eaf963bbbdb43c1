"""Every text of a scenario, passed through a function: to collect them, to check them, to set them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from pipeline.diagnostics import Source
from pipeline.model.item import Expected, Inject, Item, RoleSheet
from pipeline.model.scenario import Actor, ChartSpec, Event, Exhibit, Role, Scenario

FRENCH = "fr"
ENGLISH = "en"

_TEXTS: dict[type, tuple[str, ...]] = {
    Scenario: ("title", "situation", "constraints", "mention"),
    Role: ("position", "organisation", "authority", "mandate", "limits"),
    Actor: ("name", "nature", "position", "interests", "leverage"),
    Event: ("when", "text"),
    Exhibit: ("title", "issuer", "date", "reliability"),
    Inject: ("when", "channel", "sender", "text", "expected"),
    Item: ("title", "deliverable", "instruction", "pitfalls", "outline", "prompts"),
    RoleSheet: ("title", "mission", "objectives", "margins", "secrets"),
    Expected: ("text",),
}
_PARTS: dict[type, tuple[str, ...]] = {
    Scenario: ("role", "actors", "chronology", "items", "injects"),
    Item: ("expected", "roles", "injects"),
}
_ENGLISH_WORDS = frozenset(
    ("the", "and", "of", "to", "with", "your", "is", "that", "not", "we", "it", "by", "in", "for")
)
_FRENCH_WORDS = frozenset(
    ("le", "la", "les", "des", "de", "du", "et", "une", "un", "est", "que", "pour", "dans", "au")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a text stands: the id of its item, document or actor, its language, its place."""

    owner: str
    language: str
    source: Source


Change = Callable[[str, Spot], str]
Value = TypeVar("Value")


def rewrite(scenario: Scenario, change: Change) -> Scenario:
    """The scenario with every text changed; ids, codes and numbers stay."""
    spot = Spot(owner=scenario.id, language=FRENCH, source=scenario.source)
    exhibits = tuple(_rewrite_exhibit(e, change) for e in scenario.exhibits)
    return replace(_rewrite_value(scenario, spot, change), exhibits=exhibits)


def scenario_texts(scenario: Scenario) -> Iterator[tuple[str, Spot]]:
    """Every text of a scenario that is not empty, with its place."""
    found: list[tuple[str, Spot]] = []

    def keep(text: str, spot: Spot) -> str:
        found.append((text, spot))
        return text

    rewrite(scenario, keep)
    return ((text, spot) for text, spot in found if text)


@lru_cache(maxsize=1 << 14)
def language_of(text: str) -> str:
    """The language of a text, by its small words; French when in doubt."""
    words = [word.strip('.,;:!?()«»"“”').lower() for word in text.split()]
    english = sum(word in _ENGLISH_WORDS for word in words)
    french = sum(word in _FRENCH_WORDS for word in words)
    return ENGLISH if english >= 2 and english > french else FRENCH


def _rewrite_exhibit(exhibit: Exhibit, change: Change) -> Exhibit:
    """The body and the table are in the language that the document says."""
    title = Spot(owner=exhibit.id, language=FRENCH, source=exhibit.source)
    spot = replace(title, language=exhibit.language)
    return replace(
        _rewrite_value(exhibit, title, change),
        body=change(exhibit.body, spot),
        columns=tuple(change(column, spot) for column in exhibit.columns),
        rows=tuple(tuple(change(cell, spot) for cell in row) for row in exhibit.rows),
        chart=_rewrite_chart(exhibit.chart, spot, change),
    )


def _rewrite_chart(chart: ChartSpec | None, spot: Spot, change: Change) -> ChartSpec | None:
    if chart is None:
        return None
    return replace(chart, title=change(chart.title, spot), unit=change(chart.unit, spot))


def _rewrite_value(value: Value, around: Spot, change: Change) -> Value:
    """A dataclass with its texts changed, and those of its parts."""
    kind = type(value)
    spot = _spot(value, around)
    changed: dict[str, object] = {}
    for name in _TEXTS.get(kind, ()):
        text = getattr(value, name)
        if isinstance(text, str):
            changed[name] = _change(text, spot, change)
        else:
            changed[name] = tuple([_change(line, spot, change) for line in text])
    for name in _PARTS.get(kind, ()):
        part = getattr(value, name)
        if isinstance(part, tuple):
            changed[name] = tuple([_rewrite_value(each, spot, change) for each in part])
        else:
            changed[name] = _rewrite_value(part, spot, change)
    return replace(value, **changed)  # type: ignore[type-var]


def _change(text: str, spot: Spot, change: Change) -> str:
    """A text outside the documents is in the language that it is written in."""
    if language_of(text) == spot.language:
        return change(text, spot)
    return change(text, replace(spot, language=ENGLISH))


def _spot(value: object, around: Spot) -> Spot:
    if isinstance(value, Item):
        return Spot(owner=value.label, language=FRENCH, source=value.source)
    if isinstance(value, Actor | Inject):
        return replace(around, owner=value.id)
    return around
