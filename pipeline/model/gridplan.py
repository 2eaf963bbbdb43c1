"""Where everything stands in a grading workbook: what those who write it and those who read it agree on.

Every sheet has a hidden column of row keys, and its id in the first cell of it: rows and sheets are found by key
wherever people moved them, and the seal speaks of keys, never of addresses.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.grid import GridMap

VERSION = "epreuve/grille@1"

CARD, GRID, GUIDE, SEAL = "fiche", "grille", "notice", "sceau"
SHEETS = (CARD, GRID, GUIDE, SEAL)

KEY_COLUMN = "A"
LEVEL_COLUMN, COMMENT_COLUMN = "E", "F"
CARD_INPUT_COLUMN = "G"
DATE_KEY, STATE_KEY = "fiche.date", "fiche.situation"
REMARK_KEY = "appreciation"
SEAL_KEY, SEAL_COLUMN = "empreinte", "B"
SEALED_FIELDS = ("version", "grille", "session", "sujet", "anonymat", "evaluateur", "notation")

PROPERTY_GRID, PROPERTY_VERSION, PROPERTY_SEAL = "EpreuveGrille", "EpreuveVersion", "EpreuveSceau"

COMMENTED_LEVELS = (0, 1, 4)
LEVELS = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class InputCell:
    """A cell to fill: the sheet's id, the key of its row, its column letter."""

    sheet: str
    row: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridIdentity:
    """Whose copy a grid marks and who marks it: never the candidate's name; ``marking`` counts from 1."""

    session: str
    form: str
    anonymous: str
    assessor: str
    assessor_name: str
    marking: int
    markings: int

    @property
    def id(self) -> str:
        """The id of the grid: one for each session, form, copy, assessor and marking."""
        return "/".join((self.session, self.form, self.anonymous, self.assessor, str(self.marking)))


def input_cells(grid: GridMap) -> frozenset[InputCell]:
    """The cells that an assessor fills; every other one is sealed."""
    return frozenset(_input_cells(grid))


def _input_cells(grid: GridMap) -> Iterator[InputCell]:
    for row in (DATE_KEY, STATE_KEY):
        yield InputCell(sheet=CARD, row=row, column=CARD_INPUT_COLUMN)
    yield InputCell(sheet=GRID, row=REMARK_KEY, column=COMMENT_COLUMN)
    keys = [row.key for section in grid.sections for row in section.rows]
    for key in (*keys, *(skill.key for skill in grid.skills)):
        for column in (LEVEL_COLUMN, COMMENT_COLUMN):
            yield InputCell(sheet=GRID, row=key, column=column)
