"""What a certificate must say of a form beside its figures: every wish that the bank could not grant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.assemble.drafts import Draft
from pipeline.grammar import plural
from pipeline.model.form import FormRole, Setting
from pipeline.rules import assembly as rules
from pipeline.rules import plan as plan_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A draft with the settings of its scenarios."""

    draft: Draft
    settings: tuple[Setting, ...]


def notes_of(form: Placed, before: Sequence[Placed], families: Mapping[str, str]) -> Iterator[str]:
    """The notes of one form; ``before`` are the forms placed earlier in the session, whatever their exam."""
    yield from form.draft.notes
    others = [p for p in before if p.draft.blueprint.id != form.draft.blueprint.id]
    yield from _spare(form, before)
    yield from _parallel(form, before)
    yield from _scenarios(form, others, families)
    yield from _questions(form, others)
    yield from _countries(form, before)


def _spare(form: Placed, before: Sequence[Placed]) -> Iterator[str]:
    """What a spare shares with its main papers, and how its setting differs from the nearest of them."""
    if form.draft.role is not FormRole.SPARE:
        return
    own = set(form.draft.items)
    mains = [p for p in before if p.draft.form in form.draft.apart]
    near = [p for p in mains if set(p.draft.scenarios).intersection(form.draft.scenarios)]
    if not near:
        return
    main = max(near, key=lambda p: len(own.intersection(p.draft.items)))
    common = len(own.intersection(main.draft.items))
    if common == len(form.draft.items):
        yield rules.SPARE_SAME_QUESTIONS.format(setting=_difference(main, form))
    elif common:
        said = plural(common, *rules.SPARE_SOME_QUESTIONS)
        yield said.format(count=common, setting=_difference(main, form))
    else:
        yield rules.SPARE_SAME_SCENARIO.format(setting=_difference(main, form))


def _parallel(form: Placed, before: Sequence[Placed]) -> Iterator[str]:
    """Questions that a parallel paper shares with those before it."""
    if form.draft.role is not FormRole.MAIN:
        return
    for other in (p for p in before if p.draft.form in form.draft.apart):
        count = len(set(form.draft.items).intersection(other.draft.items))
        if count:
            said = plural(count, *plan_rules.PARALLEL_SHARES)
            yield said.format(count=count, form=other.draft.form)


def _difference(main: Placed, spare: Placed) -> str:
    """How the setting of a spare differs from that of its main paper."""
    country = {s.iso3 for s in main.settings}.isdisjoint(s.iso3 for s in spare.settings)
    pairs = {s.scenario: s.number_set for s in main.settings}
    numbers = all(pairs.get(s.scenario) != s.number_set for s in spare.settings)
    return rules.SETTINGS[country, numbers]


def _scenarios(
    form: Placed, others: Sequence[Placed], families: Mapping[str, str]
) -> Iterator[str]:
    """Families that another exam holds; of tickets, only the dossiers of main papers count."""
    ticket = form.draft.role is FormRole.TICKET
    for scenario in form.draft.scenarios:
        same = [
            p for p in others if p.draft.role is FormRole.MAIN and scenario in p.draft.scenarios
        ]
        if ticket and same:
            yield rules.ORAL_SHARES_SCENARIO.format(form=same[0].draft.form)
    if ticket:
        return
    papers = [p for p in others if p.draft.role is not FormRole.TICKET]
    for family in sorted({families[s] for s in form.draft.scenarios}):
        users = [p.draft.form for p in papers if family in {families[s] for s in p.draft.scenarios}]
        if users:
            yield rules.FAMILY_AGAIN.format(family=family, forms=", ".join(users))


def _questions(form: Placed, others: Sequence[Placed]) -> Iterator[str]:
    """Questions that stand in another exam of the session."""
    own = set(form.draft.items)
    users = [p.draft for p in others if own.intersection(p.draft.items)]
    if users:
        count = len(own.intersection(i for draft in users for i in draft.items))
        forms = ", ".join(draft.form for draft in users)
        yield plural(count, *rules.QUESTIONS_AGAIN).format(count=count, forms=forms)


def _countries(form: Placed, before: Sequence[Placed]) -> Iterator[str]:
    """Countries that an earlier form of the session holds."""
    for setting in form.settings:
        users = [p.draft.form for p in before if setting.iso3 in {s.iso3 for s in p.settings}]
        if users:
            yield rules.COUNTRY_AGAIN.format(country=setting.iso3, form=users[0])
