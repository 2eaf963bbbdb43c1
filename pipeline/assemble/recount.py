"""An independent count of a finished form against its blueprint: shares no code with the model."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.diagnostics import Diagnostic
from pipeline.model.blueprint import Blueprint
from pipeline.model.form import Form, FormRole
from pipeline.model.item import Item
from pipeline.rules import assembly as rules

ROUNDING = Decimal(1)


def recount(form: Form, blueprint: Blueprint, raw: Sequence[Item]) -> Iterator[Diagnostic]:
    """Everything in which a form misses its blueprint; ``raw`` are its items with the bank's points."""
    for fault in (*_printed(form), *_balance(blueprint, raw), *_counts(blueprint, raw)):
        yield rules.RECOUNT.at(blueprint.source, form=form.id, fault=fault)


def repeated(forms: Sequence[Form]) -> Iterator[Diagnostic]:
    """Tickets that are the same, and questions that stand on two papers of different exams."""
    seen: dict[object, str] = {}
    for form in forms:
        texts = tuple(q.item.instruction for q in form.questions)
        places = tuple((d.scenario, d.iso3, d.number_set) for d in form.dossiers)
        other = seen.setdefault(
            (form.blueprint, tuple(q.item.id for q in form.questions), places), form.id
        )
        if other != form.id:
            yield rules.RECOUNT.at(
                form.questions[0].item.source, form=form.id, fault=f"= {other} ({len(texts)})"
            )


def _printed(form: Form) -> Iterator[str]:
    """What the paper itself shows must add up."""
    total = sum((q.item.points for q in form.questions), Decimal(0))
    if total != form.points:
        yield f"total {total} / {form.points}"
    for question in form.questions:
        parts = sum((e.points for e in question.item.expected), Decimal(0))
        if parts != question.item.points:
            yield f"question {question.number} : {parts} / {question.item.points}"
    if form.role is not FormRole.TICKET and len({d.scenario for d in form.dossiers}) != len(
        form.dossiers
    ):
        yield "scenario x 2"


def _balance(blueprint: Blueprint, raw: Sequence[Item]) -> Iterator[str]:
    """Shares of codes and difficulty, on the bank's points."""
    total = Decimal(0)
    weighted = Decimal(0)
    by_code: dict[str, Decimal] = {}
    for item in raw:
        total += item.points
        weighted += item.points * item.difficulty
        for element in item.expected:
            by_code[element.code] = by_code.get(element.code, Decimal(0)) + element.points
    for target in blueprint.targets:
        share = 100 * by_code.pop(target.code, Decimal(0)) / total
        if abs(share - target.share) > target.tolerance:
            yield f"{target.code} : {share:.2f} %"
    for code in sorted(by_code):
        yield f"{code} ?"
    difficulty = weighted / total
    if abs(difficulty - blueprint.difficulty) > blueprint.difficulty_tolerance:
        yield f"d = {difficulty:.2f}"


def _counts(blueprint: Blueprint, raw: Sequence[Item]) -> Iterator[str]:
    """Minutes, items, modality, decision, documents, scenarios."""
    minutes = sum(item.minutes for item in raw)
    if not blueprint.minutes_min <= minutes <= blueprint.minutes_max:
        yield f"{minutes} min"
    if not blueprint.items_min <= len(raw) <= blueprint.items_max:
        yield f"n = {len(raw)}"
    if any(item.modality is not blueprint.modality for item in raw):
        yield f"! {blueprint.modality}"
    if blueprint.decision_required and not any(item.decision for item in raw):
        yield "decision = 0"
    scenarios = {item.id.rpartition("/")[0] for item in raw}
    if len(scenarios) > blueprint.scenarios_max:
        yield f"scenarios = {len(scenarios)}"
    documents = {(item.id.rpartition("/")[0], d) for item in raw for d in item.documents}
    if not blueprint.documents_min <= len(documents) <= blueprint.documents_max:
        yield f"documents = {len(documents)}"
