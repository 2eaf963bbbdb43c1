"""The tickets of a session's orals and simulations, and the forms of its workplace observations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.assemble.again import by_codes
from pipeline.assemble.drafts import Draft, Drafted, form_id
from pipeline.assemble.explain import explain_papers, explain_tickets
from pipeline.assemble.levels import Caps
from pipeline.assemble.locks import lock_fault, lock_note
from pipeline.assemble.pool import Exposure, Pool, pool_for
from pipeline.assemble.restrict import restricted
from pipeline.assemble.tickets import Column, Packing, Settings, bound_of, caps_of, columns_of, pack
from pipeline.codes import Code
from pipeline.diagnostics import Diagnostic
from pipeline.draw import derive, rank
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint, FormKind
from pipeline.model.choices import Lock
from pipeline.model.form import FormRole
from pipeline.model.session import Again, Session
from pipeline.rules import plan as rules


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lot:
    """Tickets that the same people may draw: their blueprint, how many, the number of the first."""

    whole: Blueprint
    blueprint: Blueprint
    people: tuple[Again, ...]
    count: int
    first: int = 1

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes of an oral that is sat in part; none of a whole one."""
        return () if self.blueprint is self.whole else self.blueprint.codes

    @property
    def forms(self) -> tuple[str, ...]:
        """The ids of the tickets."""
        numbers = range(self.first, self.first + self.count)
        return tuple(form_id(self.whole, f"T{n:02d}", self.codes) for n in numbers)


def draft_tickets(
    bank: Bank,
    session: Session,
    blueprint: Blueprint,
    papers: Sequence[Draft],
    secret: bytes,
    exposure: Exposure,
) -> Drafted:
    """The tickets of one oral or simulation, as far from the session's papers as the bank allows."""
    drafts: list[Draft] = []
    faults: list[Diagnostic] = []
    for asked in _lots(session, blueprint):
        lot = replace(asked, first=len(drafts) + 1)
        pool = _ticket_pool(bank, lot, session, exposure)
        columns = columns_of(bank, lot.blueprint, pool)
        if not columns and lot.codes:
            lot = replace(lot, blueprint=lot.whole)
            pool = _ticket_pool(bank, lot, session, exposure)
            columns = columns_of(bank, lot.blueprint, pool)
        key = derive(secret, "/".join(("draw", lot.whole.id, *lot.codes)))
        imposed, told = _imposed(lot, session, columns, key)
        faults += told
        held = {column.items for column in imposed.values()}
        others = [c for c in columns if c.items not in held]
        # Tickets with a lock come on top of what the caps allow.
        offers = (*_freshest(others, lot.whole, papers), columns)
        count, caps = lot.count - len(imposed), caps_of(bank, lot.blueprint)
        packing = None if told else _packed(offers, pool.settings, count, key, caps)
        if packing is not None and 0 < packing.columns < len(columns):
            least = bound_of(columns, pool.settings, count, caps)
            packing = replace(packing, bound=min(packing.bound, least), columns=len(columns))
        if packing is not None:
            drafts += _drafts(lot, asked, session, packing, imposed)
        elif not told:
            faults.append(explain_tickets(bank, lot.blueprint, pool, columns, lot.count))
    return drafts, faults


def draft_observation(
    bank: Bank, session: Session, blueprint: Blueprint, secret: bytes, exposure: Exposure
) -> Drafted:
    """The form of a workplace observation: all that one scenario has to observe, the least used, then drawn."""
    pool = pool_for(bank, blueprint, session, (), exposure)
    form = form_id(blueprint, "P")
    lock = session.choices.lock(form)
    imposed = set(lock.items)
    scenarios = [s for s, items in pool.items.items() if imposed <= {i.id for i in items}]
    if not scenarios and pool.items:
        return [], [lock_fault(session, lock, rules.NO_SUCH_TICKET)]
    if not scenarios:
        return [], [explain_papers(bank, blueprint, pool)]
    key = derive(secret, f"draw/{blueprint.id}")
    least = min(exposure.scenarios.get(s, 0) for s in scenarios)
    near = [s for s in scenarios if exposure.scenarios.get(s, 0) == least]
    chosen = min(near, key=lambda s: rank(key, s))
    return [
        Draft(
            form=form,
            role=FormRole.MAIN,
            number=1,
            blueprint=blueprint,
            items=tuple(item.id for item in pool.items[chosen]),
            scenarios=(chosen,),
            deviation=0.0,
            bound=0.0,
            alternatives=len(scenarios),
            notes=tuple(lock_note(lock)),
        )
    ], []


def _lots(session: Session, blueprint: Blueprint) -> Iterator[_Lot]:
    """The tickets wanted of an exam; those who miss some codes only have theirs, one more than they are.

    A simulation has a ticket more than asked.
    """
    count = session.forms.get(blueprint.id) or session.tickets or blueprint.tickets
    count = max(1, count) + (blueprint.kind is FormKind.SIMULATION)
    again = session.again.get(blueprint.id, ())
    for codes, people in (by_codes(again) or {(): []}).items():
        yield _Lot(
            whole=blueprint,
            blueprint=restricted(blueprint, codes),
            people=tuple(people),
            count=len(people) + 1 if codes else count,
        )


def _ticket_pool(bank: Bank, lot: _Lot, session: Session, exposure: Exposure) -> Pool:
    """The pool of an oral without what anybody has read; when nothing is left, without what everybody has.

    Each is then given a ticket of a scenario that is new to them.
    """
    met = [set(again.met) for again in lot.people]
    pool = pool_for(bank, lot.blueprint, session, set().union(*met), exposure)
    if pool.items or not met:
        return pool
    return pool_for(bank, lot.blueprint, session, set.intersection(*met), exposure)


def _imposed(
    lot: _Lot, session: Session, columns: Sequence[Column], key: bytes
) -> tuple[dict[str, Column], list[Diagnostic]]:
    """The ticket of each form with a lock, the best that holds its items, and the locks that none holds."""
    found: dict[str, Column] = {}
    faults = []
    for form in lot.forms:
        lock = session.choices.lock(form)
        able = [c for c in columns if _holds(c, lock)] if lock.items else []
        if able:
            best = min(c.value for c in able) + float(lot.whole.epsilon)
            near = [c for c in able if c.value <= best]
            found[form] = min(
                near, key=lambda c: (c in found.values(), rank(key, "+".join(c.items)))
            )
        elif lock.items:
            faults.append(lock_fault(session, lock, rules.NO_SUCH_TICKET))
    return found, faults


def _holds(column: Column, lock: Lock) -> bool:
    """Whether a ticket has the items of a lock, and no other when the lock is whole."""
    own = set(column.items)
    return own == set(lock.items) if lock.whole else own.issuperset(lock.items)


def _packed(
    offers: Iterable[Sequence[Column]], settings: Settings, count: int, key: bytes, caps: Caps
) -> Packing | None:
    """So many tickets of the first offer that has enough."""
    if count == 0:
        return Packing(tickets=(), bound=0.0, columns=0, gap=0, widest=0)
    packings = (pack(columns, settings, count, key, caps) for columns in offers)
    return next((packing for packing in packings if packing is not None), None)


def _freshest(
    columns: Sequence[Column], blueprint: Blueprint, papers: Sequence[Draft]
) -> Iterator[Sequence[Column]]:
    """The tickets whose scenario no main paper uses; none of the block; whose questions no paper asks; all."""
    mains = [d for d in papers if d.role is FormRole.MAIN]
    anywhere = {s for d in mains for s in d.scenarios}
    block = {s for d in mains if d.blueprint.block == blueprint.block for s in d.scenarios}
    asked = {i for d in papers for i in d.items}
    yield [c for c in columns if c.scenario not in anywhere]
    yield [c for c in columns if c.scenario not in block]
    yield [c for c in columns if asked.isdisjoint(c.items)]
    yield columns


def _drafts(
    lot: _Lot,
    asked: _Lot,
    session: Session,
    packing: Packing,
    imposed: Mapping[str, Column],
) -> list[Draft]:
    """The drafts of the tickets, those with a lock at their number."""
    rest = iter(packing.tickets)
    found = []
    for place, form in enumerate(lot.forms):
        column = imposed.get(form) or next(rest)
        found.append(
            Draft(
                form=form,
                role=FormRole.TICKET,
                number=lot.first + place,
                blueprint=lot.whole,
                items=column.items,
                scenarios=(column.scenario,),
                deviation=column.value,
                bound=packing.bound,
                alternatives=packing.columns,
                codes=lot.codes,
                notes=(*_codes_note(lot, asked), *lock_note(session.choices.lock(form))),
            )
        )
    return found


def _codes_note(lot: _Lot, asked: _Lot) -> Iterator[str]:
    """What is said of tickets for those who miss some codes only."""
    if asked.codes:
        said = rules.MISSING_CODES if lot.codes else rules.MISSING_CODES_WHOLE
        yield said.format(codes=", ".join(asked.codes))
