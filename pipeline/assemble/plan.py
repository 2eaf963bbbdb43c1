"""The plan of a session: for each exam its forms, their items, countries and number sets."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.assemble.drafts import Draft, draft_papers, draft_tickets, main_form
from pipeline.assemble.notes import Placed, notes_of
from pipeline.assemble.pool import Exposure, options
from pipeline.assemble.settings import Slot, assign
from pipeline.diagnostics import InfeasibleError
from pipeline.draw import derive
from pipeline.grammar import plural
from pipeline.model.bank import Bank
from pipeline.model.blueprint import FormKind
from pipeline.model.form import Choice, FormRole
from pipeline.model.session import Session
from pipeline.rules import assembly as rules

ORDER = (FormRole.MAIN, FormRole.SPARE, FormRole.TICKET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One form of the plan with what was proved of it (points of deviation on 100)."""

    form: str
    choice: Choice
    deviation: float
    bound: float
    alternatives: int
    notes: tuple[str, ...]


def plan_session(
    bank: Bank, session: Session, secret: bytes, exposure: Exposure
) -> tuple[Planned, ...]:
    """Every form of the session, exam by exam, reproducible from the secret; every exam has a blueprint.

    Raises InfeasibleError with one diagnostic for each exam that the bank cannot serve.
    """
    blueprints = [bank.blueprint(exam) for exam in session.exams]
    papers = [b for b in blueprints if b.kind is not FormKind.TICKET]
    drafts, faults = draft_papers(bank, session, papers, secret, exposure)
    mains = tuple(drafts)
    for blueprint in blueprints:
        if blueprint.kind is FormKind.TICKET:
            tickets, found = draft_tickets(bank, session, blueprint, mains, secret)
            drafts += tickets
            faults += found
    if faults:
        message = plural(len(faults), *rules.IMPOSSIBLE).format(count=len(faults))
        raise InfeasibleError(message, rules.IMPOSSIBLE_HINT, tuple(faults))
    drafts.sort(key=lambda d: (session.exams.index(d.blueprint.id), ORDER.index(d.role), d.number))
    return _planned(bank, _placed(bank, session, drafts, secret, exposure))


def _placed(
    bank: Bank, session: Session, drafts: Sequence[Draft], secret: bytes, exposure: Exposure
) -> list[Placed]:
    """Give every draft its countries and number sets: main papers first, then spares, then tickets."""
    slots = {
        draft.form: [_slot(draft, scenario) for scenario in draft.scenarios] for draft in drafts
    }
    order = sorted(drafts, key=lambda d: ORDER.index(d.role))
    found = assign(
        bank,
        [slot for draft in order for slot in slots[draft.form]],
        {s.id: options(bank, s, session.excluded_countries) for s in bank.scenarios},
        exposure,
        derive(secret, "draw/countries"),
    )
    return [
        Placed(draft=draft, settings=tuple(found[slot] for slot in slots[draft.form]))
        for draft in drafts
    ]


def _slot(draft: Draft, scenario: str) -> Slot:
    """What one scenario of a draft waits for; a spare is set apart from its main paper."""
    return Slot(
        form=draft.form,
        scenario=scenario,
        exam=draft.blueprint.id,
        content="+".join(draft.items),
        apart=main_form(draft.blueprint, draft.number) if draft.role is FormRole.SPARE else "",
    )


def _planned(bank: Bank, placed: Sequence[Placed]) -> tuple[Planned, ...]:
    """The forms of the plan with their notes."""
    families = {s.id: s.family for s in bank.scenarios}
    return tuple(
        Planned(
            form=form.draft.form,
            choice=Choice(
                blueprint=form.draft.blueprint.id,
                role=form.draft.role,
                number=form.draft.number,
                items=form.draft.items,
                settings=form.settings,
            ),
            deviation=form.draft.deviation,
            bound=form.draft.bound,
            alternatives=form.draft.alternatives,
            notes=tuple(notes_of(form, placed[:place], families)),
        )
        for place, form in enumerate(placed)
    )
