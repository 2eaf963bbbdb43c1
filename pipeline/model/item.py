"""Items: one question, simulation or observation each, with what is expected of the candidate."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pipeline.codes import Code
from pipeline.diagnostics import Source


class Modality(StrEnum):
    """How a candidate answers."""

    WRITTEN = "ecrit"
    ORAL = "oral"
    SIMULATION = "simulation"
    OBSERVATION = "observation"


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
class Inject:
    """A new fact told while an exercise runs; ``when`` counts from its beginning (``+20 min``)."""

    id: str
    when: str
    channel: str
    sender: str
    text: str
    expected: str
    codes: tuple[str, ...]
    usage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSheet:
    """What one player of a simulation reads, and nobody else: mission, objectives, margins, what only they know.

    ``actor`` is the actor of the scenario that is played, empty for the side of the scenario's own role.
    """

    id: str
    title: str
    actor: str
    mission: str
    objectives: tuple[str, ...]
    margins: tuple[str, ...]
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of a scenario; minutes of work, points as in the bank, difficulty 1–5.

    ``documents`` and ``enemies`` are ids of the same scenario (``D1``, ``T3``): what it is asked on, what it may not
    stand beside. ``formats`` are the only formats of assessment that it is made for; none: all those of its modality.
    A simulation has ``roles`` and its own ``injects``.
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
    formats: tuple[str, ...] = ()
    roles: tuple[RoleSheet, ...] = ()
    injects: tuple[Inject, ...] = ()

    def serves(self, format_id: str, modality: Modality) -> bool:
        """Whether the item may be asked in a format of assessment of that modality."""
        return self.modality is modality and (not self.formats or format_id in self.formats)

    def points_of(self, code: Code) -> Decimal:
        """The points that the expected elements give to one code."""
        return sum((e.points for e in self.expected if e.code == code), Decimal(0))
