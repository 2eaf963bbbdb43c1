"""A scenario in all its countries and number sets: what varies, what is computed, what is lost, what reads badly."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from pipeline.checks.variant import check_variant
from pipeline.diagnostics import ContentError, Diagnostic, Source
from pipeline.model.bank import Bank
from pipeline.model.scenario import Scenario
from pipeline.read.expand import expander
from pipeline.rules import authoring as rules
from pipeline.supply.figures import MAX_RATIO, Figure, figures, ratio, same_answers
from pipeline.supply.measure import Measure, Measured, measure
from pipeline.supply.refusals import Obstacle, Refusal, obstacles, refusals

FULL_LINE = 100
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One variant: a country and a number set."""

    iso3: str
    number_set: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How one measure varies over the variants, and a variant at each end (the first in order)."""

    measured: Measured
    low: int
    middle: int
    high: int
    low_at: Place
    high_at: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Stress:
    """What was found of a scenario; ``alerts`` are one of each kind and place, ``alert_count`` all of them."""

    scenario: str
    countries: tuple[str, ...]
    number_sets: tuple[str, ...]
    variants: int
    spreads: tuple[Spread, ...]
    figures: tuple[Figure, ...]
    refusals: tuple[Refusal, ...]
    obstacles: tuple[Obstacle, ...]
    alerts: tuple[Diagnostic, ...]
    alert_count: int

    def longest(self, kind: Measure) -> Spread | None:
        """The spread of that kind that goes highest; ``None`` when there is none."""
        own = [s for s in self.spreads if s.measured.kind is kind]
        return max(own, key=lambda s: s.high, default=None)


def stress_scenario(bank: Bank, scenario: Scenario, told: Told | None = None) -> Stress:
    """Set the scenario everywhere it may be; ``told`` hears how many variants are done, of how many."""
    places = bank.settings[scenario.id]
    sets = tuple(sorted(scenario.number_sets))
    wanted = [Place(iso3=iso3, number_set=name) for iso3 in places for name in sets]
    measures: dict[Place, Mapping[Measured, int]] = {}
    faults: list[Diagnostic] = []
    for number, place in enumerate(wanted, 1):
        try:
            variant = expander(bank, scenario).expand(place.iso3, place.number_set)
        except ContentError as error:
            faults.extend(error.diagnostics)
        else:
            measures[place] = measure(variant)
            faults.extend(check_variant(bank, variant))
        if told is not None:
            told(number, len(wanted))
    lost = refusals(bank, scenario)
    alerts = tuple({(f.code, f.source): f for f in reversed(faults)}.values())
    return Stress(
        scenario=scenario.id,
        countries=places,
        number_sets=sets,
        variants=len(measures),
        spreads=spreads(measures),
        figures=figures(bank, scenario, places),
        refusals=lost,
        obstacles=obstacles(lost),
        alerts=alerts[::-1],
        alert_count=len(faults),
    )


def spreads(measures: Mapping[Place, Mapping[Measured, int]]) -> tuple[Spread, ...]:
    """How each measure varies; the first of equal variants stands at each end."""
    by_measured: dict[Measured, dict[Place, int]] = {}
    for place, found in measures.items():
        for measured, value in found.items():
            by_measured.setdefault(measured, {})[place] = value
    return tuple(_spread(measured, values) for measured, values in by_measured.items())


def warnings(stress: Stress, scenario: Scenario) -> Iterator[Diagnostic]:
    """What the author should look at: answers that do not change, odd figures, sets far apart, tight tables."""
    source = {item.label: item.source for item in scenario.items}
    sets = ", ".join(stress.number_sets)
    for item in same_answers(stress.figures):
        yield rules.SAME_ANSWERS.at(source[item], item=item, sets=sets)
    for figure in stress.figures:
        yield from _odd(figure, source[figure.item])
    for spread in stress.spreads:
        if spread.measured.kind is Measure.WIDTH and spread.high > FULL_LINE:
            place = next(e.source for e in scenario.exhibits if e.id == spread.measured.owner)
            yield rules.TIGHT_TABLE.at(
                place,
                document=spread.measured.owner,
                share=spread.high,
                country=spread.high_at.iso3,
                set=spread.high_at.number_set,
            )


def _odd(figure: Figure, source: Source) -> Iterator[Diagnostic]:
    """A figure that is not above zero, or that changes too much between sets."""
    if not figure.is_number:
        return
    for name, numbers in figure.numbers().items():
        for text, number in zip(figure.values[name], numbers, strict=True):
            if number <= 0:
                yield rules.ODD_FIGURE.at(source, element=figure.element, value=text, set=name)
    between = ratio(figure)
    if between is not None and between > MAX_RATIO:
        yield rules.FAR_FIGURES.at(
            source,
            element=figure.element,
            values=" / ".join(_ends(figure)),
            limit=MAX_RATIO,
        )


def _ends(figure: Figure) -> Sequence[str]:
    """What a figure prints in each set, in order."""
    return [", ".join(texts) for texts in figure.values.values()]


def _spread(measured: Measured, values: Mapping[Place, int]) -> Spread:
    low, high = min(values.values()), max(values.values())
    return Spread(
        measured=measured,
        low=low,
        middle=median_low(values.values()),
        high=high,
        low_at=next(place for place, value in values.items() if value == low),
        high_at=next(place for place, value in values.items() if value == high),
    )
