"""Blueprints: what a paper, a case study, an oral or a continuous assessment must be made of."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pipeline.codes import Code
from pipeline.diagnostics import Source
from pipeline.model.item import Item, Modality
from pipeline.model.referential import BlockId
from pipeline.model.requirement import Change, Requirement


class FormKind(StrEnum):
    """The kinds of exam; a ticket is one oral form, whatever the format of the oral."""

    PAPER = "sujet"
    CASE_STUDY = "etude_de_cas"
    TICKET = "ticket"
    TEST = "controle"
    TALK = "expose"
    ASSIGNMENT = "travail"
    SIMULATION = "simulation"
    OBSERVATION = "observation"


DRAWN = (FormKind.TICKET, FormKind.SIMULATION)
"""The kinds of which every candidate, or group, draws a ticket."""

UNBOUNDED = Decimal("Infinity")


class Phase(StrEnum):
    """When the assessment happens."""

    CONTINUOUS = "controle_continu"
    FINAL = "fin_formation"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTarget:
    """The share of the points wanted on a code, in percent, and how far a form may be from it."""

    code: Code
    share: Decimal
    tolerance: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """The blueprint of one exam.

    ``minutes`` is the whole duration; ``reading`` is part of it; ``preparation`` comes before it (orals).
    ``points`` is the total printed on the paper. Difficulty is the mean of the items, weighted by points, 1–5.
    ``forms`` are its parallel main papers; two of them share at most ``overlap`` questions (``None``: as few as can be,
    without a limit). ``item_uses`` and ``scenario_uses`` are the most tickets that a question or a scenario may serve
    (0: no limit). ``rest`` sessions pass before a main paper uses a scenario again; an item serves in at most
    ``session_uses`` sessions (0: no limit). A paper is drawn among those within ``epsilon`` points of the best.
    With ``strict``, its main papers hold no family and no country of another main paper of the session.
    ``group`` is the least and largest number of candidates who play a simulation together. ``requirements`` are the
    rules of its own table, beside those that the other fields stand for, which ``changes`` alter.
    """

    id: str
    title: str
    block: BlockId
    kind: FormKind
    phase: Phase
    format: str
    modality: Modality
    minutes: int
    reading: int
    preparation: int
    talk: int
    points: int
    coefficient: Decimal
    targets: tuple[CodeTarget, ...]
    items_min: int
    items_max: int
    minutes_min: int
    minutes_max: int
    scenarios_max: int
    documents_min: int
    documents_max: int
    difficulty: Decimal
    difficulty_tolerance: Decimal
    decision_required: bool
    spare: bool
    tickets: int
    soft_skills: tuple[str, ...]
    materials: str
    instructions: tuple[str, ...]
    source: Source
    forms: int = 1
    overlap: int | None = None
    item_uses: int = 0
    scenario_uses: int = 0
    rest: int = 0
    session_uses: int = 0
    epsilon: Decimal = Decimal(2)
    group: tuple[int, int] = (1, 1)
    strict: bool = False
    requirements: tuple[Requirement, ...] = ()
    changes: tuple[Change, ...] = ()

    def seats(self, item: Item) -> bool:
        """Whether an item has a role for each player of the largest group; what is not a simulation needs none."""
        return item.modality is not Modality.SIMULATION or len(item.roles) >= self.group[1]

    def bounds(self, rule: str, low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
        """The bounds of a standard rule as the exam's own table leaves them; infinite where it takes the rule away."""
        change = next((c for c in self.changes if c.id == rule), None)
        if any(own.id == rule for own in self.requirements) or (change and not change.active):
            return -UNBOUNDED, UNBOUNDED
        if change is None:
            return low, high
        return (
            low if change.low is None else change.low,
            high if change.high is None else change.high,
        )

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes the exam assesses, in the order of the targets."""
        return tuple(t.code for t in self.targets)
