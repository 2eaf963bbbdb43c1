"""What predicates and texts may name: columns, organisations, resources, languages, regions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.model.country import Country
from pipeline.read.countries import Countries

#: The columns that hold several values, separated by « ; », and the function that asks for each.
LISTS = {
    "membre": ("organisations",),
    "espace": ("espaces_strategiques",),
    "verrou": ("verrous_maritimes",),
    "ressource": ("ressources_fr",),
    "langue": ("langues_officielles_fr",),
    "region": ("region_fr", "sous_region_fr"),
}
COLUMN_FUNCTIONS = ("renseigne", "vrai")
NEIGHBOUR_FUNCTION = "voisin"
FUNCTIONS = (*LISTS, *COLUMN_FUNCTIONS, NEIGHBOUR_FUNCTION)
NEIGHBOUR_COUNT = "n_voisins"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words that the countries give to content.

    ``printable`` are the columns that a text may print, ``dated`` those that have a year;
    ``values`` maps each list function to the values that it may be asked for.
    """

    columns: frozenset[str]
    printable: frozenset[str]
    dated: frozenset[str]
    codes: frozenset[str]
    values: Mapping[str, frozenset[str]]


def build_vocabulary(countries: Countries) -> Vocabulary:
    """The words of a set of countries."""
    sources = countries.sources.values()
    everywhere = countries.by_iso3.values()
    return Vocabulary(
        columns=frozenset(s.field for s in sources),
        printable=frozenset(s.field for s in sources if s.phrase),
        dated=frozenset(s.field for s in sources if s.year_field),
        codes=frozenset(countries.by_iso3),
        values={
            function: frozenset(_all_values(everywhere, columns))
            for function, columns in LISTS.items()
        },
    )


def list_values(country: Country, columns: Iterable[str]) -> frozenset[str]:
    """The values of a country in list columns, each also without its remark in parentheses."""
    found: set[str] = set()
    for column in columns:
        value = country.value(column)
        for part in str(value).split(";") if value is not None else ():
            found |= {part.strip(), part.split(" (")[0].strip()}
    return frozenset(found)


def neighbours(country: Country) -> tuple[str, ...]:
    """The codes of the countries that share a border."""
    value = country.value("voisins")
    return tuple(str(value).split(";")) if value is not None else ()


def _all_values(countries: Iterable[Country], columns: Iterable[str]) -> Iterator[str]:
    wanted = tuple(columns)
    for country in countries:
        yield from list_values(country, wanted)
