"""``scenarios/<famille>/<slug>.yaml`` -> scenarios whose every word has been checked where it is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.codes import Code
from pipeline.diagnostics import Diagnostic
from pipeline.model.referential import BlockId
from pipeline.model.scenario import (
    Actor,
    CountryRule,
    Event,
    Inject,
    Review,
    Role,
    Scenario,
)
from pipeline.read.countries import FOLDER, read_countries
from pipeline.read.exhibits import read_exhibits, read_relative_date
from pipeline.read.fields import Fields, open_fields
from pipeline.read.items import COUNTRY_SHEET, MAP, ItemWords, read_codes, read_items
from pipeline.read.plain import advice
from pipeline.read.predicate import compile_predicate
from pipeline.read.texts import text_faults, text_words
from pipeline.read.vocabulary import Vocabulary, build_vocabulary
from pipeline.read.yamltree import MapNode, TextNode
from pipeline.rules import country as country_rules
from pipeline.rules import reading
from pipeline.rules import scenario as rules

SCHEMA = "epreuve/scenario@1"
MODES = ("reel", "fictif", "mixte")
BLOCKS = ("B1", "B2", "B3", "S1", "S2", "S3")
REVIEWS = ("brouillon", "relu")
USAGES = ("optionnel", "obligatoire", "secours")
_ID = re.compile(r"[A-Z]{2,5}-[0-9]{2}(?:-[A-Z0-9]+)+")
_VARIABLE = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What every scenario is read against."""

    codes: Sequence[Code]
    vocabulary: Vocabulary


def read_scenarios(
    root: Path, known_codes: Sequence[Code], vocabulary: Vocabulary | None = None
) -> tuple[tuple[Scenario, ...], tuple[Diagnostic, ...]]:
    """The scenarios of a workspace, by id; one with a fault is told about and goes no further.

    Without ``vocabulary`` the countries are read again to know their columns.
    """
    if vocabulary is None:
        countries, faults = read_countries(root)
        if countries is None:
            return (), faults
        vocabulary = build_vocabulary(countries)
    known = _Known(codes=known_codes, vocabulary=vocabulary)
    found: dict[str, Scenario] = {}
    told: list[Diagnostic] = []
    for path in _paths(root):
        faults_here: list[Diagnostic] = []
        scenario = _read_scenario(root, path, known, faults_here)
        if scenario is not None and scenario.id in found:
            place = str(found[scenario.id].source)
            repeated = rules.REPEATED_ID.at(scenario.source, id=scenario.id, place=place)
            faults_here.append(repeated)
        told.extend(faults_here)
        if scenario is not None and not faults_here:
            found[scenario.id] = scenario
    return tuple(found[key] for key in sorted(found)), tuple(told)


def _paths(root: Path) -> tuple[str, ...]:
    """Every scenario file, relative to the root, in order."""
    found = (root / FOLDER).glob("*/*.yaml")
    return tuple(sorted(path.relative_to(root).as_posix() for path in found))
