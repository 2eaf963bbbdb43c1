"""What must hold of scenarios, whatever the country: typology, review, safety, documents, names."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import combinations

from pipeline.diagnostics import Diagnostic
from pipeline.model.bank import Bank
from pipeline.model.item import Modality
from pipeline.model.scenario import Scenario
from pipeline.model.texts import scenario_texts
from pipeline.rules import scenario as rules

REVIEWED = "relu"
FICTIONAL = "fictif"
MOST_SENSITIVE = 3
MAX_COLUMNS = 7
MAX_WORDS = 300
EXERCISE = "exercice"
_TAG = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_USED = re.compile(r"\bv\.([a-z][a-z0-9_]*)")


def families_and_types_are_known(bank: Bank) -> Iterator[Diagnostic]:
    """The family and the types of a scenario are in the typology, and go together."""
    types = {kind.id: kind for kind in bank.types}
    for scenario in bank.scenarios:
        if scenario.family not in bank.families:
            said = rules.POSSIBLE.format(words=", ".join(bank.families))
            yield rules.UNKNOWN_FAMILY.at(
                scenario.source, scenario=scenario.id, family=scenario.family, advice=said
            )
        for kind in (scenario.type, *scenario.related_types):
            if kind not in types:
                yield rules.UNKNOWN_TYPE.at(
                    scenario.source,
                    scenario=scenario.id,
                    type=kind,
                    advice=_types_of(bank, kind.partition("-")[0]),
                )
        main = types.get(scenario.type)
        if main and main.family != scenario.family:
            yield rules.TYPE_OF_ANOTHER_FAMILY.at(
                scenario.source,
                scenario=scenario.id,
                type=main.id,
                other=main.family,
                family=scenario.family,
            )


def scenarios_are_reviewed(bank: Bank) -> Iterator[Diagnostic]:
    """Somebody has read the scenario."""
    for scenario in bank.scenarios:
        if scenario.review.status != REVIEWED or not scenario.review.date:
            status = scenario.review.status or rules.NO_STATUS
            yield rules.NOT_REVIEWED.at(scenario.source, scenario=scenario.id, status=status)


def scenarios_are_fresh(bank: Bank, when: str) -> Iterator[Diagnostic]:
    """On the day ``when`` (ISO), the scenario may still be used."""
    for scenario in bank.scenarios:
        if scenario.review.expires < when:
            yield rules.EXPIRED.at(
                scenario.source, scenario=scenario.id, date=scenario.review.expires
            )


def sensitive_scenarios_are_invented(bank: Bank) -> Iterator[Diagnostic]:
    """What is most sensitive happens in an invented country."""
    for scenario in bank.scenarios:
        rule = scenario.country_rule
        if scenario.sensitivity >= MOST_SENSITIVE and rule.mode != FICTIONAL:
            yield rules.NEEDS_INVENTED.at(rule.source, scenario=scenario.id)


def types_of_invented_countries(bank: Bank) -> Iterator[Diagnostic]:
    """A type of situation that asks for an invented country has one."""
    modes = {kind.id: kind.mode for kind in bank.types}
    for scenario in bank.scenarios:
        rule = scenario.country_rule
        if modes.get(scenario.type) == FICTIONAL and rule.mode != FICTIONAL:
            yield rules.TYPE_IS_INVENTED.at(rule.source, scenario=scenario.id, type=scenario.type)


def mentions_say_exercise(bank: Bank) -> Iterator[Diagnostic]:
    """The mention that is printed everywhere says that it is an exercise."""
    for scenario in bank.scenarios:
        if EXERCISE not in scenario.mention.casefold():
            yield rules.NO_EXERCISE.at(scenario.source, scenario=scenario.id)


def names_are_used(bank: Bank) -> Iterator[Diagnostic]:
    """Every invented name and every number of the sets is in a text."""
    for scenario in bank.scenarios:
        used = {name for text, _ in scenario_texts(scenario) for name in _names_in(text)}
        for name in (*scenario.variables, *_numbers(scenario)):
            if name not in used:
                yield rules.UNUSED_NAME.at(scenario.source, scenario=scenario.id, name=name)


def answers_are_computed(bank: Bank) -> Iterator[Diagnostic]:
    """An expected element at least depends on the number set, so that its answer changes with it."""
    for scenario in bank.scenarios:
        expected = (element.text for item in scenario.items for element in item.expected)
        if not any(name in _numbers(scenario) for text in expected for name in _names_in(text)):
            yield rules.NOTHING_COMPUTED.at(scenario.source, scenario=scenario.id)


def documents_are_used(bank: Bank) -> Iterator[Diagnostic]:
    """Every document of a dossier serves at least one item."""
    for scenario in bank.scenarios:
        used = {document for item in scenario.items for document in item.documents}
        for exhibit in scenario.exhibits:
            if exhibit.id not in used:
                yield rules.UNUSED_DOCUMENT.at(
                    exhibit.source, scenario=scenario.id, document=exhibit.id
                )


def decisions_are_asked(bank: Bank) -> Iterator[Diagnostic]:
    """A written item at least asks for a decision motivated under constraint."""
    for scenario in bank.scenarios:
        written = [i for i in scenario.items if i.modality is Modality.WRITTEN]
        if written and not any(item.decision for item in written):
            yield rules.NO_DECISION.at(scenario.source, scenario=scenario.id)


def tables_fit_the_page(bank: Bank) -> Iterator[Diagnostic]:
    """A table has at most seven columns: a portrait page holds no more."""
    for scenario in bank.scenarios:
        for exhibit in scenario.exhibits:
            count = len(exhibit.columns)
            if count > MAX_COLUMNS:
                yield rules.WIDE_TABLE.at(
                    exhibit.source, document=exhibit.id, count=count, limit=MAX_COLUMNS
                )


def documents_are_short(bank: Bank) -> Iterator[Diagnostic]:
    """A document is read in two minutes."""
    for scenario in bank.scenarios:
        for exhibit in scenario.exhibits:
            count = len(exhibit.body.split())
            if count > MAX_WORDS:
                yield rules.LONG_DOCUMENT.at(
                    exhibit.source, document=exhibit.id, count=count, limit=MAX_WORDS
                )


def dossiers_have_a_chart(bank: Bank) -> Iterator[Diagnostic]:
    """A document at least is drawn."""
    for scenario in bank.scenarios:
        if not any(exhibit.chart for exhibit in scenario.exhibits):
            yield rules.NO_CHART.at(scenario.source, scenario=scenario.id)


def number_sets_differ(bank: Bank) -> Iterator[Diagnostic]:
    """Two number sets give two papers: the main one and the spare."""
    for scenario in bank.scenarios:
        for first, second in combinations(scenario.number_sets, 2):
            if scenario.number_sets[first] == scenario.number_sets[second]:
                yield rules.SAME_SETS.at(
                    scenario.source, scenario=scenario.id, first=first, second=second
                )


def invented_names_are_invented(bank: Bank) -> Iterator[Diagnostic]:
    """No invented name is that of a country or a capital."""
    taken = {folded(n) for c in bank.countries.values() for n in (c.name, c.grammar.capital)}
    for scenario in bank.scenarios:
        for name in _invented_names(scenario):
            if folded(name) in taken:
                yield rules.REAL_PLACE.at(scenario.source, scenario=scenario.id, name=name)


def folded(name: str) -> str:
    """A name without case, accents and hyphens: « GUINEE-BISSAU » is « Guinée Bissau »."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))


def _invented_names(scenario: Scenario) -> Iterator[str]:
    """The names of the scenario, and of its actors that are said to be invented."""
    for value in scenario.variables.values():
        yield from (value,) if isinstance(value, str) else value.values()
    yield from (actor.name for actor in scenario.actors if actor.fictional)


def _names_in(text: str) -> Iterator[str]:
    """The names that the tags of a text take from ``v``."""
    return (name for tag in _TAG.findall(text) for name in _USED.findall(tag))


def _numbers(scenario: Scenario) -> tuple[str, ...]:
    """The names of the numbers, the same in every set."""
    return tuple(next(iter(scenario.number_sets.values()), {}))


def _types_of(bank: Bank, family: str) -> str:
    near = [kind.id for kind in bank.types if kind.family == family]
    return rules.POSSIBLE.format(words=", ".join(near or bank.families))


ALL: tuple[Callable[[Bank], Iterator[Diagnostic]], ...] = (
    families_and_types_are_known,
    scenarios_are_reviewed,
    sensitive_scenarios_are_invented,
    types_of_invented_countries,
    mentions_say_exercise,
    names_are_used,
    answers_are_computed,
    documents_are_used,
    decisions_are_asked,
    tables_fit_the_page,
    documents_are_short,
    dossiers_have_a_chart,
    number_sets_differ,
    invented_names_are_invented,
)
#: The checks that need to know the day.
DATED: tuple[Callable[[Bank, str], Iterator[Diagnostic]], ...] = (scenarios_are_fresh,)
