"""What a coordinator decides by hand: questions imposed on a form, questions and scenarios that no form may hold."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.assemble.papers import most_scenarios
from pipeline.assemble.pool import Pool
from pipeline.diagnostics import Diagnostic
from pipeline.grammar import plural
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.choices import Choices, Lock
from pipeline.model.requirement import Compare, Comparison, Measure, Requirement
from pipeline.model.session import Session
from pipeline.rules import plan as rules


def with_locks(choices: Choices, locks: Sequence[tuple[str, str]]) -> Choices:
    """The choices with these (form, item) imposed too; what a form held whole gives way to a new item."""
    found = {lock.form: lock for lock in choices.locks}
    for form, item in locks:
        lock = found.get(form, Lock(form=form, items=()))
        if item not in lock.items:
            kept = () if lock.whole else lock.items
            found[form] = Lock(form=form, items=tuple(sorted({*kept, item})))
    return replace(choices, locks=tuple(found[form] for form in sorted(found)))


def with_forbids(choices: Choices, names: Collection[str]) -> Choices:
    """The choices with these items and scenarios forbidden too."""
    return replace(choices, forbidden=tuple(sorted({*choices.forbidden, *names})))


def without(choices: Choices, name: str) -> Choices:
    """The choices without anything about a form, an item or a scenario; the same when there is nothing."""
    locks = []
    for lock in choices.locks:
        items = tuple(i for i in lock.items if name not in (i, lock.form))
        if items:
            whole = lock.whole and items == lock.items
            settings = lock.settings if whole else ()
            locks.append(replace(lock, items=items, whole=whole, settings=settings))
    forbidden = tuple(n for n in choices.forbidden if n != name)
    return Choices(locks=tuple(locks), forbidden=forbidden)


def with_lock(blueprint: Blueprint, lock: Lock) -> Blueprint:
    """The blueprint of a form that must hold the items of a lock."""
    imposed = tuple(
        Requirement(
            id=rules.LOCK_ID.format(item=item),
            label=rules.LOCK_LABEL.format(item=item),
            measure=Measure.SUM,
            condition=Compare(column="question", comparison=Comparison.EQUAL, value=item),
            low=Decimal(1),
            source=blueprint.source,
        )
        for item in lock.items
    )
    return replace(blueprint, requirements=(*blueprint.requirements, *imposed))


def locked_pool(pool: Pool, blueprint: Blueprint, lock: Lock) -> Pool:
    """What a form with a lock may be made of: a whole one of its items, others of its scenarios once they fill it."""
    scenarios = {item.rpartition("/")[0] for item in lock.items}
    if lock.whole:
        items = {
            scenario: tuple(i for i in own if i.id in lock.items)
            for scenario, own in pool.items.items()
            if scenario in scenarios
        }
        return replace(pool, items=items)
    if len(scenarios) < most_scenarios(blueprint):
        return pool
    return replace(pool, items={s: own for s, own in pool.items.items() if s in scenarios})


def lock_note(lock: Lock) -> Iterator[str]:
    """What the certificate of a form says of its lock."""
    if lock.whole:
        yield rules.LOCKED_WHOLE
    elif lock.items:
        yield plural(len(lock.items), *rules.LOCKED_NOTE).format(items=", ".join(lock.items))


def choice_faults(bank: Bank, session: Session) -> Iterator[Diagnostic]:
    """Choices about content that the bank does not have, and questions both imposed and forbidden."""
    choices, source = session.choices, session.source
    known = {s.id for s in bank.scenarios} | {i.id for s in bank.scenarios for i in s.items}
    locked = [(lock.form, item) for lock in choices.locks for item in lock.items]
    for form, item in locked:
        if {item, item.rpartition("/")[0]}.intersection(choices.forbidden):
            yield rules.LOCKED_FORBIDDEN.at(source, item=item, form=form, session=session.id)
    for name in sorted({*(item for _, item in locked), *choices.forbidden} - known):
        yield rules.UNKNOWN_CHOICE.at(source, name=name, session=session.id)


def form_faults(session: Session, forms: Sequence[str]) -> Iterator[Diagnostic]:
    """Locks on forms that the session does not make; ``forms`` are the ids of those that it does."""
    for lock in session.choices.locks:
        if lock.form not in forms:
            yield rules.UNKNOWN_FORM.at(
                session.source, form=lock.form, known=_shown(forms), session=session.id
            )


def lock_fault(session: Session, lock: Lock, reason: str) -> Diagnostic:
    """A lock that nothing of the bank can hold."""
    return rules.LOCK_IMPOSSIBLE.at(
        session.source,
        form=lock.form,
        items=" + ".join(lock.items),
        reason=reason,
        session=session.id,
    )


def _shown(forms: Sequence[str]) -> str:
    """The ids of forms, the first ones of many."""
    shown = ", ".join(forms[: rules.FORMS_SHOWN])
    return shown if len(forms) <= rules.FORMS_SHOWN else rules.MORE_FORMS.format(forms=shown)
