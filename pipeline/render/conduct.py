"""Running sheets of simulations: who plays what, the times, the new facts at their minute, what is observed of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.grammar import capitalized
from pipeline.model.form import Form
from pipeline.model.grid import GridMap
from pipeline.model.item import Inject, Item
from pipeline.model.session import Placement
from pipeline.render import labels
from pipeline.render.assessor import jury_view
from pipeline.render.candidate import Setting, clock, time_range
from pipeline.render.office import render
from pipeline.render.rolesheet import actor_names, minute_of
from pipeline.render.template import Template
from pipeline.render.views import JuryView
from pipeline.rules import authoring as words
from pipeline.typography import duration, typeset

FILE = "conduite_simulation.docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class CastView:
    """A role and who holds it, by anonymous number; ``held`` is false when nobody plays it."""

    role: str
    title: str
    actor: str
    anonymous: str
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayStepView:
    """One step of a simulation, in minutes from the call of the candidates; ``clock`` is empty without a time."""

    title: str
    duration: str
    span: str
    clock: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CueView:
    """A new fact to bring in, at its minute of the session and by the clock."""

    when: str
    clock: str
    origin: str
    text: str
    expected: str
    codes: str
    usage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductView:
    """A simulation as its jury runs it; group, time and assessors are empty in the sheet of a spare one."""

    jury: JuryView
    group: str
    when: str
    assessors: str
    length: str
    interviews: str
    cast: tuple[CastView, ...]
    steps: tuple[PlayStepView, ...]
    injects: tuple[CueView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Times:
    """Minutes of a simulation: its call (of the day, ``None`` when unknown), then the lengths of its three steps."""

    call: int | None
    preparation: int
    play: int
    interviews: int

    def clock(self, minute: int) -> str:
        """A minute from the call, by the clock."""
        return clock(self.call + minute) if self.call is not None else ""


SCHEMA: dict[str, object] = {"conduct": ConductView}


def conduct_view(
    form: Form,
    around: Setting,
    grid: GridMap,
    players: Sequence[Placement] = (),
    assessors: Sequence[str] = (),
) -> ConductView:
    """The running sheet of a simulation for the group that plays it; without players, that of a spare one."""
    question = form.questions[0]
    item = question.item
    times = _times(form, item, players)
    held = {p.role: p.anonymous for p in players}
    names = actor_names(next(d for d in form.dossiers if d.scenario == question.scenario))
    return ConductView(
        jury=jury_view(form, around, grid),
        group=players[0].group if players else "",
        when=_when(players, times),
        assessors=", ".join(assessors),
        length=duration(times.play),
        interviews=duration(times.interviews) if times.interviews else "",
        cast=tuple(
            CastView(
                role=role.id,
                title=capitalized(role.title),
                actor=names.get(role.actor, words.NO_PARTY),
                anonymous=held.get(role.id, labels.NOT_HELD if players else ""),
                held=role.id in held or not players,
            )
            for role in item.roles
        ),
        steps=_steps(times, len(players) or len(item.roles)),
        injects=tuple(
            _cue(inject, times) for inject in sorted(item.injects, key=lambda i: minute_of(i.when))
        ),
    )


def render_conduct(template: Template, conduct: ConductView) -> bytes:
    """The running sheet of a simulation."""
    return render(template, {"conduct": conduct})


def _times(form: Form, item: Item, players: Sequence[Placement]) -> _Times:
    """The times of a group: from the first call, the longest that one of its players was granted."""
    minutes = max((p.minutes for p in players), default=form.minutes)
    start = min((p.start for p in players), default="")
    hours, _, rest = start.partition(":")
    return _Times(
        call=int(hours) * 60 + int(rest) if start else None,
        preparation=max((p.preparation for p in players), default=form.preparation),
        play=item.minutes,
        interviews=max(minutes - item.minutes, 0),
    )


def _when(players: Sequence[Placement], times: _Times) -> str:
    """« Lundi 15 juin 2026, 9 h 00 – 11 h 20 · Salle A »."""
    if not players:
        return ""
    first = min(players, key=lambda p: p.start)
    length = times.preparation + times.play + times.interviews
    day = time_range(first.date, first.start, length)
    return " · ".join(part for part in (day, typeset(first.room)) if part)


def _steps(times: _Times, people: int) -> tuple[PlayStepView, ...]:
    """Preparation, session, interviews one by one; a step without minutes is left out."""
    each = labels.PLAY_STEPS[-1][1].format(each=duration(times.interviews // people))
    lengths = (times.preparation, times.play, times.interviews)
    at, steps = 0, []
    for (title, purpose), minutes in zip(labels.PLAY_STEPS, lengths, strict=True):
        if not minutes:
            continue
        last = title == labels.PLAY_STEPS[-1][0]
        steps.append(
            PlayStepView(
                title=title,
                duration=duration(minutes),
                span=labels.SPAN.format(start=at, end=at + minutes),
                clock=times.clock(at),
                purpose=each if last else purpose,
            )
        )
        at += minutes
    return tuple(steps)


def _cue(inject: Inject, times: _Times) -> CueView:
    """A new fact with its time."""
    return CueView(
        when=inject.when,
        clock=times.clock(times.preparation + minute_of(inject.when)),
        origin=capitalized(f"{inject.channel}, {inject.sender}"),
        text=inject.text,
        expected=capitalized(inject.expected),
        codes=" · ".join(inject.codes),
        usage=inject.usage,
    )
