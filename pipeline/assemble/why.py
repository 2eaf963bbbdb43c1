"""Why a question was chosen in a session, or was not: what it brings, what stands against it, what it would cost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.assemble.certify import rules_on
from pipeline.assemble.impossible import look_into
from pipeline.assemble.locks import with_lock
from pipeline.assemble.papers import most_scenarios, paper_pool
from pipeline.assemble.pool import Exposure, Pool, pool_for
from pipeline.assemble.swap import blueprint_of, brings, items_of
from pipeline.assemble.tickets import columns_of
from pipeline.ata.conflict import Part
from pipeline.ata.nearest import Lack
from pipeline.model.bank import Bank
from pipeline.model.blueprint import DRAWN, Blueprint, FormKind
from pipeline.model.choices import Lock
from pipeline.model.form import Form, FormRole
from pipeline.model.item import Item
from pipeline.model.session import Session

ZERO = Decimal(0)
CENT = Decimal("0.01")
LEFT = ("excluded", "forbidden", "resting", "banned", "worn")
"""What a pool leaves out, by its fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """The best choice of items for an exam, and its value (points on 100, earlier uses counted)."""

    items: tuple[str, ...]
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A question that a form asks: the share of the points it gives each code, the rules missed without it.

    ``value`` is that of the form, ``next`` the best choice of the bank without it, if any.
    """

    form: str
    shares: tuple[tuple[str, Decimal], ...]
    breaks: tuple[Lack, ...]
    value: Decimal
    next: Best | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """A question that an exam cannot ask, by the first of the reasons that holds (a key of rules.why.BARS)."""

    exam: str
    bar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """A question that no choice of an exam may hold: the rules that stand against it."""

    exam: str
    conflict: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """A question that an exam could ask: the best choice with it, that of the session, the best there is.

    ``costs`` are the rules that cost more with it than in the form of the session, dearest first. ``near``: a draw
    could have fallen on it.
    """

    exam: str
    with_it: Best
    drawn: Decimal
    best: Decimal
    costs: tuple[tuple[str, Decimal], ...]
    near: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A question of a scenario that a workplace observation could have taken, or an exam without any form."""

    exam: str
    assembled: bool


Reason = Chosen | Barred | Blocked | Possible | Elsewhere


def reasons(
    bank: Bank, session: Session, exposure: Exposure, forms: Sequence[Form], item: Item
) -> Iterator[Reason]:
    """For each exam of the session why it asks the question, form by form, or why it does not."""
    for exam in session.exams:
        blueprint = bank.blueprint(exam)
        own = [form for form in forms if form.blueprint == exam]
        asking = [form for form in own if item.id in items_of(form)]
        if asking:
            yield from _asked(bank, session, exposure, asking, item)
        else:
            yield _left(bank, session, exposure, own, blueprint, item)


def bar_of(
    bank: Bank, session: Session, pool: Pool, blueprint: Blueprint, item: Item
) -> str | None:
    """The first reason for which the pool of an exam has not the item; ``None`` when it has."""
    scenario = item.id.rpartition("/")[0]
    bars = {
        "modality": item.modality is not blueprint.modality,
        "format": not item.serves(blueprint.format, blueprint.modality),
        "roles": not blueprint.seats(item),
        "codes": not set(blueprint.codes).issuperset(item.codes),
        "draft": not bank.scenario(scenario).review.allows(session.date),
    }
    for bar in LEFT:
        bars[bar] = not {item.id, scenario}.isdisjoint(getattr(pool, bar))
    return next((bar for bar, holds in bars.items() if holds), None)


def _asked(
    bank: Bank, session: Session, exposure: Exposure, forms: Sequence[Form], item: Item
) -> Iterator[Chosen]:
    """What a question brings to each form of an exam that asks it."""
    others: list[tuple[Blueprint, Best | None]] = []
    for form in forms:
        blueprint = blueprint_of(bank, form)
        if blueprint not in (known for known, _ in others):
            pool = _without(_pool(bank, session, exposure, blueprint), item)
            others.append((blueprint, _best(bank, blueprint, pool, exposure)))
        points = sum((i.points for i in _items(bank, items_of(form))), ZERO)
        yield Chosen(
            form=form.id,
            shares=tuple((code, 100 * item.points_of(code) / points) for code in item.codes),
            breaks=brings(bank, form, item.id) if len(form.questions) > 1 else (),
            value=_value(form),
            next=next(best for known, best in others if known == blueprint),
        )


def _left(
    bank: Bank,
    session: Session,
    exposure: Exposure,
    forms: Sequence[Form],
    blueprint: Blueprint,
    item: Item,
) -> Reason:
    """Why the forms of an exam do not ask a question."""
    pool = _pool(bank, session, exposure, blueprint)
    bar = bar_of(bank, session, pool, blueprint, item)
    if bar is not None:
        return Barred(exam=blueprint.id, bar=bar)
    if not forms or blueprint.kind is FormKind.OBSERVATION:
        return Elsewhere(exam=blueprint.id, assembled=bool(forms))
    narrow, held = _holding(pool, blueprint, item)
    with_it = _best(bank, held, narrow, exposure)
    if with_it is None:
        found = look_into(bank, held, narrow)
        return Blocked(exam=blueprint.id, conflict=found.conflict)
    best = _best(bank, blueprint, pool, exposure)
    assert best is not None, "the best with the question is one"
    form = _compared(forms)
    return Possible(
        exam=blueprint.id,
        with_it=with_it,
        drawn=_value(form),
        best=best.value,
        costs=_costs(bank, form, with_it.items),
        near=with_it.value <= max(_value(form), best.value + blueprint.epsilon),
    )


def _pool(bank: Bank, session: Session, exposure: Exposure, blueprint: Blueprint) -> Pool:
    """What an exam may choose from: without the scenarios that everybody who sits it again has read."""
    met = [set(again.met) for again in session.again.get(blueprint.id, ())]
    return pool_for(bank, blueprint, session, set.intersection(*met) if met else (), exposure)


def _holding(pool: Pool, blueprint: Blueprint, item: Item) -> tuple[Pool, Blueprint]:
    """The pool and the blueprint of the choices that hold an item."""
    scenario = item.id.rpartition("/")[0]
    held = with_lock(blueprint, Lock(form="", items=(item.id,)))
    if most_scenarios(blueprint) > 1 and blueprint.kind not in DRAWN:
        return pool, held
    return replace(pool, items={scenario: pool.items[scenario]}), replace(held, scenarios_max=1)


def _without(pool: Pool, item: Item) -> Pool:
    """The pool without an item."""
    left = {s: tuple(i for i in own if i.id != item.id) for s, own in pool.items.items()}
    return replace(pool, items={s: own for s, own in left.items() if own})


def _best(bank: Bank, blueprint: Blueprint, pool: Pool, exposure: Exposure) -> Best | None:
    """The best paper or ticket of a pool."""
    if blueprint.kind in DRAWN:
        columns = columns_of(bank, blueprint, pool)
        return _first([(column.items, column.value) for column in columns[:1]])
    if not pool.items or blueprint.kind is FormKind.OBSERVATION:
        return None
    papers = paper_pool(bank, blueprint, pool, exposure).papers
    return _first([(paper.items, paper.value) for paper in papers[:1]])


def _first(found: Sequence[tuple[tuple[str, ...], float]]) -> Best | None:
    """The first of some choices, if any."""
    return Best(items=found[0][0], value=Decimal(str(found[0][1]))) if found else None


def _compared(forms: Sequence[Form]) -> Form:
    """The form that a question is measured against: the best main paper, or the worst ticket."""
    mains = [form for form in forms if form.role is FormRole.MAIN]
    if mains:
        return min(mains, key=lambda form: (_value(form), form.id))
    return max(forms, key=lambda form: (_value(form), form.id))


def _value(form: Form) -> Decimal:
    """The value of a form as its certificate says it."""
    return form.certificate.deviation + form.certificate.price


def _costs(bank: Bank, form: Form, chosen: Sequence[str]) -> tuple[tuple[str, Decimal], ...]:
    """The rules that cost more with other items than in a form, dearest first."""
    blueprint = blueprint_of(bank, form)
    now = {r.id: r.cost for r in rules_on(bank, blueprint, _items(bank, items_of(form)))}
    then = rules_on(bank, blueprint, _items(bank, chosen))
    more = [(r.label, r.cost - now.get(r.id, ZERO)) for r in then]
    return tuple(sorted(((k, v) for k, v in more if v >= CENT), key=lambda kv: (-kv[1], kv[0])))


def _items(bank: Bank, chosen: Sequence[str]) -> list[Item]:
    """The items of the bank by their ids."""
    wanted = set(chosen)
    scenarios = sorted({i.rpartition("/")[0] for i in chosen})
    return [i for s in scenarios for i in bank.scenario(s).items if i.id in wanted]
