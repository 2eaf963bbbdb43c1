"""A teacher's case study as found in a Word file: its blocks in order, then what each of them was taken for."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of a Word file is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One heading (``level`` 1–9), paragraph, list item, or table (``rows`` of texts)."""

    kind: BlockKind
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordText:
    """The blocks of a file, and the texts that stand outside of them (text boxes, headers) with where they are."""

    blocks: tuple[Block, ...]
    aside: tuple[tuple[str, str], ...]
    images: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftActor:
    """A party, as far as its line says."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDocument:
    """A document of the dossier: paragraphs, and the first of its tables."""

    title: str
    body: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftQuestion:
    """A question: what it says of itself, and the expected elements that were found for it."""

    number: int
    text: str
    codes: tuple[str, ...] = ()
    points: Decimal | None = None
    minutes: int | None = None
    expected: tuple[tuple[str, Decimal], ...] = ()
    outline: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """A text that has no place: where it stood, what it says. Nothing of a file is dropped."""

    origin: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was recognised of a case study."""

    title: str
    situation: tuple[str, ...]
    role: tuple[str, ...]
    actors: tuple[DraftActor, ...]
    chronology: tuple[tuple[str, str], ...]
    constraints: tuple[str, ...]
    documents: tuple[DraftDocument, ...]
    questions: tuple[DraftQuestion, ...]
    leftovers: tuple[Leftover, ...]

    def counts(self) -> Mapping[str, int]:
        """How many of each were placed, and how many texts were not."""
        return {
            "actors": len(self.actors),
            "documents": len(self.documents),
            "questions": len(self.questions),
            "leftovers": len(self.leftovers),
        }
