"""How long one variant of a scenario is: words, pages, characters of each document, what may burst a table."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.checks.item import WORDS_A_MINUTE
from pipeline.model.scenario import Exhibit, Scenario, Variant

CHARACTERS_A_PAGE = 2600
#: The line of a table, the padding of a cell and the mean width of a letter in it, in twentieths of a point.
_LINE, _PADDING, _LETTER = 9638, 210, 92


class Measure(StrEnum):
    """What is measured: the whole, a document, the title of an item, a table (its share of the line in percent)."""

    WORDS = "words"
    MINUTES = "minutes"
    PAGES = "pages"
    DOCUMENT = "document"
    TITLE = "title"
    CELL = "cell"
    WIDTH = "width"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One thing measured: ``owner`` is the label of a document or an item, empty for the whole."""

    kind: Measure
    owner: str = ""


def measure(variant: Variant) -> Mapping[Measured, int]:
    """Every measure of a variant."""
    return dict(_measures(variant.content))


def _measures(content: Scenario) -> Iterator[tuple[Measured, int]]:
    words = sum(len(text.split()) for text in dossier_texts(content))
    asked = sum(len(item.instruction) for item in content.items)
    size = asked + sum(map(len, dossier_texts(content)))
    yield Measured(kind=Measure.WORDS), words
    yield Measured(kind=Measure.MINUTES), -(-words // WORDS_A_MINUTE)
    yield Measured(kind=Measure.PAGES), 2 + size // CHARACTERS_A_PAGE
    for exhibit in content.exhibits:
        length = sum(map(len, _exhibit_texts(exhibit)))
        yield Measured(kind=Measure.DOCUMENT, owner=exhibit.id), length
        if exhibit.columns:
            yield Measured(kind=Measure.CELL, owner=exhibit.id), max(map(len, _cells(exhibit)))
            yield Measured(kind=Measure.WIDTH, owner=exhibit.id), _width(exhibit)
    for item in content.items:
        yield Measured(kind=Measure.TITLE, owner=item.label), len(item.title)


def dossier_texts(content: Scenario) -> Iterator[str]:
    """What a candidate reads before the questions: role, situation, actors, chronology, constraints, documents."""
    role = content.role
    yield from (role.position, role.organisation, role.authority, role.mandate, role.limits)
    yield content.situation
    for actor in content.actors:
        yield from (actor.name, actor.nature, actor.position, actor.interests, actor.leverage)
    yield from (event.text for event in content.chronology)
    yield from content.constraints
    for exhibit in content.exhibits:
        yield from _exhibit_texts(exhibit)


def _exhibit_texts(exhibit: Exhibit) -> Iterator[str]:
    yield from (exhibit.title, exhibit.body, *_cells(exhibit))


def _cells(exhibit: Exhibit) -> tuple[str, ...]:
    return (*exhibit.columns, *(cell for row in exhibit.rows for cell in row))


def _width(exhibit: Exhibit) -> int:
    """The share of the line, in percent, that the longest words of the columns need."""
    columns = zip(exhibit.columns, *exhibit.rows, strict=True)
    longest = (max(map(_longest_word, column)) for column in columns)
    return sum(_PADDING + letters * _LETTER for letters in longest) * 100 // _LINE


def _longest_word(text: str) -> int:
    """Letters of the longest piece that a line cannot break: no-break spaces hold it together."""
    return max(map(len, re.split(r"[ \n-]", text)))
