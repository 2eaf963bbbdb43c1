"""Oral tickets."""

from dataclasses import replace

from pipeline.model.blueprint import FormKind
from pipeline.render import ticket as family
from pipeline.render.candidate import candidate_view, seat_view
from pipeline.render.views import Contents


def test_a_ticket_reads_as_it_was_accepted(ticket, around, art, template, accepted):
    view = candidate_view(ticket, around, art)
    made = family.render_ticket(template(family), view, contents=Contents())
    accepted("ticket_oral", made)


def test_a_ticket_with_a_seat_says_whose_it_is_by_number(
    ticket, around, art, template, text_of, placement
):
    seat = seat_view(ticket, replace(placement, minutes=40, preparation=40))
    view = candidate_view(ticket, around, art)
    text = text_of(family.render_ticket(template(family), view, seat, contents=Contents()))
    assert "N°\u00a00004" in text
    assert "EpChiffre | 40\u00a0min\nEpChiffreNom | préparation (temps majoré)" in text


def test_a_talk_of_the_year_is_no_ticket(ticket, around, art, template, text_of):
    talk = replace(ticket, kind=FormKind.TALK, preparation=0, talk=20, minutes=20)
    text = text_of(
        family.render_ticket(
            template(family), candidate_view(talk, around, art), contents=Contents()
        )
    )
    assert "EpBandeauTitre | Exposé individuel" in text
    assert "EpChiffreNom | préparation" not in text
    assert "Ticket n°" not in text
