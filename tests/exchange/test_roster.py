import io
from pathlib import Path

import openpyxl
import pytest

from pipeline.diagnostics import Severity
from pipeline.exchange.roster import roster_workbook, workbook_bytes
from pipeline.read.roster import read_roster
from pipeline.render.reseal import reseal
from pipeline.rules import roster as words
from pipeline.rules import workbook as rules

BLOCKS = ("B1", "B2", "B3", "S1", "S2", "S3")
EXAMS = tuple(
    f"{b}-{kind}" for b in BLOCKS for kind in ("ECRIT", "CAS", "ORAL", "CC-CONTROLE", "CC-EXPOSE")
)
ROWS = {
    words.CANDIDATES: [
        (
            "0001",
            "Durand",
            "Léa",
            "01/02/2000",
            "",
            "S1",
            "B2",
            "tiers-temps",
            "oui",
            "non",
            "aucune",
            "non",
            "-",
        )
    ],
    words.ASSESSORS: [("E01", "Roy", "Zoé", "", "", "oui", "B1, S1", "0001")],
    words.ROOMS: [("A101", "20")],
    words.SITTINGS: [(exam, "17/11/2026", "9:00", "A101") for exam in EXAMS],
}


@pytest.fixture
def read(tmp_path):
    """``read(data)``: the roster and its faults."""

    def ask(data):
        (tmp_path / "i.xlsx").write_bytes(data)
        return read_roster(tmp_path, "i.xlsx", BLOCKS, EXAMS)

    return ask


@pytest.fixture(scope="module")
def fresh():
    """The workbook of a new session, as bytes."""
    return workbook_bytes(roster_workbook(BLOCKS, EXAMS))


def loaded(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_an_untouched_workbook_has_only_its_examples_to_tell(read, fresh):
    roster, faults = read(fresh)
    assert [(f.code, f.source.sheet) for f in faults] == [
        (rules.EXAMPLE_LEFT.code, sheet) for sheet in words.COLUMNS
    ]
    assert {f.severity for f in faults} == {Severity.WARNING}
    assert (roster.candidates, roster.assessors, roster.rooms) == ((), (), ())
    assert [s.blueprint for s in roster.sittings] == list(EXAMS)


def test_a_workbook_written_with_its_rows_is_read_without_fault(read):
    roster, faults = read(workbook_bytes(roster_workbook(BLOCKS, EXAMS, ROWS)))
    assert faults == ()
    assert roster.candidates[0].number == "0001"
    assert roster.candidates[0].accommodation.note == "-"
    assert len(roster.sittings) == len(EXAMS)


def test_a_fresh_workbook_filled_by_hand_is_read_without_fault(read, fresh):
    book = loaded(fresh)
    for sheet, lines in ROWS.items():
        page = book[sheet]
        page.delete_rows(2)
        for number, line in enumerate(lines, 2):
            for column, text in enumerate(line, 1):
                page.cell(number, column).value = text or None
    stream = io.BytesIO()
    book.save(stream)
    roster, faults = read(stream.getvalue())
    assert faults == ()
    assert roster == read(workbook_bytes(roster_workbook(BLOCKS, EXAMS, ROWS)))[0]


def test_text_that_looks_like_a_formula_stays_text(fresh):
    rows = {**ROWS, words.ROOMS: [("=1+1", "20"), ("+33", "1"), ("@x", "1")]}
    page = loaded(workbook_bytes(roster_workbook(BLOCKS, EXAMS, rows)))[words.ROOMS]
    cells = [page.cell(n, 1) for n in (2, 3, 4)]
    assert [(c.value, c.data_type, c.quotePrefix) for c in cells] == [
        ("=1+1", "s", True),
        ("+33", "s", True),
        ("@x", "s", True),
    ]


def test_every_column_of_choices_has_its_drop_down(fresh):
    book = loaded(fresh)
    offered = {}
    for sheet, columns in words.COLUMNS.items():
        for rule in book[sheet].data_validations.dataValidation:
            if rule.type != "list":
                continue
            (area,) = rule.sqref.ranges
            assert (area.min_row, area.max_row) == (2, 5001)
            name, cells = rule.formula1.split("!")
            offered[columns[area.min_col - 1]] = [
                row[0].value for row in book[name][cells.replace("$", "")]
            ]
    assert offered == {
        words.SPECIALISATION: ["S1", "S2", "S3"],
        words.EXTRA_TIME: list(words.EXTRA_TIMES),
        words.LARGE_PRINT: ["oui", "non"],
        words.ELECTRONIC: ["oui", "non"],
        words.HUMAN_HELP: list(words.HUMAN_HELPS),
        words.SEPARATE_ROOM: ["oui", "non"],
        words.EXTERNAL: ["oui", "non"],
        words.EXAM: list(EXAMS),
    }
    assert len(",".join(EXAMS)) > 255
    assert book[words.LISTS].sheet_state == "hidden"


def test_an_exam_added_to_the_session_may_be_added_to_the_planning():
    book = roster_workbook(BLOCKS, ("B1-ECRIT",), others=("B1-CAS",))
    assert [cell.value for cell in book[words.SITTINGS]["A"]] == [
        words.EXAM,
        words.EXAMPLE,
        "B1-ECRIT",
    ]
    offered = [
        c.value for c in next(c for c in book[words.LISTS].columns if c[0].value == words.EXAM)
    ]
    assert offered[1:3] == ["B1-ECRIT", "B1-CAS"]


def test_a_column_without_choices_has_no_drop_down():
    book = roster_workbook(("B1",), ())
    rules_of = book[words.CANDIDATES].data_validations.dataValidation
    assert "Listes!$A" not in " ".join(rule.formula1 or "" for rule in rules_of)


def test_columns_are_text_titles_frozen_and_sheets_in_order(fresh):
    book = loaded(fresh)
    assert book.sheetnames == [words.HELP, *words.COLUMNS, words.LISTS]
    for sheet, columns in words.COLUMNS.items():
        page = book[sheet]
        assert tuple(cell.value for cell in page[1]) == columns
        assert page.freeze_panes == "B2"
        assert {page.column_dimensions[cell.column_letter].number_format for cell in page[1]} == {
            "@"
        }
        assert {cell.number_format for cell in page[2]} == {"@"}
        assert page["A2"].value == words.EXAMPLE


def test_the_package_is_sound_and_reproducible_once_resealed(check_package, fresh):
    assert check_package(reseal(fresh)) == []
    again = workbook_bytes(roster_workbook(BLOCKS, EXAMS))
    assert reseal(again) == reseal(fresh)


@pytest.mark.office
def test_libreoffice_opens_it_and_saves_it_readable(soffice, read, fresh):
    saved = soffice.convert(reseal(fresh), "xlsx", "inscriptions.xlsx")
    book = loaded(Path(saved).read_bytes())
    lists = [r for r in book[words.SITTINGS].data_validations.dataValidation if r.type == "list"]
    assert len(lists) == 1
    roster, faults = read(Path(saved).read_bytes())
    assert [f.code for f in faults] == [rules.EXAMPLE_LEFT.code] * 4
    assert [s.blueprint for s in roster.sittings] == list(EXAMS)
