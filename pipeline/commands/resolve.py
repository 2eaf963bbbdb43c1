"""``epreuve resolve``: somebody's choice about a file that waits, or a state for a copy that has no mark."""

from pathlib import Path

from pipeline.award.names import is_name
from pipeline.commands.awaited import load_awaited
from pipeline.commands.collect import record
from pipeline.diagnostics import Outcome, UsageError
from pipeline.grade.returned import Awaited
from pipeline.grade.settle import (
    DISCARD,
    choices,
    discard,
    give_state,
    grids_of,
    settle,
)
from pipeline.grade.standing import open_cases, standing_refusals
from pipeline.model.grid import STATES
from pipeline.model.marks import Case, Marks, Settled
from pipeline.rules import collection as rules
from pipeline.rules import commands as words
from pipeline.store.folder import find_session
from pipeline.store.lock import locked
from pipeline.store.records import read_marks


def resolve(  # noqa: PLR0913 - one parameter an option of the command
    session: str,
    case: str,
    *,
    root: Path,
    when: str,
    choice: str,
    author: str,
    reason: str,
    dry_run: bool = False,
) -> Outcome:
    """Settle a case, set a refused file aside, or give a state to a grid or to a copy (« exam/copy »).

    The same choice again changes nothing. Raises UsageError for an unknown case, naming those that are open, for a
    choice that the case does not allow, one already settled in another way, or without an author and a reason.
    """
    folder = find_session(root, session)
    if not is_name(author) or not reason.strip():
        raise UsageError(rules.NO_AUTHOR, rules.NO_AUTHOR_HINT)
    settled = Settled(choice=choice, author=author.strip(), reason=reason.strip(), when=when)
    with locked(folder.path, folder.name):
        before, awaited = read_marks(folder), load_awaited(folder)
        case = _spelled(case, awaited)
        after = _chosen(before, case, settled, awaited)
        if not dry_run:
            record(folder, before, after, when=when, command="resolve")
    same = after == before
    line = rules.RESOLVE_SAME if same else rules.RESOLVE_DONE
    told = (line.format(case=case, choice=choice), *((words.DRY_RUN,) if dry_run else ()))
    return Outcome(
        command="resolve",
        session=folder.name,
        counts={
            "cases": len(open_cases(after)),
            "changed": len(after.changes) - len(before.changes),
        },
        lines=told,
        files=() if same or dry_run else (folder.relative(folder.marks),),
        data={"cases": [c.id for c in open_cases(after)]},
        dry_run=dry_run,
    )


def _chosen(marks: Marks, name: str, settled: Settled, awaited: Awaited) -> Marks:
    """The record once the choice is made about whatever the name is that of."""
    case = next((c for c in marks.cases if c.id == name), None)
    if case is not None:
        return _case(marks, case, settled, awaited)
    for receipt in standing_refusals(marks):
        if receipt.sha256[:8] == name:
            _check_choice(settled.choice, (DISCARD,))
            return discard(marks, receipt, settled)
    if settled.choice in STATES:
        if not grids_of(name, marks, awaited):
            told = rules.UNKNOWN_COPY.format(session=marks.session, target=name)
            example = min(_targets(awaited))
            raise UsageError(told, rules.UNKNOWN_COPY_HINT.format(example=example))
        return give_state(marks, name, settled, awaited)
    raise _unknown(marks, name)


def _targets(awaited: Awaited) -> frozenset[str]:
    """The copies that a session awaits: « exam/copy »."""
    printed = {f"{grid.exam}/{grid.identity.anonymous}" for grid in awaited.grids}
    tables = awaited.tables.items()
    return frozenset(printed | {f"{exam}/{copy}" for exam, copies in tables for copy in copies})


def _spelled(name: str, awaited: Awaited) -> str:
    """The name of a copy as the session writes it, typed in any case, or without its exam when that says enough."""
    typed = name.strip().casefold()
    known = {target: target.casefold() for target in _targets(awaited)}
    same = [t for t, folded in known.items() if typed in (folded, folded.partition("/")[2])]
    return same[0] if len(same) == 1 else name.strip()


def _case(marks: Marks, case: Case, settled: Settled, awaited: Awaited) -> Marks:
    """The record once a case is settled, or as it is when it was settled so already."""
    if case.settled is None:
        _check_choice(settled.choice, choices(case, awaited))
        return settle(marks, case, settled, awaited)
    if case.settled.choice == settled.choice:
        return marks
    past = case.settled
    told = rules.ALREADY_SETTLED.format(case=case.id, choice=past.choice, author=past.author)
    raise UsageError(told, rules.ALREADY_SETTLED_HINT)


def _check_choice(choice: str, allowed: tuple[str, ...]) -> None:
    """Refuse a choice that makes no sense there."""
    if choice not in allowed:
        hint = rules.BAD_CHOICE_HINT.format(choices=rules.GLUE.join(allowed))
        raise UsageError(rules.BAD_CHOICE.format(choice=choice), hint)


def _unknown(marks: Marks, name: str) -> UsageError:
    """The fault of a name that is no open case, with those that are."""
    known = [rules.CASE_LINE.format(case=c.id, name=c.name) for c in open_cases(marks)]
    known += [
        rules.CASE_LINE.format(case=r.sha256[:8], name=r.name) for r in standing_refusals(marks)
    ]
    hint = rules.NO_CASE_HINT.format(known=rules.GLUE.join(known) or rules.NO_OPEN_CASE)
    return UsageError(rules.NO_CASE.format(case=name, session=marks.session), hint)
