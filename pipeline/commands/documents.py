"""The documents of a session, one after another, each with its place: what has to be made, not how."""

from collections.abc import Iterator, Sequence

from pipeline.commands.edition import Edition
from pipeline.commands.played import jury_documents, players_documents, tutor_documents
from pipeline.commands.press import Order, order
from pipeline.commands.printed import (
    print_anonymity,
    print_attendance,
    print_coverage,
    print_entry_table,
    print_grid,
    print_guide,
    print_jury_sheet,
    print_marking_order,
    print_paper,
    print_spare,
    print_summons,
    print_ticket,
)
from pipeline.grade.order import marked_in_order
from pipeline.model.basis import IssuedGrid
from pipeline.model.deadline import USUAL, Milestone
from pipeline.model.form import Form, FormRole
from pipeline.model.gridplan import GridIdentity
from pipeline.model.item import Modality
from pipeline.model.session import Placement
from pipeline.model.tableplan import EntryRow, EntryTable
from pipeline.render.attendance import attendance_view
from pipeline.render.candidate import setting
from pipeline.render.summons import summons_view
from pipeline.store.names import slug


def documents(edition: Edition) -> Iterator[Order]:
    """Every document of the session, to be made with its press; the same session gives the same bytes."""
    issued: list[IssuedGrid] = []
    for form in edition.forms:
        own = edition.placements(form)
        yield from _candidate_documents(form, own)
        yield from _answers(edition, form, own)
        grids = tuple(_grids(edition, form, own))
        yield from (order(grid.path, print_grid, issued=grid) for grid in grids)
        issued += grids
    yield from _summonses(edition)
    yield from _attendance(edition)
    yield from _orders(edition, issued)
    yield from _entry_tables(edition)
    yield from _tables(edition)


def _candidate_documents(form: Form, own: Sequence[Placement]) -> Iterator[Order]:
    """The papers of each candidate, the tickets to draw, what players are given, or the spare that stays behind."""
    if form.modality is Modality.SIMULATION:
        yield from players_documents(form, own)
    elif form.modality is Modality.ORAL:
        yield order(f"candidat/{form.blueprint}/{form.id}.docx", print_ticket, form=form.id)
    elif form.modality is Modality.WRITTEN:
        yield from _papers(form, own)


def _papers(form: Form, own: Sequence[Placement]) -> Iterator[Order]:
    """The paper of each candidate, or the spare that stays behind."""
    if form.role is FormRole.SPARE:
        yield order(f"coordination/secours/{form.id}-sujet.docx", print_spare, form=form.id)
        return
    seen: set[bool] = set()
    for placement in own:
        first = placement.large_print not in seen
        path = f"candidat/{form.blueprint}/{form.id}-{placement.anonymous}.docx"
        yield order(path, print_paper, form=form.id, placement=placement, first=first)
        seen.add(placement.large_print)


def _answers(edition: Edition, form: Form, own: Sequence[Placement]) -> Iterator[Order]:
    """The marking guide of a written form, the jury sheet of an oral one, what a group's jury or a tutor reads."""
    if form.modality is Modality.SIMULATION:
        yield from jury_documents(form, own, edition.assessors)
    elif form.modality is Modality.OBSERVATION:
        yield from tutor_documents(form, own, edition.assessors)
    elif form.modality is Modality.ORAL:
        yield order(f"jury/{form.blueprint}/{form.id}-fiche.docx", print_jury_sheet, form=form.id)
    else:
        spare = form.role is FormRole.SPARE
        folder = "coordination/secours" if spare else "evaluateur/corriges"
        yield order(f"{folder}/{form.id}-corrige.docx", print_guide, form=form.id)


def _grids(edition: Edition, form: Form, own: Sequence[Placement]) -> Iterator[IssuedGrid]:
    """The grading grids that go out, one a candidate and an assessor; they are not sealed yet."""
    names = edition.assessors
    for placement in own:
        for marking, assessor in enumerate(placement.assessors, 1):
            identity = GridIdentity(
                session=edition.inputs.session.id,
                form=form.id,
                anonymous=placement.anonymous,
                assessor=assessor,
                assessor_name=names[assessor],
                marking=marking,
                markings=len(placement.assessors),
            )
            name = f"grille-{form.id}-{placement.anonymous}.xlsx"
            path = f"evaluateur/{assessor}/{form.blueprint}/{name}"
            yield IssuedGrid(identity=identity, exam=form.blueprint, path=path, seal="")


def _summonses(edition: Edition) -> Iterator[Order]:
    """A summons a candidate, dated of the day when summonses go out."""
    around = setting(edition.basis)
    by_id = {form.id: form for form in edition.forms}
    own: dict[str, list[Placement]] = {}
    for placement in edition.placed.placements:
        own.setdefault(placement.candidate, []).append(placement)
    session = edition.inputs.session
    wanted = session.deadlines.get(Milestone.SUMMON, USUAL[Milestone.SUMMON])
    issued = wanted[0].day(session.date)
    for candidate in edition.inputs.roster.candidates:
        if candidate.number in own:
            view = summons_view(candidate, own[candidate.number], by_id, around, issued)
            path = f"candidat/convocations/convocation-{candidate.number}.docx"
            yield order(path, print_summons, view=view)


def _attendance(edition: Edition) -> Iterator[Order]:
    """A sign-in sheet a sitting and a room; none for what is observed at work."""
    around = setting(edition.basis)
    candidates = {c.number: c for c in edition.inputs.roster.candidates}
    by_id = {form.id: form for form in edition.forms}
    there = [
        p for p in edition.placed.placements if by_id[p.form].modality is not Modality.OBSERVATION
    ]
    several = {p.blueprint for p in there if p.sitting > 1}
    for exam, sitting, room in sorted({(p.blueprint, p.sitting, p.room) for p in there}):
        own = [p for p in there if (p.blueprint, p.sitting, p.room) == (exam, sitting, room)]
        view = attendance_view(own, by_id[own[0].form], candidates, around)
        name = slug(f"{exam}-{sitting}-{room}" if exam in several else f"{exam}-{room}")
        yield order(f"coordination/emargement/{name}.docx", print_attendance, view=view)


def _orders(edition: Edition, issued: Sequence[IssuedGrid]) -> Iterator[Order]:
    """The order in which each assessor marks the copies of the written exams."""
    orders = marked_in_order(edition.basis, edition.secret, issued)
    names = {grid.identity.assessor: grid.identity.assessor_name for grid in issued}
    for assessor, exams in orders.items():
        path = f"evaluateur/{assessor}/ordre-de-correction.xlsx"
        yield order(path, print_marking_order, assessor=names[assessor], exams=exams)


def _entry_tables(edition: Edition) -> Iterator[Order]:
    """The tables in which marks are typed centrally: by candidate, or by copy where each is marked once."""
    session = edition.inputs.session
    for exam in edition.basis.exams:
        if exam.by_table:
            rows = [EntryRow(copy=number, form=exam.id) for number in exam.candidates]
        else:
            own = [p for p in edition.placed.placements if p.blueprint == exam.id]
            rows = [EntryRow(copy=p.anonymous, form=p.form) for p in own]
        if not rows or not (exam.by_table or session.markings == 1):
            continue
        table = EntryTable(
            session=session.id,
            exam=exam.id,
            title=exam.title,
            rows=tuple(sorted(rows, key=lambda row: row.copy)),
            grids=edition.basis.grids,
        )
        yield order(f"coordination/saisie/tableau-{exam.id}.xlsx", print_entry_table, table=table)


def _tables(edition: Edition) -> Iterator[Order]:
    """The coverage matrix with the certificates, and the table of anonymity."""
    bank = edition.inputs.bank
    yield order(
        "coordination/matrice-couverture.xlsx",
        print_coverage,
        referential=bank.referential,
        criteria=bank.criteria,
    )
    yield order(
        "coordination/table-anonymat.xlsx",
        print_anonymity,
        placed=edition.placed,
        candidates=edition.inputs.roster.candidates,
    )
