"""A grid, or one row of an entry table, as decoded: what it says it is, what proves it, what was entered."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.diagnostics import Diagnostic
from pipeline.model.gridplan import GridIdentity
from pipeline.model.marks import Marking


class Proof(StrEnum):
    """What the seal proves.

    INTACT: it is right, every locked cell is as it was. ALTERED: it is the one that was issued, but a locked cell
    changed. UNCHECKED: it is the one that was issued, and the format does not let the cells be checked. WRONG: it is
    not the one that was issued. MISSING: there is none.
    """

    INTACT = "intact"
    ALTERED = "modifie"
    UNCHECKED = "non_recalcule"
    WRONG = "faux"
    MISSING = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridReading:
    """One grid as decoded.

    ``identity`` is what it claims, ``None`` when nothing in it says; ``known`` whether the session issued such a grid;
    ``agrees`` whether the identity that people see says the same. ``marking`` is ``None`` when no row could be trusted;
    rows with a fault are not in it. ``left`` are the indicators without a level (none under a state), ``lost`` the rows
    that are no longer in the file; ``diagnostics`` are all that concerns this grid.
    """

    identity: GridIdentity | None
    known: bool
    agrees: bool
    proof: Proof
    marking: Marking | None
    left: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def grid(self) -> str:
        """The id of the grid that it claims to be; empty when nothing says."""
        return self.identity.id if self.identity is not None else ""

    @property
    def blank(self) -> bool:
        """Whether nothing that counts was entered: neither a level, nor a state, nor a text."""
        marking = self.marking
        return marking is None or not (marking.levels or marking.state or marking.remark)
