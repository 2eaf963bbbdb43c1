"""What the records of a published session prove, each read once as long as its bytes are the same.

A run reads a session again after each of its steps: the digests that each function is given are those of the records
that it reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.award.resits import to_defer
from pipeline.commands.awaited import load_awaited
from pipeline.commands.award import AREA as JURY
from pipeline.commands.award import PROPOSALS
from pipeline.commands.follow import follow
from pipeline.commands.inputs import load_roster
from pipeline.commands.lots import lot_digests
from pipeline.commands.origins import people_digest, printed_digest
from pipeline.diagnostics import ContentError
from pipeline.model.award import Proposal
from pipeline.model.basis import Basis
from pipeline.model.marks import THIRD
from pipeline.model.standing import Lot
from pipeline.read.session import read_session
from pipeline.store.folder import SessionFolder
from pipeline.store.manifest import read_manifest
from pipeline.store.records import read_basis, read_marks, read_record, record_digest

UNKNOWN = "?"
"""What a publication of before says of what was not kept yet: no digest is like it."""


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
def inputs_of(folder: SessionFolder, _: str) -> Mapping[str, str]:
    """The SHA-256 of everything that the publication came from, and of its records."""
    manifest = read_manifest(folder)
    return manifest.inputs if manifest is not None else {}


def roster_changed(folder: SessionFolder, manifest: str) -> bool:
    """Whether the registrations no longer say what was published; any change counts that cannot be read."""
    inputs, now = inputs_of(folder, manifest), record_digest(folder.roster)
    if inputs.get("roster", "") == now:
        return False
    return _people_of(folder, record_digest(folder.basis), now) != inputs.get("people", UNKNOWN)


def settings_changed(folder: SessionFolder, manifest: str) -> bool:
    """Whether documents would print other settings now; those published before this was kept print the same."""
    inputs, now = inputs_of(folder, manifest), record_digest(folder.settings)
    if "printed" not in inputs or inputs["settings"] == now:
        return False
    return _printed_of(folder, now) != inputs["printed"]


@lru_cache(maxsize=64)
def _people_of(folder: SessionFolder, basis: str, _: str) -> str:
    """What the registrations say; empty when they have faults."""
    try:
        return people_digest(load_roster(folder, basis_of(folder, basis)))
    except ContentError:
        return ""


@lru_cache(maxsize=64)
def _printed_of(folder: SessionFolder, _: str) -> str:
    """What documents would print of the settings; empty when these have faults."""
    found, _faults = read_session(folder.root, folder.relative(folder.settings), folder.name)
    return printed_digest(found) if found is not None else ""


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
def excused_of(folder: SessionFolder, basis: str, sha256: str) -> frozenset[str]:
    """The candidates of the jury's table with an excused absence, which a deferred sitting replaces."""
    rules = basis_of(folder, basis)
    found = _proposals_of(folder, sha256)
    return frozenset(p.candidate for p in found if any(to_defer(rules, b) for b in p.blocks))


@lru_cache(maxsize=64)
def proposed_of(folder: SessionFolder, sha256: str) -> frozenset[str]:
    """The candidates of the jury's table for whom something can be decided."""
    return frozenset(p.candidate for p in _proposals_of(folder, sha256) if p.decision)


@lru_cache(maxsize=1)
def _proposals_of(folder: SessionFolder, sha256: str) -> tuple[Proposal, ...]:
    """The jury's table, too big to be kept for more than the session that is looked at; nothing before it is made."""
    path = folder.results / JURY / PROPOSALS
    return read_record(folder, path, tuple[Proposal, ...]) if sha256 else ()
