"""A session: its settings, and who sits which form under which anonymous number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.codes import Code
from pipeline.diagnostics import Source
from pipeline.model.choices import Choices
from pipeline.model.deadline import Deadlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """One candidate who sits an exam again: the scenarios already read, the codes still missing (none: all)."""

    met: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What ``session.yaml`` says; dates are ISO, ``exams`` are blueprint ids.

    ``tables`` are the exams whose marks come in a table by candidate number, without any form. ``again`` gives, by
    exam, what each of those who sit it again has read already and still misses. ``forms`` are main papers asked
    for instead of the blueprint's number, by exam; ``choices`` what the coordinator decided by hand. ``author`` is who
    prepares the session, ``deadlines`` what the scheduler follows; without any, it leaves the session alone.
    """

    id: str
    title: str
    centre: str
    certifier: str
    date: str
    zone: str
    exams: tuple[str, ...]
    excluded_countries: tuple[str, ...]
    tickets: int
    markings: Literal[1, 2]
    tables: tuple[str, ...] = ()
    excluded_scenarios: tuple[str, ...] = ()
    again: Mapping[str, tuple[Again, ...]] = field(default_factory=dict)
    forms: Mapping[str, int] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    author: str = ""
    deadlines: Deadlines = field(default_factory=dict)
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One candidate at one exam: anonymous number, form, room, seat, minutes with extra time, assessors in order.

    ``start`` is when the candidate is called: the preparation of an oral begins then, and its minutes come after.
    ``sitting`` is the sitting of the exam, from 1; in a simulation, ``group`` names who play together and ``role``
    the sheet that the candidate plays (``R2``).
    """

    candidate: str
    blueprint: str
    form: str
    anonymous: str
    date: str
    start: str
    room: str
    seat: int
    minutes: int
    preparation: int
    large_print: bool
    assessors: tuple[str, ...]
    sitting: int = 1
    group: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """Who sits what: the only record that ties names to anonymous numbers."""

    session: str
    placements: tuple[Placement, ...]
