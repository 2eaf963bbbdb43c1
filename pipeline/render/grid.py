"""Grading workbooks: laid out once a form, stamped once a copy and an assessor.

    template = grid_template(grid_map(form, criteria, "seuil_20"), head_view(form, setting), criteria.levels)
    data = stamp_grid(template, identity, derive(secret, "seal"))

The stamp writes who marks what, and the seal of every cell that is not to be filled. Same input, same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.cell.cell import Cell as Written
from openpyxl.cell.cell import MergedCell

from pipeline.diagnostics import ContentError, Rule, Source
from pipeline.intake.gridseal import shown
from pipeline.intake.gridsheets import plain
from pipeline.model.criteria import Level
from pipeline.model.grid import GridMap
from pipeline.model.gridplan import VERSION, GridIdentity, InputCell, input_cells
from pipeline.render.gridbook import GridBook, book_parts, grid_book
from pipeline.render.gridcard import Around
from pipeline.render.gridstamp import Stamp, make_stamp, press
from pipeline.render.views import HeadView
from pipeline.rules import grid as words
from pipeline.seal import Cell, Kind, canonical_line, join, seal_canonical


class GridError(ContentError):
    """A grid that cannot be made; ``diagnostics`` says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A cell that differs from copy to copy: its place and its text with ``{names}``."""

    sheet: str
    row: str
    column: str
    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridTemplate:
    """The grid of one form, ready to be stamped: the workbook in pieces, and what of it is sealed."""

    form: str
    stamp: Stamp
    sealed: tuple[bytes, ...]
    slots: tuple[Slot, ...]


def grid_template(grid: GridMap, head: HeadView, levels: Sequence[Level]) -> GridTemplate:
    """The grid of a form, laid out; ``levels`` is the common scale 0–4 of the criteria.

    Raises GridError when there is nothing to mark, or no weight to mark it by.
    """
    if not grid.sections:
        raise _failure(words.NOTHING_TO_MARK, form=grid.form)
    for section in grid.sections:
        weight = sum(row.weight for row in section.rows)
        if weight <= 0:
            raise _failure(words.BAD_WEIGHT, code=section.code, weight=weight)
    made = grid_book(grid, Around(head=head, levels=tuple(levels)))
    sealed, slots = _sealed(made, input_cells(grid))
    return GridTemplate(
        form=grid.form,
        stamp=make_stamp(book_parts(made)),
        sealed=tuple(sorted(sealed)),
        slots=slots,
    )


def stamp_grid(template: GridTemplate, identity: GridIdentity, seal_key: bytes) -> bytes:
    """The grid of one copy for one assessor; raises GridError for an identity with a hole."""
    return stamp_sealed(template, identity, seal_key)[0]


def stamp_sealed(
    template: GridTemplate, identity: GridIdentity, seal_key: bytes
) -> tuple[bytes, str]:
    """The same, with the seal that the grid bears."""
    if identity.form != template.form:
        raise _failure(words.WRONG_FORM, form=template.form, other=identity.form)
    values = _values(identity)
    lines = [
        canonical_line(
            Cell(
                sheet=slot.sheet,
                row=slot.row,
                column=slot.column,
                kind=Kind.TEXT,
                value=slot.pattern.format_map(values),
            )
        )
        for slot in template.slots
    ]
    form = join((*template.sealed, *lines))
    values["seal"] = seal_canonical(seal_key, values["id"], VERSION, form)
    return press(template.stamp, values), values["seal"]


def _sealed(made: GridBook, inputs: frozenset[InputCell]) -> tuple[list[bytes], tuple[Slot, ...]]:
    """The canonical lines of the cells that never change, and the cells that each copy fills."""
    lines: list[bytes] = []
    slots: list[Slot] = []
    for sheet, canvas in made.canvases.items():
        for row in canvas.sheet.iter_rows():
            key = str(row[0].value)
            for cell in row[1:]:
                column = str(cell.coordinate).rstrip("0123456789")
                pattern = canvas.slots.get(cell.coordinate)
                if cell.value is None or InputCell(sheet=sheet, row=key, column=column) in inputs:
                    continue
                if pattern is None:
                    lines.append(canonical_line(_static(cell, sheet, key, column)))
                elif pattern != "{seal}":
                    slots.append(Slot(sheet=sheet, row=key, column=column, pattern=pattern))
    return lines, tuple(slots)


def _static(cell: Written | MergedCell, sheet: str, key: str, column: str) -> Cell:
    kind = {"n": Kind.NUMBER, "f": Kind.FORMULA}.get(cell.data_type, Kind.TEXT)
    value = cell.value if isinstance(cell.value, int | Decimal) else str(cell.value)
    return Cell(sheet=sheet, row=key, column=column, kind=kind, value=value)


def _values(identity: GridIdentity) -> dict[str, str]:
    """The texts of an identity, in one line each; a hole is a fault."""
    values = {name: plain(text) for name, text in shown(identity).items()}
    for name, what in words.IDENTITY_WORDS.items():
        if not values[name]:
            raise _failure(words.BAD_IDENTITY, form=identity.form, what=what)
    values["id"] = plain(identity.id)
    return values


def _failure(rule: Rule, **said: object) -> GridError:
    fault = rule.at(Source(path=words.FILE_TITLE.format(form=said.get("form", "")).strip()), **said)
    return GridError(fault.message, fault.hint, (fault,))
