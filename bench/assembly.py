"""Assembly beside the usual ways: papers of made-up banks of 200 to 10,000 items, tickets, and the shipped bank.

Run: python bench/assembly.py [items…]. Prints CPU seconds, values (points of deviation on 100), proved bounds, ratios
to ours; the bars are those of the design. The rivals: one model of the whole bank for the same solver (told the points
of our paper), greedy choice, two scenarios drawn and their items swapped; LIMIT seconds of CPU each at most.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from banks import made_up
from rivals import (
    INFINITE,
    Rival,
    drawn_tickets,
    greedy,
    greedy_tickets,
    one_model,
    restarts,
    ticket_model,
)

from pipeline.assemble.papers import Effort, PaperPool, paper_pool, problem_of
from pipeline.assemble.pool import Exposure, Pool, pool_for
from pipeline.assemble.tickets import columns_of, pack
from pipeline.ata.table import Problem
from pipeline.commands.init import init
from pipeline.commands.inputs import load_bank
from pipeline.diagnostics import Source
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint, FormKind
from pipeline.model.session import Session

SIZES = (200, 1000, 2000, 5000, 10000)
LIMIT = 20.0
DRAWS = 5.0
PROVED = {1000: 5.0, 2000: 8.0, 5000: 30.0}
TICKETS = ((8, 1000), (30, 1000), (100, 10000), (300, 10000))
BY_MODEL = 8
KEY = b"b" * 32
SESSION = Session(
    id="2026-06",
    title="",
    centre="",
    certifier="",
    date="2026-06-15",
    zone="Europe/Paris",
    exams=(),
    excluded_countries=(),
    tickets=0,
    markings=2,
    source=Source(path="bench"),
)
Found = TypeVar("Found")


def timed(work: Callable[[], Found]) -> tuple[Found, float]:
    """What a piece of work gives and its CPU seconds."""
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


def said(name: str, value: float, bound: float, seconds: float, ours: float) -> None:
    """One line of the table."""
    shown = "-" if value == INFINITE else f"{value:.2f}"
    ratio = "-" if value == INFINITE or not ours else f"{value / ours:.2f}"
    print(f"  {name:34} {shown:>8} {bound:>8.2f} {seconds:>8.2f} {ratio:>7}")


def bar(text: str, *, passed: bool) -> None:
    """One bar and whether it holds."""
    print(f"  {'pass' if passed else 'FAIL'}  {text}")


def papers(shipped: Bank, size: int) -> None:
    """One paper of eight codes from a made-up bank, beside the usual ways."""
    bank = made_up(shipped, size)
    blueprint = bank.blueprints[0]
    pool = pool_for(bank, blueprint, SESSION)
    print(f"one paper of 8 codes, {size} items, {len(pool.items)} scenarios")
    print(f"  {'':34} {'value':>8} {'bound':>8} {'CPU s':>8} {'ratio':>7}")

    def ours(effort: Effort) -> tuple[PaperPool, float]:
        return timed(lambda: paper_pool(bank, blueprint, pool, Exposure(), effort=effort))

    best, spent = ours(Effort(sets=1))
    value = best.papers[0].value if best.papers else INFINITE
    said("ours, the best paper", value, best.bound, spent, value)
    many, longer = ours(Effort())
    sets = len({paper.scenarios for paper in many.papers})
    said(f"ours, {len(many.papers)} papers of {sets} sets", value, many.bound, longer, value)
    usual(bank, blueprint, pool, best)
    if size in PROVED:
        passed = best.proved and spent <= PROVED[size]
        bar(f"proved in {PROVED[size]:.0f} s at {size}: {spent:.1f} s", passed=passed)
    if size == 10000:
        passed = spent <= 15 and value <= 14
        bar(f"14 units in 15 s at {size}: {value:.2f}, gap {value - best.bound:.2f}", passed=passed)


def usual(bank: Bank, blueprint: Blueprint, pool: Pool, best: PaperPool) -> None:
    """The usual ways on the same pool."""
    names = tuple(pool.items)
    value = best.papers[0].value if best.papers else INFINITE
    whole = replace(problem_of(bank, blueprint, pool, names), needed=())
    by_id = {row.id: row.number("points") for row in whole.rows}
    points = int(sum(by_id[i] for i in best.papers[0].items)) if best.papers else 100

    def set_of(chosen: Sequence[int]) -> Problem:
        return problem_of(bank, blueprint, pool, [names[k] for k in sorted(chosen)])

    ways: tuple[tuple[str, Callable[[], Rival]], ...] = (
        (f"one model, HiGHS, {LIMIT:.0f} s", lambda: one_model(whole, points, LIMIT)),
        ("greedy", lambda: greedy(whole, blueprint.items_max)),
        (f"draws with swaps, {DRAWS:.0f} s", lambda: restarts(set_of, len(names), DRAWS)),
    )
    for name, way in ways:
        found, spent = timed(way)
        said(name, found.value, found.bound, spent, value)


def tickets(shipped: Bank, count: int, size: int) -> None:
    """So many tickets from a made-up bank, beside the usual ways."""
    bank = made_up(shipped, size, oral=True)
    blueprint = bank.blueprints[0]
    pool = pool_for(bank, blueprint, SESSION)
    columns, spent = timed(lambda: columns_of(bank, blueprint, pool))
    print(f"{count} tickets of {size} items, {len(columns)} candidates in {spent:.1f} s")
    print(f"  {'':34} {'worst':>8} {'bound':>8} {'CPU s':>8} {'ratio':>7}")
    packing, spent = timed(lambda: pack(columns, pool.settings, count, KEY))
    if packing is None:
        bar("too few tickets", passed=False)
        return
    said("ours", packing.worst, packing.bound, spent, packing.worst)
    ways = [
        ("greedy", lambda: greedy_tickets(columns, pool.settings, count)),
        ("best of 200 draws", lambda: drawn_tickets(columns, pool.settings, count, 200)),
    ]
    if count <= BY_MODEL:
        problem = replace(problem_of(bank, blueprint, pool, tuple(pool.items)), needed=())
        ways.append(
            (f"item x ticket model, {LIMIT:.0f} s", lambda: ticket_model(problem, count, LIMIT))
        )
    for name, way in ways:
        found, rival = timed(way)
        said(name, found.value, found.bound, rival, packing.worst)
    if count == TICKETS[-1][0]:
        near = packing.worst <= max(1.02 * packing.bound, packing.bound + float(blueprint.epsilon))
        bar(f"{count} tickets in 5 s, near the bound: {spent:.1f} s", passed=spent <= 5 and near)


def real(shipped: Bank) -> None:
    """Every paper of the shipped bank."""
    spent, proved = [], True
    for blueprint in shipped.blueprints:
        if blueprint.kind is FormKind.TICKET:
            continue
        pool = pool_for(shipped, blueprint, SESSION)
        found, seconds = timed(lambda b=blueprint, p=pool: paper_pool(shipped, b, p, Exposure()))
        spent.append(seconds)
        proved = proved and found.proved
    print(
        f"shipped bank: {len(spent)} papers, {sum(spent):.1f} s CPU, the longest {max(spent):.2f} s"
    )
    bar("a plain paper in 2 s with its proof", passed=proved and max(spent) <= 2)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "bank"
        init(root)
        shipped = load_bank(root)
    real(shipped)
    for size in [int(size) for size in sys.argv[1:]] or SIZES:
        papers(shipped, size)
    if len(sys.argv) == 1:
        for count, size in TICKETS:
            tickets(shipped, count, size)


if __name__ == "__main__":
    main()
