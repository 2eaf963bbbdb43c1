"""What must hold of a scenario once set in a country with a number set: grammar, figures, charts."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from pipeline.diagnostics import Diagnostic, Rule, Source
from pipeline.grammar import leftovers, lint, lint_country
from pipeline.model.bank import Bank
from pipeline.model.country import Grammar
from pipeline.model.item import Inject, Item
from pipeline.model.reserved import bare, canaries, reserved_texts
from pipeline.model.scenario import ChartSpec, Exhibit, Variant
from pipeline.model.texts import FRENCH, Spot, scenario_texts
from pipeline.rules import item as item_rules
from pipeline.rules import scenario as rules
from pipeline.typography import parse_number

MAX_TITLE = 45
#: Letters side by side on a portrait page, in the type of tables.
MAX_WIDTH = 85
_BREAKS = re.compile(r"[ \n-]")
#: A figure is looked for when its unit makes it unmistakable: « 45 % » may be somebody else's.
_UNMISTAKABLE = re.compile(r"[0-9].*[^\W\d_]{5,}")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý«])|\n")
Texts = Sequence[tuple[str, Spot]]
"""Every text of a variant with its place, gathered once for all the checks."""


def texts_are_grammatical(bank: Bank, variant: Variant, texts: Texts) -> Iterator[Diagnostic]:
    """No text shows that a name was put into it, in any country."""
    country = bank.countries[variant.iso3]
    forms = _forms(country.grammar)
    for text, spot in texts:
        found = lint(text) if spot.language == FRENCH else leftovers(text)
        if spot.language == FRENCH and country.name in text:
            found = (*found, *lint_country(text, country.name, forms))
        for problem in found:
            yield _at(rules.RENDERED_GRAMMAR, variant, spot, problem=problem)


def figures_have_a_year(_bank: Bank, variant: Variant, texts: Texts) -> Iterator[Diagnostic]:
    """A figure of the country is printed with its year in the same sentence."""
    dated = {
        fact.value: fact.year
        for fact in variant.facts
        if fact.year and _UNMISTAKABLE.search(fact.value)
    }
    for text, spot in texts:
        for figure in _undated(text, dated):
            yield _at(rules.UNDATED_FIGURE, variant, spot, figure=figure)


def charts_are_numbers(_bank: Bank, variant: Variant, _texts: Texts) -> Iterator[Diagnostic]:
    """The columns that are drawn hold numbers only."""
    for exhibit in variant.content.exhibits:
        if exhibit.chart:
            for column in _worded_columns(exhibit, exhibit.chart):
                spot = Spot(owner=exhibit.id, language=exhibit.language, source=exhibit.source)
                yield _at(rules.UNKNOWN_RENDERED, variant, spot, column=column)


def rows_fit_the_page(_bank: Bank, variant: Variant, _texts: Texts) -> Iterator[Diagnostic]:
    """A table has room for the longest word of each of its columns, side by side."""
    for exhibit in variant.content.exhibits:
        count = sum(_longest(exhibit, column) for column in range(len(exhibit.columns)))
        if count > MAX_WIDTH:
            spot = Spot(owner=exhibit.id, language=exhibit.language, source=exhibit.source)
            yield _at(rules.WIDE_ROWS, variant, spot, count=count, limit=MAX_WIDTH)


def titles_stay_short(_bank: Bank, variant: Variant, _texts: Texts) -> Iterator[Diagnostic]:
    """The title of an item fits in a column of a grid, with the longest name in it."""
    for item in variant.content.items:
        count = len(item.title)
        if count > MAX_TITLE:
            yield item_rules.LONG_TITLE.at(item.source, item=item.id, count=count, limit=MAX_TITLE)


def answers_stay_hidden(_bank: Bank, variant: Variant, _texts: Texts) -> Iterator[Diagnostic]:
    """Nothing that the candidate reads says word for word what is expected of the answer."""
    content = variant.content
    shown = [content.situation, content.mention, *content.constraints]
    shown += [event.text for event in content.chronology]
    shown += [e.body for e in content.exhibits] + [
        c for e in content.exhibits for r in e.rows for c in r
    ]
    shown += [item.instruction for item in content.items]
    read = "\n".join(map(_bare, dict.fromkeys(shown)))
    for item in content.items:
        for plain, text in _reserved(item, content.injects).items():
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
    printed = {figure: year for figure, year in dated.items() if figure in text}
    for sentence in _SENTENCE.split(text) if printed else ():
        for figure, year in printed.items():
            if _stands(figure, sentence) and year not in sentence:
                yield figure


def _stands(figure: str, sentence: str) -> bool:
    """Whether a sentence holds a figure that is not the end of a longer number."""
    return figure in sentence and bool(re.search(rf"(?<![0-9,.]){re.escape(figure)}", sentence))


@lru_cache(maxsize=1 << 12)
def _reserved(item: Item, injects: tuple[Inject, ...]) -> dict[str, str]:
    """What nobody may read of an item: its answers, and in a simulation what only one player knows."""
    secrets = canaries(secret for role in item.roles for secret in role.secrets)
    return reserved_texts((item,), (*injects, *item.injects)) | secrets


def _worded_columns(exhibit: Exhibit, chart: ChartSpec) -> Iterator[int]:
    for column in chart.series:
        if any(parse_number(row[column]) is None for row in exhibit.rows):
            yield column


def _longest(exhibit: Exhibit, column: int) -> int:
    """The letters of the longest word of a column, its title included; numbers do not break at their spaces."""
    cells = (exhibit.columns[column], *(row[column] for row in exhibit.rows))
    return max((len(word) for cell in cells for word in _BREAKS.split(cell)), default=0)


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


_bare = lru_cache(maxsize=1 << 13)(bare)
ALL: tuple[Callable[[Bank, Variant, Texts], Iterator[Diagnostic]], ...] = (
    texts_are_grammatical,
    figures_have_a_year,
    charts_are_numbers,
    rows_fit_the_page,
    titles_stay_short,
    answers_stay_hidden,
)


def check_variant(bank: Bank, variant: Variant) -> tuple[Diagnostic, ...]:
    """Every fault of a variant, check by check."""
    texts = tuple(scenario_texts(variant.content))
    return tuple(fault for check in ALL for fault in check(bank, variant, texts))
