"""A session: its settings, and who sits which form under which anonymous number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.diagnostics import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What ``session.yaml`` says; dates are ISO, ``exams`` are blueprint ids.

    ``tables`` are the exams whose marks come in a table by candidate number, without any form. ``met`` gives, by exam,
    the scenarios that each of those who sit it again has read already.
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
    met: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One candidate at one exam: anonymous number, form, room, seat, minutes with extra time, assessors in order.

    ``start`` is when the candidate is called: the preparation of an oral begins then, and its minutes come after.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """Who sits what: the only record that ties names to anonymous numbers."""

    session: str
    placements: tuple[Placement, ...]
