"""Which form each candidate or group is given."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.assemble.again import forms_for
from pipeline.assemble.agenda import Turn
from pipeline.assemble.calling import Batch, Unit
from pipeline.assemble.exams import Exam
from pipeline.model.blueprint import FormKind
from pipeline.model.form import Form, FormRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """Those who are called together, with their sitting and their turn in it."""

    batch: Batch
    unit: Unit
    turn: Turn


def deal(exam: Exam, seated: Sequence[Seated]) -> tuple[Form, ...]:
    """The form of each: those who sit again are served first, none of them with a scenario met if that can be.

    Papers: another one for each sitting, or in a single sitting for each two neighbours in a room. Tickets: in turn,
    in the drawn order. Simulations: groups that play side by side or one after another have different scenarios.
    """
    if exam.blueprint.kind is FormKind.SIMULATION:
        return _deal_groups(exam, seated)
    used = {form.id: 0 for form in exam.forms}
    dealt: dict[int, Form] = {}
    for turn, place in enumerate(_order(exam, seated)):
        one = seated[place]
        first = _paper(exam, one.batch, turn)
        dealt[place] = _chosen(exam, one.unit, first, used)
        used[dealt[place].id] += 1
    return tuple(dealt[place] for place in range(len(seated)))


def _order(exam: Exam, seated: Sequence[Seated]) -> list[int]:
    """The order in which forms are dealt: that of the seats for papers, else as drawn."""
    places = list(range(len(seated)))
    if exam.forms[0].role is not FormRole.MAIN:
        return places

    def seat(place: int) -> tuple[int, int, int]:
        one = seated[place]
        return one.batch.number, one.batch.sitting.rooms.index(one.turn.room), one.turn.seat

    return sorted(places, key=seat)


def _paper(exam: Exam, batch: Batch, turn: int) -> int:
    """The place of the form whose turn it is; sittings that begin together share one where there are too few."""
    if exam.forms[0].role is not FormRole.MAIN or len(exam.sittings) == 1:
        return turn % len(exam.forms)
    if len(exam.forms) >= len(exam.sittings):
        return batch.number - 1
    moments = sorted({(s.date, s.start) for s in exam.sittings})
    return moments.index((batch.sitting.date, batch.sitting.start)) % len(exam.forms)


def _chosen(exam: Exam, unit: Unit, first: int, used: dict[str, int]) -> Form:
    """The form whose turn it is; for those who sit again, the least used of those that they may be given."""
    turn = exam.forms[first:] + exam.forms[:first]
    known = exam.carried.get(unit[0].number)
    if known is None:
        return turn[0]
    allowed = forms_for(exam.forms, known, len(exam.blueprint.codes))
    return min((form for form in turn if form.id in allowed), key=lambda form: used[form.id])


def _deal_groups(exam: Exam, seated: Sequence[Seated]) -> tuple[Form, ...]:
    """The form of each group: new to all its members, not of a scenario played around it, then least used, in turn."""
    used = {form.id: 0 for form in exam.forms}
    scenario = {form.id: form.dossiers[0].scenario for form in exam.forms}
    dealt: list[Form] = []
    for place, one in enumerate(seated):
        around = [
            scenario[form.id]
            for form, other in zip(dealt, seated, strict=False)
            if other.batch.number == one.batch.number
        ][-len(one.batch.sitting.rooms) :]
        allowed = [
            forms_for(exam.forms, exam.carried.get(c.number), len(exam.blueprint.codes))
            for c in one.unit
        ]
        first = place % len(exam.forms)
        form = min(
            exam.forms[first:] + exam.forms[:first],
            key=lambda f: (
                sum(f.id not in own for own in allowed),
                around.count(scenario[f.id]),
                used[f.id],
            ),
        )
        used[form.id] += 1
        dealt.append(form)
    return tuple(dealt)
