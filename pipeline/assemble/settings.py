"""Countries and number sets, after the items: distinct countries, other regions, least used first, drawn ties."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.assemble.pool import Exposure
from pipeline.draw import rank
from pipeline.model.bank import Bank
from pipeline.model.form import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One scenario of one form that needs a country and a number set.

    ``content`` names its items: the same items never get the same setting twice while another is left; ``apart`` names
    the forms it must differ from.
    """

    form: str
    scenario: str
    group: str
    content: str
    apart: tuple[str, ...] = ()


@dataclass(slots=True)
class _Used:
    """What the slots placed so far took."""

    countries: dict[str, int] = field(default_factory=dict)
    regions: dict[tuple[str, str], int] = field(default_factory=dict)
    settings: dict[str, list[Setting]] = field(default_factory=dict)
    taken: dict[Setting, int] = field(default_factory=dict)
    repeated: dict[tuple[str, Setting], int] = field(default_factory=dict)


def options(bank: Bank, scenario: str, excluded: Iterable[str]) -> tuple[Setting, ...]:
    """The settings a scenario may have, sorted."""
    banned = set(excluded)
    return tuple(
        Setting(scenario=scenario, iso3=iso3, number_set=number_set)
        for iso3 in bank.settings.get(scenario, ())
        if iso3 not in banned
        for number_set in sorted(bank.scenario(scenario).number_sets)
    )


def assign(
    bank: Bank, slots: Sequence[Slot], excluded: Sequence[str], exposure: Exposure, key: bytes
) -> dict[Slot, Setting | None]:
    """A setting for each slot, ``None`` where the scenario has none left; slots of few countries are served first.

    Of two slots apart, neither the country nor the number set is shared while the scenario allows it.
    """
    used = _Used()
    choices = {slot: options(bank, slot.scenario, excluded) for slot in slots}
    found: dict[Slot, Setting | None] = {}
    first = {slot: n for n, slot in enumerate(slots)}
    for slot in sorted(slots, key=lambda s: (bool(s.apart), len(choices[s]), first[s])):
        ranked = sorted(
            choices[slot],
            key=lambda o: (*_cost(bank, slot, o, used, exposure), _draw(key, slot, o)),
        )
        found[slot] = ranked[0] if ranked else None
        if ranked:
            _take(bank, slot, ranked[0], used)
    return {slot: found[slot] for slot in slots}


def _cost(
    bank: Bank, slot: Slot, option: Setting, used: _Used, exposure: Exposure
) -> tuple[int, ...]:
    """What is wrong with an option, worst first."""
    near = [s for form in slot.apart for s in used.settings.get(form, ())]
    same = sum((s.iso3 == option.iso3) + (s.number_set == option.number_set) for s in near)
    region = (slot.group, bank.countries[option.iso3].region)
    return (
        used.repeated.get((slot.content, option), 0),
        same,
        used.taken.get(option, 0),
        used.countries.get(option.iso3, 0),
        used.regions.get(region, 0),
        exposure.countries.get(option.iso3, 0),
    )


def _draw(key: bytes, slot: Slot, option: Setting) -> int:
    """The tie-break of an option at a slot."""
    return rank(key, f"{slot.form}/{option.scenario}/{option.iso3}/{option.number_set}")


def _take(bank: Bank, slot: Slot, option: Setting, used: _Used) -> None:
    """Count what a slot took."""
    region = (slot.group, bank.countries[option.iso3].region)
    used.countries[option.iso3] = used.countries.get(option.iso3, 0) + 1
    used.regions[region] = used.regions.get(region, 0) + 1
    used.taken[option] = used.taken.get(option, 0) + 1
    repeated = (slot.content, option)
    used.repeated[repeated] = used.repeated.get(repeated, 0) + 1
    used.settings.setdefault(slot.form, []).append(option)
