"""Exams without a mark: what each waits for, or why it never comes."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from pipeline.model.basis import ExamBasis
from pipeline.model.blueprint import Phase
from pipeline.model.policy import ResitRules
from pipeline.model.score import ExamScore

EXEMPT = "DISP"
UNASSESSED = "NE"
JUSTIFIED = "ABJ"


class Lack(StrEnum):
    """Why an exam has no mark."""

    GRID = "grille"
    CONTINUOUS = "controle_continu"
    UNFINISHED = "inachevee"
    SECOND = "seconde"
    THIRD = "troisieme"
    DEFERRED = "remplacement"
    TO_ASSESS = "a_evaluer"
    NOT_DEFERRED = "sans_remplacement"
    ABSENT = "absence"

    @property
    def waits(self) -> bool:
        """Whether a mark is still to come."""
        return self not in (Lack.NOT_DEFERRED, Lack.ABSENT)


def is_exempt(score: ExamScore | None) -> bool:
    """Whether an exam is left out because the candidate is exempt from it."""
    return score is not None and score.state == EXEMPT


def lacks(
    exams: Sequence[ExamBasis], scores: Mapping[str, ExamScore], rules: ResitRules
) -> Mapping[str, Lack]:
    """Why exams have no mark, by exam; those with a mark are not there."""
    found = {exam.id: _lack(exam, scores.get(exam.id), rules) for exam in exams}
    return {exam: lack for exam, lack in found.items() if lack is not None}


def _lack(exam: ExamBasis, score: ExamScore | None, rules: ResitRules) -> Lack | None:
    if score is None:
        return Lack.CONTINUOUS if exam.phase is Phase.CONTINUOUS else Lack.GRID
    if score.mark is not None:
        return None
    if score.state:
        return _absence(score.state, rules)
    return {0: Lack.UNFINISHED, 1: Lack.SECOND}.get(len(score.markings), Lack.THIRD)


def _absence(state: str, rules: ResitRules) -> Lack:
    """What a state leads to: the rules name those that give a deferred sitting."""
    if state in rules.deferred_states:
        return Lack.DEFERRED
    if state == UNASSESSED:
        return Lack.TO_ASSESS
    return Lack.NOT_DEFERRED if state == JUSTIFIED else Lack.ABSENT
