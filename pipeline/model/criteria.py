"""How each code is observed: indicators, levels, deliverables, apt formats, skills."""

from dataclasses import dataclass
from decimal import Decimal

from pipeline.codes import Code
from pipeline.diagnostics import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One step of the common scale 0–4."""

    value: int
    title: str
    jury: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One observable sign of a code: a row of the grading grid, with its weight inside the code."""

    id: str
    target: str
    weight: Decimal
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable:
    """A kind of document that a candidate produces, with its expected headings and pages."""

    id: str
    title: str
    pages: Decimal
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentFormat:
    """A way of assessing (``ef_etude_cas``…): family, modality and default minutes."""

    id: str
    title: str
    family: str
    modality: str
    minutes: int
    preparation: int
    individual: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A hard skill (with its value out of 100) or a soft skill (with what is observable, no value)."""

    id: str
    title: str
    value: int = 0
    observable: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCriteria:
    """The entry of one code; ``status`` is « proposition » or « officiel »; ``formats`` maps to an aptitude 1–3.

    ``sub_titles`` are short labels of sub-items; ``scenario_kinds`` the kinds of scenario that suit, best first.
    """

    code: Code
    status: str
    title: str
    verb: str
    indicators: tuple[Indicator, ...]
    levels: tuple[str, str, str, str, str]
    deliverables: tuple[str, ...]
    formats: tuple[tuple[str, int], ...]
    hard_skills: tuple[tuple[str, int], ...]
    soft_skills: tuple[str, ...]
    scenario_needs: str
    caution: str
    source: Source
    sub_titles: tuple[tuple[str, str], ...] = ()
    scenario_kinds: tuple[str, ...] = ()
    scenario_documents: tuple[str, ...] = ()

    def aptitude(self, format_id: str) -> int:
        """How apt a format is to assess the code, 0 (not at all) to 3."""
        return dict(self.formats).get(format_id, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """The whole file of criteria; conversions map a level 0–4 to points out of 20."""

    version: str
    status: str
    levels: tuple[Level, ...]
    conversions: tuple[tuple[str, tuple[Decimal, Decimal, Decimal, Decimal, Decimal]], ...]
    formats: tuple[AssessmentFormat, ...]
    hard_skills: tuple[Skill, ...]
    soft_skills: tuple[Skill, ...]
    deliverables: tuple[Deliverable, ...]
    codes: tuple[CodeCriteria, ...]

    def code(self, code: Code) -> CodeCriteria:
        """The entry of a code; KeyError when there is none."""
        return {c.code: c for c in self.codes}[code]

    def format(self, format_id: str) -> AssessmentFormat:
        """The assessment format of that id; KeyError when there is none."""
        return {f.id: f for f in self.formats}[format_id]

    def soft_skill(self, skill_id: str) -> Skill:
        """The soft skill of that id; KeyError when there is none."""
        return {s.id: s for s in self.soft_skills}[skill_id]
