"""The entry table of an exam: what its writer and its reader agree on.

One row a copy, one column an indicator. The first row and the first column hold hidden keys, the second column the seal
of each row: rows and columns are found by key wherever people moved them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.codes import Code, sort_codes
from pipeline.model.grid import GridMap
from pipeline.model.gridplan import GridIdentity

VERSION = "epreuve/tableau@1"

ENTRY, GUIDE, SEAL = "saisie", "saisie.notice", "saisie.sceau"
TITLES_KEY, EXAM_KEY = "saisie.titres", "saisie.epreuve/"
ROW_SEAL, COPY, STATE, REMARK = "sceau", "copie", "situation", "appreciation"
SEAL_KEY = "empreinte"
SEALED_FIELDS = ("version", "session", "epreuve", "copies")

ASSESSOR = "tableau"
SHORT_LABEL = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One copy of the table: its number, and the id of the grid that it is marked by (a form, or the exam)."""

    copy: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTable:
    """The table of one exam; ``grids`` maps the form of each row to its grid."""

    session: str
    exam: str
    title: str
    rows: tuple[EntryRow, ...]
    grids: Mapping[str, GridMap]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryColumn:
    """A column of levels: the key of its row in grids, its code, its rank and text; a soft skill has no code."""

    key: str
    code: Code | None
    title: str
    rank: int
    label: str


def entry_columns(grids: Sequence[GridMap]) -> tuple[EntryColumn, ...]:
    """The columns of the table of these grids: every indicator of each, by code, then the soft skills."""
    sections: dict[Code, dict[str, tuple[str, str]]] = {}
    skills: dict[str, str] = {}
    for grid in grids:
        for section in grid.sections:
            rows = sections.setdefault(section.code, {})
            rows.update((row.key, (section.title, row.label)) for row in section.rows)
        skills.update((skill.key, skill.title) for skill in grid.skills)
    counted = [
        EntryColumn(key=key, code=code, title=title, rank=rank, label=label)
        for code in sort_codes(sections)
        for rank, (key, (title, label)) in enumerate(sections[code].items(), 1)
    ]
    observed = [
        EntryColumn(key=key, code=None, title="", rank=rank, label=title)
        for rank, (key, title) in enumerate(skills.items(), 1)
    ]
    return (*counted, *observed)


def short(label: str) -> str:
    """The beginning of a label, cut between two words."""
    if len(label) <= SHORT_LABEL:
        return label
    return f"{label[:SHORT_LABEL].rsplit(' ', 1)[0].rstrip(' ,;:')}…"


def row_identity(session: str, row: EntryRow) -> GridIdentity:
    """The identity of the marking that a row gives."""
    return GridIdentity(
        session=session,
        form=row.form,
        anonymous=row.copy,
        assessor=ASSESSOR,
        assessor_name="",
        marking=1,
        markings=1,
    )
