"""``epreuve update countries``: newer figures against those of the bank; written only when asked."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.commands.inputs import load_bank
from pipeline.diagnostics import ContentError, Diagnostic, Outcome
from pipeline.exchange.updates import updates_table
from pipeline.grammar import plural
from pipeline.model.bank import Bank
from pipeline.model.country import Trait, Update
from pipeline.model.revision import Change, Revised, Revision
from pipeline.read.bank import settings_of
from pipeline.read.countries import Countries
from pipeline.read.updates import ADOPTED, lay_over, read_updates
from pipeline.read.vocabulary import build_vocabulary
from pipeline.rules import update as said
from pipeline.store.files import write_file
from pipeline.store.folder import SessionFolder
from pipeline.store.uses import session_uses
from pipeline.supply.revision import doubts, revise
from pipeline.typography import number


def update_countries(
    path: Path, *, root: Path, apply: bool = False, dry_run: bool = False
) -> Outcome:
    """Say what the figures of a file change: values, scenarios, sessions; adopt them when ``apply`` is set.

    A paper that is set keeps its figures: nothing of a session is touched. Raises ContentError with every fault.
    """
    bank = load_bank(root)
    faults: list[Diagnostic] = []
    updates = read_updates(root, str(path), bank.countries, bank.field_sources, faults)
    if faults:
        raise ContentError(said.REFUSED, said.REFUSED_HINT, tuple(faults))
    revision = revise(bank, _after(bank, updates), updates)
    changes = [figure for figure in revision.figures if figure.change is not Change.SAME]
    written = apply and not dry_run and bool(changes)
    if written:
        _adopt(root, bank, updates)
    told: list[Diagnostic] = [*doubts(revision)]
    lines = [*_lines(root, revision, told)]
    if changes:
        lines.append(_last(written=written, apply=apply))
    return Outcome(
        command="update countries",
        counts={change.name.lower(): _count(revision, change) for change in Change},
        lines=tuple(lines),
        files=(ADOPTED,) if written else (),
        data=_data(revision),
        diagnostics=tuple(told),
        dry_run=dry_run,
    )


def _after(bank: Bank, updates: tuple[Update, ...]) -> Bank:
    """The bank with the newer figures: its countries, and where its scenarios may be set."""
    countries = Countries(by_iso3=lay_over(bank.countries, updates), sources=bank.field_sources)
    settings = settings_of(bank.scenarios, bank.types, countries, build_vocabulary(countries))
    return replace(bank, countries=countries.by_iso3, settings=settings)


def _adopt(root: Path, bank: Bank, updates: tuple[Update, ...]) -> None:
    """Add the figures to those that the workspace has adopted already."""
    adopted: tuple[Update, ...] = ()
    if (root / ADOPTED).exists():
        adopted = read_updates(root, ADOPTED, bank.countries, bank.field_sources, [])
    write_file(root / ADOPTED, updates_table(adopted, updates))


def _count(revision: Revision, change: Change) -> int:
    return sum(figure.change is change for figure in revision.figures)


def _lines(root: Path, revision: Revision, told: list[Diagnostic]) -> Iterator[str]:
    """What changes, figure by figure, then where it shows."""
    changed, new, same = (
        _count(revision, change) for change in (Change.CHANGED, Change.NEW, Change.SAME)
    )
    if not changed and not new:
        yield _told(same, said.NOTHING) if same else said.EMPTY
        return
    yield said.COUNTS.format(
        changed=_told(changed, said.CHANGED), new=_told(new, said.NEW), same=_told(same, said.SAME)
    )
    for figure in revision.figures:
        if figure.change is not Change.SAME:
            yield from _figure(figure)
    if revision.moved:
        yield said.MOVED_TITLE
    for moved in revision.moved:
        for sentence, countries in ((said.GAINED, moved.gained), (said.LOST, moved.lost)):
            if countries:
                yield sentence.format(scenario=moved.scenario, countries=", ".join(countries))
    yield from _sessions(root, revision, told)


def _told(count: int, words: tuple[str, str]) -> str:
    return plural(count, *words).format(count=count)


def _figure(figure: Revised) -> Iterator[str]:
    old = said.NO_VALUE if figure.old is None else _value(figure.old, figure.old_source)
    new = _value(figure.update.trait, figure.update.trait.source)
    yield said.FIGURE.format(country=figure.country, label=figure.label, old=old, new=new)
    if figure.printed:
        yield said.PRINTED.format(scenarios=", ".join(figure.printed))


def _value(trait: Trait, source: str) -> str:
    value = trait.value if isinstance(trait.value, str) else number(trait.value)
    return said.VALUE.format(value=value, year=trait.year, source=source)


def _sessions(root: Path, revision: Revision, told: list[Diagnostic]) -> Iterator[str]:
    """The sessions that were set in these countries: they keep what they print."""
    changed = {f.update.iso3 for f in revision.figures if f.change is not Change.SAME}
    uses = [use for use in session_uses(root, told) if not changed.isdisjoint(use.countries)]
    if uses:
        yield said.SESSIONS_TITLE
    for use in uses:
        sealed = SessionFolder(root=root, name=use.session).manifest.exists()
        yield (said.SEALED if sealed else said.ASSEMBLED).format(session=use.session)


def _last(*, written: bool, apply: bool) -> str:
    if written:
        return said.APPLIED.format(path=ADOPTED)
    return said.WOULD_APPLY.format(path=ADOPTED) if apply else said.NOT_APPLIED


def _data(revision: Revision) -> dict[str, object]:
    """The same for machines."""
    return {
        "figures": [
            {
                "iso3": f.update.iso3,
                "field": f.update.trait.field,
                "change": f.change.name.lower(),
                "old": str(f.old.value) if f.old else None,
                "old_year": f.old.year if f.old else None,
                "new": str(f.update.trait.value),
                "new_year": f.update.trait.year,
                "scenarios": list(f.printed),
            }
            for f in revision.figures
        ],
        "moved": [
            {"scenario": m.scenario, "gained": list(m.gained), "lost": list(m.lost)}
            for m in revision.moved
        ],
    }
