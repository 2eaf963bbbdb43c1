"""What those who sit again have read already and still miss, exam by exam, and which forms are for them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.checks.registration import Registration
from pipeline.codes import Code, code_order
from pipeline.diagnostics import Diagnostic
from pipeline.model.award import Carried, Resit
from pipeline.model.form import Form
from pipeline.model.session import Again, Dispatch
from pipeline.rules import resit as rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Those who may sit the same form again: the scenarios that one of them has met, the codes that they miss.

    Without codes it is the whole exam; ``people`` says how many they are.
    """

    met: frozenset[str] = frozenset()
    codes: tuple[Code, ...] = ()
    people: int = 0


def again_by_exam(resit: Resit) -> Mapping[str, tuple[Again, ...]]:
    """What each of those who sit an exam again has met and still misses, in a stable order."""
    exams = sorted({exam for carried in resit.carried for exam in carried.exams})
    return {
        exam: tuple(
            Again(met=met, codes=codes)
            for met, codes in sorted(
                (carried.met, carried.missing(exam))
                for carried in resit.carried
                if exam in carried.exams
            )
        )
        for exam in exams
    }


def by_codes(again: Sequence[Again]) -> dict[tuple[Code, ...], list[Again]]:
    """Those who sit an exam again by the codes that they miss: the whole exam first, then codes in their order."""
    found: dict[tuple[Code, ...], list[Again]] = {}
    for codes in sorted({a.codes for a in again}, key=lambda codes: [code_order(c) for c in codes]):
        found[codes] = [a for a in again if a.codes == codes]
    return found


def groups(
    scenarios: Collection[str], met: Sequence[Collection[str]], codes: tuple[Code, ...] = ()
) -> tuple[Group, ...]:
    """Those who miss the same codes, in groups that share a scenario new to all of them.

    As few groups as a greedy cover gives; those for whom no scenario is new make a group of their own.
    """
    left = [frozenset(known) for known in met]
    found: list[Group] = []
    while left:
        new = {s: [k for k in left if s not in k] for s in sorted(scenarios)}
        best = max(new, key=lambda s: len(new[s]), default=None)
        served = (new[best] if best is not None else []) or left
        found.append(Group(met=frozenset().union(*served), codes=codes, people=len(served)))
        left = [k for k in left if k not in served]
    return tuple(found)


def forms_for(forms: Sequence[Form], known: Carried | None, whole: int) -> tuple[str, ...]:
    """The forms of one exam that a candidate may be given; ``whole`` is how many codes the whole exam has.

    On exactly the codes that are missed and of scenarios never met; else whole forms never met; else those on the
    codes; else all, and ``met_faults`` tells it.
    """
    if known is None or not forms:
        return tuple(form.id for form in forms)
    missing = set(known.missing(forms[0].blueprint))
    new = [f for f in forms if not {d.scenario for d in f.dossiers}.intersection(known.met)]

    def served(form: Form) -> set[Code]:
        codes = {b.code for b in form.certificate.balances}
        return codes if len(codes) < whole else set()

    choices = (
        [form for form in new if served(form) == missing],
        [form for form in new if not served(form)],
        [form for form in forms if served(form) == missing],
        [form for form in forms if not served(form)],
        forms,
    )
    return tuple(form.id for form in next(c for c in choices if c))


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
