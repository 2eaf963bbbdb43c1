"""Scores: computed from marks, exact; rounding happens once, where a result is told."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipeline.codes import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class RowScore:
    """One indicator: its weight, the level of each marking, the level kept, the points out of 20 it is worth."""

    key: str
    code: Code
    weight: Decimal
    levels: tuple[int, ...]
    level: Fraction
    worth: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeScore:
    """One code in one exam: its points on the form, its mark out of 20, its rows."""

    code: Code
    points: Decimal
    mark: Fraction
    rows: tuple[RowScore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamScore:
    """One copy of one exam: a mark out of 20 with its codes, or a state and neither.

    ``markings`` are the marks of each marking in order, shifts included; ``origin`` says how the mark was kept:
    « simple », « moyenne », « plus_favorable », « troisieme », « conciliation ». ``kept_from`` names the earlier
    session of a mark that was kept.
    """

    exam: str
    copy: str
    state: str
    mark: Fraction | None
    codes: tuple[CodeScore, ...]
    markings: tuple[Fraction, ...] = ()
    origin: str = "simple"
    kept_from: str = ""
