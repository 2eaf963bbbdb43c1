"""``epreuve stress``: one scenario in all its countries and number sets, and what varies from one to the other."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.commands.chosen import open_scenario
from pipeline.commands.inputs import Progress
from pipeline.diagnostics import Outcome
from pipeline.grammar import plural
from pipeline.rules import authoring as words
from pipeline.supply.figures import Figure
from pipeline.supply.measure import Measure
from pipeline.supply.refusals import Obstacle
from pipeline.supply.stress import Place, Spread, Stress, stress_scenario, warnings
from pipeline.typography import number

_WHOLE = (Measure.WORDS, Measure.MINUTES, Measure.PAGES, Measure.DOCUMENT)
_LONGEST = (Measure.TITLE, Measure.CELL, Measure.WIDTH)
_NAMED = 8
_WIDE = 44


def stress(scenario: str, *, root: Path, progress: Progress = None) -> Outcome:
    """Set a scenario everywhere it may be and tell lengths, computed answers, countries lost and alerts.

    Raises UsageError for a scenario that does not exist.
    """
    bank, found, left = open_scenario(root, scenario)

    def told(done: int, total: int) -> None:
        if progress is not None:
            progress(words.STEP_STRESS, done, total)

    result = stress_scenario(bank, found, told)
    faults = (*left, *result.alerts, *warnings(result, found))
    return Outcome(
        command="stress",
        counts={
            "variants": result.variants,
            "countries": len(result.countries),
            "lost": len(result.refusals),
            "alerts": result.alert_count,
        },
        lines=tuple(_lines(result)),
        data=_data(result),
        diagnostics=faults,
    )


def _lines(found: Stress) -> Iterator[str]:
    """The report for a terminal, part by part."""
    yield words.STRESS_HEAD.format(
        scenario=found.scenario,
        variants=_count(found.variants, words.VARIANTS),
        countries=_count(len(found.countries), words.COUNTRIES),
        sets=_count(len(found.number_sets), words.SETS),
    )
    if found.spreads:
        yield ""
        yield from _columns([words.SPREAD_HEAD, *map(_row, _shown(found))])
    yield ""
    yield from _figures(found)
    yield ""
    yield from _lost(found.obstacles, len(found.refusals))
    yield ""
    count = found.alert_count
    yield plural(count, *words.ALERTS).format(count=count) if count else words.NO_ALERT


def _shown(found: Stress) -> Iterator[Spread]:
    """The whole and its documents one by one; of titles, cells and tables the longest."""
    yield from (s for s in found.spreads if s.measured.kind in _WHOLE)
    longest = (found.longest(kind) for kind in _LONGEST)
    yield from (spread for spread in longest if spread is not None)


def _row(spread: Spread) -> tuple[str, ...]:
    name = words.MEASURES[spread.measured.kind].format(owner=spread.measured.owner)
    figures = (spread.low, spread.middle, spread.high)
    where = _place(spread.high_at) if spread.low < spread.high else ""
    return (name, *map(number, figures), where)


def _figures(found: Stress) -> Iterator[str]:
    """The computed answers, number sets side by side."""
    if not found.figures:
        yield words.NO_FIGURE
        return
    heads = (words.SET_HEAD.format(number_set=name) for name in found.number_sets)
    rows = [(words.FIGURES_HEAD, *heads, ""), *(_figure(f, found) for f in found.figures)]
    yield from _columns(rows)


def _figure(figure: Figure, found: Stress) -> tuple[str, ...]:
    values = (
        _shorten(" ; ".join(figure.values.get(name, ())), _WIDE // 2) for name in found.number_sets
    )
    same = words.SAME_MARK if figure.is_even else ""
    return (f"  {figure.element}  {_shorten(figure.expression, _WIDE)}", *values, same)


def _lost(obstacles: Sequence[Obstacle], count: int) -> Iterator[str]:
    """The countries that are lost, reason by reason."""
    if not count:
        yield words.NO_LOST
        return
    yield words.LOST_HEAD.format(count=count)
    for obstacle in obstacles:
        names = ", ".join(obstacle.alone[:_NAMED])
        more = len(obstacle.alone) - _NAMED
        names = words.LOST_MORE.format(names=names, count=more) if more > 0 else names
        alone = words.LOST_ALONE.format(names=names) if names else ""
        lost = len(obstacle.countries)
        reason = _shorten(obstacle.reason, 2 * _WIDE)
        yield words.LOST_LINE.format(count=f"{lost:>3}", reason=reason, alone=alone)


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as aligned columns: the first and the last on the left, figures on the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    last = len(widths) - 1
    for row in rows:
        cells = (
            text.ljust(width) if rank in (0, last) else text.rjust(width)
            for rank, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _data(found: Stress) -> dict[str, object]:
    """The whole report for machines."""
    return {
        "scenario": found.scenario,
        "countries": list(found.countries),
        "number_sets": list(found.number_sets),
        "spreads": [
            {
                "measure": s.measured.kind.value,
                "owner": s.measured.owner,
                "min": s.low,
                "median": s.middle,
                "max": s.high,
                "min_at": asdict(s.low_at),
                "max_at": asdict(s.high_at),
            }
            for s in found.spreads
        ],
        "figures": [
            {
                "item": f.item,
                "element": f.element,
                "expression": f.expression,
                "values": {name: list(texts) for name, texts in f.values.items()},
            }
            for f in found.figures
        ],
        "lost": [asdict(r) for r in found.refusals],
        "obstacles": [asdict(o) for o in found.obstacles],
    }


def _shorten(text: str, width: int) -> str:
    """The text, cut when it is longer than a column."""
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _place(place: Place) -> str:
    return words.PLACE.format(iso3=place.iso3, number_set=place.number_set)


def _count(count: int, said: tuple[str, str]) -> str:
    return plural(count, *said).format(count=count)
