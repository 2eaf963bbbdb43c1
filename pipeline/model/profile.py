"""The job sheet: missions, skills, tools, constraints and levels of the profession."""

from dataclasses import dataclass

from pipeline.codes import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission:
    """A mission of the job, the role it suggests and the codes it calls on."""

    id: str
    title: str
    role: str
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diploma:
    """A level of study and what is expected of it."""

    name: str
    years: int
    level: int
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The job sheet of the certification."""

    source_file: str
    sha256: str
    missions: tuple[Mission, ...]
    hard_skills: tuple[tuple[str, int], ...]
    soft_skills: tuple[str, ...]
    tools: tuple[str, ...]
    constraints: tuple[str, ...]
    diplomas: tuple[Diploma, ...]
