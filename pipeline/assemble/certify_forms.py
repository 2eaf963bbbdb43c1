"""The sheet of each form of a session, counted today from its record: what it reaches, what no longer holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.assemble.certify import (
    code_balances,
    documents_of,
    mean_difficulty,
    rules_on,
    scenario_of,
    skill_balances,
)
from pipeline.assemble.recount import form_faults, printed_faults
from pipeline.assemble.restrict import restricted
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.certificate import FormSheet, LevelShare, Origins, Place, Proof
from pipeline.model.form import Form, RuleResult, Setting, SkillBalance
from pipeline.model.item import CognitiveLevel, Item
from pipeline.rules.certificate import LOST_FAULTS, STORED
from pipeline.typography import number

TENTH = Decimal("0.1")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """A form with its blueprint of today and its items with the bank's points, as far as they are still there.

    ``faults`` say what is not; ``blueprint`` is ``None`` when the form can no longer be counted against its rules.
    """

    form: Form
    blueprint: Blueprint | None
    items: tuple[Item, ...]
    faults: tuple[str, ...]


def recalled(bank: Bank, form: Form, items: Mapping[str, Item]) -> Recalled:
    """What today's bank says of a form; ``items`` are the bank's by id."""
    found = [_with_points(q.item, items.get(q.item.id)) for q in form.questions]
    faults = [fault for _, fault in found if fault]
    blueprint = blueprint_of(bank, form)
    if blueprint is None:
        faults.append(LOST_FAULTS["blueprint"].format(exam=form.blueprint))
    known = {scenario.id for scenario in bank.scenarios}
    for scenario in sorted({scenario_of(q.item) for q in form.questions} - known):
        faults.append(LOST_FAULTS["scenario"].format(scenario=scenario))
        blueprint = None
    return Recalled(
        form=form,
        blueprint=blueprint,
        items=tuple(item for item, _ in found),
        faults=tuple(faults),
    )


def blueprint_of(bank: Bank, form: Form) -> Blueprint | None:
    """The blueprint that a form answers, on its own codes only; ``None`` when the bank has it no more."""
    whole = next((b for b in bank.blueprints if b.id == form.blueprint), None)
    if whole is None:
        return None
    codes = {balance.code for balance in form.certificate.balances}
    return restricted(whole, codes) if codes < set(whole.codes) else whole


def form_sheet(bank: Bank, found: Recalled, proof: Proof) -> tuple[FormSheet, tuple[str, ...]]:
    """The sheet of a form and everything that no longer holds; ``proof`` is what may be said of it if nothing does."""
    results = found.form.certificate.rules
    if found.blueprint is not None:
        results = rules_on(bank, found.blueprint, found.items)
    sheet = _sheet(found, results, skill_balances(bank, found.items))
    faults = (*found.faults, *_faults(found, sheet))
    return replace(sheet, proof=Proof.LOST if faults else proof), faults


def proof_of(form: Form, origins: Origins) -> Proof:
    """What may be said of the bound of a form that keeps its rules."""
    if origins.forms != origins.forms_then:
        return Proof.LOST
    if not form.certificate.proved:
        return Proof.OPEN
    return Proof.PROVED if origins.bank == origins.bank_then else Proof.EARLIER


def _sheet(
    found: Recalled, results: tuple[RuleResult, ...], skills: tuple[SkillBalance, ...]
) -> FormSheet:
    """What a form reaches today beside what its certificate kept."""
    form, items, stored = found.form, found.items, found.form.certificate
    deviation = sum((r.cost for r in results), ZERO) if results else stored.deviation
    printed = [q.item for q in form.questions]
    return FormSheet(
        form=form.id,
        exam=form.blueprint,
        role=form.role,
        number=form.number,
        places=tuple(_places(form)),
        items=tuple(item.id for item in items),
        points=form.points,
        balances=code_balances(found.blueprint, printed) if found.blueprint else stored.balances,
        minutes_asked=stored.minutes_asked,
        minutes=sum(item.minutes for item in items),
        difficulty_asked=stored.difficulty_asked,
        difficulty_tolerance=stored.difficulty_tolerance,
        difficulty=mean_difficulty(items),
        documents_asked=_documents_asked(found.blueprint),
        documents=len(documents_of(items)),
        levels=_levels(printed),
        skills=skills,
        skill_distance=sum((abs(s.reached - s.target) for s in skills), ZERO),
        rules=results,
        deviation=deviation,
        stored=stored.deviation,
        price=stored.price,
        bound=stored.bound,
        gap=max(deviation - stored.bound, ZERO),
        epsilon=stored.epsilon,
        near=stored.near,
        alternatives=stored.alternatives,
        proof=Proof.OPEN,
        broken=tuple(r for r in results if not r.held),
        notes=stored.notes,
    )


def _with_points(item: Item, known: Item | None) -> tuple[Item, str]:
    """An item of a form with the points of the bank, when the bank has it with the same elements; else why not."""
    if known is None:
        return item, LOST_FAULTS["item"].format(item=item.id)
    points = {(e.id, e.code): e.points for e in known.expected}
    if sorted(points) != sorted((e.id, e.code) for e in item.expected):
        return item, LOST_FAULTS["points"].format(item=item.id)
    expected = tuple(replace(e, points=points[e.id, e.code]) for e in item.expected)
    return replace(item, points=known.points, expected=expected), ""


def _faults(found: Recalled, sheet: FormSheet) -> Iterator[str]:
    """What no longer holds in a form: sums, rules, and what its certificate says of it."""
    if found.blueprint is None:
        yield from printed_faults(found.form)
        return
    yield from form_faults(found.form, found.blueprint, found.items)
    own = {rule.id for rule in found.blueprint.requirements}
    for rule in sheet.broken:
        if rule.id in own:
            reached = number(rule.reached)
            yield LOST_FAULTS["rule"].format(label=rule.label, reached=reached)
    yield from _rules_changed(found.form.certificate.rules, sheet)
    if sheet.deviation != sheet.stored:
        yield LOST_FAULTS["deviation"].format(
            found=number(sheet.deviation, 2), stored=number(sheet.stored, 2)
        )
    yield from _misprinted(found.form, sheet)


def _rules_changed(stored: Sequence[RuleResult], sheet: FormSheet) -> Iterator[str]:
    """The rules of the exam that are no longer those of the assembly; older records kept none."""
    then = {(r.id, r.goal, r.low, r.high): r.label for r in stored}
    now = {(r.id, r.goal, r.low, r.high): r.label for r in sheet.rules}
    labels = [now.get(key, then.get(key, "")) for key in sorted(then.keys() ^ now.keys(), key=str)]
    if stored and labels:
        said = ", ".join(dict.fromkeys(labels))
        yield LOST_FAULTS["rules"].format(exam=sheet.exam, rules=said)


def _misprinted(form: Form, sheet: FormSheet) -> Iterator[str]:
    """Figures of the stored certificate that are not those of the form."""
    stored = form.certificate
    pairs = {
        "minutes": (stored.minutes_reached, sheet.minutes),
        "difficulty": (stored.difficulty_reached, sheet.difficulty),
        "documents": (stored.documents, sheet.documents),
    }
    wrong = [STORED[key] for key, (then, now) in pairs.items() if then != now]
    if wrong:
        yield LOST_FAULTS["stored"].format(what=", ".join(wrong))


def _places(form: Form) -> Iterator[Place]:
    """The dossiers of a form."""
    for dossier in form.dossiers:
        setting = Setting(
            scenario=dossier.scenario, iso3=dossier.iso3, number_set=dossier.number_set
        )
        yield Place(
            setting=setting,
            title=dossier.title,
            family=dossier.family,
            country=dossier.country_name,
        )


def _documents_asked(blueprint: Blueprint | None) -> tuple[int, int]:
    """The least and largest number of documents."""
    return (blueprint.documents_min, blueprint.documents_max) if blueprint else (0, 0)


def _levels(printed: Sequence[Item]) -> tuple[LevelShare, ...]:
    """The share of each cognitive level in the printed points, from understanding to designing."""
    points = sum((item.points for item in printed), ZERO) or Decimal(1)
    return tuple(
        LevelShare(
            level=level,
            share=(
                100 * sum((i.points for i in printed if i.cognitive_level is level), ZERO) / points
            ).quantize(TENTH),
        )
        for level in CognitiveLevel
    )
