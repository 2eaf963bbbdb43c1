"""The registrations of the demonstration: invented people, from ``templates/demonstration.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.diagnostics import Diagnostic
from pipeline.read.fields import Fields, open_fields
from pipeline.read.yamltree import ListNode, TextNode
from pipeline.rules import roster as words

PATH = "templates/demonstration.yaml"
SHEETS = {
    "candidats": words.CANDIDATES,
    "evaluateurs": words.ASSESSORS,
    "salles": words.ROOMS,
    "planning": words.SITTINGS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """The settings of the demonstration and the rows of its registration workbook, by sheet.

    ``tables`` are the exams marked by table.
    """

    title: str
    centre: str
    date: str
    tables: tuple[str, ...]
    rows: Mapping[str, tuple[tuple[str, ...], ...]]


def read_demonstration(root: Path) -> tuple[Demonstration | None, tuple[Diagnostic, ...]]:
    """The demonstration of a workspace, ``None`` when its file has faults."""
    faults: list[Diagnostic] = []
    top = open_fields(root, PATH, faults)
    if top is None:
        return None, tuple(faults)
    found = Demonstration(
        title=top.text("titre"),
        centre=top.text("centre"),
        date=top.day("date"),
        tables=top.texts("controle_continu", ()),
        rows={sheet: _rows(top, key) for key, sheet in SHEETS.items()},
    )
    top.close()
    return (None if faults else found), tuple(faults)


def _rows(top: Fields, key: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one sheet: lists of texts."""
    return tuple(
        tuple(cell.value for cell in node.items if isinstance(cell, TextNode))
        for node in top.nodes(key)
        if isinstance(node, ListNode)
    )
