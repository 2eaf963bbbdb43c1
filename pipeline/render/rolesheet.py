"""Role sheets of a simulation: one page a player, then what its animators need; a player may be given theirs alone.

play_view(question, dossier, around)                 every sheet, and the part of the animators
play_view(question, dossier, around, given=Given(…))  the sheet of one player, nothing else
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.grammar import capitalized
from pipeline.model.form import Dossier, Question
from pipeline.model.item import Inject, Item, RoleSheet
from pipeline.render.candidate import Setting, question_view
from pipeline.render.office import render
from pipeline.render.template import Template
from pipeline.render.views import ExpectedView, QuestionView
from pipeline.rules import authoring as words
from pipeline.typography import number

FILE = "fiche_role.docx"
_HOURS = re.compile(r"([0-9]+)\s*h\s*([0-9]{0,2})")
_MINUTES = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """What one player reads: who they are, what they want, what they may give, what only they know."""

    id: str
    rank: str
    title: str
    actor: str
    mission: str
    objectives: tuple[str, ...]
    margins: tuple[str, ...]
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedView:
    """A new fact of an exercise: when it comes, by whom, what it says, what it should bring about."""

    when: str
    origin: str
    text: str
    expected: str
    codes: str
    usage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnimationView:
    """What animators need: facts in their order, what is observed, where it may go, pitfalls, debriefing."""

    injects: tuple[TimedView, ...]
    expected: tuple[ExpectedView, ...]
    outline: tuple[str, ...]
    pitfalls: tuple[str, ...]
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """To whom one sheet is given: the id of the role, the form, the candidate in words, the roles held in the group."""

    player: str
    form: str = ""
    candidate: str = ""
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayView:
    """A simulation as played; ``animation`` is ``None`` in what a player is given.

    ``candidate`` says who is given the sheet, ``company`` the titles of those who play with them; empty elsewhere.
    """

    code: str
    certification: str
    session: str
    setting: str
    mention: str
    question: QuestionView
    sheets: tuple[SheetView, ...]
    animation: AnimationView | None
    candidate: str = ""
    company: str = ""


SCHEMA: dict[str, object] = {"play": PlayView}


def play_view(
    question: Question, dossier: Dossier, around: Setting, *, given: Given | None = None
) -> PlayView:
    """The simulation of a question; ``given`` to a player, only the sheet of that role."""
    item = question.item
    names = actor_names(dossier)
    sheets = tuple(
        _sheet(role, words.ROLE_RANK.format(rank=rank, count=len(item.roles)), names)
        for rank, role in enumerate(item.roles, 1)
        if given is None or given.player == role.id
    )
    return PlayView(
        code=(given and given.form) or f"{dossier.scenario} {item.label}",
        certification=around.certification,
        session=around.session,
        setting=f"{dossier.title} – {dossier.country_name}",
        mention=dossier.mention,
        question=question_view(question),
        sheets=sheets,
        animation=None if given else animation_view(item),
        candidate=given.candidate if given else "",
        company=_company(item, given) if given else "",
    )


def _company(item: Item, given: Given) -> str:
    """The titles of the other roles that are held, as everybody at the table sees them."""
    others = (r.title for r in item.roles if r.id in given.held and r.id != given.player)
    return " ; ".join(map(capitalized, others))


def actor_names(dossier: Dossier) -> dict[str, str]:
    """The name of each party of a dossier by its id."""
    return {a.id: a.name for a in dossier.actors}


def animation_view(item: Item) -> AnimationView:
    """The part of the animators of a simulation."""
    return AnimationView(
        injects=timed_views(item.injects),
        expected=expected_views(item),
        outline=item.outline,
        pitfalls=item.pitfalls,
        prompts=item.prompts,
    )


def timed_views(injects: Sequence[Inject]) -> tuple[TimedView, ...]:
    """New facts in the order in which they come."""
    return tuple(_timed(i) for i in sorted(injects, key=lambda i: minute_of(i.when)))


def expected_views(item: Item) -> tuple[ExpectedView, ...]:
    """The expected elements of an item, under the ids that its author gave them."""
    return tuple(
        ExpectedView(
            id=e.id,
            text=e.text,
            points=number(e.points),
            code=e.code,
            indispensable=e.indispensable,
        )
        for e in item.expected
    )


def minute_of(when: str) -> int:
    """The minute that « +20 min » or « +1 h 05 » means; what says no time comes first, as told at the beginning."""
    hours = _HOURS.search(when)
    if hours:
        return int(hours[1]) * 60 + int(hours[2] or 0)
    minutes = _MINUTES.search(when)
    return int(minutes[0]) if minutes else 0


def render_roles(template: Template, play: PlayView) -> bytes:
    """The sheets of a simulation."""
    return render(template, {"play": play})


def _sheet(role: RoleSheet, rank: str, names: dict[str, str]) -> SheetView:
    """The sheet of one role; one that plays no actor of the scenario names none."""
    return SheetView(
        id=role.id,
        rank=rank,
        title=capitalized(role.title),
        actor=names.get(role.actor, words.NO_PARTY),
        mission=capitalized(role.mission),
        objectives=tuple(map(capitalized, role.objectives)),
        margins=tuple(map(capitalized, role.margins)),
        secrets=tuple(map(capitalized, role.secrets)),
    )


def _timed(inject: Inject) -> TimedView:
    return TimedView(
        when=inject.when,
        origin=capitalized(f"{inject.channel}, {inject.sender}"),
        text=inject.text,
        expected=capitalized(inject.expected),
        codes=" · ".join(inject.codes),
        usage=inject.usage,
    )
