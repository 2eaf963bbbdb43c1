"""Bank, newer figures, bank with them -> what they change, and what deserves a second look."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.diagnostics import Diagnostic
from pipeline.model.bank import Bank
from pipeline.model.country import Trait, Update
from pipeline.model.revision import Change, Moved, Revised, Revision
from pipeline.rules import country as rules
from pipeline.typography import number

#: Beyond this ratio between two figures, a unit was probably mistaken.
FAR = Decimal(3)


def revise(bank: Bank, after: Bank, updates: Sequence[Update]) -> Revision:
    """What the figures change in ``bank``; ``after`` is the same bank with them."""
    return Revision(
        figures=tuple(_revised(bank, update) for update in updates),
        moved=tuple(_moved(bank, after)),
    )


def doubts(revision: Revision) -> Iterator[Diagnostic]:
    """Figures older than those of the bank, or very far from them."""
    for figure in revision.figures:
        old, new = figure.old, figure.update.trait
        if old is None:
            continue
        told = {"country": figure.country, "column": new.field}
        if new.year < old.year:
            yield rules.UPDATE_OLDER.at(figure.update.place, new=new.year, old=old.year, **told)
        if figure.ratio is not None and figure.ratio >= FAR:
            yield rules.UPDATE_FAR.at(
                figure.update.place,
                old=_shown(old),
                new=_shown(new),
                ratio=number(figure.ratio, 1),
                unit=figure.unit or rules.NO_UNIT,
                **told,
            )


def _revised(bank: Bank, update: Update) -> Revised:
    field = update.trait.field
    source = bank.field_sources[field]
    country = bank.countries[update.iso3]
    old = country.traits.get(field)
    return Revised(
        update=update,
        country=country.name,
        label=source.label,
        unit=source.unit,
        old=old,
        old_source=(old.source if old else "") or source.credit or source.source,
        change=_change(old, update.trait, source.credit),
        ratio=_ratio(old, update.trait),
        printed=tuple(
            s.id
            for s in bank.scenarios
            if field in s.country_rule.facts and update.iso3 in bank.settings[s.id]
        ),
    )


def _change(old: Trait | None, new: Trait, credit: str) -> Change:
    if old is None:
        return Change.NEW
    known = (old.value, old.year, old.source or credit)
    return Change.SAME if known == (new.value, new.year, new.source) else Change.CHANGED


def _ratio(old: Trait | None, new: Trait) -> Decimal | None:
    """The larger over the smaller; numbers of opposite signs or near zero cannot be compared that way."""
    if old is None or not isinstance(old.value, Decimal) or not isinstance(new.value, Decimal):
        return None
    low, high = sorted((abs(old.value), abs(new.value)))
    return None if not low or old.value * new.value < 0 else high / low


def _moved(bank: Bank, after: Bank) -> Iterator[Moved]:
    for scenario in bank.scenarios:
        before, now = set(bank.settings[scenario.id]), set(after.settings[scenario.id])
        if before != now:
            yield Moved(
                scenario=scenario.id,
                gained=tuple(sorted(now - before)),
                lost=tuple(sorted(before - now)),
            )


def _shown(trait: Trait) -> str:
    return number(trait.value) if isinstance(trait.value, Decimal) else trait.value
