"""A session opened from the one before it: what each candidate brings, its settings, its plan."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.award.again import Standing
from pipeline.award.resits import DEFERRED, RESIT
from pipeline.commands.hearing import read_hearing
from pipeline.commands.inputs import Inputs, load_bank, load_inputs
from pipeline.commands.open import Opening, open_folder
from pipeline.diagnostics import ContentError, Diagnostic, Outcome, UsageError
from pipeline.draw import derive
from pipeline.exchange.registrations import roster_rows
from pipeline.grammar import plural
from pipeline.model.award import BlockStatus, Decision, Decisions, Proposal, Resit
from pipeline.model.deadline import inherited
from pipeline.model.jurytable import Hearing
from pipeline.model.people import Roster
from pipeline.render.resitplan import Plan, PlanRow, plan_workbook
from pipeline.rules import commands as words
from pipeline.rules import resit as rules
from pipeline.rules import results
from pipeline.store import journal
from pipeline.store.folder import SessionFolder, is_demonstration
from pipeline.store.lock import locked
from pipeline.store.records import (
    read_dispatch,
    read_forms,
    read_resit,
    write_record,
)
from pipeline.store.results import replace_results
from pipeline.store.secret import read_secret

_SETTLED = {RESIT: (BlockStatus.VALID, BlockStatus.WON), DEFERRED: (BlockStatus.WON,)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A session before its resits: who was heard, what was decided, what each brings."""

    folder: SessionFolder
    hearing: Hearing
    decisions: Mapping[str, Decision]
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When the new session is, until when it may be, when it is opened, whether it is only tried."""

    day: str
    limit: str
    when: str
    dry_run: bool


def read_case(folder: SessionFolder, decisions: Decisions) -> Case:
    """What the session says of everybody; with decisions, only of those who have one, and as decided."""
    hearing = read_hearing(folder)
    current = {d.candidate: d for d in decisions.current()}
    met = _met(folder)
    standings = tuple(
        Standing(
            proposal=_as_decided(heard.proposal, current.get(heard.number)),
            scores=heard.scores,
            met=met.get(heard.number, ()),
            attempts=hearing.attempts[heard.number],
        )
        for heard in sorted(hearing.candidates, key=lambda h: h.number)
        if not decisions.decisions or heard.number in current
    )
    return Case(folder=folder, hearing=hearing, decisions=current, standings=standings)


def _as_decided(proposal: Proposal, decision: Decision | None) -> Proposal:
    """The results with the statuses that the jury gave, but for blocks held otherwise since."""
    if decision is None:
        return proposal
    statuses = {block.block: block.status for block in decision.blocks}
    blocks = (
        b if b.status is BlockStatus.WON else replace(b, status=statuses.get(b.block, b.status))
        for b in proposal.blocks
    )
    return replace(proposal, blocks=tuple(blocks))


def _met(folder: SessionFolder) -> dict[str, tuple[str, ...]]:
    """The scenarios that each candidate has read, here and in the sessions before."""
    forms = {form.id: form for form in read_forms(folder)}
    before = read_resit(folder)
    found: dict[str, set[str]] = {}
    for carried in before.carried if before else ():
        found.setdefault(carried.candidate, set()).update(carried.met)
    for placement in read_dispatch(folder).placements:
        dossiers = forms[placement.form].dossiers
        found.setdefault(placement.candidate, set()).update(d.scenario for d in dossiers)
    return {number: tuple(sorted(scenarios)) for number, scenarios in found.items()}


def open_again(
    case: Case,
    opened: SessionFolder,
    record: Resit,
    moment: Moment,
    told: tuple[Diagnostic, ...],
) -> Outcome:
    """Open the new session with what everybody has to sit, unless it is open already."""
    session = case.folder.name
    if not record.carried or (record.kind == RESIT and not case.decisions):
        raise ContentError(
            rules.NOBODY[record.kind].format(session=session),
            rules.NOBODY_HINT[record.kind].format(session=session),
            told,
        )
    again = opened.settings.exists() and bool(journal.events(opened.path))
    if opened.settings.exists() and read_resit(opened) != record:
        raise UsageError(rules.EXISTS.format(new=opened.name), rules.EXISTS_HINT)
    outcome = _outcome(case, opened, record, again=again, dry_run=moment.dry_run)
    if moment.dry_run or again:
        return replace(outcome, diagnostics=told)
    bank = load_bank(opened.root)
    inputs = load_inputs(bank, case.folder)
    with locked(case.folder.path, session):
        plan = _plan(case, inputs.roster, record, moment.limit)
        notes = replace_results(
            case.folder, record.kind, {f"plan-{record.session}.xlsx": plan_workbook(plan)}
        )
        facts: journal.Facts = {"new": record.session, "candidates": len(record.carried)}
        command = results.AREAS[record.kind]
        journal.append(case.folder.path, when=moment.when, command=command, facts=facts)
    with locked(opened.path, opened.name):
        write_record(opened.resit, record)
    # The settings come last: a session that was interrupted is not taken for an ordinary one.
    opening = _opening(case, inputs, record, moment.day)
    found = open_folder(bank, opened, opening, when=moment.when)
    return replace(outcome, diagnostics=(*told, *notes, *found.diagnostics))


def _opening(case: Case, inputs: Inputs, record: Resit, day: str) -> Opening:
    """The settings and registrations of the new session, which keeps the dates of the one before in its own time."""
    basis = case.hearing.basis
    sat = {exam for carried in record.carried for exam in carried.exams}
    numbers = [carried.candidate for carried in record.carried]
    return Opening(
        date=day,
        title=rules.TITLE.format(kind=rules.TITLES[record.kind], title=basis.title),
        centre=basis.centre,
        rows=roster_rows(inputs.roster, numbers),
        exams=tuple(e.id for e in basis.exams if e.id in sat and not e.by_table),
        tables=tuple(e.id for e in basis.exams if e.id in sat and e.by_table),
        secret=_secret(case.folder, record.session),
        zone=inputs.session.zone,
        author=inputs.session.author,
        deadlines=inherited(inputs.session.deadlines),
    )


def _secret(source: SessionFolder, new: str) -> bytes | None:
    """What the draws of a session that follows the demonstration come from, so that it is always the same.

    Any other session draws its own.
    """
    if not is_demonstration(new):
        return None
    return derive(read_secret(source), f"session/{new}")


def _plan(case: Case, roster: Roster, record: Resit, limit: str) -> Plan:
    """Who sits what again, who keeps what."""
    people = {c.number: f"{c.last_name} {c.first_name}" for c in roster.candidates}
    results = {s.proposal.candidate: s.proposal for s in case.standings}
    settled = _SETTLED[record.kind]
    rows = tuple(
        PlanRow(
            number=carried.candidate,
            name=people[carried.candidate],
            block=block.block,
            exam=exam.title,
            codes=carried.missing(exam.exam) or case.hearing.basis.exam(exam.exam).codes,
            mark=exam.mark,
            state=exam.state,
            sat=exam.exam in carried.exams,
        )
        for carried in record.carried
        for block in results[carried.candidate].blocks
        if block.status not in settled
        for exam in block.exams
    )
    return Plan(
        kind=record.kind, session=case.folder.name, new=record.session, limit=limit, rows=rows
    )


def _outcome(
    case: Case, opened: SessionFolder, record: Resit, *, again: bool, dry_run: bool
) -> Outcome:
    """What was opened, candidate by candidate."""
    exams = {exam for carried in record.carried for exam in carried.exams}
    people, count = len(record.carried), len(exams)
    done = rules.OPENED[record.kind].format(
        new=opened.name,
        candidates=plural(people, *rules.CANDIDATES).format(count=people),
        exams=plural(count, *rules.EXAMS).format(count=count),
    )
    lines = [
        rules.LINE.format(number=c.candidate, exams=", ".join(c.exams)) for c in record.carried
    ]
    lines.append(rules.AGAIN.format(new=opened.name) if again else done)
    planned = any(not case.hearing.basis.exam(exam).by_table for exam in exams)
    said = rules.NEXT if planned else rules.NEXT_TABLES
    following = said.format(new=opened.name, roster=opened.relative(opened.roster))
    lines.append(words.DRY_RUN if dry_run else following)
    return Outcome(
        command=results.AREAS[record.kind],
        session=record.source,
        counts={"candidates": people, "exams": count},
        lines=tuple(lines),
        files=() if dry_run or again else (opened.relative(opened.settings),),
        data={"carried": {c.candidate: list(c.exams) for c in record.carried}},
        dry_run=dry_run,
    )
