"""A run that dies at any of its writes: old state or new state, and the next run ends where it would have ended."""

from random import Random

import pytest

#: How many of the write points of each command are tried: all those of small commands, more where more can go wrong.
TRIED = {
    "open": 12,
    "assemble": 12,
    "publish": 8,
    "approve": 6,
    "release": 12,
    "collect": 12,
    "reconcile": 12,
    "lift": 10,
    "award": 12,
    "decide": 14,
    "resit": 14,
    "run: produce and summon": 6,
    "run: release and collect": 8,
    "run: compare": 10,
    "run: decide and announce": 12,
}


@pytest.mark.parametrize("name", TRIED)
def test_a_run_killed_at_any_write_leaves_old_or_new_and_the_next_one_converges(scene, name):
    killed = scene(name)
    points = killed.points()
    # What fsync comes to is only seen when the power goes: its points are those of the write that follows.
    moments = [n for n, point in enumerate(points) if point.kind != "fsync"]
    for at in sample(moments, TRIED[name], name):
        assert killed.killed(at)
        place = f"{name}, point {at} of {len(points)}: {points[at]}"
        assert killed.between() == [], place
        killed.readable()
        killed.act()
        now = killed.found()
        assert [
            n for n in now.keys() | killed.after.keys() if now.get(n) != killed.after.get(n)
        ] == [], place


def sample(moments, count, name):
    """Some of them in order: the first, the last, and others drawn from a fixed stream."""
    ends = [moments[0], moments[-1]]
    others = Random(name).sample(moments[1:-1], min(count - 2, len(moments) - 2))  # noqa: S311
    return sorted({*ends, *others})
