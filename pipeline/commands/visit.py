"""One session in one run: its steps one at a time, each tried once, and what is left to people."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from pipeline.commands.doing import Task, do
from pipeline.commands.notices import send_reminders
from pipeline.commands.run_told import WORST, Log, codes_of, shown
from pipeline.commands.standing import Followed, read_followed
from pipeline.diagnostics import (
    ContentError,
    Diagnostic,
    EpreuveError,
    ExitCode,
    LockedError,
    Outcome,
    Source,
)
from pipeline.model.notice import Notices
from pipeline.model.report import Act, Result
from pipeline.rules import commands as words
from pipeline.rules import run as rules
from pipeline.store.failures import CRASH_FILE, Since, keep_trace
from pipeline.store.folder import SessionFolder
from pipeline.store.journal import JOURNAL
from pipeline.store.lock import locked
from pipeline.timeline.steps import STEPS, State, Status

Value = TypeVar("Value")
LEFT = {"collect": "refused", "decide": "decide_blank"}
"""What a person has to do when a step was done and its proof is not there: it lies in what came back."""
UNDATED = frozenset(step.name for step in STEPS if step.standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the scheduler: the moment that decides what is due, that of the clock, where things are told.

    ``since`` is what failed at the last call.
    """

    root: Path
    now: str
    when: str
    jobs: int
    log: Log
    notices: Notices
    since: Since


@dataclass(slots=True)
class Visit:
    """What one session gave: what was done or is to do, what is to tell, its next date (UTC, empty without).

    ``followed`` is the session as last read, ``None`` when it keeps no dates or could not be read.
    """

    call: Call
    session: str
    acts: list[Act] = field(default_factory=list)
    told: list[Diagnostic] = field(default_factory=list)
    followed: Followed | None = None

    @property
    def blind(self) -> bool:
        """Whether the session was not seen to its end: held, unreadable, or left at a bug."""
        return any(
            act.result is Result.HELD
            or act.exit is ExitCode.BUG
            or (act.result is Result.FAILED and not act.step)
            for act in self.acts
        )

    @property
    def next(self) -> str:
        """The next date of the session."""
        found = self.followed.statuses if self.followed is not None else ()
        return min((s.due for s in found if s.state is State.LATER), default="")


def visit(call: Call, session: str) -> Visit:
    """Do what is due in a session; whatever happens in it is told and stays there."""
    found = Visit(call=call, session=session)
    tried: set[str] = set()
    fault = _read(found)
    while fault is None and (status := _due(found, tried)) is not None:
        tried.add(status.step)
        act = _attempt(found, status)
        if act.result is Result.HELD or act.exit is ExitCode.BUG:
            _keep(found, act)
            return found
        fault = _read(found)
        _keep(found, _judged(found, act))
    for act in (fault,) if fault is not None else _left_to_people(found):
        _keep(found, act)
    return found


def _keep(found: Visit, act: Act) -> None:
    """Add an act to what is told."""
    found.call.log.ended(act)
    found.acts.append(act)


def _read(found: Visit) -> Act | None:
    """Read where the session stands; the act that says so when it cannot be read."""
    call, name = found.call, found.session
    act = Act(session=name, step="", result=Result.FAILED)
    read = _guarded(found, act, lambda: _settled(call, name))
    if isinstance(read, Act):
        found.followed = None
        return read
    found.followed = read
    return None


def _settled(call: Call, name: str) -> Followed | None:
    """The session as it stands; what cannot be read while another run holds it is only in between.

    Raises LockedError in that case, ContentError in any other.
    """
    try:
        return read_followed(call.root, name, call.now)
    except ContentError as first:
        try:
            with locked(SessionFolder(root=call.root, name=name).path, name):
                return read_followed(call.root, name, call.now)
        except LockedError:
            raise
        except EpreuveError:
            raise first from None


def _due(found: Visit, tried: set[str]) -> Status | None:
    """The first step that is due and was not tried yet."""
    return next((s for s in _now(found, State.DUE) if s.step not in tried), None)


def _now(found: Visit, state: State) -> tuple[Status, ...]:
    """The steps in a state, in order."""
    followed = found.followed
    return tuple(s for s in followed.statuses if s.state is state) if followed is not None else ()


def _attempt(found: Visit, status: Status) -> Act:
    """Try a step, and tell how it went."""
    call, followed = found.call, found.followed
    assert followed is not None, "a status comes from a session"
    act = Act(session=found.session, step=status.step, result=Result.DONE, due=status.due)
    call.log.say("step-start", session=act.session, step=act.step, due=act.due)
    start = call.log.clock()
    post = partial(send_reminders, call.root, call.notices, followed.folder, call.when)
    task = Task(followed=followed, now=call.now, when=call.when, jobs=call.jobs, post=post)
    done = _guarded(found, act, lambda: do(status.step, task))
    ended = done if isinstance(done, Act) else _ended(found, act, done)
    return replace(ended, seconds=call.log.since(start))


def _ended(found: Visit, act: Act, outcome: Outcome) -> Act:
    """The act of a command that came to its end, with what it tells."""
    found.told += outcome.diagnostics
    codes = codes_of(outcome.diagnostics)
    return replace(act, counts=outcome.counts, codes=codes, exit=outcome.exit_code)


def _judged(found: Visit, act: Act) -> Act:
    """An act that was done, unless its proof is not there: it is for a person to look at what came back, or a fault."""
    undone = act.step in {status.step for status in _now(found, State.DUE)}
    if act.result is not Result.DONE or not undone:
        return act
    if act.step in LEFT:
        return replace(act, result=Result.PERSON, reason=LEFT[act.step], since=act.due)
    place = Source(path=f"output/{act.session}")
    said = {"step": rules.STEP_LABELS[act.step], "session": act.session}
    fault = rules.UNPROVED.at(place, **said)
    found.told.append(fault)
    act = replace(act, codes=(*act.codes, fault.code))
    return _failed(found, act, ExitCode.CONTENT, fault.message, fault.hint)


def _left_to_people(found: Visit) -> Iterator[Act]:
    """What a person has to do, and since when; the clock of the machine comes first."""
    call, followed = found.call, found.followed
    if followed is not None and followed.latest > call.when:
        place = Source(path=f"output/{found.session}/{JOURNAL}")
        said = {"latest": shown(followed.latest), "when": shown(call.when)}
        fault = rules.CLOCK_BACK.at(place, **said)
        found.told.append(fault)
        yield Act(
            session=found.session,
            step="",
            result=Result.PERSON,
            reason="clock",
            codes=(fault.code,),
        )
    waiting = _now(found, State.PERSON)
    dated = {status.reason for status in waiting if status.step not in UNDATED}
    for status in waiting:
        undated = status.step in UNDATED
        if not (undated and status.reason in dated):
            yield Act(
                session=found.session,
                step=status.step,
                result=Result.PERSON,
                due=status.due,
                since="" if undated else status.due,
                reason=status.reason,
            )


def _guarded(found: Visit, act: Act, work: Callable[[], Value]) -> Value | Act:
    """What some work gives, or the act that says how it failed."""
    try:
        return work()
    except LockedError as error:
        act = replace(act, result=Result.HELD, exit=error.exit_code, message=error.message)
        return replace(act, hint=error.hint)
    except EpreuveError as error:
        found.told += error.diagnostics
        act = replace(act, codes=codes_of(error.diagnostics))
        return _failed(found, act, error.exit_code, error.message, error.hint)
    except Exception as error:  # noqa: BLE001 - a bug met in one session is no reason to miss the dates of the others
        return _failed(found, act, ExitCode.BUG, *_crash(found, error))


def _failed(found: Visit, act: Act, code: ExitCode, message: str, hint: str) -> Act:
    """An act that failed, with the moment since when it does."""
    call = found.call
    return replace(
        act,
        result=Result.FAILED,
        exit=code if code in WORST else ExitCode.CONTENT,
        since=call.since.get((act.session, act.step), call.when),
        message=message,
        hint=hint,
    )


def _crash(found: Visit, error: Exception) -> tuple[str, str]:
    """What is said of a bug, and where its trace is."""
    path = found.call.root / "output" / CRASH_FILE.format(of=f"-{found.session}")
    hint = words.BUG_HINT.format(path=path)
    try:
        keep_trace(path, error)
    except EpreuveError as unwritten:
        hint = unwritten.message
    return words.BUG.format(reason=f"{type(error).__name__}: {error}"), hint
