"""The papers of a session: main ones, parallel ones, those of resits, their spares."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.assemble.drafts import Draft, Drafted, Order, paper_orders
from pipeline.assemble.explain import explain_papers, explain_unproved
from pipeline.assemble.families import Offer, spread
from pipeline.assemble.locks import lock_fault, lock_note, locked_pool, with_lock
from pipeline.assemble.pairs import Taken, best_pair, families_of
from pipeline.assemble.papers import Paper, PaperPool, paper_pool
from pipeline.assemble.parallel import Chosen, Seat, best_forms, most_forms
from pipeline.assemble.pool import Exposure, Pool, pool_for
from pipeline.diagnostics import Diagnostic
from pipeline.draw import derive
from pipeline.grammar import plural
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.choices import Lock
from pipeline.model.form import FormRole
from pipeline.model.session import Session
from pipeline.rules import assembly
from pipeline.rules import plan as rules
from pipeline.typography import number


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stock:
    """What the papers of an order may be: the pool of all, and that of each form with a lock."""

    order: Order
    pool: PaperPool
    locked: Mapping[str, PaperPool]
    notes: tuple[str, ...]

    def papers(self, form: str) -> tuple[Paper, ...]:
        """The papers that one form may be, best first."""
        return self.locked.get(form, self.pool).papers


@dataclass(slots=True)
class _Held:
    """What the papers drafted so far hold, and the families that those to come are to have."""

    families: Mapping[str, str]
    reserved: dict[str, frozenset[str]]
    drafts: list[Draft] = field(default_factory=list)

    def taken(self) -> Taken:
        """The items and families of main papers and of spares."""
        mains = [d for d in self.drafts if d.role is FormRole.MAIN]
        spares = [d for d in self.drafts if d.role is FormRole.SPARE]
        return Taken(
            items=frozenset(i for d in mains for i in d.items),
            families=self._families(mains).union(*self.reserved.values()),
            spare_items=frozenset(i for d in spares for i in d.items),
            spare_families=self._families(spares),
        )

    def _families(self, drafts: Sequence[Draft]) -> frozenset[str]:
        return frozenset(f for d in drafts for f in families_of(d.scenarios, self.families))


def draft_papers(
    bank: Bank, session: Session, blueprints: Sequence[Blueprint], secret: bytes, exposure: Exposure
) -> Drafted:
    """The main and spare papers of the exams, and a diagnostic for each exam that the bank cannot serve."""
    stocks: list[_Stock] = []
    faults: list[Diagnostic] = []
    for blueprint in blueprints:
        for order in paper_orders(bank, session, blueprint, exposure):
            found, told = _stock(bank, session, order, exposure)
            stocks += found
            faults += told
    families = {s.id: s.family for s in bank.scenarios}
    offers = {key: offer for stock in stocks for key, offer in _offers(stock).items()}
    held = _Held(
        families=families, reserved=spread(offers, families, derive(secret, "draw/families"))
    )
    for stock in stocks:
        for key in _offers(stock):
            del held.reserved[key]
        key_of_order = derive(secret, f"draw/{stock.order.name}")
        drafts, told = _drafted(stock, session, held, key_of_order)
        held.drafts += drafts
        faults += told
    return held.drafts, faults


def _stock(
    bank: Bank, session: Session, order: Order, exposure: Exposure
) -> tuple[list[_Stock], list[Diagnostic]]:
    """The papers of an order; an exam in part that the bank cannot serve is sat whole."""
    pool = pool_for(bank, order.blueprint, session, order.group.met, exposure)
    found = paper_pool(bank, order.blueprint, pool, exposure)
    if not found.papers and order.codes:
        return _stock(bank, session, order.widened(), exposure)
    if not found.papers:
        if not found.proved:
            return [], [explain_unproved(order.blueprint, found.sets)]
        return [], [explain_papers(bank, order.blueprint, pool)]
    locked: dict[str, PaperPool] = {}
    faults = []
    for form in (*order.mains, *filter(None, [order.spare])):
        lock = session.choices.lock(form)
        if lock.items:
            locked[form] = _locked(bank, order.blueprint, pool, lock, exposure)
            if not locked[form].papers:
                faults.append(_unheld(bank, session, order.blueprint, pool, lock))
    stock = _Stock(order=order, pool=found, locked=locked, notes=tuple(_codes_note(order)))
    return ([], faults) if faults else ([stock], [])


def _locked(
    bank: Bank, blueprint: Blueprint, pool: Pool, lock: Lock, exposure: Exposure
) -> PaperPool:
    """The papers that hold the items of a lock."""
    narrow = locked_pool(pool, blueprint, lock)
    return paper_pool(bank, blueprint, narrow, exposure, must=frozenset(lock.items))


def _unheld(
    bank: Bank, session: Session, blueprint: Blueprint, pool: Pool, lock: Lock
) -> Diagnostic:
    """Why no paper holds the items of a lock."""
    narrow = locked_pool(pool, blueprint, lock)
    return lock_fault(
        session, lock, explain_papers(bank, with_lock(blueprint, lock), narrow).message
    )


def _codes_note(order: Order) -> list[str]:
    """What is said of the papers of a group that misses some codes only."""
    if not order.group.codes:
        return []
    said = rules.MISSING_CODES if order.codes else rules.MISSING_CODES_WHOLE
    return [said.format(codes=", ".join(order.group.codes))]


def _offers(stock: _Stock) -> dict[str, Offer]:
    """The papers that each main paper of an order may be, with its ε; the first goes by the name of the order."""
    epsilon = float(stock.order.whole.epsilon)
    first, *others = stock.order.mains
    names = {stock.order.name: first} | {form: form for form in others}
    return {name: (stock.papers(form), epsilon) for name, form in names.items()}


def _drafted(stock: _Stock, session: Session, held: _Held, key: bytes) -> Drafted:
    """The drafts of an order: a main paper and its spare, or parallel ones."""
    order, epsilon = stock.order, float(stock.order.whole.epsilon)
    if order.count == 1:
        (main,) = order.mains
        pair = best_pair(
            stock.papers(main),
            stock.papers(order.spare) if order.spare else (),
            held.families,
            held.taken(),
            key,
            epsilon,
        )
        papers = {main: pair.main} | ({order.spare: pair.spare} if pair.spare else {})
        return _drafts(stock, session, papers, pair.near), []
    seats, forms = _seats(stock)
    overlap = order.whole.overlap
    chosen = best_forms(seats, held.families, held.taken(), key, epsilon, overlap)
    if chosen is None:
        assert overlap is not None, "papers may be the same where no limit is set"
        return [], [_too_few(stock, overlap)]
    return _drafts(stock, session, _by_form(forms, chosen), chosen.near), []


def _seats(stock: _Stock) -> tuple[list[Seat], list[list[str]]]:
    """The seats of an order, those without a lock together, with the forms of each."""
    order = stock.order
    free = [form for form in order.mains if form not in stock.locked]
    forms = [[form] for form in order.mains if form in stock.locked]
    seats = [Seat(papers=stock.papers(form), locked=True) for (form,) in forms]
    if free:
        seats.append(Seat(papers=stock.pool.papers, count=len(free)))
        forms.append(free)
    if order.spare:
        locked = order.spare in stock.locked
        seats.append(Seat(papers=stock.papers(order.spare), spare=True, locked=locked))
        forms.append([order.spare])
    return seats, forms


def _by_form(forms: Sequence[Sequence[str]], chosen: Chosen) -> dict[str, Paper]:
    """The paper of each form."""
    return {
        form: paper
        for own, papers in zip(forms, chosen.papers, strict=True)
        for form, paper in zip(own, papers, strict=True)
    }


def _too_few(stock: _Stock, overlap: int) -> Diagnostic:
    """The diagnostic of parallel papers that cannot keep to their common questions."""
    order = stock.order
    common = plural(overlap, *rules.COMMON_QUESTIONS).format(count=number(overlap))
    return rules.TOO_FEW_FORMS.at(
        order.whole.source,
        exam=order.whole.id,
        count=order.count,
        overlap=common,
        possible=most_forms(stock.pool.papers, overlap, order.count),
    )


def _drafts(stock: _Stock, session: Session, papers: Mapping[str, Paper], near: int) -> list[Draft]:
    """The drafts of the papers of an order, in the order of its forms."""
    order = stock.order
    found = []
    for place, form in enumerate([*order.mains, *filter(None, [order.spare])]):
        spare = form == order.spare
        lock = session.choices.lock(form)
        among = 1 if lock.items else near
        found.append(
            Draft(
                form=form,
                role=FormRole.SPARE if spare else FormRole.MAIN,
                number=order.number if spare else order.number + place,
                blueprint=order.whole,
                items=papers[form].items,
                scenarios=papers[form].scenarios,
                deviation=papers[form].deviation,
                bound=stock.pool.bound,
                alternatives=stock.pool.sets,
                near=among,
                price=papers[form].price,
                proved=stock.pool.proved,
                apart=tuple(other for other in order.mains[:place]),
                codes=order.codes,
                notes=(*_drawn_note(order, among), *stock.notes, *lock_note(lock)),
            )
        )
    return found


def _drawn_note(order: Order, near: int) -> Iterator[str]:
    """Among how many papers, pairs or parallel papers a form was drawn."""
    if near > 1:
        words = assembly.NEAR_BEST_PAIR if order.spare else assembly.NEAR_BEST
        words = rules.NEAR_BEST_FORMS if order.count > 1 else words
        yield words.format(count=near, epsilon=number(order.whole.epsilon))
