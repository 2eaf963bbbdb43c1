"""``scenarios/pays*.csv`` and ``grammaire.csv`` -> countries whose every figure is dated and sourced."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pipeline.diagnostics import Diagnostic
from pipeline.model.country import Country, FieldSource, Grammar, Trait
from pipeline.read.csvtable import Row, Table, read_table
from pipeline.read.updates import ADOPTED, NUMBER, YEAR, is_numeric, lay_over, read_updates
from pipeline.rules import country as rules

FOLDER = "scenarios"
REAL = (f"{FOLDER}/pays.csv", f"{FOLDER}/grammaire.csv")
INVENTED = (f"{FOLDER}/pays_fictifs.csv", f"{FOLDER}/pays_fictifs_grammaire.csv")
SOURCES = f"{FOLDER}/pays_sources.csv"

PHRASES = ("nombre", "grandeur", "texte", "liste", "parts", "pays")
_IDENTITY = (
    *("iso3", "nom_fr", "nom_officiel_fr", "statut", "eligible", "motif_ineligibilite"),
    *("region_fr", "sous_region_fr", "voisins"),
)
_SOURCE_COLUMNS = (
    *("champ", "libelle", "unite", "annee", "imprime", "mention"),
    *("source", "licence", "etat_au", "note"),
)
_GRAMMAR = {
    "nom": "name",
    "le": "with_article",
    "en": "in_country",
    "du": "of_country",
    "de": "of_short",
    "a": "to_country",
    "adj_ms": "adjective_ms",
    "adj_fs": "adjective_fs",
    "adj_mp": "adjective_mp",
    "adj_fp": "adjective_fp",
    "hab_m": "inhabitant_m",
    "hab_f": "inhabitant_f",
    "capitale": "capital",
}
_ISO3 = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Countries:
    """Every country by its code, real and invented, and the source of every column."""

    by_iso3: Mapping[str, Country]
    sources: Mapping[str, FieldSource]


def read_countries(root: Path) -> tuple[Countries | None, tuple[Diagnostic, ...]]:
    """The countries of a workspace; ``None`` as soon as one of the files has a fault."""
    countries, faults = survey_countries(root)
    return (None if faults else countries), faults


def survey_countries(root: Path) -> tuple[Countries | None, tuple[Diagnostic, ...]]:
    """The countries as far as they can be read, with every fault: enough to know the words that content may use."""
    faults: list[Diagnostic] = []
    table = read_table(root, SOURCES, _SOURCE_COLUMNS, faults)
    real = _read_pair(root, REAL, faults)
    invented = _read_pair(root, INVENTED, faults)
    if table is None or real is None or invented is None:
        return None, tuple(faults)
    sources = {row["champ"]: _field_source(row) for row in table.rows}
    faults.extend(_source_faults(table, real[0].columns))
    found = {**_build(real, sources, faults, fictional=False)}
    found |= _build(invented, sources, faults, fictional=True)
    faults.extend(_code_faults([*real[0].rows, *invented[0].rows], found))
    if (root / ADOPTED).exists():
        found = lay_over(found, read_updates(root, ADOPTED, found, sources, faults))
    return Countries(by_iso3=dict(sorted(found.items())), sources=sources), tuple(faults)


def _read_pair(
    root: Path, paths: tuple[str, str], faults: list[Diagnostic]
) -> tuple[Table, Table] | None:
    values = read_table(root, paths[0], _IDENTITY, faults)
    words = read_table(root, paths[1], ("iso3", *_GRAMMAR, "genre", "nombre"), faults)
    return None if values is None or words is None else (values, words)


def _field_source(row: Row) -> FieldSource:
    return FieldSource(
        field=row["champ"],
        label=row["libelle"],
        unit=row["unite"],
        source=row["source"],
        licence=row["licence"],
        as_of=row["etat_au"],
        note=row["note"],
        year_field=row["annee"],
        phrase=row["imprime"],
        credit=row["mention"],
    )


def _source_faults(table: Table, columns: Sequence[str]) -> Iterator[Diagnostic]:
    known = {row["champ"] for row in table.rows}
    years = {row["annee"] for row in table.rows}
    for row in table.rows:
        for problem in _source_problems(row, columns):
            yield rules.BAD_SOURCE.at(row.source, column=row["champ"], problem=problem)
    header = table.rows[0].source if table.rows else None
    for column in columns:
        if header and column not in known and column not in years:
            yield rules.NO_SOURCE.at(header, column=column)


def _source_problems(row: Row, columns: Sequence[str]) -> Iterator[str]:
    if not (row["libelle"] and row["source"] and row["licence"]):
        yield rules.EMPTY_SOURCE
    if row["annee"] and row["annee"] not in columns:
        yield rules.MISSING_YEAR_COLUMN.format(column=row["annee"])
    phrase = row["imprime"]
    if phrase and phrase.split(" ")[0] not in PHRASES:
        yield rules.UNKNOWN_PHRASE.format(phrase=phrase)


def _build(
    pair: tuple[Table, Table],
    sources: Mapping[str, FieldSource],
    faults: list[Diagnostic],
    *,
    fictional: bool,
) -> dict[str, Country]:
    values, words = pair
    grammars = {row["iso3"]: row for row in words.rows}
    found: dict[str, Country] = {}
    for row in values.rows:
        grammar = grammars.get(row["iso3"])
        faults.extend(_row_faults(row, sources, fictional=fictional))
        if grammar is None:
            place = row.source
            faults.append(rules.NO_GRAMMAR.at(place, country=row["nom_fr"], file=words.path))
            continue
        faults.extend(_grammar_faults(grammar))
        found[row["iso3"]] = _country(row, grammar, sources, fictional=fictional)
    orphans = (row for row in words.rows if row["iso3"] not in {r["iso3"] for r in values.rows})
    faults.extend(
        rules.ORPHAN_GRAMMAR.at(row.source, code=row["iso3"], file=values.path) for row in orphans
    )
    return found


def _country(
    row: Row, grammar: Row, sources: Mapping[str, FieldSource], *, fictional: bool
) -> Country:
    traits = {field: _trait(row, source) for field, source in sources.items() if row[field]}
    words = {name: grammar[column] for column, name in _GRAMMAR.items()}
    return Country(
        iso3=row["iso3"],
        name=row["nom_fr"],
        official_name=row["nom_officiel_fr"],
        status=row["statut"],
        fictional=fictional,
        eligible=row["eligible"] == "1",
        reason=row["motif_ineligibilite"],
        region=row["region_fr"],
        subregion=row["sous_region_fr"],
        traits=traits,
        grammar=Grammar(feminine=grammar["genre"] == "f", plural=grammar["nombre"] == "p", **words),
    )


def _trait(row: Row, source: FieldSource) -> Trait:
    text = row[source.field]
    year = row[source.year_field] if source.year_field else ""
    return Trait(
        field=source.field,
        value=Decimal(text) if NUMBER.fullmatch(text) else text,
        year=int(year) if YEAR.fullmatch(year) else 0,
    )


def _row_faults(
    row: Row, sources: Mapping[str, FieldSource], *, fictional: bool
) -> Iterator[Diagnostic]:
    name = row["nom_fr"]
    for source in sources.values():
        text, column = row[source.field], source.field
        if text and is_numeric(source) and not NUMBER.fullmatch(text):
            yield rules.NOT_A_NUMBER.at(row.source, country=name, value=text, column=column)
        if text and source.year_field and not fictional and not row[source.year_field]:
            yield rules.NO_YEAR.at(
                row.source, country=name, column=column, year_column=source.year_field
            )
    for column in sorted({s.year_field for s in sources.values() if s.year_field}):
        year = row[column]
        if year and fictional:
            yield rules.INVENTED_YEAR.at(row.source, country=name, column=column)
        elif year and not YEAR.fullmatch(year):
            yield rules.BAD_YEAR.at(row.source, country=name, value=year, column=column)


def _grammar_faults(row: Row) -> Iterator[Diagnostic]:
    for column in (*_GRAMMAR, "genre", "nombre"):
        if not row[column]:
            yield rules.EMPTY_GRAMMAR.at(row.source, country=row["iso3"], column=column)


def _code_faults(rows: Sequence[Row], found: Mapping[str, Country]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for row in rows:
        code = row["iso3"]
        if not _ISO3.fullmatch(code):
            yield rules.BAD_CODE.at(row.source, code=code, problem=rules.MALFORMED)
        if code in seen:
            yield rules.BAD_CODE.at(row.source, code=code, problem=rules.REPEATED)
        seen.add(code)
        for neighbour in filter(None, row["voisins"].split(";")):
            if neighbour not in found:
                yield rules.UNKNOWN_NEIGHBOUR.at(row.source, country=row["nom_fr"], code=neighbour)
