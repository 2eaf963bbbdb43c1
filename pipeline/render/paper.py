"""Written papers and case studies: the candidate's copy."""

from pipeline.render.candidate import NO_SEAT
from pipeline.render.office import render
from pipeline.render.template import Template
from pipeline.render.views import CandidateView, Contents, SeatView

FILE = "sujet.docx"
SCHEMA: dict[str, object] = {"paper": CandidateView, "seat": SeatView, "contents": Contents}


def render_paper(
    template: Template, paper: CandidateView, seat: SeatView = NO_SEAT, *, contents: Contents
) -> bytes:
    """One copy; without a seat, the master copy. ``paper`` is made once a form, ``seat`` once a candidate."""
    return render(template, {"paper": paper, "seat": seat, "contents": contents})
