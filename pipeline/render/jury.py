"""Jury sheets: what the jury of an oral reads, one a ticket."""

from pipeline.render.office import render
from pipeline.render.template import Template
from pipeline.render.views import JuryView

FILE = "fiche_jury.docx"
SCHEMA: dict[str, object] = {"jury": JuryView}


def render_jury_sheet(template: Template, jury: JuryView) -> bytes:
    """The sheet of a ticket."""
    return render(template, {"jury": jury})
