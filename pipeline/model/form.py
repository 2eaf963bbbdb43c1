"""Forms: one version of an exam with its full text, and the certificate of its balance."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pipeline.codes import Code
from pipeline.model.blueprint import FormKind, Phase
from pipeline.model.item import Inject, Item, Modality
from pipeline.model.referential import BlockId
from pipeline.model.scenario import Actor, Event, Exhibit, FactLine, Role


class FormRole(StrEnum):
    """What a form is for inside its exam."""

    MAIN = "principal"
    SPARE = "secours"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What assembly decided for one form: the items, and for each scenario its country and number set."""

    blueprint: str
    role: FormRole
    number: int
    items: tuple[str, ...]
    settings: tuple["Setting", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One scenario set in a country with a number set."""

    scenario: str
    iso3: str
    number_set: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The full text of one scenario as set: what the candidate reads before the questions."""

    scenario: str
    version: str
    title: str
    family: str
    iso3: str
    number_set: str
    country_name: str
    country_in: str
    fictional_country: bool
    role: Role
    situation: str
    actors: tuple[Actor, ...]
    chronology: tuple[Event, ...]
    exhibits: tuple[Exhibit, ...]
    constraints: tuple[str, ...]
    injects: tuple[Inject, ...]
    facts: tuple[FactLine, ...]
    mention: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One numbered question: an item whose points, and those of its elements, are as printed on this form."""

    number: int
    item: Item
    scenario: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBalance:
    """Points asked and reached on a code, on the form's scale."""

    code: Code
    target: Decimal
    reached: Decimal
    tolerance: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillBalance:
    """Share of a hard skill wanted and reached, 0–1."""

    skill: str
    target: Decimal
    reached: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """One rule of the blueprint's table on one form: its bounds, what the form reaches, whether it holds.

    Amounts are in the unit of the rule; ``goal`` is that of the rule (model.requirement.Goal). ``binding``: a hard rule
    at one of its bounds. ``cost`` is what a wish adds to the value, in points on 100.
    """

    id: str
    label: str
    goal: str
    low: Decimal | None
    high: Decimal | None
    reached: Decimal
    held: bool
    binding: bool
    cost: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What was proved of one form: asked, reached, value, bound, gap.

    ``deviation`` and ``bound`` are in points of deviation on a 100-point paper; ``price`` is what earlier uses add to
    the value. ``epsilon`` is how far from the best a form could be drawn, ``near`` among how many it was. ``rules`` is
    the table of rules with what the form reaches. ``notes`` are French sentences on what was relaxed.
    """

    balances: tuple[CodeBalance, ...]
    minutes_asked: tuple[int, int]
    minutes_reached: int
    difficulty_asked: Decimal
    difficulty_tolerance: Decimal
    difficulty_reached: Decimal
    documents: int
    skills: tuple[SkillBalance, ...]
    skill_distance: Decimal
    deviation: Decimal
    bound: Decimal
    gap: Decimal
    proved: bool
    alternatives: int
    notes: tuple[str, ...]
    price: Decimal = Decimal(0)
    epsilon: Decimal = Decimal(0)
    near: int = 1
    rules: tuple[RuleResult, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One version of an exam, complete: from here on nobody reads the bank again."""

    id: str
    session: str
    blueprint: str
    title: str
    kind: FormKind
    phase: Phase
    format: str
    modality: Modality
    role: FormRole
    number: int
    block: BlockId
    minutes: int
    reading: int
    preparation: int
    talk: int
    points: int
    coefficient: Decimal
    materials: str
    instructions: tuple[str, ...]
    soft_skills: tuple[str, ...]
    dossiers: tuple[Dossier, ...]
    questions: tuple[Question, ...]
    certificate: Certificate

    def codes(self) -> tuple[Code, ...]:
        """The codes the form assesses, in the order of its certificate."""
        return tuple(b.code for b in self.certificate.balances if b.reached > 0)
