"""Items: one question each, with what is expected of the answer."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pipeline.codes import Code
from pipeline.diagnostics import Source


class Modality(StrEnum):
    """How a candidate answers."""

    WRITTEN = "ecrit"
    ORAL = "oral"


class CognitiveLevel(StrEnum):
    """What the answer takes, from understanding to designing."""

    UNDERSTAND = "comprendre"
    APPLY = "appliquer"
    ANALYSE = "analyser"
    EVALUATE = "evaluer"
    DESIGN = "concevoir"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One expected element of the answer: its points and the code it proves."""

    id: str
    text: str
    points: Decimal
    code: Code
    indispensable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of a scenario; minutes of work, points as in the bank, difficulty 1–5.

    ``documents`` and ``enemies`` are ids of the same scenario (``D1``, ``T3``): what it is asked on, what it may not
    stand beside.
    """

    id: str
    label: str
    title: str
    codes: tuple[Code, ...]
    modality: Modality
    difficulty: int
    cognitive_level: CognitiveLevel
    minutes: int
    points: Decimal
    deliverable: str
    documents: tuple[str, ...]
    instruction: str
    expected: tuple[Expected, ...]
    pitfalls: tuple[str, ...]
    outline: tuple[str, ...]
    prompts: tuple[str, ...]
    decision: bool
    language: str
    source: Source
    enemies: tuple[str, ...] = ()

    def points_of(self, code: Code) -> Decimal:
        """The points that the expected elements give to one code."""
        return sum((e.points for e in self.expected if e.code == code), Decimal(0))
