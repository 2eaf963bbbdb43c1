"""The plan of a session: for each exam its forms, their items, countries and number sets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.assemble.explain import explain_papers, explain_tickets
from pipeline.assemble.pairs import Pair, Taken, best_pair
from pipeline.assemble.papers import EPSILON, PaperPool, paper_pool
from pipeline.assemble.pool import Exposure, pool_for
from pipeline.assemble.settings import Slot, assign, options
from pipeline.assemble.tickets import Column, Packing, columns_of, pack
from pipeline.diagnostics import Diagnostic, InfeasibleError
from pipeline.draw import derive
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint, FormKind
from pipeline.model.form import Choice, FormRole
from pipeline.model.session import Session
from pipeline.rules import assembly as rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One form of the plan with what was proved of it (points of deviation on 100)."""

    form: str
    choice: Choice
    deviation: float
    bound: float
    alternatives: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A form before its countries are known."""

    form: str
    role: FormRole
    number: int
    blueprint: Blueprint
    items: tuple[str, ...]
    scenarios: tuple[str, ...]
    deviation: float
    bound: float
    alternatives: int
    notes: tuple[str, ...]
    apart: tuple[str, ...] = ()


def plan_session(
    bank: Bank, session: Session, secret: bytes, exposure: Exposure
) -> tuple[Planned, ...]:
    """Every form of the session, reproducible from the secret.

    Raises InfeasibleError with one diagnostic for each exam that the bank cannot serve.
    """
    blueprints = [bank.blueprint(exam) for exam in session.exams]
    papers = [b for b in blueprints if b.kind is not FormKind.TICKET]
    orals = [b for b in blueprints if b.kind is FormKind.TICKET]
    drafts, faults = _plan_papers(bank, session, papers, secret, exposure)
    spent = {(d.blueprint.block, s) for d in drafts if d.role is FormRole.MAIN for s in d.scenarios}
    for blueprint in orals:
        avoid = {s for block, s in spent if block == blueprint.block}
        tickets, found = _plan_tickets(bank, session, blueprint, avoid, secret)
        drafts += tickets
        faults += found
    if faults:
        raise InfeasibleError(
            rules.IMPOSSIBLE.format(count=len(faults)), rules.IMPOSSIBLE_HINT, tuple(faults)
        )
    order = {b.id: n for n, b in enumerate(blueprints)}
    drafts.sort(key=lambda d: (order[d.blueprint.id], d.role is FormRole.SPARE, d.number))
    return _set(bank, session, drafts, secret, exposure)


def _plan_papers(
    bank: Bank, session: Session, blueprints: Sequence[Blueprint], secret: bytes, exposure: Exposure
) -> tuple[list[_Draft], list[Diagnostic]]:
    """The main and spare papers; exams with the fewest papers to choose from are served first."""
    pools = {}
    faults: list[Diagnostic] = []
    for blueprint in blueprints:
        pool = pool_for(bank, blueprint, session.date)
        found = paper_pool(bank, blueprint, pool, exposure)
        if found.papers:
            pools[blueprint.id] = found
        else:
            faults.append(explain_papers(bank, blueprint, pool))
    families = {s.id: s.family for s in bank.scenarios}
    taken = Taken()
    drafts: list[_Draft] = []
    served = sorted((b for b in blueprints if b.id in pools), key=lambda b: len(pools[b.id].papers))
    for blueprint in served:
        papers = pools[blueprint.id]
        key = derive(secret, f"draw/{blueprint.id}")
        pair = best_pair(papers, families, taken, key, spare=blueprint.spare)
        assert pair is not None, "the pool has a paper"
        notes = _family_notes(pair, families, taken)
        drafts += _pair_drafts(blueprint, pair, notes, papers)
        both = (pair.main, *((pair.spare,) if pair.spare else ()))
        taken = Taken(
            items=taken.items | {i for p in both for i in p.items},
            families=taken.families | {families[s] for p in both for s in p.scenarios},
        )
    return drafts, faults


def _family_notes(pair: Pair, families: dict[str, str], taken: Taken) -> tuple[str, ...]:
    """A note for each family that the session already holds."""
    both = (pair.main, *((pair.spare,) if pair.spare else ()))
    again = {families[s] for p in both for s in p.scenarios if families[s] in taken.families}
    return tuple(rules.FAMILY_AGAIN.format(family=f) for f in sorted(again))


def _pair_drafts(
    blueprint: Blueprint, pair: Pair, notes: tuple[str, ...], papers: PaperPool
) -> list[_Draft]:
    """The drafts of a main paper and its spare."""
    if pair.near > 1:
        notes = (*notes, rules.NEAR_BEST.format(count=pair.near, epsilon=f"{EPSILON:g}"))
    main = _Draft(
        form=f"{blueprint.id}-P",
        role=FormRole.MAIN,
        number=1,
        blueprint=blueprint,
        items=pair.main.items,
        scenarios=pair.main.scenarios,
        deviation=pair.main.deviation,
        bound=papers.bound,
        alternatives=papers.sets,
        notes=notes,
    )
    if pair.spare is None:
        return [main]
    shared = {1: (rules.SPARE_SAME_SCENARIO,), 2: (rules.SPARE_SAME_QUESTIONS,)}
    spare = replace(
        main,
        form=f"{blueprint.id}-S",
        role=FormRole.SPARE,
        items=pair.spare.items,
        scenarios=pair.spare.scenarios,
        deviation=pair.spare.deviation,
        notes=(*notes, *shared.get(min(pair.shared, 2), ())),
        apart=(main.form,),
    )
    return [main, spare]


def _plan_tickets(
    bank: Bank, session: Session, blueprint: Blueprint, avoid: set[str], secret: bytes
) -> tuple[list[_Draft], list[Diagnostic]]:
    """The tickets of one oral, from scenarios that no main paper of the block uses where the bank allows."""
    count = session.tickets or blueprint.tickets
    pool = pool_for(bank, blueprint, session.date)
    columns = columns_of(bank, blueprint, pool)
    settings = {s: len(options(bank, s, session.excluded_countries)) for s in pool.items}
    key = derive(secret, f"draw/{blueprint.id}")
    fresh = [c for c in columns if c.scenario not in avoid]
    packing = pack(fresh, settings, count, key) if fresh else None
    notes: tuple[str, ...] = ()
    if packing is None:
        packing = pack(columns, settings, count, key)
        if packing is not None and avoid.intersection(c.scenario for c in packing.tickets):
            notes = (rules.ORAL_SHARES_SCENARIO,)
    if packing is None:
        return [], [explain_tickets(bank, blueprint, pool, columns, settings, count)]
    return [
        _ticket(blueprint, number, column, packing, notes)
        for number, column in enumerate(packing.tickets, 1)
    ], []


def _ticket(
    blueprint: Blueprint, number: int, column: Column, packing: Packing, notes: tuple[str, ...]
) -> _Draft:
    """The draft of one ticket."""
    return _Draft(
        form=f"{blueprint.id}-T{number:02d}",
        role=FormRole.TICKET,
        number=number,
        blueprint=blueprint,
        items=column.items,
        scenarios=(column.scenario,),
        deviation=column.value,
        bound=packing.bound,
        alternatives=packing.columns,
        notes=notes,
    )


def _set(
    bank: Bank, session: Session, drafts: Sequence[_Draft], secret: bytes, exposure: Exposure
) -> tuple[Planned, ...]:
    """Give every draft its countries and number sets."""
    slots = {
        draft.form: [
            Slot(
                form=draft.form,
                scenario=s,
                group=draft.blueprint.id,
                content="+".join(draft.items),
                apart=draft.apart,
            )
            for s in draft.scenarios
        ]
        for draft in drafts
    }
    flat = [slot for own in slots.values() for slot in own]
    key = derive(secret, "draw/countries")
    found = assign(bank, flat, session.excluded_countries, exposure, key)
    missing = [slot for slot, setting in found.items() if setting is None]
    if missing:
        faults = tuple(
            rules.NO_COUNTRY.at(bank.scenario(s.scenario).source, scenario=s.scenario, form=s.form)
            for s in missing
        )
        raise InfeasibleError(
            rules.IMPOSSIBLE.format(count=len(faults)), rules.IMPOSSIBLE_HINT, faults
        )
    planned = []
    for draft in drafts:
        settings = tuple(s for s in (found[slot] for slot in slots[draft.form]) if s is not None)
        choice = Choice(
            blueprint=draft.blueprint.id,
            role=draft.role,
            number=draft.number,
            items=draft.items,
            settings=settings,
        )
        planned.append(
            Planned(
                form=draft.form,
                choice=choice,
                deviation=draft.deviation,
                bound=draft.bound,
                alternatives=draft.alternatives,
                notes=draft.notes,
            )
        )
    return tuple(planned)
