"""What the forms of a session have in common, two by two, and by groups when they are many."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.model.certificate import Group, Matrix, Shared, SharedPair
from pipeline.model.form import Form, FormRole

MOST_LINES = 26
"""A matrix of more lines than this is read by nobody."""
NOTHING = Shared()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What one form holds."""

    form: str
    questions: frozenset[str]
    scenarios: frozenset[str]
    families: frozenset[str]
    countries: frozenset[str]


def held_by(form: Form) -> Held:
    """The questions, scenarios, families and countries of a form."""
    return Held(
        form=form.id,
        questions=frozenset(q.item.id for q in form.questions),
        scenarios=frozenset(d.scenario for d in form.dossiers),
        families=frozenset(d.family for d in form.dossiers),
        countries=frozenset(d.iso3 for d in form.dossiers),
    )


def shared(one: Held, other: Held) -> Shared:
    """What two forms have in common."""
    return Shared(
        questions=len(one.questions & other.questions),
        scenarios=len(one.scenarios & other.scenarios),
        families=len(one.families & other.families),
        countries=len(one.countries & other.countries),
    )


def shared_pairs(forms: Sequence[Form]) -> tuple[SharedPair, ...]:
    """The pairs of forms that share a question or a scenario, the most alike first, then in the order of the forms."""
    held = [held_by(form) for form in forms]
    pairs = (
        SharedPair(first=a.form, second=b.form, shared=shared(a, b))
        for a, b in combinations(held, 2)
        if not a.scenarios.isdisjoint(b.scenarios) or not a.questions.isdisjoint(b.questions)
    )
    return tuple(sorted(pairs, key=lambda p: (-p.shared.questions, -p.shared.scenarios)))


def matrices(forms: Sequence[Form]) -> tuple[Matrix, ...]:
    """The matrix of the session, then those of the exams whose forms it gathers in one line.

    Few forms have a line each. Of many, papers have a line each and the tickets of an exam one, which a matrix by
    scenario details.
    """
    groups = _whole(forms)
    found = [_matrix("", groups, forms)]
    for exam, own in _by_exam(forms).items():
        gathered = any(len(g.forms) > 1 and g.name == exam for g in groups)
        scenarios = tuple(_by_scenario(own)) if gathered else ()
        if len(scenarios) > 1:
            found.append(_matrix(exam, scenarios, own))
    return tuple(found)


def _whole(forms: Sequence[Form]) -> tuple[Group, ...]:
    """The lines of the session's matrix: forms, else papers and exams, else exams."""
    alone = tuple(Group(name=f.id, forms=(f.id,)) for f in forms)
    if len(alone) <= MOST_LINES:
        return alone
    papers = tuple(g for own in _by_exam(forms).values() for g in _lines(own))
    if len(papers) <= MOST_LINES:
        return papers
    return tuple(
        Group(name=exam, forms=tuple(f.id for f in own)) for exam, own in _by_exam(forms).items()
    )


def _lines(forms: Sequence[Form]) -> Iterator[Group]:
    """The lines of one exam: each paper, then its tickets together."""
    yield from (Group(name=f.id, forms=(f.id,)) for f in forms if f.role is not FormRole.TICKET)
    tickets = tuple(f.id for f in forms if f.role is FormRole.TICKET)
    if tickets:
        yield Group(name=forms[0].blueprint, forms=tickets)


def _by_exam(forms: Iterable[Form]) -> dict[str, list[Form]]:
    """The forms by exam, in their order."""
    found: dict[str, list[Form]] = {}
    for form in forms:
        found.setdefault(form.blueprint, []).append(form)
    return found


def _by_scenario(forms: Iterable[Form]) -> Iterator[Group]:
    """The forms by their scenarios, in the order of ids."""
    found: dict[str, list[str]] = {}
    for form in forms:
        name = " + ".join(sorted(d.scenario for d in form.dossiers))
        found.setdefault(name, []).append(form.id)
    for name in sorted(found):
        yield Group(name=name, forms=tuple(found[name]))


def _matrix(exam: str, groups: tuple[Group, ...], forms: Sequence[Form]) -> Matrix:
    """The matrix of these groups."""
    held = {form.id: held_by(form) for form in forms}
    members = [tuple(held[f] for f in group.forms) for group in groups]
    size = range(len(groups))
    half = {(i, j): _most(members[i], members[j]) for i in size for j in size if i <= j}
    return Matrix(
        exam=exam,
        groups=groups,
        cells=tuple(tuple(half[min(i, j), max(i, j)] for j in size) for i in size),
    )


def _most(one: Sequence[Held], other: Sequence[Held]) -> Shared:
    """The most that a form of each group have in common; of one group, two different forms of it."""
    if one is other:
        return _largest([shared(a, b) for a, b in combinations(one, 2)])
    return _largest([shared(a, b) for a in one for b in other])


def _largest(found: Sequence[Shared]) -> Shared:
    """The largest of each number."""
    if not found:
        return NOTHING
    return Shared(
        questions=max(s.questions for s in found),
        scenarios=max(s.scenarios for s in found),
        families=max(s.families for s in found),
        countries=max(s.countries for s in found),
    )
