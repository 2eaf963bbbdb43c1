"""What the forms of a session cover of the referential, and what they leave, with the reason.

Shares are in percent of an exam. An exam with several forms (parallel tickets) counts as their mean, with the lowest
and the highest; spare papers do not count: nobody sits both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from pipeline.codes import Code
from pipeline.model.blueprint import FormKind, Phase
from pipeline.model.criteria import CodeCriteria, Criteria
from pipeline.model.form import Form, FormRole
from pipeline.model.item import Modality
from pipeline.model.referential import BlockId, Competency, Referential

SIMULATION, WORKPLACE = "simulation", "observation"
CONTINUOUS_FAMILY = "controle_continu"
_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")


class Lack(StrEnum):
    """Why a code is not covered, or only in part."""

    NO_EXAM = "bloc_absent"
    WORK = "travail"
    SIMULATED = "simulation"
    CONTINUOUS = "continu"
    NOT_ASKED = "non_demande"
    BETTER_SIMULATED = "simulation_meilleure"
    ONE_WAY = "une_seule_voie"
    ONLY_CONTINUOUS = "continu_seul"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeShare:
    """A code in an exam: printed points (mean, lowest, highest), share wanted and reached in percent of the exam."""

    code: Code
    points: Decimal
    lowest: Decimal
    highest: Decimal
    target: Decimal
    reached: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamCoverage:
    """What one exam covers; ``forms`` counts its forms, spare ones left out."""

    blueprint: str
    title: str
    block: BlockId
    kind: FormKind
    phase: Phase
    modality: Modality
    points: int
    coefficient: Decimal
    forms: int
    shares: tuple[CodeShare, ...]

    def share(self, code: Code) -> CodeShare | None:
        """The share of a code; ``None`` when the exam gives it nothing."""
        return {s.code: s for s in self.shares}.get(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCoverage:
    """A code over the session: printed points in all, part of its block in percent (exams by coefficient), what lacks.

    ``ways`` and ``phases`` are those of the exams that reach it.
    """

    code: Code
    title: str
    block: BlockId
    points: Decimal
    part: Decimal
    ways: tuple[Modality, ...]
    phases: tuple[Phase, ...]
    lacks: tuple[Lack, ...]

    @property
    def is_covered(self) -> bool:
        """Whether at least one exam gives it points."""
        return self.points > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockCoverage:
    """A block over the session: its exams, its codes, the points of its exams, what they reach of it in percent."""

    block: BlockId
    exams: tuple[ExamCoverage, ...]
    codes: tuple[CodeCoverage, ...]
    points: int
    part: Decimal

    @property
    def lacking(self) -> tuple[CodeCoverage, ...]:
        """The codes that the session does not cover, or only in part."""
        return tuple(c for c in self.codes if c.lacks)

    @property
    def written_only(self) -> bool:
        """Whether the session has exams on the block, none of them oral."""
        return bool(self.exams) and all(e.modality is Modality.WRITTEN for e in self.exams)

    @property
    def has_continuous(self) -> bool:
        """Whether continuous assessment of the block is part of the session."""
        return any(e.phase is Phase.CONTINUOUS for e in self.exams)


def coverage(
    forms: Sequence[Form],
    referential: Referential,
    criteria: Criteria,
    both_ways: frozenset[Code] = frozenset(),
) -> tuple[BlockCoverage, ...]:
    """The coverage of each block in the order of the referential.

    ``both_ways`` are the codes whose text asks for writing and for speech.
    """
    exams = _exams(forms)
    return tuple(
        _block(
            tuple(e for e in exams if e.block == block.id),
            tuple(c for c in referential.competencies if c.block == block.id),
            criteria,
            both_ways,
        )
        for block in referential.blocks
    )


def _exams(forms: Sequence[Form]) -> tuple[ExamCoverage, ...]:
    sat = [f for f in forms if f.role is not FormRole.SPARE]
    names = dict.fromkeys(f.blueprint for f in sat)
    return tuple(_exam([f for f in sat if f.blueprint == name]) for name in names)


def _exam(forms: Sequence[Form]) -> ExamCoverage:
    first = forms[0]
    codes = dict.fromkeys(b.code for f in forms for b in f.certificate.balances)
    return ExamCoverage(
        blueprint=first.blueprint,
        title=first.title,
        block=first.block,
        kind=first.kind,
        phase=first.phase,
        modality=first.modality,
        points=first.points,
        coefficient=first.coefficient,
        forms=len(forms),
        shares=tuple(s for code in codes if (s := _share(code, forms)).points > 0),
    )


def _share(code: Code, forms: Sequence[Form]) -> CodeShare:
    """A code over the forms of an exam; a form without it gives it nothing."""
    balances = [b for f in forms for b in f.certificate.balances if b.code == code]
    reached = [b.reached for b in balances] + [Decimal(0)] * (len(forms) - len(balances))
    mean = sum(reached, Decimal(0)) / len(forms)
    scale = Decimal(100) / forms[0].points
    return CodeShare(
        code=code,
        points=_round(mean, _HUNDREDTH),
        lowest=min(reached),
        highest=max(reached),
        target=_round(max(b.target for b in balances) * scale, _TENTH),
        reached=_round(mean * scale, _TENTH),
    )


def _block(
    exams: tuple[ExamCoverage, ...],
    competencies: Sequence[Competency],
    criteria: Criteria,
    both_ways: frozenset[Code],
) -> BlockCoverage:
    codes = tuple(_code(c, exams, criteria, both_ways) for c in competencies)
    weight = sum((e.coefficient for e in exams), Decimal(0))
    reached = sum((e.coefficient * s.reached for e in exams for s in e.shares), Decimal(0))
    return BlockCoverage(
        block=competencies[0].block,
        exams=exams,
        codes=codes,
        points=sum(e.points for e in exams),
        part=_round(reached / weight, _TENTH) if weight else Decimal(0),
    )


def _code(
    competency: Competency,
    exams: Sequence[ExamCoverage],
    criteria: Criteria,
    both_ways: frozenset[Code],
) -> CodeCoverage:
    code, entry = competency.code, criteria.code(competency.code)
    found = [(e, s) for e in exams if (s := e.share(code)) is not None]
    weight = sum((e.coefficient for e in exams), Decimal(0))
    part = sum((e.coefficient * s.reached for e, s in found), Decimal(0))
    ways = tuple(m for m in Modality if any(e.modality is m for e, _ in found))
    phases = tuple(p for p in Phase if any(e.phase is p for e, _ in found))
    lacks = _absent(entry, criteria, has_exam=bool(exams))
    if found:
        lacks = tuple(
            _partial(entry, criteria, (ways, phases), one_way=code in both_ways and len(ways) < 2)
        )
    return CodeCoverage(
        code=code,
        title=entry.title,
        block=competency.block,
        points=sum((s.points for _, s in found), Decimal(0)),
        part=_round(part / weight, _TENTH) if weight else Decimal(0),
        ways=ways,
        phases=phases,
        lacks=lacks,
    )


def _absent(entry: CodeCriteria, criteria: Criteria, *, has_exam: bool) -> tuple[Lack, ...]:
    """Why no exam reaches a code."""
    best = _best_modalities(entry, criteria)
    if best == {WORKPLACE}:
        return (Lack.WORK,)
    if best == {SIMULATION}:
        return (Lack.SIMULATED,)
    families = {criteria.format(f).family for f, aptitude in entry.formats if aptitude}
    if families == {CONTINUOUS_FAMILY}:
        return (Lack.CONTINUOUS,)
    return (Lack.NOT_ASKED if has_exam else Lack.NO_EXAM,)


def _partial(
    entry: CodeCriteria,
    criteria: Criteria,
    reached: tuple[tuple[Modality, ...], tuple[Phase, ...]],
    *,
    one_way: bool,
) -> Iterator[Lack]:
    """Why the exams that reach a code, in these ways and phases, see only a part of it."""
    ways, phases = reached
    if _best_modalities(entry, criteria) == {SIMULATION} and Modality.SIMULATION not in ways:
        yield Lack.BETTER_SIMULATED
    if one_way:
        yield Lack.ONE_WAY
    if phases == (Phase.CONTINUOUS,):
        yield Lack.ONLY_CONTINUOUS


def _best_modalities(entry: CodeCriteria, criteria: Criteria) -> set[str]:
    return {criteria.format(name).modality for name in best_formats(entry)}


def best_formats(entry: CodeCriteria) -> tuple[str, ...]:
    """The formats that suit a code best, in the order of its criteria."""
    top = max((aptitude for _, aptitude in entry.formats), default=0)
    return tuple(name for name, aptitude in entry.formats if aptitude == top and top > 0)


def fallback_formats(entry: CodeCriteria, criteria: Criteria) -> tuple[str, ...]:
    """The formats fairly apt (2) to assess a code without a simulation."""
    return tuple(
        name
        for name, aptitude in entry.formats
        if aptitude == 2 and criteria.format(name).modality != SIMULATION
    )


def _round(value: Decimal, step: Decimal) -> Decimal:
    return value.quantize(step, rounding=ROUND_HALF_UP)
