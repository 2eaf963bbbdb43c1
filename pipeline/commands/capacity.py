"""``epreuve capacity``: how many papers and tickets the bank carries, at which quality, and what limits them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from pipeline.assemble.capacity import Carried, Used, carried
from pipeline.assemble.pool import pool_for
from pipeline.commands.inputs import Progress, survey_bank
from pipeline.diagnostics import Diagnostic, Outcome, Source, UsageError
from pipeline.grammar import plural
from pipeline.model.bank import Bank
from pipeline.model.session import Session
from pipeline.rules import capacity as words
from pipeline.store.uses import session_uses
from pipeline.typography import number

SHOWN = (1, 2, 4, 8)
NAMED = 4


def capacity(
    exam: str | None = None, *, root: Path, when: str, progress: Progress = None
) -> Outcome:
    """Count what the bank carries for one exam, or for all of them, on that day.

    Raises UsageError for an exam that does not exist.
    """
    bank, left = survey_bank(root)
    told: list[Diagnostic] = [*left]
    names = [b.id for b in bank.blueprints]
    if exam is not None and exam not in names:
        hint = words.UNKNOWN_HINT.format(exams=", ".join(names))
        raise UsageError(words.UNKNOWN.format(exam=exam), hint)
    uses = session_uses(root, told)
    used = Used(
        items=frozenset().union(*(use.items for use in uses)),
        scenarios=frozenset().union(*(use.scenarios for use in uses)),
    )
    found = []
    asked = [exam] if exam is not None else names
    for rank, name in enumerate(asked, 1):
        found.append(_carried(bank, name, used, when[:10]))
        if progress is not None:
            progress(words.STEP, rank, len(asked))
    return Outcome(
        command="capacity",
        counts={
            "exams": len(found),
            "empty": sum(not c.different for c in found),
            "papers": sum(c.apart for c in found if not c.is_oral),
            "tickets": sum(c.different for c in found if c.is_oral),
        },
        lines=tuple(_one(found[0]) if exam is not None else _all(found)),
        data={"exams": {c.blueprint.id: _data(c) for c in found}},
        diagnostics=tuple(told),
    )


def _carried(bank: Bank, exam: str, used: Used, day: str) -> Carried:
    """What the bank carries for one exam, with no country nor scenario excluded."""
    session = Session(
        id=day,
        title="",
        centre="",
        certifier="",
        date=day,
        zone="",
        exams=(exam,),
        excluded_countries=(),
        tickets=0,
        markings=1,
        source=Source(path=""),
    )
    blueprint = bank.blueprint(exam)
    return carried(bank, blueprint, pool_for(bank, blueprint, session), used)


def _all(found: Sequence[Carried]) -> Iterator[str]:
    """The tables of papers and of tickets, then what limits them."""
    heads = tuple(words.WORST_HEAD.format(count=count) for count in SHOWN)
    papers = [c for c in found if not c.is_oral]
    tickets = [c for c in found if c.is_oral]
    if papers:
        yield words.PAPERS_TITLE
        yield from _table((*words.PAPERS_HEAD, *heads), [_paper(c) for c in papers])
        yield ""
    if tickets:
        yield words.TICKETS_TITLE
        yield from _table((*words.TICKETS_HEAD, *heads), [_ticket(c) for c in tickets])
        yield ""
    yield from (words.NOTE_SESSIONS, words.NOTE_WORST, "", words.LIMITS_TITLE)
    for one in found:
        limits = " ; ".join(_limits(one))
        yield "  " + words.LIMIT.format(exam=one.blueprint.id, limits=limits)


def _one(found: Carried) -> Iterator[str]:
    """One exam, in sentences."""
    blueprint = found.blueprint
    said = {
        "apart": _said(found, found.apart),
        "lone": _said(found, found.lone),
        "different": _said(found, found.different),
        "most": _said(found, found.most),
    }
    each = words.EACH_TICKET if found.is_oral else words.EACH_PAPER
    yield words.HEAD.format(exam=blueprint.id, title=blueprint.title)
    yield words.USABLE.format(scenarios=found.scenarios, able=found.scenarios - len(found.idle))
    yield (words.TICKETS if found.is_oral else words.APART).format(**said)
    yield words.SESSIONS.format(
        sessions=_said(found, found.sessions),
        each=plural(found.each, *each).format(count=found.each),
        left=found.left,
    )
    for count, worst in found.worst.items():
        yield words.WORST_LINE.format(count=count, worst=_points(worst))
    yield words.LIMITS_TITLE
    yield from (f"  {limit}" for limit in _limits(found))


def _paper(found: Carried) -> tuple[str, ...]:
    """The row of a written exam."""
    counts = (found.apart, found.lone, found.sessions, found.left)
    cells = tuple(_cell(found, count) for count in counts)
    return (found.blueprint.id, str(found.scenarios), *cells, *_worst(found))


def _ticket(found: Carried) -> tuple[str, ...]:
    """The row of an oral."""
    counts = (found.different, found.most, found.apart, found.each, found.sessions, found.left)
    return (
        found.blueprint.id,
        str(found.scenarios),
        *map(str, counts),
        *_worst(found),
    )


def _worst(found: Carried) -> tuple[str, ...]:
    """The worst deviation of 1, 2, 4 and 8 forms; nothing where there are not so many."""
    return tuple(_points(found.worst[n]) if n in found.worst else "" for n in SHOWN)


def _cell(found: Carried, count: int) -> str:
    """A number of papers in the table."""
    return str(count) if found.exact else words.AT_LEAST_CELL.format(count=count)


def _said(found: Carried, count: int) -> str:
    """A number of papers in a sentence."""
    return (words.EXACTLY if found.exact else words.AT_LEAST).format(count=count)


def _points(worst: float) -> str:
    """A deviation as it is printed."""
    return number(Decimal(str(round(worst, 2))), 2)


def _limits(found: Carried) -> Iterator[str]:
    """What limits an exam, in words."""
    if not found.different:
        yield words.NOTHING
    if found.idle:
        said = words.IDLE_TICKET if found.is_oral else words.IDLE
        yield plural(len(found.idle), *said).format(count=len(found.idle), names=_named(found.idle))
    if found.apart and found.apart == found.lone:
        yield words.ONE_EACH_TICKET if found.is_oral else words.ONE_EACH
    yield _scarce(found)
    caps = [
        plural(cap, *said).format(count=cap)
        for cap, said in (
            (found.caps.items, words.CAP_ITEMS),
            (found.caps.scenarios, words.CAP_SCENARIOS),
        )
        if cap
    ]
    if caps:
        yield words.CAPS.format(caps=", ".join(caps))


def _scarce(found: Carried) -> str:
    """The code in shortest supply."""
    scarce = found.scarce
    if not scarce.items:
        return words.NO_ITEM.format(code=scarce.code)
    share = next(t.share for t in found.blueprint.targets if t.code == scarce.code)
    return words.SCARCE.format(
        code=scarce.code,
        items=plural(scarce.items, *words.QUESTIONS).format(count=scarce.items),
        scenarios=plural(scarce.scenarios, *words.SCENARIOS).format(count=scarce.scenarios),
        share=number(share),
    )


def _named(names: Sequence[str]) -> str:
    """A few names, and how many more."""
    shown = ", ".join(names[:NAMED])
    more = len(names) - NAMED
    return words.NAMES_MORE.format(names=shown, count=more) if more > 0 else shown


def _data(found: Carried) -> dict[str, object]:
    """One exam for machines."""
    return {
        "kind": found.blueprint.kind.value,
        "scenarios": found.scenarios,
        "apart": found.apart,
        "lone": found.lone,
        "different": found.different,
        "most": found.most,
        "exact": found.exact,
        "worst": {str(count): round(worst, 2) for count, worst in found.worst.items()},
        "each": found.each,
        "sessions": found.sessions,
        "left": found.left,
        "idle": list(found.idle),
        "scarce": {
            "code": found.scarce.code,
            "items": found.scarce.items,
            "scenarios": found.scarce.scenarios,
        },
        "caps": {"items": found.caps.items, "scenarios": found.caps.scenarios},
    }


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as their longest cell; the first stands left, numbers right."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in (heads, *rows):
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        yield "  " + "  ".join(cells).rstrip()
