"""The documents of what is played in groups or seen at work: dossiers, role sheets, running sheets, tutor sheets."""

from collections.abc import Iterator, Sequence

from pipeline.commands.press import Document, Press
from pipeline.model.form import Dossier, Form, Question
from pipeline.model.session import Placement
from pipeline.render import conduct, labels, rolesheet, ticket, tutorsheet
from pipeline.render.candidate import candidate_view, likely_contents, seat_view
from pipeline.render.library import LARGE_PLAYED
from pipeline.render.rolesheet import Given
from pipeline.store.names import slug


def players_documents(workshop: Press, form: Form, own: Sequence[Placement]) -> Iterator[Document]:
    """The dossier that a group shares (in large print for those who have it), then a role sheet each, to each alone."""
    view = candidate_view(form, workshop.around, workshop.tickets)
    folder = _folder(form, own, "candidat")
    contents = likely_contents(form)
    data = ticket.render_ticket(workshop.templates[ticket.FILE], view, contents=contents)
    yield Document(path=f"{folder}/{form.id}.docx", data=data, form=form.id, first=True)
    seen: set[tuple[str, bool]] = set()
    for placement in own:
        large = placement.large_print
        if large:
            data = ticket.render_ticket(
                workshop.templates[LARGE_PLAYED[ticket.FILE]],
                view,
                seat_view(form, placement, large=True),
                contents=likely_contents(form, large=True),
            )
            path = f"{folder}/{form.id}-{placement.anonymous}-dossier.docx"
            yield Document(path=path, data=data, form=form.id, first=True)
        key = (placement.role, large)
        yield Document(
            path=f"{folder}/{form.id}-{placement.anonymous}.docx",
            data=_sheet(workshop, form, placement, own),
            form=form.id,
            first=key not in seen,
            player=placement.role,
        )
        seen.add(key)


def jury_documents(workshop: Press, form: Form, own: Sequence[Placement]) -> Iterator[Document]:
    """Every role sheet with the part of the animators, and the running sheet of each group that plays the form."""
    question = form.questions[0]
    play = rolesheet.play_view(question, _dossier(form, question), workshop.around)
    data = rolesheet.render_roles(workshop.templates[rolesheet.FILE], play)
    folder = _folder(form, own, "jury")
    yield Document(path=f"{folder}/{form.id}-roles.docx", data=data)
    for group in sorted({p.group for p in own}) or [""]:
        players = [p for p in own if p.group == group]
        names = dict.fromkeys(workshop.assessors[a] for p in players for a in p.assessors)
        view = conduct.conduct_view(
            form, workshop.around, workshop.grid(form), players, tuple(names)
        )
        data = conduct.render_conduct(workshop.templates[conduct.FILE], view)
        name = slug("-".join(part for part in (form.id, group, "conduite") if part))
        yield Document(path=f"{folder}/{name}.docx", data=data)


def tutor_documents(workshop: Press, form: Form, own: Sequence[Placement]) -> Iterator[Document]:
    """For each tutor, the sheet of each task of each candidate, beside the grid."""
    template = workshop.templates[tutorsheet.FILE]
    for placement in own:
        for assessor in placement.assessors:
            for question in form.questions:
                view = tutorsheet.tutor_view(
                    question,
                    _dossier(form, question),
                    workshop.around,
                    form=form.id,
                    candidate=placement.candidate,
                    observer=workshop.assessors[assessor],
                )
                name = f"fiche-{form.id}-{placement.anonymous}-{question.number}.docx"
                path = f"evaluateur/{assessor}/{form.blueprint}/{name}"
                yield Document(path=path, data=tutorsheet.render_tutor(template, view))


def count_played(own: Sequence[Placement]) -> int:
    """How many documents a simulation's form has besides its grids."""
    groups = len({p.group for p in own}) or 1
    return 2 + groups + len(own) + sum(p.large_print for p in own)


def count_observed(form: Form, own: Sequence[Placement]) -> int:
    """How many documents an observation's form has besides its grids."""
    return len(form.questions) * sum(len(p.assessors) for p in own)


def _sheet(workshop: Press, form: Form, placement: Placement, own: Sequence[Placement]) -> bytes:
    """The role sheet of one player."""
    question = form.questions[0]
    large = placement.large_print
    given = Given(
        player=placement.role,
        form=form.id,
        candidate=labels.PLAYER.format(number=placement.candidate, group=placement.group),
        held=tuple(p.role for p in own if p.group == placement.group),
    )
    play = rolesheet.play_view(question, _dossier(form, question), workshop.around, given=given)
    name = LARGE_PLAYED[rolesheet.FILE] if large else rolesheet.FILE
    return rolesheet.render_roles(workshop.templates[name], play)


def _folder(form: Form, own: Sequence[Placement], audience: str) -> str:
    """Where the documents of an audience go; those of a simulation that nobody plays stay with the coordination."""
    return f"{audience}/{form.blueprint}" if own else "coordination/secours"


def _dossier(form: Form, question: Question) -> Dossier:
    """The dossier that a question is asked on."""
    return next(d for d in form.dossiers if d.scenario == question.scenario)
