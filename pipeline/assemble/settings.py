"""Countries and number sets, after the items: distinct countries, other regions, least used first, drawn ties."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.assemble.pool import Exposure
from pipeline.draw import rank
from pipeline.model.bank import Bank
from pipeline.model.form import Setting

Options = Mapping[str, Sequence[Setting]]
Preferences = Mapping["Slot", Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One scenario of one form that needs a country and a number set.

    ``content`` names the form's items: the same items never get the same setting twice while another is left.
    ``apart`` are the forms from which it must differ most, if any. ``held`` is the setting that a coordinator keeps, as
    long as the scenario may have it.
    """

    form: str
    scenario: str
    exam: str
    content: str
    apart: tuple[str, ...] = ()
    held: Setting | None = None

    def options(self, options: Options) -> Sequence[Setting]:
        """The settings that the slot may take."""
        own = options[self.scenario]
        return (self.held,) if self.held is not None and self.held in own else own


@dataclass(slots=True)
class _Given:
    """What the slots placed so far took."""

    settings: dict[Slot, Setting] = field(default_factory=dict)
    forms: dict[str, list[Setting]] = field(default_factory=dict)
    contents: Counter[tuple[str, Setting]] = field(default_factory=Counter)
    taken: Counter[Setting] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)


def assign(
    bank: Bank, slots: Sequence[Slot], options: Options, exposure: Exposure, key: bytes
) -> dict[Slot, Setting]:
    """A setting for each slot; ``options`` are those of each scenario, at least one.

    Slots that hold a setting come first. As many as can be have a country of their own, the first ones first. Of a form
    and the one it is apart from, neither country nor numbers are shared while the scenario allows it.
    """
    slots = sorted(slots, key=lambda slot: slot.held is None)
    own = _distinct(bank, slots, options, exposure, key)
    given = _Given()
    for slot in slots:
        choices = [o for o in slot.options(options) if own.get(slot, o.iso3) == o.iso3]
        costs = {o: (*_cost(slot, o, given, exposure), _draw(key, slot, o)) for o in choices}
        _take(slot, min(choices, key=lambda o: costs[o]), given)
    return given.settings


def _distinct(
    bank: Bank, slots: Sequence[Slot], options: Options, exposure: Exposure, key: bytes
) -> dict[Slot, str]:
    """A country of its own for as many slots as can be: maximum matching by augmenting paths (Kuhn, 1955)."""
    owners: dict[str, Slot] = {}
    wanted: dict[Slot, list[str]] = {}
    closed: set[str] = set()
    for slot in slots:
        held = Counter(bank.countries[c].region for c, o in owners.items() if o.exam == slot.exam)
        places = slot.options(options)
        met = {
            iso3: min(exposure.settings.get(o, 0) for o in places if o.iso3 == iso3)
            for iso3 in {o.iso3 for o in places}
        }
        draws = {iso3: rank(key, f"{slot.form}/{slot.scenario}/{iso3}") for iso3 in met}
        wanted[slot] = sorted(
            draws,
            key=lambda c: (
                c in owners,
                met[c],
                held[bank.countries[c].region],
                exposure.countries.get(c, 0),
                draws[c],
            ),
        )
        seen = set(closed)
        if not _claim(slot, wanted, owners, seen):
            closed = seen
    return {slot: iso3 for iso3, slot in owners.items()}


def _claim(slot: Slot, wanted: Preferences, owners: dict[str, Slot], seen: set[str]) -> bool:
    """Give the slot a country, moving other slots to another of theirs where needed; false when none can be."""
    for iso3 in wanted[slot]:
        if iso3 in seen:
            continue
        seen.add(iso3)
        owner = owners.get(iso3)
        if owner is None or _claim(owner, wanted, owners, seen):
            owners[iso3] = slot
            return True
    return False


def _cost(slot: Slot, option: Setting, given: _Given, exposure: Exposure) -> tuple[int, ...]:
    """What is wrong with an option, worst first."""
    near = [setting for form in slot.apart for setting in given.forms.get(form, [])]
    same = (s.number_set == option.number_set for s in near if s.scenario == option.scenario)
    return (
        given.contents[slot.content, option],
        exposure.settings.get(option, 0),
        sum(s.iso3 == option.iso3 for s in near) + sum(same),
        given.taken[option],
        given.countries[option.iso3],
        exposure.countries.get(option.iso3, 0),
    )


def _draw(key: bytes, slot: Slot, option: Setting) -> int:
    """The tie-break of an option at a slot."""
    return rank(key, f"{slot.form}/{option.scenario}/{option.iso3}/{option.number_set}")


def _take(slot: Slot, option: Setting, given: _Given) -> None:
    """Count what a slot took."""
    given.settings[slot] = option
    given.forms.setdefault(slot.form, []).append(option)
    given.contents[slot.content, option] += 1
    given.taken[option] += 1
    given.countries[option.iso3] += 1
