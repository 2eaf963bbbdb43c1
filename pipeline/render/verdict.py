"""What the documents of a jury are made from: one decided candidate, and the words that they share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pipeline.diagnostics import Diagnostic, Source
from pipeline.grammar import plural
from pipeline.model.award import (
    COMPLETE,
    HELD,
    BlockDecision,
    BlockResult,
    BlockStatus,
    Capital,
    Decision,
    Deliberation,
)
from pipeline.model.basis import Basis
from pipeline.model.referential import BlockId, Official
from pipeline.rules import verdict as words
from pipeline.typography import date_fr, number, typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One candidate with the decision in force, and all that documents say of it.

    ``sitting`` took the first decision, on the day ``first`` that the appeal runs from. ``before`` are the blocks won
    before as far as the ledger knows them, ``again`` the ids of the exams to sit again by ``limit`` (an ISO day, empty
    without a delay); ``resit_left`` says whether the rules still allow it.
    """

    decision: Decision
    sitting: Deliberation
    first: str
    results: Mapping[BlockId, BlockResult]
    before: Mapping[BlockId, Capital]
    path: tuple[BlockId, ...]
    again: tuple[str, ...]
    resit_left: bool
    limit: str

    @property
    def own_blocks(self) -> tuple[BlockDecision, ...]:
        """The blocks that this decision gives."""
        return tuple(b for b in self.decision.blocks if b.status is BlockStatus.VALID)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameView:
    """What every document of a session's jury says of it; ``rncp`` is empty when it is not known."""

    certification: str
    rncp: str
    certifier: str
    centre: str
    session: str


def frame_view(basis: Basis) -> FrameView:
    """The frame of the documents of a session."""
    official = basis.official
    return FrameView(
        certification=typeset(official.title),
        rncp=official.rncp,
        certifier=typeset(official.certifier or basis.certifier),
        centre=typeset(basis.centre),
        session=typeset(basis.title or basis.session),
    )


def block_name(basis: Basis, block: BlockId) -> str:
    """What a block is called, by its rank among those of its kind."""
    found = basis.block(block)
    peers = [b.id for b in basis.blocks if b.kind is found.kind]
    return words.BLOCK_NAMES[found.kind].format(rank=peers.index(block) + 1)


def block_label(basis: Basis, block: BlockId) -> str:
    """The name and the title of a block."""
    title = basis.block(block).title
    return typeset(words.BLOCK_LABEL.format(name=block_name(basis, block), title=title))


def path_label(basis: Basis, specialisation: BlockId) -> str:
    """The path of a candidate."""
    if basis.policy.path.all_blocks:
        return words.ALL_BLOCKS
    return block_label(basis, specialisation)


def president(sitting: Deliberation) -> str:
    """Who presided."""
    return next((m.name for m in sitting.members if m.president), "")


def full_name(decision: Decision) -> str:
    """First name, then the last name in capitals."""
    return f"{decision.first_name} {decision.last_name.upper()}"


def birth(decision: Decision) -> str:
    """The day of birth in words, empty when it is not known."""
    return date_fr(decision.birth_date) if decision.birth_date else ""


def mark_words(mark: Decimal | None) -> str:
    """A mark out of 20 with two decimals, or a dash."""
    return words.NO_MARK if mark is None else words.ON_TWENTY.format(mark=number(mark, 2))


def decision_words(decision: str) -> str:
    """A decision in words; those of a certifier's own rules are said as written."""
    return typeset(words.DECISIONS.get(decision, decision))


def joined(parts: Sequence[str]) -> str:
    """The parts with commas, and « et » before the last."""
    if len(parts) < 2:
        return "".join(parts)
    return words.GLUE.join(parts[:-1]) + words.AND + parts[-1]


def appeal_end(basis: Basis, first: str) -> str:
    """The last day of the appeal in words; ``first`` is the ISO day of the first decision."""
    last = date.fromisoformat(first) + timedelta(days=basis.policy.appeal_days)
    return date_fr(last.isoformat())


def appeal_delay(basis: Basis) -> str:
    """The delay of the appeal, before « la délibération »."""
    days = basis.policy.appeal_days
    return plural(days, *words.APPEAL_DAYS).format(days=days)


def won_when(basis: Basis, case: Case, block: BlockDecision) -> str:
    """When and where a block was won, empty for one that is not."""
    if block.status is BlockStatus.VALID:
        said = words.WON_NOW.format(date=date_fr(case.decision.date), session=basis.session)
    elif block.status is BlockStatus.WON:
        said = _before(case.before.get(block.block))
    else:
        return ""
    return typeset(said)


def _before(capital: Capital | None) -> str:
    if capital is None:
        return words.WON_BEFORE
    said = words.ORIGINS[capital.origin]
    return said.format(date=date_fr(capital.date), session=capital.session)


def revision(case: Case) -> str:
    """That a decision replaces another one and why, empty for a first decision."""
    decision = case.decision
    if not decision.revises:
        return ""
    said = words.REVISION.format(
        date=date_fr(decision.date), first=date_fr(case.first), reason=decision.reason
    )
    return typeset(said)


def block_reasons(case: Case, block: BlockDecision) -> tuple[str, ...]:
    """Why a block is not won, as clauses: the rules that it breaks, then what the jury says."""
    result = case.results.get(block.block)
    clauses: list[str] = []
    if block.status not in HELD and result is not None:
        clauses += result.reasons if result.exams else (words.NOT_SAT,)
    departs = block.status is not block.proposed or block.jury_points
    if block.reason and departs:
        clauses.append(words.JURY_REASON.format(reason=block.reason))
    return tuple(typeset(clause) for clause in clauses)


def missing_fields(official: Official) -> tuple[str, ...]:
    """The official fields that certificates need and that are empty, in words."""
    return tuple(said for name, said in words.OFFICIAL.items() if not getattr(official, name))


def certificate_faults(basis: Basis, cases: Iterable[Case]) -> tuple[Diagnostic, ...]:
    """What keeps certificates from being issued, attestations from being whole."""
    missing = missing_fields(basis.official)
    if not missing:
        return ()
    found = tuple(cases)
    place = Source(path="referential/referentiel.yaml")
    said = {"fields": joined(missing), "session": basis.session}
    awards = sum(is_complete(case) for case in found)
    blocks = sum(len(case.own_blocks) for case in found)
    faults = []
    if awards:
        noun = plural(awards, *words.AWARDS)
        faults.append(words.NO_CERTIFICATE.at(place, count=awards, awards=noun, **said))
    if blocks:
        noun = plural(blocks, *words.ATTESTATIONS)
        faults.append(words.BARE_ATTESTATIONS.at(place, count=blocks, attestations=noun, **said))
    return tuple(faults)


def is_complete(case: Case) -> bool:
    """Whether the whole certification is given."""
    return case.decision.decision == COMPLETE
