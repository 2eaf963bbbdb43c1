"""``epreuve term``: the plan of the assessments of a term, and the session that holds them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.assemble.term import plan_term, weeks_between
from pipeline.commands.inputs import load_bank, load_session
from pipeline.commands.open import Opening, open_folder
from pipeline.diagnostics import InfeasibleError, Outcome, UsageError
from pipeline.exchange.roster import Rows
from pipeline.grammar import plural
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Phase
from pipeline.model.referential import BlockId
from pipeline.model.term import TermPlan
from pipeline.read.plain import advice, is_date
from pipeline.render.termbook import term_workbook
from pipeline.rules import commands as said
from pipeline.rules import roster
from pipeline.rules import term as words
from pipeline.store.files import write_file
from pipeline.store.folder import SessionFolder, new_session
from pipeline.typography import date_fr

LONGEST = 40
NINE = "9:00"


def term(  # noqa: PLR0913 - one parameter an option of the command
    session: str,
    *,
    first: str,
    last: str,
    blocks: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    continuous: bool = False,
    root: Path,
    when: str,
    dry_run: bool = False,
) -> Outcome:
    """Plan the fewest exams that assess every code of the blocks aptly, week by week, and open the session of them.

    ``without`` are days of weeks without exams. Raises UsageError for days or blocks that are none and for a session
    that exists with other exams, InfeasibleError when no exam assesses the blocks.
    """
    bank = load_bank(root)
    folder = new_session(root, session)
    chosen = _blocks(bank, blocks)
    plan = plan_term(bank, chosen, _weeks(first, last, without), continuous=continuous)
    if not plan.exams:
        message = words.NOTHING.format(blocks=", ".join(chosen))
        raise InfeasibleError(message, words.NOTHING_HINT, ())
    opened = _open(bank, folder, plan, when=when, dry_run=dry_run)
    path = folder.relative(folder.path / words.FILE)
    lines = [*_lines(plan, first, last, chosen)]
    if dry_run:
        lines += [said.WOULD_WRITE.format(path=path), *opened.lines]
    else:
        write_file(folder.path / words.FILE, term_workbook(plan))
        lines += [words.WRITTEN.format(path=path), *opened.lines]
    return replace(
        opened,
        command="term",
        counts={"exams": len(plan.exams), "weeks": len(plan.weeks), "missing": len(plan.missing)},
        lines=tuple(lines),
        files=() if dry_run else (*opened.files, path),
        data=_data(plan),
    )


def _blocks(bank: Bank, asked: Sequence[str]) -> tuple[BlockId, ...]:
    """The blocks asked for, all of them by default."""
    known: list[BlockId] = [block.id for block in bank.referential.blocks]
    for block in asked:
        if block not in known:
            raise UsageError(words.UNKNOWN_BLOCK.format(block=block), advice(block, known))
    return tuple(block for block in known if not asked or block in asked)


def _weeks(first: str, last: str, without: Sequence[str]) -> tuple[str, ...]:
    """The weeks of the term."""
    for day in (first, last, *without):
        if not is_date(day):
            raise UsageError(words.BAD_DAY.format(day=day), words.BAD_DAY_HINT)
    if last < first:
        said_so = words.UPSIDE_DOWN.format(first=date_fr(first), last=date_fr(last))
        raise UsageError(said_so, words.UPSIDE_DOWN_HINT)
    weeks = weeks_between(first, last, without)
    if not weeks:
        raise UsageError(words.NO_WEEK, words.NO_WEEK_HINT)
    if len(weeks) > LONGEST:
        long = words.TOO_LONG.format(limit=LONGEST, count=len(weeks))
        raise UsageError(long, words.TOO_LONG_HINT)
    return weeks


def _open(
    bank: Bank, folder: SessionFolder, plan: TermPlan, *, when: str, dry_run: bool
) -> Outcome:
    """Open the session with the exams of the plan; one that exists must have the same."""
    exams = tuple(b.id for b in bank.blueprints if b.id in {e.exam for e in plan.exams})
    if folder.settings.exists() and sorted(load_session(bank, folder).exams) != sorted(exams):
        raise UsageError(words.EXISTS.format(session=folder.name), words.EXISTS_HINT)
    opening = Opening(
        date=plan.exams[0].day,
        title=folder.name,
        centre=said.CENTRE,
        rows=_rows(plan),
        exams=exams,
    )
    return open_folder(bank, folder, opening, when=when, dry_run=dry_run)


def _rows(plan: TermPlan) -> Rows:
    """The planning filled with the weeks; the other sheets have their example."""
    others = {sheet: (roster.EXAMPLES[sheet],) for sheet in roster.COLUMNS}
    planned = [(e.exam, "/".join(reversed(e.day.split("-"))), NINE) for e in plan.exams]
    return {**others, roster.SITTINGS: planned}


def _lines(plan: TermPlan, first: str, last: str, blocks: Sequence[str]) -> Iterator[str]:
    """The plan on the screen."""
    exams, weeks = len(plan.exams), len(plan.weeks)
    yield words.HEAD.format(
        first=date_fr(first),
        last=date_fr(last),
        exams=plural(exams, *words.EXAMS).format(count=exams),
        weeks=plural(weeks, *words.WEEKS).format(count=weeks),
        busiest=plan.busiest,
    )
    for exam in plan.exams:
        yield words.LINE.format(
            day=date_fr(exam.day), exam=exam.exam, title=exam.title, codes=", ".join(exam.codes)
        )
    for exam in plan.exams:
        if exam.phase is not Phase.CONTINUOUS:
            others = {c for e in plan.exams if e is not exam for c in e.codes}
            alone = ", ".join(code for code in exam.codes if code not in others)
            yield words.LATE.format(exam=exam.exam, codes=alone)
    if plan.missing:
        yield words.MISSING.format(codes=", ".join(code.code for code in plan.missing))
    else:
        yield words.COMPLETE.format(blocks=", ".join(blocks))


def _data(plan: TermPlan) -> dict[str, object]:
    """The plan for machines."""
    return {
        "weeks": list(plan.weeks),
        "busiest": plan.busiest,
        "exams": [
            {"exam": e.exam, "day": e.day, "phase": e.phase.value, "codes": list(e.codes)}
            for e in plan.exams
        ],
        "codes": {c.code: {"exams": list(c.exams), "aptitude": c.aptitude} for c in plan.codes},
    }
