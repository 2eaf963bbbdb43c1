"""The steps of a session: when each is due, what must be true before it, who does it, what proves it done.

The table is all there is: a step is done when the records of the session prove it, whoever did it and however.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.deadline import Deadlines, Milestone
from pipeline.model.standing import Lot, Standing


class State(StrEnum):
    """Where a step is: done, to be done now, waiting for a person or for a step before, not due yet, not wanted."""

    DONE = "done"
    DUE = "due"
    PERSON = "person"
    AFTER = "after"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row of the table. ``person`` is the key of what somebody has to do, empty when the program can go on.

    ``standing`` steps come again whenever there is something to do, and have no date of their own. ``asked`` is a
    milestone that must have a date for the step to be wanted.
    """

    name: str
    milestone: Milestone
    proved: Callable[[Standing, str], bool]
    after: tuple[str, ...] = ()
    wanted: Callable[[Standing], bool] = lambda _: True
    person: Callable[[Standing], str] = lambda _: ""
    standing: bool = False
    asked: Milestone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """One step of one session: ``due`` in UTC, ``reason`` the key of what a person has to do, or the step before."""

    step: str
    due: str
    state: State
    reason: str = ""


def _released(standing: Standing, *lots: Lot) -> bool:
    """Whether lots went out as they are now; an empty lot need not."""
    return all(standing.released.get(lot, "") == standing.lots.get(lot, "") for lot in lots)


def _approval(standing: Standing) -> str:
    """What the second person has to do."""
    if standing.refused_by:
        return "approve_refused"
    return "approve_again" if standing.approved else "approve"


def _chased(standing: Standing, due: str) -> bool:
    """Whether nobody is to be chased at a date: for grids that went out after it, the next one serves."""
    if not standing.missing or standing.decided:
        return True
    out = standing.handed if standing.owed else standing.asked
    return due < out or any(moment >= due for moment in standing.reminded)


def _names(standing: Standing) -> str:
    """What comes before names appear: every doubt is settled first."""
    if standing.cases:
        return "settle"
    if standing.unpaired:
        return "conciliation"
    return "lift_missing" if standing.missing else "lift"


def _all_decided(standing: Standing) -> bool:
    return standing.decided > 0 and standing.undecided == 0


STEPS: tuple[Step, ...] = (
    Step(
        name="generate",
        milestone=Milestone.GENERATE,
        proved=lambda s, _: bool(s.manifest),
    ),
    Step(
        name="publish",
        milestone=Milestone.GENERATE,
        after=("generate",),
        wanted=lambda s: (s.changed or s.outdated) and Lot.PAPERS not in s.released,
        person=lambda s: "changed" if s.changed else "outdated",
        proved=lambda s, _: not (s.changed or s.outdated),
        standing=True,
    ),
    Step(
        name="approve",
        milestone=Milestone.GENERATE,
        after=("generate",),
        wanted=lambda s: s.approval or bool(s.refused_by),
        person=_approval,
        proved=lambda s, _: s.approved == s.manifest or _released(s, Lot.PAPERS, Lot.MARKING),
    ),
    Step(
        name="summon",
        milestone=Milestone.SUMMON,
        after=("generate",),
        proved=lambda s, _: _released(s, Lot.SUMMONSES),
    ),
    Step(
        name="release",
        milestone=Milestone.RELEASE,
        after=("generate", "approve"),
        proved=lambda s, _: _released(s, Lot.PAPERS, Lot.MARKING),
    ),
    Step(
        name="collect",
        milestone=Milestone.RELEASE,
        after=("generate",),
        proved=lambda s, _: s.arrived == 0 and not s.unlogged,
        standing=True,
    ),
    Step(
        name="settle",
        milestone=Milestone.RELEASE,
        after=("generate",),
        person=lambda s: "settle" if s.cases else "refused",
        proved=lambda s, _: s.cases == 0 and s.refused == 0,
        standing=True,
    ),
    Step(
        name="remind",
        milestone=Milestone.REMIND,
        after=("generate",),
        proved=_chased,
    ),
    Step(
        name="reconcile",
        milestone=Milestone.RETURN,
        after=("collect",),
        person=lambda s: "" if s.marks else "no_marks",
        proved=lambda s, _: bool(s.marks) and s.reconciled == s.marks,
    ),
    Step(
        name="lift",
        milestone=Milestone.RETURN,
        after=("reconcile",),
        person=_names,
        proved=lambda s, _: s.lifted,
    ),
    Step(
        name="award",
        milestone=Milestone.RETURN,
        after=("lift",),
        proved=lambda s, _: s.tabled == s.marks,
    ),
    Step(
        name="decide",
        milestone=Milestone.JURY,
        after=("award",),
        person=lambda s: "" if s.table else "decide",
        proved=lambda s, _: _all_decided(s) and bool(s.lots.get(Lot.RESULTS)),
    ),
    Step(
        name="announce",
        milestone=Milestone.ANNOUNCE,
        after=("decide",),
        proved=lambda s, _: _released(s, Lot.RESULTS),
    ),
    Step(
        name="replace",
        milestone=Milestone.JURY,
        after=("decide",),
        wanted=lambda s: s.deferred > 0,
        person=lambda _: "replace",
        proved=lambda s, _: not s.deferred,
        standing=True,
    ),
    Step(
        name="resit",
        milestone=Milestone.ANNOUNCE,
        after=("decide",),
        asked=Milestone.RESIT,
        wanted=lambda s: not _all_decided(s) or bool(s.again or s.resit),
        proved=lambda s, _: bool(s.resit),
    ),
)


def statuses(
    standing: Standing, deadlines: Deadlines, day: str, zone: str, now: str
) -> tuple[Status, ...]:
    """Every step of a session of that ISO day at a moment in UTC, one status a date; nothing without deadlines."""
    found: list[Status] = []
    settled: set[str] = set()
    for step in STEPS if deadlines else ():
        own = tuple(
            _status(step, due, standing, settled, now) for due in _dues(step, deadlines, day, zone)
        )
        if all(s.state in (State.DONE, State.NEVER) for s in own):
            settled.add(step.name)
        found += own
    return tuple(found)


def complete(found: tuple[Status, ...]) -> bool:
    """Whether nothing is left to do in a session."""
    return all(s.state in (State.DONE, State.NEVER) for s in found)


def _dues(step: Step, deadlines: Deadlines, day: str, zone: str) -> tuple[str, ...]:
    """When a step is due, in UTC; none when the session does not want it.

    A step that was asked for and whose own milestone has no date comes with the jury.
    """
    if step.asked is not None and step.asked not in deadlines:
        return ()
    dates = deadlines.get(step.milestone) or (deadlines[Milestone.JURY] if step.asked else ())
    return tuple(d.moments(day, zone)[0] for d in dates)


def _status(step: Step, due: str, standing: Standing, settled: set[str], now: str) -> Status:
    """The state of one step at one of its dates."""
    first = next((name for name in step.after if name not in settled), "")
    if not step.wanted(standing):
        return Status(step=step.name, due=due, state=State.NEVER)
    if not first and step.proved(standing, due):
        return Status(step=step.name, due=due, state=State.DONE)
    if due > now:
        return Status(step=step.name, due=due, state=State.LATER)
    if first:
        return Status(step=step.name, due=due, state=State.AFTER, reason=first)
    reason = step.person(standing)
    state = State.PERSON if reason else State.DUE
    return Status(step=step.name, due=due, state=state, reason=reason)
