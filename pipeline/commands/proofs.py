"""What the records of a published session prove, each read once as long as its bytes are the same.

A run reads a session again after each of its steps: the digests that each function is given are those of the records
that it reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.commands.awaited import load_awaited
from pipeline.commands.award import AREA as JURY
from pipeline.commands.award import PROPOSALS
from pipeline.commands.follow import follow
from pipeline.commands.lots import lot_digests
from pipeline.model.award import Proposal
from pipeline.model.basis import Basis
from pipeline.model.marks import THIRD
from pipeline.model.standing import Lot
from pipeline.store.folder import SessionFolder
from pipeline.store.manifest import read_manifest
from pipeline.store.records import read_basis, read_marks, read_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What the record of what came back says: grids awaited, open cases, refusals, the files that were read.

    ``owed`` are the awaited grids that went out with the papers, not after a gap.
    """

    missing: int
    owed: int
    cases: int
    refused: int
    seen: frozenset[str]


@lru_cache(maxsize=64)
def lots_of(folder: SessionFolder, *_: str) -> Mapping[Lot, str]:
    """What each lot would hold now."""
    return lot_digests(folder)


@lru_cache(maxsize=1)
def basis_of(folder: SessionFolder, _: str) -> Basis:
    """What the session is judged by, which is too big to be kept for more than the one that is looked at."""
    return read_basis(folder)


@lru_cache(maxsize=64)
def roster_of(folder: SessionFolder, _: str) -> str:
    """The SHA-256 of the registrations that were published."""
    manifest = read_manifest(folder)
    return manifest.inputs.get("roster", "") if manifest is not None else ""


@lru_cache(maxsize=64)
def returned_of(folder: SessionFolder, basis: str, *_: str) -> Returned:
    """What came back and what is awaited."""
    marks, awaited = read_marks(folder), load_awaited(folder, basis_of(folder, basis))
    found = follow(marks, awaited)
    left = [grid for share in found.shares for grid in (*share.missing, *share.partial)]
    after = {g.identity.id for g in awaited.grids if g.identity.marking >= THIRD}
    return Returned(
        missing=len(left),
        owed=sum(grid not in after for grid in left),
        cases=len(found.cases),
        refused=len(found.refused),
        seen=frozenset(receipt.sha256 for receipt in marks.receipts),
    )


@lru_cache(maxsize=64)
def proposed_of(folder: SessionFolder, sha256: str) -> frozenset[str]:
    """The candidates of the jury's table for whom something can be decided."""
    if not sha256:
        return frozenset()
    path = folder.results / JURY / PROPOSALS
    found = read_record(folder, path, tuple[Proposal, ...])
    return frozenset(proposal.candidate for proposal in found if proposal.decision)
