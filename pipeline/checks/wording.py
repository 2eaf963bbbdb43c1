"""What a text names that may not be there: a document that the dossier lacks, an office of some countries only."""

import re
from collections.abc import Callable, Iterator

from pipeline.diagnostics import Diagnostic
from pipeline.model.bank import Bank
from pipeline.model.scenario import Scenario
from pipeline.model.texts import FRENCH, scenario_texts
from pipeline.rules import scenario as rules
from pipeline.rules import wording as words

_TAG = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_DOCUMENT = re.compile(r"(?<![\w.-])D[0-9]{1,2}(?![\w-])")
_SENTENCE = re.compile(r"(?<=[.!?]) +|\n")
_LOCAL = re.compile(rf"(?<![\w-])(?:{words.LOCAL_INSTITUTIONS})(?![\w-])", re.IGNORECASE)
_OF_FRANCE = re.compile(words.FRENCH_ONES)


def mentioned_documents_exist(bank: Bank) -> Iterator[Diagnostic]:
    """A text that names a document by its number names one of the dossier."""
    for scenario in bank.scenarios:
        known = {exhibit.id for exhibit in scenario.exhibits}
        for text, spot in scenario_texts(scenario):
            for name in dict.fromkeys(_DOCUMENT.findall(_TAG.sub(" ", text))):
                if name not in known:
                    yield rules.UNKNOWN_MENTION.at(
                        spot.source, owner=spot.owner, document=name, text=text[:60]
                    )


def institutions_exist_everywhere(bank: Bank) -> Iterator[Diagnostic]:
    """A scenario that is set in several regions of the world names no office of some countries only."""
    for scenario in bank.scenarios:
        regions = _regions(bank, scenario)
        for text, spot in scenario_texts(scenario) if len(regions) > 1 else ():
            for word in _local(text) if spot.language == FRENCH else ():
                yield rules.LOCAL_INSTITUTION.at(
                    spot.source, owner=spot.owner, word=word, regions=", ".join(regions)
                )


def _regions(bank: Bank, scenario: Scenario) -> tuple[str, ...]:
    places = bank.settings.get(scenario.id, ())
    return tuple(sorted({bank.countries[iso3].region for iso3 in places}))


def _local(text: str) -> Iterator[str]:
    """The offices that a text names, each once, those of France aside."""
    sentences = (s for s in _SENTENCE.split(text) if not _OF_FRANCE.search(s))
    return iter(dict.fromkeys(word for s in sentences for word in _LOCAL.findall(s)))


ALL: tuple[Callable[[Bank], Iterator[Diagnostic]], ...] = (
    mentioned_documents_exist,
    institutions_exist_everywhere,
)
