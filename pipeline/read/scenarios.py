"""``scenarios/<famille>/<slug>.yaml`` -> scenarios whose every word has been checked where it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.codes import Code
from pipeline.diagnostics import Diagnostic, Source
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
from pipeline.read.items import ItemWords, read_codes, read_items
from pipeline.read.numbersets import read_number_sets, read_variables
from pipeline.read.plain import advice
from pipeline.read.predicate import compile_predicate
from pipeline.read.texts import text_faults, text_words
from pipeline.read.vocabulary import Vocabulary, build_vocabulary
from pipeline.read.yamltree import texts_of
from pipeline.rules import country as country_rules
from pipeline.rules import reading
from pipeline.rules import scenario as rules

SCHEMA = "epreuve/scenario@1"
MODES = ("reel", "fictif", "mixte")
BLOCKS = ("B1", "B2", "B3", "S1", "S2", "S3")
REVIEWS = ("brouillon", "relu")
USAGES = ("optionnel", "obligatoire", "secours")
_ID = re.compile(r"[A-Z]{2,5}-[0-9]{2}(?:-[A-Z0-9]+)+")
_UNTAGGED = ("pays", "variables", "jeux")


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


def _read_scenario(
    root: Path, path: str, known: _Known, faults: list[Diagnostic]
) -> Scenario | None:
    """The scenario of one file; what it has of wrong is in ``faults``."""
    top = open_fields(root, path, faults)
    if top is None:
        return None
    scenario = _build(top, known, faults)
    top.close()
    _check_ids(scenario, faults)
    _check_texts(top, scenario, known.vocabulary)
    return scenario


def _build(top: Fields, known: _Known, faults: list[Diagnostic]) -> Scenario:
    top.choice("schema", (SCHEMA,))
    exhibits = read_exhibits(top, faults)
    scenario_id = _read_id(top)
    documents = tuple(e.id for e in exhibits)
    words = ItemWords(scenario=scenario_id, documents=documents, codes=known.codes)
    injects = top.children("injects", required=False)
    return Scenario(
        id=scenario_id,
        title=top.text("titre"),
        family=top.text("famille"),
        type=top.text("type"),
        related_types=top.texts("types_associes", ()),
        version=top.text("version"),
        licence=top.text("licence"),
        sensitivity=top.integer("sensibilite", low=1, high=3),
        review=_read_review(top),
        blocks=_read_blocks(top),
        country_rule=_read_country_rule(top, known.vocabulary),
        variables=read_variables(top),
        number_sets=read_number_sets(top),
        role=_read_role(top),
        situation=top.text("situation"),
        actors=tuple(_read_actor(f) for f in top.children("acteurs")),
        chronology=tuple(_read_event(f) for f in top.children("chronologie")),
        exhibits=exhibits,
        constraints=top.texts("contraintes"),
        items=read_items(top, words, faults),
        injects=tuple(_read_inject(f, known.codes) for f in injects),
        mention=_read_safety(top),
        source=top.source,
    )


def _read_id(fields: Fields) -> str:
    found = fields.text("id")
    if found and not _ID.fullmatch(found):
        said = rules.ID_SHAPE.format(shape=rules.SCENARIO_ID)
        fields.fault(rules.BAD_ID, "id", id=found, advice=said)
    return found


def _read_safety(top: Fields) -> str:
    """The mention to print, and the two promises that no scenario may break."""
    safety = top.child("securite")
    if safety is None:
        return ""
    for key in ("personnes_reelles", "attribution_hostile"):
        if safety.boolean(key):
            safety.fault(rules.REAL_PERSONS, key, key=key)
    return safety.text("mention")


def _read_review(fields: Fields) -> Review:
    review = fields.child("relecture")
    return Review(
        status=review.choice("etat", REVIEWS) if review else "",
        date=review.day("date", "") if review else "",
        expires=fields.day("expire"),
    )


def _read_blocks(top: Fields) -> tuple[BlockId, ...]:
    public = top.child("public")
    if public is None:
        return ()
    found = public.texts("blocs")
    for block in found:
        if block not in BLOCKS:
            said = advice(block, BLOCKS)
            public.fault(reading.NOT_A_CHOICE, "blocs", key="blocs", value=block, advice=said)
    return tuple(BlockId(block) for block in found)


def _read_country_rule(top: Fields, vocabulary: Vocabulary) -> CountryRule:
    fields = top.child("pays")
    if fields is None:
        return CountryRule(base="", mode="", requires="", facts=(), excluded=(), source=top.source)
    requires = fields.text("exige")
    _, found = compile_predicate(requires, fields.place("exige"), vocabulary)
    for fault in found if requires else ():
        fields.tell(fault)
    facts = fields.texts("faits_requis", ())
    for fact in facts:
        if fact not in vocabulary.printable:
            said = advice(fact, vocabulary.printable)
            fields.fault(rules.UNKNOWN_FACT, "faits_requis", field=fact, advice=said)
    base, excluded = fields.text("base"), fields.texts("exclus", ())
    for key, codes in (("base", (base,)), ("exclus", excluded)):
        for code in codes:
            if code and code not in vocabulary.codes:
                said = advice(code, vocabulary.codes)
                fields.fault(country_rules.UNKNOWN_COUNTRY, key, code=code, advice=said)
    return CountryRule(
        base=base,
        mode=fields.choice("mode", MODES),
        requires=requires,
        facts=facts,
        excluded=excluded,
        source=fields.source,
    )


def _read_role(top: Fields) -> Role:
    fields = top.child("role")
    if fields is None:
        return Role(position="", organisation="", authority="", mandate="", limits="")
    return Role(
        position=fields.text("fonction"),
        organisation=fields.text("organisation"),
        authority=fields.text("autorite"),
        mandate=fields.text("mandat"),
        limits=fields.text("limites"),
    )


def _read_actor(fields: Fields) -> Actor:
    return Actor(
        id=fields.text("id"),
        name=fields.text("nom"),
        nature=fields.text("nature"),
        position=fields.text("position"),
        interests=fields.text("interets"),
        leverage=fields.text("leviers"),
        fictional=fields.boolean("fictif"),
    )


def _read_event(fields: Fields) -> Event:
    return Event(when=read_relative_date(fields, "t"), text=fields.text("fait"))


def _read_inject(fields: Fields, codes: Sequence[Code]) -> Inject:
    return Inject(
        id=fields.text("id"),
        when=fields.text("t"),
        channel=fields.text("canal"),
        sender=fields.text("de"),
        text=fields.text("contenu"),
        expected=fields.text("attendu"),
        codes=tuple(read_codes(fields, "codes", codes)),
        usage=fields.choice("usage", USAGES, "optionnel"),
    )


def _check_ids(scenario: Scenario, faults: list[Diagnostic]) -> None:
    """Ids are told apart inside a scenario, and have their letter."""
    groups = (
        ("D", [(e.id, e.source) for e in scenario.exhibits]),
        ("TO", [(i.label, i.source) for i in scenario.items]),
        ("A", [(a.id, scenario.source) for a in scenario.actors]),
    )
    for letters, ids in groups:
        seen: dict[str, Source] = {}
        shape = rules.ID_SHAPE.format(shape=rules.LOCAL_ID.format(letter=letters[0]))
        for label, place in ids:
            if label and not re.fullmatch(rf"[{letters}][0-9]{{1,2}}", label):
                faults.append(rules.BAD_ID.at(place, id=label, advice=shape))
            if label in seen:
                faults.append(rules.REPEATED_ID.at(place, id=label, place=str(seen[label])))
            seen[label] = place


def _check_texts(top: Fields, scenario: Scenario, vocabulary: Vocabulary) -> None:
    """Every tag of the file names something that exists."""
    numbers = next(iter(scenario.number_sets.values()), {})
    words = text_words(
        vocabulary,
        frozenset((*scenario.variables, *numbers)),
        frozenset(scenario.country_rule.facts),
    )
    for key in top.keys:
        node = top.node(key) if key not in _UNTAGGED else None
        for text in texts_of(node) if node else ():
            for fault in text_faults(text.value, text.source, words):
                top.tell(fault)
