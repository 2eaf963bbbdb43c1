"""What the drawn turns come to: nobody called at two places at once, no oral that ends another day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import combinations

from pipeline.diagnostics import Diagnostic
from pipeline.model.people import Roster
from pipeline.model.session import Dispatch, Placement
from pipeline.rules import assembly as rules
from pipeline.typography import date_fr


def timetable_faults(dispatch: Dispatch, roster: Roster) -> Iterator[Diagnostic]:
    """Everything that cannot take place as drawn, sitting by sitting, then candidate by candidate."""
    sat: dict[tuple[str, int], list[Placement]] = {}
    for placement in dispatch.placements:
        sat.setdefault((placement.blueprint, placement.sitting), []).append(placement)
    for sitting in roster.sittings:
        place = roster.sittings_of(sitting.blueprint).index(sitting) + 1
        own = [p for p in sat.get((sitting.blueprint, place), ()) if p.start]
        last = max((_end(p) for p in own), default=None)
        if last is not None and last.date().isoformat() > sitting.date:
            yield rules.LATE_ORAL.at(
                sitting.source,
                blueprint=sitting.blueprint,
                date=date_fr(last.date().isoformat()),
                end=f"{last:%H:%M}",
                count=len(own),
                rooms=len(sitting.rooms),
            )
    sources = {c.number: c.source for c in roster.candidates}
    called: dict[str, list[Placement]] = {}
    for placement in (p for p in dispatch.placements if p.minutes):
        called.setdefault(placement.candidate, []).append(placement)
    for number, own in called.items():
        for first, second in combinations(sorted(own, key=_start), 2):
            if _start(second) < _end(first):
                yield rules.CLASH.at(
                    sources[number],
                    candidate=number,
                    blueprint=second.blueprint,
                    date=date_fr(second.date),
                    start=second.start,
                    other=first.blueprint,
                )


def _start(placement: Placement) -> datetime:
    """When the candidate is called."""
    return datetime.fromisoformat(f"{placement.date}T{placement.start}")


def _end(placement: Placement) -> datetime:
    """When the candidate has finished, preparation included."""
    return _start(placement) + timedelta(minutes=placement.preparation + placement.minutes)
