"""The table of steps: when each is due, what it waits for, what proves it done."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.deadline import USUAL, Milestone
from pipeline.model.standing import Lot, Standing
from pipeline.timeline.steps import STEPS, State, complete, statuses

DAY, ZONE = "2026-09-15", "Europe/Paris"
BEFORE, AFTER = "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"
LOTS = {lot: f"{lot}-1" for lot in Lot}
PUBLISHED = Standing(session="s", manifest="m1", lots=LOTS, missing=4, owed=4)
OUT = replace(PUBLISHED, released={lot: LOTS[lot] for lot in Lot if lot is not Lot.RESULTS})
BACK = replace(OUT, missing=0, owed=0, marks="k1")
COMPARED = replace(BACK, reconciled="k1")
TABLED = replace(COMPARED, lifted=True, tabled="k1")
DECIDED = replace(TABLED, decided=3, again=1)
OVER = replace(DECIDED, released=LOTS, again=0, resit="s-rattrapage")


def states(standing, now=AFTER, deadlines=USUAL):
    """The state of each step at its last date, with its reason."""
    found = statuses(standing, deadlines, DAY, ZONE, now)
    return {s.step: (s.state.value, s.reason) if s.reason else s.state.value for s in found}


def open_steps(standing, now=AFTER):
    """What is to be done now, by whom."""
    found = statuses(standing, USUAL, DAY, ZONE, now)
    mine = [s for s in found if s.state in (State.DUE, State.PERSON)]
    return list(dict.fromkeys((s.step, s.reason) for s in mine))


@pytest.mark.parametrize(
    ("standing", "steps"),
    [
        (Standing(session="s"), [("generate", "")]),
        (PUBLISHED, [("summon", ""), ("release", ""), ("remind", ""), ("reconcile", "no_marks")]),
        (replace(PUBLISHED, lots={}), [("remind", ""), ("reconcile", "no_marks")]),
        (BACK, [("reconcile", "")]),
        (COMPARED, [("lift", "lift")]),
        (replace(COMPARED, cases=1), [("settle", "settle"), ("lift", "settle")]),
        (replace(COMPARED, refused=1), [("settle", "refused"), ("lift", "lift")]),
        (replace(COMPARED, missing=1, owed=0), [("remind", ""), ("lift", "lift_missing")]),
        (replace(COMPARED, arrived=1), [("collect", "")]),
        (replace(COMPARED, unlogged=True), [("collect", "")]),
        (replace(COMPARED, lifted=True), [("award", "")]),
        (TABLED, [("decide", "decide")]),
        (replace(TABLED, table=True), [("decide", "")]),
        (replace(TABLED, decided=2, undecided=1), [("decide", "decide")]),
        (replace(TABLED, decided=3, lots={**LOTS, Lot.RESULTS: ""}), [("decide", "decide")]),
        (replace(TABLED, marks="k2"), [("reconcile", "")]),
        (replace(TABLED, marks="k2", reconciled="k2"), [("award", "")]),
        (DECIDED, [("announce", ""), ("resit", "")]),
        (replace(DECIDED, again=0), [("announce", "")]),
        (replace(DECIDED, marks="k2"), [("reconcile", "")]),
        (OVER, []),
        (replace(OVER, deferred=1), [("replace", "replace")]),
        (
            replace(COMPARED, missing=1, unpaired=1, owed=0),
            [("remind", ""), ("lift", "conciliation")],
        ),
        (replace(OVER, lots={**LOTS, Lot.RESULTS: "r2"}), [("announce", "")]),
        (replace(OVER, manifest=""), [("generate", "")]),
    ],
)
def test_what_is_to_be_done_follows_from_the_records(standing, steps):
    assert open_steps(standing) == steps


def test_a_session_is_complete_when_nothing_is_left():
    assert complete(statuses(OVER, USUAL, DAY, ZONE, AFTER))
    assert complete(statuses(OVER, USUAL, DAY, ZONE, BEFORE))
    assert not complete(statuses(DECIDED, USUAL, DAY, ZONE, AFTER))


def test_nothing_is_due_before_its_date_and_what_is_done_is_done_at_any_date():
    assert set(states(Standing(session="s"), BEFORE).values()) <= {"later", "never"}
    assert states(PUBLISHED, BEFORE)["generate"] == "done"


def test_without_deadlines_nobody_follows():
    assert statuses(PUBLISHED, {}, DAY, ZONE, AFTER) == ()


@pytest.mark.parametrize(
    "never", [Milestone.SUMMON, Milestone.REMIND, Milestone.ANNOUNCE, Milestone.RESIT]
)
def test_what_a_session_does_not_want_stops_nothing(never):
    deadlines = {m: d for m, d in USUAL.items() if m is not never}
    kept = replace(OVER, released={}, reminded=(), resit="")
    steps = states(kept, AFTER, deadlines)
    assert steps["release"] == "due"
    names = {Milestone.SUMMON: "summon", Milestone.REMIND: "remind", Milestone.ANNOUNCE: "announce"}
    assert names.get(never, "resit") not in steps


def test_resits_are_opened_with_the_jury_when_no_results_are_announced():
    deadlines = {m: d for m, d in USUAL.items() if m is not Milestone.ANNOUNCE}
    found = statuses(DECIDED, deadlines, DAY, ZONE, "2026-10-06T05:00:00Z")
    assert [(s.step, s.state) for s in found if s.step == "resit"] == [("resit", State.DUE)]


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, ("person", "approve")),
        ({"approved": "m0"}, ("person", "approve_again")),
        ({"refused_by": "X"}, ("person", "approve_refused")),
        ({"approved": "m1"}, "done"),
        ({"released": LOTS}, "done"),
        ({"approval": False}, "never"),
        ({"approval": False, "refused_by": "X"}, ("person", "approve_refused")),
    ],
)
def test_papers_wait_for_whoever_has_to_agree(change, state):
    asked = replace(PUBLISHED, approval=True, **change) if "approval" not in change else None
    standing = asked or replace(PUBLISHED, **change)
    found = states(standing)
    assert found["approve"] == state
    waits = isinstance(state, tuple)
    assert (found["release"] == ("after", "approve")) is waits
    assert found["summon"] in ("due", "done")


def test_changed_registrations_stop_nothing_and_matter_until_papers_are_out():
    assert states(replace(PUBLISHED, changed=True))["publish"] == ("person", "changed")
    assert states(replace(PUBLISHED, changed=True))["release"] == "due"
    assert states(replace(OUT, changed=True))["publish"] == "never"


def test_settings_that_documents_print_are_told_like_registrations():
    assert states(replace(PUBLISHED, outdated=True))["publish"] == ("person", "outdated")
    assert states(replace(PUBLISHED, outdated=True, changed=True))["publish"][1] == "changed"
    assert states(replace(OUT, outdated=True))["publish"] == "never"


REMINDERS = ["2026-09-22T05:00:00Z", "2026-09-25T05:00:00Z", "2026-09-28T05:00:00Z"]


@pytest.mark.parametrize(
    ("change", "done"),
    [
        ({}, []),
        ({"reminded": (REMINDERS[1],)}, REMINDERS[:2]),
        ({"reminded": ("2026-09-25T23:59:59Z",)}, REMINDERS[:2]),
        ({"decided": 1}, REMINDERS),
        ({"missing": 0}, REMINDERS),
        ({"owed": 0, "asked": "2026-09-25T16:00:00Z"}, REMINDERS[:2]),
        ({"owed": 1, "asked": "2026-09-25T16:00:00Z"}, []),
        ({"owed": 0, "asked": REMINDERS[1]}, REMINDERS[:1]),
        ({"owed": 1, "handed": "2026-09-26T08:00:00Z"}, REMINDERS[:2]),
        ({"owed": 1, "handed": REMINDERS[1], "asked": REMINDERS[2]}, REMINDERS[:1]),
    ],
)
def test_each_date_of_reminders_is_kept_once(change, done):
    found = statuses(replace(OUT, **change), USUAL, DAY, ZONE, AFTER)
    assert [s.due for s in found if s.step == "remind" and s.state is State.DONE] == done


def test_every_step_waits_only_for_steps_above_it():
    names = [step.name for step in STEPS]
    assert len(set(names)) == len(names)
    for number, step in enumerate(STEPS):
        assert set(step.after) <= set(names[:number])


texts = st.sampled_from(["", "k1", "k2"])
standings = st.builds(
    Standing,
    session=st.just("s"),
    approval=st.booleans(),
    manifest=st.sampled_from(["", "m1"]),
    approved=st.sampled_from(["", "m1", "m0"]),
    changed=st.booleans(),
    outdated=st.booleans(),
    lots=st.dictionaries(st.sampled_from(list(Lot)), texts),
    released=st.dictionaries(st.sampled_from(list(Lot)), texts),
    arrived=st.integers(0, 2),
    missing=st.integers(0, 2),
    owed=st.integers(0, 2),
    handed=st.sampled_from(["", "2026-09-15T04:00:00Z", "2026-09-25T05:00:00Z"]),
    asked=st.sampled_from(["", "2026-09-25T16:00:00Z"]),
    cases=st.integers(0, 1),
    refused=st.integers(0, 1),
    marks=texts,
    reconciled=texts,
    lifted=st.booleans(),
    tabled=texts,
    table=st.booleans(),
    decided=st.integers(0, 2),
    undecided=st.integers(0, 2),
    again=st.integers(0, 1),
    unpaired=st.integers(0, 1),
    deferred=st.integers(0, 1),
    resit=texts,
)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(standings)
def test_past_all_dates_a_session_is_complete_or_somebody_has_something_to_do(standing):
    found = statuses(standing, USUAL, DAY, ZONE, AFTER)
    assert complete(found) or open_steps(standing)
    assert all(s.state is not State.LATER for s in found)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(standings, st.sampled_from([BEFORE, "2026-09-20T12:00:00Z", "2026-10-08T00:00:00Z"]))
def test_time_alone_undoes_nothing(standing, now):
    early = statuses(standing, USUAL, DAY, ZONE, now)
    late = statuses(standing, USUAL, DAY, ZONE, AFTER)
    for before, after in zip(early, late, strict=True):
        assert before.state in (State.LATER, after.state)
