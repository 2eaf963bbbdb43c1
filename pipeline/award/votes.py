"""Votes on one decision: as many as there are voters, a majority, or the president's voice on a tie."""

from collections.abc import Iterator, Sequence

from pipeline.award.jury import Board, voters
from pipeline.diagnostics import Diagnostic
from pipeline.grammar import plural
from pipeline.model.award import Vote
from pipeline.model.jurytable import Typed, TypedCandidate
from pipeline.model.policy import JuryRules
from pipeline.rules import jury as rules


def read_vote(
    jury: JuryRules,
    board: Board,
    candidate: str,
    typed: TypedCandidate,
    recused: Sequence[str],
    faults: list[Diagnostic],
) -> Vote:
    """The count of votes on a decision, none when it was unanimous; what does not add up is told."""
    cells = (typed.yes, typed.no, typed.abstained)
    if not any(cell.text for cell in cells):
        return Vote()
    counts = [_count(cell, faults) for cell in cells]
    if None in counts:
        return Vote()
    yes, no, abstained = (count or 0 for count in counts)
    vote = Vote(yes=yes, no=no, abstained=abstained)
    faults += _vote_faults(jury, board, candidate, typed, vote, recused)
    return vote


def _count(typed: Typed, faults: list[Diagnostic]) -> int | None:
    """A whole number of votes, none for an empty cell."""
    if not typed.text:
        return 0
    if typed.text.isascii() and typed.text.isdigit() and len(typed.text) < 4:
        return int(typed.text)
    faults.append(rules.BAD_VOTE.at(typed.source, value=typed.text))
    return None


def _vote_faults(
    jury: JuryRules,
    board: Board,
    candidate: str,
    typed: TypedCandidate,
    vote: Vote,
    recused: Sequence[str],
) -> Iterator[Diagnostic]:
    left = voters(board, recused)
    source, count = typed.yes.source, vote.yes + vote.no + vote.abstained
    if count != len(left):
        said = plural(len(left), *rules.VOTERS)
        yield rules.VOTE_COUNT.at(
            source, candidate=candidate, count=count, voters=len(left), members=said
        )
    if vote.yes < vote.no:
        yield rules.VOTE_LOST.at(source, candidate=candidate, yes=vote.yes, no=vote.no)
    elif vote.yes == vote.no and not (jury.casting_vote and board.president in left):
        yield rules.VOTE_TIE.at(source, candidate=candidate)
