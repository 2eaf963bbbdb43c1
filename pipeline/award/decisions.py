"""From what a jury typed to its decisions: each one checked against the rules and the proposal, all faults at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.award.blocks import takes_points
from pipeline.award.jury import Board, named, read_board, recusal_faults
from pipeline.award.outcome import contradictions, follows, status_of, word_of
from pipeline.award.proposals import honours_of, required_blocks, with_jury_points
from pipeline.award.votes import read_vote
from pipeline.diagnostics import Diagnostic
from pipeline.model.award import (
    COMPLETE,
    DECIDED,
    BlockDecision,
    BlockResult,
    BlockStatus,
    Decision,
    Deliberation,
    Proposal,
    Vote,
)
from pipeline.model.basis import Basis
from pipeline.model.jurytable import (
    Heard,
    Hearing,
    TypedBlock,
    TypedCandidate,
    TypedTable,
    block_key,
)
from pipeline.model.referential import BlockId
from pipeline.read.plain import read_decimal
from pipeline.read.sheets import fold
from pipeline.rules import jury as rules
from pipeline.rules import jurytable as words
from pipeline.typography import number

_NONE = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a jury decided at a sitting, and every fault of what was typed."""

    deliberation: Deliberation
    decisions: tuple[Decision, ...]
    faults: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One candidate being decided: what was typed, the proposal with the jury's points, the blocks as decided."""

    heard: Heard
    typed: TypedCandidate
    rows: Mapping[str, TypedBlock]
    attempts: int
    moved: Proposal
    blocks: tuple[BlockResult, ...]
    path: tuple[BlockId, ...]

    @property
    def number(self) -> str:
        """The candidate's number."""
        return self.heard.number

    def row(self, block: str) -> TypedBlock:
        """What was typed on a block."""
        return self.rows[block_key(self.number, block)]


def rule(hearing: Hearing, table: TypedTable, today: str) -> Ruling:
    """The decisions of a sitting; those of a candidate with a fault, or who waits, are not there."""
    board, told = read_board(hearing, table, today)
    faults = list(told)
    decided = [_decided(hearing, heard, table, board, faults) for heard in hearing.candidates]
    return Ruling(
        deliberation=board.deliberation,
        decisions=tuple(d for d in decided if d is not None),
        faults=tuple(faults),
    )


def _decided(
    hearing: Hearing, heard: Heard, table: TypedTable, board: Board, faults: list[Diagnostic]
) -> Decision | None:
    """The decision on one candidate, ``None`` when there is none to take or a fault in it."""
    found: list[Diagnostic] = []
    case = _case(hearing, heard, table, found)
    typed = case.typed
    waiting = [b.block for b in case.blocks if b.block in case.path and _waits(b)]
    if waiting:
        rule = rules.WAITS if typed.decision.text else rules.STILL_WAITING
        said = words.LIST_GLUE.join(waiting)
        found.append(rule.at(typed.decision.source, candidate=heard.number, blocks=said))
        faults += found
        return None
    word = _word(hearing.basis, case, found)
    recused = named(board, typed.recused, found)
    found += recusal_faults(hearing, board, heard.number, typed.recused, recused)
    vote = read_vote(hearing.basis.policy.jury, board, case.number, typed, recused, found)
    faults += found
    if found:
        return None
    return _decision(hearing, case, board, word, vote, recused)


def _decision(
    hearing: Hearing,
    case: _Case,
    board: Board,
    word: str,
    vote: Vote,
    recused: tuple[str, ...],
) -> Decision:
    """The decision to record, with what the candidate is called today."""
    heard, president = case.heard, board.president
    proposed = {b.block: b.status for b in heard.proposal.blocks}
    return Decision(
        id=f"{hearing.basis.session}/{heard.number}/1",
        candidate=heard.number,
        last_name=heard.last_name,
        first_name=heard.first_name,
        birth_date=heard.birth_date,
        specialisation=heard.proposal.specialisation,
        decision=word,
        proposed=heard.proposal.decision,
        blocks=tuple(
            BlockDecision(
                block=b.block,
                status=b.status,
                proposed=proposed[b.block],
                mark=b.mark,
                jury_points=b.jury_points,
                reason=case.row(b.block).reason.text,
            )
            for b in case.blocks
        ),
        honours=honours_of(hearing.basis, case.blocks, case.path, case.attempts)
        if word == COMPLETE
        else "",
        reason=case.typed.reason.text,
        vote=vote,
        recused=recused,
        date=board.deliberation.date,
        author=president.name if president is not None else "",
    )


def _waits(block: BlockResult) -> bool:
    return block.status is BlockStatus.WAITING


def _case(hearing: Hearing, heard: Heard, table: TypedTable, faults: list[Diagnostic]) -> _Case:
    """A candidate with the points and the statuses typed, as far as they can be read."""
    basis, proposal = hearing.basis, heard.proposal
    attempts = hearing.attempts.get(heard.number, 0)
    rows = table.blocks
    points = {
        b.block: _points(basis, b, rows[block_key(heard.number, b.block)], faults)
        for b in proposal.blocks
    }
    moved = (
        with_jury_points(basis, proposal, points, attempts) if any(points.values()) else proposal
    )
    blocks = tuple(
        _status(basis, b, rows[block_key(heard.number, b.block)], faults) for b in moved.blocks
    )
    return _Case(
        heard=heard,
        typed=table.candidates[heard.number],
        rows=rows,
        attempts=attempts,
        moved=moved,
        blocks=blocks,
        path=required_blocks(basis, proposal.specialisation),
    )


def _points(
    basis: Basis, result: BlockResult, row: TypedBlock, faults: list[Diagnostic]
) -> Decimal:
    """The jury's points on a block, none with a fault."""
    typed = row.points
    value = read_decimal(typed.text)
    faults += _points_faults(basis, result, row, value)
    largest = basis.policy.jury.points
    if value is None or not 0 <= value <= largest or not takes_points(result):
        return _NONE
    return value


def _points_faults(
    basis: Basis, result: BlockResult, row: TypedBlock, value: Decimal | None
) -> Iterator[Diagnostic]:
    largest = number(basis.policy.jury.points)
    source = row.points.source
    if value is None:
        if row.points.text:
            yield rules.BAD_POINTS.at(source, value=row.points.text, largest=largest)
        return
    if not 0 <= value <= basis.policy.jury.points:
        yield rules.TOO_MANY_POINTS.at(source, value=number(value), largest=largest)
    elif value and not takes_points(result):
        yield rules.NO_POINTS_HERE.at(source, status=words.STATUSES[result.status])
    if value and not row.reason.text:
        yield rules.POINTS_REASON.at(row.reason.source)


def _status(
    basis: Basis, result: BlockResult, row: TypedBlock, faults: list[Diagnostic]
) -> BlockResult:
    """A block with the status that the jury gives it, else with its own."""
    typed = row.status
    found = status_of(typed.text)
    if not typed.text or found is result.status:
        return result
    if result.status is BlockStatus.WON:
        faults.append(rules.WON_STAYS.at(typed.source))
    elif result.status is BlockStatus.WAITING:
        faults.append(rules.BLOCK_WAITS.at(typed.source))
    elif found not in DECIDED:
        known = words.LIST_GLUE.join(words.STATUSES[s] for s in DECIDED)
        faults.append(rules.UNKNOWN_STATUS.at(typed.source, value=typed.text, known=known))
    elif basis.policy.jury.reasons and not row.reason.text:
        proposed = words.STATUSES[result.status]
        faults.append(rules.STATUS_REASON.at(row.reason.source, proposed=proposed))
    else:
        return replace(result, status=found)
    return result


def _word(basis: Basis, case: _Case, faults: list[Diagnostic]) -> str:
    """The decision typed, as the rules call it; what is wrong with it is told."""
    typed = case.typed.decision
    natural = follows(basis, case.blocks, case.heard.proposal.specialisation, case.attempts)
    if not typed.text:
        faults.append(rules.NO_DECISION.at(typed.source, candidate=case.number))
        return ""
    if fold(typed.text) == words.AS_PROPOSED:
        if not natural:
            faults.append(rules.NO_WORD.at(typed.source, candidate=case.number))
        return natural
    word = word_of(basis, typed.text)
    if not word:
        known = words.LIST_GLUE.join(words.DECISIONS.get(d, d) for d in basis.policy.jury.decisions)
        faults.append(rules.UNKNOWN_DECISION.at(typed.source, value=typed.text, known=known))
        return ""
    faults += contradictions(typed.source, case.number, word, case.blocks, case.path)
    if word != natural and basis.policy.jury.reasons and not case.typed.reason.text:
        proposed = words.DECISIONS.get(natural, natural) or words.NO_PROPOSAL
        reason = case.typed.reason.source
        faults.append(rules.REASON.at(reason, candidate=case.number, proposed=proposed))
    return word
