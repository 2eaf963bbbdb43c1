"""The exams of a session as they are to be sat: candidates in a drawn order, forms, assessors, sittings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.assemble.groups import Juries
from pipeline.checks.registration import Registration
from pipeline.draw import derive, shuffled
from pipeline.model.award import Carried
from pipeline.model.blueprint import Blueprint
from pipeline.model.form import Form, FormRole
from pipeline.model.people import Candidate, Sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """One exam of the session: who sits it, in the drawn order, its forms but the spares, its sittings in their order.

    ``carried`` is what those who sit again bring; ``key`` draws what is left to draw of the exam.
    """

    blueprint: Blueprint
    candidates: tuple[Candidate, ...]
    forms: tuple[Form, ...]
    sittings: tuple[Sitting, ...]
    carried: Mapping[str, Carried]
    juries: Juries
    key: bytes

    @property
    def opening(self) -> tuple[str, str, str]:
        """What orders exams by time: the date and time of the first sitting, then the id."""
        first = self.sittings[0] if self.sittings else None
        return (
            (first.date, first.start, self.blueprint.id) if first else ("", "", self.blueprint.id)
        )


def exams_of(registration: Registration, forms: Sequence[Form], secret: bytes) -> tuple[Exam, ...]:
    """The exams that somebody sits, in the order of the settings."""
    sat = [b for b in registration.blueprints() if registration.sitters(b)]
    return tuple(_exam(registration, blueprint, forms, secret) for blueprint in sat)


def _exam(
    registration: Registration, blueprint: Blueprint, forms: Sequence[Form], secret: bytes
) -> Exam:
    """One exam with its candidates in the drawn order."""
    candidates = {c.number: c for c in registration.sitters(blueprint)}
    roster, resit = registration.roster, registration.resit
    able = [a for a in roster.assessors if blueprint.block in a.blocks]
    tied: dict[str, set[str]] = {}
    for assessor in able:
        for number in assessor.ties & candidates.keys():
            tied.setdefault(number, set()).add(assessor.id)
    return Exam(
        blueprint=blueprint,
        candidates=tuple(
            candidates[n] for n in shuffled(derive(secret, f"order/{blueprint.id}"), candidates)
        ),
        forms=tuple(
            f for f in forms if f.blueprint == blueprint.id and f.role is not FormRole.SPARE
        ),
        sittings=roster.sittings_of(blueprint.id),
        carried={c.candidate: c for c in resit.carried} if resit is not None else {},
        juries=Juries(
            assessors=tuple(a.id for a in able),
            tied={number: frozenset(own) for number, own in tied.items()},
            needed=registration.session.markings,
        ),
        key=derive(secret, f"assessors/{blueprint.id}"),
    )
