"""The whole content of a workspace: ``referential/`` and ``scenarios/`` -> a bank ready for assembly."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeVar

from pipeline.diagnostics import Diagnostic
from pipeline.model.bank import Bank
from pipeline.model.country import Country
from pipeline.model.scenario import CountryRule, Scenario, SituationType
from pipeline.read.blueprints import read_blueprints
from pipeline.read.countries import Countries, survey_countries
from pipeline.read.criteria import read_criteria
from pipeline.read.equivalences import read_equivalences
from pipeline.read.predicate import Predicate, compile_predicate
from pipeline.read.profile import read_profile
from pipeline.read.referential import read_referential
from pipeline.read.requirements import WORKBOOK
from pipeline.read.rules import read_rules
from pipeline.read.scenarios import read_scenarios
from pipeline.read.shelf import Shelf
from pipeline.read.typology import read_typology
from pipeline.read.vocabulary import Vocabulary, build_vocabulary
from pipeline.read.yamltree import read_bytes

Value = TypeVar("Value")

FOLDERS = ("referential", "scenarios")
SUFFIXES = (".yaml", ".csv")
#: What no reading and no variant of a scenario looks at: how sessions examine, mark and decide, what to write next.
ASIDE = (
    *("referential/decisions.yaml", "referential/epreuves.yaml", "referential/equivalences.yaml"),
    *("referential/regles.yaml", "scenarios/objectifs.yaml", WORKBOOK),
)
_FICTIONAL = {"fictif": (True,), "reel": (False,), "mixte": (True, False)}


def read_bank(root: Path, shelf: Shelf | None = None) -> tuple[Bank | None, tuple[Diagnostic, ...]]:
    """The bank of a workspace, with every fault met: a file is read unless what it refers to cannot be.

    ``None`` when the referential, the criteria, the job sheet, the rules, the blueprints, the
    countries or the typology has a fault; a scenario with a fault is left out. ``shelf`` keeps the readings of
    scenarios, as long as ``surroundings`` are the same.
    """
    faults: list[Diagnostic] = []
    referential = _told(read_referential(root), faults)
    rules = _told(read_rules(root), faults)
    before = len(faults)
    countries = _told(survey_countries(root), faults)
    sound = len(faults) == before
    if referential is None:
        return None, tuple(faults)
    codes = referential.codes()
    criteria = _told(read_criteria(root, codes), faults)
    profile = _told(read_profile(root, codes), faults)
    blueprints = None
    if criteria is not None:
        blueprints = _told(read_blueprints(root, referential, criteria), faults)
    if countries is None:
        return None, tuple(faults)
    vocabulary = build_vocabulary(countries)
    typology = _told(read_typology(root, codes, vocabulary), faults)
    scenarios = _told(read_scenarios(root, codes, vocabulary, shelf), faults)
    if criteria is None or profile is None or rules is None or blueprints is None:
        return None, tuple(faults)
    if typology is None or not sound:
        return None, tuple(faults)
    bank = Bank(
        referential=referential,
        criteria=criteria,
        profile=profile,
        rules=rules,
        blueprints=blueprints,
        countries=countries.by_iso3,
        field_sources=countries.sources,
        families=typology.families,
        types=typology.types,
        scenarios=scenarios,
        settings=settings_of(scenarios, typology.types, countries, vocabulary),
        fingerprint=content_fingerprint(root),
        equivalences=_told(read_equivalences(root, [b.id for b in referential.blocks]), faults),
    )
    return bank, tuple(faults)


def _told(reading: tuple[Value, tuple[Diagnostic, ...]], faults: list[Diagnostic]) -> Value:
    """What was read; its faults join the others."""
    faults.extend(reading[1])
    return reading[0]


def content_fingerprint(root: Path) -> str:
    """The SHA-256 of the content: the YAML and CSV files of both folders and the table of rules, names included."""
    return _fingerprint(root, _content_files(root))


def surroundings(root: Path) -> str:
    """The SHA-256 of what reading and setting a scenario depends on besides its own file.

    That is the content without the scenarios, and without what only sessions go by.
    """
    return _fingerprint(root, [p for p in _content_files(root) if not _is_aside(p)])


def _is_aside(path: str) -> bool:
    return path in ASIDE or fnmatchcase(path, "scenarios/*/*.yaml")


def _fingerprint(root: Path, paths: Sequence[str]) -> str:
    """The SHA-256 of some files, by path; one that cannot be read, and is told when it is, counts as empty."""
    digest = hashlib.sha256()
    for path in paths:
        data = read_bytes(root, path)[0] or b""
        digest.update(f"{path}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _content_files(root: Path) -> tuple[str, ...]:
    found = (path for folder in FOLDERS for path in (root / folder).rglob("*"))
    kept = {path for path in found if path.suffix in SUFFIXES and path.is_file()}
    kept |= {path for path in (root / WORKBOOK,) if path.is_file()}
    return tuple(sorted(path.relative_to(root).as_posix() for path in kept))


def settings_of(
    scenarios: tuple[Scenario, ...],
    kinds: tuple[SituationType, ...],
    countries: Countries,
    vocabulary: Vocabulary,
) -> Mapping[str, tuple[str, ...]]:
    """The countries each scenario may be set in, sorted."""
    types = {kind.id: kind for kind in kinds}
    return {
        scenario.id: tuple(_places(scenario, types.get(scenario.type), countries, vocabulary))
        for scenario in scenarios
    }


def _places(
    scenario: Scenario, kind: SituationType | None, countries: Countries, vocabulary: Vocabulary
) -> Iterator[str]:
    rule = scenario.country_rule
    conditions = [_compiled(rule, vocabulary)]
    if kind is not None:
        conditions.append(compile_predicate(kind.requires, kind.source, vocabulary)[0])
    for iso3 in sorted(countries.by_iso3):
        country = countries.by_iso3[iso3]
        if _is_open(country, rule) and all(
            condition is not None and condition(country, countries.by_iso3)
            for condition in conditions
        ):
            yield iso3


def _compiled(rule: CountryRule, vocabulary: Vocabulary) -> Predicate | None:
    return compile_predicate(rule.requires, rule.source, vocabulary)[0]


def _is_open(country: Country, rule: CountryRule) -> bool:
    """Whether a country may be used by a scenario at all, whatever its condition says."""
    return (
        country.eligible
        and country.fictional in _FICTIONAL[rule.mode]
        and country.iso3 not in rule.excluded
        and all(field in country.traits for field in rule.facts)
    )
