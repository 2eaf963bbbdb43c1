"""``epreuve run``: what is due now, for every session that keeps dates, and nothing else.

One step at a time: read where a session stands, do the first step that is due, read again. A step is tried once a run;
what fails is tried again at the next call, and stops nothing that does not need it.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline.commands.notices import load_notices, ping_end, ping_start, send_report
from pipeline.commands.run_told import (
    Event,
    Log,
    as_data,
    codes_of,
    counts_of,
    exit_of,
    lines_of,
    shown,
)
from pipeline.commands.standing import Followed, read_followed
from pipeline.commands.timing import moment_of
from pipeline.commands.visit import Call, Visit, visit
from pipeline.diagnostics import (
    ContentError,
    Diagnostic,
    EpreuveError,
    ExitCode,
    LockedError,
    Outcome,
    Source,
)
from pipeline.model.report import Report, Result
from pipeline.rules import run as rules
from pipeline.store.failures import RECORD, Since, keep_failures, read_failures
from pipeline.store.folder import check_workspace, find_session, sessions
from pipeline.store.lock import alone
from pipeline.timeline.steps import State

COMMAND = "run"
LOGGED = "json"
OVER = (State.DONE, State.NEVER)


def run(  # noqa: PLR0913 - one parameter an option of the command, and what the shell offers
    *,
    root: Path,
    when: str,
    clock: Callable[[], float],
    tell: Callable[[Event], None],
    run_id: str,
    at: str | None = None,
    only: Sequence[str] = (),
    dry_run: bool = False,
    jobs: int = 0,
    log_format: str = "texte",
) -> Outcome:
    """Do what is due in every session that keeps dates; again, it does nothing until something is due.

    ``at`` decides what is due instead of the clock; what is recorded is dated by the clock. The exit code is the
    worst that an act gave: what waits for a person gives none. A dry run prints the plan and writes nothing.
    Raises UsageError for a session or a moment that is none, LockedError when another run is at work.
    """
    log = Log(run=run_id, at=moment_of(at) if at else when, tell=tell, clock=clock)
    names = _names(root, only)
    if dry_run:
        return _plan(root, names, log)
    try:
        with alone(root / "output", rules.ACROSS, shown(when)):
            report, visits, told = _run(root, names, when, jobs, log)
    except LockedError as error:
        log.say("held", session="", step="", exit=int(error.exit_code))
        if log_format != LOGGED:
            raise
        return Outcome(command=COMMAND, exit=error.exit_code)
    except KeyboardInterrupt:
        log.say("run-end", exit=int(ExitCode.INTERRUPTED))
        raise
    in_log = log_format == LOGGED
    return Outcome(
        command=COMMAND,
        counts=counts_of(report.acts),
        lines=() if in_log else lines_of(report),
        data=as_data(report),
        diagnostics=() if in_log else (*told, *_unfollowed(visits, only)),
        exit=report.exit,
    )


def _names(root: Path, only: Sequence[str]) -> tuple[str, ...]:
    """The sessions to visit; raises UsageError for one that does not exist, or in what is no workspace."""
    known = sessions(root)
    if not known:
        check_workspace(root)
    for name in only:
        if name not in known:
            find_session(root, name)
    return tuple(name for name in known if name in only or not only)


def _run(
    root: Path, names: Sequence[str], when: str, jobs: int, log: Log
) -> tuple[Report, tuple[Visit, ...], tuple[Diagnostic, ...]]:
    """Visit the sessions and tell everybody; what is told of a run never changes how it ends."""
    output, start = root / "output", log.clock()
    notices, told = load_notices(root)
    told += ping_start(notices, log.run)
    log.say("run-start", sessions=len(names))
    known = read_failures(output)
    if known is None:
        told += (rules.LOST_COUNT.at(Source(path=f"output/{RECORD}")),)
    call = Call(
        root=root, now=log.at, when=when, jobs=jobs, log=log, notices=notices, since=known or {}
    )
    try:
        visits = tuple(visit(call, name) for name in names)
    except KeyboardInterrupt:
        ping_end(notices, log.run, ExitCode.INTERRUPTED)
        raise
    told += tuple(diagnostic for found in visits for diagnostic in found.told)
    told += _remember(output, _failing(call, visits))
    report = _reported(log, visits)
    told += send_report(root, notices, report, when)
    counts = counts_of(report.acts)
    log.say(
        "run-end",
        seconds=log.since(start),
        counts=counts,
        codes=list(codes_of(told)),
        exit=int(report.exit),
        next=report.next,
    )
    told += ping_end(notices, log.run, report.exit, counts)
    return report, visits, tuple(dict.fromkeys(told))


def _unfollowed(visits: Sequence[Visit], only: Sequence[str]) -> Iterator[Diagnostic]:
    """The sessions asked for by name that keep no dates."""
    for found in visits:
        if found.session in only and found.followed is None and not found.acts:
            place = Source(path=f"output/{found.session}/session.yaml")
            yield rules.NOT_FOLLOWED.at(place, session=found.session)


def _reported(log: Log, visits: Sequence[Visit]) -> Report:
    """What the run did."""
    acts = tuple(act for found in visits for act in found.acts)
    return Report(
        run=log.run,
        at=log.at,
        acts=acts,
        exit=exit_of(acts),
        next=min((found.next for found in visits if found.next), default=""),
    )


def _failing(call: Call, visits: Sequence[Visit]) -> Since:
    """Since when what fails does; what this run could not look at fails as it did."""
    seen = {found.session for found in visits if not found.blind}
    there = set(sessions(call.root))
    old = {k: since for k, since in call.since.items() if k[0] not in seen and k[0] in there}
    for found in visits:
        for act in (act for act in found.acts if act.result is not Result.HELD):
            old.pop((act.session, act.step), None)
            if act.result is Result.FAILED:
                old[act.session, act.step] = act.since
    return old


def _remember(output: Path, since: Since) -> tuple[Diagnostic, ...]:
    """Keep since when things fail; a disk that takes nothing is told."""
    try:
        keep_failures(output, since)
    except EpreuveError as error:
        place = Source(path=f"output/{RECORD}")
        return (rules.NOT_KEPT.at(place, reason=error.message, advice=error.hint),)
    return ()


def _plan(root: Path, names: Sequence[str], log: Log) -> Outcome:
    """What a run would find to do, as JSON: each step that is not over, and the sessions that cannot be read."""
    since = read_failures(root / "output") or {}
    steps: list[dict[str, str]] = []
    faults: list[Diagnostic] = []
    unread: list[dict[str, object]] = []
    for name in names:
        try:
            followed = read_followed(root, name, log.at)
        except ContentError as error:
            unread.append({"session": name, "codes": list(codes_of(error.diagnostics))})
            faults += error.diagnostics
            continue
        steps += _planned(followed, since) if followed is not None else ()
    later = (step["due"] for step in steps if step["state"] == State.LATER)
    data: dict[str, object] = {
        "run": log.run,
        "at": log.at,
        "steps": steps,
        "unreadable": unread,
        "next": min(later, default=""),
    }
    return Outcome(
        command=COMMAND,
        counts={"steps": len(steps), "unreadable": len(unread)},
        lines=(json.dumps(data, ensure_ascii=False, indent=1),),
        data=data,
        diagnostics=tuple(dict.fromkeys(faults)),
        dry_run=True,
        exit=ExitCode.CONTENT if unread else ExitCode.DONE,
    )


def _planned(followed: Followed, since: Since) -> Iterator[dict[str, str]]:
    """The steps of a session that are not over; ``since`` says of which ones it is known that they fail."""
    name = followed.folder.name
    for status in followed.statuses:
        if status.state not in OVER:
            yield {
                "session": name,
                "step": status.step,
                "due": status.due,
                "state": status.state.value,
                "reason": status.reason,
                "since": since.get((name, status.step), ""),
            }
