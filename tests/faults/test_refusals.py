"""A disk that refuses (full, read-only, a file held elsewhere, a failing flush): a sentence, and old state."""

from random import Random

import pytest

from pipeline.diagnostics import EpreuveError

COMMANDS = (
    *("open", "assemble", "publish", "approve", "release", "collect", "reconcile", "lift"),
    *("award", "decide", "resit"),
)
RUNS = ("run: compare", "run: decide and announce")
SLOW = ("publish", "award", "decide", "resit")
SAYS = {
    "NO_ROOM": ("le disque est plein", "disk is full"),
    "READ_ONLY": ("le disque est en lecture seule", "readonly database"),
    "HELD_OPEN": ("l'accès est refusé, ou le fichier est ouvert ailleurs",),
    "BROKEN_DISK": ("le disque a une panne", "disk I/O error"),
}


def moments(points, kinds, count, name):
    """Some points of these kinds, drawn from a fixed stream, among them the last."""
    found = [n for n, point in enumerate(points) if point.kind in kinds]
    some = Random(name).sample(found[:-1], min(count - 1, len(found) - 1))  # noqa: S311
    return sorted({*some, *found[-1:]})


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("fault", SAYS)
def test_what_the_system_refuses_is_a_sentence_and_the_next_run_converges(
    scene, faults, name, fault
):
    refused = scene(name)
    points = refused.points()
    number, kinds = getattr(faults, fault)
    for at in moments(points, kinds, 1 if name in SLOW else 2, f"{name}/{fault}"):
        error, hits = refused.refused((number, kinds), at)
        place = f"{name}, {fault}, point {at} of {len(points)}: {points[at]}"
        assert hits, place
        if error is None:  # a courtesy that was refused: everything else is done
            assert refused.found() == refused.after, place
            continue
        assert error.exit_code == 1, place
        assert any(reason in error.message for reason in SAYS[fault]), (place, error.message)
        assert error.hint, place
        assert refused.between() == [], place
        refused.readable()
    refused.act()
    assert refused.found() == refused.after


@pytest.mark.parametrize("name", ["publish", "decide", "resit"])
def test_one_moment_without_room_changes_nothing_of_what_follows(scene, faults, name):
    refused = scene(name)
    points = refused.points()
    (at, *_) = moments(points, faults.NO_ROOM[1], 2, name)
    refused.refused(faults.NO_ROOM, at, lasting=False)
    refused.act()
    assert refused.found() == refused.after


@pytest.mark.parametrize("name", RUNS)
@pytest.mark.parametrize("fault", SAYS)
def test_a_scheduled_run_survives_what_the_system_refuses_and_the_next_one_converges(
    scene, faults, name, fault
):
    refused = scene(name)
    points = refused.points()
    number, kinds = getattr(faults, fault)
    for at in moments(points, kinds, 2, f"{name}/{fault}")[:-1]:
        refused.reset()
        with faults.struck(refused.root, faults.Fail(at=at, fault=(number, kinds))):
            try:
                code = refused.act().exit_code
            except EpreuveError as error:  # the lock of the workspace cannot be written
                code = error.exit_code
        place = f"{name}, {fault}, point {at} of {len(points)}: {points[at]}"
        assert code in (0, 1), place
        assert refused.between() == [], place
        refused.act()
        assert refused.found() == refused.after, place
