"""What newer figures of countries would change: figures, the scenarios that print or depend on them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pipeline.model.country import Trait, Update


class Change(StrEnum):
    """What a newer figure does to the one of the bank."""

    SAME = "identique"
    NEW = "nouveau"
    CHANGED = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """One figure: what the bank has (``None``: nothing), what is proposed, who prints it.

    ``ratio`` is the larger of both values over the smaller, ``None`` when they cannot be compared; ``printed`` are
    the scenarios that may be set in the country and quote the figure.
    """

    update: Update
    country: str
    label: str
    unit: str
    old: Trait | None
    old_source: str
    change: Change
    ratio: Decimal | None
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A scenario whose countries are no longer the same: those it gains and loses."""

    scenario: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """Everything that a file of newer figures would change."""

    figures: tuple[Revised, ...]
    moved: tuple[Moved, ...]
