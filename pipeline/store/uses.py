"""What the sessions of a workspace have set: scenarios, countries, settings, items.

The demonstration stands apart: it counts for no session, and no session counts for it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from pipeline.diagnostics import ContentError, Diagnostic, Source
from pipeline.model.form import Form, FormRole, Setting
from pipeline.model.history import WEIGHTS, SessionForms
from pipeline.model.inventory import SessionUse
from pipeline.rules import session as rules
from pipeline.store.folder import SessionFolder, is_demonstration, sessions
from pipeline.store.records import read_forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """What earlier sessions set, weighed: a main paper 4, a spare 2, a ticket 1, the highest of each session.

    ``items`` says in how many sessions each item served. ``near`` are the scenarios of main papers by distance: of the
    sessions whose names come just before and just after, then of those next to them, and so on.
    """

    scenarios: Counter[str]
    countries: Counter[str]
    settings: Counter[Setting]
    items: Counter[str]
    near: tuple[frozenset[str], ...]


def earlier_uses(root: Path, but: str, faults: list[Diagnostic] | None = None) -> Uses:
    """How much the other sessions of a workspace used each scenario, each country, and each setting of a scenario.

    A session whose record is damaged counts for nothing and is told in ``faults``: it does not stop the others.
    """
    told: list[Diagnostic] = faults if faults is not None else []
    history = () if is_demonstration(but) else tuple(_forms(root, told))
    mains = {name: _main_scenarios(forms) for name, forms in history if name != but}
    uses = Uses(
        scenarios=Counter(),
        countries=Counter(),
        settings=Counter(),
        items=Counter(),
        near=_by_distance(mains, but),
    )
    for name, forms in history:
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


def session_forms(root: Path, faults: list[Diagnostic]) -> tuple[SessionForms, ...]:
    """The forms of each session that counts, in the order of their names; damaged ones are told in ``faults``."""
    return tuple(SessionForms(session=name, forms=forms) for name, forms in _forms(root, faults))


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
    uses.items.update({question.item.id for form in forms for question in form.questions})


def _main_scenarios(forms: Sequence[Form]) -> frozenset[str]:
    """The scenarios of a session's main papers."""
    mains = (form for form in forms if form.role is FormRole.MAIN)
    return frozenset(d.scenario for form in mains for d in form.dossiers)


def _by_distance(mains: Mapping[str, frozenset[str]], session: str) -> tuple[frozenset[str], ...]:
    """What sessions hold by their distance from one, names in order: those next to it first."""
    before = [mains[name] for name in sorted(mains, reverse=True) if name < session]
    after = [mains[name] for name in sorted(mains) if name > session]
    nothing: frozenset[str] = frozenset()
    return tuple(a | b for a, b in zip_longest(before, after, fillvalue=nothing))
