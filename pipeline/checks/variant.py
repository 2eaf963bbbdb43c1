"""What must hold of a scenario once set in a country with a number set: grammar, figures, charts."""

import re
from collections.abc import Callable, Iterator, Mapping

from pipeline.diagnostics import Diagnostic, Rule, Source
from pipeline.grammar import leftovers, lint, lint_country
from pipeline.model.bank import Bank
from pipeline.model.country import Grammar
from pipeline.model.reserved import bare, reserved_texts
from pipeline.model.scenario import ChartSpec, Exhibit, Variant
from pipeline.model.texts import FRENCH, Spot, scenario_texts
from pipeline.rules import item as item_rules
from pipeline.rules import scenario as rules
from pipeline.typography import parse_number

MAX_TITLE = 45
#: A figure is looked for when its unit makes it unmistakable: « 45 % » may be somebody else's.
_UNMISTAKABLE = re.compile(r"[0-9].*[^\W\d_]{5,}")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý«])|\n")


def texts_are_grammatical(bank: Bank, variant: Variant) -> Iterator[Diagnostic]:
    """No text shows that a name was put into it, in any country."""
    country = bank.countries[variant.iso3]
    for text, spot in scenario_texts(variant.content):
        found = list(lint(text) if spot.language == FRENCH else leftovers(text))
        if spot.language == FRENCH and country.name in text:
            found += lint_country(text, country.name, _forms(country.grammar))
        for problem in found:
            yield _at(rules.RENDERED_GRAMMAR, variant, spot, problem=problem)


def figures_have_a_year(_bank: Bank, variant: Variant) -> Iterator[Diagnostic]:
    """A figure of the country is printed with its year in the same sentence."""
    dated = {
        fact.value: fact.year
        for fact in variant.facts
        if fact.year and _UNMISTAKABLE.search(fact.value)
    }
    for text, spot in scenario_texts(variant.content):
        for figure in _undated(text, dated):
            yield _at(rules.UNDATED_FIGURE, variant, spot, figure=figure)


def charts_are_numbers(_bank: Bank, variant: Variant) -> Iterator[Diagnostic]:
    """The columns that are drawn hold numbers only."""
    for exhibit in variant.content.exhibits:
        if exhibit.chart:
            for column in _worded_columns(exhibit, exhibit.chart):
                spot = Spot(owner=exhibit.id, language=exhibit.language, source=exhibit.source)
                yield _at(rules.UNKNOWN_RENDERED, variant, spot, column=column)


def titles_stay_short(_bank: Bank, variant: Variant) -> Iterator[Diagnostic]:
    """The title of an item fits in a column of a grid, with the longest name in it."""
    for item in variant.content.items:
        count = len(item.title)
        if count > MAX_TITLE:
            yield item_rules.LONG_TITLE.at(item.source, item=item.id, count=count, limit=MAX_TITLE)


def answers_stay_hidden(_bank: Bank, variant: Variant) -> Iterator[Diagnostic]:
    """Nothing that the candidate reads says word for word what is expected of the answer."""
    content = variant.content
    shown = [content.situation, content.mention, *content.constraints]
    shown += [event.text for event in content.chronology]
    shown += [e.body for e in content.exhibits] + [
        c for e in content.exhibits for r in e.rows for c in r
    ]
    shown += [item.instruction for item in content.items]
    read = "\n".join(bare(text) for text in shown)
    for item in content.items:
        for plain, text in reserved_texts((item,), content.injects).items():
            if plain in read:
                yield item_rules.ANSWER_SHOWN.at(item.source, item=item.id, text=text[:80])


def _forms(grammar: Grammar) -> tuple[str, ...]:
    return (
        grammar.with_article,
        grammar.in_country,
        grammar.of_country,
        grammar.of_short,
        grammar.to_country,
        *_capital_forms(grammar),
    )


def _capital_forms(grammar: Grammar) -> tuple[str, ...]:
    """What is right of a city is right of a country of the same name."""
    same = grammar.capital == grammar.name
    return (f"à {grammar.name}", f"de {grammar.name}") if same else ()


def _undated(text: str, dated: Mapping[str, str]) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        for figure, year in dated.items():
            if figure in sentence and year not in sentence:
                yield figure


def _worded_columns(exhibit: Exhibit, chart: ChartSpec) -> Iterator[int]:
    for column in chart.series:
        if any(parse_number(row[column]) is None for row in exhibit.rows):
            yield column


def _at(rule: Rule, variant: Variant, spot: Spot, **values: object) -> Diagnostic:
    place: Source = spot.source
    return rule.at(
        place,
        scenario=variant.scenario,
        country=variant.country_name,
        set=variant.number_set,
        place=spot.owner,
        **values,
    )


ALL: tuple[Callable[[Bank, Variant], Iterator[Diagnostic]], ...] = (
    texts_are_grammatical,
    figures_have_a_year,
    charts_are_numbers,
    titles_stay_short,
    answers_stay_hidden,
)


def check_variant(bank: Bank, variant: Variant) -> tuple[Diagnostic, ...]:
    """Every fault of a variant, check by check."""
    return tuple(fault for check in ALL for fault in check(bank, variant))
