"""``epreuve assemble``: the forms of a session, with full text and certificate."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from pipeline.assemble.again import again_by_exam
from pipeline.assemble.compose import compose
from pipeline.assemble.plan import Planned, plan_session
from pipeline.assemble.pool import Exposure
from pipeline.assemble.recount import recount, repeated
from pipeline.assemble.restrict import restricted
from pipeline.commands.choosing import Wanted, revised, told
from pipeline.commands.exposure import exposure_of
from pipeline.commands.inputs import Progress, load_bank, load_session
from pipeline.diagnostics import Diagnostic, InfeasibleError, Outcome, Source, UsageError
from pipeline.grammar import plural
from pipeline.model.bank import Bank
from pipeline.model.choices import Choices
from pipeline.model.form import Form, FormRole, Setting
from pipeline.model.scenario import Variant
from pipeline.model.session import Session
from pipeline.read.expand import expand
from pipeline.rules import assembly as rules
from pipeline.rules import commands as words
from pipeline.rules import plan as plan_rules
from pipeline.rules import session as session_rules
from pipeline.store import journal
from pipeline.store.approval import is_sealed, keep_refused, reopened, resumed
from pipeline.store.codec import dump
from pipeline.store.files import digest
from pipeline.store.folder import SessionFolder, find_session
from pipeline.store.lock import locked
from pipeline.store.records import (
    read_choices,
    read_forms,
    read_resit,
    write_forms,
    write_record,
)
from pipeline.store.secret import read_secret
from pipeline.typography import number


def assemble(  # noqa: PLR0913 - one an option of the command
    session: str,
    *,
    lock: tuple[str, ...] = (),
    forbid: tuple[str, ...] = (),
    free: tuple[str, ...] = (),
    root: Path,
    when: str,
    dry_run: bool = False,
    progress: Progress = None,
) -> Outcome:
    """Choose, set and write the forms of a session; once published they are left as they are, unless refused.

    ``lock`` imposes questions (``FORM=QUESTION``), ``forbid`` leaves questions and scenarios out, ``free`` takes such
    choices back; they are kept. Raises InfeasibleError when the bank cannot serve an exam or a choice cannot be held.
    """
    folder = find_session(root, session)
    wanted = Wanted(lock=lock, forbid=forbid, free=free)
    return assemble_session(
        load_bank(root), folder, when=when, dry_run=dry_run, progress=progress, wanted=wanted
    )


def assemble_session(
    bank: Bank,
    folder: SessionFolder,
    *,
    when: str,
    dry_run: bool = False,
    progress: Progress = None,
    wanted: Wanted | None = None,
) -> Outcome:
    """The same with a bank already read."""
    with locked(folder.path, folder.name):
        if is_sealed(folder):
            return _sealed(folder, wanted, dry_run=dry_run)
        settings = load_session(bank, folder)
        resit = read_resit(folder)
        if resit is not None:
            settings = replace(settings, again=again_by_exam(resit))
        before = read_choices(folder)
        choices = revised(before, wanted or Wanted(), folder.name)
        settings = replace(settings, choices=choices)
        exposure, faults = exposure_of(folder)
        forms = build_forms(bank, settings, read_secret(folder), exposure, progress)
        same = _is_same(folder, forms) and choices == before
        if not dry_run and not same:
            _write(folder, forms, choices, bank, when)
    outcome = _outcome(folder, forms, dry_run=dry_run, same=same)
    lines = [plan_rules.CHOSEN.format(choices=" ; ".join(told(choices)))] if told(choices) else []
    told_too = (*faults, *_alike(folder, forms), *resumed(folder))
    return replace(outcome, diagnostics=told_too, lines=(*lines, *outcome.lines))


def _is_same(folder: SessionFolder, forms: tuple[Form, ...]) -> bool:
    """Whether the session has these forms already, and its journal knows it."""
    data = dump(forms)
    known = journal.last_fact(folder.path, ("assemble", "swap"), "sha256")
    return folder.forms.is_file() and folder.forms.read_bytes() == data and known == digest(data)


def _write(
    folder: SessionFolder, forms: tuple[Form, ...], choices: Choices, bank: Bank, when: str
) -> None:
    """Write the choices, then the forms that keep them, and journal it; forms that were refused are kept aside."""
    refusal = reopened(folder)
    keep_refused(folder)
    if choices != read_choices(folder):
        write_record(folder.choices, choices)
    data = write_forms(folder, forms)
    facts: dict[str, str | int] = {"forms": len(forms), "sha256": digest(data)}
    facts["bank"] = bank.fingerprint
    if told(choices):
        facts["choices"] = " ; ".join(told(choices))
    if refusal is not None:
        facts["refused"] = refusal.manifest
    journal.append(folder.path, when=when, command="assemble", facts=facts)


def build_forms(
    bank: Bank,
    settings: Session,
    secret: bytes,
    exposure: Exposure,
    progress: Progress = None,
) -> tuple[Form, ...]:
    """Plan, expand, compose and recount every form of a session; raises InfeasibleError."""
    plan = plan_session(bank, settings, secret, exposure)
    variants = _variants(bank, plan, progress)
    forms = tuple(compose(bank, settings.id, planned, variants) for planned in plan)
    faults = (*_recounted(bank, plan, forms), *repeated(forms))
    if faults:
        raise InfeasibleError(rules.REFUSED, rules.REFUSED_HINT, faults)
    return forms


def _variants(bank: Bank, plan: tuple[Planned, ...], progress: Progress) -> dict[Setting, Variant]:
    """The text of every setting of the plan, each expanded once, with the items that its forms ask."""
    asked: dict[Setting, set[str]] = {}
    for planned in plan:
        for setting in planned.choice.settings:
            labels = asked.setdefault(setting, set())
            labels.update(item.rpartition("/")[2] for item in planned.choice.items)
    found = {}
    for rank, (s, labels) in enumerate(asked.items(), 1):
        found[s] = expand(bank, bank.scenario(s.scenario), s.iso3, s.number_set, labels)
        if progress is not None:
            progress(words.STEP_PLAN, rank, len(asked))
    return found


def _recounted(
    bank: Bank, plan: tuple[Planned, ...], forms: tuple[Form, ...]
) -> tuple[Diagnostic, ...]:
    """What the independent count finds wrong."""
    items = {item.id: item for scenario in bank.scenarios for item in scenario.items}
    return tuple(
        fault
        for planned, form in zip(plan, forms, strict=True)
        for fault in recount(
            form,
            restricted(bank.blueprint(form.blueprint), planned.codes),
            [items[i] for i in planned.choice.items],
        )
    )


def _sealed(folder: SessionFolder, wanted: Wanted | None, *, dry_run: bool) -> Outcome:
    """A published session keeps its forms; raises UsageError when choices are asked for."""
    if wanted:
        raise UsageError(
            plan_rules.SEALED.format(session=folder.name),
            plan_rules.SEALED_HINT,
        )
    fault = session_rules.SEALED.at(Source(path=folder.relative(folder.forms)))
    outcome = _outcome(folder, read_forms(folder), dry_run=dry_run, same=True)
    return replace(outcome, diagnostics=(fault,))


def _outcome(
    folder: SessionFolder, forms: tuple[Form, ...], *, dry_run: bool, same: bool
) -> Outcome:
    """What was assembled, form by form; tickets are counted, papers told."""
    lines = [_line(form) for form in forms if form.role is not FormRole.TICKET]
    lines += _tickets(forms)
    if dry_run:
        lines.append(words.DRY_RUN)
    elif same:
        lines.append(words.ASSEMBLE_SAME.format(count=len(forms)))
    else:
        lines.append(words.ASSEMBLE_DONE.format(count=len(forms)))
    return Outcome(
        command="assemble",
        session=folder.name,
        counts={"forms": len(forms), "tickets": sum(f.role is FormRole.TICKET for f in forms)},
        lines=tuple(lines),
        files=() if dry_run or same else (folder.relative(folder.forms),),
        data={"certificates": {f.id: _certificate(f) for f in forms}},
        dry_run=dry_run,
    )


def _tickets(forms: tuple[Form, ...]) -> Iterator[str]:
    """The tickets of each exam in a sentence: how many, how different, how good."""
    tickets = [form for form in forms if form.role is FormRole.TICKET]
    for exam in dict.fromkeys(form.blueprint for form in tickets):
        own = [form for form in tickets if form.blueprint == exam]
        values = [form.certificate.deviation for form in own]
        yield words.TICKETS_LINE.format(
            exam=exam,
            count=len(own),
            sets=len({frozenset(q.item.id for q in form.questions) for form in own}),
            scenarios=len({d.scenario for form in own for d in form.dossiers}),
            low=number(min(values), 2),
            high=number(max(values), 2),
        )


def _alike(folder: SessionFolder, forms: tuple[Form, ...]) -> Iterator[Diagnostic]:
    """Parallel papers of an exam that ask the same questions."""
    mains = [form for form in forms if form.role is FormRole.MAIN]
    for first, second in combinations(mains, 2):
        common = {q.item.id for q in first.questions} & {q.item.id for q in second.questions}
        if first.blueprint == second.blueprint and common:
            yield rules.ALIKE.at(
                Source(path=folder.relative(folder.settings)),
                form=second.id,
                other=first.id,
                common=plural(len(common), *rules.COMMON_ITEMS).format(count=len(common)),
            )


def _line(form: Form) -> str:
    """One form in a sentence."""
    places = ", ".join(f"{d.scenario} ({d.country_name})" for d in form.dossiers)
    return words.FORM_LINE.format(
        form=form.id,
        questions=len(form.questions),
        points=form.points,
        places=places,
        deviation=number(form.certificate.deviation, 2),
        bound=number(form.certificate.bound, 2),
    )


def _certificate(form: Form) -> dict[str, object]:
    """The certificate for machines."""
    certificate = form.certificate
    return {
        "deviation": str(certificate.deviation),
        "bound": str(certificate.bound),
        "gap": str(certificate.gap),
        "minutes": certificate.minutes_reached,
        "difficulty": str(certificate.difficulty_reached),
        "notes": list(certificate.notes),
    }
