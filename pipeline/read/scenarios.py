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
    Event,
    Review,
    Role,
    Scenario,
)
from pipeline.read.countries import FOLDER, read_countries
from pipeline.read.countryrule import read_country_rule
from pipeline.read.exhibits import read_exhibits, read_relative_date
from pipeline.read.fields import Fields
from pipeline.read.items import ItemWords, read_items
from pipeline.read.numbersets import read_number_sets, read_variables
from pipeline.read.plain import advice
from pipeline.read.shelf import ScenarioReading, Shelf
from pipeline.read.simulations import read_injects
from pipeline.read.texts import text_faults, text_words
from pipeline.read.vocabulary import Vocabulary, build_vocabulary
from pipeline.read.yamltree import MapNode, parse_tree, read_bytes, texts_of
from pipeline.rules import reading
from pipeline.rules import scenario as rules

SCHEMA = "epreuve/scenario@1"
BLOCKS = ("B1", "B2", "B3", "S1", "S2", "S3")
REVIEWS = ("brouillon", "relu")
SCENARIO_ID = re.compile(r"[A-Z]{2,5}-[0-9]{2}(?:-[A-Z0-9]+)+")
_UNTAGGED = ("pays", "variables", "jeux", "a_reprendre")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What every scenario is read against."""

    codes: Sequence[Code]
    vocabulary: Vocabulary


def read_scenarios(
    root: Path,
    known_codes: Sequence[Code],
    vocabulary: Vocabulary | None = None,
    shelf: Shelf | None = None,
) -> tuple[tuple[Scenario, ...], tuple[Diagnostic, ...]]:
    """The scenarios of a workspace, by id; one with a fault is told about and goes no further.

    Without ``vocabulary`` the countries are read again to know their columns. What ``shelf`` holds is not read again.
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
        said = _recall(root, path, known, shelf)
        scenario, faults_here = said.scenario, said.faults
        if scenario is not None and scenario.id in found:
            place = str(found[scenario.id].source)
            repeated = rules.REPEATED_ID.at(scenario.source, id=scenario.id, place=place)
            faults_here = (*faults_here, repeated)
        told.extend(faults_here)
        if scenario is not None and not faults_here:
            found[scenario.id] = scenario
    return tuple(found[key] for key in sorted(found)), tuple(told)


def _paths(root: Path) -> tuple[str, ...]:
    """Every scenario file, relative to the root, in order."""
    found = (root / FOLDER).glob("*/*.yaml")
    return tuple(sorted(path.relative_to(root).as_posix() for path in found))


def _recall(root: Path, path: str, known: _Known, shelf: Shelf | None) -> ScenarioReading:
    """What one file says, from the shelf when it holds the reading of the same bytes."""
    data, unread = read_bytes(root, path)
    if data is None:
        return ScenarioReading(scenario=None, faults=unread)
    kept = shelf.get(path, data, ScenarioReading) if shelf else None
    if kept is not None:
        return kept
    faults: list[Diagnostic] = []
    scenario = _read_scenario(data, path, known, faults)
    said = ScenarioReading(scenario=scenario, faults=tuple(faults))
    if shelf:
        shelf.put(path, data, said)
    return said


def _read_scenario(
    data: bytes, path: str, known: _Known, faults: list[Diagnostic]
) -> Scenario | None:
    """The scenario of the bytes of one file; what it has of wrong is in ``faults``."""
    tree, found = parse_tree(data, path)
    faults.extend(found)
    if tree is None:
        return None
    if not isinstance(tree, MapNode):
        faults.append(reading.NOT_ONE_DOCUMENT.at(tree.source, found=reading.NO_MAPPING))
        return None
    top = Fields(tree, faults)
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
    actors = tuple(_read_actor(f) for f in top.children("acteurs"))
    words = ItemWords(
        scenario=scenario_id,
        documents=documents,
        actors=tuple(a.id for a in actors),
        codes=known.codes,
    )
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
        country_rule=read_country_rule(top, known.vocabulary),
        variables=read_variables(top),
        number_sets=read_number_sets(top),
        role=_read_role(top),
        situation=top.text("situation"),
        actors=actors,
        chronology=tuple(_read_event(f) for f in top.children("chronologie")),
        exhibits=exhibits,
        constraints=top.texts("contraintes"),
        items=read_items(top, words, faults),
        injects=read_injects(top, known.codes),
        mention=_read_safety(top),
        leftovers=tuple(_read_leftover(f) for f in top.children("a_reprendre", required=False)),
        source=top.source,
    )


def _read_id(fields: Fields) -> str:
    found = fields.text("id")
    if found and not SCENARIO_ID.fullmatch(found):
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


def _read_leftover(fields: Fields) -> str:
    """A text that an import could not place; where it stood is there for the author only."""
    fields.text("origine", "")
    return fields.text("texte")


def _check_ids(scenario: Scenario, faults: list[Diagnostic]) -> None:
    """Ids are told apart, and those of documents, items and actors have their letter."""
    items = scenario.items
    _check_group("D", [(e.id, e.source) for e in scenario.exhibits], faults)
    _check_group("TOSP", [(i.label, i.source) for i in items], faults)
    _check_group("A", [(a.id, scenario.source) for a in scenario.actors], faults)
    _check_group("", [(e.id, i.source) for i in items for e in i.expected], faults)
    _check_group("", [(inject.id, scenario.source) for inject in scenario.injects], faults)
    for item in items:
        _check_group("", [(role.id, item.source) for role in item.roles], faults)
        _check_group("", [(inject.id, item.source) for inject in item.injects], faults)


def _check_group(letters: str, ids: Sequence[tuple[str, Source]], faults: list[Diagnostic]) -> None:
    """The ids of one kind: each once, and in the shape « D1 » where there are letters."""
    seen: dict[str, Source] = {}
    for label, place in ids:
        if letters and label and not re.fullmatch(rf"[{letters}][0-9]{{1,2}}", label):
            shape = rules.ID_SHAPE.format(shape=rules.LOCAL_ID.format(letter=letters[0]))
            faults.append(rules.BAD_ID.at(place, id=label, advice=shape))
        if label and label in seen:
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
