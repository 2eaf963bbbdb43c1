"""A session with its registrations: who sits what, and for how long."""

import math
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.award import Resit
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.people import Candidate, Roster, Sitting
from pipeline.model.session import Session


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


def extended(minutes: int, extra_time: Decimal) -> int:
    """Minutes with extra time, rounded up to the minute."""
    return math.ceil(minutes * (1 + extra_time))
