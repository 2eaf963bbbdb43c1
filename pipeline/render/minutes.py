"""Minutes of a sitting of the jury, ready for signature: who sat, by which rules, what was decided and why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.grammar import capitalized, plural
from pipeline.model.award import HELD, BlockDecision, Decision, Deliberation, Member, Vote
from pipeline.model.basis import Basis
from pipeline.render.jurytable_texts import rules_told
from pipeline.render.office import render
from pipeline.render.template import Template
from pipeline.render.verdict import (
    FrameView,
    appeal_delay,
    appeal_end,
    birth,
    block_name,
    decision_words,
    frame_view,
    joined,
    mark_words,
    president,
)
from pipeline.render.views import Line
from pipeline.rules import verdict as words
from pipeline.typography import date_fr, number, points, typeset

FILE = "pv_jury.docx"
_NO_VOTE = Vote()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """One member: quality, organisation, external or not, present or not, president or not."""

    name: str
    quality: str
    organisation: str
    side: str
    presence: str
    present: bool
    president: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockLineView:
    """One block as decided: its mark, its status, and what departs from the proposal."""

    block: str
    mark: str
    status: str
    held: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One candidate: blocks, decision, honours, vote, and what departs from the proposal."""

    number: str
    name: str
    birth: str
    path: str
    blocks: tuple[BlockLineView, ...]
    decision: str
    honours: str
    vote: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesView:
    """The minutes of a sitting; ``seal`` is the SHA-256 of the record as this sitting left it."""

    frame: FrameView
    rncp: str
    certifier: str
    date: str
    weekday: str
    place: str
    president: str
    members: tuple[MemberView, ...]
    composition: str
    absences: str
    recusals: tuple[str, ...]
    version: str
    thresholds: tuple[str, ...]
    rules: tuple[Line, ...]
    documents: tuple[str, ...]
    counts: tuple[Line, ...]
    total: str
    cases: tuple[CaseView, ...]
    incidents: str
    appeal: str
    seal: str
    head: str


SCHEMA: dict[str, object] = {"minutes": MinutesView}


def render_minutes(template: Template, minutes: MinutesView) -> bytes:
    """The minutes of a sitting."""
    return render(template, {"minutes": minutes})


def minutes_view(
    basis: Basis, sitting: Deliberation, decided: Sequence[Decision], seal: str
) -> MinutesView:
    """The minutes of a sitting with the decisions that it took, in alphabetical order."""
    ordered = sorted(decided, key=lambda d: (d.last_name.upper(), d.first_name, d.candidate))
    frame = frame_view(basis)
    return MinutesView(
        frame=frame,
        rncp=frame.rncp or words.BLANK,
        certifier=frame.certifier or words.BLANK,
        date=date_fr(sitting.date),
        weekday=date_fr(sitting.date, weekday=True),
        place=typeset(sitting.place),
        president=president(sitting),
        members=tuple(_member(m) for m in sitting.members),
        composition=_composition(sitting),
        absences=_absences(sitting.members),
        recusals=tuple(_recusals(sitting, ordered)) or (words.NO_RECUSAL,),
        version=words.VERSION.format(edition=basis.edition, fingerprint=basis.policy.fingerprint),
        thresholds=_thresholds(basis),
        rules=tuple(
            Line(label=typeset(name), text=typeset(text)) for name, text in rules_told(basis.policy)
        ),
        documents=tuple(typeset(text) for text in _documents(basis)),
        counts=_counts(ordered),
        total=str(len(ordered)),
        cases=tuple(_case(basis, decision) for decision in ordered),
        incidents=typeset(sitting.incidents or words.NO_INCIDENT),
        appeal=_appeal(basis, sitting),
        seal=seal,
        head=sitting.head,
    )


def _member(member: Member) -> MemberView:
    return MemberView(
        name=member.name,
        quality=typeset(member.quality),
        organisation=typeset(member.organisation),
        side=words.EXTERNAL if member.external else words.INTERNAL,
        presence=words.PRESENT if member.present else words.ABSENT,
        present=member.present,
        president=member.president,
    )


def _composition(sitting: Deliberation) -> str:
    """How many were there, how many of them external, who presided."""
    present = [m for m in sitting.members if m.present]
    external = sum(m.external for m in present)
    share = Decimal(100 * external) / max(len(present), 1)
    said = plural(external, *words.EXTERNAL_COUNT) if external else words.NO_EXTERNAL
    return typeset(
        words.COMPOSITION.format(
            present=plural(len(present), *words.PRESENT_COUNT).format(count=len(present)),
            external=said.format(count=external),
            share=number(share.quantize(Decimal("0.1"))),
            president=president(sitting),
        )
    )


def _absences(members: Sequence[Member]) -> str:
    absent = [m.name for m in members if not m.present]
    if not absent:
        return words.NO_ABSENCE
    return typeset(plural(len(absent), *words.ABSENCES).format(names=joined(absent)))


def _recusals(sitting: Deliberation, decided: Sequence[Decision]) -> Iterator[str]:
    """Who stood down for whom, in the order of the members."""
    for member in sitting.members:
        whom = sorted(d.candidate for d in decided if member.name in d.recused)
        if whom:
            said = words.RECUSALS.format(name=member.name, candidates=joined(whom))
            yield typeset(said)


def _thresholds(basis: Basis) -> tuple[str, ...]:
    marks = basis.policy.marks
    values = {
        "threshold": number(basis.policy.block.threshold),
        "level": number(marks.threshold),
        "weight": number(marks.acquired_weight),
    }
    return tuple(typeset(text.format(**values)) for text in words.THRESHOLDS)


def _documents(basis: Basis) -> Iterator[str]:
    yield from words.EXAMINED
    for block in basis.blocks:
        titles = [exam.title for exam in basis.exams if exam.block == block.id]
        if titles:
            name = block_name(basis, block.id)
            yield words.EXAMS.format(block=name, exams=words.GLUE.join(titles))


def _counts(decided: Sequence[Decision]) -> tuple[Line, ...]:
    """How many decisions of each kind, in the order of the rules' words."""
    found = Counter(d.decision for d in decided)
    order = [w for w in words.DECISIONS if w in found] + sorted(found.keys() - words.DECISIONS)
    return tuple(Line(label=decision_words(w), text=str(found[w])) for w in order)


def _case(basis: Basis, decision: Decision) -> CaseView:
    return CaseView(
        number=decision.candidate,
        name=f"{decision.last_name.upper()} {decision.first_name}",
        birth=birth(decision),
        path=block_name(basis, decision.specialisation),
        blocks=tuple(_block(basis, block) for block in decision.blocks),
        decision=decision_words(decision.decision),
        honours=words.HONOURS.get(decision.honours, decision.honours),
        vote=typeset(_vote(decision)),
        notes=tuple(typeset(capitalized(note)) for note in _notes(decision)),
    )


def _block(basis: Basis, block: BlockDecision) -> BlockLineView:
    notes = []
    if block.jury_points:
        notes.append(words.CASE_POINTS.format(points=points(block.jury_points)))
    if block.status is not block.proposed:
        notes.append(words.DEPARTS.format(proposed=words.STATUSES[block.proposed]))
    if notes and block.reason:
        notes.append(words.CASE_REASON.format(reason=block.reason))
    return BlockLineView(
        block=block_name(basis, block.block),
        mark=mark_words(block.mark),
        status=words.STATUSES[block.status],
        held=block.status in HELD,
        note=typeset(words.CLAUSE_GLUE.join(notes)),
    )


def _vote(decision: Decision) -> str:
    vote = decision.vote
    if vote == _NO_VOTE:
        return words.UNANIMOUS
    said = plural(vote.abstained, *words.ABSTAINED).format(count=vote.abstained)
    return words.VOTE.format(yes=vote.yes, no=vote.no, abstained=said)


def _notes(decision: Decision) -> Iterator[str]:
    """Who stood down; what was proposed and why the jury departs from it."""
    if decision.recused:
        yield words.CASE_RECUSED.format(names=joined(decision.recused))
    if decision.decision != decision.proposed and decision.proposed:
        said = decision_words(decision.proposed)
        yield words.DEPARTS.format(proposed=said[:1].lower() + said[1:])
    if decision.reason:
        yield words.CASE_REASON.format(reason=decision.reason)


def _appeal(basis: Basis, sitting: Deliberation) -> str:
    said = words.MINUTES_APPEAL.format(
        appeal=appeal_delay(basis), limit=appeal_end(basis, sitting.date)
    )
    return typeset(said)
