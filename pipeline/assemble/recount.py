"""An independent count of a finished form against its blueprint: shares no code with the model."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from pipeline.diagnostics import Diagnostic
from pipeline.model.blueprint import UNBOUNDED, Blueprint, CodeTarget
from pipeline.model.form import Form
from pipeline.model.item import Item, Modality
from pipeline.rules import requirements as names
from pipeline.rules.assembly import FAULTS, MODALITIES, RECOUNT
from pipeline.typography import number

COUNTRY_DOCUMENTS = ("FICHE_PAYS", "CARTE")
ROUNDING = Decimal("0.5")


def recount(form: Form, blueprint: Blueprint, raw: Sequence[Item]) -> Iterator[Diagnostic]:
    """Everything in which a form misses its blueprint; ``raw`` are its items with the bank's points, in any order."""
    own = {rule.id for rule in blueprint.requirements}
    broken = (
        FAULTS["rule"].format(label=rule.label, found=number(rule.reached))
        for rule in form.certificate.rules
        if rule.id in own and not rule.held
    )
    for fault in (*form_faults(form, blueprint, raw), *broken):
        yield RECOUNT.at(blueprint.source, form=form.id, fault=fault)


def form_faults(form: Form, blueprint: Blueprint, raw: Sequence[Item]) -> Iterator[str]:
    """The same in sentences, with amounts."""
    yield from printed_faults(form)
    yield from _faults(form, blueprint, raw)


def repeated(forms: Sequence[Form]) -> Iterator[Diagnostic]:
    """Forms of one exam that are the same: the same questions in the same countries with the same numbers."""
    seen: dict[object, str] = {}
    for form in forms:
        questions = frozenset(q.item.id for q in form.questions)
        places = frozenset((d.scenario, d.iso3, d.number_set) for d in form.dossiers)
        other = seen.setdefault((form.blueprint, questions, places), form.id)
        if other != form.id:
            fault = FAULTS["same"].format(form=other)
            yield RECOUNT.at(form.questions[0].item.source, form=form.id, fault=fault)


def printed_faults(form: Form) -> Iterator[str]:
    """What does not add up in a form by itself: sums, numbers, documents, certificate."""
    total = sum((q.item.points for q in form.questions), Decimal(0))
    if total != form.points:
        yield FAULTS["total"].format(found=number(total), asked=form.points)
    yield from _numbering(form)
    yield from _elements(form)
    yield from _dossiers(form)
    for balance in form.certificate.balances:
        found = sum(
            (e.points for q in form.questions for e in q.item.expected if e.code == balance.code),
            Decimal(0),
        )
        if found != balance.reached:
            yield FAULTS["printed"].format(
                code=balance.code, found=number(found), asked=number(balance.reached)
            )


def _numbering(form: Form) -> Iterator[str]:
    """Questions are numbered in order and asked once."""
    if [q.number for q in form.questions] != list(range(1, len(form.questions) + 1)):
        yield FAULTS["numbers"].format(count=len(form.questions))
    ids = [q.item.id for q in form.questions]
    for item in sorted({i for i in ids if ids.count(i) > 1}):
        yield FAULTS["twice"].format(item=item)


def _elements(form: Form) -> Iterator[str]:
    """The elements of each question are worth what it is worth, each something."""
    for question in form.questions:
        points = [e.points for e in question.item.expected]
        found = sum(points, Decimal(0))
        if found != question.item.points:
            yield FAULTS["question"].format(
                number=question.number, found=number(found), asked=number(question.item.points)
            )
        if any(p <= 0 for p in points):
            yield FAULTS["element"].format(number=question.number)


def _dossiers(form: Form) -> Iterator[str]:
    """Each question has its dossier, with the documents it is asked on."""
    exhibits = {d.scenario: {e.id for e in d.exhibits} for d in form.dossiers}
    if len(exhibits) < len(form.dossiers):
        yield FAULTS["dossiers"]
    for question in form.questions:
        if question.scenario not in exhibits:
            yield FAULTS["dossier"].format(number=question.number, scenario=question.scenario)
            continue
        there = exhibits[question.scenario].union(COUNTRY_DOCUMENTS)
        for document in sorted(set(question.item.documents) - there):
            yield FAULTS["exhibit"].format(number=question.number, document=document)


def _faults(form: Form, blueprint: Blueprint, raw: Sequence[Item]) -> Iterator[str]:
    """What a form misses of its blueprint."""
    if not raw or sorted(i.id for i in raw) != sorted(q.item.id for q in form.questions):
        yield FAULTS["items"]
        return
    if any(item.points for item in raw):
        yield from _balance(blueprint, raw)
    yield from _scale(blueprint, form)
    yield from _counts(blueprint, raw)
    yield from _company(blueprint, raw)


def _balance(blueprint: Blueprint, raw: Sequence[Item]) -> Iterator[str]:
    """Shares of codes and difficulty, on the bank's points."""
    total = sum((item.points for item in raw), Decimal(0))
    by_code: dict[str, Decimal] = {}
    for element in (e for item in raw for e in item.expected):
        by_code[element.code] = by_code.get(element.code, Decimal(0)) + element.points
    for target in blueprint.targets:
        share = 100 * by_code.pop(target.code, Decimal(0)) / total
        low, high = _window(blueprint, target)
        if not low <= share <= high:
            yield FAULTS["share"].format(
                code=target.code, found=number(share, 2), low=number(low), high=number(high)
            )
    for code in sorted(by_code):
        yield FAULTS["stray"].format(code=code)
    difficulty = sum((item.points * item.difficulty for item in raw), Decimal(0)) / total
    play = blueprint.difficulty_tolerance
    low, high = blueprint.bounds(
        names.DIFFICULTY, blueprint.difficulty - play, blueprint.difficulty + play
    )
    if not low <= difficulty <= high:
        yield FAULTS["difficulty"].format(
            found=number(difficulty, 2), low=number(low), high=number(high)
        )


def _window(blueprint: Blueprint, target: CodeTarget) -> tuple[Decimal, Decimal]:
    """Between which shares of the points a code may stand."""
    low, high = target.share - target.tolerance, target.share + target.tolerance
    return blueprint.bounds(names.SHARE.format(code=target.code), low, high)


def _scale(blueprint: Blueprint, form: Form) -> Iterator[str]:
    """Points of codes as printed: inside the tolerance, give or take a rounding."""
    for target in blueprint.targets:
        found = sum(
            (e.points for q in form.questions for e in q.item.expected if e.code == target.code),
            Decimal(0),
        )
        low, high = (b * blueprint.points / 100 for b in _window(blueprint, target))
        if not low - ROUNDING < found < high + ROUNDING:
            yield FAULTS["scale"].format(
                code=target.code, found=number(found), low=number(low), high=number(high)
            )


def _counts(blueprint: Blueprint, raw: Sequence[Item]) -> Iterator[str]:
    """Minutes, questions, scenarios, documents."""
    minutes = sum(item.minutes for item in raw)
    documents = {(item.id.rpartition("/")[0], d) for item in raw for d in item.documents}
    scenarios = {item.id.rpartition("/")[0] for item in raw}
    b = blueprint
    for key, rule, found, least, most in (
        ("minutes", names.MINUTES, minutes, b.minutes_min, b.minutes_max),
        ("count", names.ITEMS, len(raw), b.items_min, b.items_max),
        ("scenarios", names.SCENARIOS, len(scenarios), 1, b.scenarios_max),
        ("documents", names.DOCUMENTS, len(documents), b.documents_min, b.documents_max),
    ):
        low, high = b.bounds(rule, Decimal(least), Decimal(most))
        if not low <= found <= high:
            yield FAULTS[key].format(found=found, low=low, high=high)


def _company(blueprint: Blueprint, raw: Sequence[Item]) -> Iterator[str]:
    """Modality, roles of a simulation, decision, enemies."""
    for item in raw:
        if item.modality is not blueprint.modality:
            yield FAULTS["modality"].format(item=item.id, modality=MODALITIES[blueprint.modality])
        played = item.modality is Modality.SIMULATION
        if played and len(item.roles) < blueprint.group[1]:
            yield FAULTS["roles"].format(
                item=item.id, found=len(item.roles), asked=blueprint.group[1]
            )
    least, _ = blueprint.bounds(names.DECISION, Decimal(1), UNBOUNDED)
    if blueprint.decision_required and sum(item.decision for item in raw) < least:
        yield FAULTS["decision"]
    for item, other in combinations(raw, 2):
        scenario, _, label = item.id.rpartition("/")
        rival, _, name = other.id.rpartition("/")
        if scenario == rival and (name in item.enemies or label in other.enemies):
            yield FAULTS["enemies"].format(item=item.id, other=other.id)
