"""A run that dies at any of its writes: old state or new state, and the next run ends where it would have ended."""

import os
import secrets
from random import Random

import pytest

#: How many of the write points of each command are tried: a sample, so that the folder takes about a minute.
TRIED = {
    "open": 8,
    "assemble": 8,
    "publish": 4,
    "approve": 4,
    "release": 8,
    "collect": 8,
    "reconcile": 8,
    "lift": 6,
    "award": 7,
    "decide": 6,
    "resit": 7,
    "run: produce and summon": 3,
    "run: release and collect": 4,
    "run: compare": 5,
    "run: decide and announce": 5,
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


def test_a_secret_that_was_kept_is_never_drawn_again(scene, monkeypatch):
    killed = scene("open")
    moments = range(len(killed.points()))
    monkeypatch.setattr(secrets, "token_bytes", os.urandom)
    for at in moments[4::4]:
        assert killed.killed(at)
        secret = killed.folder.secret
        before = secret.read_bytes() if secret.exists() else None
        killed.act()
        assert before in (None, secret.read_bytes()), at
