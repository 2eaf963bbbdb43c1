import io
import random
import time
import warnings
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.styles import Font

from pipeline.diagnostics import Source
from pipeline.read import workbook
from pipeline.read.workbook import MAX_ROWS, open_book, read_rows
from pipeline.rules import workbook as rules

PATH = "inscriptions.xlsx"
COLUMNS = ("Numéro", "Nom", "Né(e) le")
PLACE = Source(path=PATH, sheet="Candidats")


def at(cell):
    return Source(path=PATH, sheet="Candidats", cell=cell)


def sheet(*lines, titles=COLUMNS):
    """A workbook with a sheet « Candidats » of these lines."""
    book = openpyxl.Workbook()
    book.active.title = "Candidats"
    for line in (titles, *lines):
        book.active.append(line)
    return book


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rezip(data, change):
    """The same package with its parts changed: ``change(name, content)`` gives the new content or None."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return stream.getvalue()


DATA = saved(sheet(("1", "Durand", "01/02/2000")))


@pytest.fixture
def read(tmp_path):
    """``read(book or bytes)``: the rows of « Candidats » and the faults."""

    def ask(source):
        (tmp_path / PATH).write_bytes(source if isinstance(source, bytes) else saved(source))
        faults = []
        book = open_book(tmp_path, PATH, faults)
        rows = None if book is None else read_rows(book, PATH, "Candidats", COLUMNS, faults)
        return rows, faults

    return ask


def names(rows):
    return [(row.number, row.text("Nom")) for row in rows]


def test_rows_are_read_with_their_numbers(read):
    rows, faults = read(sheet(("1", "Durand", "x"), ("2", "Petit", "x")))
    assert names(rows) == [(2, "Durand"), (3, "Petit")]
    assert rows[1].at("Né(e) le") == at("C3")
    assert faults == []


def test_empty_rows_in_the_middle_are_skipped(read):
    rows, faults = read(sheet(("1", "A"), (None, None), ("  ", "\u00a0", "\u200b"), (), ("2", "B")))
    assert names(rows) == [(2, "A"), (6, "B")]
    assert faults == []


def test_the_order_of_columns_is_free(read):
    rows, faults = read(sheet(("A", "1", "x"), titles=("Nom", "Numéro", "Né(e) le")))
    assert names(rows) == [(2, "A")]
    assert rows[0].at("Numéro") == at("B2")
    assert faults == []


@pytest.mark.parametrize(
    "titles", [("NUMERO", " nom ", "né(e)\u00a0le"), ("Nume\u0301ro", "Nom", "Né(e)  le")]
)
def test_titles_are_known_whatever_their_case_accents_and_spaces(read, titles):
    rows, faults = read(sheet(("1", "A", "x"), titles=titles))
    assert names(rows) == [(2, "A")]
    assert faults == []


def test_a_misspelt_title_is_told_at_its_cell_with_the_right_one(read):
    rows, faults = read(sheet(("1", "A", "x"), titles=("Numéro", "Nomm", "Né(e) le")))
    assert rows is None
    said = rules.RENAME_COLUMN.format(near="Nomm")
    assert faults == [rules.NO_COLUMN.at(at("B1"), column="Nom", advice=said)]


def test_a_missing_title_is_told_once_and_rows_are_not(read):
    rows, faults = read(sheet(("1", "A"), ("2", "B"), titles=("Numéro", "Nom")))
    assert rows is None
    assert faults == [rules.NO_COLUMN.at(PLACE, column="Né(e) le", advice=rules.ADD_COLUMN)]


def test_a_title_that_is_there_twice_is_told(read):
    rows, faults = read(sheet(("1", "A", "x", "B"), titles=(*COLUMNS, "nom")))
    assert rows is None
    assert faults == [rules.REPEATED_COLUMN.at(at("D1"), column="Nom")]


@pytest.mark.parametrize("titles", [("Inscriptions 2026",), (), ("1", "Durand", "x")])
def test_a_first_line_without_titles_is_one_fault(read, titles):
    rows, faults = read(sheet(COLUMNS, ("1", "A", "x"), titles=titles))
    assert rows is None
    assert faults == [rules.NO_TITLES.at(PLACE, columns="Numéro, Nom, Né(e) le")]


def test_an_empty_sheet_has_no_titles(read):
    book = openpyxl.Workbook()
    book.active.title = "Candidats"
    rows, faults = read(book)
    assert rows is None
    assert [f.code for f in faults] == [rules.NO_TITLES.code]


def test_extra_columns_are_told_and_not_read(read):
    rows, faults = read(
        sheet(("1", "A", "x", "vu", "?"), (None, None, None, "note"), titles=(*COLUMNS, "Vu"))
    )
    assert names(rows) == [(2, "A")]
    assert faults == [
        rules.UNKNOWN_COLUMN.at(at("D1"), column="Vu"),
        rules.UNKNOWN_COLUMN.at(at("E1"), column="E"),
    ]


@pytest.mark.parametrize("name", ["candidats", "CANDIDATS ", "Candidats"])
def test_a_sheet_is_known_whatever_its_case(read, name):
    book = sheet(("1", "A", "x"))
    book.active.title = "other"
    book.active.title = name
    rows, faults = read(book)
    assert names(rows) == [(2, "A")]
    assert faults == []


def test_a_renamed_sheet_is_recognised(read):
    book = sheet(("1", "A", "x"))
    book.active.title = "Candidat"
    rows, faults = read(book)
    assert rows is None
    said = rules.RENAME_SHEET.format(near="Candidat")
    assert faults == [rules.NO_SHEET.at(Source(path=PATH), sheet="Candidats", advice=said)]


def test_a_missing_sheet_says_where_to_start_again(read):
    book = sheet()
    book.active.title = "Feuil1"
    _, faults = read(book)
    assert faults == [
        rules.NO_SHEET.at(Source(path=PATH), sheet="Candidats", advice=rules.START_AGAIN)
    ]


def test_a_chart_with_the_name_of_the_sheet_is_no_sheet(read):
    book = openpyxl.Workbook()
    book.create_chartsheet("Candidats").add_chart(BarChart())
    rows, faults = read(book)
    assert rows is None
    assert [f.code for f in faults] == [rules.NO_SHEET.code]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_told(read, state):
    book = sheet(("1", "A", "x"))
    book.create_sheet("autre")
    book["Candidats"].sheet_state = state
    book.active = 1
    rows, faults = read(book)
    assert names(rows) == [(2, "A")]
    assert faults == [rules.HIDDEN_SHEET.at(PLACE, sheet="Candidats")]


def test_hidden_rows_are_read_and_told(read):
    book = sheet(("1", "A", "x"), ("2", "B", "x"), ("3", "C", "x"))
    for number in (3, 4, 9):
        book.active.row_dimensions[number].hidden = True
    rows, faults = read(book)
    assert len(rows) == 3
    assert faults == [rules.HIDDEN_ROWS.at(PLACE, count=2, line=3)]


def test_merged_cells_are_told_once_and_their_rows_left_out(read):
    book = sheet(("1", "A", "x"), ("2", "B", "x"), ("3", "C", "x"), ("4", "D", "x"))
    book.active.merge_cells("C3:C4")
    rows, faults = read(book)
    assert names(rows) == [(2, "A"), (5, "D")]
    assert faults == [rules.MERGED.at(at("C3"), cells="C3:C4")]


def test_empty_merged_cells_do_not_matter(read):
    book = sheet(("1", "A", "x"))
    book.active.merge_cells("A5:C9")
    rows, faults = read(book)
    assert names(rows) == [(2, "A")]
    assert faults == []


def test_formatted_rows_to_the_end_of_the_sheet_cost_nothing(read):
    book = sheet(("1", "A", "x"))
    book.active.cell(1_048_576, 16_384).font = Font(bold=True)
    before = time.process_time()
    rows, faults = read(book)
    assert time.process_time() - before < 2
    assert names(rows) == [(2, "A")]
    assert faults == []


def test_too_many_rows_is_one_fault(read):
    book = sheet(("1", "A", "x"))
    book.active.cell(MAX_ROWS, 1).value = "2"
    assert len(read(book)[0]) == 2
    book.active.cell(MAX_ROWS + 1, 1).value = "3"
    rows, faults = read(book)
    assert rows is None
    assert faults == [rules.TOO_MANY_ROWS.at(PLACE, limit=MAX_ROWS)]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", rules.EMPTY_FILE),
        (OLE, rules.PROTECTED),
        (b"nom;prenom\n", rules.NOT_XLSX),
        (b"PK", rules.DAMAGED),
        (DATA[:-30], rules.DAMAGED),
        (DATA[: len(DATA) // 2], rules.DAMAGED),
        (b"PK\3\4" + bytes(11_000_000), rules.TOO_BIG),
        (rezip(DATA, lambda n, c: None if n == "xl/workbook.xml" else c), rules.NOT_XLSX),
        (rezip(DATA, lambda n, c: b"<x>" if n == "xl/workbook.xml" else c), rules.DAMAGED),
        (rezip(DATA, lambda n, c: b"<a/>" if n == "[Content_Types].xml" else c), rules.DAMAGED),
        (
            rezip(DATA, lambda n, c: c[:-40] if n == "xl/worksheets/sheet1.xml" else c),
            rules.DAMAGED,
        ),
    ],
)
def test_a_file_that_is_no_workbook_says_why(read, data, reason):
    rows, faults = read(data)
    assert rows is None
    lost = reason in (rules.EMPTY_FILE, rules.DAMAGED)
    advice = rules.MAKE_IT_ANEW if lost else rules.SAVE_AS_XLSX
    assert faults == [rules.UNREADABLE.at(Source(path=PATH), reason=reason, advice=advice)]


def test_a_bomb_is_refused_before_it_is_opened(read, monkeypatch):
    monkeypatch.setattr(workbook, "_MAX_INFLATED", len(DATA))
    bomb = rezip(DATA, lambda n, c: c + b" " * len(DATA) if "sheet1" in n else c)
    _, faults = read(bomb)
    assert [f.message for f in faults] == [f"classeur illisible : {rules.TOO_BIG}"]


def test_entities_are_never_followed(read, tmp_path):
    (tmp_path / "secret").write_text("SECRET", "utf-8")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]>'.encode()

    def change(name, content):
        if "sheet1" not in name:
            return content
        content = content.replace(b"<worksheet", entity + b"<worksheet", 1)
        return content.replace(b"Durand", b"&e;")

    rows, _ = read(rezip(DATA, change))
    assert rows is None or "SECRET" not in str(
        [cell.value for row in rows for cell in row.cells.values()]
    )


def test_a_missing_workbook_and_a_folder_say_so(tmp_path):
    faults = []
    assert open_book(tmp_path, PATH, faults) is None
    (tmp_path / PATH).mkdir()
    assert open_book(tmp_path, PATH, faults) is None
    assert [f.message for f in faults] == [
        "classeur illisible : le fichier ou le dossier n'existe pas",
        "classeur illisible : un dossier porte ce nom",
    ]
    assert faults[0].hint == rules.MAKE_IT_ANEW


def test_what_the_library_would_warn_of_is_not_said_to_people(read):
    def change(name, content):
        extension = (
            b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
        )
        return content.replace(b"</worksheet>", extension) if "sheet1" in name else content

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        rows, faults = read(rezip(DATA, change))
    assert names(rows) == [(2, "Durand")]
    assert (faults, caught) == ([], [])


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_workbook_is_read_or_refused_never_worse(read, seed):
    dice = random.Random(seed)  # noqa: S311 - a fixed stream of damages

    def change(name, content):
        damaged = bytearray(content)
        for _ in range(dice.choice((0, 0, 1, 3))):
            place = dice.randrange(len(damaged))
            new = dice.choice((b"", b"0", b"<", b"-1", b"\xff", b'"', damaged[place - 9 : place]))
            damaged[place : place + dice.choice((0, 1, 4, 40))] = new
        return bytes(damaged)

    rows, faults = read(rezip(DATA, change))
    assert rows is None or isinstance(names(rows), list)
    assert rows is not None or faults
