"""``epreuve rules``: the table of rules of the exams, on screen and as a workbook to edit."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.assemble.requirements import rules_of
from pipeline.commands.inputs import load_bank
from pipeline.diagnostics import Outcome, UsageError
from pipeline.exchange.roster import workbook_bytes
from pipeline.exchange.rulebook import rule_workbook
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.requirement import Change, Goal, Requirement
from pipeline.read.plain import near_words
from pipeline.read.requirements import GOALS, MEASURES
from pipeline.render.reseal import reseal
from pipeline.rules import commands as said
from pipeline.rules import ruletable as words
from pipeline.store.files import write_file
from pipeline.typography import number

FOLDER = "output/regles"


def rules(
    exam: str | None = None, *, root: Path, xlsx: bool = False, dry_run: bool = False
) -> Outcome:
    """Every rule that a paper of the exam, or of every exam, has to keep or ought to; a workbook of them on demand.

    Raises UsageError for an exam that is none.
    """
    bank = load_bank(root)
    table = _table(bank, exam)
    path = f"{FOLDER}/{words.FILE}"
    lines = list(_lines(bank, table))
    if xlsx and not dry_run:
        listed = {name: _listed(bank.blueprint(name), own) for name, own in table.items()}
        book = rule_workbook(listed, MEASURES, [goal.value for goal in GOALS])
        write_file(root / path, reseal(workbook_bytes(book)))
        lines.append(words.DONE.format(path=path))
    elif xlsx:
        lines += [said.WOULD_WRITE.format(path=path), said.DRY_RUN]
    return Outcome(
        command="rules",
        counts={"exams": len(table), "rules": sum(len(own) for own in table.values())},
        lines=tuple(lines),
        files=(path,) if xlsx and not dry_run else (),
        data={"rules": {name: [_data(rule) for rule in own] for name, own in table.items()}},
        dry_run=dry_run,
    )


def _table(bank: Bank, exam: str | None) -> Mapping[str, tuple[Requirement, ...]]:
    """The rules of the exams asked for."""
    known = {blueprint.id: blueprint for blueprint in bank.blueprints}
    if exam is not None and exam not in known:
        raise UsageError(words.UNKNOWN_EXAM.format(exam=exam), _exams(exam, known))
    chosen = known.values() if exam is None else (known[exam],)
    return {blueprint.id: rules_of(bank, blueprint) for blueprint in chosen}


def _exams(exam: str, known: Collection[str]) -> str:
    """What to write instead of an exam that is none."""
    near = near_words(exam, known)
    return words.KNOWN_EXAMS.format(exams=", ".join(near or sorted(known)))


def _listed(
    blueprint: Blueprint, table: Sequence[Requirement]
) -> list[tuple[str, Requirement | Change]]:
    """The rows of an exam: its own rules whole, of the standard ones what it changes."""
    own = {rule.id for rule in blueprint.requirements}
    changes = {change.id: change for change in blueprint.changes}
    return [
        (rule.label, rule if rule.id in own else changes.get(rule.id, Change(id=rule.id)))
        for rule in table
    ]


def _lines(bank: Bank, table: Mapping[str, Sequence[Requirement]]) -> Iterator[str]:
    """The table on the screen."""
    for exam, own in table.items():
        yield words.HEAD.format(exam=exam, title=bank.blueprint(exam).title)
        for rule in own:
            weight = words.WITH_WEIGHT.format(weight=number(rule.weight))
            yield words.LINE.format(
                id=rule.id,
                label=rule.label,
                goal=words.GOALS[rule.goal.value],
                weight="" if rule.goal is Goal.HARD else weight,
                active="" if rule.active else words.SUSPENDED,
            )


def _data(rule: Requirement) -> dict[str, object]:
    """One rule for machines."""
    return {
        "id": rule.id,
        "label": rule.label,
        "measure": rule.measure.value,
        "column": rule.column,
        "condition": rule.written,
        "low": None if rule.low is None else str(rule.low),
        "high": None if rule.high is None else str(rule.high),
        "goal": rule.goal.value,
        "weight": str(rule.weight),
        "active": rule.active,
        "source": str(rule.source),
    }
