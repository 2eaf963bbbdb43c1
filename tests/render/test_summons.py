"""Summonses and sign-in sheets."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.diagnostics import Source
from pipeline.model.blueprint import FormKind
from pipeline.model.item import Modality
from pipeline.model.people import Accommodation, Candidate
from pipeline.model.referential import BlockId
from pipeline.render import attendance, summons

NONE = Accommodation()
HELPED = Accommodation(
    extra_time=Decimal("0.333333"),
    large_print=True,
    electronic_copy=True,
    human_help="lecteur",
    separate_room=True,
    note="note interne",
)


def person(number, last_name, first_name, accommodation=NONE):
    return Candidate(
        number=number,
        last_name=last_name,
        first_name=first_name,
        birth_date="1999-01-01",
        email="a@example.org",
        specialisation=BlockId("S2"),
        won=(),
        accommodation=accommodation,
        source=Source(path="inscriptions.xlsx"),
    )


@pytest.fixture
def oral(placement):
    """The oral of the same candidate, two days later, with extra preparation."""
    changes = {"blueprint": "B3-ORAL", "form": "2026-06-B3-ORAL-T07", "date": "2026-06-18"}
    return replace(
        placement, **changes, start="14:00", room="B205", seat=0, minutes=40, preparation=40
    )


@pytest.fixture
def forms(case_study, ticket):
    """The forms of the session by id."""
    return {f.id: f for f in (case_study, ticket)}


def test_a_summons_reads_as_it_was_accepted(forms, placement, oral, around, template, accepted):
    view = summons.summons_view(
        person("0004", "Delorme", "Inès", HELPED), [oral, placement], forms, around, "2026-05-20"
    )
    made = summons.render_summons(template(summons), view)
    accepted("convocation", made)


def test_a_summons_tells_neither_the_anonymous_number_nor_a_reason(
    case_study, placement, around, template, text_of
):
    candidate = person("0004", "Delorme", "Inès", HELPED)
    view = summons.summons_view(
        candidate, [placement], {case_study.id: case_study}, around, "2026-05-20"
    )
    text = text_of(summons.render_summons(template(summons), view))
    assert placement.anonymous not in text
    assert "note interne" not in text


def test_a_sign_in_sheet_reads_as_it_was_accepted(
    case_study, placement, around, template, accepted
):
    people = {
        "0004": person("0004", "Delorme", "Inès", HELPED),
        "0005": person("0005", "Vasseur-Martin", "Théo"),
    }
    placed = [replace(placement, candidate="0005", seat=5), replace(placement, minutes=320)]
    view = attendance.attendance_view(placed, case_study, people, around)
    made = attendance.render_attendance(template(attendance), view)
    accepted("emargement", made)


def test_a_group_is_named_on_a_summons_and_a_role_is_not(ticket, oral, around, template, text_of):
    played = replace(oral, group="G2", role="R3", seat=2)
    view = summons.summons_view(
        person("0004", "Delorme", "Inès"), [played], {ticket.id: ticket}, around, "2026-05-20"
    )
    assert view.sittings[0].place == "Salle B205, groupe G2"
    assert "R3" not in text_of(summons.render_summons(template(summons), view))


def test_what_is_observed_at_work_comes_last_without_time_nor_room(
    ticket, case_study, placement, around
):
    form = replace(ticket, modality=Modality.OBSERVATION, kind=FormKind.OBSERVATION, minutes=0)
    work = replace(placement, form=form.id, date="2026-06-01", start="", room="", seat=0, minutes=0)
    view = summons.summons_view(
        person("0004", "Delorme", "Inès"),
        [work, placement],
        {form.id: form, case_study.id: case_study},
        around,
        "2026-05-20",
    )
    last = view.sittings[-1]
    assert (last.when, last.duration, last.place) == (
        "À une date convenue avec votre tuteur",
        "selon l’activité observée",
        "Lieu de travail",
    )


def test_a_sign_in_sheet_goes_group_by_group_and_says_whose_time_is_extended(ticket, oral, around):
    people = {
        number: person(number, f"Nom{number}", "Inès", HELPED if number == "0003" else NONE)
        for number in ("0001", "0002", "0003")
    }
    groups = {"0001": ("G2", 2, "09:15"), "0002": ("G1", 1, "09:15"), "0003": ("G1", 1, "09:00")}
    placed = [
        replace(oral, candidate=n, group=group, seat=turn, start=start, minutes=80)
        for n, (group, turn, start) in groups.items()
    ]
    sheet = attendance.attendance_view(placed, ticket, people, around)
    assert [(line.number, line.seat, line.note) for line in sheet.lines] == [
        ("0003", "G1", "temps majoré"),
        ("0002", "G1", ""),
        ("0001", "G2", ""),
    ]
    assert sheet.when.replace("\u00a0", " ") == "Jeudi 18 juin 2026, 9 h 00 – 11 h 15"
