"""The jury's table: what it shows, where everything stands in it, and what the jury typed in it.

Every sheet has a hidden column of row keys, and its id in the first cell of it, as grading workbooks have: what writes
the table and what reads it back agree on keys, never on addresses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.diagnostics import Source
from pipeline.model.award import BlockStatus, Proposal
from pipeline.model.basis import Basis
from pipeline.model.score import ExamScore

VERSION = "epreuve/jury@1"

BLOCKS, CANDIDATES, JURY = "deliberation", "candidats", "jury"
SIMULATION, RULES, GUIDE, SEAL = "simulation", "regles", "notice", "sceau"
SHEETS = (BLOCKS, CANDIDATES, JURY, SIMULATION, RULES, GUIDE, SEAL)
READ_SHEETS = (BLOCKS, CANDIDATES, JURY)
"""The sheets that are read back; in the others nothing counts, but nothing sealed may change."""

KEY_COLUMN = "A"
HEADERS = "titres"
"""The key of the row that names the columns of a sheet, after the sheet's id and a stop."""

POINTS, STATUS, BLOCK_REASON = "O", "P", "Q"
DECISION, REASON, YES, NO, ABSTAINED, RECUSED = "J", "K", "L", "M", "N", "O"
RANK, NAME, QUALITY, ORGANISATION = "B", "C", "D", "E"
EXTERNAL, PRESIDENT, PRESENT, TRAINED, LINKED = "F", "G", "H", "I", "J"
SITTING = "D"
TRIED = "J"
DATE_KEY, PLACE_KEY, INCIDENTS_KEY = "jury.date", "jury.lieu", "jury.incidents"
MEMBER = "membre."
MEMBERS = 12

SEAL_COLUMN = "B"
SEALED_FIELDS = ("version", "session", "candidats")
SEAL_KEY = "empreinte"
PROPERTY_TABLE, PROPERTY_VERSION, PROPERTY_SEAL = "EpreuveJury", "EpreuveVersion", "EpreuveSceau"

INPUTS: Mapping[str, tuple[str, ...]] = {
    BLOCKS: (POINTS, STATUS, BLOCK_REASON),
    CANDIDATES: (DECISION, REASON, YES, NO, ABSTAINED, RECUSED),
    JURY: (NAME, QUALITY, ORGANISATION, EXTERNAL, PRESIDENT, PRESENT, TRAINED, LINKED),
    SIMULATION: (TRIED,),
}
"""The columns to fill of each sheet, in the rows that are to be filled."""


def block_key(number: str, block: str) -> str:
    """The key of a candidate's row for a block."""
    return f"{number}/{block}"


def member_key(rank: int) -> str:
    """The key of the row of a member, counted from 1."""
    return f"{MEMBER}{rank}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a block is judged by, whatever the thresholds: enough to judge it again with others.

    ``least`` is the mark that the rules ask of the block, ``lowest`` that of its worst exam; ``single`` when it has one
    exam, ``floored`` when the rules ask a mark of each. ``fixed`` is the status that no threshold changes, ``obstacle``
    says in French what fixes it.
    """

    mark: Decimal | None
    least: Decimal
    lowest: Decimal | None
    single: bool
    floored: bool
    acquired: int
    observed: int
    fixed: BlockStatus | None = None
    obstacle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The thresholds that a jury may try: marks out of 20, a share in percent; ``None`` for a rule that is off.

    ``floor`` holds for each exam, ``single`` for the mark of a block with one exam.
    """

    threshold: Decimal
    floor: Decimal | None
    single: Decimal | None
    share: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One candidate before the jury: who, what the rules propose, what to know about the marking of each block.

    ``standings`` come in the order of the proposal's blocks, ``flags`` are French clauses by block.
    """

    number: str
    last_name: str
    first_name: str
    birth_date: str
    proposal: Proposal
    standings: tuple[Standing, ...]
    flags: Mapping[str, tuple[str, ...]]
    scores: Mapping[str, ExamScore] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """Everything that a jury deliberates on, candidates in the order of the table: nearest to a threshold first.

    ``known`` are the numbers of everybody registered. ``declared`` maps a person to the candidates that the
    registrations link to this person. ``attempts`` counts the sessions of resits used by each candidate.
    """

    basis: Basis
    limits: Limits
    candidates: tuple[Heard, ...]
    known: tuple[str, ...]
    declared: Mapping[str, tuple[str, ...]]
    attempts: Mapping[str, int]

    @property
    def id(self) -> str:
        """The id that the table is sealed under."""
        return f"{self.basis.session}/jury"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A cell by the id of its sheet, the key of its row and the letters of its column as written."""

    sheet: str
    row: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed in a cell, as one text; empty when nothing was."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedBlock:
    """What the jury typed on a candidate's block."""

    points: Typed
    status: Typed
    reason: Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedCandidate:
    """What the jury typed on a candidate."""

    decision: Typed
    reason: Typed
    yes: Typed
    no: Typed
    abstained: Typed
    recused: Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedMember:
    """What was typed on a member of the jury; ``rank`` is the number printed on the row."""

    rank: int
    name: Typed
    quality: Typed
    organisation: Typed
    external: Typed
    president: Typed
    present: Typed
    trained: Typed
    linked: Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTable:
    """Everything that was typed: blocks by row key, candidates by number, members whose row is not blank."""

    path: str
    blocks: Mapping[str, TypedBlock]
    candidates: Mapping[str, TypedCandidate]
    members: tuple[TypedMember, ...]
    date: Typed
    place: Typed
    incidents: Typed
