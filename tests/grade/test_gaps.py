"""Who marks again: the rules choose, never somebody in conflict, never twice, never somebody else."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.draw import rank
from pipeline.grade.gaps import Asked, Panel, Refusal, Refused, ask, identity
from pipeline.model.gridplan import GridIdentity

ABLE = ("E1", "E2", "E3", "E4", "E5")


def panel(**changes):
    fields = {
        "session": "2026-06",
        "able": {"CAS": ABLE},
        "forbidden": {},
        "load": {},
        "names": {a: f"Camille Exemple {a}" for a in ABLE},
        "and_word": " et ",
        "key": b"k" * 32,
    }
    return Panel(**{**fields, **changes})


@pytest.fixture
def beyond(marked):
    return marked.copy(0, 4)


def test_the_least_loaded_of_those_who_may_is_asked(marked, beyond):
    load = {"E1": 0, "E2": 0, "E3": 3, "E4": 2, "E5": 3}
    expected = marked.gap(assessor="E4", points=Decimal(20), rows=marked.keys)
    asked = ask([beyond], marked.policy.double, panel(load=load))
    assert asked == Asked(gaps=(expected,), refused=())
    assert identity(expected, "2026-06") == GridIdentity(
        session="2026-06",
        form="CAS-A",
        anonymous="AA11",
        assessor="E4",
        assessor_name="Camille Exemple E4",
        marking=3,
        markings=3,
    )
    assert identity(expected, "2026-06").id == expected.grid


def test_between_equals_the_draw_decides(marked, beyond):
    asked = ask([beyond], marked.policy.double, panel())
    drawn = min(("E3", "E4", "E5"), key=lambda a: rank(b"k" * 32, f"CAS/AA11/{a}"))
    assert asked.gaps[0].assessor == drawn


def test_what_is_asked_of_one_counts_for_the_next(marked):
    found = [marked.copy(0, 4, copy=f"AA{n}") for n in range(30)]
    gaps = ask(found, marked.policy.double, panel()).gaps
    assert sorted(sum(g.assessor == a for g in gaps) for a in ("E3", "E4", "E5")) == [10, 10, 10]


@settings(deadline=None, max_examples=60)
@given(
    linked=st.frozensets(st.sampled_from(ABLE)),
    able=st.lists(st.sampled_from(ABLE), unique=True),
    load=st.dictionaries(st.sampled_from(ABLE), st.integers(0, 9)),
)
def test_nobody_in_conflict_is_ever_asked(marked, linked, able, load):
    copy = marked.copy(0, 4)
    rules = panel(able={"CAS": tuple(able)}, forbidden={("CAS", "AA11"): linked}, load=load)
    asked = ask([copy], marked.policy.double, rules)
    free = set(able) - linked - {"E1", "E2"}
    if not free:
        reason = Refused(
            exam="CAS",
            copy="AA11",
            refusal=Refusal.NOBODY,
            able=len(able),
            linked=len((set(able) & linked) - {"E1", "E2"}),
        )
        assert asked == Asked(gaps=(), refused=(reason,))
        return
    (gap,) = asked.gaps
    assert gap.assessor in free
    assert load.get(gap.assessor, 0) == min(load.get(a, 0) for a in free)


def test_a_link_with_another_copy_forbids_nothing(marked, beyond):
    forbidden = {("CAS", "BB22"): frozenset(("E3",)), ("ORAL", "AA11"): frozenset(("E3",))}
    rules = panel(able={"CAS": ("E1", "E2", "E3")}, forbidden=forbidden)
    assert ask([beyond], marked.policy.double, rules).gaps[0].assessor == "E3"


def test_what_was_asked_is_never_asked_again(marked, beyond):
    asked = replace(beyond, gaps=(marked.gap(assessor="E5"),))
    assert ask([asked], marked.policy.double, panel()) == Asked(gaps=(), refused=())


def test_within_the_rule_or_half_marked_nothing_is_asked(marked):
    found = [marked.copy(3, 3), marked.copy(3, [4, None, None], copy="BB22"), marked.copy(3)]
    assert ask(found, marked.policy.double, panel()) == Asked(gaps=(), refused=())


def test_the_rules_may_send_gaps_to_a_conciliation_of_the_two(marked, beyond):
    rules = marked.rules(beyond="conciliation").double
    (gap,) = ask([beyond], rules, panel()).gaps
    assert (gap.assessor, gap.assessor_name, gap.marking) == (
        "E1+E2",
        "Camille Exemple E1 et Camille Exemple E2",
        4,
    )
    assert gap.grid == "2026-06/CAS-A/AA11/E1+E2/4"


def test_a_conciliation_may_be_asked_for_a_gap_even_after_a_third_grid_went_out(marked, beyond):
    waiting = replace(beyond, gaps=(marked.gap(),))
    for copy in (beyond, waiting):
        (gap,) = ask([copy], marked.policy.double, panel(), ("AA11",)).gaps
        assert gap.marking == 4
    settled = replace(beyond, gaps=(marked.gap(4, assessor="E1+E2"),))
    assert ask([settled], marked.policy.double, panel(), ("AA11",)) == Asked(gaps=(), refused=())


def test_a_conciliation_may_settle_a_contradiction(marked):
    copy = marked.copy(marked.marking(None, state="ABI"), 3)
    (gap,) = ask([copy], marked.policy.double, panel(names={}), ("AA11",)).gaps
    assert (gap.points, gap.rows, gap.marking) == (0, (), 4)
    assert gap.assessor_name == "Camille Exemple E1 et Camille Exemple E2"


@pytest.mark.parametrize(
    ("found", "changes", "refusal"),
    [
        ((3, 3), {}, Refusal.NO_GAP),
        ((3,), {}, Refusal.ONE_MARKER),
        ((0, 4), {"by_table": True}, Refusal.BY_TABLE),
    ],
)
def test_a_conciliation_that_nothing_calls_for_is_refused_with_its_reason(
    marked, found, changes, refusal
):
    asked = ask([marked.copy(*found, **changes)], marked.policy.double, panel(), ("AA11",))
    assert asked.refused == (Refused(exam="CAS", copy="AA11", refusal=refusal),)


def test_an_unknown_copy_is_told_once(marked):
    asked = ask([marked.copy(3, 3)], marked.policy.double, panel(), ("ZZ99", "ZZ99"))
    assert asked.refused == (Refused(exam="", copy="ZZ99", refusal=Refusal.UNKNOWN),)
