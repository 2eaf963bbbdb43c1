"""Oral tickets: what a candidate draws."""

from pipeline.render.candidate import NO_SEAT
from pipeline.render.office import render
from pipeline.render.template import Template
from pipeline.render.views import CandidateView, Contents, SeatView

FILE = "ticket.docx"
SCHEMA: dict[str, object] = {"ticket": CandidateView, "seat": SeatView, "contents": Contents}


def render_ticket(
    template: Template, ticket: CandidateView, seat: SeatView = NO_SEAT, *, contents: Contents
) -> bytes:
    """One ticket; without a seat, the one that goes in the envelope."""
    return render(template, {"ticket": ticket, "seat": seat, "contents": contents})
