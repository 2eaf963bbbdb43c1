"""What stands in the record of collection: cases still open, files still refused, files that need not be read again."""

from hashlib import sha256

from pipeline.grade.merge import typed
from pipeline.model.marks import Case, CaseKind, Fate, Marking, Marks, Receipt

SURE = (CaseKind.COPY, CaseKind.CONFLICT, CaseKind.DECIDED)
"""The cases where there is no doubt about whose grid it is."""


def open_cases(marks: Marks) -> tuple[Case, ...]:
    """The cases that nobody settled yet, in the order they came."""
    return tuple(case for case in marks.cases if case.settled is None)


def held_cases(marks: Marks) -> tuple[Case, ...]:
    """The open cases whose grid came back for sure: it waits for a choice, not for its assessor."""
    return tuple(case for case in open_cases(marks) if case.kind in SURE)


def given_grids(marks: Marks) -> frozenset[str]:
    """The grids that somebody gave a state to."""
    given = (case for case in marks.cases if case.kind is CaseKind.NO_GRID)
    return frozenset(grid for case in given for grid in case.grids)


def standing_refusals(marks: Marks) -> tuple[Receipt, ...]:
    """The refused files that nothing replaced and nobody set aside.

    A file is replaced by a later one that is taken under the same name, or for the same grids.
    """
    settled = {case.sha256 for case in marks.cases if case.settled is not None}
    names: set[str] = set()
    grids: set[str] = set()
    found: list[Receipt] = []
    for receipt in reversed(marks.receipts):
        if receipt.fate is Fate.REFUSED:
            replaced = receipt.name in names or (receipt.grids and grids.issuperset(receipt.grids))
            if not replaced and receipt.sha256 not in settled:
                found.append(receipt)
        else:
            names.add(receipt.name)
            grids.update(receipt.grids if receipt.fate is not Fate.UNSETTLED else ())
    return tuple(reversed(found))


def known_files(marks: Marks) -> frozenset[str]:
    """The SHA-256 of the files that need not be read again: all that came, but those that are still refused."""
    standing = {receipt.sha256 for receipt in standing_refusals(marks)}
    return frozenset(r.sha256 for r in marks.receipts) - standing


def case_id(kind: CaseKind, sha256_: str, grid: str, marking: Marking | None) -> str:
    """The id of a case: the same file gives the same one, whatever came before it."""
    said = sorted(typed(marking).items()) if marking else []
    return sha256(f"{kind.value}/{sha256_}/{grid}/{said}".encode()).hexdigest()[:8]
