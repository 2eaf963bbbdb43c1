"""What was entered on the card of a grading grid: the state and the date, wherever their cells went."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.diagnostics import Diagnostic, Rule
from pipeline.intake.gridsheets import Leaf, split, title_rows
from pipeline.intake.tally import column_number
from pipeline.intake.values import read_date, read_state, said
from pipeline.model.book import BookCell
from pipeline.rules import grid as labels
from pipeline.rules import marks as words

_READ: Mapping[str, Callable[[BookCell | None], str | Rule]] = {
    labels.STATE: read_state,
    labels.DATE: read_date,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The state and the ISO date of the marking, each empty when it was not given."""

    state: str
    date: str
    faults: tuple[Diagnostic, ...]


def read_card(leaves: Sequence[Leaf]) -> Card:
    """What the cards of a file say; several when somebody duplicated one, none in a .csv."""
    faults: list[Diagnostic] = []
    state, date = (_field(leaves, title, faults) for title in _READ)
    return Card(state=state, date=date, faults=tuple(faults))


def _field(leaves: Sequence[Leaf], title: str, faults: list[Diagnostic]) -> str:
    """The value to the right of a title; copies of a card may be blank or say the same."""
    found: dict[str, None] = {}
    places = []
    for leaf in leaves:
        for row, column in title_rows(leaf, title):
            after = leaf.after(row, column)
            places += [leaf.place(row, letter) for letter in after]
            for letter in after:
                cell = leaf.sheet.cells[row][letter]
                value = _READ[title](cell)
                if isinstance(value, Rule):
                    faults.append(value.at(leaf.place(row, letter), value=said(cell)))
                else:
                    found[value] = None
            faults += _merged(leaf, row, column)
    if len(found) > 1:
        cells = words.GLUE.join(str(place.cell) for place in places)
        faults.append(words.TWO_VALUES.at(places[1], label=title, cells=cells))
        return ""
    return next(iter(found), "")


def _merged(leaf: Leaf, row: int, column: str) -> list[Diagnostic]:
    """A cell to fill that was merged with others; the title itself is, from the start."""
    faults = []
    for area in leaf.sheet.merges:
        first, _, last = area.partition(":")
        (left, top), (_, bottom) = split(first), split(last or first)
        if top <= row <= bottom and column_number(left) > column_number(column):
            faults.append(words.MERGED.at(leaf.place(row, left), cells=area))
    return faults
