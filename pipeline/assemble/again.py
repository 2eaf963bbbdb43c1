"""What those who sit again have read already, exam by exam."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from pipeline.checks.registration import Registration
from pipeline.diagnostics import Diagnostic
from pipeline.model.award import Resit
from pipeline.model.form import Form
from pipeline.model.session import Again, Dispatch
from pipeline.rules import resit as rules


def again_by_exam(resit: Resit) -> Mapping[str, tuple[Again, ...]]:
    """What each of those who sit an exam again has met and still misses, in a stable order."""
    exams = sorted({exam for carried in resit.carried for exam in carried.exams})
    return {
        exam: tuple(
            Again(met=met)
            for met in sorted(carried.met for carried in resit.carried if exam in carried.exams)
        )
        for exam in exams
    }


def groups(
    scenarios: Collection[str], met: Sequence[Collection[str]]
) -> tuple[frozenset[str], ...]:
    """Those who sit a paper again, in groups that share a scenario new to all of them: what each group has met.

    As few groups as a greedy cover gives; those for whom no scenario is new make a group of their own.
    """
    left = [frozenset(known) for known in met]
    found: list[frozenset[str]] = []
    while left:
        new = {s: [k for k in left if s not in k] for s in sorted(scenarios)}
        best = max(new, key=lambda s: len(new[s]), default=None)
        served = new[best] if best is not None else []
        found.append(frozenset().union(*(served or left)))
        left = [k for k in left if k not in served] if served else []
    return tuple(found)


def met_faults(
    registration: Registration, placed: Dispatch, forms: Sequence[Form]
) -> Iterator[Diagnostic]:
    """Candidates who would sit again on a scenario that they have read already."""
    resit = registration.resit
    met = {carried.candidate: set(carried.met) for carried in resit.carried} if resit else {}
    scenarios = {form.id: {dossier.scenario for dossier in form.dossiers} for form in forms}
    for one in placed.placements:
        known = met.get(one.candidate, set()) & scenarios[one.form]
        if known:
            yield rules.MET.at(
                registration.session.source,
                candidate=one.candidate,
                exam=one.blueprint,
                scenarios=", ".join(sorted(known)),
            )
