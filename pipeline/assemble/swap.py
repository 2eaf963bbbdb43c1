"""One question of a form replaced by another: the best replacements, what each changes, the form made again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.assemble.certify import rules_on
from pipeline.assemble.compose import compose
from pipeline.assemble.plan import Planned
from pipeline.assemble.pool import Exposure, pool_for, skill_shares
from pipeline.assemble.requirements import rules_of
from pipeline.assemble.restrict import restricted
from pipeline.assemble.rows import problem_on
from pipeline.ata.nearest import Lack, lacks
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.choices import Choices, Lock
from pipeline.model.form import Choice, Form, Setting
from pipeline.model.item import Item
from pipeline.model.scenario import Variant
from pipeline.model.session import Session

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a choice of items comes to: value in points on 100, minutes, mean difficulty, documents, share of codes."""

    value: Decimal
    minutes: int
    difficulty: Decimal
    documents: int
    shares: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A question that could stand in the place of another, and what the form comes to with it.

    ``broken`` are the hard rules missed with it, ``enemies`` the questions of the form that it may not stand beside,
    ``asked`` the other forms of the session that ask it, ``same`` the form that would be the same.
    """

    item: str
    figures: Figures
    broken: tuple[Lack, ...]
    enemies: tuple[str, ...]
    asked: tuple[str, ...]
    same: str = ""

    @property
    def holds(self) -> bool:
        """Whether the form satisfies every rule with it."""
        return not (self.broken or self.enemies or self.same)


def blueprint_of(bank: Bank, form: Form) -> Blueprint:
    """The blueprint that a form was made for, restricted to its codes where the exam is sat in part."""
    return restricted(bank.blueprint(form.blueprint), [b.code for b in form.certificate.balances])


def items_of(form: Form) -> tuple[str, ...]:
    """The ids of the questions of a form, in order."""
    return tuple(question.item.id for question in form.questions)


def figures_of(bank: Bank, form: Form, chosen: Sequence[str]) -> Figures:
    """What these items come to on the blueprint of a form."""
    blueprint = blueprint_of(bank, form)
    items = [_item(bank, item) for item in chosen]
    points = sum((item.points for item in items), ZERO)
    costs = rules_on(bank, blueprint, items)
    return Figures(
        value=sum((rule.cost for rule in costs), ZERO),
        minutes=sum(item.minutes for item in items),
        difficulty=sum((item.points * item.difficulty for item in items), ZERO) / points,
        documents=len({(_scenario(i.id), d) for i in items for d in i.documents}),
        shares={
            code: 100 * sum((item.points_of(code) for item in items), ZERO) / points
            for code in blueprint.codes
        },
    )


def replacements(
    bank: Bank, session: Session, forms: Sequence[Form], form: Form, item: str, exposure: Exposure
) -> tuple[Replacement, ...]:
    """The questions of the form's scenarios that could stand in the place of one, best first.

    Those with which every rule holds come first, by value, then the others; the form has the item.
    """
    blueprint = blueprint_of(bank, form)
    free = replace(session, excluded_scenarios=())
    uses = Exposure(items=exposure.items)
    pool = pool_for(bank, blueprint, free, (), uses)
    kept = [i for i in items_of(form) if i != item]
    found = [
        replacement(bank, forms, form, item, other.id)
        for dossier in form.dossiers
        for other in pool.items.get(dossier.scenario, ())
        if other.id not in items_of(form) and _covers(form, (*kept, other.id))
    ]
    return tuple(sorted(found, key=_order))


def replacement(
    bank: Bank, forms: Sequence[Form], form: Form, item: str, other: str
) -> Replacement:
    """What a form comes to with another question in the place of one, whatever rules that breaks."""
    chosen = tuple(other if i == item else i for i in items_of(form))
    blueprint = blueprint_of(bank, form)
    items = [(bank.scenario(_scenario(i)), _item(bank, i)) for i in chosen]
    problem = problem_on(rules_of(bank, blueprint), items, skill_shares(bank))
    place = chosen.index(other)
    rivals = [a if b == place else b for a, b in problem.apart if place in (a, b)]
    return Replacement(
        item=other,
        figures=figures_of(bank, form, chosen),
        broken=lacks(problem, range(len(chosen))),
        enemies=tuple(chosen[k] for k in rivals),
        asked=tuple(f.id for f in forms if f.id != form.id and other in items_of(f)),
        same=_same(forms, form, chosen),
    )


def brings(bank: Bank, form: Form, item: str) -> tuple[Lack, ...]:
    """The rules that a form would miss without one of its questions."""
    chosen = [i for i in items_of(form) if i != item]
    items = [(bank.scenario(_scenario(i)), _item(bank, i)) for i in chosen]
    problem = problem_on(rules_of(bank, blueprint_of(bank, form)), items, skill_shares(bank))
    return lacks(problem, range(len(chosen)))


def settings_of(form: Form) -> tuple[Setting, ...]:
    """The settings of the scenarios of a form."""
    return tuple(
        Setting(scenario=d.scenario, iso3=d.iso3, number_set=d.number_set) for d in form.dossiers
    )


def swapped(
    bank: Bank,
    form: Form,
    chosen: Sequence[str],
    variants: Mapping[Setting, Variant],
    note: str,
) -> Form:
    """The form made again of these items in the same settings, against the bound that was proved for it.

    ``variants`` holds the texts of its settings; the note takes the place of what was said of how it was drawn.
    """
    blueprint, old = blueprint_of(bank, form), form.certificate
    whole = bank.blueprint(form.blueprint)
    planned = Planned(
        form=form.id,
        choice=Choice(
            blueprint=form.blueprint,
            role=form.role,
            number=form.number,
            items=tuple(chosen),
            settings=settings_of(form),
        ),
        deviation=float(figures_of(bank, form, chosen).value),
        bound=float(old.bound),
        alternatives=old.alternatives,
        notes=(*(n for n in old.notes if n != note), note),
        price=float(old.price),
        near=1,
        proved=old.proved,
        codes=() if blueprint == whole else blueprint.codes,
    )
    return compose(bank, form.session, planned, variants)


def with_whole_lock(choices: Choices, form: Form, chosen: Sequence[str]) -> Choices:
    """The choices with a form held to these items and no other, in the countries and numbers that it has."""
    others = [lock for lock in choices.locks if lock.form != form.id]
    settings = tuple(
        Setting(scenario=d.scenario, iso3=d.iso3, number_set=d.number_set) for d in form.dossiers
    )
    own = Lock(form=form.id, items=tuple(sorted(chosen)), whole=True, settings=settings)
    return replace(choices, locks=tuple(sorted((*others, own), key=lambda lock: lock.form)))


def _order(found: Replacement) -> tuple[bool, Decimal, Decimal, int, str]:
    """Those that hold first, then the cheapest to accept, the best balanced, the least asked elsewhere."""
    missed = sum((lack.price for lack in found.broken), ZERO) + len(found.enemies)
    return not found.holds, missed, found.figures.value, len(found.asked), found.item


def _covers(form: Form, chosen: Sequence[str]) -> bool:
    """Whether every scenario of the form keeps a question."""
    return {_scenario(i) for i in chosen} == {d.scenario for d in form.dossiers}


def _same(forms: Sequence[Form], form: Form, chosen: Sequence[str]) -> str:
    """The form of the same exam with the same items in the same settings, if any."""
    return next(
        (
            f.id
            for f in forms
            if f.id != form.id
            and f.blueprint == form.blueprint
            and set(items_of(f)) == set(chosen)
            and set(settings_of(f)) == set(settings_of(form))
        ),
        "",
    )


def _item(bank: Bank, item: str) -> Item:
    """An item of the bank by its id."""
    return next(i for i in bank.scenario(_scenario(item)).items if i.id == item)


def _scenario(item: str) -> str:
    """The scenario of an item."""
    return item.rpartition("/")[0]
