"""Whether the tables of rules of the exams make sense and ask nothing that the bank does not have."""

from collections.abc import Iterator

from pipeline.assemble.pool import skill_shares
from pipeline.assemble.requirements import rules_of
from pipeline.assemble.rows import row_of
from pipeline.ata.check import check_table
from pipeline.diagnostics import Diagnostic
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint
from pipeline.model.requirement import Row


def table_faults(bank: Bank) -> Iterator[Diagnostic]:
    """Every fault of the rules that exams have of their own, told once for those that several exams share.

    The standard rules are the blueprint's; what the bank lacks for them is told by assembly, with what to write.
    """
    shared: dict[Diagnostic, None] = {}
    for blueprint in bank.blueprints:
        own = {change.id for change in blueprint.changes}
        own |= {rule.id for rule in blueprint.requirements}
        rules = [rule for rule in rules_of(bank, blueprint) if rule.id in own]
        if rules:
            shared |= dict.fromkeys(check_table(rules, _rows(bank, blueprint)))
    yield from shared


def _rows(bank: Bank, blueprint: Blueprint) -> list[Row]:
    """The items of the bank that answer in the exam's way on its codes only."""
    shares, codes = skill_shares(bank), set(blueprint.codes)
    return [
        row_of(item, scenario, shares)
        for scenario in bank.scenarios
        for item in scenario.items
        if item.serves(blueprint.format, blueprint.modality) and codes.issuperset(item.codes)
    ]
