"""What decisions mean: the one that follows from blocks, honours, the words people write, what contradicts itself."""

from collections.abc import Iterator, Sequence

from pipeline.award.proposals import PARTIAL, decision, required_blocks
from pipeline.diagnostics import Diagnostic, Source
from pipeline.model.award import COMPLETE, HELD, BlockDecision, BlockResult, BlockStatus
from pipeline.model.basis import Basis
from pipeline.model.referential import BlockId
from pipeline.read.sheets import fold
from pipeline.rules import jury as rules
from pipeline.rules import jurytable as words


def follows(basis: Basis, blocks: Sequence[BlockResult], spec: BlockId, attempts: int) -> str:
    """The decision that follows from blocks as they are, empty when the rules have none."""
    return decision(basis.policy, required_blocks(basis, spec), blocks, attempts)


def word_of(basis: Basis, text: str) -> str:
    """The rules' word for a decision as people write it, empty when it is none of theirs."""
    known = {fold(w): w for w in basis.policy.jury.decisions}
    known |= {fold(words.DECISIONS.get(w, w)): w for w in basis.policy.jury.decisions}
    return known.get(fold(" ".join(text.split())), "")


def status_of(text: str) -> BlockStatus | None:
    """The status that a text names, ``None`` for another text."""
    known = {fold(words.STATUSES[status]): status for status in BlockStatus}
    known |= {status.value: status for status in BlockStatus}
    return known.get(fold(" ".join(text.split())))


def contradictions(
    source: Source,
    candidate: str,
    word: str,
    blocks: Sequence[BlockResult | BlockDecision],
    path: Sequence[BlockId],
) -> Iterator[Diagnostic]:
    """What a decision says against its own blocks."""
    held = [b.block for b in blocks if b.status in HELD]
    lacking = [b for b in path if b not in held]
    if word == COMPLETE and lacking:
        said = words.LIST_GLUE.join(lacking)
        yield rules.NOT_ALL_BLOCKS.at(source, candidate=candidate, blocks=said)
    if word == PARTIAL and not held:
        yield rules.NO_BLOCK.at(source, candidate=candidate)
