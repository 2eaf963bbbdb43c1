"""``epreuve coverage``: what the sessions have assessed over time, code by code, and what they have used."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.commands.inputs import load_bank
from pipeline.diagnostics import Diagnostic, Outcome, UsageError
from pipeline.grammar import plural
from pipeline.model.history import CodeHistory, CoverageHistory, ExposureHistory, Kind
from pipeline.model.item import Modality
from pipeline.read.plain import advice
from pipeline.render.historybook import history_workbook, mean_share
from pipeline.render.historypage import history_page, missing_told
from pipeline.rules import commands as words
from pipeline.rules import history as said
from pipeline.store.files import write_file
from pipeline.store.uses import session_forms
from pipeline.supply.history import take_history
from pipeline.typography import number

FOLDER = "output/couverture"
SHOWN = 8


def coverage(
    code: str | None = None,
    *,
    root: Path,
    xlsx: bool = False,
    html: bool = False,
    dry_run: bool = False,
) -> Outcome:
    """Count what every session has assessed; of one code, every exam. Writes the workbook and the page asked for.

    Raises UsageError for a code that is none.
    """
    bank = load_bank(root)
    told: list[Diagnostic] = []
    history = take_history(bank, session_forms(root, told))
    asked = [f"{FOLDER}/couverture.xlsx"] * xlsx + [f"{FOLDER}/couverture.html"] * html
    lines = [*(_screen(history) if code is None else _one(history, code))]
    if dry_run:
        lines += [*(words.WOULD_WRITE.format(path=path) for path in asked), words.DRY_RUN]
    else:
        for path in asked:
            data = history_workbook(history) if path.endswith("xlsx") else history_page(history)
            write_file(root / path, data)
            lines.append(said.WRITTEN.format(path=path))
    return Outcome(
        command="coverage",
        counts={
            "sessions": len(history.sessions),
            "codes": sum(bool(c.uses) for c in history.codes),
        },
        lines=tuple(lines),
        files=() if dry_run else tuple(asked),
        data=_data(history),
        diagnostics=tuple(told),
        dry_run=dry_run,
    )


def _one(history: CoverageHistory, code: str) -> Iterator[str]:
    """Every exam that assessed one code."""
    known = {c.code: c for c in history.codes}
    if code not in known:
        raise UsageError(said.UNKNOWN_CODE.format(code=code), advice(code, known))
    found = next(c for c in history.codes if c.code == code)
    yield said.CODE_HEAD.format(code=found.code, title=found.title)
    for use in found.uses:
        yield said.USE.format(
            session=use.session,
            exam=use.exam,
            share=number(use.share),
            modality=said.MODALITIES[use.modality],
        )
    if not found.uses:
        yield f"  {said.NEVER}"
    if found.missing:
        yield missing_told(found)


def _screen(history: CoverageHistory) -> Iterator[str]:
    """The ledger on the screen."""
    if not history.sessions:
        yield said.NONE
        return
    yield said.HEAD.format(count=len(history.sessions), sessions=", ".join(history.sessions))
    yield said.CODES
    yield _columns(said.CODES_HEAD)
    yield from (_columns(_cells(code)) for code in history.codes)
    never = [c.code for c in history.codes if not c.uses]
    if never:
        yield said.NEVER_CODES.format(codes=", ".join(never))
    for kind in Kind:
        yield said.EXPOSURES[kind]
        yield from (_used(e) for e in history.of(kind)[:SHOWN] if e.uses)
    scenarios = history.of(Kind.SCENARIO)
    yield said.RESTED.format(
        scenarios=sum(not e.uses for e in scenarios),
        all_scenarios=len(scenarios),
        items=history.rested,
        all_items=history.items,
    )
    resting = sorted(e.id for e in scenarios if e.resting)
    if resting:
        yield said.RESTING_LIST.format(scenarios=", ".join(resting))


def _used(exposure: ExposureHistory) -> str:
    """How much a scenario, a family or a country was used."""
    count = len(exposure.uses)
    return said.LINE.format(
        id=exposure.id,
        weight=sum(exposure.uses.values()),
        sessions=plural(count, *said.SESSIONS).format(count=count),
        last=exposure.last,
        resting=said.RESTING if exposure.resting else "",
    )


def _cells(code: CodeHistory) -> tuple[str, ...]:
    """One code on the screen."""
    share = mean_share(code)
    return (
        code.code,
        str(len(code.uses)),
        *(str(code.modalities[m] or "") for m in Modality),
        "" if share is None else number(share, 1),
        str(code.rested),
        ", ".join(code.sessions) or said.NEVER,
    )


def _columns(cells: tuple[str, ...]) -> str:
    """Cells under each other, the last one as long as it is."""
    return " ".join((*(f"{c:>7}" for c in cells[:-1]), f" {cells[-1]}"))


def _data(history: CoverageHistory) -> dict[str, object]:
    """The ledger for machines."""
    return {
        "sessions": list(history.sessions),
        "codes": {
            c.code: {
                "uses": [
                    {
                        "session": use.session,
                        "exam": use.exam,
                        "phase": use.phase.value,
                        "modality": use.modality.value,
                        "points": str(use.points),
                        "share": str(use.share),
                    }
                    for use in c.uses
                ],
                "missing": [m.value for m in c.missing],
                "unused_items": c.rested,
            }
            for c in history.codes
        },
        "exposure": {
            kind.value: {
                e.id: {"uses": dict(e.uses), "since": e.since, "resting": e.resting}
                for e in history.of(kind)
            }
            for kind in Kind
        },
    }
