"""Newer figures of countries in a CSV file (iso3, champ, valeur, annee, source), laid over those of the bank.

The file may come from a spreadsheet in French: semicolons, decimal commas, spaces between thousands, Windows-1252.

``scenarios/pays_actualises.csv`` holds those that a workspace has adopted: ``pays.csv`` stays as it was received, and
taking a line out brings its figure back.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from pipeline.diagnostics import Diagnostic
from pipeline.model.country import Country, FieldSource, Trait, Update
from pipeline.read.csvtable import Row
from pipeline.read.officetable import office_number, read_office_table
from pipeline.read.plain import advice
from pipeline.rules import country as rules
from pipeline.rules.update import UPDATE_UNSURE

ADOPTED = "scenarios/pays_actualises.csv"
COLUMNS = ("iso3", "champ", "valeur", "annee", "source")
_FIGURE = "chiffre"
_NUMERIC = ("nombre", "grandeur")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_UNSURE = re.compile(r"-?[0-9]{1,3}[.,][0-9]{3}")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")

ByCode = Mapping[str, Country]
Sources = Mapping[str, FieldSource]


def read_updates(
    root: Path, path: str, countries: ByCode, sources: Sources, faults: list[Diagnostic]
) -> tuple[Update, ...]:
    """The figures of a file, in order; none, with every fault told, when one line has a fault."""
    table, comma = read_office_table(root, path, COLUMNS, faults)
    if table is None:
        return ()
    rows = [_plain(row, sources, decimal_comma=comma) for row in table.rows]
    before = len(faults)
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        faults.extend(_faults(row, countries, sources, seen))
    return tuple(map(_update, rows)) if len(faults) == before else ()


def _plain(row: Row, sources: Sources, *, decimal_comma: bool) -> Row:
    """A line with its country in capitals, and its figure as the bank writes it: empty when it is none."""
    figure: str | None = row["valeur"]
    source = sources.get(row["champ"])
    if source is not None and is_numeric(source):
        figure = office_number(row["valeur"], decimal_comma=decimal_comma)
    return replace(row, cells={**row.cells, "iso3": row["iso3"].upper(), _FIGURE: figure or ""})


def is_numeric(source: FieldSource) -> bool:
    """Whether the values of a column are numbers."""
    return source.phrase.split(" ")[0] in _NUMERIC


def lay_over(countries: ByCode, updates: Sequence[Update]) -> dict[str, Country]:
    """The countries with newer figures in place of theirs."""
    found = dict(countries)
    for update in updates:
        country = found[update.iso3]
        traits = {**country.traits, update.trait.field: update.trait}
        found[update.iso3] = replace(country, traits=traits)
    return found


def _update(row: Row) -> Update:
    text = row[_FIGURE]
    value: Decimal | str = Decimal(text) if NUMBER.fullmatch(text) else text
    trait = Trait(field=row["champ"], value=value, year=int(row["annee"]), source=row["source"])
    return Update(iso3=row["iso3"], trait=trait, place=row.source)


def _faults(
    row: Row, countries: ByCode, sources: Sources, seen: dict[tuple[str, str], int]
) -> Iterator[Diagnostic]:
    """What is wrong with a line: unknown words first, then its figure, year and source."""
    iso3, field = row["iso3"], row["champ"]
    unknown = [
        rules.UPDATE_UNKNOWN.at(row.source, kind=kind, value=word, advice=advice(word, known))
        for kind, word, known in (
            (rules.UPDATE_COUNTRY, iso3, sorted(countries)),
            (rules.UPDATE_COLUMN, field, sorted(sources)),
        )
        if word not in known
    ]
    if unknown:
        yield from unknown
        return
    country = countries[iso3]
    problems = [*_problems(row, country, sources[field])]
    if (iso3, field) in seen:
        problems.append(rules.UPDATE_REPEATED.format(line=seen[iso3, field]))
    seen.setdefault((iso3, field), row.source.line or 0)
    for problem in problems:
        yield rules.UPDATE_REFUSED.at(
            row.source, country=country.name, column=field, problem=problem
        )


def _problems(row: Row, country: Country, source: FieldSource) -> Iterator[str]:
    if country.fictional:
        yield rules.UPDATE_INVENTED
    if not source.year_field:
        yield rules.UPDATE_NOT_DATED
    value = row["valeur"]
    if not row[_FIGURE]:
        unsure = _UNSURE.fullmatch(value) is not None
        yield (UPDATE_UNSURE if unsure else rules.UPDATE_NOT_A_NUMBER).format(value=value)
    if not YEAR.fullmatch(row["annee"]):
        yield rules.UPDATE_NOT_A_YEAR.format(value=row["annee"])
    if not row["source"]:
        yield rules.UPDATE_NO_SOURCE
