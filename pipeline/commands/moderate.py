"""``epreuve moderate``: points added to all the marks of one assessor in one exam, by whom and why."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from pipeline import typography
from pipeline.commands.desk import AREA, Desk, leave, read_desk
from pipeline.diagnostics import ContentError, Diagnostic, Outcome, Source
from pipeline.grade.remarks import signed
from pipeline.grade.score import is_complete
from pipeline.grammar import plural
from pipeline.model.agreement import ShiftLine, hundredths
from pipeline.model.marks import Shift
from pipeline.rules import commands as command_words
from pipeline.rules import reconcile as words
from pipeline.store import journal
from pipeline.store.codec import dump
from pipeline.store.files import digest
from pipeline.store.folder import find_session
from pipeline.store.lock import locked
from pipeline.typography import number, parse_number


def moderate(  # noqa: PLR0913 - one parameter an option of the command
    session: str,
    exam: str,
    assessor: str,
    points: str,
    *,
    author: str,
    reason: str,
    root: Path,
    when: str,
    dry_run: bool = False,
) -> Outcome:
    """Shift the marks that an assessor gave in an exam, within what the frozen rules allow; codes stay as observed.

    A later shift takes the place of an earlier one, and both stay written; the same again changes nothing. Raises
    ContentError with all that forbids it.
    """
    folder = find_session(root, session)
    with locked(folder.path, folder.name):
        desk = read_desk(folder)
        wanted = Shift(
            exam=exam,
            assessor=assessor,
            points=_points(points) or Decimal(0),
            author=author.strip(),
            reason=reason.strip(),
            when=when,
        )
        faults = tuple(_faults(desk, wanted, points))
        if faults:
            raise ContentError(words.REFUSED, words.REFUSED_HINT, faults)
        same = _stands(desk, wanted)
        shifts = desk.reconciliation.shifts
        record = replace(desk.reconciliation, shifts=shifts if same else (*shifts, wanted))
        found = desk.review(record)
        told: tuple[Diagnostic, ...] = ()
        if not dry_run:
            told = leave(desk, record, found)
            if not same:
                facts = {**_facts(wanted), "record": digest(folder.reconciliation.read_bytes())}
                journal.append(folder.path, when=when, command="moderate", facts=facts)
    line = _last(found.shifts, wanted)
    return Outcome(
        command="moderate",
        session=folder.name,
        counts={"copies": line.count, "shifts": len(record.shifts)},
        lines=(
            words.MODERATED_SAME if same else _line(line, dry_run=dry_run),
            *((command_words.DRY_RUN,) if dry_run else ()),
        ),
        files=() if dry_run else (folder.relative(folder.results / AREA),),
        diagnostics=told,
        dry_run=dry_run,
    )


def _points(text: str) -> Decimal | None:
    """The points that were typed, with or without a plus sign."""
    return parse_number(text.strip().removeprefix("+"))


def _last(lines: Sequence[ShiftLine], wanted: Shift) -> ShiftLine:
    """The line of the shift in force for an assessor in an exam."""
    key = (wanted.exam, wanted.assessor)
    return next(s for s in reversed(lines) if (s.shift.exam, s.shift.assessor) == key)


def _faults(desk: Desk, wanted: Shift, text: str) -> Iterator[Diagnostic]:
    """All that forbids a shift."""
    place = Source(path=desk.folder.relative(desk.folder.reconciliation))
    rules = desk.basis.policy.moderation
    exams = [exam.id for exam in desk.basis.exams]
    if _points(text) is None:
        yield words.NO_POINTS.at(place, text=text)
    if not wanted.author or not wanted.reason:
        yield words.NO_AUTHOR.at(place)
    if abs(wanted.points) > rules.largest:
        said = {"points": signed(wanted.points), "largest": typography.points(rules.largest)}
        yield words.TOO_FAR.at(place, **said)
    if desk.lifted and rules.closed_by_names:
        yield words.CLOSED.at(place)
    if wanted.exam not in exams:
        yield words.NO_EXAM.at(place, exam=wanted.exam, exams=", ".join(exams))
    elif not _has_marked(desk, wanted):
        yield words.NOT_MARKED.at(place, exam=wanted.exam, assessor=wanted.assessor)


def _has_marked(desk: Desk, wanted: Shift) -> bool:
    """Whether the assessor gave back at least one complete marking in the exam."""
    return any(
        marking.assessor == wanted.assessor and is_complete(copy.grid, marking)
        for copy in desk.copies(desk.reconciliation)
        if copy.exam == wanted.exam
        for marking in copy.markings
    )


def _stands(desk: Desk, wanted: Shift) -> bool:
    """Whether the very same shift is the one in force."""
    key = (wanted.exam, wanted.assessor)
    own = [s for s in desk.reconciliation.shifts if (s.exam, s.assessor) == key]
    return bool(own) and replace(own[-1], when=wanted.when) == wanted


def _facts(wanted: Shift) -> dict[str, str | int]:
    """What the journal keeps: the exam, the points and a hash, nobody's name."""
    return {
        "exam": wanted.exam,
        "points": str(wanted.points),
        "sha256": digest(dump(wanted)),
    }


def _line(line: ShiftLine, *, dry_run: bool) -> str:
    """The shift with the mean before and after it."""
    assert line.before is not None, "the assessor gave a mark"
    assert line.after is not None, "the assessor gave a mark"
    said = words.WOULD_MODERATE if dry_run else words.MODERATED
    return said.format(
        points=signed(line.shift.points),
        assessor=line.shift.assessor,
        exam=line.shift.exam,
        before=number(hundredths(line.before), 2),
        after=number(hundredths(line.after), 2),
        count=line.count,
        word=plural(line.count, *words.DONE_WORDS),
    )
