"""What came back: one marking a grid, every file received, every change, every case that a person must settle."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

THIRD, CONCILIATION = 3, 4
"""The numbers of the markings that come after a gap; the blind ones are 1 and 2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelMark:
    """What was entered in one row: a level 0–4, ``None`` where there is only a comment."""

    key: str
    level: int | None
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """One copy marked by one assessor, as far as it came back; rows left blank are not there.

    ``copy`` is the anonymous number, or the candidate's number where an exam is marked by table. ``state`` is empty, or
    why there is no mark (ABJ, ABI, DEF, NE, DISP).
    """

    grid: str
    exam: str
    form: str
    copy: str
    assessor: str
    assessor_name: str
    marking: int
    state: str
    date: str
    remark: str
    levels: tuple[LevelMark, ...]

    def level(self, key: str) -> int | None:
        """The level given in a row, ``None`` when there is none."""
        return next((m.level for m in self.levels if m.key == key), None)


class Fate(StrEnum):
    """What became of a file."""

    TAKEN = "prise"
    PARTIAL = "partielle"
    UNCHANGED = "inchangee"
    REFUSED = "refusee"
    UNSETTLED = "a_trancher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One file received and what became of it; ``grids`` are those it held, ``reasons`` the codes of its faults."""

    sha256: str
    name: str
    when: str
    fate: Fate
    grids: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A value that a later file changed: where, what it was, what it is; ``field`` names a row key or a field."""

    when: str
    grid: str
    sha256: str
    field: str
    before: str
    after: str


class CaseKind(StrEnum):
    """Why a file waits for somebody's choice."""

    COPY = "copie_identique"
    CONFLICT = "versions_contraires"
    OTHER_SESSION = "autre_session"
    OTHER_COPY = "autre_copie"
    NO_IDENTITY = "sans_identite"
    DECIDED = "apres_decision"
    NO_GRID = "grille_non_rendue"
    REFUSED = "fichier_refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How a case was settled: the choice (« garder », « ecarter » or a state), who, why, when."""

    choice: str
    author: str
    reason: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A file, or a missing grid, that waits for somebody's choice; ``detail`` is a French sentence without names.

    ``code`` is that of the message, ``marking`` what the file says of its grid, kept until somebody chooses; ``None``
    where nothing could be taken.
    """

    id: str
    kind: CaseKind
    when: str
    name: str
    sha256: str
    grids: tuple[str, ...]
    detail: str
    settled: Settled | None = None
    marking: Marking | None = None
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The record of collection; each tuple in a stable order."""

    session: str
    markings: tuple[Marking, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    changes: tuple[Change, ...] = ()
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A moderation: the points added to an assessor's marks in an exam, by whom, why, when."""

    exam: str
    assessor: str
    points: Decimal
    author: str
    reason: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Two markings too far apart: the gap out of 20, the rows that differ too much, who was asked for a further grid.

    ``marking`` is 3 for a third assessor, 4 for a conciliation; ``grid`` is the id of the grid issued, ``seal`` its.
    """

    exam: str
    form: str
    copy: str
    points: Decimal
    rows: tuple[str, ...]
    marking: int
    assessor: str
    assessor_name: str
    grid: str
    seal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """The record of double marking: the gaps with what was issued for each, and the moderations in order."""

    session: str
    gaps: tuple[Gap, ...] = ()
    shifts: tuple[Shift, ...] = ()
