"""``epreuve check``: everything that must hold in a workspace, all the faults at once."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.checks import blueprint, country, criteria, item, prose, referential, scenario
from pipeline.checks.variant import check_variant
from pipeline.commands.inputs import Progress
from pipeline.diagnostics import ContentError, Diagnostic, Outcome, Severity, UsageError
from pipeline.model.bank import Bank
from pipeline.read.bank import read_bank
from pipeline.read.expand import expander
from pipeline.read.plain import is_date
from pipeline.rules import commands as words
from pipeline.rules.referential import OPEN_ALERT, OPEN_QUESTION
from pipeline.store.folder import check_workspace

FAMILIES = (referential, criteria, blueprint, country, scenario, item, prose)


def check(*, root: Path, date: str, progress: Progress = None) -> Outcome:
    """Read the content, check it as a whole, and set every scenario in all its countries and number sets.

    ``date`` (ISO) is the day by which a review may have expired.
    """
    check_workspace(root)
    if not is_date(date):
        raise UsageError(words.BAD_DATE.format(date=date), words.BAD_DATE_HINT)
    bank, faults = read_bank(root)
    if bank is None:
        return _outcome({}, faults)
    found = (
        *faults,
        *(fault for family in FAMILIES for check_ in family.ALL for fault in check_(bank)),
        *(fault for check_ in scenario.DATED for fault in check_(bank, date)),
        *_variant_faults(bank, progress),
    )
    return _outcome(_counts(bank), found)


def _variant_faults(bank: Bank, progress: Progress) -> Iterator[Diagnostic]:
    """The faults of every variant; one that cannot be set tells why and the others go on."""
    settings = [
        (s, iso3, number_set)
        for s in bank.scenarios
        for iso3 in bank.settings[s.id]
        for number_set in sorted(s.number_sets)
    ]
    for number, (content, iso3, number_set) in enumerate(settings, 1):
        try:
            variant = expander(bank, content).expand(iso3, number_set)
        except ContentError as error:
            yield from error.diagnostics
        else:
            yield from check_variant(bank, variant)
        if progress is not None:
            progress(words.STEP_VARIANTS, number, len(settings))


def _counts(bank: Bank) -> dict[str, int]:
    """What the workspace holds."""
    return {
        "blocks": len(bank.referential.blocks),
        "codes": len(bank.referential.competencies),
        "scenarios": len(bank.scenarios),
        "items": sum(len(s.items) for s in bank.scenarios),
        "variants": sum(len(bank.settings[s.id]) * len(s.number_sets) for s in bank.scenarios),
        "countries": len({iso3 for own in bank.settings.values() for iso3 in own}),
    }


def _outcome(content: dict[str, int], found: tuple[Diagnostic, ...]) -> Outcome:
    """The counts (of the content when it could be read) and the faults; one that many variants share comes once."""
    faults = tuple(dict.fromkeys(found))
    questions = sum(f.code in (OPEN_QUESTION.code, OPEN_ALERT.code) for f in faults)
    errors = sum(f.severity is Severity.ERROR for f in faults)
    warnings = sum(f.severity is Severity.WARNING for f in faults)
    lines = [words.CHECK_COUNTS.format(**content)] if content else []
    if questions:
        lines.append(words.QUESTIONS.format(count=questions))
    if errors or warnings:
        lines.append(words.CHECK_FAULTS.format(errors=errors, warnings=warnings))
    else:
        lines.append(words.CHECK_CLEAN)
    counts = {**content, "questions": questions, "errors": errors, "warnings": warnings}
    return Outcome(command="check", counts=counts, lines=tuple(lines), diagnostics=faults)
