"""An entry table that came back, read row by row.

Rows 6 to 9 of the sheet « Saisie » are four copies; columns: A key, B seal, C copy, D state, E F C13.i1 and C13.i2,
G H I C14.i1 to C14.i3, J K soft skills, L comment. The second form does not ask for C13.
"""

import string
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.diagnostics import Source
from pipeline.intake.grids import read_grid
from pipeline.intake.readbook import read_book
from pipeline.intake.tables import read_table
from pipeline.intake.tablesheets import entry_leaves, is_table
from pipeline.model.basis import Basis, ExamBasis
from pipeline.model.blueprint import Phase
from pipeline.model.book import Book
from pipeline.model.grid import STATES
from pipeline.model.marks import LevelMark, Marking
from pipeline.model.reading import GridReading, Proof
from pipeline.model.tableplan import EntryRow, EntryTable, row_identity
from pipeline.render.entrytable import entry_table
from pipeline.rules import entrytable as table_rules
from pipeline.rules import marks as rules

FIRST, SECOND = "2026-06-B3-ORAL-T01", "2026-06-B3-ORAL-T02"
COPIES = (("0001-AAAA", FIRST), ("0002-BBBB", SECOND), ("0003-CCCC", FIRST), ("0004", FIRST))
COLUMNS = {"C13.i1": "E", "C13.i2": "F", "C14.i1": "G", "C14.i2": "H", "C14.i3": "I"}
SKILLS = {"soft.temps": "J", "soft.calme": "K"}
ALL = tuple(COLUMNS)


@dataclass(frozen=True)
class TableDesk:
    """One table that went out, and what reads it."""

    folder: Path
    basis: Basis
    table: EntryTable
    blank: bytes
    key: bytes
    change: object

    def read(self, source, name="saisie.xlsx"):
        path = source
        if isinstance(source, bytes):
            path = self.folder / name
            path.write_bytes(source)
        book, told = read_book(path, name)
        assert book is not None, told
        assert is_table(book)
        return read_table(book, name, self.basis, self.key)

    def edit(self, change):
        return self.change(self.blank, change)

    def fill(self, cells):
        def change(book):
            for place, value in cells.items():
                sheet, _, address = place.rpartition("!")
                book[sheet or "Saisie"][address].value = value

        return self.edit(change)


@pytest.fixture
def desk(tmp_path, small_grid, seal_key, edit_book):
    """The table of an oral of two tickets."""
    grids = {FIRST: small_grid(FIRST), SECOND: small_grid(SECOND, ("C14",))}
    table = EntryTable(
        session="2026-06",
        exam="B3-ORAL",
        title="Bloc 3 – oral",
        rows=tuple(EntryRow(copy=copy, form=form) for copy, form in COPIES),
        grids=grids,
    )
    blank = entry_table(table, seal_key)
    return TableDesk(tmp_path, basis(grids), table, blank, seal_key, edit_book)


def basis(grids):
    exam = ExamBasis(
        id="B3-ORAL",
        title="Oral",
        block="B3",
        phase=Phase.FINAL,
        coefficient=1,
        individual=True,
        oral=True,
        by_table=False,
        codes=(),
    )
    rest = dict.fromkeys(Basis.__slots__, "")
    return Basis(**{**rest, "session": "2026-06", "exams": (exam,), "grids": grids})


def codes(found):
    return [(d.code, d.source.cell) for d in found]


def marking(index, **changes):
    copy, form = COPIES[index]
    fields = {
        "grid": f"2026-06/{form}/{copy}/tableau/1",
        "exam": "B3-ORAL",
        "form": form,
        "copy": copy,
        "assessor": "tableau",
        "assessor_name": "Tableau de saisie",
        "marking": 1,
        "state": "",
        "date": "",
        "remark": "",
        "levels": (),
    }
    return Marking(**{**fields, **changes})


def test_a_blank_table_gives_one_blank_reading_a_copy(desk):
    readings, told = desk.read(desk.blank)
    assert told == ()
    assert readings == tuple(
        GridReading(
            identity=replace(row_identity("2026-06", row), assessor_name="Tableau de saisie"),
            known=True,
            agrees=True,
            proof=Proof.INTACT,
            marking=marking(index),
            left=ALL if row.form == FIRST else ALL[2:],
        )
        for index, row in enumerate(desk.table.rows)
    )
    assert all(reading.blank for reading in readings)


def test_what_was_typed_is_what_is_read(desk):
    typed = {"E6": 2, "F6": " 3,0 ", "G6": "0", "L6": "Hors sujet", "J6": "Non observé", "K6": 4}
    readings, told = desk.read(desk.fill({**typed, "D7": "abi", "H9": 2}))
    assert told == ()
    assert [reading.marking for reading in readings] == [
        marking(
            0,
            remark="Hors sujet",
            levels=(
                LevelMark(key="C13.i1", level=2),
                LevelMark(key="C13.i2", level=3),
                LevelMark(key="C14.i1", level=0),
                LevelMark(key="soft.temps", level=None, comment="non observé"),
                LevelMark(key="soft.calme", level=4),
            ),
        ),
        marking(1, state="ABI"),
        marking(2),
        marking(3, levels=(LevelMark(key="C14.i2", level=2),)),
    ]
    assert [reading.left for reading in readings] == [
        ("C14.i2", "C14.i3"),
        (),
        ALL,
        ("C13.i1", "C13.i2", "C14.i1", "C14.i3"),
    ]
    assert [reading.blank for reading in readings] == [False, False, True, False]


ROW = st.tuples(
    st.sampled_from(("", *STATES)),
    st.dictionaries(st.sampled_from((*COLUMNS, *SKILLS)), st.integers(0, 4)),
    st.text(string.ascii_letters + " éœ'=+-@\n", max_size=20),
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.tuples(ROW, ROW))
def test_any_rows_are_read_back_exactly(desk, rows):
    places = {**COLUMNS, **SKILLS}

    def write(book):
        for number, (state, levels, remark) in zip((6, 8), rows, strict=True):
            for key, level in levels.items():
                book["Saisie"][f"{places[key]}{number}"].value = level
            for cell, text in ((f"D{number}", state), (f"L{number}", remark)):
                book["Saisie"][cell].value = text or None
                if text:
                    book["Saisie"][cell].data_type = "s"

    readings, _ = desk.read(desk.edit(write))
    for index, (state, levels, remark) in zip((0, 2), rows, strict=True):
        given_levels = tuple(LevelMark(key=k, level=levels[k]) for k in places if k in levels)
        assert readings[index].marking == marking(
            index, state=state, remark=remark.strip(), levels=given_levels
        )
        both = bool(state) and any(key in COLUMNS for key in levels)
        assert [d.code for d in readings[index].diagnostics] == (
            [rules.STATE_AND_LEVELS.code] if both else []
        )


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ({"E6": 7}, [(rules.OUT_OF_SCALE.code, "E6")]),
        ({"E6": "TB"}, [(rules.NOT_A_LEVEL.code, "E6")]),
        ({"E6": "abj"}, [(rules.STATE_AS_LEVEL.code, "E6")]),
        ({"E6": "=1+2"}, [(rules.FORMULA.code, "E6")]),
        ({"D6": "absent"}, [(rules.UNKNOWN_STATE.code, "D6")]),
        ({"L6": "=bien"}, [(rules.COMMENT_FORMULA.code, "L6")]),
        ({"D6": "NE", "E6": 2}, [(rules.STATE_AND_LEVELS.code, "D6")]),
        ({"E7": 2}, [(table_rules.NOT_ASKED.code, "E7")]),
        ({"E6": 0, "G8": 4}, [(rules.NO_COMMENT.code, "L6")]),
        ({"E12": 2}, [(table_rules.STRAY_ROW.code, "E12")]),
        ({"N6": "à moi"}, [(rules.EXTRA_COLUMN.code, "N6")]),
        ({"C12": "note"}, []),
        ({"C6": "0009-ZZZZ"}, [(rules.ROW_DISAGREES.code, "C6")]),
        ({"C6": None}, [(rules.ROW_DISAGREES.code, "C6")]),
        ({"B6": "0" * 64}, [(table_rules.ROW_SEAL.code, "C6")]),
        ({"B6": None}, [(table_rules.ROW_SEAL.code, "C6")]),
        (
            {"B1": None},
            [
                (rules.EXTRA_COLUMN.code, "B6"),
                *((table_rules.ROW_SEAL.code, f"C{row}") for row in range(6, 10)),
            ],
        ),
        ({"Sceau!B5": "5"}, [(table_rules.TABLE_ALTERED.code, None)]),
    ],
)
def test_each_fault_is_told_by_its_cell(desk, typed, faults):
    _, told = desk.read(desk.fill(typed))
    assert codes(told) == faults


def test_a_row_of_another_copy_or_another_session_is_not_read(desk):
    other = "2026-06/2026-06-B3-ORAL-T01/0009-ZZZZ/tableau/1"
    readings, told = desk.read(desk.fill({"A6": other, "C6": "0009-ZZZZ", "E6": 2}))
    assert (readings[0].marking, readings[0].proof, readings[0].known) == (None, Proof.WRONG, False)
    assert codes(told) == [(table_rules.ROW_SEAL.code, "C6")]


def test_two_rows_exchanged_without_their_keys_are_told(desk):
    readings, told = desk.read(desk.fill({"C6": "0003-CCCC", "C8": "0001-AAAA", "E6": 2}))
    assert [reading.marking for reading in readings] == [None, marking(1), None, marking(3)]
    assert [reading.agrees for reading in readings] == [False, True, False, True]
    assert codes(told) == [(rules.ROW_DISAGREES.code, c) for c in ("C6", "C8")]


def test_a_row_of_a_form_that_the_session_does_not_know_is_told(desk, small_grid):
    less = TableDesk(
        desk.folder,
        basis({FIRST: small_grid(FIRST)}),
        desk.table,
        desk.blank,
        desk.key,
        desk.change,
    )
    readings, told = less.read(less.blank)
    assert (readings[1].marking, readings[1].known, readings[1].lost) == (None, False, ())
    assert codes(told) == [(rules.UNKNOWN_GRID.code, "C7")]


def test_rows_without_a_key_of_the_table_are_no_copies(desk):
    key = "2026-06/2026-06-B3-ORAL-T01/0001-AAAA/E03/1"
    readings, told = desk.read(desk.fill({"A6": key, "E6": 3}))
    assert len(readings) == 3
    assert codes(told) == [(table_rules.STRAY_ROW.code, "E6"), (table_rules.COPIES_GONE.code, None)]
    assert "4 copies" in told[1].message


def test_deleted_rows_and_columns_are_told_and_the_rest_is_read(desk):
    def change(book):
        book["Saisie"]["G6"].value = 3
        book["Saisie"].delete_rows(8)
        book["Saisie"].delete_cols(6)

    readings, told = desk.read(desk.edit(change))
    assert len(readings) == 3
    assert readings[0].marking.levels == (LevelMark(key="C14.i1", level=3),)
    assert [reading.lost for reading in readings] == [("C13.i2",), (), ("C13.i2",)]
    assert codes(told) == [
        (table_rules.COPIES_GONE.code, None),
        (table_rules.COLUMNS_GONE.code, "A5"),
    ]


def test_a_table_without_a_column_to_fill_still_tells(desk):
    def change(book):
        book["Saisie"].row_dimensions[6].hidden = True
        book["Saisie"].delete_cols(4, 12)

    _, told = desk.read(desk.edit(change))
    assert codes(told) == [(rules.HIDDEN_ROWS.code, "A6"), (table_rules.COLUMNS_GONE.code, "A5")]


def test_hidden_rows_and_merged_inputs_are_told(desk):
    def change(book):
        book["Saisie"].row_dimensions[6].hidden = True
        book["Saisie"].merge_cells("E6:E8")

    _, told = desk.read(desk.edit(change))
    assert [d.code for d in told] == [rules.HIDDEN_ROWS.code, rules.MERGED.code]


def copied(value):
    """A change that copies the row of the first copy, with a level in the copy."""

    def change(book):
        sheet = book["Saisie"]
        sheet["E6"].value = 3
        for column in "ABCDEFGHIJKL":
            sheet[f"{column}20"].value = sheet[f"{column}6"].value
        sheet["E20"].value = value

    return change


@pytest.mark.parametrize("value", [3, None])
def test_a_copied_row_that_does_not_contradict_is_read_once(desk, value):
    readings, told = desk.read(desk.edit(copied(value)))
    assert readings[0].marking.levels == (LevelMark(key="C13.i1", level=3),)
    assert (len(readings), told) == (4, ())


def test_a_copied_row_that_contradicts_is_not_read(desk):
    readings, told = desk.read(desk.edit(copied(2)))
    assert readings[0].marking is None
    assert codes(told) == [(rules.ROW_TWICE.code, "C20")]


def test_a_copied_sheet_is_read_with_the_first(desk):
    def change(book):
        book["Saisie"]["E6"].value = 3
        book.copy_worksheet(book["Saisie"]).title = "Saisie (2)"

    readings, told = desk.read(desk.edit(change))
    assert readings[0].marking.levels == (LevelMark(key="C13.i1", level=3),)
    assert [(d.code, d.source.sheet) for d in told] == [(rules.TWO_SHEETS.code, "Saisie (2)")]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"E5": "C13.1 Autre chose"}, (table_rules.COLUMN_DISAGREES.code, "E5")),
        ({"E5": None}, (table_rules.COLUMN_DISAGREES.code, "E5")),
        ({"E1": "C13.i2", "F1": "C13.i1"}, (table_rules.COLUMN_DISAGREES.code, "E5")),
        ({"M1": "C13.i1"}, (rules.TWO_COLUMNS.code, "M5")),
        ({"C1": None}, (rules.NO_COLUMN.code, "A5")),
        ({"A5": None}, (table_rules.NO_KEYS.code, "A1")),
        ({"A1": None}, (table_rules.NO_KEYS.code, None)),
    ],
)
def test_columns_that_cannot_be_told_apart_stop_the_reading(desk, typed, fault):
    readings, told = desk.read(desk.fill({"E6": 2, **typed}))
    assert readings == ()
    assert codes(told) == [fault]


def test_without_the_sheet_of_the_seal_each_row_proves_itself(desk):
    def change(book):
        del book["Sceau"]
        book["Saisie"]["E6"].value = 2

    readings, told = desk.read(desk.edit(change))
    assert readings[0].marking.levels == (LevelMark(key="C13.i1", level=2),)
    assert readings[0].proof is Proof.INTACT
    assert codes(told) == [(table_rules.NO_TABLE_SEAL.code, None)]


def test_a_sheet_of_the_seal_without_its_values_is_altered(desk):
    readings, told = desk.read(desk.fill({f"Sceau!B{row}": None for row in range(2, 7)}))
    assert len(readings) == 4
    assert codes(told) == [(table_rules.TABLE_ALTERED.code, None)]


@pytest.mark.parametrize("change", [{"session": "2025-06"}, {"exam": "B1-CAS"}])
def test_the_table_of_another_session_or_exam_is_told(desk, change, seal_key):
    fields = {name: getattr(desk.table, name) for name in EntryTable.__slots__}
    readings, told = desk.read(entry_table(EntryTable(**{**fields, **change}), seal_key))
    assert readings == ()
    assert codes(told) == [(table_rules.OTHER_TABLE.code, None)]


def test_the_table_of_another_session_is_not_called_altered_for_its_other_key(desk):
    fields = {name: getattr(desk.table, name) for name in EntryTable.__slots__}
    readings, told = desk.read(
        entry_table(EntryTable(**{**fields, "session": "2025-06"}), bytes(32))
    )
    assert (readings, codes(told)) == ((), [(table_rules.OTHER_TABLE.code, None)])


def test_a_table_without_any_word_of_its_exam_is_told(desk):
    def change(book):
        del book["Sceau"]
        book["Saisie"]["A2"].value = None

    readings, told = desk.read(desk.edit(change))
    assert readings == ()
    assert codes(told)[-1] == (table_rules.OTHER_TABLE.code, None)


def test_a_grid_is_no_table_and_a_table_is_no_grid(desk, stamped, whose, tmp_path):
    path = tmp_path / "grille.xlsx"
    blank = stamped(whose())[0]

    def comment(book):
        book["Grille"]["F4"].value = "saisie"

    path.write_bytes(desk.change(blank, comment))
    book, _ = read_book(path, path.name)
    assert not is_table(book)
    assert entry_leaves(book, path.name) == ()
    path.write_bytes(desk.blank)
    book, _ = read_book(path, path.name)
    reading, _ = read_grid(book, path.name, {}, desk.key, {})
    assert reading is None or reading.marking is None
    empty = Book(sha256="", format="csv", sheets=(), properties={})
    assert not is_table(empty)
    assert read_table(empty, "x.csv", desk.basis, desk.key) == (
        (),
        (table_rules.NO_KEYS.at(Source(path="x.csv")),),
    )


FILLED = [
    *(["put", "Saisie", f"{c}6", level] for c, level in zip("EFGHI", (2, 3, 0, 1, 4), strict=True)),
    ["put", "Saisie", "L6", "Hors sujet"],
    ["put", "Saisie", "D8", "ABJ"],
]


@pytest.mark.office
def test_a_table_filled_in_libreoffice_is_read_in_every_format(desk, office):
    levels = tuple(LevelMark(key=k, level=n) for k, n in zip(ALL, (2, 3, 0, 1, 4), strict=True))
    moved = [
        ["open"],
        ["sort", "Saisie", "A6:L9", 2],
        ["insert_columns", "Saisie", 6, 1],
        ["insert_rows", "Saisie", 8, 2],
        ["rename", "Saisie", "Notes de juin"],
    ]
    kinds = ("xlsx", "ods", "xls")
    jobs = [(desk.blank, FILLED, kind) for kind in kinds]
    jobs.append((desk.blank, [*FILLED, *moved], "xlsx"))
    for path in office(jobs):
        readings, told = desk.read(path, path.name)
        by_copy = {reading.identity.anonymous: reading for reading in readings}
        assert by_copy["0001-AAAA"].marking == marking(0, remark="Hors sujet", levels=levels)
        assert by_copy["0003-CCCC"].marking == marking(2, state="ABJ")
        assert all(reading.proof is Proof.INTACT for reading in readings)
        assert told == (), path


@pytest.mark.office
def test_a_table_saved_as_csv_is_read_by_the_seals_of_its_rows(desk, office):
    first = [["open"], ["move_sheet", "Notice", 0]]  # the driver saves the second sheet
    (path,) = office([(desk.blank, [*FILLED, *first], "csv")])
    readings, told = desk.read(path, path.name)
    assert readings[2].marking == marking(2, state="ABJ")
    assert readings[3].marking == marking(3)
    assert codes(told) == [(table_rules.NO_TABLE_SEAL.code, None)]


@pytest.mark.office
def test_what_a_spreadsheet_makes_of_what_is_typed_is_refused_in_tables_too(desk, office):
    typed = {"1/2": rules.DATE_AS_LEVEL, "12:30": rules.TIME_AS_LEVEL, "3.5": rules.HALF_LEVEL}
    typed |= {"50 %": rules.PERCENT_AS_LEVEL, "7": rules.OUT_OF_SCALE}
    jobs = [(desk.blank, [["type", "Saisie", "E6", text]], "xlsx") for text in typed]
    for (text, rule), path in zip(typed.items(), office(jobs), strict=True):
        _, told = desk.read(path, path.name)
        assert codes(told) == [(rule.code, "E6")], text


def test_openpyxl_and_the_reader_see_the_same_sheets(desk):
    path = desk.folder / "x.xlsx"
    path.write_bytes(desk.blank)
    titles = openpyxl.load_workbook(path).sheetnames
    book, _ = read_book(path, "x.xlsx")
    assert [sheet.title for sheet in book.sheets] == titles
