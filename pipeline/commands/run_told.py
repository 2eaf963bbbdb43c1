"""What a run says: one event at a time for the log, a few lines at the end for people, its plan for a dry run."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.diagnostics import Diagnostic, ExitCode
from pipeline.model.report import Act, Report, Result
from pipeline.moments import local_time
from pipeline.read.session import ZONE
from pipeline.rules import run as rules
from pipeline.store.codec import dump
from pipeline.typography import date_fr, number

Event = Mapping[str, object]
WORST = (
    ExitCode.BUG,
    ExitCode.CONTENT,
    ExitCode.INFEASIBLE,
    ExitCode.LOCKED,
    ExitCode.GRIDS,
    ExitCode.DONE,
)
"""The exit codes of a run, the worst first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """Where the events of a run go: ``tell`` takes one at a time, ``clock`` gives seconds that never go back.

    Events hold counts and codes: no name, no subject, nothing of what a message says.
    """

    run: str
    at: str
    tell: Callable[[Event], None]
    clock: Callable[[], float]

    def say(self, event: str, **facts: object) -> None:
        """Tell one event."""
        self.tell({"event": event, "run": self.run, "at": self.at, **facts})

    def since(self, start: float) -> float:
        """The seconds since an earlier reading of the clock, to the thousandth."""
        return round(self.clock() - start, 3)

    def ended(self, act: Act) -> None:
        """Tell what became of an act, or who has to do it."""
        if act.result is Result.PERSON:
            self.say(
                "person", session=act.session, step=act.step, reason=act.reason, since=act.since
            )
            return
        if act.result is Result.HELD:
            self.say("held", session=act.session, step=act.step, exit=int(act.exit))
            return
        self.say(
            "step-end",
            session=act.session,
            step=act.step,
            result=act.result.value,
            since=act.since,
            seconds=act.seconds,
            counts=dict(act.counts),
            codes=list(act.codes),
            exit=int(act.exit),
        )


def codes_of(diagnostics: Sequence[Diagnostic]) -> tuple[str, ...]:
    """The codes of diagnostics, each once, in order."""
    return tuple(sorted({diagnostic.code for diagnostic in diagnostics}))


def counts_of(acts: Sequence[Act]) -> dict[str, int]:
    """How many acts ended each way."""
    found = Counter(act.result for act in acts)
    return {result.value: found[result] for result in Result}


def exit_of(acts: Sequence[Act]) -> ExitCode:
    """The exit code of a run: the worst of its acts; what waits for a person gives none."""
    return min((act.exit for act in acts), key=WORST.index, default=ExitCode.DONE)


def as_data(report: Report) -> dict[str, object]:
    """A report for machines."""
    found: dict[str, object] = json.loads(dump(report))
    return found


def shown(moment: str) -> str:
    """A moment in UTC as people of Paris say it."""
    day, time = local_time(moment, ZONE)
    return rules.AT.format(day=date_fr(day), time=time)


def lines_of(report: Report) -> tuple[str, ...]:
    """What was done, what failed, the next date; last, what needs a person."""
    return tuple(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    done = [act for act in report.acts if act.result is not Result.PERSON]
    for act in done:
        yield from _act(act)
    if not done:
        yield rules.NOTHING
    if report.next:
        yield rules.NEXT.format(next=shown(report.next))
    waits = [_wait(act) for act in report.acts if act.result in (Result.PERSON, Result.FAILED)]
    yield rules.PERSON.format(what=rules.GLUE.join(waits)) if waits else rules.NOBODY


def _act(act: Act) -> Iterator[str]:
    """One act that nobody has to do."""
    said = {"session": act.session, "step": rules.STEP_LABELS[act.step], "message": act.message}
    if act.result is Result.DONE:
        seconds = number(Decimal(str(act.seconds)), 1)
        yield rules.DONE.format(**said, seconds=rules.SECONDS.format(seconds=seconds))
        return
    if act.result is Result.HELD:
        yield rules.HELD.format(**said)
        return
    yield rules.FAILED.format(**said, since=shown(act.since))
    if act.hint:
        yield rules.HINT.format(hint=act.hint)


def _wait(act: Act) -> str:
    """What a person has to do, or to repair."""
    if act.result is Result.FAILED:
        step = rules.STEP_LABELS[act.step]
        return rules.REPAIR.format(session=act.session, step=step, since=shown(act.since))
    what = rules.REASONS[act.reason].format(session=act.session)
    words = rules.WAITS if act.since else rules.WAITS_UNDATED
    since = shown(act.since) if act.since else ""
    return words.format(session=act.session, what=what, since=since)
