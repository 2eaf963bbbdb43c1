"""Transcripts: what a candidate obtained, exam by exam and code by code, and what the jury decided."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.codes import Code
from pipeline.grammar import capitalized, plural
from pipeline.model.award import HELD, BlockDecision, BlockResult, ExamResult
from pipeline.model.basis import Basis
from pipeline.render.office import render
from pipeline.render.template import Template
from pipeline.render.verdict import (
    Case,
    FrameView,
    appeal_delay,
    appeal_end,
    birth,
    block_label,
    block_reasons,
    decision_words,
    frame_view,
    full_name,
    mark_words,
    path_label,
    president,
    revision,
    won_when,
)
from pipeline.rules import verdict as words
from pipeline.typography import date_fr, number, points, typeset

FILE = "releve.docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamLineView:
    """One exam: its phase, its coefficient, its mark or why there is none."""

    title: str
    phase: str
    coefficient: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLineView:
    """One code: its title, its mark, whether it is acquired, in words and as a fact."""

    code: str
    title: str
    mark: str
    result: str
    acquired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """One block: its status, its mark and those of its phases, when it was won, why it was not."""

    label: str
    status: str
    held: bool
    facts: str
    count: str
    when: str
    reasons: tuple[str, ...]
    exams: tuple[ExamLineView, ...]
    codes: tuple[CodeLineView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptView:
    """The transcript of one candidate; empty texts are not printed."""

    frame: FrameView
    number: str
    name: str
    birth: str
    path: str
    date: str
    place: str
    president: str
    decision: str
    honours: str
    revision: str
    reason: str
    appeal: str
    blocks: tuple[BlockView, ...]


SCHEMA: dict[str, object] = {"transcript": TranscriptView}


def render_transcript(template: Template, transcript: TranscriptView) -> bytes:
    """The transcript of one candidate."""
    return render(template, {"transcript": transcript})


def transcript_view(basis: Basis, case: Case) -> TranscriptView:
    """The transcript of a decided candidate, with marks as they count."""
    decision = case.decision
    titles = code_titles(basis)
    departs = decision.decision != decision.proposed
    said = typeset(decision.reason) if decision.reason and not decision.revises else ""
    return TranscriptView(
        frame=frame_view(basis),
        number=decision.candidate,
        name=full_name(decision),
        birth=birth(decision),
        path=path_label(basis, decision.specialisation),
        date=date_fr(decision.date),
        place=typeset(basis.centre),
        president=president(case.sitting),
        decision=decision_words(decision.decision),
        honours=words.HONOURS.get(decision.honours, decision.honours),
        revision=revision(case),
        reason=said if departs else "",
        appeal=typeset(
            words.TRANSCRIPT_APPEAL.format(
                appeal=appeal_delay(basis),
                date=date_fr(case.first),
                limit=appeal_end(basis, case.first),
            )
        ),
        blocks=tuple(_block(basis, case, block, titles) for block in decision.blocks),
    )


def code_titles(basis: Basis) -> dict[Code, str]:
    """The titles of the codes, as frozen."""
    return {Code(code): typeset(title) for code, title in basis.code_titles.items()}


def _block(basis: Basis, case: Case, block: BlockDecision, titles: Mapping[Code, str]) -> BlockView:
    result = case.results.get(block.block)
    codes = _codes(result, titles) if result is not None else ()
    return BlockView(
        label=block_label(basis, block.block),
        status=words.STATUSES[block.status],
        held=block.status in HELD,
        facts=_facts(block, result),
        count=_count(result),
        when=capitalized(won_when(basis, case, block)),
        reasons=tuple(capitalized(r) for r in block_reasons(case, block)),
        exams=tuple(_exam(basis, exam) for exam in result.exams) if result is not None else (),
        codes=codes,
    )


def _facts(block: BlockDecision, result: BlockResult | None) -> str:
    """The mark of the block, the jury's points in it, and the marks of its phases."""
    if block.mark is None:
        return ""
    mark = words.BLOCK_MARK.format(mark=mark_words(block.mark))
    parts = []
    if block.jury_points:
        parts.append(words.POINTS.format(points=points(block.jury_points)))
    if result is not None:
        phases = zip(words.PHASES.values(), (result.continuous, result.final), strict=True)
        parts += (
            words.PHASE_MARK.format(phase=phase, mark=mark_words(of))
            for phase, of in phases
            if of is not None
        )
    details = words.GLUE.join(parts)
    return typeset(words.DETAILS.format(mark=mark, details=details) if details else mark)


def _exam(basis: Basis, exam: ExamResult) -> ExamLineView:
    if exam.mark is not None:
        said = mark_words(exam.mark)
    else:
        said = basis.policy.states.get(exam.state, exam.state) or words.AWAITED
    if exam.kept_from:
        said = words.KEPT.format(result=said, session=exam.kept_from)
    return ExamLineView(
        title=typeset(exam.title),
        phase=capitalized(words.PHASES[exam.phase]),
        coefficient=number(exam.coefficient),
        result=typeset(said),
    )


def _codes(result: BlockResult, titles: Mapping[Code, str]) -> tuple[CodeLineView, ...]:
    """Every code of a block that was judged: those observed, then those that were not."""
    observed = (
        CodeLineView(
            code=code.code,
            title=titles.get(code.code, ""),
            mark=mark_words(code.mark),
            result=words.ACQUIRED if code.acquired else words.NOT_ACQUIRED,
            acquired=code.acquired,
        )
        for code in result.codes
    )
    others = (
        CodeLineView(
            code=code,
            title=titles.get(code, ""),
            mark=words.NO_MARK,
            result=words.NOT_OBSERVED,
            acquired=False,
        )
        for code in (result.unobserved if result.codes else ())
    )
    return (*observed, *others)


def _count(result: BlockResult | None) -> str:
    """How many of the codes observed are acquired, empty when none was observed."""
    if result is None or not result.codes:
        return ""
    said = plural(result.acquired, *words.CODES_COUNT) if result.acquired else words.CODES_NONE
    return said.format(count=result.acquired, total=len(result.codes))
