"""What a candidate holds: blocks won earlier, as far as they still count for this edition and on this day."""

from collections.abc import Iterable

from pipeline.award.capital import in_force
from pipeline.model.award import Capital
from pipeline.model.basis import EDITION_DIGITS, Basis
from pipeline.model.referential import BlockId


def blocks_held(basis: Basis, capitals: Iterable[Capital], day: str) -> tuple[BlockId, ...]:
    """The blocks of this edition that capitalised blocks give on a day (ISO), in the order of the certification.

    A block of another edition counts as the blocks that the table of equivalences names, or as nothing.
    """
    counted = in_force(capitals, basis.policy.path, day)
    given = {block for capital in counted for block in stands_for(basis, capital)}
    return tuple(block.id for block in basis.blocks if block.id in given)


def stands_for(basis: Basis, capital: Capital) -> tuple[BlockId, ...]:
    """The blocks of this edition that a capitalised block stands for; none when nothing says so."""
    if capital.edition == basis.edition:
        return (capital.block,)
    named = basis.equivalences.get(f"{capital.edition[:EDITION_DIGITS]}/{capital.block}", ())
    return tuple(BlockId(block) for block in named)
