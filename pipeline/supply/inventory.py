"""Bank and earlier uses -> inventory: every count that says what can be set, and what is thinnest."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial

from pipeline.checks.similarity import closest_scenarios
from pipeline.codes import Code
from pipeline.model.bank import Bank
from pipeline.model.inventory import (
    DIFFICULTIES,
    BlockStock,
    CodeStock,
    CountryStock,
    FamilyStock,
    Inventory,
    ScenarioStock,
    SessionUse,
    Targets,
    Thin,
    Use,
)
from pipeline.model.item import Item, Modality
from pipeline.model.referential import Block
from pipeline.model.scenario import DRAFT, Scenario
from pipeline.model.texts import ENGLISH
from pipeline.supply.shortages import find_shortages

_TAG = re.compile(r"\{\{.*?\}\}")
#: Pairs of scenarios that are shown.
CLOSEST = 12
#: From this aptitude on, the criteria hold that a format observes a code well.
WELL = 2
Uses = tuple[SessionUse, ...]


def take_inventory(bank: Bank, targets: Targets, uses: Collection[SessionUse] = ()) -> Inventory:
    """Count what exams may draw from: drafts are left out. ``uses`` are what the sessions of the workspace have set."""
    reviewed = tuple(s for s in bank.scenarios if s.review.status != DRAFT)
    settings = {s.id: bank.settings[s.id] for s in reviewed}
    drafts = len(bank.scenarios) - len(reviewed)
    bank = replace(bank, scenarios=reviewed, settings=settings)
    used = tuple(sorted(uses, key=lambda use: use.session))
    codes = tuple(_code(bank, code, used) for code in bank.referential.codes())
    counted = Inventory(
        codes=codes,
        blocks=tuple(_block(bank, block) for block in bank.referential.blocks),
        families=tuple(_family(bank, key, title, used) for key, title in bank.families.items()),
        scenarios=tuple(_scenario(bank, scenario, used) for scenario in bank.scenarios),
        countries=tuple(_countries(bank, used)),
        shortages=(),
        thin=_thinnest(bank, codes, used),
        targets=targets,
        sessions=tuple(use.session for use in used),
        closest=closest_scenarios(bank, CLOSEST),
        drafts=drafts,
    )
    return replace(counted, shortages=tuple(find_shortages(counted)))


def _code(bank: Bank, code: Code, uses: Uses) -> CodeStock:
    items = _items_of(bank, code)
    criteria = bank.criteria.code(code)
    modalities = {f.id: Modality(f.modality) for f in bank.criteria.formats}
    apt = {modalities[name] for name, aptitude in criteria.formats if aptitude >= WELL}
    return CodeStock(
        code=code,
        title=criteria.title,
        block=bank.referential.competency(code).block,
        cells=Counter((i.modality, i.difficulty) for i in items),
        levels=Counter(i.cognitive_level for i in items),
        formats={
            name: sum(i.serves(name, modalities[name]) for i in items)
            for name, _ in criteria.formats
        },
        apt=tuple(m for m in Modality if m in apt),
        scenarios=_homes(items),
        unused=sum(not _used(i, uses) for i in items),
        use=_use(uses, lambda use: not use.items.isdisjoint(i.id for i in items)),
    )


def _items_of(bank: Bank, code: Code) -> tuple[Item, ...]:
    """The items whose main code it is."""
    return tuple(i for s in bank.scenarios for i in s.items if i.codes[:1] == (code,))


def _homes(items: Collection[Item]) -> int:
    """How many scenarios items come from."""
    return len({item.id.partition("/")[0] for item in items})


def _block(bank: Bank, block: Block) -> BlockStock:
    codes = set(bank.referential.codes(block.id))
    own = [s for s in bank.scenarios if block.id in s.blocks]
    items = [i for s in bank.scenarios for i in s.items if codes.issuperset(i.codes[:1])]
    counts = Counter(i.difficulty for i in items)
    first, second, third, fourth, fifth = (counts[d] for d in DIFFICULTIES)
    return BlockStock(
        block=block.id,
        title=block.title,
        scenarios=len(own),
        items=len(items),
        orals=sum(i.modality is Modality.ORAL for i in items),
        difficulties=(first, second, third, fourth, fifth),
        levels=Counter(i.cognitive_level for i in items),
    )


def _family(bank: Bank, family: str, title: str, uses: Uses) -> FamilyStock:
    own = [s for s in bank.scenarios if s.family == family]
    return FamilyStock(
        family=family,
        title=title,
        scenarios=len(own),
        items=sum(len(s.items) for s in own),
        countries=len({iso3 for s in own for iso3 in bank.settings[s.id]}),
        variants=sum(_variants(bank, s) for s in own),
        use=_use(uses, lambda use: not use.scenarios.isdisjoint(s.id for s in own)),
    )


def _scenario(bank: Bank, scenario: Scenario, uses: Uses) -> ScenarioStock:
    return ScenarioStock(
        scenario=scenario.id,
        title=_TAG.sub("…", scenario.title),
        family=scenario.family,
        blocks=scenario.blocks,
        countries=len(bank.settings[scenario.id]),
        variants=_variants(bank, scenario),
        items=len(scenario.items),
        simulations=sum(i.modality is Modality.SIMULATION for i in scenario.items),
        english=ENGLISH
        in {p.language for p in scenario.exhibits} | {i.language for i in scenario.items},
        review=scenario.review.status,
        expires=scenario.review.expires,
        use=_use(uses, lambda use: scenario.id in use.scenarios),
    )


def _variants(bank: Bank, scenario: Scenario) -> int:
    return len(bank.settings[scenario.id]) * len(scenario.number_sets)


def _countries(bank: Bank, uses: Uses) -> Iterator[CountryStock]:
    """The countries that a scenario may be set in, those that few can first."""
    counts = Counter(iso3 for places in bank.settings.values() for iso3 in places)
    for iso3, count in sorted(counts.items(), key=lambda pair: (pair[1], pair[0])):
        country = bank.countries[iso3]
        yield CountryStock(
            iso3=iso3,
            name=country.name,
            region=country.region,
            scenarios=count,
            use=_use(uses, partial(_was_set, iso3)),
        )


def _was_set(iso3: str, use: SessionUse) -> bool:
    return iso3 in use.countries


def _thinnest(bank: Bank, codes: tuple[CodeStock, ...], uses: Uses) -> tuple[Thin, ...]:
    """Every code in every modality that suits it, where least can be drawn first."""
    cells = [_thin(bank, stock, modality, uses) for stock in codes for modality in stock.apt]
    rank: Mapping[Code, int] = {stock.code: place for place, stock in enumerate(codes)}
    return tuple(sorted(cells, key=lambda c: (c.items, c.unused, c.scenarios, rank[c.code])))


def _thin(bank: Bank, stock: CodeStock, modality: Modality, uses: Uses) -> Thin:
    items = [i for i in _items_of(bank, stock.code) if i.modality is modality]
    return Thin(
        code=stock.code,
        modality=modality,
        items=len(items),
        scenarios=_homes(items),
        unused=sum(not _used(i, uses) for i in items),
        missing=tuple(d for d in DIFFICULTIES if not stock.cells.get((modality, d))),
    )


def _used(item: Item, uses: Uses) -> bool:
    return any(item.id in use.items for use in uses)


def _use(uses: Uses, serves: Callable[[SessionUse], bool]) -> Use:
    """How many sessions a test accepts, and the last of them."""
    found = [use.session for use in uses if serves(use)]
    return Use(sessions=len(found), last=found[-1] if found else "")
