"""The scenario that an author names, for the commands that take one."""

from pathlib import Path

from pipeline.commands.inputs import load_bank, survey_bank
from pipeline.diagnostics import Diagnostic, UsageError
from pipeline.model.bank import Bank
from pipeline.model.scenario import Scenario
from pipeline.read.plain import near_words
from pipeline.rules import authoring as words


def open_scenario(root: Path, name: str) -> tuple[Bank, Scenario, tuple[Diagnostic, ...]]:
    """The bank, the scenario of that name in it, and what is left out of the bank.

    Raises UsageError when there is none of that name, ContentError when it may be one of those left out.
    """
    bank, left = survey_bank(root)
    try:
        return bank, find_scenario(bank, name), left
    except UsageError:
        load_bank(root)
        raise


def find_scenario(bank: Bank, name: str) -> Scenario:
    """The scenario of that id, whatever its case, or of that file name; raises UsageError with those that exist."""
    by_name = {s.id.casefold(): s for s in bank.scenarios}
    by_name |= {Path(s.source.path).stem.casefold(): s for s in bank.scenarios}
    wanted = Path(name).stem if name.endswith(".yaml") else name
    if wanted.casefold() in by_name:
        return by_name[wanted.casefold()]
    near = near_words(wanted.upper(), sorted(s.id for s in bank.scenarios))
    known = ", ".join(near or sorted(s.id for s in bank.scenarios))
    raise UsageError(
        words.NO_SCENARIO.format(scenario=name), words.NO_SCENARIO_HINT.format(known=known)
    )
