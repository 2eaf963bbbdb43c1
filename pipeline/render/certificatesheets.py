"""The sheets of the certificate: a paper on its own, the forms of an exam of many."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.grammar import plural
from pipeline.model.certificate import ExamSheet, FormSheet, Proof
from pipeline.model.form import FormRole, RuleResult
from pipeline.model.requirement import Goal
from pipeline.render.certificateshapes import BarView, OralView, PaperView, TableView
from pipeline.render.certificatetables import set_table, told_range
from pipeline.render.views import Line
from pipeline.rules import certificate as words
from pipeline.typography import NBSP, number, typeset

_COSTLIEST = 5


def paper_view(sheet: FormSheet) -> PaperView:
    """One paper."""
    return PaperView(
        anchor=sheet.form.lower(),
        heading=typeset(words.PAPER_HEAD.format(form=sheet.form, role=_role(sheet))),
        dossiers=tuple(
            typeset(
                words.DOSSIER.format(
                    title=place.title,
                    scenario=place.setting.scenario,
                    country=place.country,
                    number_set=place.setting.number_set,
                )
            )
            for place in sheet.places
        ),
        bars=tuple(
            BarView(code=b.code, target=b.target, tolerance=b.tolerance, reached=b.reached)
            for b in sheet.balances
        ),
        codes=_codes(sheet),
        wishes=_wishes(sheet),
        facts=tuple(_facts(sheet)),
        proof=typeset(_proof(sheet)),
        broken=tuple(typeset(rule.label) for rule in sheet.broken),
        notes=tuple(typeset(note) for note in sheet.notes),
    )


def oral_view(exam: ExamSheet, sheets: Sequence[FormSheet]) -> OralView:
    """The forms of one exam."""
    codes = [
        (
            code.code,
            number(code.target),
            words.TOLERANCE.format(tolerance=number(code.tolerance)),
            told_range(code.reached.low, code.reached.high),
        )
        for code in exam.codes
    ]
    heading = words.ORAL_HEAD.format(exam=exam.exam, title=exam.title)
    return OralView(
        anchor=exam.exam.lower(),
        heading=typeset(heading),
        codes=set_table(words.CODES_TITLE, words.ORAL_CODES_HEADS, codes),
        tickets=replace(_tickets(exam, sheets), names=2),
        said=tuple(typeset(said) for said in _said(sheets)),
    )


def _tickets(exam: ExamSheet, sheets: Sequence[FormSheet]) -> TableView:
    """A line a form."""
    return set_table(
        words.TICKETS_TITLE.format(exam=exam.exam),
        words.TICKETS_HEADS,
        [_ticket(sheet) for sheet in sheets],
        wrong=[k for k, sheet in enumerate(sheets) if sheet.proof is Proof.LOST],
    )


def _role(sheet: FormSheet) -> str:
    """What a form is for inside its exam."""
    if sheet.role is FormRole.MAIN and sheet.number > 1:
        return words.PARALLEL_ROLE.format(number=sheet.number)
    return words.ROLES[sheet.role.value].format(number=sheet.number)


def _codes(sheet: FormSheet) -> TableView:
    """Points wanted and reached, code by code."""
    rows = [
        (
            b.code,
            number(b.target),
            words.TOLERANCE.format(tolerance=number(b.tolerance)),
            number(b.reached),
            number(b.reached - b.target),
        )
        for b in sheet.balances
    ]
    wrong = [k for k, b in enumerate(sheet.balances) if abs(b.reached - b.target) > b.tolerance + 1]
    return set_table(words.CODES_TITLE, words.CODES_HEADS, rows, wrong=wrong)


def _wishes(sheet: FormSheet) -> TableView:
    """Every wish with what it costs, dearest first, and their sum."""
    wishes = [rule for rule in sheet.rules if rule.goal != Goal.HARD.value]
    wishes.sort(key=lambda rule: -rule.cost)
    rows = [(r.label, number(r.reached), number(r.cost, 2)) for r in wishes]
    rows.append((words.WISHES_SUM, "", number(sheet.deviation, 2)))
    found = set_table(words.WISHES_TITLE, words.WISHES_HEADS, rows, total=True)
    return replace(found, names=0)


def _facts(sheet: FormSheet) -> Iterator[Line]:
    """Minutes, difficulty, documents, levels, skills, binding rules."""
    low, high = sheet.minutes_asked
    asked = words.PLUS_MINUS.format(
        asked=number(sheet.difficulty_asked), tolerance=number(sheet.difficulty_tolerance)
    )
    fewest, most = sheet.documents_asked
    values = {
        "minutes": words.WINDOW.format(found=sheet.minutes, low=low, high=high),
        "difficulty": f"{number(sheet.difficulty, 2)} ({asked})",
        "documents": words.WINDOW.format(found=sheet.documents, low=fewest, high=most),
        "levels": words.GLUE.join(
            words.LEVEL.format(level=words.LEVELS[s.level.value], share=number(s.share))
            for s in sheet.levels
            if s.share
        ),
        "skills": words.SKILL_DISTANCE.format(
            distance=number(sheet.skill_distance, 2), most=words.SKILL_MOST
        ),
        "binding": " ; ".join(rule.label for rule in sheet.binding) or words.NONE,
    }
    if sheet.broken:
        values["broken"] = " ; ".join(rule.label for rule in sheet.broken)
    for key, value in values.items():
        yield Line(label=typeset(words.SHEET[key]), text=typeset(value))


def _proof(sheet: FormSheet) -> str:
    """What is proved, among how many, how it was drawn."""
    together = sheet.role is FormRole.TICKET and sheet.proof is Proof.PROVED
    said = [
        (words.TICKET_PROOF if together else words.PROOF_LINES[sheet.proof.value]).format(
            bound=number(sheet.bound, 2),
            gap=number(sheet.gap, 2),
            deviation=number(sheet.deviation, 2),
        )
    ]
    more = [plural(sheet.alternatives, *words.COMPARED).format(count=number(sheet.alternatives))]
    if sheet.epsilon:
        drawn = words.DRAWN if sheet.near > 1 else words.DRAWN_ALONE
        more.append(drawn.format(near=sheet.near, epsilon=number(sheet.epsilon)))
    if sheet.price:
        more.append(words.PRICED.format(price=number(sheet.price, 2)))
    return f"{said[0]} ({', '.join(more)})."


def _ticket(sheet: FormSheet) -> tuple[str, ...]:
    """One form of an exam of many."""
    return (
        sheet.form,
        words.GLUE.join(place.setting.scenario for place in sheet.places),
        words.GLUE.join(
            words.PLACE.format(country=place.country, number_set=place.setting.number_set)
            for place in sheet.places
        ),
        words.GLUE.join(f"{b.code}{NBSP}{number(b.reached)}" for b in sheet.balances),
        str(sheet.minutes),
        number(sheet.difficulty, 2),
        str(sheet.documents),
        number(sheet.skill_distance, 2),
        number(sheet.deviation, 2),
        number(sheet.bound, 2),
        words.PROOFS[sheet.proof.value],
    )


def _said(sheets: Sequence[FormSheet]) -> Iterator[str]:
    """Binding rules and dearest wishes over the forms, then their proof."""
    binding = dict.fromkeys(rule.label for sheet in sheets for rule in sheet.binding)
    yield words.BINDING_ALL.format(rules=" ; ".join(binding) or words.NONE)
    costs: dict[str, list[RuleResult]] = {}
    for rule in (rule for sheet in sheets for rule in sheet.wishes):
        costs.setdefault(rule.label, []).append(rule)
    dearest = sorted(costs.items(), key=lambda pair: -max(r.cost for r in pair[1]))[:_COSTLIEST]
    told = [
        words.COST_OF.format(
            label=label,
            cost=told_range(min(r.cost for r in found), max(r.cost for r in found), 2),
        )
        for label, found in dearest
    ]
    if told:
        yield words.COSTS_ALL.format(rules=" ; ".join(told))
    worst = max(sheets, key=lambda sheet: (sheet.gap, sheet.deviation))
    yield words.NEAREST_LOST.format(form=worst.form, proof=_proof(worst))
