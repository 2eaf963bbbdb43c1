"""The documents of what is played in groups or seen at work: dossiers, role sheets, running sheets, tutor sheets."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.commands.press import Document, Order, Press, order
from pipeline.commands.printed import print_ticket
from pipeline.model.form import Dossier, Form, Question
from pipeline.model.session import Placement
from pipeline.render import conduct, labels, rolesheet, ticket, tutorsheet
from pipeline.render.candidate import likely_contents, seat_view
from pipeline.render.library import LARGE_PLAYED
from pipeline.render.rolesheet import Given
from pipeline.store.names import slug


def players_documents(form: Form, own: Sequence[Placement]) -> Iterator[Order]:
    """The dossier that a group shares (in large print for those who have it), then a role sheet each, to each alone."""
    folder = _folder(form, own, "candidat")
    yield order(f"{folder}/{form.id}.docx", print_ticket, form=form.id)
    seen: set[tuple[str, bool]] = set()
    for placement in own:
        name = f"{folder}/{form.id}-{placement.anonymous}"
        if placement.large_print:
            yield order(f"{name}-dossier.docx", print_dossier, form=form.id, placement=placement)
        key = (placement.role, placement.large_print)
        yield order(
            f"{name}.docx",
            print_sheet,
            form=form.id,
            placement=placement,
            held=tuple(p.role for p in own if p.group == placement.group),
            first=key not in seen,
        )
        seen.add(key)


def jury_documents(
    form: Form, own: Sequence[Placement], assessors: Mapping[str, str]
) -> Iterator[Order]:
    """Every role sheet with the part of the animators, and the running sheet of each group that plays the form."""
    folder = _folder(form, own, "jury")
    yield order(f"{folder}/{form.id}-roles.docx", print_roles, form=form.id)
    for group in sorted({p.group for p in own}) or [""]:
        players = tuple(p for p in own if p.group == group)
        names = dict.fromkeys(assessors[a] for p in players for a in p.assessors)
        name = slug("-".join(part for part in (form.id, group, "conduite") if part))
        yield order(
            f"{folder}/{name}.docx",
            print_conduct,
            form=form.id,
            players=players,
            assessors=tuple(names),
        )


def tutor_documents(
    form: Form, own: Sequence[Placement], assessors: Mapping[str, str]
) -> Iterator[Order]:
    """For each tutor, the sheet of each task of each candidate, beside the grid."""
    for placement in own:
        for assessor in placement.assessors:
            for rank, question in enumerate(form.questions):
                name = f"fiche-{form.id}-{placement.anonymous}-{question.number}.docx"
                yield order(
                    f"evaluateur/{assessor}/{form.blueprint}/{name}",
                    print_tutor_sheet,
                    form=form.id,
                    rank=rank,
                    candidate=placement.candidate,
                    observer=assessors[assessor],
                )


def print_dossier(workshop: Press, *, path: str, form: str, placement: Placement) -> Document:
    """The dossier of a simulation in large print, for one player."""
    whole = workshop.forms[form]
    data = ticket.render_ticket(
        workshop.template(LARGE_PLAYED[ticket.FILE]),
        workshop.view(form),
        seat_view(whole, placement, large=True),
        contents=likely_contents(whole, large=True),
    )
    return Document(path=path, data=data, form=form, first=True)


def print_sheet(
    workshop: Press,
    *,
    path: str,
    form: str,
    placement: Placement,
    held: tuple[str, ...],
    first: bool,
) -> Document:
    """The role sheet of one player; ``held`` are the roles played in the group."""
    question = workshop.forms[form].questions[0]
    given = Given(
        player=placement.role,
        form=form,
        candidate=labels.PLAYER.format(number=placement.candidate, group=placement.group),
        held=held,
    )
    dossier = _dossier(workshop, form, question)
    play = rolesheet.play_view(question, dossier, workshop.around, given=given)
    name = LARGE_PLAYED[rolesheet.FILE] if placement.large_print else rolesheet.FILE
    data = rolesheet.render_roles(workshop.template(name), play)
    return Document(path=path, data=data, form=form, first=first, player=placement.role)


def print_roles(workshop: Press, *, path: str, form: str) -> Document:
    """Every role sheet of a simulation, for its jury."""
    question = workshop.forms[form].questions[0]
    play = rolesheet.play_view(question, _dossier(workshop, form, question), workshop.around)
    return Document(path=path, data=rolesheet.render_roles(workshop.template(rolesheet.FILE), play))


def print_conduct(
    workshop: Press,
    *,
    path: str,
    form: str,
    players: tuple[Placement, ...],
    assessors: tuple[str, ...],
) -> Document:
    """The running sheet of one group."""
    whole, grid = workshop.forms[form], workshop.grids[form]
    view = conduct.conduct_view(whole, workshop.around, grid, players, assessors)
    return Document(path=path, data=conduct.render_conduct(workshop.template(conduct.FILE), view))


def print_tutor_sheet(
    workshop: Press, *, path: str, form: str, rank: int, candidate: str, observer: str
) -> Document:
    """What a tutor reads of one task of a candidate; ``rank`` is that of its question, from 0."""
    question = workshop.forms[form].questions[rank]
    view = tutorsheet.tutor_view(
        question,
        _dossier(workshop, form, question),
        workshop.around,
        form=form,
        candidate=candidate,
        observer=observer,
    )
    data = tutorsheet.render_tutor(workshop.template(tutorsheet.FILE), view)
    return Document(path=path, data=data)


def _folder(form: Form, own: Sequence[Placement], audience: str) -> str:
    """Where the documents of an audience go; those of a simulation that nobody plays stay with the coordination."""
    return f"{audience}/{form.blueprint}" if own else "coordination/secours"


def _dossier(workshop: Press, form: str, question: Question) -> Dossier:
    """The dossier that a question is asked on."""
    return next(d for d in workshop.forms[form].dossiers if d.scenario == question.scenario)
