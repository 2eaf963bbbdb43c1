"""The training calendar of a workspace, and the sessions that it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.diagnostics import Source
from pipeline.model.deadline import Deadlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Exams that a cohort sits together: ``days`` before or after the end of its training, or an ISO ``date``."""

    exams: tuple[str, ...]
    days: int = 0
    date: str = ""
    tables: tuple[str, ...] = ()
    session: str = ""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """A group in training: ISO days of its beginning and end, how many people, what it sits and when."""

    id: str
    title: str
    begins: str
    ends: str
    people: int
    sittings: tuple[Sitting, ...]
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """What ``calendrier.yaml`` says; ``closed`` are pairs of ISO days between which nobody sits, both included."""

    zone: str
    centre: str
    author: str
    together: bool
    closed: tuple[tuple[str, str], ...]
    cohorts: tuple[Cohort, ...]
    deadlines: Deadlines = field(default_factory=dict)
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A session to open: its ISO day, what it holds, whose; ``moved`` from the day wanted, when that one was closed."""

    session: str
    title: str
    date: str
    exams: tuple[str, ...]
    tables: tuple[str, ...]
    cohorts: tuple[str, ...]
    people: int
    moved: Mapping[str, str] = field(default_factory=dict)
