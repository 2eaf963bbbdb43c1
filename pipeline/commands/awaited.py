"""What the commands of collection start from: the grids that a session awaits, those that came after a gap included."""

from pipeline.grade.awaiting import further_grids
from pipeline.grade.returned import Awaited
from pipeline.model.basis import Basis
from pipeline.store.folder import SessionFolder
from pipeline.store.records import (
    read_basis,
    read_decisions,
    read_issued,
    read_reconciliation,
)


def load_awaited(folder: SessionFolder, basis: Basis | None = None) -> Awaited:
    """What a published session awaits, by its basis when it was read already.

    Raises ContentError before the publication, or for a damaged record.
    """
    basis = basis or read_basis(folder)
    gaps = read_reconciliation(folder).gaps
    return Awaited(
        basis=basis,
        grids=(*read_issued(folder), *further_grids(basis.session, gaps)),
        tables={exam.id: exam.candidates for exam in basis.exams if exam.by_table},
        decided=bool(read_decisions(folder).decisions),
    )
