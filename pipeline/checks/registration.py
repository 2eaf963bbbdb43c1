"""A session with its registrations: who sits what, at which sittings, and for how long."""

import math
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.award import Resit
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint, FormKind
from pipeline.model.people import Assessor, Candidate, Roster, Sitting
from pipeline.model.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """The candidates of an exam who may sit at the same sittings, and these; ``group`` is what the roster calls them.

    Without any sitting, nothing is planned for them.
    """

    group: str
    people: tuple[Candidate, ...]
    sittings: tuple[Sitting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A session with its registrations and the bank it draws on."""

    bank: Bank
    session: Session
    roster: Roster
    resit: Resit | None = None

    def blueprints(self) -> tuple[Blueprint, ...]:
        """The blueprints of the session's exams."""
        return tuple(self.bank.blueprint(exam) for exam in self.session.exams)

    def sitters(self, blueprint: Blueprint) -> tuple[Candidate, ...]:
        """The candidates who sit an exam: its block is common or theirs, and they have not won it yet.

        In a session of resits, only those who have that exam to sit again.
        """
        carried = self.resit.carried if self.resit is not None else ()
        again = {c.candidate for c in carried if blueprint.id in c.exams}
        return tuple(
            c
            for c in self.roster.candidates
            if blueprint.block not in c.won
            and (not blueprint.block.startswith("S") or c.specialisation == blueprint.block)
            and (self.resit is None or c.number in again)
        )

    def sittings(self) -> tuple[Sitting, ...]:
        """The lines of the planning for exams of the session."""
        return tuple(s for s in self.roster.sittings if s.blueprint in self.session.exams)

    def cohorts(self, blueprint: Blueprint) -> tuple[Cohort, ...]:
        """The candidates of an exam by the sittings that are open to them: those of their group, else those of none.

        In the order of their names, candidates without a sitting of their group first; an exam that takes place at
        work has neither sittings nor cohorts.
        """
        if blueprint.kind is FormKind.OBSERVATION:
            return ()
        planned = self.roster.sittings_of(blueprint.id)
        named = {s.group for s in planned}
        free = "" in named
        people: dict[str, list[Candidate]] = {}
        for candidate in self.sitters(blueprint):
            group = candidate.group if candidate.group in named or not free else ""
            people.setdefault(group, []).append(candidate)
        return tuple(
            Cohort(
                group=group,
                people=tuple(people[group]),
                sittings=tuple(s for s in planned if s.group == group),
            )
            for group in sorted(people)
        )

    def tutors(self, blueprint: Blueprint, candidate: Candidate) -> tuple[Assessor, ...]:
        """Those who observe a candidate at work, for an exam that takes place there."""
        if blueprint.kind is not FormKind.OBSERVATION:
            return ()
        return tuple(a for a in self.roster.assessors if candidate.number in a.trainees)


def extended(minutes: int, extra_time: Decimal) -> int:
    """Minutes with extra time, rounded up to the minute."""
    return math.ceil(minutes * (1 + extra_time))


def group_sizes(count: int, bounds: tuple[int, int]) -> tuple[int, ...]:
    """The sizes of as few groups as can be, as equal as can be and within the bounds; none when there are no such.

    The larger come first; nobody makes no group.
    """
    least, most = bounds
    groups = -(-count // most)
    if not count or groups * least > count:
        return ()
    whole, left = divmod(count, groups)
    return (whole + 1,) * left + (whole,) * (groups - left)
