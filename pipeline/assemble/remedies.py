"""What to write: the fewest questions that, added to the nearest scenarios, make a paper possible."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.assemble.impossible import Near
from pipeline.assemble.pool import Pool, skill_shares
from pipeline.assemble.requirements import rules_of
from pipeline.assemble.rows import problem_on
from pipeline.ata.check import POINTS
from pipeline.ata.conflict import is_impossible
from pipeline.ata.form import optimum
from pipeline.ata.table import Problem, problem_of
from pipeline.codes import Code
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.requirement import (
    Compare,
    Comparison,
    Condition,
    Every,
    Goal,
    Measure,
    Requirement,
    Row,
)
from pipeline.rules.requirements import DIFFICULTY, DOCUMENTS

NEW = "nouvelle"
COPIES = 2
STEPS = 5
AROUND = 2
POINTS_TRIED = 8
FAR = Decimal("0.001")
FEWEST = Requirement(id=NEW, label=NEW, measure=Measure.SUM, column=NEW, goal=Goal.MINIMISE)
Amount = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One question to write: an example of it, and the windows of minutes and points in which it would do as well."""

    row: Row
    minutes: Amount
    points: Amount

    @property
    def code(self) -> str:
        """The code that it is to assess."""
        return self.row.words["code"][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """The fewest questions to write in some scenarios, so that they make a paper."""

    scenarios: tuple[str, ...]
    wanted: tuple[Wanted, ...]


def remedy_for(
    bank: Bank, blueprint: Blueprint, pool: Pool, nears: Sequence[Near]
) -> Remedy | None:
    """What to write beside the items of the first of the nearest papers for which something helps; ``None``: nothing.

    With the questions added, a paper satisfies every hard rule.
    """
    for near in nears:
        scenarios = {s: bank.scenario(s) for s in near.scenarios}
        items = [(scenarios[s], item) for s in near.scenarios for item in pool.items[s]]
        rules = [r for r in rules_of(bank, blueprint) if r.goal is Goal.HARD]
        problem = problem_on(rules, items, skill_shares(bank))
        short = {k.requirement.column for k in near.lacks if k.amount < 0}
        some = [code for code in blueprint.codes if code in short]
        found = _fewest(problem, rules, _drafts(blueprint, problem, near, some))
        if not found:
            found = _fewest(problem, rules, _drafts(blueprint, problem, near, blueprint.codes))
        if found:
            return Remedy(
                scenarios=near.scenarios,
                wanted=tuple(_with_windows(problem, rules, found, k) for k in range(len(found))),
            )
    return None


def with_rows(problem: Problem, rules: Sequence[Requirement], rows: Sequence[Row]) -> Problem:
    """The problem of the same rows and these new ones."""
    every = (*problem.rows, *rows)
    return problem_of(rules, every, apart=problem.apart, part=True)


def _fewest(
    problem: Problem, rules: Sequence[Requirement], drafts: Sequence[Row]
) -> tuple[Row, ...]:
    """The fewest new rows that make a form, the most usual ones of those; none when all of them make none."""
    if not drafts:
        return ()
    rows = [replace(d, id=f"{d.id}-{n}") for d in drafts for n in range(COPIES)]
    found = optimum(with_rows(problem, (*rules, FEWEST), rows))
    if found is None:
        return ()
    size = len(problem.rows)
    return tuple(rows[k - size] for k in found.chosen if k >= size)


def _with_windows(
    problem: Problem, rules: Sequence[Requirement], rows: Sequence[Row], k: int
) -> Wanted:
    """One of the new rows with the minutes and points that it may have, the others as they are."""

    def helps(row: Row) -> bool:
        changed = [*rows[:k], row, *rows[k + 1 :]]
        return not is_impossible(with_rows(problem, rules, changed))

    row = rows[k]
    minutes = _window(row.number("minutes"), Decimal(5), lambda m: helps(_worth(row, minutes=m)))
    points = _window(row.number(POINTS), Decimal(1), lambda p: helps(_worth(row, points=p)))
    return Wanted(row=row, minutes=minutes, points=points)


def _window(start: Decimal, step: Decimal, helps: Callable[[Decimal], bool]) -> Amount:
    """How far down and up an amount may go, a few steps at most."""
    low = high = start
    while start - low < STEPS * step and low - step > 0 and helps(low - step):
        low -= step
    while high - start < STEPS * step and helps(high + step):
        high += step
    return low, high


def _worth(row: Row, *, minutes: Decimal | None = None, points: Decimal | None = None) -> Row:
    """The row with other minutes or points."""
    numbers = dict(row.numbers)
    if minutes is not None:
        numbers["minutes"] = minutes
    if points is not None:
        numbers |= {POINTS: points, row.words["code"][0]: points}
    return replace(row, numbers=numbers)


def _drafts(blueprint: Blueprint, problem: Problem, near: Near, codes: Sequence[Code]) -> list[Row]:
    """The questions that could be written: on each code, usual minutes and points, what the lacks ask for."""
    short = [k.requirement for k in near.lacks if k.amount < 0]
    minutes = _usual([row.number("minutes") for row in problem.rows])
    points = _whole([row.number(POINTS) for row in problem.rows])
    middle = points[len(points) // 2]
    usual = _usual_words(problem.rows, near.scenarios[0])
    words_each = _usual([row.number("mots") for row in problem.rows])[0]
    return [
        Row(
            id=f"{NEW}-{code}-{m}-{p}-{difficulty}-{len(words['document'])}",
            numbers={
                POINTS: p,
                "minutes": m,
                "difficulte": difficulty,
                "mots": words_each,
                "pieces": Decimal(len(words["document"])),
                code: p,
                NEW: 1 + FAR * (abs(m - minutes[len(minutes) // 2]) + abs(p - middle)),
            },
            words={**usual, **words, "code": (code,)},
        )
        for code in codes
        for m in minutes
        for p in points
        for difficulty in _difficulties(blueprint, near)
        for words in _asked(short, near)
    ]


def _usual(found: Sequence[Decimal]) -> list[Decimal]:
    """A few amounts from the least to the largest."""
    values = sorted(set(found))
    last = len(values) - 1
    return sorted({values[round(n * last / (STEPS - 1))] for n in range(STEPS)})


def _whole(found: Sequence[Decimal]) -> list[Decimal]:
    """A few whole numbers from a little less than the least to a little more than the largest."""
    first, last = max(1, int(min(found)) - AROUND), int(max(found)) + AROUND
    step = max(1, (last - first) // POINTS_TRIED)
    return [Decimal(n) for n in range(first, last + 1, step)]


def _difficulties(blueprint: Blueprint, near: Near) -> list[Decimal]:
    """The wanted difficulty; the end of the scale too where the mean is missed."""
    wanted = blueprint.difficulty.to_integral_value()
    ends = [
        Decimal(5) if lack.amount < 0 else Decimal(1)
        for lack in near.lacks
        if lack.requirement.id == DIFFICULTY
    ]
    return sorted({wanted, *ends})


def _asked(short: Sequence[Requirement], near: Near) -> Iterator[dict[str, tuple[str, ...]]]:
    """The words of a new question: the documents it is asked on, and what the missed conditions want."""
    wanted: dict[str, tuple[str, ...]] = {}
    for rule in short:
        wanted |= _words_of(rule.condition)
    most = 2 if any(rule.id == DOCUMENTS for rule in short) else 0
    for count in range(most + 1):
        own = tuple(f"{near.scenarios[0]}/{NEW}{n}" for n in range(count))
        yield {**wanted, "document": own}


def _words_of(condition: Condition) -> dict[str, tuple[str, ...]]:
    """The words that a row needs to meet a condition, where it says so plainly."""
    if isinstance(condition, Every):
        return {k: v for part in condition.parts for k, v in _words_of(part).items()}
    if not isinstance(condition, Compare) or condition.comparison is not Comparison.EQUAL:
        return {}
    return {condition.column: (condition.value,)} if isinstance(condition.value, str) else {}


def _usual_words(rows: Sequence[Row], scenario: str) -> dict[str, tuple[str, ...]]:
    """The most usual words of the items there are, in a scenario."""
    own = [row for row in rows if scenario in row.words["scenario"]]
    columns = sorted(own[0].words)
    found = {c: Counter(row.words.get(c, ()) for row in own).most_common(1)[0][0] for c in columns}
    return {**found, "question": (NEW,)}
