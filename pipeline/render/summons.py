"""Summonses: every exam of one candidate, with place, times and what to bring."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.model.form import Form
from pipeline.model.people import Candidate
from pipeline.model.session import Placement
from pipeline.render import labels
from pipeline.render.candidate import Setting, time_range
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
    """The summons of a candidate for these placements, in order of time; ``issued`` is an ISO day."""
    ordered = sorted(placements, key=lambda p: (p.date, p.start, p.blueprint))
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
    """One exam; the preparation of an oral comes before its start."""
    length = duration(placement.minutes) if placement.minutes else labels.TO_HAND_IN
    if placement.preparation:
        length = labels.WITH_PREPARATION.format(
            length=length, preparation=duration(placement.preparation)
        )
    place = labels.ROOM.format(room=placement.room) if placement.room else ""
    if placement.seat:
        place = labels.SEAT.format(place=place, seat=placement.seat)
    whole = placement.preparation + placement.minutes
    return SittingView(
        exam=labels.FORM_KINDS[form.kind],
        block=around.blocks.get(form.block, form.block),
        when=time_range(placement.date, placement.start, whole),
        duration=length,
        place=typeset(place),
        materials=typeset(form.materials or labels.NO_MATERIAL),
    )


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
