from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.codes import Code
from pipeline.diagnostics import ContentError, Source
from pipeline.model.blueprint import FormKind, Phase
from pipeline.model.choices import Choices, Lock
from pipeline.model.form import Certificate, Dossier, Form, FormRole
from pipeline.model.item import Modality
from pipeline.model.referential import BlockId
from pipeline.model.scenario import Role
from pipeline.model.session import Dispatch
from pipeline.rules import session as rules
from pipeline.store.codec import dump
from pipeline.store.files import write_file
from pipeline.store.folder import DEMONSTRATION, SessionFolder
from pipeline.store.records import (
    read_choices,
    read_dispatch,
    read_forms,
    write_forms,
    write_record,
)
from pipeline.store.uses import WEIGHTS, earlier_uses, session_uses

CERTIFICATE = Certificate(
    balances=(),
    minutes_asked=(130, 165),
    minutes_reached=150,
    difficulty_asked=Decimal("3.4"),
    difficulty_tolerance=Decimal("0.4"),
    difficulty_reached=Decimal(3),
    documents=4,
    skills=(),
    skill_distance=Decimal(0),
    deviation=Decimal(0),
    bound=Decimal(0),
    gap=Decimal(0),
    proved=True,
    alternatives=1,
    notes=(),
)


def dossier(scenario, iso3):
    return Dossier(
        scenario=scenario,
        version="1",
        title="t",
        family="GEO",
        iso3=iso3,
        number_set="A",
        country_name="Mali",
        country_in="au Mali",
        fictional_country=False,
        role=Role(position="", organisation="", authority="", mandate="", limits=""),
        situation="",
        actors=(),
        chronology=(),
        exhibits=(),
        constraints=(),
        injects=(),
        facts=(),
        mention="",
    )


def form(number, *dossiers):
    return Form(
        id=f"F{number}",
        session="s",
        blueprint="B1-ECRIT",
        title="t",
        kind=FormKind.PAPER,
        phase=Phase.FINAL,
        format="ef",
        modality=Modality.WRITTEN,
        role=FormRole.MAIN,
        number=number,
        block=BlockId("B1"),
        minutes=180,
        reading=15,
        preparation=0,
        talk=0,
        points=100,
        coefficient=Decimal(2),
        materials="",
        instructions=(),
        soft_skills=(),
        dossiers=dossiers,
        questions=(),
        certificate=CERTIFICATE,
    )


@pytest.fixture
def session(folder):
    """``session(name, *forms)``: a session of the workspace with its forms written."""

    def make(name, *forms):
        new = SessionFolder(root=folder.root, name=name)
        new.path.mkdir(exist_ok=True)
        new.settings.write_bytes(b"")
        if forms:
            write_forms(new, forms)
        return new

    return make


def test_forms_are_read_back(folder):
    forms = (form(1, dossier("S1", "MLI")), form(2))
    data = write_forms(folder, forms)
    assert folder.forms.read_bytes() == data
    assert read_forms(folder) == forms


def test_a_dispatch_is_read_back(folder):
    dispatch = Dispatch(session="s", placements=())
    write_file(folder.dispatch, dump(dispatch))
    assert read_dispatch(folder) == dispatch


def test_a_session_without_forms_says_what_to_do(folder):
    with pytest.raises(ContentError) as caught:
        read_forms(folder)
    assert caught.value.hint == rules.NOT_ASSEMBLED_HINT.format(session="2026-06")


@pytest.mark.parametrize("damage", ["cut", "empty", "folder"])
def test_a_damaged_record_is_named_with_its_path(folder, damage):
    data = write_forms(folder, (form(1),))
    folder.forms.unlink()
    if damage == "folder":
        folder.forms.mkdir()
    else:
        folder.forms.write_bytes(data[: len(data) // 2] if damage == "cut" else b"")
    with pytest.raises(ContentError) as caught:
        read_forms(folder)
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.source) == ("SES-040", Source(path="output/2026-06/forms.json"))
    assert caught.value.message.startswith("output/2026-06/forms.json : ")


def test_a_missing_dispatch_is_named(folder):
    with pytest.raises(ContentError, match=r"dispatch\.json : .*n'existe pas"):
        read_dispatch(folder)


def test_earlier_uses_count_once_a_session(folder, session):
    session(
        "2025-01",
        form(1, dossier("S1", "MLI"), dossier("S2", "MLI")),
        form(2, dossier("S1", "PHL")),
    )
    session("2025-06", form(1, dossier("S1", "MLI")))
    session("2025-07")
    session("2026-06", form(1, dossier("S9", "FRA")))
    session(DEMONSTRATION, form(1, dossier("S9", "FRA")))
    uses = earlier_uses(folder.root, "2026-06")
    weight = WEIGHTS[form(1).role]
    assert uses.scenarios == {"S1": 2 * weight, "S2": weight}
    assert uses.countries == {"MLI": 2 * weight, "PHL": weight}
    assert sum(uses.settings.values()) == 4 * weight


def test_a_main_paper_weighs_more_than_a_spare_and_a_spare_more_than_a_ticket(folder, session):
    main = replace(form(1, dossier("S1", "MLI")), role=FormRole.MAIN)
    spare = replace(form(2, dossier("S1", "PHL")), role=FormRole.SPARE)
    ticket = replace(form(3, dossier("S2", "PHL")), role=FormRole.TICKET)
    session("2025-01", main, spare, ticket)
    uses = earlier_uses(folder.root, "2026-06")
    assert uses.scenarios == {"S1": 4, "S2": 1}
    assert uses.countries == {"MLI": 4, "PHL": 2}


def test_the_scenarios_of_main_papers_are_told_by_how_near_their_sessions_are(folder, session):
    def main(number, scenario):
        return replace(form(number, dossier(scenario, "MLI")), role=FormRole.MAIN)

    spare = replace(form(2, dossier("S8", "PHL")), role=FormRole.SPARE)
    session("2025-01", main(1, "S1"), spare)
    session("2025-06", main(1, "S2"))
    session("2026-06", main(1, "S9"))
    session("2026-09", main(1, "S3"))
    session("2027-01", main(1, "S4"))
    session("2027-06", main(1, "S5"))
    uses = earlier_uses(folder.root, "2026-06")
    assert uses.near == ({"S2", "S3"}, {"S1", "S4"}, {"S5"})
    assert earlier_uses(folder.root, "2020-01").near[0] == {"S1"}
    assert earlier_uses(folder.root, DEMONSTRATION).near == ()


def test_nothing_counts_for_the_demonstration(folder, session):
    session("2025-01", form(1, dossier("S1", "MLI")))
    assert earlier_uses(folder.root, DEMONSTRATION).scenarios == {}


def test_every_session_says_what_it_has_set(folder, session):
    session("2025-06", form(1, dossier("S2", "PHL")))
    session("2025-01", form(1, dossier("S1", "MLI")), form(2, dossier("S1", "PHL")))
    session(DEMONSTRATION, form(1, dossier("S9", "FRA")))
    session("2025-08", form(1, dossier("S3", "MLI"))).forms.write_bytes(b"{")
    faults = []
    found = session_uses(folder.root, faults)
    assert [(u.session, u.scenarios, u.countries) for u in found] == [
        ("2025-01", {"S1"}, {"MLI", "PHL"}),
        ("2025-06", {"S2"}, {"PHL"}),
    ]
    assert faults == [rules.NOT_COUNTED.at(Source(path="output/2025-08/forms.json"))]


@pytest.mark.parametrize("told", [True, False])
def test_a_damaged_session_does_not_stop_the_others(folder, session, told):
    session("2025-01", form(1, dossier("S1", "MLI"))).forms.write_bytes(b"{")
    session("2025-06", form(1, dossier("S2", "PHL")))
    faults = []
    uses = earlier_uses(folder.root, "2026-06", faults if told else None)
    assert (set(uses.scenarios), set(uses.countries)) == ({"S2"}, {"PHL"})
    place = Source(path="output/2025-01/forms.json")
    assert faults == ([rules.NOT_COUNTED.at(place)] if told else [])


def test_a_killed_write_leaves_the_old_forms_or_the_new(folder, machine, killed):
    old, new = (form(1),), (form(1), form(2, dossier(Code("S1"), "MLI")))
    prepare = lambda: write_forms(folder, old)  # noqa: E731
    for _ in machine.moments(prepare, lambda: write_forms(folder, new), killed()):
        assert read_forms(folder) in (old, new)


def test_the_choices_of_a_coordinator_come_back_and_are_empty_without_a_record(folder):
    assert read_choices(folder) == Choices()
    choices = Choices(locks=(Lock(form="F", items=("A/T1",), whole=True),), forbidden=("B",))
    write_record(folder.choices, choices)
    assert read_choices(folder) == choices
