"""The forms of a session before their countries are known: papers and spares, then oral tickets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.assemble.again import groups
from pipeline.assemble.explain import explain_papers, explain_tickets
from pipeline.assemble.families import spread
from pipeline.assemble.pairs import Pair, Taken, best_pair, families_of
from pipeline.assemble.papers import Paper, PaperPool, paper_pool
from pipeline.assemble.pool import Exposure, Pool, pool_for
from pipeline.assemble.tickets import Column, columns_of, pack
from pipeline.diagnostics import Diagnostic
from pipeline.draw import derive
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.form import FormRole
from pipeline.model.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A form before its countries are known, with what was proved of it (points of deviation on 100).

    ``alternatives`` is how many scenario sets or tickets were compared, ``near`` among how many it was drawn.
    """

    form: str
    role: FormRole
    number: int
    blueprint: Blueprint
    items: tuple[str, ...]
    scenarios: tuple[str, ...]
    deviation: float
    bound: float
    alternatives: int
    near: int = 1


Drafted = tuple[list[Draft], list[Diagnostic]]


def draft_papers(
    bank: Bank, session: Session, blueprints: Sequence[Blueprint], secret: bytes, exposure: Exposure
) -> Drafted:
    """The main and spare papers of the exams, and a diagnostic for each exam that the bank cannot serve."""
    pools: dict[str, PaperPool] = {}
    wanted: dict[str, tuple[Blueprint, int]] = {}
    faults = []
    for blueprint in blueprints:
        for number, met in enumerate(_groups(bank, blueprint, session), 1):
            pool = pool_for(bank, blueprint, session, met)
            found = paper_pool(bank, blueprint, pool, exposure)
            name = _numbered(blueprint.id, number)
            wanted[name] = (blueprint, number)
            if found.papers:
                pools[name] = found
            else:
                faults.append(explain_papers(bank, blueprint, pool))
    families = {s.id: s.family for s in bank.scenarios}
    reserved = spread(pools, families, derive(secret, "draw/families"))
    drafts: list[Draft] = []
    for name, papers in pools.items():
        blueprint, number = wanted[name]
        del reserved[name]
        taken = _taken(drafts, families, reserved)
        key = derive(secret, f"draw/{name}")
        pair = best_pair(papers, families, taken, key, spare=blueprint.spare)
        drafts += _pair(blueprint, number, pair, papers)
    return drafts, faults


def draft_tickets(
    bank: Bank, session: Session, blueprint: Blueprint, papers: Sequence[Draft], secret: bytes
) -> Drafted:
    """The tickets of one oral, as far from the session's papers as the bank allows."""
    count = max(1, session.tickets or blueprint.tickets)
    pool = _ticket_pool(bank, blueprint, session)
    columns = columns_of(bank, blueprint, pool)
    key = derive(secret, f"draw/{blueprint.id}")
    for fresh in _freshest(columns, blueprint, papers):
        packing = pack(fresh, pool.settings, count, key)
        if packing is not None:
            break
    else:
        return [], [explain_tickets(bank, blueprint, pool, columns, count)]
    return [
        Draft(
            form=f"{blueprint.id}-T{number:02d}",
            role=FormRole.TICKET,
            number=number,
            blueprint=blueprint,
            items=column.items,
            scenarios=(column.scenario,),
            deviation=column.value,
            bound=packing.bound,
            alternatives=packing.columns,
        )
        for number, column in enumerate(packing.tickets, 1)
    ], []


def main_form(blueprint: Blueprint, number: int) -> str:
    """The id of the main paper of an exam; there are several where not everybody may sit the same."""
    return f"{blueprint.id}-{_numbered('P', number, '')}"


def _numbered(name: str, number: int, glue: str = "-") -> str:
    """A name, with its number from the second on."""
    return name if number == 1 else f"{name}{glue}{number}"


def _groups(bank: Bank, blueprint: Blueprint, session: Session) -> tuple[frozenset[str], ...]:
    """What each group that sits an exam has read: but in a session of resits, one group that has read nothing."""
    met = [again.met for again in session.again.get(blueprint.id, ())]
    if not met:
        return (frozenset(),)
    return groups(pool_for(bank, blueprint, session).items, met)


def _ticket_pool(bank: Bank, blueprint: Blueprint, session: Session) -> Pool:
    """The pool of an oral without what anybody has read; when nothing is left, without what everybody has.

    Each is then given a ticket of a scenario that is new to them.
    """
    met = [set(again.met) for again in session.again.get(blueprint.id, ())]
    pool = pool_for(bank, blueprint, session, set().union(*met))
    if pool.items or not met:
        return pool
    return pool_for(bank, blueprint, session, set.intersection(*met))


def _freshest(
    columns: Sequence[Column], blueprint: Blueprint, papers: Sequence[Draft]
) -> Iterator[list[Column]]:
    """The tickets whose scenario no main paper uses; none of the block; whose questions no paper asks; all."""
    mains = [d for d in papers if d.role is FormRole.MAIN]
    anywhere = {s for d in mains for s in d.scenarios}
    block = {s for d in mains if d.blueprint.block == blueprint.block for s in d.scenarios}
    asked = {i for d in papers for i in d.items}
    yield [c for c in columns if c.scenario not in anywhere]
    yield [c for c in columns if c.scenario not in block]
    yield [c for c in columns if asked.isdisjoint(c.items)]
    yield list(columns)


def _taken(
    drafts: Sequence[Draft], families: Mapping[str, str], reserved: Mapping[str, frozenset[str]]
) -> Taken:
    """What the drafts hold, with the families that the exams to come are to have."""
    mains = [d for d in drafts if d.role is FormRole.MAIN]
    spares = [d for d in drafts if d.role is FormRole.SPARE]
    return Taken(
        items=frozenset(i for d in mains for i in d.items),
        families=frozenset(f for d in mains for f in families_of(d.scenarios, families)).union(
            *reserved.values()
        ),
        spare_items=frozenset(i for d in spares for i in d.items),
        spare_families=frozenset(f for d in spares for f in families_of(d.scenarios, families)),
    )


def _pair(blueprint: Blueprint, number: int, pair: Pair, pool: PaperPool) -> list[Draft]:
    """The drafts of a main paper and its spare."""

    def draft(paper: Paper, role: FormRole, form: str) -> Draft:
        return Draft(
            form=form,
            role=role,
            number=number,
            blueprint=blueprint,
            items=paper.items,
            scenarios=paper.scenarios,
            deviation=paper.deviation,
            bound=pool.bound,
            alternatives=pool.sets,
            near=pair.near,
        )

    main = draft(pair.main, FormRole.MAIN, main_form(blueprint, number))
    if pair.spare is None:
        return [main]
    spare = f"{blueprint.id}-{_numbered('S', number, '')}"
    return [main, draft(pair.spare, FormRole.SPARE, spare)]
