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
    """One candidate of the roster; ``won`` are the blocks already capitalised."""

    number: str
    last_name: str
    first_name: str
    birth_date: str
    email: str
    specialisation: BlockId
    won: tuple[BlockId, ...]
    accommodation: Accommodation
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessor:
    """One assessor; ``blocks`` are those they may assess, ``links`` the candidate numbers they may not."""

    id: str
    last_name: str
    first_name: str
    email: str
    organisation: str
    external: bool
    blocks: tuple[BlockId, ...]
    links: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room and how many candidates it seats."""

    name: str
    seats: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """When and where an exam is sat: local date (ISO) and time (HH:MM)."""

    blueprint: str
    date: str
    start: str
    rooms: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Everything the registration workbook says."""

    candidates: tuple[Candidate, ...]
    assessors: tuple[Assessor, ...]
    rooms: tuple[Room, ...]
    sittings: tuple[Sitting, ...]
