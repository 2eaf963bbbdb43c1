"""``epreuve check``: everything that must hold in a workspace, all the faults at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.assemble.tables import table_faults
from pipeline.checks import (
    blueprint,
    country,
    criteria,
    draft,
    facts,
    given,
    item,
    prose,
    referential,
    scenario,
    similarity,
    wording,
)
from pipeline.checks.variant import check_variant
from pipeline.commands.inputs import Progress, open_shelf
from pipeline.diagnostics import ContentError, Diagnostic, Outcome, Severity, UsageError
from pipeline.model.bank import Bank
from pipeline.model.scenario import Scenario
from pipeline.read.bank import read_bank, surroundings
from pipeline.read.expand import expander
from pipeline.read.plain import is_date
from pipeline.rules import commands as words
from pipeline.rules.referential import OPEN_ALERT, OPEN_QUESTION
from pipeline.store.cache import Cache
from pipeline.store.codec import dump
from pipeline.store.folder import check_workspace

FAMILIES = (referential, criteria, blueprint, country, scenario, item)
#: The checks that need to know the day, and those that look at the texts of scenarios alone.
DATED = (scenario, facts)
TEXTUAL = (draft, prose, wording, given, similarity)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What a check found, each fault once."""

    faults: tuple[Diagnostic, ...]


def check(*, root: Path, date: str, cached: bool = True, progress: Progress = None) -> Outcome:
    """Read the content, check it as a whole, and set every scenario in all its countries and number sets.

    ``date`` (ISO) is the day by which a review may have expired. What an earlier run found in what has not changed
    since is not worked out again, unless ``cached`` is false; the outcome is the same.
    """
    check_workspace(root)
    if not is_date(date):
        raise UsageError(words.BAD_DATE.format(date=date), words.BAD_DATE_HINT)
    around = surroundings(root)
    shelf = open_shelf(root, around) if cached else None
    bank, faults = read_bank(root, shelf)
    if bank is None:
        return _outcome({}, faults)
    found = (
        *faults,
        *(fault for family in FAMILIES for check_ in family.ALL for fault in check_(bank)),
        *table_faults(bank),
        *(fault for family in DATED for check_ in family.DATED for fault in check_(bank, date)),
        *_content_faults(bank, shelf, progress),
    )
    if shelf is not None and surroundings(root) == around:
        shelf.save()
    return _outcome(_counts(bank), found)


def _content_faults(bank: Bank, shelf: Cache | None, progress: Progress) -> Iterator[Diagnostic]:
    """What takes time and depends on the texts alone: their typing, their likeness, then every variant."""
    said = {content.id: dump(content) for content in bank.scenarios}
    yield from _once(
        shelf,
        "texts",
        b"\n".join(said.values()),
        lambda: (f for family in TEXTUAL for check_ in family.ALL for f in check_(bank)),
    )
    total, done = _variant_count(bank), 0
    for content in bank.scenarios:
        variants = partial(_variant_faults, bank, content, partial(_tell, progress, done, total))
        yield from _once(shelf, f"variants {content.id}", said[content.id], variants)
        done += len(bank.settings[content.id]) * len(content.number_sets)
        _tell(progress, 0, total, done)


def _once(
    shelf: Cache | None, name: str, content: bytes, work: Callable[[], Iterator[Diagnostic]]
) -> tuple[Diagnostic, ...]:
    """What a check finds in some content, each fault once; from the shelf when it is there."""
    found = shelf.get(name, content, _Found) if shelf else None
    if found is None:
        found = _Found(faults=tuple(dict.fromkeys(work())))
        if shelf is not None:
            shelf.put(name, content, found)
    return found.faults


def _tell(progress: Progress, done: int, total: int, more: int) -> None:
    """Tell how many variants are done."""
    if progress is not None:
        progress(words.STEP_VARIANTS, done + more, total)


def _variant_faults(
    bank: Bank, content: Scenario, tell: Callable[[int], None]
) -> Iterator[Diagnostic]:
    """The faults of the variants of a scenario; one that cannot be set tells why and the others go on."""
    places = [(iso3, s) for iso3 in bank.settings[content.id] for s in sorted(content.number_sets)]
    for rank, (iso3, number_set) in enumerate(places, 1):
        try:
            variant = expander(bank, content).expand(iso3, number_set)
        except ContentError as error:
            yield from error.diagnostics
        else:
            yield from check_variant(bank, variant)
        tell(rank)


def _variant_count(bank: Bank) -> int:
    return sum(len(bank.settings[s.id]) * len(s.number_sets) for s in bank.scenarios)


def _counts(bank: Bank) -> dict[str, int]:
    """What the workspace holds."""
    return {
        "blocks": len(bank.referential.blocks),
        "codes": len(bank.referential.competencies),
        "scenarios": len(bank.scenarios),
        "items": sum(len(s.items) for s in bank.scenarios),
        "variants": _variant_count(bank),
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
