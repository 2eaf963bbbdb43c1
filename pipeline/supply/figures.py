"""The figures that expected elements compute, number set by number set, each tag on its own."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.diagnostics import ContentError
from pipeline.model.bank import Bank
from pipeline.model.item import Expected, Item
from pipeline.model.scenario import Role, Scenario
from pipeline.read.expand import Expander
from pipeline.typography import parse_number

#: Beyond this ratio between two sets, the two papers are hardly the same one.
MAX_RATIO = Decimal(3)
_TAG = re.compile(r"\{\{(.*?)\}\}")
_OF_SET = re.compile(r"\bv\.|\bjeu\b")
_DURATION = re.compile(r"(?:([0-9]+)\s*h)?\s*(?:([0-9]+)\s*(?:min)?)?")
_NO_ROLE = Role(position="", organisation="", authority="", mandate="", limits="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One tag of an expected element; ``values`` are what it prints, by number set, each once over the countries."""

    item: str
    element: str
    expression: str
    values: Mapping[str, tuple[str, ...]]

    def numbers(self) -> Mapping[str, tuple[Decimal, ...]]:
        """The numbers printed, by set; a duration is in minutes, what is no number is left out."""
        read = {name: map(number_of, texts) for name, texts in self.values.items()}
        return {name: tuple(n for n in found if n is not None) for name, found in read.items()}

    @property
    def is_number(self) -> bool:
        """Whether every value is a number."""
        return all(number_of(text) is not None for texts in self.values.values() for text in texts)

    @property
    def is_even(self) -> bool:
        """Whether all the sets print the same."""
        return len(set(self.values.values())) <= 1


def figures(bank: Bank, scenario: Scenario, places: Sequence[str]) -> tuple[Figure, ...]:
    """The computed figures of a scenario over these countries; what cannot be computed prints nothing."""
    expander = Expander(_only_tags(scenario), bank.countries, bank.field_sources)
    sources = [e for item in scenario.items for e in _tagged(item)]
    found: list[dict[str, dict[str, None]]] = [{} for _ in sources]
    for iso3 in places:
        for number_set in scenario.number_sets:
            try:
                content = expander.expand(iso3, number_set).content
            except ContentError:
                continue
            printed = (e.text for item in content.items for e in item.expected)
            for values, text in zip(found, printed, strict=True):
                values.setdefault(number_set, {})[text] = None
    labels = [item.label for item in scenario.items for _ in _tagged(item)]
    return tuple(
        Figure(
            item=label,
            element=source.id,
            expression=source.text[2:-2].strip(),
            values={name: tuple(texts) for name, texts in values.items()},
        )
        for label, source, values in zip(labels, sources, found, strict=True)
    )


def number_of(text: str) -> Decimal | None:
    """The number that a value prints, a duration in minutes; ``None`` when it is no number."""
    number = parse_number(text)
    if number is not None:
        return number
    match = _DURATION.fullmatch(text.strip())
    if match is None or not any(match.groups()):
        return None
    return Decimal(int(match[1] or 0) * 60 + int(match[2] or 0))


def same_answers(found: Iterable[Figure]) -> tuple[str, ...]:
    """The items that compute something and whose every figure is the same in all the sets."""
    by_item: dict[str, list[Figure]] = {}
    for figure in found:
        if figure.is_number:
            by_item.setdefault(figure.item, []).append(figure)
    return tuple(item for item, own in by_item.items() if all(f.is_even for f in own))


def ratio(figure: Figure) -> Decimal | None:
    """The greatest value over the smallest, between sets; ``None`` when one is not above zero or is no number."""
    numbers = [n for own in figure.numbers().values() for n in own]
    if not numbers or not figure.is_number or min(numbers) <= 0:
        return None
    return max(numbers) / min(numbers)


def _only_tags(scenario: Scenario) -> Scenario:
    """The scenario without any text but the tags of its expected elements."""
    items = tuple(
        replace(
            item,
            title="",
            deliverable="",
            instruction="",
            expected=tuple(_tagged(item)),
            pitfalls=(),
            outline=(),
            prompts=(),
            roles=(),
            injects=(),
        )
        for item in scenario.items
    )
    return replace(
        scenario,
        title="",
        situation="",
        mention="",
        role=_NO_ROLE,
        actors=(),
        chronology=(),
        exhibits=(),
        constraints=(),
        injects=(),
        items=items,
    )


def _tagged(item: Item) -> Iterator[Expected]:
    """One element for each tag of the item's that a number set changes."""
    for element in item.expected:
        for tag in _TAG.finditer(element.text):
            if _OF_SET.search(tag[1]):
                yield replace(element, text=tag[0])
