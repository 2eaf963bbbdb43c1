"""What the sessions of a workspace have assessed over time: codes, scenarios, families, countries."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pipeline.codes import Code
from pipeline.model.blueprint import Phase
from pipeline.model.form import Form, FormRole
from pipeline.model.item import Modality
from pipeline.model.referential import BlockId

WEIGHTS = {FormRole.TICKET: 1, FormRole.SPARE: 2, FormRole.MAIN: 4}
"""What one use of a scenario, a family or a country weighs, by the role of the form."""


class Kind(StrEnum):
    """What else than a code is followed over time."""

    SCENARIO = "scenario"
    FAMILY = "famille"
    COUNTRY = "pays"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionForms:
    """The forms that one session has set."""

    session: str
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeUse:
    """One exam of one session that assesses a code.

    ``share`` is in percent of the exam's points, the mean of its forms (spares left out); ``points`` as printed.
    """

    session: str
    exam: str
    phase: Phase
    modality: Modality
    points: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeHistory:
    """Every exam that assessed a code, in the order of the sessions.

    ``apt`` are the modalities in which the criteria say that the code is well observed; ``items`` of the bank carry it,
    ``rested`` of them have served in no session.
    """

    code: Code
    title: str
    block: BlockId
    uses: tuple[CodeUse, ...]
    apt: tuple[Modality, ...]
    items: int
    rested: int

    @property
    def sessions(self) -> tuple[str, ...]:
        """The sessions that assessed it, each once."""
        return tuple(dict.fromkeys(use.session for use in self.uses))

    @property
    def modalities(self) -> Mapping[Modality, int]:
        """In how many exams it was assessed, by modality."""
        return {m: sum(use.modality is m for use in self.uses) for m in Modality}

    @property
    def missing(self) -> tuple[Modality, ...]:
        """The apt modalities in which no session has assessed it yet."""
        return tuple(m for m in self.apt if not self.modalities[m])


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureHistory:
    """The sessions that used a scenario, a family or a country, with the weight of the use (main 4, spare 2, ticket 1).

    ``since`` counts the sessions since the last use (0: the last session), ``None`` when there was none; ``resting``
    says that the blueprints of its block keep it out of the next main papers.
    """

    kind: Kind
    id: str
    name: str
    uses: Mapping[str, int]
    since: int | None
    resting: bool = False

    @property
    def last(self) -> str:
        """The last session that used it; empty without one."""
        return max(self.uses, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageHistory:
    """The whole ledger: the sessions in order, every code of the referential, every scenario, family and country met.

    ``items`` counts those of the bank, ``rested`` the ones that have served in no session.
    """

    sessions: tuple[str, ...]
    codes: tuple[CodeHistory, ...]
    exposures: tuple[ExposureHistory, ...]
    items: int
    rested: int

    def of(self, kind: Kind) -> tuple[ExposureHistory, ...]:
        """The exposures of one kind, most used first."""
        own = [e for e in self.exposures if e.kind is kind]
        return tuple(sorted(own, key=lambda e: (-sum(e.uses.values()), e.id)))
