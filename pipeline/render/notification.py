"""Notifications: the jury's decision told to the candidate, what is won, what is missing, what may be done."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.award import HELD, BlockDecision
from pipeline.model.basis import Basis
from pipeline.model.policy import ResitRules
from pipeline.render.office import render
from pipeline.render.template import Template
from pipeline.render.verdict import (
    Case,
    FrameView,
    appeal_delay,
    appeal_end,
    block_label,
    block_name,
    block_reasons,
    decision_words,
    frame_view,
    full_name,
    is_complete,
    mark_words,
    path_label,
    president,
    revision,
    won_when,
)
from pipeline.rules import verdict as words
from pipeline.typography import date_fr, number, typeset

FILE = "notification.docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeBlockView:
    """One block: its mark, its status, when it was won or why it was not."""

    label: str
    mark: str
    status: str
    held: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainView:
    """An exam to sit again, with its block and its codes."""

    exam: str
    block: str
    codes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """The letter to one candidate; empty texts and lists are not printed."""

    frame: FrameView
    number: str
    name: str
    path: str
    date: str
    place: str
    sitting: str
    president: str
    decision: str
    honours: str
    lead: str
    revision: str
    reason: str
    blocks: tuple[NoticeBlockView, ...]
    again: tuple[AgainView, ...]
    resit: tuple[str, ...]
    appeal: tuple[str, ...]


SCHEMA: dict[str, object] = {"notice": NoticeView}


def render_notice(template: Template, notice: NoticeView) -> bytes:
    """The letter to one candidate."""
    return render(template, {"notice": notice})


def notice_view(basis: Basis, case: Case) -> NoticeView:
    """The letter to a decided candidate."""
    decision = case.decision
    missing = [b for b in case.decision.blocks if b.block in case.path and b.status not in HELD]
    told = () if is_complete(case) else tuple(_resit(basis, case, missing))
    reason = decision.reason if not decision.revises else ""
    return NoticeView(
        frame=frame_view(basis),
        number=decision.candidate,
        name=full_name(decision),
        path=path_label(basis, decision.specialisation),
        date=date_fr(decision.date),
        place=typeset(basis.centre),
        president=president(case.sitting),
        sitting=date_fr(case.first),
        decision=decision_words(decision.decision),
        honours=words.HONOURS.get(decision.honours, decision.honours),
        lead=typeset(words.LEADS.get(decision.decision, "")),
        revision=revision(case),
        reason=typeset(reason) if decision.decision != decision.proposed else "",
        blocks=tuple(_block(basis, case, block) for block in decision.blocks),
        again=() if is_complete(case) else tuple(_again(basis, case)),
        resit=tuple(typeset(text) for text in told),
        appeal=_appeal(basis, case),
    )


def _block(basis: Basis, case: Case, block: BlockDecision) -> NoticeBlockView:
    note = (won_when(basis, case, block), *block_reasons(case, block))
    return NoticeBlockView(
        label=block_label(basis, block.block),
        mark=mark_words(block.mark),
        status=words.STATUSES[block.status],
        held=block.status in HELD,
        note=typeset(words.CLAUSE_GLUE.join(text for text in note if text)),
    )


def _again(basis: Basis, case: Case) -> Iterator[AgainView]:
    if not case.resit_left:
        return
    for name in case.again:
        exam = basis.exam(name)
        yield AgainView(
            exam=typeset(exam.title),
            block=block_name(basis, exam.block),
            codes=words.GLUE.join(exam.codes),
        )


def _resit(basis: Basis, case: Case, missing: list[BlockDecision]) -> Iterator[str]:
    """What is said of sitting again."""
    again = {basis.exam(name).block for name in case.again}
    if again and not case.resit_left:
        yield words.OVER
    elif again:
        yield words.AGAIN
        yield from _resit_rules(basis.policy.resit, case.limit)
    for block in missing:
        if block.block not in again:
            yield words.ELSEWHERE.format(block=block_name(basis, block.block))


def _resit_rules(rules: ResitRules, limit: str) -> Iterator[str]:
    """Until when, at what price, and which mark is kept."""
    if limit:
        yield words.WITHIN.format(date=date_fr(limit), months=rules.months)
    if rules.free is not None:
        yield words.FREE if rules.free else words.PAID
    yield words.BEST if rules.best else words.LAST
    if rules.cap is not None:
        yield words.CAP.format(mark=number(rules.cap))
    if rules.distinct:
        yield words.DISTINCT
    if not rules.all_exams:
        yield words.KEEPS


def _appeal(basis: Basis, case: Case) -> tuple[str, ...]:
    when = words.APPEAL_WHEN.format(appeal=appeal_delay(basis), limit=appeal_end(basis, case.first))
    return tuple(typeset(text) for text in (when, words.APPEAL_HOW, words.APPEAL_WHAT))
