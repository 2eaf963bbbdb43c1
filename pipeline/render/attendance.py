"""Sign-in sheets: who is expected at one exam in one room."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model.form import Form
from pipeline.model.item import Modality
from pipeline.model.people import Candidate
from pipeline.model.session import Placement
from pipeline.render import labels
from pipeline.render.candidate import Setting, clock, exam_kind, time_range
from pipeline.render.office import render
from pipeline.render.template import Template
from pipeline.typography import duration, typeset

FILE = "emargement.docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedCandidate:
    """One line: seat, number, name, and when this candidate must hand in."""

    seat: str
    number: str
    name: str
    start: str
    end: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceView:
    """The sheet of one exam in one room."""

    exam: str
    block: str
    room: str
    when: str
    duration: str
    certification: str
    centre: str
    session: str
    count: str
    lines: tuple[ExpectedCandidate, ...]


SCHEMA: dict[str, object] = {"sheet": AttendanceView}


def render_attendance(template: Template, sheet: AttendanceView) -> bytes:
    """The sign-in sheet."""
    return render(template, {"sheet": sheet})


def attendance_view(
    placements: Iterable[Placement],
    form: Form,
    candidates: Mapping[str, Candidate],
    around: Setting,
) -> AttendanceView:
    """The sheet of the placements of one sitting in one room, by time, group and seat; at least one is needed."""
    ordered = sorted(
        placements, key=lambda p: (p.seat if p.group else 0, p.start, p.seat, p.candidate)
    )
    first = ordered[0]
    whole = _length(ordered, form)
    return AttendanceView(
        exam=exam_kind(form),
        block=around.blocks.get(form.block, form.block),
        room=typeset(first.room),
        when=time_range(first.date, first.start, whole),
        duration=duration(whole) if whole else labels.TO_HAND_IN,
        certification=around.certification,
        centre=around.centre,
        session=around.session,
        count=str(len(ordered)),
        lines=tuple(_line(p, form, candidates[p.candidate]) for p in ordered),
    )


def _length(ordered: Sequence[Placement], form: Form) -> int:
    """How long the room is taken: a written exam as long as everybody has, an oral until its last turn ends."""
    if form.modality is Modality.WRITTEN:
        return form.preparation + form.minutes
    ends = [_minute(p) + p.preparation + p.minutes for p in ordered]
    return max(ends) - _minute(ordered[0])


def _minute(placement: Placement) -> int:
    """The minute of the day at which a candidate is called."""
    hours, _, minutes = placement.start.partition(":")
    return int(hours) * 60 + int(minutes)


def _line(placement: Placement, form: Form, candidate: Candidate) -> ExpectedCandidate:
    """One candidate expected; a group has a name in the place of a seat, and stays together as long as one needs."""
    start, end = "", ""
    if placement.start:
        begin = _minute(placement)
        start, end = clock(begin), clock(begin + placement.preparation + placement.minutes)
    seat = str(placement.seat) if placement.seat else ""
    granted = candidate.accommodation.extra_time or not placement.group
    return ExpectedCandidate(
        seat=placement.group or seat,
        number=candidate.number,
        name=f"{candidate.last_name.upper()} {candidate.first_name}",
        start=start,
        end=end,
        note=labels.EXTRA_TIME if granted and placement.minutes > form.minutes else "",
    )
