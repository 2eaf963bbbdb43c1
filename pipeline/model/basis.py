"""What marks are judged by: rules, exams and grids, frozen with a session's publication.

From there on nobody reads the bank again: editing it changes no mark and no decision of a published session.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.codes import Code
from pipeline.model.blueprint import Phase
from pipeline.model.criteria import Level
from pipeline.model.grid import GridMap
from pipeline.model.gridplan import GridIdentity
from pipeline.model.policy import Policy
from pipeline.model.referential import BlockId, BlockKind, Official

EDITION_DIGITS = 12
"""How much of an edition's SHA-256 a table of equivalences quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockBasis:
    """A block of the certification and its codes, in order."""

    id: BlockId
    kind: BlockKind
    title: str
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamBasis:
    """One exam that counts; ``by_table`` when its marks come in one table, of these ``candidates``, without a form.

    ``oral`` exams leave no copy: what was said, played or done is marked as it happens, and nobody marks it again.
    """

    id: str
    title: str
    block: BlockId
    phase: Phase
    coefficient: Decimal
    individual: bool
    oral: bool
    by_table: bool
    codes: tuple[Code, ...]
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The frozen basis of a session; ``grids`` are those of its forms by form id, of its tables by exam id.

    ``edition`` is the SHA-256 of the referential's source; ``equivalences`` maps a block of an earlier edition,
    written « edition/block », to the blocks of this one that it stands for. ``levels`` is the common scale 0–4.
    """

    session: str
    title: str
    centre: str
    certifier: str
    date: str
    edition: str
    official: Official
    policy: Policy
    blocks: tuple[BlockBasis, ...]
    exams: tuple[ExamBasis, ...]
    grids: Mapping[str, GridMap]
    equivalences: Mapping[str, tuple[str, ...]]
    code_titles: Mapping[str, str] = field(default_factory=dict)
    levels: tuple[Level, ...] = ()

    def exam(self, exam: str) -> ExamBasis:
        """The exam of that id; KeyError when there is none."""
        return {e.id: e for e in self.exams}[exam]

    def block(self, block: str) -> BlockBasis:
        """The block of that id; KeyError when there is none."""
        return {str(b.id): b for b in self.blocks}[block]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedGrid:
    """One grid that went out: whose it is, for which exam, where it was written, its seal."""

    identity: GridIdentity
    exam: str
    path: str
    seal: str
