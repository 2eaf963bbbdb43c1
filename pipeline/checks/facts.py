"""What must hold of the figures that scenarios print, on a given day: neither they nor their sources are old."""

import re
from collections.abc import Callable, Iterator, Mapping

from pipeline.diagnostics import Diagnostic, Source
from pipeline.model.bank import Bank
from pipeline.rules import bank as rules

COUNTRIES_FILE = "scenarios/pays.csv"
SOURCES_FILE = "scenarios/pays_sources.csv"
#: Years after which a figure says nothing of a country any more: international series come out two or three years late.
MAX_AGE = 6
SHOWN = 5
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def facts_are_recent(bank: Bank, when: str) -> Iterator[Diagnostic]:
    """A dated figure that a scenario requires is recent in every country where it may be set."""
    oldest = int(when[:4]) - MAX_AGE
    for field, places in _printed(bank).items():
        found = {iso3: bank.countries[iso3].traits[field] for iso3 in places}
        old = [f"{iso3} {trait.year}" for iso3, trait in found.items() if 0 < trait.year < oldest]
        if old:
            more = (rules.MORE.format(count=len(old) - SHOWN),) if len(old) > SHOWN else ()
            yield rules.OLD_FACT.at(
                Source(path=COUNTRIES_FILE),
                field=field,
                limit=MAX_AGE,
                places=", ".join((*old[:SHOWN], *more)),
            )


def sources_are_recent(bank: Bank, when: str) -> Iterator[Diagnostic]:
    """The source of a figure that scenarios require is recent; one that says no year is not judged."""
    for field in _printed(bank):
        dated = bank.field_sources[field].as_of
        years = [int(year) for year in _YEAR.findall(dated)]
        if years and max(years) < int(when[:4]) - MAX_AGE:
            yield rules.OLD_SOURCE.at(
                Source(path=SOURCES_FILE), field=field, limit=MAX_AGE, date=max(years)
            )


def _printed(bank: Bank) -> Mapping[str, tuple[str, ...]]:
    """The dated columns that scenarios require, sorted, with the countries where they do."""
    found: dict[str, set[str]] = {}
    for scenario in bank.scenarios:
        for field in scenario.country_rule.facts:
            if bank.field_sources[field].year_field:
                found.setdefault(field, set()).update(bank.settings[scenario.id])
    return {field: tuple(sorted(found[field])) for field in sorted(found)}


#: The checks that need to know the day.
DATED: tuple[Callable[[Bank, str], Iterator[Diagnostic]], ...] = (
    facts_are_recent,
    sources_are_recent,
)
