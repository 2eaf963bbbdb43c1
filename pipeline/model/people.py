"""Who sits and who assesses: candidates, accommodations, assessors, sittings."""

from dataclasses import dataclass
from decimal import Decimal

from pipeline.diagnostics import Source
from pipeline.model.referential import BlockId


@dataclass(frozen=True, slots=True, kw_only=True)
class Accommodation:
    """Measures granted, never their medical reason; ``extra_time`` is a fraction of the duration (0.333333)."""

    extra_time: Decimal = Decimal(0)
    large_print: bool = False
    electronic_copy: bool = False
    human_help: str = ""
    separate_room: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One candidate of the roster; ``won`` are the blocks already capitalised, ``group`` whose sittings are theirs."""

    number: str
    last_name: str
    first_name: str
    birth_date: str
    email: str
    specialisation: BlockId
    won: tuple[BlockId, ...]
    accommodation: Accommodation
    source: Source
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessor:
    """One assessor; ``blocks`` are those they may assess, ``links`` the candidate numbers they may not.

    ``trainees`` are the candidates whom they follow in the workplace, and observe there.
    """

    id: str
    last_name: str
    first_name: str
    email: str
    organisation: str
    external: bool
    blocks: tuple[BlockId, ...]
    links: tuple[str, ...]
    source: Source
    trainees: tuple[str, ...] = ()

    @property
    def ties(self) -> frozenset[str]:
        """The candidates whom they may not assess in an exam: those with a link, and their own trainees."""
        return frozenset((*self.links, *self.trainees))


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room and how many candidates it seats."""

    name: str
    seats: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """When and where an exam is sat: local date (ISO) and time (HH:MM), and for which ``group`` when not for all."""

    blueprint: str
    date: str
    start: str
    rooms: tuple[str, ...]
    source: Source
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Everything the registration workbook says."""

    candidates: tuple[Candidate, ...]
    assessors: tuple[Assessor, ...]
    rooms: tuple[Room, ...]
    sittings: tuple[Sitting, ...]

    def sittings_of(self, exam: str) -> tuple[Sitting, ...]:
        """The sittings of an exam, in the order of time that numbers them."""
        own = (s for s in self.sittings if s.blueprint == exam)
        return tuple(sorted(own, key=lambda s: (s.date, s.start, s.group, s.rooms)))
