"""The plan of a term: which exams, in which weeks, so that every code is assessed by an apt format."""

from dataclasses import dataclass

from pipeline.codes import Code
from pipeline.model.blueprint import FormKind, Phase
from pipeline.model.referential import BlockId


@dataclass(frozen=True, slots=True, kw_only=True)
class TermExam:
    """One exam of the plan; ``day`` is the Monday of its week (ISO). ``codes`` are those that it assesses aptly."""

    exam: str
    title: str
    block: BlockId
    kind: FormKind
    phase: Phase
    minutes: int
    day: str
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCode:
    """One code of the plan: the exams that assess it, with the best aptitude of their formats (0–3)."""

    code: Code
    title: str
    block: BlockId
    exams: tuple[str, ...]
    aptitude: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPlan:
    """The plan of a term: its weeks (ISO Mondays), its exams by day, every code of its blocks.

    ``busiest`` is the largest number of exams that one candidate has in a week, proved least.
    """

    weeks: tuple[str, ...]
    exams: tuple[TermExam, ...]
    codes: tuple[TermCode, ...]
    busiest: int

    @property
    def missing(self) -> tuple[TermCode, ...]:
        """The codes that no exam of the plan assesses aptly."""
        return tuple(code for code in self.codes if not code.exams)
