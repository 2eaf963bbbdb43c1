"""What must hold of scenarios before they are used: every text is written."""

from collections.abc import Callable, Iterator

from pipeline.diagnostics import Diagnostic, Source
from pipeline.grammar import plural
from pipeline.model.bank import Bank
from pipeline.model.texts import scenario_texts
from pipeline.rules import authoring as rules
from pipeline.rules.drafting import TO_RESUME


def texts_are_written(bank: Bank) -> Iterator[Diagnostic]:
    """No text is still the question that « epreuve new scenario » asks of its author."""
    for scenario in bank.scenarios:
        left: dict[str, tuple[Source, int]] = {}
        for text, spot in scenario_texts(scenario):
            if rules.TO_WRITE in text:
                place, count = left.get(spot.owner, (spot.source, 0))
                left[spot.owner] = place, count + 1
        for owner, (place, count) in left.items():
            texts = plural(count, *rules.UNWRITTEN_TEXTS).format(count=count)
            yield rules.UNWRITTEN.at(place, scenario=scenario.id, owner=owner, texts=texts)


def imports_are_placed(bank: Bank) -> Iterator[Diagnostic]:
    """No text of an imported document still waits for its place."""
    for scenario in bank.scenarios:
        if scenario.leftovers:
            count = len(scenario.leftovers)
            yield TO_RESUME.at(scenario.source, scenario=scenario.id, count=count)


ALL: tuple[Callable[[Bank], Iterator[Diagnostic]], ...] = (texts_are_written, imports_are_placed)
