"""``epreuve lift``: the anonymity of a session, lifted once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.award.names import is_name
from pipeline.commands.hearing import LIFT, lifted, session_copies
from pipeline.diagnostics import ContentError, Diagnostic, Outcome, Source, UsageError, has_errors
from pipeline.grade.copies import Copy, copy_score, is_unasked, shifts_of
from pipeline.grade.gaps import in_force
from pipeline.grade.score import missing
from pipeline.grade.standing import open_cases
from pipeline.grammar import plural
from pipeline.model.basis import Basis
from pipeline.rules import hearing as says
from pipeline.rules import jury as rules
from pipeline.rules.grid import FURTHER
from pipeline.store import journal
from pipeline.store.folder import SessionFolder, find_session
from pipeline.store.lock import locked
from pipeline.store.records import (
    read_basis,
    read_marks,
    read_reconciliation,
    record_digest,
)
from pipeline.typography import date_fr


def lift(session: str, *, author: str, root: Path, when: str, dry_run: bool = False) -> Outcome:
    """Lift the anonymity of a session once nothing waits to be settled; again, it changes nothing and says since when.

    Raises UsageError without an author, ContentError with every file and every gap that waits.
    """
    folder = find_session(root, session)
    who = " ".join(author.split())
    if not is_name(who):
        raise UsageError(says.NO_AUTHOR, says.NO_AUTHOR_HINT)
    with locked(folder.path, folder.name):
        before = lifted(folder)
        if before is not None:
            said = says.LIFTED_BEFORE.format(
                when=date_fr(before.when[:10]), author=before.facts["author"]
            )
            return Outcome(command=LIFT, session=session, lines=(said,), dry_run=dry_run)
        faults = tuple(_faults(folder))
        if has_errors(faults):
            hint = says.NOT_READY_HINT.format(session=session)
            raise ContentError(says.NOT_READY, hint, faults)
        if not dry_run:
            facts = {"author": who, "marks": record_digest(folder.marks)}
            journal.append(folder.path, when=when, command=LIFT, facts=facts)
    done = (
        says.LIFTED.format(session=session, author=who),
        says.LIFT_NEXT.format(session=session),
    )
    return Outcome(
        command=LIFT,
        session=session,
        counts={"warnings": len(faults)},
        lines=(says.WOULD_LIFT,) if dry_run else done,
        diagnostics=faults,
        dry_run=dry_run,
    )


def _faults(folder: SessionFolder) -> Iterator[Diagnostic]:
    """What waits: files to settle, gaps without their further grid; then, as warnings, marks still to come."""
    basis, found = read_basis(folder), read_reconciliation(folder)
    place = Source(path=folder.relative(folder.marks))
    for case in open_cases(read_marks(folder)):
        yield rules.UNSETTLED.at(place, case=case.id, detail=case.detail, session=folder.name)
    found_copies = session_copies(folder, basis)
    awaited = _unmarked(basis, found_copies)
    for copy in found_copies:
        said = {"exam": copy.exam, "copy": copy.copy, "session": folder.name}
        done = {m.grid for m in copy.markings if m.state or not missing(copy.grid, m)}
        score = copy_score(copy, basis.policy, shifts_of(found, copy.exam))
        if score.mark is not None or score.state:
            continue
        left = [gap for gap in in_force(copy.gaps) if gap.grid not in done]
        for gap in left:
            yield rules.GAP_WAITS.at(place, marking=FURTHER[gap.marking], **said)
        if is_unasked(copy, basis.policy.double):
            yield rules.NOT_RECONCILED.at(place, **said)
        elif not left:
            awaited[copy.exam] += 1
    for exam, count in sorted(awaited.items()):
        copies = plural(count, *rules.COPIES)
        yield rules.GRIDS_MISSING.at(
            place, exam=exam, count=count, copies=copies, session=folder.name
        )


def _unmarked(basis: Basis, found: Sequence[Copy]) -> Counter[str]:
    """How many candidates of each exam marked by table have no row that came back."""
    known = {(copy.exam, copy.copy) for copy in found}
    return Counter(
        exam.id
        for exam in basis.exams
        for candidate in exam.candidates
        if (exam.id, candidate) not in known
    )
