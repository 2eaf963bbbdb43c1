"""``epreuve check``: everything that must hold in a workspace, all the faults at once."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
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
from pipeline.runner.runner import Runner
from pipeline.runner.task import Task
from pipeline.store.cache import Cache
from pipeline.store.codec import dump
from pipeline.store.folder import check_workspace

FAMILIES = (referential, criteria, blueprint, country, scenario, item)
#: The checks that need to know the day, and those that look at the texts of scenarios alone.
DATED = (scenario, facts)
TEXTUAL = (draft, prose, wording, given, similarity)

_WEIGHT = 300  # the variants of a scenario take as long as so many documents: 0.75 s and 2.4 ms


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What a check found, each fault once."""

    faults: tuple[Diagnostic, ...]


def check(
    *, root: Path, date: str, cached: bool = True, jobs: int = 0, progress: Progress = None
) -> Outcome:
    """Read the content, check it as a whole, and set every scenario in all its countries and number sets.

    ``date`` (ISO) is the day by which a review may have expired. What an earlier run found in what has not changed
    since is not worked out again, unless ``cached`` is false; ``jobs`` processes set the others, as many as they
    deserve when it is 0. The outcome is the same.
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
        *_text_faults(bank, shelf),
        *_all_variant_faults(bank, shelf, Runner(jobs=jobs), progress),
    )
    if shelf is not None and surroundings(root) == around:
        shelf.save()
    return _outcome(_counts(bank), found)


def _text_faults(bank: Bank, shelf: Cache | None) -> tuple[Diagnostic, ...]:
    """What depends on the texts of all the scenarios: their typing, their likeness; from the shelf when it is there."""
    said = b"\n".join(dump(content) for content in bank.scenarios)
    found = shelf.get("texts", said, _Found) if shelf else None
    if found is None:
        found = _once(f for family in TEXTUAL for check_ in family.ALL for f in check_(bank))
        if shelf is not None:
            shelf.put("texts", said, found)
    return found.faults


def _all_variant_faults(
    bank: Bank, shelf: Cache | None, runner: Runner, progress: Progress
) -> Iterator[Diagnostic]:
    """The faults of the variants of every scenario, in order; those that the shelf does not hold are worked out."""
    said = {content.id: dump(content) for content in bank.scenarios}
    kept = {
        name: shelf.get(_entry(name), content, _Found) if shelf else None
        for name, content in said.items()
    }
    found = {name: known for name, known in kept.items() if known is not None}
    tell = partial(_tell, bank, progress)
    tell(found)
    tasks = tuple(
        Task(title=content.source.path, make=partial(_variant_faults, scenario=content.id))
        for content in bank.scenarios
        if content.id not in found
    )
    told: list[Diagnostic] = []
    with closing(runner.run(tasks, bank, told, weight=_WEIGHT)) as made:
        for name, known in made:
            found[name] = known
            if shelf is not None:
                shelf.put(_entry(name), said[name], known)
            tell(found)
    yield from told
    for name in said:
        yield from found[name].faults


def _entry(scenario: str) -> str:
    """The name under which the shelf keeps what is found in the variants of a scenario."""
    return f"variants {scenario}"


def _tell(bank: Bank, progress: Progress, found: Collection[str]) -> None:
    """Tell how many variants are done, when the variants of these scenarios are."""
    if progress is not None:
        done = sum(_variants(bank, content) for content in bank.scenarios if content.id in found)
        progress(words.STEP_VARIANTS, done, _variant_count(bank))


def _once(faults: Iterable[Diagnostic]) -> _Found:
    """Each fault once."""
    return _Found(faults=tuple(dict.fromkeys(faults)))


def _variant_faults(bank: Bank, *, scenario: str) -> tuple[str, _Found]:
    """The faults of the variants of a scenario, with its id; one that cannot be set tells why, the others go on."""
    content = bank.scenario(scenario)
    faults: list[Diagnostic] = []
    for iso3 in bank.settings[content.id]:
        for number_set in sorted(content.number_sets):
            try:
                variant = expander(bank, content).expand(iso3, number_set)
            except ContentError as error:
                faults += error.diagnostics
            else:
                faults += check_variant(bank, variant)
    return scenario, _once(faults)


def _variants(bank: Bank, content: Scenario) -> int:
    """In how many variants a scenario is set."""
    return len(bank.settings[content.id]) * len(content.number_sets)


def _variant_count(bank: Bank) -> int:
    return sum(_variants(bank, content) for content in bank.scenarios)


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
