"""Every rule of every family, in one place: what docs/diagnostics.md documents and tests go through."""

from types import ModuleType

from pipeline.diagnostics import Rule
from pipeline.rules import (
    agreement,
    approval,
    assembly,
    authoring,
    award,
    bank,
    blueprint,
    calendar,
    certificate,
    collection,
    country,
    criteria,
    deadline,
    drafting,
    entrytable,
    grid,
    intake,
    item,
    jury,
    juryfile,
    ledger,
    marks,
    notices,
    plan,
    planning,
    reading,
    reconcile,
    referential,
    resit,
    results,
    ruletable,
    run,
    scenario,
    schedule,
    session,
    swap,
    table,
    template,
    verdict,
    workbook,
    workers,
)

FAMILIES: tuple[tuple[ModuleType, str], ...] = (
    (reading, "LEC"),
    (referential, "REF"),
    (criteria, "CRI"),
    (country, "PAY"),
    (scenario, "SCN"),
    (item, "SUJ"),
    (authoring, "AUT"),
    (drafting, "IMP"),
    (bank, "BNQ"),
    (blueprint, "PLA"),
    (ruletable, "PLA"),
    (table, "TAB"),
    (assembly, "ASM"),
    (plan, "ASM"),
    (swap, "ASM"),
    (certificate, "CER"),
    (session, "SES"),
    (workbook, "SES"),
    (planning, "SES"),
    (grid, "GRI"),
    (marks, "DEC"),
    (entrytable, "DEC"),
    (template, "GAB"),
    (intake, "RCU"),
    (collection, "COL"),
    (results, "RES"),
    (verdict, "RES"),
    (reconcile, "DBL"),
    (agreement, "ACC"),
    (award, "ATT"),
    (jury, "JUR"),
    (juryfile, "JUR"),
    (ledger, "REG"),
    (resit, "RAT"),
    (run, "EXE"),
    (notices, "AVI"),
    (calendar, "CAL"),
    (deadline, "ECH"),
    (approval, "APP"),
    (schedule, "PRG"),
    (workers, "TRV"),
)
"""The modules of messages with the letters of their codes, in the order of the documentation."""


def rules_of(module: ModuleType) -> tuple[tuple[str, Rule], ...]:
    """The rules of one module with the names of their constants, in the order of their codes."""
    found = [(name, value) for name, value in vars(module).items() if isinstance(value, Rule)]
    return tuple(sorted(found, key=lambda pair: pair[1].code))


ALL_RULES: tuple[Rule, ...] = tuple(
    sorted(
        (rule for module, _ in FAMILIES for _, rule in rules_of(module)),
        key=lambda rule: ([family for _, family in FAMILIES].index(rule.code[:3]), rule.code),
    )
)
"""Every rule, family by family, in the order of the codes."""
