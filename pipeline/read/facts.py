"""What a text and the country sheet print of a country: figures with their unit, year and source."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pipeline.grammar import capitalized, starts_with_vowel
from pipeline.model.country import Country, FieldSource, Trait
from pipeline.model.scenario import FactLine
from pipeline.rules import country as words
from pipeline.typography import magnitude, number, typeset

#: The lines of every country sheet, in order; a scenario adds its required facts.
SHEET = (
    *("nom_officiel_fr", "statut", "capitale_fr", "voisins", "langues_officielles_fr"),
    *("monnaie_fr", "regime_fr", "superficie_km2", "population", "pib_nominal_usd"),
    *("pib_hab_ppa_usd2021", "croissance_pib_pct", "idh", "internautes_pct", "inform_risque"),
)
_NOTES = {"capitale_fr": "capitale_note", "langues_officielles_fr": "langues_note"}
_NAME = "nom_officiel_fr"
_ORDINARY_STATUS = "membre ONU"

ByCode = Mapping[str, Country]
Sources = Mapping[str, FieldSource]


def country_facts(country: Country, countries: ByCode, sources: Sources) -> dict[str, str]:
    """What ``f.`` says: each printable trait of a country, with its unit."""
    return {
        field: say_trait(trait, sources[field].phrase, countries)
        for field, trait in country.traits.items()
        if sources[field].phrase
    }


def country_years(country: Country, sources: Sources) -> dict[str, str]:
    """What ``an.`` says: the year of each dated trait, in parentheses; an invented country says so."""
    return {
        field: f"({words.FICTIONAL})" if country.fictional else f"({trait.year})"
        for field, trait in country.traits.items()
        if sources[field].year_field
    }


def say_trait(trait: Trait, phrase: str, countries: ByCode) -> str:
    """One trait in words: « 14,8 millions d'habitants », « 4,9 sur 10 », « Chine 40 %, Inde 9 % »."""
    kind, _, unit = phrase.partition(" ")
    if isinstance(trait.value, Decimal):
        return _say_number(trait.value, kind, unit)
    parts = [part.strip() for part in trait.value.split(";")]
    if kind == "parts":
        return ", ".join(_say_share(part, countries) for part in parts)
    if kind == "pays":
        return ", ".join(_name(part, countries) for part in parts)
    return ", ".join(parts) if kind == "liste" else trait.value


def fact_lines(
    country: Country, required: Sequence[str], countries: ByCode, sources: Sources
) -> tuple[FactLine, ...]:
    """The printed lines of the country sheet, in order, without the traits that are missing."""
    wanted = dict.fromkeys((*SHEET, *required))
    return tuple(_fact_lines(country, tuple(wanted), countries, sources))


def _fact_lines(
    country: Country, fields: Sequence[str], countries: ByCode, sources: Sources
) -> Iterator[FactLine]:
    for field in fields:
        trait = country.traits.get(field)
        if trait is None or _is_ordinary(trait):
            continue
        source = sources[field]
        said = say_trait(trait, source.phrase, countries)
        said = capitalized(said) if field == _NAME else said
        note = country.value(_NOTES.get(field, ""))
        dated = bool(source.year_field) and not country.fictional
        yield FactLine(
            label=typeset(capitalized(source.label)),
            value=typeset(f"{said} ({note})" if note else said),
            year=str(trait.year) if dated else "",
            source=typeset(words.FICTIONAL if country.fictional else trait.source or source.credit),
        )


def _is_ordinary(trait: Trait) -> bool:
    return trait.field == "statut" and trait.value == _ORDINARY_STATUS


def _say_number(value: Decimal, kind: str, unit: str) -> str:
    if kind != "grandeur":
        return f"{number(value)} {unit}".strip()
    said = magnitude(value)
    rounded = said.split()[-1].rstrip("s") in (words.MILLION, words.BILLION)
    if not unit or not rounded:
        return f"{said} {unit}".strip()
    return f"{said} d'{unit}" if starts_with_vowel(unit) else f"{said} de {unit}"


def _say_share(part: str, countries: ByCode) -> str:
    code, _, share = part.partition(":")
    return f"{_name(code, countries)} {share} %" if share else _name(code, countries)


def _name(code: str, countries: ByCode) -> str:
    return countries[code].name if code in countries else code
