"""``epreuve why``: why a question was chosen in a session, or was not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from pipeline.assemble.again import again_by_exam
from pipeline.assemble.explain import part_names
from pipeline.assemble.why import Barred, Blocked, Chosen, Elsewhere, Possible, Reason, reasons
from pipeline.commands.exposure import exposure_of
from pipeline.commands.inputs import load_bank, load_session
from pipeline.diagnostics import ContentError, Outcome, UsageError
from pipeline.model.bank import Bank
from pipeline.model.item import Item
from pipeline.rules import assembly
from pipeline.rules import why as rules
from pipeline.store import journal
from pipeline.store.folder import SessionFolder, find_session, sessions
from pipeline.store.records import read_choices, read_forms, read_resit
from pipeline.typography import number

COSTS_SHOWN = 3


def why(item: str, session: str | None = None, *, root: Path) -> Outcome:
    """Tell why a question is in the forms of a session, or is not; of the session assembled last unless one is named.

    Raises UsageError for a question or a session that is not there.
    """
    bank = load_bank(root)
    question = _question(bank, item)
    folder = find_session(root, session) if session else _latest(root)
    settings = load_session(bank, folder)
    resit = read_resit(folder)
    settings = replace(
        settings,
        choices=read_choices(folder),
        again=again_by_exam(resit) if resit is not None else {},
    )
    exposure, _ = exposure_of(folder)
    found = tuple(reasons(bank, settings, exposure, read_forms(folder), question))
    head = rules.HEAD.format(item=question.id, title=question.title, session=folder.name)
    return Outcome(
        command="why",
        session=folder.name,
        counts={"chosen": sum(isinstance(reason, Chosen) for reason in found)},
        lines=(head, *_lines(bank, question, found)),
        data={"question": question.id, "reasons": [_told(reason) for reason in found]},
    )


def _question(bank: Bank, item: str) -> Item:
    """The question of that id; raises UsageError."""
    name = item.rpartition("/")[0] or item
    scenario = next((s for s in bank.scenarios if s.id == name), None)
    if scenario is None:
        known = ", ".join(sorted(s.id for s in bank.scenarios))
        raise UsageError(
            rules.NO_ITEM.format(item=item), rules.NO_SCENARIO_HINT.format(known=known)
        )
    found = next((i for i in scenario.items if i.id == item), None)
    if found is None:
        known = ", ".join(i.id for i in scenario.items)
        raise UsageError(
            rules.NO_ITEM.format(item=item),
            rules.NO_ITEM_HINT.format(scenario=scenario.id, known=known),
        )
    return found


def _latest(root: Path) -> SessionFolder:
    """The session whose forms were made last, by its journal; raises UsageError when none has any."""
    found: list[tuple[str, str]] = []
    for name in sessions(root):
        folder = SessionFolder(root=root, name=name)
        if folder.forms.exists():
            found.append((_assembled(folder), name))
    if not found:
        raise UsageError(rules.NO_SESSION, rules.NO_SESSION_HINT)
    return find_session(root, max(found)[1])


def _assembled(folder: SessionFolder) -> str:
    """When the forms of a session were made last; nothing where its journal cannot be trusted."""
    try:
        events = journal.events(folder.path)
    except ContentError:
        return ""
    return max((e.when for e in events if e.command in ("assemble", "swap")), default="")


def _lines(bank: Bank, item: Item, found: Sequence[Reason]) -> Iterator[str]:
    """The reasons for people; exams of another modality are told only where there is nothing else to say."""
    near = [r for r in found if not (isinstance(r, Barred) and r.bar == "modality")]
    if not near:
        exams = ", ".join(r.exam for r in found if isinstance(r, Barred))
        yield rules.NOWHERE.format(exams=exams)
    for reason in near:
        if isinstance(reason, Chosen):
            yield from _chosen(reason)
        elif isinstance(reason, Barred):
            yield _barred(bank, item, reason)
        elif isinstance(reason, Blocked):
            yield rules.BLOCKED.format(exam=reason.exam, reason=part_names(reason.conflict))
        elif isinstance(reason, Possible):
            yield _possible(reason)
        else:
            words = rules.OBSERVED if reason.assembled else rules.NOT_ASSEMBLED
            yield words.format(exam=reason.exam)


def _chosen(reason: Chosen) -> Iterator[str]:
    """What a question brings to a form."""
    points = [
        rules.CHOSEN_POINTS.format(share=number(round(share, 1)), code=code)
        for code, share in reason.shares
    ]
    yield rules.CHOSEN.format(form=reason.form, points=", ".join(points))
    broken = dict.fromkeys(lack.requirement.label for lack in reason.breaks)
    yield rules.BREAKS.format(rules=", ".join(broken)) if broken else rules.BREAKS_NONE
    if reason.next is None:
        yield rules.NO_NEXT
        return
    yield rules.NEXT.format(
        items=", ".join(reason.next.items),
        value=number(reason.next.value, 2),
        own=number(reason.value, 2),
    )


def _barred(bank: Bank, item: Item, reason: Barred) -> str:
    """Why an exam cannot ask a question."""
    blueprint = bank.blueprint(reason.exam)
    codes = [code for code in item.codes if code not in blueprint.codes]
    said = rules.BARS[reason.bar].format(
        modality=assembly.MODALITY_OF_ONE[item.modality],
        asked=assembly.MODALITIES[blueprint.modality],
        format=blueprint.format,
        players=blueprint.group[1],
        codes=", ".join(codes),
    )
    return rules.BARRED.format(exam=reason.exam, reason=said)


def _possible(reason: Possible) -> str:
    """What a question would have cost."""
    if reason.near:
        return rules.TIE.format(
            exam=reason.exam,
            value=number(reason.with_it.value, 2),
            drawn=number(reason.drawn, 2),
            best=number(reason.best, 2),
        )
    costs = [
        rules.TOLD_COST.format(rule=label, amount=rules.MORE.format(amount=number(more, 2)))
        for label, more in reason.costs[:COSTS_SHOWN]
    ]
    return rules.POSSIBLE.format(
        exam=reason.exam,
        value=number(reason.with_it.value, 2),
        worse=number(max(Decimal(0), reason.with_it.value - reason.drawn), 2),
        more=number(reason.with_it.value - reason.best, 2),
        cost=", ".join(costs) or rules.OTHER_COST,
    )


def _told(reason: Reason) -> dict[str, object]:
    """A reason for machines."""
    if isinstance(reason, Chosen):
        return {
            "form": reason.form,
            "state": "chosen",
            "breaks": [lack.requirement.id for lack in reason.breaks],
            "value": str(reason.value),
            "next": None if reason.next is None else str(reason.next.value),
        }
    if isinstance(reason, Barred):
        return {"exam": reason.exam, "state": "barred", "reason": reason.bar}
    if isinstance(reason, Blocked):
        rules_in = list(dict.fromkeys(part.requirement.id for part in reason.conflict))
        return {"exam": reason.exam, "state": "blocked", "rules": rules_in}
    if isinstance(reason, Elsewhere):
        return {"exam": reason.exam, "state": "elsewhere", "assembled": reason.assembled}
    return {
        "exam": reason.exam,
        "state": "possible",
        "value": str(reason.with_it.value),
        "drawn": str(reason.drawn),
        "best": str(reason.best),
        "near": reason.near,
    }
