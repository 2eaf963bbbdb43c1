"""The rules computed a second time, from their text alone, over thousands of small random sessions.

Nothing of ``pipeline.award`` is used on this side: plain fractions, dictionaries, and the words of ``regles.yaml``.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import pytest

from pipeline.award.proposals import propose, with_jury_points

ROUNDS, SESSIONS = 10, 250
EXAMS = (
    ("B1-CC", "C1 C2", "1"),
    ("B1-CC2", "C2 C3", "2"),
    ("B1-EF", "C1 C2 C3 C4", "2"),
    ("B1-OR", "C4", "1"),
    ("B2-EF", "C9 C10", "1"),
    ("B3-CC", "C13", "1"),
    ("B3-EF", "C13 C14 C15", "3"),
    ("S1-CC", "CO1.1 CO1.2", "1"),
    ("S1-EF", "CO1.2 CO1.3", "0"),
    ("S2-EF", "CO2.1", "1"),
)
STATES = ("ABJ", "ABI", "DEF", "NE", "DISP")
WORTH = {0: 0, 1: 4, 2: 8, 3: 14, 4: 20}
WORDS = (
    "attribution_complete",
    "attribution_partielle",
    "ajournement_rattrapage",
    "non_attribution",
)


@dataclass
class Sat:
    """What a candidate did at an exam: levels by marking, or a state."""

    markings: list[dict[str, int]] = field(default_factory=list)
    state: str = ""


def at_random(stream, world):
    """Rules, exams, and one candidate."""
    pick = stream.pick
    policy = world.changed(
        world.rules,
        marks__step=pick((Decimal("0.01"), Decimal("0.01"), Decimal("0.5"))),
        marks__half_up=pick((True, True, False)),
        marks__threshold=Decimal(pick((3, 3, 2))),
        marks__acquired_weight=Decimal(pick((50, 50, 34, 100))),
        block__threshold=Decimal(pick((10, 10, 8))),
        block__compensation=pick((True, True, False)),
        block__floor=pick((Decimal(7), Decimal(7), None)),
        block__exam_minimum=pick((Decimal(10), Decimal(12), None)),
        block__exam_eliminating=pick((None, None, Decimal(6))),
        block__continuous_share=Decimal(pick((40, 40, 0, 100))),
        block__acquired_share=pick((Decimal(75), Decimal(50), None)),
        block__blocking_codes=stream.some(("C1", "C13", "C9"), 10),
        path__block_compensation=pick((False, False, True)),
        path__all_blocks=pick((False, False, False, True)),
        double__kept=pick(("moyenne", "plus_favorable")),
        double__kept_of_three=pick(("mediane", "moyenne", "troisieme")),
        honours__active=pick((True, False)),
        resit__sessions=pick((0, 1, 2)),
        resit__deferred_states=pick((("ABJ",), (), ("ABJ", "ABI"))),
    )
    policy = world.changed(policy, block__final_share=100 - policy.block.continuous_share)
    exams = tuple(world.exam(*e) for e in EXAMS if stream.below(10))
    able = pick((1, 2, 3, 3, 4))
    sat = {e.id: a_sitting(stream, world.grid(e), able) for e in exams if stream.below(60)}
    return policy, exams, sat


def a_sitting(stream, grid, able):
    if stream.below(100) < 4:
        return Sat(state=stream.pick(STATES))
    keys = [row.key for section in grid.sections for row in section.rows]
    return Sat(
        markings=[
            {key: min(4, max(0, able + stream.pick((-1, 0, 0, 0, 1)))) for key in keys}
            for _ in range(stream.pick((1, 2, 2, 3)))
        ]
    )


def graded(world, policy, exam, sat):
    """The score that the program makes of a sitting."""
    if sat.state:
        return world.state(exam.id, sat.state)
    given = [world.marking(exam, levels, n) for n, levels in enumerate(sat.markings, 1)]
    return world.graded(world.grid(exam), given, policy, {})


# The second computation.


def to_step(value, policy):
    """One rounding, at the end."""
    step = Fraction(policy.marks.step)
    low = (value / step).numerator // (value / step).denominator
    rest = value / step - low
    up = rest > Fraction(1, 2) or (
        rest == Fraction(1, 2) and (policy.marks.half_up or low % 2 == 1)
    )
    return (low + up) * step


def middle(values):
    return sorted(values)[1]


def mean(values):
    return sum(values, Fraction(0)) / len(values)


def together(policy, count):
    """How as many markings are made one: a name, and what to do with the values of one row."""
    if count == 1:
        return "moyenne", mean
    name = policy.double.kept if count == 2 else policy.double.kept_of_three
    return name, {
        "moyenne": mean,
        "plus_favorable": max,
        "mediane": middle,
        "troisieme": lambda v: v[-1],
    }[name]


def an_exam(grid, sat, policy):
    """The mark of an exam, and the levels, the worths and the weights of its rows by code."""
    name, one = together(policy, len(sat.markings))
    rows = {
        section.code: [
            (
                row.key,
                Fraction(row.weight),
                Fraction(one([Fraction(m[row.key]) for m in sat.markings])),
                Fraction(one([Fraction(WORTH[m[row.key]]) for m in sat.markings])),
            )
            for row in section.rows
        ]
        for section in grid.sections
    }
    points = {s.code: Fraction(s.points) for s in grid.sections}

    def mark_of(worth):
        by_code = {
            s.code: sum(Fraction(r.weight) * worth(r.key) for r in s.rows)
            / sum(Fraction(r.weight) for r in s.rows)
            for s in grid.sections
        }
        return sum(points[c] * by_code[c] for c in points) / sum(points.values())

    kept = {key: worth for found in rows.values() for key, _, _, worth in found}
    mark = mark_of(kept.__getitem__)
    if name == "plus_favorable":
        mark = max(mark_of(lambda k, m=m: Fraction(WORTH[m[k]])) for m in sat.markings)
    return mark, points, rows


def weights_of(exams, policy):
    shares = {
        "controle_continu": policy.block.continuous_share,
        "fin_formation": policy.block.final_share,
    }
    here = sorted({e.phase.value for e in exams})
    total = sum(Fraction(shares[p]) for p in here)
    found = {}
    for e in exams:
        phase = e.phase.value
        share = Fraction(shares[phase]) / total if total else Fraction(1, len(here))
        peers = [x for x in exams if x.phase is e.phase]
        sum_of = sum(Fraction(x.coefficient) for x in peers)
        inside = Fraction(e.coefficient) / sum_of if sum_of else Fraction(1, len(peers))
        found[e.id] = share * inside
    return found


def codes_of(codes, weights, computed, policy):
    """Marks and acquisition of the codes over the exams of a block."""
    found = {}
    for code in codes:
        seen = [
            (weight * computed[exam][1][code] / sum(computed[exam][1].values()), rows[code])
            for exam, weight in weights.items()
            if exam in computed and code in (rows := computed[exam][2])
        ]
        seen = [(share, rows) for share, rows in seen if share]
        if seen:
            found[code] = a_code(seen, policy)
    return found


def a_code(seen, policy):
    """The mark of a code and whether it is acquired, by its weight and its rows in each exam."""
    total = sum(s for s, _ in seen)
    mark = sum(
        s * sum(w * worth for _, w, _, worth in rows) / sum(w for _, w, _, _ in rows)
        for s, rows in seen
    )
    by_key = {}
    for s, rows in seen:
        for key, w, level, _ in rows:
            by_key.setdefault(key, []).append((s, w, level))
    weight = {key: entries[0][1] for key, entries in by_key.items()}
    level = {
        key: sum(s * x for s, _, x in entries) / sum(s for s, _, _ in entries)
        for key, entries in by_key.items()
    }
    got = sum(weight[key] for key in level if level[key] >= Fraction(policy.marks.threshold))
    share = Fraction(policy.marks.acquired_weight) / 100
    return to_step(mark / total, policy), Fraction(got) / sum(weight.values()) >= share


def a_block(world, policy, exams, codes, sat, points):
    """Status, mark and codes of a block not won before; ``threshold_only`` when nothing else fails."""
    if not exams:
        return {"status": "non_valide", "mark": None, "codes": {}}
    counted = [e for e in exams if e.id not in sat or sat[e.id].state != "DISP"]
    computed = {
        e.id: an_exam(world.grid(e), sat[e.id], policy)
        for e in counted
        if e.id in sat and not sat[e.id].state
    }
    weights = weights_of(counted, policy)
    found = codes_of(codes, weights, computed, policy)
    without = [sat[e.id].state if e.id in sat else "" for e in counted if e.id not in computed]
    if without or not counted:
        later = ("", "NE", *policy.resit.deferred_states)
        waits = not counted or any(state in later for state in without)
        status = "en_attente" if waits else "non_valide"
        return {"status": status, "mark": None, "codes": found}
    mark = to_step(sum(w * computed[e][0] for e, w in weights.items()), policy)
    mark = min(Fraction(20), mark + points)
    lowest = min(to_step(m, policy) for m, _, _ in computed.values())
    rules = policy.block
    others = []
    if rules.compensation:
        others.append(rules.floor is None or lowest >= rules.floor)
    elif len(exams) > 1:
        others.append(rules.exam_minimum is None or lowest >= rules.exam_minimum)
    others.append(rules.exam_eliminating is None or lowest >= rules.exam_eliminating)
    acquired = [c for c, (_, ok) in found.items() if ok]
    share = rules.acquired_share
    others.append(share is None or (found and Fraction(len(acquired), len(found)) * 100 >= share))
    others.append(all(c in acquired for c in rules.blocking_codes if c in codes))
    alone = len(exams) > 1 or rules.exam_minimum is None or mark >= rules.exam_minimum
    right = all(others) and alone
    valid = right and mark >= rules.threshold
    status = "valide" if valid else "non_valide"
    return {"status": status, "mark": mark, "codes": found, "threshold_only": right}


def decide(policy, path, blocks, attempts):
    required = [blocks[b] for b in path]
    if any(b["status"] == "en_attente" for b in required):
        return ""
    failed = [b for b in required if b["status"] == "non_valide"]
    marks = [b["mark"] for b in required if b["mark"] is not None]
    able = policy.path.block_compensation and all(b.get("threshold_only") for b in failed)
    if failed and able and to_step(mean(marks), policy) >= policy.block.threshold:
        for b in failed:
            b["status"] = "valide"
        failed = []
    if not failed:
        return WORDS[0]
    if any(b["status"] in ("valide", "acquis") for b in blocks.values()):
        return WORDS[1]
    return WORDS[2] if attempts < policy.resit.sessions else WORDS[3]


def honours_of(policy, path, blocks, attempts):
    marks = [blocks[b]["mark"] for b in path]
    if not policy.honours.active or attempts or None in marks:
        return ""
    found = to_step(mean(marks), policy)
    names = [(18, "felicitations"), (16, "tres_bien"), (14, "bien"), (12, "assez_bien")]
    return next((name for least, name in names if found >= least), "")


def twice(world, stream):
    """One session by the program and by this file."""
    policy, exams, sat = at_random(stream, world)
    won = stream.some(("B1", "B2", "S2"), 10)
    attempts = stream.pick((0, 0, 1))
    basis = world.basis(policy, exams)
    scores = {e.id: graded(world, policy, e, sat[e.id]) for e in exams if e.id in sat}
    program = propose(basis, "N1", "S1", scores, won, attempts)
    marked = [b.block for b in program.blocks if b.mark is not None]
    points = {b: stream.pick((Decimal(0), Decimal("0.5"))) for b in marked if stream.below(8) == 0}
    program = with_jury_points(basis, program, points, attempts)
    path = list(world.blocks) if policy.path.all_blocks else ["B1", "B2", "B3", "S1"]
    seen = {e.block for e in exams if e.id in sat}
    blocks = {}
    for block, codes in world.blocks.items():
        if block in won:
            blocks[block] = {"status": "acquis", "mark": None, "codes": {}}
        elif block in path or block in seen:
            here = [e for e in exams if e.block == block]
            extra = Fraction(points.get(block, 0))
            blocks[block] = a_block(world, policy, here, codes.split(), sat, extra)
    word = decide(policy, path, blocks, attempts)
    second = {
        "decision": word,
        "honours": honours_of(policy, path, blocks, attempts) if word == WORDS[0] else "",
        "blocks": {b: (v["status"], v["mark"], v["codes"]) for b, v in blocks.items()},
    }
    first = {
        "decision": program.decision,
        "honours": program.honours,
        "blocks": {
            b.block: (
                b.status.value,
                b.mark if b.mark is None else Fraction(b.mark),
                {c.code: (Fraction(c.mark), c.acquired) for c in b.codes},
            )
            for b in program.blocks
        },
    }
    return first, second


@pytest.mark.parametrize("part", range(ROUNDS))
def test_blocks_codes_and_proposals_are_those_of_a_second_computation(world, part):
    stream = world.stream(f"independent/{part}")
    met = set()
    for _ in range(SESSIONS):
        first, second = twice(world, stream)
        assert first == second
        met.add(first["decision"])
    assert met == {"", *WORDS}
