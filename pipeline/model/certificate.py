"""The certificate of a session: what was asked and reached of every form, what was proved, and what still holds."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pipeline.codes import Code
from pipeline.model.blueprint import FormKind
from pipeline.model.form import CodeBalance, FormRole, RuleResult, Setting, SkillBalance
from pipeline.model.item import CognitiveLevel

FORMAT = "epreuve/certificat@1"


class Proof(StrEnum):
    """What may be said of the bound of a form today.

    PROVED: no form of the bank does better than the bound. OPEN: the bound was not proved to the end. EARLIER: it was
    proved on the bank of the day of assembly, which has changed since; the form keeps its rules. LOST: the form, its
    rules or its record are no longer those of the proof.
    """

    PROVED = "prouve"
    OPEN = "non_prouve"
    EARLIER = "prouve_alors"
    LOST = "caduc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """The hashes of everything that the certificate comes from, and those of the assembly as the journal has them.

    ``forms_then`` and ``bank_then`` are empty when no assembly is journalled.
    """

    bank: str
    blueprints: str
    rules: str
    settings: str
    forms: str
    program: str
    bank_then: str = ""
    forms_then: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that no longer holds: a form (empty: the whole session) and a French sentence with its amounts."""

    form: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One dossier of a form: its scenario, its title, its family and its setting."""

    setting: Setting
    title: str
    family: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelShare:
    """The share of the printed points, in percent, that a cognitive level takes."""

    level: CognitiveLevel
    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """One form, counted today from its record.

    ``deviation`` is the sum of the costs of its wishes in ``rules``; ``stored`` the deviation kept at assembly,
    ``bound``, ``price``, ``epsilon``, ``near`` and ``alternatives`` what was proved then (points on 100). ``broken``
    are the rules that it no longer keeps. ``items`` are the ids of its questions.
    """

    form: str
    exam: str
    role: FormRole
    number: int
    places: tuple[Place, ...]
    items: tuple[str, ...]
    points: int
    balances: tuple[CodeBalance, ...]
    minutes_asked: tuple[int, int]
    minutes: int
    difficulty_asked: Decimal
    difficulty_tolerance: Decimal
    difficulty: Decimal
    documents_asked: tuple[int, int]
    documents: int
    levels: tuple[LevelShare, ...]
    skills: tuple[SkillBalance, ...]
    skill_distance: Decimal
    rules: tuple[RuleResult, ...]
    deviation: Decimal
    stored: Decimal
    price: Decimal
    bound: Decimal
    gap: Decimal
    epsilon: Decimal
    near: int
    alternatives: int
    proof: Proof
    broken: tuple[RuleResult, ...]
    notes: tuple[str, ...]

    @property
    def binding(self) -> tuple[RuleResult, ...]:
        """The hard rules that stand at one of their bounds."""
        return tuple(rule for rule in self.rules if rule.binding)

    @property
    def wishes(self) -> tuple[RuleResult, ...]:
        """The wishes that cost something, dearest first."""
        paid = (rule for rule in self.rules if rule.cost)
        return tuple(sorted(paid, key=lambda rule: (-rule.cost, rule.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """How much two forms have in common; of two groups of forms, the most that a form of each have."""

    questions: int = 0
    scenarios: int = 0
    families: int = 0
    countries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPair:
    """Two different forms and what they have in common."""

    first: str
    second: str
    shared: Shared


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The forms behind one line of a matrix: a single paper, or the tickets of one scenario or of one exam."""

    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """What groups of forms have in common, symmetric; on the diagonal, two different forms of the group.

    ``exam`` is empty for the matrix of the whole session.
    """

    exam: str
    groups: tuple[Group, ...]
    cells: tuple[tuple[Shared, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """How far two forms of an exam are from each other.

    ``codes``: sum over the codes of the differences of their shares, in percent of the points; minutes; difficulty.
    """

    first: str
    second: str
    codes: Decimal
    minutes: int
    difficulty: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The least and the largest of an amount over forms."""

    low: Decimal
    high: Decimal

    @property
    def width(self) -> Decimal:
        """Their difference."""
        return self.high - self.low


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSpread:
    """The printed points on a code over the forms of an exam, with the points wanted."""

    code: Code
    target: Decimal
    tolerance: Decimal
    reached: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamSheet:
    """The forms of one exam beside each other.

    ``parallel`` are those that candidates may meet one instead of another (main papers, or tickets); ``farthest`` is
    their pair with the largest distance of codes (``None`` with a single form). ``overlap`` is the largest number of
    questions that two of them share, ``overlap_most`` what the blueprint allows. ``across`` are the rules over all
    the forms or over each two.
    """

    exam: str
    title: str
    kind: FormKind
    block: str
    forms: tuple[str, ...]
    parallel: tuple[str, ...]
    codes: tuple[CodeSpread, ...]
    minutes: Spread
    difficulty: Spread
    documents: Spread
    deviation: Spread
    bound: Decimal
    gap: Decimal
    proof: Proof
    farthest: Distance | None
    overlap: int
    overlap_most: int | None
    item_uses: int
    item_uses_most: int
    scenario_uses: int
    scenario_uses_most: int
    across: tuple[RuleResult, ...] = ()


class Exposed(StrEnum):
    """What is exposed."""

    SCENARIO = "scenario"
    ITEM = "question"
    COUNTRY = "pays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How many earlier sessions used something, the last of them, and how many forms of this one do."""

    kind: Exposed
    id: str
    name: str
    before: int
    last: str
    forms: int

    @property
    def after(self) -> int:
        """How many sessions have used it once this one is over."""
        return self.before + (self.forms > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureTotal:
    """Of one kind: how many the bank has, how many some session had used before this one, and has after it."""

    kind: Exposed
    offered: int
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCertificate:
    """Everything that is proved of a session, and everything that no longer holds; ``format`` names this record.

    ``pairs`` are the forms that share a question or a scenario, the most alike first; ``exposure`` what this session
    uses, the most exposed first.
    """

    format: str = FORMAT
    session: str
    title: str
    centre: str
    certifier: str
    date: str
    origins: Origins
    forms: tuple[FormSheet, ...]
    exams: tuple[ExamSheet, ...]
    matrices: tuple[Matrix, ...]
    pairs: tuple[SharedPair, ...]
    exposure: tuple[Exposure, ...]
    totals: tuple[ExposureTotal, ...]
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        """Whether everything that was proved still holds."""
        return not self.faults
