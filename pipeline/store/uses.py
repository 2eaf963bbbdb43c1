"""What the sessions of a workspace have set: scenarios, countries, settings, items.

The demonstration stands apart: it counts for no session, and no session counts for it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.diagnostics import ContentError, Diagnostic, Source
from pipeline.model.form import Form, FormRole, Setting
from pipeline.model.inventory import SessionUse
from pipeline.rules import session as rules
from pipeline.store.folder import SessionFolder, is_demonstration, sessions
from pipeline.store.records import read_forms

WEIGHTS = {FormRole.TICKET: 1, FormRole.SPARE: 2, FormRole.MAIN: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """What earlier sessions set, weighed: a main paper 4, a spare 2, a ticket 1, the highest of each session."""

    scenarios: Counter[str]
    countries: Counter[str]
    settings: Counter[Setting]


def earlier_uses(root: Path, but: str, faults: list[Diagnostic] | None = None) -> Uses:
    """How much the other sessions of a workspace used each scenario, each country, and each setting of a scenario.

    A session whose record is damaged counts for nothing and is told in ``faults``: it does not stop the others.
    """
    uses = Uses(scenarios=Counter(), countries=Counter(), settings=Counter())
    if not is_demonstration(but):
        for name, forms in _forms(root, faults if faults is not None else []):
            if name != but:
                _add(uses, forms)
    return uses


def session_uses(root: Path, faults: list[Diagnostic]) -> tuple[SessionUse, ...]:
    """What each session of a workspace has set, in the order of their names; damaged ones are told in ``faults``."""
    return tuple(
        SessionUse(
            session=name,
            items=frozenset(q.item.id for form in forms for q in form.questions),
            scenarios=frozenset(d.scenario for form in forms for d in form.dossiers),
            countries=frozenset(d.iso3 for form in forms for d in form.dossiers),
        )
        for name, forms in _forms(root, faults)
    )


def _forms(root: Path, faults: list[Diagnostic]) -> Iterator[tuple[str, tuple[Form, ...]]]:
    """The forms of every session that counts and has some."""
    for name in sessions(root):
        folder = SessionFolder(root=root, name=name)
        if is_demonstration(name) or not folder.forms.exists():
            continue
        try:
            yield name, read_forms(folder)
        except ContentError:
            faults.append(rules.NOT_COUNTED.at(Source(path=folder.relative(folder.forms))))


def _add(uses: Uses, forms: Sequence[Form]) -> None:
    """Count one session: each scenario, country and setting at its highest weight."""
    scenarios: dict[str, int] = {}
    countries: dict[str, int] = {}
    settings: dict[Setting, int] = {}
    for form in sorted(forms, key=lambda f: WEIGHTS[f.role]):
        weight = WEIGHTS[form.role]
        for d in form.dossiers:
            scenarios[d.scenario] = countries[d.iso3] = weight
            settings[Setting(scenario=d.scenario, iso3=d.iso3, number_set=d.number_set)] = weight
    uses.scenarios.update(scenarios)
    uses.countries.update(countries)
    uses.settings.update(settings)
