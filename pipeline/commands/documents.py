"""The documents of a session, one after another, each with its place."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pipeline.commands.played import (
    count_observed,
    count_played,
    jury_documents,
    players_documents,
    tutor_documents,
)
from pipeline.commands.press import Document, Press
from pipeline.exchange.anonymity import anonymity_workbook
from pipeline.exchange.roster import workbook_bytes
from pipeline.grade.order import marked_in_order
from pipeline.model.basis import IssuedGrid
from pipeline.model.form import Form, FormRole
from pipeline.model.gridplan import GridIdentity
from pipeline.model.item import Modality
from pipeline.model.session import Dispatch, Placement
from pipeline.model.tableplan import EntryRow, EntryTable
from pipeline.render import attendance, guide, jury, paper, summons, ticket
from pipeline.render.assessor import assessor_view, jury_view
from pipeline.render.attendance import attendance_view, render_attendance
from pipeline.render.candidate import candidate_view, head_view, likely_contents, seat_view
from pipeline.render.coverage import coverage_workbook
from pipeline.render.entrytable import entry_table
from pipeline.render.grid import grid_template, stamp_sealed
from pipeline.render.guide import render_guide
from pipeline.render.jury import render_jury_sheet
from pipeline.render.library import LARGE
from pipeline.render.markingorder import marking_order_workbook
from pipeline.render.paper import render_paper
from pipeline.render.reseal import reseal
from pipeline.render.summons import render_summons, summons_view
from pipeline.render.ticket import render_ticket
from pipeline.store.names import slug

SUMMONS_DAYS = 15
TABLES = 2


def count_documents(workshop: Press, forms: tuple[Form, ...], placed: Dispatch) -> int:
    """How many documents there are, for the progress bar: it clears when the last one is done."""
    own = placed.placements
    written = {form.id for form in forms if form.modality is Modality.WRITTEN}
    exams = {form.blueprint: form.modality for form in forms}
    sat = [p for p in own if exams[p.blueprint] is not Modality.OBSERVATION]
    rooms = {(p.blueprint, p.sitting, p.room) for p in sat}
    assessors = {a for p in own if p.form in written for a in p.assessors}
    tables = sum(e.by_table or workshop.inputs.session.markings == 1 for e in workshop.basis.exams)
    people = {p.candidate for p in own}
    sheets = len(people) + len(rooms) + len(assessors) + tables + TABLES
    grids = sum(len(p.assessors) for p in own)
    return sum(_count(form, own) for form in forms) + grids + sheets


def documents(workshop: Press, forms: tuple[Form, ...], placed: Dispatch) -> Iterator[Document]:
    """Every document of the session; the same forms and placements give the same bytes."""
    issued: list[IssuedGrid] = []
    for form in forms:
        own = [p for p in placed.placements if p.form == form.id]
        yield from _candidate_documents(workshop, form, own)
        yield from _answers(workshop, form, own)
        for document in _grids(workshop, form, own):
            assert document.grid is not None
            issued.append(document.grid)
            yield document
    yield from _people(workshop, forms, placed)
    yield from _orders(workshop, issued)
    yield from _entry_tables(workshop, placed)
    yield from _tables(workshop, forms, placed)


def _count(form: Form, placements: Sequence[Placement]) -> int:
    """How many documents a form has, its grids left out."""
    own = [p for p in placements if p.form == form.id]
    if form.modality is Modality.SIMULATION:
        return count_played(own)
    if form.modality is Modality.OBSERVATION:
        return count_observed(form, own)
    drawn = form.modality is Modality.ORAL or form.role is FormRole.SPARE
    return 2 if drawn else 1 + len(own)


def _candidate_documents(
    workshop: Press, form: Form, own: Sequence[Placement]
) -> Iterator[Document]:
    """The papers of each candidate, the tickets to draw, what players are given, or the spare that stays behind."""
    if form.modality is Modality.SIMULATION:
        yield from players_documents(workshop, form, own)
        return
    if form.modality is Modality.OBSERVATION:
        return
    if form.modality is Modality.ORAL:
        view = candidate_view(form, workshop.around, workshop.tickets)
        contents = likely_contents(form)
        data = render_ticket(workshop.templates[ticket.FILE], view, contents=contents)
        path = f"candidat/{form.blueprint}/{form.id}.docx"
        yield Document(path=path, data=data, form=form.id, first=True)
        return
    view = candidate_view(form, workshop.around, workshop.papers)
    template = workshop.templates[paper.FILE]
    if form.role is FormRole.SPARE:
        data = render_paper(template, view, contents=likely_contents(form))
        path = f"coordination/secours/{form.id}-sujet.docx"
        yield Document(path=path, data=data, form=form.id, first=True)
        return
    seen: set[bool] = set()
    for placement in own:
        large = placement.large_print
        data = render_paper(
            workshop.templates[LARGE if large else paper.FILE],
            view,
            seat_view(form, placement, large=large),
            contents=likely_contents(form, large=large),
        )
        path = f"candidat/{form.blueprint}/{form.id}-{placement.anonymous}.docx"
        yield Document(path=path, data=data, form=form.id, first=large not in seen)
        seen.add(large)


def _answers(workshop: Press, form: Form, own: Sequence[Placement]) -> Iterator[Document]:
    """The marking guide of a written form, the jury sheet of an oral one, what a group's jury or a tutor reads."""
    if form.modality is Modality.SIMULATION:
        yield from jury_documents(workshop, form, own)
        return
    if form.modality is Modality.OBSERVATION:
        yield from tutor_documents(workshop, form, own)
        return
    grid = workshop.grid(form)
    if form.modality is Modality.ORAL:
        sheet = jury_view(form, workshop.around, grid)
        data = render_jury_sheet(workshop.templates[jury.FILE], sheet)
        yield Document(path=f"jury/{form.blueprint}/{form.id}-fiche.docx", data=data)
        return
    view = assessor_view(form, workshop.around, grid)
    data = render_guide(workshop.templates[guide.FILE], view)
    spare = form.role is FormRole.SPARE
    folder = "coordination/secours" if spare else "evaluateur/corriges"
    yield Document(path=f"{folder}/{form.id}-corrige.docx", data=data)


def _grids(workshop: Press, form: Form, own: Sequence[Placement]) -> Iterator[Document]:
    """One grading grid a candidate and an assessor."""
    if not own:
        return
    criteria = workshop.inputs.bank.criteria
    template = grid_template(workshop.grid(form), head_view(form, workshop.around), criteria.levels)
    names = workshop.assessors
    for placement in own:
        for marking, assessor in enumerate(placement.assessors, 1):
            identity = GridIdentity(
                session=workshop.inputs.session.id,
                form=form.id,
                anonymous=placement.anonymous,
                assessor=assessor,
                assessor_name=names[assessor],
                marking=marking,
                markings=len(placement.assessors),
            )
            data, seal = stamp_sealed(template, identity, workshop.seal_key)
            name = f"grille-{form.id}-{placement.anonymous}.xlsx"
            path = f"evaluateur/{assessor}/{form.blueprint}/{name}"
            issued = IssuedGrid(identity=identity, exam=form.blueprint, path=path, seal=seal)
            yield Document(path=path, data=data, grid=issued)


def _people(workshop: Press, forms: tuple[Form, ...], placed: Dispatch) -> Iterator[Document]:
    """A summons a candidate, a sign-in sheet a sitting and a room."""
    by_id = {form.id: form for form in forms}
    candidates = {c.number: c for c in workshop.inputs.roster.candidates}
    opening = date.fromisoformat(workshop.inputs.session.date)
    issued = (opening - timedelta(days=SUMMONS_DAYS)).isoformat()
    for number, candidate in candidates.items():
        own = [p for p in placed.placements if p.candidate == number]
        if own:
            view = summons_view(candidate, own, by_id, workshop.around, issued)
            data = render_summons(workshop.templates[summons.FILE], view)
            yield Document(path=f"candidat/convocations/convocation-{number}.docx", data=data)
    there = [p for p in placed.placements if by_id[p.form].modality is not Modality.OBSERVATION]
    several = {p.blueprint for p in there if p.sitting > 1}
    for exam, sitting, room in sorted({(p.blueprint, p.sitting, p.room) for p in there}):
        own = [p for p in there if (p.blueprint, p.sitting, p.room) == (exam, sitting, room)]
        sheet = attendance_view(own, by_id[own[0].form], candidates, workshop.around)
        data = render_attendance(workshop.templates[attendance.FILE], sheet)
        name = slug(f"{exam}-{sitting}-{room}" if exam in several else f"{exam}-{room}")
        yield Document(path=f"coordination/emargement/{name}.docx", data=data)


def _orders(workshop: Press, issued: Sequence[IssuedGrid]) -> Iterator[Document]:
    """The order in which each assessor marks the copies of the written exams."""
    orders = marked_in_order(workshop.basis, workshop.secret, issued)
    names = {grid.identity.assessor: grid.identity.assessor_name for grid in issued}
    for assessor, exams in orders.items():
        data = marking_order_workbook(workshop.inputs.session.id, names[assessor], exams)
        yield Document(path=f"evaluateur/{assessor}/ordre-de-correction.xlsx", data=data)


def _entry_tables(workshop: Press, placed: Dispatch) -> Iterator[Document]:
    """The tables in which marks are typed centrally: by candidate, or by copy where each is marked once."""
    session = workshop.inputs.session
    for exam in workshop.basis.exams:
        if exam.by_table:
            rows = [EntryRow(copy=number, form=exam.id) for number in exam.candidates]
        else:
            own = [p for p in placed.placements if p.blueprint == exam.id]
            rows = [EntryRow(copy=p.anonymous, form=p.form) for p in own]
        if not rows or not (exam.by_table or session.markings == 1):
            continue
        table = EntryTable(
            session=session.id,
            exam=exam.id,
            title=exam.title,
            rows=tuple(sorted(rows, key=lambda row: row.copy)),
            grids=workshop.basis.grids,
        )
        data = entry_table(table, workshop.seal_key)
        yield Document(path=f"coordination/saisie/tableau-{exam.id}.xlsx", data=data)


def _tables(workshop: Press, forms: tuple[Form, ...], placed: Dispatch) -> Iterator[Document]:
    """The coverage matrix with the certificates, and the table of anonymity."""
    bank = workshop.inputs.bank
    data = coverage_workbook(forms, bank.referential, bank.criteria)
    yield Document(path="coordination/matrice-couverture.xlsx", data=data)
    titles = {form.blueprint: form.title for form in forms}
    book = anonymity_workbook(placed, workshop.inputs.roster.candidates, titles)
    data = reseal(workbook_bytes(book))
    yield Document(path="coordination/table-anonymat.xlsx", data=data)
