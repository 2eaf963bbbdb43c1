"""How each document of a session is made: what ``documents`` orders, wherever it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.commands.press import Document, Press
from pipeline.exchange.anonymity import anonymity_workbook
from pipeline.exchange.roster import workbook_bytes
from pipeline.model.basis import IssuedGrid
from pipeline.model.criteria import Criteria
from pipeline.model.people import Candidate
from pipeline.model.referential import Referential
from pipeline.model.session import Dispatch, Placement
from pipeline.model.tableplan import EntryTable
from pipeline.render import attendance, guide, jury, paper, summons, ticket
from pipeline.render.assessor import assessor_view, jury_view
from pipeline.render.attendance import AttendanceView, render_attendance
from pipeline.render.candidate import likely_contents, seat_view
from pipeline.render.coverage import coverage_workbook
from pipeline.render.entrytable import entry_table
from pipeline.render.grid import stamp_sealed
from pipeline.render.guide import render_guide
from pipeline.render.jury import render_jury_sheet
from pipeline.render.library import LARGE
from pipeline.render.markingorder import marking_order_workbook
from pipeline.render.paper import render_paper
from pipeline.render.reseal import reseal
from pipeline.render.summons import SummonsView, render_summons
from pipeline.render.ticket import render_ticket


def print_paper(
    workshop: Press, *, path: str, form: str, placement: Placement, first: bool
) -> Document:
    """The paper of one candidate."""
    large = placement.large_print
    whole = workshop.forms[form]
    data = render_paper(
        workshop.template(LARGE if large else paper.FILE),
        workshop.view(form),
        seat_view(whole, placement, large=large),
        contents=likely_contents(whole, large=large),
    )
    return Document(path=path, data=data, form=form, first=first)


def print_spare(workshop: Press, *, path: str, form: str) -> Document:
    """The paper of a spare form, which is nobody's."""
    contents = likely_contents(workshop.forms[form])
    data = render_paper(workshop.template(paper.FILE), workshop.view(form), contents=contents)
    return Document(path=path, data=data, form=form, first=True)


def print_ticket(workshop: Press, *, path: str, form: str) -> Document:
    """What all who draw a ticket, or play a dossier, read of it."""
    contents = likely_contents(workshop.forms[form])
    data = render_ticket(workshop.template(ticket.FILE), workshop.view(form), contents=contents)
    return Document(path=path, data=data, form=form, first=True)


def print_guide(workshop: Press, *, path: str, form: str) -> Document:
    """The marking guide of a written form."""
    view = assessor_view(workshop.forms[form], workshop.around, workshop.grids[form])
    return Document(path=path, data=render_guide(workshop.template(guide.FILE), view))


def print_jury_sheet(workshop: Press, *, path: str, form: str) -> Document:
    """What the jury of an oral form reads."""
    view = jury_view(workshop.forms[form], workshop.around, workshop.grids[form])
    return Document(path=path, data=render_jury_sheet(workshop.template(jury.FILE), view))


def print_grid(workshop: Press, *, path: str, issued: IssuedGrid) -> Document:
    """The grading grid of one copy for one assessor, with its seal."""
    template = workshop.grid_template(issued.identity.form)
    data, seal = stamp_sealed(template, issued.identity, workshop.seal_key)
    return Document(path=path, data=data, grid=replace(issued, seal=seal))


def print_summons(workshop: Press, *, path: str, view: SummonsView) -> Document:
    """The summons of one candidate."""
    return Document(path=path, data=render_summons(workshop.template(summons.FILE), view))


def print_attendance(workshop: Press, *, path: str, view: AttendanceView) -> Document:
    """The sign-in sheet of one sitting in one room."""
    return Document(path=path, data=render_attendance(workshop.template(attendance.FILE), view))


def print_marking_order(
    workshop: Press, *, path: str, assessor: str, exams: Mapping[str, Sequence[str]]
) -> Document:
    """The order in which one assessor marks the copies of each exam."""
    return Document(path=path, data=marking_order_workbook(workshop.session, assessor, exams))


def print_entry_table(workshop: Press, *, path: str, table: EntryTable) -> Document:
    """The table in which the marks of an exam are typed."""
    return Document(path=path, data=entry_table(table, workshop.seal_key))


def print_coverage(
    workshop: Press, *, path: str, referential: Referential, criteria: Criteria
) -> Document:
    """The coverage matrix with the certificates of the forms."""
    data = coverage_workbook(tuple(workshop.forms.values()), referential, criteria)
    return Document(path=path, data=data)


def print_anonymity(
    workshop: Press, *, path: str, placed: Dispatch, candidates: Sequence[Candidate]
) -> Document:
    """The table that ties names to anonymous numbers."""
    titles = {form.blueprint: form.title for form in workshop.forms.values()}
    return Document(
        path=path, data=reseal(workbook_bytes(anonymity_workbook(placed, candidates, titles)))
    )
