"""What does each step of a session: the command that a person would run, with what it is to be given."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.commands.award import award
from pipeline.commands.collect import collect
from pipeline.commands.decide import decide
from pipeline.commands.generate import generate
from pipeline.commands.inbox import read_inbox
from pipeline.commands.reconcile import reconcile
from pipeline.commands.release import release
from pipeline.commands.remind import Post, addresses, remind
from pipeline.commands.resit import resit
from pipeline.commands.standing import Followed, recorded_tables
from pipeline.diagnostics import ContentError, EpreuveError, Outcome
from pipeline.model.deadline import Milestone
from pipeline.model.standing import Lot
from pipeline.rules import hearing as says
from pipeline.store import journal
from pipeline.store.files import digest
from pipeline.store.records import read_basis, read_decisions, read_marks
from pipeline.timeline.proposals import nearest_open

LONGEST_NAME = 40
SUFFIX = "-rattrapage"
_AGAIN = re.compile(rf"(?P<first>.*{SUFFIX})(?:-(?P<rank>[0-9]{{1,3}}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A step to do in a session: at which moment by the dates, at which by the clock, with how many workers.

    ``post`` is what sends reminders.
    """

    followed: Followed
    now: str
    when: str
    jobs: int = 0
    post: Post | None = None


def do(step: str, task: Task) -> Outcome:
    """Do a step; raises what its command raises."""
    return _DOING[step](task)


def resit_name(session: str) -> str:
    """What the session of resits of a session is called: « 2026-06-rattrapage », then « 2026-06-rattrapage-2 ».

    A name too long to be added to is cut, with what tells it from another one.
    """
    match = _AGAIN.fullmatch(session)
    name = f"{session}{SUFFIX}"
    if match is not None:
        name = f"{match['first']}-{int(match['rank'] or 1) + 1}"
    if len(name) <= LONGEST_NAME:
        return name
    mark = f"-{digest(session.encode())[:4]}{SUFFIX}"
    return session[: LONGEST_NAME - len(mark)].rstrip("-") + mark


def _generate(task: Task) -> Outcome:
    folder = task.followed.folder
    return generate(folder.name, root=folder.root, when=task.when, jobs=task.jobs)


def _release(*lots: Lot) -> Callable[[Task], Outcome]:
    """What releases some lots: those that have anything, or had."""

    def release_them(task: Task) -> Outcome:
        folder, standing = task.followed.folder, task.followed.standing
        done = [
            release(folder.name, lot=lot.value, root=folder.root, when=task.when)
            for lot in lots
            if standing.lots.get(lot) or standing.released.get(lot)
        ]
        return Outcome(
            command="release",
            session=folder.name,
            counts={"files": sum(outcome.counts["files"] for outcome in done)},
            diagnostics=tuple(d for outcome in done for d in outcome.diagnostics),
        )

    return release_them


def _collect(task: Task) -> Outcome:
    folder = task.followed.folder
    return collect(folder.name, root=folder.root, when=task.when)


def _remind(task: Task) -> Outcome:
    """Mail to send where addresses are known; one reminder for all the dates that are past."""
    folder = task.followed.folder
    dues = [s.due for s in task.followed.statuses if s.step == "remind" and s.due <= task.now]
    return remind(
        folder.name,
        root=folder.root,
        when=task.when,
        eml=bool(addresses(folder, read_basis(folder))),
        until=max(dues),
        post=task.post,
    )


def _reconcile(task: Task) -> Outcome:
    folder = task.followed.folder
    return reconcile(folder.name, root=folder.root, when=task.when)


def _award(task: Task) -> Outcome:
    folder = task.followed.folder
    return award(folder.name, root=folder.root, when=task.when)


def _decide(task: Task) -> Outcome:
    """The first table of ``recu/`` that can be recorded: an older one may lie beside it."""
    folder = task.followed.folder
    events = journal.events(folder.path)
    seen = frozenset(receipt.sha256 for receipt in read_marks(folder).receipts)
    inbox = read_inbox(folder, seen, recorded_tables(events, read_decisions(folder)))
    errors: list[EpreuveError] = []
    outcome = None
    for arrival in inbox.tables or inbox.recorded:
        try:
            outcome = decide(folder.name, file=arrival.path, root=folder.root, when=task.when)
        except EpreuveError as error:
            errors.append(error)
        else:
            if outcome.counts["decisions"]:
                return outcome
    if outcome is None:
        raise errors[0] if errors else ContentError(says.NO_TABLE, says.NO_TABLE_HINT)
    return outcome


def _resit(task: Task) -> Outcome:
    """A day counted from the session's that falls on a week-end or a public holiday is the open day before it."""
    folder, session = task.followed.folder, task.followed.session
    deadline = session.deadlines[Milestone.RESIT][0]
    day = deadline.date or nearest_open(deadline.day(session.date), ())
    new = resit_name(folder.name)
    return resit(folder.name, new, date=day, root=folder.root, when=task.when)


_DOING: Mapping[str, Callable[[Task], Outcome]] = {
    "generate": _generate,
    "summon": _release(Lot.SUMMONSES),
    "release": _release(Lot.PAPERS, Lot.MARKING),
    "collect": _collect,
    "remind": _remind,
    "reconcile": _reconcile,
    "award": _award,
    "decide": _decide,
    "announce": _release(Lot.RESULTS),
    "resit": _resit,
}
