"""The grading grid: the one map of its rows, by which workbooks are written and read."""

from dataclasses import dataclass
from decimal import Decimal

from pipeline.codes import Code
from pipeline.model.blueprint import Blueprint
from pipeline.model.criteria import Criteria
from pipeline.model.form import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One indicator to mark 0–4: its hidden key, its code, its weight inside the code."""

    key: str
    code: Code
    label: str
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSection:
    """The rows of one code, its points on the form, and the five level descriptors.

    ``status`` is « proposition » or « officiel », that of the code's criteria.
    """

    code: Code
    title: str
    points: Decimal
    questions: tuple[int, ...]
    levels: tuple[str, str, str, str, str]
    rows: tuple[GridRow, ...]
    status: str = "proposition"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillRow:
    """One observed soft skill: never counted in the mark."""

    key: str
    title: str
    observable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridMap:
    """The whole grid of one form: what to mark, in order, and the table that turns a level into points out of 20."""

    form: str
    title: str
    points: int
    status: str
    conversion: tuple[Decimal, Decimal, Decimal, Decimal, Decimal]
    sections: tuple[CodeSection, ...]
    skills: tuple[SkillRow, ...]


STATES = ("ABJ", "ABI", "DEF", "NE", "DISP")


def grid_map(form: Form, criteria: Criteria, conversion: str) -> GridMap:
    """The grid of a form: every indicator of every code that the form gives points to.

    ``conversion`` names one of the criteria's tables; KeyError when there is none.
    """
    sections = []
    for balance in form.certificate.balances:
        if balance.reached > 0:
            asked = tuple(q.number for q in form.questions if balance.code in q.item.codes)
            sections.append(_section(criteria, balance.code, balance.reached, asked))
    skills = (criteria.soft_skill(s) for s in form.soft_skills)
    return GridMap(
        form=form.id,
        title=form.title,
        points=form.points,
        status=criteria.status,
        conversion=dict(criteria.conversions)[conversion],
        sections=tuple(sections),
        skills=tuple(
            SkillRow(key=f"soft.{s.id}", title=s.title, observable=s.observable) for s in skills
        ),
    )


def table_map(blueprint: Blueprint, criteria: Criteria, conversion: str) -> GridMap:
    """The grid of an exam that is marked by table, without a form: every indicator of every code of its blueprint.

    ``conversion`` names one of the criteria's tables; KeyError when there is none.
    """
    return GridMap(
        form=blueprint.id,
        title=blueprint.title,
        points=blueprint.points,
        status=criteria.status,
        conversion=dict(criteria.conversions)[conversion],
        sections=tuple(
            _section(criteria, t.code, blueprint.points * t.share / 100, ())
            for t in blueprint.targets
        ),
        skills=(),
    )


def _section(
    criteria: Criteria, code: Code, points: Decimal, questions: tuple[int, ...]
) -> CodeSection:
    """The rows of one code."""
    entry = criteria.code(code)
    rows = (GridRow(key=i.id, code=code, label=i.label, weight=i.weight) for i in entry.indicators)
    return CodeSection(
        code=code,
        title=entry.title,
        points=points,
        questions=questions,
        levels=entry.levels,
        rows=tuple(rows),
        status=entry.status,
    )
