"""What is exposed before a session and after it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.certify_exposure import exposures, totals, used_by
from pipeline.model.certificate import Exposed, Exposure, ExposureTotal
from pipeline.model.inventory import SessionUse

NAMES = ("A1", "B1", "C1")


@pytest.fixture(scope="module")
def world(make):
    """Three scenarios of two questions, three countries."""
    items = [make.item(f"T{n}", {"C1": 5, "C2": 5}) for n in (1, 2)]
    scenarios = [make.scenario(name, items) for name in NAMES]
    return make.bank(scenarios, [make.blueprint()], dict.fromkeys(NAMES, ("P00", "P01", "P02")))


@pytest.fixture(scope="module")
def deal(make, world):
    """``deal("A1/T1", "B1/T2")``: a paper of each question, in country P00, P01…"""
    return lambda *items: [
        make.form(world, world.blueprints[0], [item], number=n, place=(f"P{n % 3:02d}", "A"))
        for n, item in enumerate(items)
    ]


def use(session, items=(), scenarios=(), countries=()):
    return SessionUse(
        session=session,
        items=frozenset(items),
        scenarios=frozenset(scenarios),
        countries=frozenset(countries),
    )


def test_what_a_session_uses_is_told_the_most_exposed_first(deal):
    before = [use("2025-06", scenarios=("B1",)), use("2025-11", ("A1/T1",), ("B1", "C1"), ("P00",))]
    found = exposures(deal("A1/T1", "A1/T2", "B1/T1"), before)
    told = [e for e in found if e.kind is Exposed.SCENARIO]
    values = {"kind": Exposed.SCENARIO}
    assert told == [
        Exposure(id="B1", name="Dossier B1", before=2, last="2025-11", forms=1, **values),
        Exposure(id="A1", name="Dossier A1", before=0, last="", forms=2, **values),
    ]
    assert [(e.id, e.before, e.after) for e in found if e.kind is Exposed.ITEM] == [
        ("A1/T1", 1, 2),
        ("A1/T2", 0, 1),
        ("B1/T1", 0, 1),
    ]
    assert [(e.id, e.last) for e in found if e.kind is Exposed.COUNTRY] == [
        ("P00", "2025-11"),
        ("P01", ""),
        ("P02", ""),
    ]


def test_what_earlier_sessions_used_and_the_bank_no_longer_has_still_counts(world, deal):
    found = totals(world, deal("A1/T1"), [use("2025-06", scenarios=("OLD", "A1"))])
    assert found[0] == ExposureTotal(kind=Exposed.SCENARIO, offered=4, before=2, after=2)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    st.lists(st.sampled_from([f"{n}/T{k}" for n in NAMES for k in (1, 2)]), min_size=1, max_size=8),
    st.lists(st.sets(st.sampled_from(NAMES)), max_size=4),
)
def test_exposures_add_up(world, deal, items, earlier):
    forms = deal(*items)
    before = [use(f"20{n:02d}", scenarios=names) for n, names in enumerate(earlier)]
    lines = exposures(forms, before)
    for kind, own in used_by(forms).items():
        told = [e for e in lines if e.kind is kind]
        assert {e.id: e.forms for e in told} == own
        assert sum(e.after - e.before for e in told) == len(own)
    scenarios = [e for e in lines if e.kind is Exposed.SCENARIO]
    assert sum(e.forms for e in scenarios) == sum(len(f.dossiers) for f in forms)
    total = totals(world, forms, before)[0]
    assert total.after - total.before == sum(not e.before for e in scenarios)
    assert total.after <= total.offered
