"""The plan of a session: for each exam its forms, their items, countries and number sets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.assemble.drafts import Draft
from pipeline.assemble.locks import choice_faults, form_faults
from pipeline.assemble.notes import Placed, notes_of
from pipeline.assemble.paperdrafts import draft_papers
from pipeline.assemble.pool import Exposure, options
from pipeline.assemble.settings import Slot, assign
from pipeline.assemble.strict import repeat_faults
from pipeline.assemble.ticketdrafts import draft_observation, draft_tickets
from pipeline.codes import Code
from pipeline.diagnostics import Diagnostic, InfeasibleError
from pipeline.draw import derive
from pipeline.grammar import plural
from pipeline.model.bank import Bank
from pipeline.model.blueprint import DRAWN, FormKind
from pipeline.model.choices import Choices
from pipeline.model.form import Choice, FormRole
from pipeline.model.session import Session
from pipeline.rules import assembly as rules

ORDER = (FormRole.MAIN, FormRole.SPARE, FormRole.TICKET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One form of the plan with what was proved of it (points of deviation on 100).

    ``price`` is what earlier uses add to its value, ``near`` among how many it was drawn. ``codes`` are those of an
    exam that is sat in part, none of a whole one.
    """

    form: str
    choice: Choice
    deviation: float
    bound: float
    alternatives: int
    notes: tuple[str, ...]
    price: float = 0.0
    near: int = 1
    proved: bool = True
    codes: tuple[Code, ...] = ()


def plan_session(
    bank: Bank, session: Session, secret: bytes, exposure: Exposure
) -> tuple[Planned, ...]:
    """Every form of the session, exam by exam, reproducible from the secret; every exam has a blueprint.

    Raises InfeasibleError with one diagnostic for each exam that the bank cannot serve, and for each choice of the
    coordinator that cannot be kept.
    """
    _refuse(tuple(choice_faults(bank, session)))
    drafts, faults = _drafted(bank, session, secret, exposure)
    _refuse(tuple(faults))
    _refuse(tuple(form_faults(session, [d.form for d in drafts])))
    drafts.sort(key=lambda d: (session.exams.index(d.blueprint.id), ORDER.index(d.role), d.number))
    placed = _placed(bank, session, drafts, secret, exposure)
    families = {s.id: s.family for s in bank.scenarios}
    _refuse(tuple(repeat_faults(placed, families)))
    return _planned(placed, families)


def _drafted(
    bank: Bank, session: Session, secret: bytes, exposure: Exposure
) -> tuple[list[Draft], list[Diagnostic]]:
    """The drafts of all the exams: papers first, tickets as far from them as can be."""
    blueprints = [bank.blueprint(exam) for exam in session.exams]
    alone = (*DRAWN, FormKind.OBSERVATION)
    papers = [b for b in blueprints if b.kind not in alone]
    drafts, faults = draft_papers(bank, session, papers, secret, exposure)
    mains = tuple(drafts)
    for blueprint in blueprints:
        if blueprint.kind in DRAWN:
            more, told = draft_tickets(bank, session, blueprint, mains, secret, exposure)
        elif blueprint.kind is FormKind.OBSERVATION:
            more, told = draft_observation(bank, session, blueprint, secret, exposure)
        else:
            continue
        drafts += more
        faults += told
    return drafts, faults


def _refuse(faults: tuple[Diagnostic, ...]) -> None:
    """Raise InfeasibleError when there are faults."""
    if faults:
        message = plural(len(faults), *rules.IMPOSSIBLE).format(count=len(faults))
        raise InfeasibleError(message, rules.IMPOSSIBLE_HINT, faults)


def _placed(
    bank: Bank, session: Session, drafts: Sequence[Draft], secret: bytes, exposure: Exposure
) -> list[Placed]:
    """Give every draft its countries and number sets: main papers first, then spares, then tickets."""
    slots = {
        draft.form: [_slot(draft, scenario, session.choices) for scenario in draft.scenarios]
        for draft in drafts
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


def _slot(draft: Draft, scenario: str, choices: Choices) -> Slot:
    """What one scenario of a draft waits for; a spare is set apart from its main papers."""
    held = {setting.scenario: setting for setting in choices.lock(draft.form).settings}
    return Slot(
        form=draft.form,
        scenario=scenario,
        exam=draft.blueprint.id,
        content="+".join(draft.items),
        apart=draft.apart,
        held=held.get(scenario),
    )


def _planned(placed: Sequence[Placed], families: Mapping[str, str]) -> tuple[Planned, ...]:
    """The forms of the plan with their notes."""
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
            price=form.draft.price,
            near=form.draft.near,
            proved=form.draft.proved,
            codes=form.draft.codes,
        )
        for place, form in enumerate(placed)
    )
