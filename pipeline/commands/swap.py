"""``epreuve swap``: the questions that could stand in the place of another in a form, or the one that is to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from pipeline.assemble.recount import recount, repeated
from pipeline.assemble.swap import (
    Figures,
    Replacement,
    blueprint_of,
    figures_of,
    items_of,
    replacements,
    settings_of,
    swapped,
    with_whole_lock,
)
from pipeline.commands.exposure import exposure_of
from pipeline.commands.inputs import load_bank, load_session
from pipeline.diagnostics import (
    ContentError,
    Diagnostic,
    InfeasibleError,
    Outcome,
    Source,
    UsageError,
)
from pipeline.grammar import plural
from pipeline.model.bank import Bank
from pipeline.model.form import Form, FormRole
from pipeline.model.session import Session
from pipeline.read.expand import expand
from pipeline.rules import commands as words
from pipeline.rules import swap as rules
from pipeline.store import journal
from pipeline.store.approval import is_sealed, keep_refused, reopened
from pipeline.store.files import digest
from pipeline.store.folder import SessionFolder, find_session
from pipeline.store.lock import locked
from pipeline.store.records import read_choices, read_forms, write_forms, write_record
from pipeline.typography import number

SHOWN = 8
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is asked: a form of a session, one of its questions, what may take its place."""

    bank: Bank
    session: Session
    folder: SessionFolder
    forms: tuple[Form, ...]
    form: Form
    item: str


def swap(  # noqa: PLR0913 (the options of the command)
    session: str,
    form: str,
    item: str,
    *,
    with_item: str | None = None,
    root: Path,
    when: str,
    dry_run: bool = False,
) -> Outcome:
    """Tell the best replacements of a question of a form; with one, put it there and hold the form to it.

    Raises UsageError for a form or a question that is not there, ContentError once published, InfeasibleError when a
    rule would be broken.
    """
    folder = find_session(root, session)
    bank = load_bank(root)
    with locked(folder.path, folder.name):
        forms = read_forms(folder)
        found = next((f for f in forms if f.id == form), None)
        if found is None:
            known = ", ".join(f.id for f in forms if f.role is not FormRole.TICKET)
            raise UsageError(
                rules.NO_FORM.format(session=session, form=form),
                rules.NO_FORM_HINT.format(known=known or ", ".join(f.id for f in forms[:SHOWN])),
            )
        asked = _Asked(
            bank=bank,
            session=load_session(bank, folder),
            folder=folder,
            forms=forms,
            form=found,
            item=item,
        )
        if with_item is not None and item not in items_of(found) and with_item in items_of(found):
            return _already(asked, with_item, dry_run=dry_run)
        if item not in items_of(found):
            raise UsageError(
                rules.NOT_ASKED.format(form=form, item=item),
                rules.NOT_ASKED_HINT.format(known=", ".join(items_of(found))),
            )
        offered = _offered(asked)
        if with_item is None:
            return _proposed(asked, offered)
        return _put(asked, _chosen(asked, offered, with_item), when=when, dry_run=dry_run)


def _offered(asked: _Asked) -> tuple[Replacement, ...]:
    """What could take the place of the question, best first."""
    exposure, _ = exposure_of(asked.folder)
    session = replace(asked.session, choices=read_choices(asked.folder))
    return replacements(asked.bank, session, asked.forms, asked.form, asked.item, exposure)


def _chosen(asked: _Asked, offered: Sequence[Replacement], item: str) -> Replacement:
    """The replacement of that id; raises when it may not be put."""
    if is_sealed(asked.folder):
        fault = rules.SEALED.at(
            Source(path=asked.folder.relative(asked.folder.forms)), session=asked.folder.name
        )
        raise ContentError(fault.message, fault.hint, (fault,))
    found = next((r for r in offered if r.item == item), None)
    if found is None:
        known = ", ".join(r.item for r in offered[:SHOWN])
        raise UsageError(
            rules.NOT_OFFERED.format(item=item, form=asked.form.id),
            rules.NOT_OFFERED_HINT.format(known=known or words.NONE),
        )
    if not found.holds:
        raise InfeasibleError(
            rules.REFUSED.format(form=asked.form.id, item=item, broken=_broken(found)),
            rules.REFUSED_HINT.format(
                session=asked.folder.name, form=asked.form.id, out=asked.item
            ),
        )
    return found


def _put(asked: _Asked, found: Replacement, *, when: str, dry_run: bool) -> Outcome:
    """Make the form again with the replacement, write it, hold the form to it."""
    bank, folder, form = asked.bank, asked.folder, asked.form
    chosen = tuple(found.item if i == asked.item else i for i in items_of(form))
    labels = {i.rpartition("/")[2] for i in chosen}
    variants = {
        s: expand(bank, bank.scenario(s.scenario), s.iso3, s.number_set, labels)
        for s in settings_of(form)
    }
    note = rules.NOTE.format(out=asked.item, into=found.item)
    made = swapped(bank, form, chosen, variants, note)
    forms = tuple(made if f.id == form.id else f for f in asked.forms)
    _recounted(bank, made, forms)
    if not dry_run:
        refusal = reopened(folder)
        keep_refused(folder)
        choices = with_whole_lock(read_choices(folder), form, chosen)
        write_record(folder.choices, choices)
        data = write_forms(folder, forms)
        facts = {"form": form.id, "out": asked.item, "in": found.item, "sha256": digest(data)}
        if refusal is not None:
            facts["refused"] = refusal.manifest
        journal.append(folder.path, when=when, command="swap", facts=facts)
    line = rules.DONE.format(
        form=form.id,
        out=asked.item,
        into=found.item,
        value=number(made.certificate.deviation, 2),
        bound=number(made.certificate.bound, 2),
    )
    return Outcome(
        command="swap",
        session=folder.name,
        counts={"changed": 1},
        lines=(line, words.DRY_RUN) if dry_run else (line,),
        files=() if dry_run else (folder.relative(folder.forms), folder.relative(folder.choices)),
        data={"form": form.id, "out": asked.item, "in": found.item, **_told(found)},
        dry_run=dry_run,
    )


def _recounted(bank: Bank, made: Form, forms: tuple[Form, ...]) -> None:
    """Raise InfeasibleError when the independent count finds the form made again wrong."""
    items = {item.id: item for d in made.dossiers for item in bank.scenario(d.scenario).items}
    raw = [items[q.item.id] for q in made.questions]
    faults = (*recount(made, blueprint_of(bank, made), raw), *repeated(forms))
    if faults:
        raise InfeasibleError(rules.RECOUNTED, rules.RECOUNTED_HINT, faults)


def _already(asked: _Asked, item: str, *, dry_run: bool) -> Outcome:
    """The form asks it already."""
    line = rules.ALREADY.format(form=asked.form.id, out=asked.item, into=item)
    return Outcome(
        command="swap",
        session=asked.folder.name,
        counts={"changed": 0},
        lines=(line,),
        dry_run=dry_run,
    )


def _proposed(asked: _Asked, offered: Sequence[Replacement]) -> Outcome:
    """The best replacements; those that break a rule only where nothing else is left."""
    shown = [r for r in offered if r.holds][:SHOWN] or offered[:SHOWN]
    today = figures_of(asked.bank, asked.form, items_of(asked.form))
    faults: tuple[Diagnostic, ...] = ()
    if shown and not shown[0].holds:
        faults = (
            rules.NONE_HOLDS.at(
                Source(path=asked.folder.relative(asked.folder.forms)),
                item=asked.item,
                form=asked.form.id,
                scenarios=" + ".join(d.scenario for d in asked.form.dossiers),
                session=asked.folder.name,
            ),
        )
    head = rules.HEAD.format(form=asked.form.id, item=asked.item, value=number(today.value, 2))
    nothing = rules.NOTHING.format(session=asked.folder.name, item=asked.item)
    return Outcome(
        command="swap",
        session=asked.folder.name,
        counts={"replacements": sum(r.holds for r in offered)},
        lines=(head, *(_line(today, r) for r in shown)) if shown else (head, nothing),
        data={"form": asked.form.id, "out": asked.item, "in": {r.item: _told(r) for r in offered}},
        diagnostics=faults,
    )


def _line(today: Figures, found: Replacement) -> str:
    """One replacement: the value of the form with it, and all that changes."""
    changes = [*_changes(today, found.figures), *_warnings(found)]
    return rules.LINE.format(
        item=found.item,
        value=number(found.figures.value, 2),
        changes="".join(rules.CHANGE.format(change=change) for change in changes),
    )


def _changes(today: Figures, then: Figures) -> Iterator[str]:
    """What a replacement changes in the form: minutes, difficulty, documents, shares of codes."""
    if then.minutes != today.minutes:
        yield rules.MINUTES.format(amount=_signed(then.minutes - today.minutes))
    if round(then.difficulty - today.difficulty, 2):
        amount = _signed(round(then.difficulty - today.difficulty, 2))
        yield rules.DIFFICULTY.format(amount=amount)
    if then.documents != today.documents:
        count = then.documents - today.documents
        yield plural(abs(count), *rules.DOCUMENTS).format(amount=_signed(count))
    for code, share in then.shares.items():
        if round(share - today.shares[code], 1):
            amount = _signed(round(share - today.shares[code], 1))
            yield rules.SHARE.format(code=code, amount=amount)


def _warnings(found: Replacement) -> Iterator[str]:
    """What speaks against a replacement."""
    if found.asked:
        yield rules.ASKED.format(forms=", ".join(found.asked))
    if not found.holds:
        yield _broken(found)


def _broken(found: Replacement) -> str:
    """Why a replacement may not be put."""
    said = []
    if found.broken:
        labels = dict.fromkeys(lack.requirement.label for lack in found.broken)
        said.append(rules.BROKEN.format(broken=", ".join(labels)))
    if found.enemies:
        said.append(rules.ENEMIES.format(items=", ".join(found.enemies)))
    if found.same:
        said.append(rules.SAME.format(form=found.same))
    return " ; ".join(said)


def _signed(amount: Decimal | int) -> str:
    """An amount with its sign."""
    said = rules.MORE if amount > 0 else rules.LESS
    return said.format(amount=number(abs(Decimal(amount))))


def _told(found: Replacement) -> dict[str, object]:
    """A replacement for machines."""
    return {
        "value": str(found.figures.value.quantize(CENT)),
        "minutes": found.figures.minutes,
        "difficulty": str(found.figures.difficulty.quantize(CENT)),
        "documents": found.figures.documents,
        "broken": [lack.requirement.id for lack in found.broken],
        "enemies": list(found.enemies),
        "asked": list(found.asked),
    }
