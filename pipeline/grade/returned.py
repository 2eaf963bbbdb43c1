"""What a collection works on and tells: grids that came back, files refused, what is awaited, what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.basis import Basis, IssuedGrid
from pipeline.model.marks import Case, CaseKind, Change, Marking, Marks, Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """One grid that a file holds: the id it claims, what is filled in, the doubt that its reader had of its identity.

    A table holds one for each of its rows.
    """

    name: str
    sha256: str
    grid: str
    marking: Marking | None
    doubt: CaseKind | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that is not taken, for the codes of its faults; ``grids`` are those it claims, as far as one can tell."""

    name: str
    sha256: str
    reasons: tuple[str, ...]
    grids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """What a session awaits: the grids that went out, the candidates of the exams marked by table, by exam.

    ``decided`` says that the jury has decided already: from there on nothing changes without somebody's choice.
    """

    basis: Basis
    grids: tuple[IssuedGrid, ...]
    tables: Mapping[str, tuple[str, ...]]
    decided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What came of a collection.

    ``new``, ``filled`` and ``unchanged`` are grids that this run brought for the first time, went on filling, or found
    as they were; ``partial`` and ``missing`` are all those that the session still awaits, ``refused`` and ``cases`` all
    the files that still wait for another one or for somebody's choice.
    """

    marks: Marks
    new: tuple[str, ...]
    filled: tuple[str, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[str, ...]
    partial: tuple[str, ...]
    missing: tuple[str, ...]
    refused: tuple[Receipt, ...]
    cases: tuple[Case, ...]
