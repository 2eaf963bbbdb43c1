"""The documents of a jury: minutes of each sitting, and what each candidate receives by the decision in force."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.award.capital import months_after
from pipeline.award.proposals import required_blocks, resit_left
from pipeline.award.resits import to_sit
from pipeline.commands.hearing import capital_before, read_hearing
from pipeline.diagnostics import Diagnostic
from pipeline.model.award import (
    BlockResult,
    BlockStatus,
    Capital,
    Decision,
    Decisions,
    Deliberation,
)
from pipeline.model.basis import Basis
from pipeline.model.jurytable import Hearing
from pipeline.model.referential import BlockId
from pipeline.render import diploma, minutes, notification, transcript
from pipeline.render.library import load_verdicts
from pipeline.render.template import Template
from pipeline.render.verdict import Case, certificate_faults
from pipeline.store.codec import dump
from pipeline.store.files import digest
from pipeline.store.folder import SessionFolder

MINUTES = "jury/pv-jury"
PEOPLE = "candidat"


def verdict_documents(folder: SessionFolder, decisions: Decisions) -> Iterator[tuple[str, bytes]]:
    """Every document of the decisions of a session, by its path inside the area of decisions.

    Minutes say what a sitting decided then, and stay the same when decisions are revised or others follow; what a
    candidate receives goes by the decision in force. The same record gives the same bytes. Raises ContentError.
    """
    templates = load_verdicts(folder.root)
    hearing = _hearing(folder, decisions)
    for rank, sitting in enumerate(_sittings(decisions), 1):
        name = f"{MINUTES}.docx" if rank == 1 else f"{MINUTES}-{rank}.docx"
        yield name, _minutes(hearing.basis, decisions, sitting, templates[minutes.FILE])
    for case in _cases(folder, hearing, decisions):
        yield from _person(hearing.basis, case, templates)


def verdict_notes(folder: SessionFolder, decisions: Decisions) -> tuple[Diagnostic, ...]:
    """What the documents of these decisions lack: certificates without the official fields, attestations not whole."""
    hearing = _hearing(folder, decisions)
    return certificate_faults(hearing.basis, _cases(folder, hearing, decisions))


def _hearing(folder: SessionFolder, decisions: Decisions) -> Hearing:
    return read_hearing(folder, tuple(d.candidate for d in decisions.current()))


def _sittings(decisions: Decisions) -> tuple[Deliberation, ...]:
    """The sittings that took a decision, in order; two of the same day and president count as the first of them."""
    found = {}
    for decision in decisions.decisions:
        if not decision.revises:
            sitting = _sitting(decisions, decision)
            found[decisions.deliberations.index(sitting)] = sitting
    return tuple(found[place] for place in sorted(found))


def _sitting(decisions: Decisions, first: Decision) -> Deliberation:
    """The sitting that took a first decision, known by its day and who presided."""
    same = [d for d in decisions.deliberations if d.date == first.date]
    led = (d for d in same if any(m.president and m.name == first.author for m in d.members))
    return next(led, same[0])


def _minutes(
    basis: Basis, decisions: Decisions, sitting: Deliberation, template: Template
) -> bytes:
    """The minutes of a sitting, sealed by the record as this sitting left it."""
    own = [d for d in decisions.decisions if not d.revises and _sitting(decisions, d) is sitting]
    last = decisions.decisions.index(own[-1]) + 1
    until = decisions.deliberations.index(sitting) + 1
    left = replace(
        decisions,
        deliberations=(*decisions.deliberations[: until - 1], replace(sitting, head="")),
        decisions=decisions.decisions[:last],
        credits=(),
    )
    view = minutes.minutes_view(basis, sitting, own, digest(dump(left)))
    return minutes.render_minutes(template, view)


def _cases(folder: SessionFolder, hearing: Hearing, decisions: Decisions) -> Iterator[Case]:
    """Every decided candidate, in the order of the record."""
    capital = _won_before(folder)
    first = {d.candidate: d for d in reversed(decisions.decisions)}
    heard = {h.number: h.proposal for h in hearing.candidates}
    for decision in decisions.current():
        proposal = heard.get(decision.candidate)
        results = {b.block: b for b in proposal.blocks} if proposal is not None else {}
        origin = first[decision.candidate]
        policy = hearing.basis.policy
        months = policy.resit.months
        yield Case(
            decision=decision,
            sitting=_sitting(decisions, origin),
            first=origin.date,
            results=results,
            before={
                block: won for (who, block), won in capital.items() if who == decision.candidate
            },
            path=required_blocks(hearing.basis, decision.specialisation),
            again=_again(hearing.basis, decision, results),
            resit_left=resit_left(policy, hearing.attempts.get(decision.candidate, 0)),
            limit=months_after(origin.date, months) if months is not None else "",
        )


def _won_before(folder: SessionFolder) -> dict[tuple[str, BlockId], Capital]:
    """The blocks that the ledger knew before this session decided, the first of each."""
    found: dict[tuple[str, BlockId], Capital] = {}
    for one in capital_before(folder):
        found.setdefault((one.candidate, one.block), one)
    return found


def _again(
    basis: Basis, decision: Decision, results: dict[BlockId, BlockResult]
) -> tuple[str, ...]:
    """The exams that a candidate may sit again, by the blocks as the jury decided them."""
    path = required_blocks(basis, decision.specialisation)
    return tuple(
        exam
        for block in decision.blocks
        if block.block in path and block.block in results and block.status is BlockStatus.FAILED
        for exam in to_sit(basis, replace(results[block.block], status=block.status))
    )


def _person(
    basis: Basis, case: Case, templates: dict[str, Template]
) -> Iterator[tuple[str, bytes]]:
    """What one candidate receives."""
    number = case.decision.candidate
    marks = transcript.transcript_view(basis, case)
    data = transcript.render_transcript(templates[transcript.FILE], marks)
    yield f"{PEOPLE}/releves/releve-{number}.docx", data
    notice = notification.notice_view(basis, case)
    data = notification.render_notice(templates[notification.FILE], notice)
    yield f"{PEOPLE}/notifications/notification-{number}.docx", data
    for block in case.own_blocks:
        view = diploma.attestation_view(basis, case, block)
        data = diploma.render_diploma(templates[diploma.BLOCK_FILE], view)
        yield f"{PEOPLE}/attestations/attestation-{number}-{block.block}.docx", data
    whole = diploma.certificate_view(basis, case)
    if whole is not None:
        data = diploma.render_diploma(templates[diploma.FILE], whole)
        yield f"{PEOPLE}/parchemins/parchemin-{number}.docx", data
