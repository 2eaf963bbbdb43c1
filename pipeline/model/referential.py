"""The certification as printed: blocks, activities, competencies, variants and the faults of the source."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from pipeline.codes import Code
from pipeline.diagnostics import Source

BlockId = NewType("BlockId", str)
Lines = tuple[int, int]


class BlockKind(StrEnum):
    """Every candidate takes the common blocks and one specialisation."""

    COMMON = "commun"
    SPECIALISATION = "specialisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of the source that belong to no block or code, with their first and last line."""

    lines: Lines
    text: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubItem:
    """One bullet of a competency; its id (``C1.a``) is the project's, its text the source's."""

    id: str
    text: str
    lines: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """An activity of a block; ``id`` is made unique (``B1.A1``), ``printed_code`` is what the source shows."""

    id: str
    block: BlockId
    printed_code: str
    text: str
    lines: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of competencies; ``title`` is the display label, ``text`` the source's."""

    id: BlockId
    kind: BlockKind
    text: str
    title: str
    lines: Lines
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    """One canonical code with its text as printed; ``aliases`` are other ways it is typed."""

    code: Code
    printed_code: str
    block: BlockId
    activity: str
    text: str
    lines: Lines
    sub_items: tuple[SubItem, ...]
    aliases: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVariant:
    """A second wording of a code found in the source, kept verbatim and never counted."""

    id: str
    code: Code
    printed_code: str
    block: BlockId
    activity: str
    text: str
    lines: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """A fault of the source and how it is treated; ``question`` is what only the certifier can settle.

    ``alert`` makes its open question a warning.
    """

    id: str
    lines: tuple[int, ...]
    status: str
    subject: str
    treatment: str
    question: str
    source: Source
    alert: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """The certifier's answer to one anomaly: who, when, which choice."""

    anomaly: str
    choice: str
    author: str
    date: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """Official fields that the source does not hold; an empty text is a field still to fill."""

    title: str
    rncp: str = ""
    level: str = ""
    certifier: str = ""
    registered_on: str = ""
    nsf: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referential:
    """What is certified, verbatim, with its provenance."""

    source_file: str
    sha256: str
    line_count: int
    official: Official
    passages: tuple[Passage, ...]
    blocks: tuple[Block, ...]
    competencies: tuple[Competency, ...]
    variants: tuple[TextVariant, ...]
    anomalies: tuple[Anomaly, ...] = field(default=())
    settlements: tuple[Settlement, ...] = field(default=())

    def block(self, block: BlockId) -> Block:
        """The block of that id; KeyError when there is none."""
        return {b.id: b for b in self.blocks}[block]

    def codes(self, block: BlockId | None = None) -> tuple[Code, ...]:
        """The canonical codes in order, of one block or of all."""
        return tuple(c.code for c in self.competencies if block in (None, c.block))

    def competency(self, code: Code) -> Competency:
        """The competency of a code; KeyError when there is none."""
        return {c.code: c for c in self.competencies}[code]
