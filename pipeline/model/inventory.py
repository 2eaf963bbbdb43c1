"""What the bank holds, counted by code, block, family, scenario and country, and what earlier sessions used of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.codes import Code
from pipeline.model.item import CognitiveLevel, Modality
from pipeline.model.referential import BlockId
from pipeline.model.supply import Similar

DIFFICULTIES = (1, 2, 3, 4, 5)


class Measure(StrEnum):
    """What a target asks a number of."""

    SCENARIOS = "scenarios"
    ITEMS = "questions"
    ITEM_SCENARIOS = "scenarios_par_code"
    MODALITIES = "modalites"
    CONTINUOUS = "controle_continu"
    ORALS = "oraux"
    SIMULATIONS = "simulations"
    ENGLISH = "anglais"
    DIFFICULTIES = "difficultes"
    BUNCHING = "concentration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What a bank should hold (``scenarios/objectifs.yaml``).

    ``items``, ``item_scenarios`` and ``modalities`` are asked of each code; ``bunching`` is the largest share, in
    percent, that one difficulty may take of a block's items.
    """

    scenarios: int
    per_family: int
    per_block: Mapping[str, int]
    items: int
    item_scenarios: int
    modalities: int
    orals: int
    simulations: int
    english: int
    bunching: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionUse:
    """What one session of the workspace has set."""

    session: str
    items: frozenset[str]
    scenarios: frozenset[str]
    countries: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How many sessions used something, and the last of them by name; empty when none did."""

    sessions: int = 0
    last: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeStock:
    """The items whose main code (the first of their codes) is this one.

    ``cells`` counts them by modality and difficulty, ``formats`` those that each apt format of assessment may ask;
    ``apt`` are the modalities in which the criteria say that the code is fully or well observed (aptitude 2 or 3);
    ``unused`` items have served in no session.
    """

    code: Code
    title: str
    block: BlockId
    cells: Mapping[tuple[Modality, int], int]
    levels: Mapping[CognitiveLevel, int]
    formats: Mapping[str, int]
    apt: tuple[Modality, ...]
    scenarios: int
    unused: int
    use: Use

    @property
    def items(self) -> int:
        """How many items there are."""
        return sum(self.cells.values())

    def of_modality(self, modality: Modality) -> int:
        """How many items are answered in that way."""
        return sum(count for (own, _), count in self.cells.items() if own is modality)

    def of_difficulty(self, difficulty: int) -> int:
        """How many items have that difficulty."""
        return sum(count for (_, own), count in self.cells.items() if own == difficulty)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockStock:
    """The scenarios and items of a block, by difficulty 1–5 and by cognitive level."""

    block: BlockId
    title: str
    scenarios: int
    items: int
    orals: int
    difficulties: tuple[int, int, int, int, int]
    levels: Mapping[CognitiveLevel, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyStock:
    """The scenarios of a family of situations, where they may be set, and what was used of them."""

    family: str
    title: str
    scenarios: int
    items: int
    countries: int
    variants: int
    use: Use


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioStock:
    """One scenario: where it may be set, what it asks, until when, and what was used of it."""

    scenario: str
    title: str
    family: str
    blocks: tuple[BlockId, ...]
    countries: int
    variants: int
    items: int
    simulations: int
    english: bool
    review: str
    expires: str
    use: Use


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryStock:
    """One country: how many scenarios may be set in it, and what was used of it."""

    iso3: str
    name: str
    region: str
    scenarios: int
    use: Use


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """A target that the bank does not reach; ``subject`` is a code, a block, a family, a format, or empty for all."""

    measure: Measure
    subject: str
    has: int
    wanted: int
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thin:
    """What can be drawn of a code in one modality; ``missing`` are the difficulties without any item."""

    code: Code
    modality: Modality
    items: int
    scenarios: int
    unused: int
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The bank counted; ``thin`` comes thinnest first, ``closest`` are the pairs of scenarios that share most.

    ``drafts`` are scenarios that are not counted: no exam may use them yet.
    """

    codes: tuple[CodeStock, ...]
    blocks: tuple[BlockStock, ...]
    families: tuple[FamilyStock, ...]
    scenarios: tuple[ScenarioStock, ...]
    countries: tuple[CountryStock, ...]
    shortages: tuple[Shortage, ...]
    thin: tuple[Thin, ...]
    targets: Targets
    sessions: tuple[str, ...]
    closest: tuple[Similar, ...]
    drafts: int
