"""What a session does not allow to claim, in sentences: blocks seen in part, blocks not sat, continuous assessment."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.model.coverage import BlockCoverage
from pipeline.model.referential import BlockId
from pipeline.rules import coverage as words
from pipeline.typography import typeset


def conclusions(blocks: Sequence[BlockCoverage], names: Mapping[BlockId, str]) -> tuple[str, ...]:
    """One sentence a reservation, block by block; one that says so when there is none."""
    short = {block: name.split(" – ")[0] for block, name in names.items()}
    said = [typeset(text) for text in _reservations(blocks, short)]
    return tuple(said or [typeset(words.ALL_CLAIMED)])


def _reservations(blocks: Sequence[BlockCoverage], short: Mapping[BlockId, str]) -> Iterator[str]:
    for block in blocks:
        name = short[block.block]
        absent = [c.code for c in block.lacking if not c.is_covered]
        partial = [c.code for c in block.lacking if c.is_covered]
        if not block.exams:
            yield words.NOT_SAT.format(block=name)
            continue
        if block.lacking and block.written_only:
            codes = ", ".join(c.code for c in block.lacking)
            yield words.NOT_CLAIMED.format(block=name, codes=codes)
        if absent:
            yield words.NOT_COVERED.format(block=name, codes=", ".join(absent))
        if partial:
            yield words.IN_PART.format(block=name, codes=", ".join(partial))
    without = [short[b.block] for b in blocks if b.exams and not b.has_continuous]
    if without:
        yield words.NO_CONTINUOUS.format(blocks=", ".join(n[0].lower() + n[1:] for n in without))
