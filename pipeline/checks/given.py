"""Whether the candidate is given what the answer takes: an exam prints only the documents of its items."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.diagnostics import Diagnostic
from pipeline.model.bank import Bank
from pipeline.model.item import Item
from pipeline.model.scenario import Exhibit, Scenario
from pipeline.model.texts import scenario_texts
from pipeline.rules import item as rules

_TAG = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_NUMBER = re.compile(r"\bv\.([a-z][a-z0-9_]*)")


def numbers_are_given(bank: Bank) -> Iterator[Diagnostic]:
    """A number that an answer uses is in what the item gives, or in no document at all."""
    for scenario in bank.scenarios:
        common = _names(*_common(scenario))
        documents = {e.id: _names(*_exhibit_texts(e)) for e in scenario.exhibits}
        for item in scenario.items:
            given = common | _names(*_item_texts(item))
            given |= {name for d in item.documents for name in documents.get(d, ())}
            for name in sorted(_names(*_answer(item)) - given):
                holders = [d for d, names in documents.items() if name in names]
                if holders:
                    yield rules.NOT_GIVEN.at(
                        item.source, item=item.id, number=name, documents=", ".join(holders)
                    )


def _common(scenario: Scenario) -> Iterator[str]:
    """What every candidate reads, whatever the questions."""
    bare = replace(scenario, exhibits=(), items=(), injects=())
    return (text for text, _ in scenario_texts(bare))


def _exhibit_texts(exhibit: Exhibit) -> Iterator[str]:
    yield from (exhibit.title, exhibit.body, *exhibit.columns)
    yield from (cell for row in exhibit.rows for cell in row)


def _item_texts(item: Item) -> Iterator[str]:
    """What the item itself gives: its instruction, its role sheets, its new facts, what a jury tells."""
    yield from (item.instruction, item.deliverable, *item.prompts)
    for role in item.roles:
        yield from (role.mission, *role.objectives, *role.margins, *role.secrets)
    yield from (inject.text for inject in item.injects)


def _answer(item: Item) -> Iterator[str]:
    yield from (element.text for element in item.expected)
    yield from item.outline


def _names(*texts: str) -> frozenset[str]:
    """The numbers of the sets that texts use in their tags."""
    return frozenset(
        name for text in texts for tag in _TAG.findall(text) for name in _NUMBER.findall(tag)
    )


ALL: tuple[Callable[[Bank], Iterator[Diagnostic]], ...] = (numbers_are_given,)
