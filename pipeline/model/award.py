"""What the rules propose for each candidate, and what the jury decides."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pipeline.codes import Code
from pipeline.model.blueprint import Phase
from pipeline.model.referential import BlockId
from pipeline.model.score import ExamScore


class BlockStatus(StrEnum):
    """Where a candidate stands on a block; ``WON`` was capitalised before this session."""

    VALID = "valide"
    FAILED = "non_valide"
    WAITING = "en_attente"
    WON = "acquis"


COMPLETE = "attribution_complete"
"""The rules' word for a certification awarded whole."""

HELD = (BlockStatus.VALID, BlockStatus.WON)
DECIDED = (BlockStatus.VALID, BlockStatus.FAILED)
"""The statuses of a block that is held, and those that a jury gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeResult:
    """One code over the exams of a block: its mark out of 20, whether it is acquired."""

    code: Code
    mark: Decimal
    acquired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamResult:
    """One exam: a rounded mark out of 20, or a state; « » means that nothing came back yet."""

    exam: str
    title: str
    phase: Phase
    coefficient: Decimal
    mark: Decimal | None
    state: str
    kept_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockResult:
    """One block: both chains, marks and codes, and why.

    ``reasons`` are the rules that fail or wait, as French clauses; ``sentence`` sums it up. ``distance`` is how far the
    block mark is from its threshold, ``None`` without a mark.
    """

    block: BlockId
    status: BlockStatus
    mark: Decimal | None
    continuous: Decimal | None
    final: Decimal | None
    exams: tuple[ExamResult, ...]
    codes: tuple[CodeResult, ...]
    unobserved: tuple[Code, ...]
    reasons: tuple[str, ...]
    sentence: str
    distance: Decimal | None
    jury_points: Decimal = Decimal(0)

    @property
    def acquired(self) -> int:
        """How many codes are acquired."""
        return sum(code.acquired for code in self.codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the rules propose for a candidate; ``decision`` is one of the rules' words, empty as long as marks wait."""

    candidate: str
    specialisation: BlockId
    blocks: tuple[BlockResult, ...]
    decision: str
    sentence: str
    honours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the jury; ``candidates`` are the numbers of those the member trained or is linked to."""

    name: str
    quality: str
    organisation: str
    external: bool
    president: bool
    present: bool
    trained: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A count of votes; none when the decision was unanimous."""

    yes: int = 0
    no: int = 0
    abstained: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockDecision:
    """What the jury decided on a block; ``mark`` includes its points."""

    block: BlockId
    status: BlockStatus
    proposed: BlockStatus
    mark: Decimal | None
    jury_points: Decimal
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision on one candidate, with what the person was called then; never changed, only revised.

    ``id`` is « session/number/rank »; ``revises`` is the id of the decision that it replaces, with ``author`` and
    ``reason`` of the revision. ``recused`` are the members who stood down.
    """

    id: str
    candidate: str
    last_name: str
    first_name: str
    birth_date: str
    specialisation: BlockId
    decision: str
    proposed: str
    blocks: tuple[BlockDecision, ...]
    honours: str
    reason: str
    vote: Vote
    recused: tuple[str, ...]
    date: str
    author: str
    revises: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliberation:
    """A sitting of the jury: date, place, members, what it noted; ``head`` is the ledger's once it was recorded."""

    date: str
    place: str
    members: tuple[Member, ...]
    incidents: str
    head: str = ""


class Origin(StrEnum):
    """Where a block comes from."""

    EXAM = "examen"
    VAE = "vae"
    EXEMPTION = "dispense"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A block won otherwise than by this session's exams: by VAE or exemption, on which document, recorded by whom."""

    candidate: str
    last_name: str
    first_name: str
    birth_date: str
    block: BlockId
    edition: str
    origin: Origin
    date: str
    reference: str
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """The record of a session's jury: what was decided, in order, and the credits recorded with it."""

    session: str
    edition: str
    deliberations: tuple[Deliberation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    credits: tuple[Credit, ...] = ()

    def current(self) -> tuple[Decision, ...]:
        """The decision in force for each candidate, in the order of the first ones."""
        last = {d.candidate: d for d in self.decisions}
        return tuple(last.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Capital:
    """A block that a candidate holds: since when, by which session and minutes, from where."""

    candidate: str
    block: BlockId
    edition: str
    session: str
    date: str
    reference: str
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a candidate brings to a session of resits: the exams to sit, the results kept, the scenarios already met.

    ``attempts`` counts the sessions of resits used, this one included when it is one. ``codes`` are those still missing
    of the exams that are sat again in part: an exam that is not there is sat again whole.
    """

    candidate: str
    exams: tuple[str, ...]
    kept: tuple[ExamScore, ...]
    met: tuple[str, ...]
    attempts: int
    codes: tuple[tuple[str, tuple[Code, ...]], ...] = ()

    def missing(self, exam: str) -> tuple[Code, ...]:
        """The codes of an exam that are sat again; none when the whole exam is."""
        return dict(self.codes).get(exam, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Resit:
    """What makes a session one of resits or deferred sittings; ``kind`` is « rattrapage » or « remplacement »."""

    session: str
    source: str
    kind: str
    carried: tuple[Carried, ...]
