"""Summonses: every exam of one candidate, with place, times and what to bring."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.model.form import Form
from pipeline.model.item import Modality
from pipeline.model.people import Candidate
from pipeline.model.session import Placement
from pipeline.render import labels
from pipeline.render.candidate import Setting, exam_kind, time_range
from pipeline.render.office import render
from pipeline.render.template import Template
from pipeline.typography import date_fr, duration, typeset

FILE = "convocation.docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingView:
    """One exam on a summons."""

    exam: str
    block: str
    when: str
    duration: str
    place: str
    materials: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummonsView:
    """A summons; measures are what was granted, never why."""

    number: str
    name: str
    path: str
    certification: str
    certifier: str
    centre: str
    session: str
    date: str
    sittings: tuple[SittingView, ...]
    measures: tuple[str, ...]


SCHEMA: dict[str, object] = {"summons": SummonsView}


def render_summons(template: Template, summons: SummonsView) -> bytes:
    """The summons of one candidate."""
    return render(template, {"summons": summons})


def summons_view(
    candidate: Candidate,
    placements: Iterable[Placement],
    forms: Mapping[str, Form],
    around: Setting,
    issued: str,
) -> SummonsView:
    """The summons of a candidate for these placements, in order of time, what has none last; ``issued`` is an ISO day.

    A group is named, never the role: it is given on the day.
    """
    ordered = sorted(placements, key=lambda p: (not p.start, p.date, p.start, p.blueprint))
    return SummonsView(
        number=candidate.number,
        name=f"{candidate.first_name} {candidate.last_name.upper()}",
        path=around.blocks.get(candidate.specialisation, candidate.specialisation),
        certification=around.certification,
        certifier=around.certifier,
        centre=around.centre,
        session=around.session,
        date=date_fr(issued),
        sittings=tuple(_sitting(p, forms[p.form], around) for p in ordered),
        measures=tuple(_measures(candidate)),
    )


def _sitting(placement: Placement, form: Form, around: Setting) -> SittingView:
    """One exam; a preparation comes before its start, what is observed at work has neither time nor room."""
    work = form.modality is Modality.OBSERVATION
    whole = placement.preparation + placement.minutes
    when = time_range(placement.date, placement.start, whole)
    return SittingView(
        exam=exam_kind(form),
        block=around.blocks.get(form.block, form.block),
        when=labels.AT_WORK_DAY if work else when,
        duration=labels.AT_WORK_TIME if work else _length(placement),
        place=labels.AT_WORK if work else typeset(_place(placement)),
        materials=typeset(form.materials or labels.NO_MATERIAL),
    )


def _length(placement: Placement) -> str:
    """How long it lasts, the preparation told apart."""
    if not placement.minutes:
        return labels.TO_HAND_IN
    length = duration(placement.minutes)
    if not placement.preparation:
        return length
    before = duration(placement.preparation)
    return labels.WITH_PREPARATION.format(length=length, preparation=before)


def _place(placement: Placement) -> str:
    """The room with the seat, or with the group that plays there."""
    place = labels.ROOM.format(room=placement.room) if placement.room else ""
    if placement.group:
        return labels.GROUP.format(place=place, group=placement.group)
    return labels.SEAT.format(place=place, seat=placement.seat) if placement.seat else place


def _measures(candidate: Candidate) -> list[str]:
    """The measures granted, in words."""
    granted = candidate.accommodation
    measures = []
    if granted.extra_time:
        measures.append(labels.MEASURE_TIME)
    if granted.large_print:
        measures.append(labels.MEASURE_PRINT)
    if granted.electronic_copy:
        measures.append(labels.MEASURE_COPY)
    if granted.human_help:
        measures.append(labels.MEASURE_HELP.format(help=typeset(granted.human_help)))
    if granted.separate_room:
        measures.append(labels.MEASURE_ROOM)
    return measures
