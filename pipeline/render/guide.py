"""Marking guides: what assessors of a written form read."""

from pipeline.render.office import render
from pipeline.render.template import Template
from pipeline.render.views import AssessorView

FILE = "corrige.docx"
SCHEMA: dict[str, object] = {"guide": AssessorView}


def render_guide(template: Template, guide: AssessorView) -> bytes:
    """The marking guide of a form."""
    return render(template, {"guide": guide})
