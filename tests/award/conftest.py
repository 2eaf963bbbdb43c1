"""A certification of six blocks with their exams, and scores made by hand or from levels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pipeline.codes import Code
from pipeline.draw import derive, rank
from pipeline.grade.score import exam_score
from pipeline.model.basis import Basis, BlockBasis, ExamBasis
from pipeline.model.blueprint import Phase
from pipeline.model.grid import CodeSection, GridMap, GridRow
from pipeline.model.marks import LevelMark, Marking
from pipeline.model.policy import Policy, policy
from pipeline.model.referential import BlockId, BlockKind, Official
from pipeline.model.score import CodeScore, ExamScore, RowScore
from pipeline.read.rules import read_rules

ROOT = Path(__file__).resolve().parent.parent.parent
GOLDEN = ROOT / "tests" / "golden"
SEUIL = tuple(Decimal(n) for n in (0, 4, 8, 14, 20))
BLOCKS = {
    "B1": "C1 C2 C3 C4 C5 C6 C7 C8",
    "B2": "C9 C10 C11 C12",
    "B3": "C13 C14 C15 C16 C17 C18 C19 C20",
    "S1": "CO1.1 CO1.2 CO1.3 CO1.4 CO1.5",
    "S2": "CO2.1 CO2.2 CO2.3",
    "S3": "CO3.1 CO3.2 CO3.3 CO3.4 CO3.5 CO3.6",
}


def codes_of(text: str) -> tuple[Code, ...]:
    return tuple(Code(c) for c in text.split())


def exam_of(exam: str, codes: str, coefficient: str = "1", **changes: Any) -> ExamBasis:
    """An exam by its id, such as « B1-CC »: its block, then CC for continuous assessment."""
    block, kind = exam.split("-", 1)
    continuous = kind.startswith("CC")
    base = ExamBasis(
        id=exam,
        title={"CC": "Contrôle", "EF": "Étude de cas", "OR": "Oral"}.get(kind, kind),
        block=BlockId(block),
        phase=Phase.CONTINUOUS if continuous else Phase.FINAL,
        coefficient=Decimal(coefficient),
        individual=True,
        oral=kind == "OR",
        by_table=continuous,
        codes=codes_of(codes),
    )
    return replace(base, **changes)


def exams_of_all() -> tuple[ExamBasis, ...]:
    found = []
    for block, codes in BLOCKS.items():
        first = " ".join(codes.split()[: len(codes.split()) // 2])
        found += [exam_of(f"{block}-CC", first), exam_of(f"{block}-EF", codes, "2")]
    return (*found, exam_of("B3-OR", "C17 C18 C19 C20"))


def basis_of(rules: Policy, exams: Sequence[ExamBasis] | None = None) -> Basis:
    return Basis(
        session="2026-06",
        title="Session de juin",
        centre="Centre",
        certifier="Certificateur",
        date="2026-06-15",
        edition="e1",
        official=Official(title="Expert"),
        policy=rules,
        blocks=tuple(
            BlockBasis(
                id=BlockId(b),
                kind=BlockKind.COMMON if b.startswith("B") else BlockKind.SPECIALISATION,
                title=b,
                codes=codes_of(c),
            )
            for b, c in BLOCKS.items()
        ),
        exams=exams_of_all() if exams is None else tuple(exams),
        grids={},
        equivalences={},
    )


def changed(rules: Policy, **changes: Any) -> Policy:
    """The rules with others: ``changed(rules, block__floor=None)``."""
    for name, value in changes.items():
        part, _, field = name.partition("__")
        rules = replace(rules, **{part: replace(getattr(rules, part), **{field: value})})
    return rules


def row_of(code: str, rank: int, level: Fraction, weight: str = "1") -> RowScore:
    low, rest = divmod(level, 1)
    worth = Fraction(SEUIL[int(low)])
    if rest:
        worth += rest * (Fraction(SEUIL[int(low) + 1]) - worth)
    return RowScore(
        key=f"{code}.i{rank}",
        code=Code(code),
        weight=Decimal(weight),
        levels=(),
        level=level,
        worth=worth,
    )


def code_of(code: str, levels: Sequence[Any], points: str = "10") -> CodeScore:
    """A code by the levels of its indicators, each with a weight of one unless given as a pair."""
    pairs = [pair if isinstance(pair, tuple) else (pair, "1") for pair in levels]
    rows = tuple(row_of(code, n, Fraction(level), w) for n, (level, w) in enumerate(pairs, 1))
    weight = sum(Fraction(r.weight) for r in rows)
    mark = sum((Fraction(r.weight) * r.worth for r in rows), Fraction(0)) / weight
    return CodeScore(code=Code(code), points=Decimal(points), mark=mark, rows=rows)


def score_of(
    exam: str,
    mark: str | None = None,
    acquired: str = "",
    lacking: str = "",
    **changes: Any,
) -> ExamScore:
    """A score by its mark, the codes it shows acquired (level 3) and those it shows lacking (level 2)."""
    shown = {**dict.fromkeys(acquired.split(), 3), **dict.fromkeys(lacking.split(), 2)}
    base = ExamScore(
        exam=exam,
        copy="A1",
        state="",
        mark=None if mark is None else Fraction(mark),
        codes=tuple(code_of(code, [level]) for code, level in shown.items()),
        markings=() if mark is None else (Fraction(mark),),
    )
    return replace(base, **changes)


def state_of(exam: str, state: str) -> ExamScore:
    return score_of(exam, state=state)


def by_exam(*scores: ExamScore) -> dict[str, ExamScore]:
    return {score.exam: score for score in scores}


def block_scores(block: str, mark: str, lacking: str = "") -> dict[str, ExamScore]:
    """The scores of every exam of a block with the same mark, its codes acquired but those that lack."""
    lost = set(lacking.split())
    return by_exam(
        *(
            score_of(
                e.id,
                mark,
                " ".join(c for c in e.codes if c not in lost),
                " ".join(c for c in e.codes if c in lost),
            )
            for e in exams_of_all()
            if e.block == block
        )
    )


def grid_of(exam: ExamBasis, weights: Sequence[str] = ("2", "1")) -> GridMap:
    """The grid of an exam: two indicators a code by default; codes have 10, 20, 30, 10… points."""
    sections = tuple(
        CodeSection(
            code=code,
            title=code,
            points=Decimal(10 * (1 + n % 3)),
            questions=(),
            levels=("", "", "", "", ""),
            rows=tuple(
                GridRow(key=f"{code}.i{i}", code=code, label="", weight=Decimal(w))
                for i, w in enumerate(weights, 1)
            ),
        )
        for n, code in enumerate(exam.codes)
    )
    return GridMap(
        form=exam.id,
        title=exam.title,
        points=100,
        status="proposition",
        conversion=SEUIL,
        sections=sections,
        skills=(),
    )


def marking_of(
    exam: ExamBasis, levels: Mapping[str, int], rank: int = 1, **changes: Any
) -> Marking:
    base = Marking(
        grid=f"2026-06/{exam.id}/A1/E{rank}/{rank}",
        exam=exam.id,
        form=exam.id,
        copy="A1",
        assessor=f"E{rank}",
        assessor_name=f"Évaluateur {rank}",
        marking=rank,
        state="",
        date="2026-06-16",
        remark="",
        levels=tuple(LevelMark(key=key, level=level) for key, level in levels.items()),
    )
    return replace(base, **changes)


class Stream:
    """Choices that are the same on every machine, by what they are for."""

    def __init__(self, purpose: str) -> None:
        self.key = derive(b"award tests", purpose)
        self.drawn = 0

    def below(self, limit: int) -> int:
        self.drawn += 1
        return rank(self.key, str(self.drawn)) % limit

    def pick(self, options: Sequence[Any]) -> Any:
        return options[self.below(len(options))]

    def some(self, options: Sequence[Any], share: int = 50) -> tuple[Any, ...]:
        """Each option with so many chances in a hundred."""
        return tuple(o for o in options if self.below(100) < share)


@dataclass(frozen=True)
class World:
    """The helpers above, and the rules as shipped."""

    rules: Policy

    basis = staticmethod(basis_of)
    changed = staticmethod(changed)
    exam = staticmethod(exam_of)
    exams = staticmethod(exams_of_all)
    code = staticmethod(code_of)
    score = staticmethod(score_of)
    state = staticmethod(state_of)
    by_exam = staticmethod(by_exam)
    block = staticmethod(block_scores)
    grid = staticmethod(grid_of)
    marking = staticmethod(marking_of)
    graded = staticmethod(exam_score)
    stream = Stream
    conversion = SEUIL
    blocks = BLOCKS


@pytest.fixture(scope="session")
def world() -> World:
    """The helpers of the award tests with the rules as shipped."""
    found, faults = read_rules(ROOT)
    assert found is not None
    assert faults == ()
    return World(rules=policy(found))


@pytest.fixture
def accepted_text(request: pytest.FixtureRequest):
    """``accepted_text(name, text)``: compares with the text accepted before; ``--update-golden`` accepts it."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / f"{name}.txt"
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
