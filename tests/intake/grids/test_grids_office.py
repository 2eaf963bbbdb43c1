"""What assessors really do to a grid, done to a real one in a French LibreOffice, then read.

Rows of the sheet « Grille »: 4 and 5 are C13.i1 and C13.i2, 7 to 9 are C14.i1 to C14.i3, 11 and 12 soft skills, 13 the
remark. Columns: A key, B code, C text, D weight, E level, F comment.
"""

import pytest

from pipeline.diagnostics import Severity
from pipeline.intake.readbook import read_book
from pipeline.model.marks import LevelMark
from pipeline.model.reading import Proof
from pipeline.rules import marks as rules

pytestmark = pytest.mark.office

ROWS = {"C13.i1": 4, "C13.i2": 5, "C14.i1": 7, "C14.i2": 8, "C14.i3": 9}
TYPED = {"C13.i1": 2, "C13.i2": 3, "C14.i1": 2, "C14.i2": 0, "C14.i3": 3}
FILLED = [
    *(["put", "Grille", f"E{row}", TYPED[key]] for key, row in ROWS.items()),
    ["put", "Grille", "F8", "N'a pas écouté"],
    ["type", "Fiche", "G8", "17/06/2026"],
]
LEVELS = tuple(
    LevelMark(key=key, level=level, comment="N'a pas écouté" if key == "C14.i2" else "")
    for key, level in TYPED.items()
)
OPEN = [["open"]]


def codes(found):
    return [(d.code, d.source.sheet, d.source.cell) for d in found]


def kept(desk, path):
    """The levels read from a file that holds FILLED, and its diagnostics."""
    reading, told = desk.read(path, path.name)
    assert reading.marking is not None, told
    return reading, told


def test_filling_and_saving_gives_back_what_was_typed(desk, office):
    kinds = ("xlsx", "ods", "xls")
    for path in office([(desk.blank, FILLED, kind) for kind in kinds]):
        reading, told = kept(desk, path)
        assert reading.marking.levels == LEVELS
        assert reading.marking.date == "2026-06-17"
        assert (reading.known, reading.agrees, reading.left, reading.lost) == (True, True, (), ())
        assert reading.proof in (Proof.INTACT, Proof.UNCHECKED), path
        assert [d.code for d in told] in ([], [rules.NOT_RECOMPUTED.code])


def test_a_grid_saved_twice_and_through_ods_is_still_the_one_that_went_out(desk, office):
    (first,) = office([(desk.blank, FILLED, "ods")])
    again = first.rename(first.with_name("through.ods"))
    (second,) = office([(again, [], "xlsx")])
    third = second.rename(second.with_name("second.xlsx"))
    (last,) = office([(third, [], "xlsx")])
    reading, told = kept(desk, last)
    assert (reading.marking.levels, reading.proof, told) == (LEVELS, Proof.INTACT, ())


def test_a_csv_keeps_its_levels_but_proves_nothing(desk, office):
    (path,) = office([(desk.blank, FILLED, "csv")])
    reading, told = kept(desk, path)
    assert reading.marking.levels == LEVELS
    assert (reading.grid, reading.known, reading.proof) == (desk.who.id, True, Proof.MISSING)
    assert [d.code for d in told] == [rules.NO_SEAL.code]


def test_moved_sorted_and_renamed_things_are_found(desk, office):
    """Each of these leaves every level where its key says."""
    moves = {
        "sorted": [*OPEN, ["sort", "Grille", "A3:F13", 4]],
        "rows inserted": [*OPEN, ["insert_rows", "Grille", 5, 2], ["insert_rows", "Fiche", 6, 1]],
        "columns inserted": [
            *OPEN,
            ["insert_columns", "Grille", 4, 1],
            ["insert_columns", "Grille", 2, 1],
            ["insert_columns", "Fiche", 6, 1],
        ],
        "first column inserted": [*OPEN, ["insert_columns", "Grille", 1, 1]],
        "columns moved": [*OPEN, ["move_range", "Grille", "E1:E13", "H1"]],
        "renamed": [*OPEN, ["rename", "Grille", "Mes notes"], ["rename", "Fiche", "L'entête"]],
        "sheets moved": [*OPEN, ["move_sheet", "Grille", 0]],
        "strip deleted": [*OPEN, ["delete_rows", "Grille", 1, 1]],
    }
    paths = office([(desk.blank, [*FILLED, *steps], "xlsx") for steps in moves.values()])
    for name, path in zip(moves, paths, strict=True):
        reading, told = kept(desk, path)
        assert reading.marking.levels == LEVELS, name
        assert reading.marking.date == "2026-06-17", name
        assert {d.code for d in told} <= {
            rules.ALTERED.code,
            rules.NO_IDENTITY_SHOWN.code,
        }, (name, told)
    renamed, _ = kept(desk, paths[5])
    assert renamed.proof is Proof.INTACT


def test_rows_sorted_without_their_keys_stop_the_reading(desk, office):
    (path,) = office([(desk.blank, [*FILLED, *OPEN, ["sort", "Grille", "B4:F9", 2]], "xlsx")])
    reading, told = desk.read(path)
    assert reading.marking is None
    assert rules.ROW_DISAGREES.code in [d.code for d in told]


def test_a_deleted_row_is_told_and_the_others_are_read(desk, office):
    (path,) = office([(desk.blank, [*FILLED, *OPEN, ["delete_rows", "Grille", 5, 1]], "xlsx")])
    reading, told = kept(desk, path)
    assert reading.lost == reading.left == ("C13.i2",)
    assert reading.marking.levels == tuple(m for m in LEVELS if m.key != "C13.i2")
    assert rules.ROWS_GONE.code in [d.code for d in told]


def test_a_copied_row_is_read_once_when_it_says_the_same(desk, office):
    steps = [*OPEN, ["copy_range", "Grille", "A5:F5", "A20"]]
    again = [*steps, ["put", "Grille", "E20", 1], ["put", "Grille", "F20", "vu"]]
    same, other = office([(desk.blank, [*FILLED, *s], "xlsx") for s in (steps, again)])
    reading, told = kept(desk, same)
    assert reading.marking.levels == LEVELS
    assert (rules.ROW_COPIED.code, "Grille", "E20") in codes(told)
    reading, told = kept(desk, other)
    assert reading.marking.levels == tuple(m for m in LEVELS if m.key != "C13.i2")
    assert (rules.ROW_TWICE.code, "Grille", "E20") in codes(told)


def test_a_duplicated_sheet_is_read_with_the_first(desk, office):
    copy = [*OPEN, ["copy_sheet", "Grille", "Grille (2)", 2]]
    same, late, other = office(
        [
            (desk.blank, [*FILLED, *copy], "xlsx"),
            (desk.blank, [*copy, *([v, "Grille (2)", *r] for v, s, *r in FILLED[:-1])], "xlsx"),
            (desk.blank, [*FILLED, *copy, ["put", "Grille (2)", "E5", 2]], "xlsx"),
        ]
    )
    for path in (same, late):
        reading, told = kept(desk, path)
        assert reading.marking.levels == LEVELS
        assert codes(told) == [(rules.TWO_SHEETS.code, "Grille (2)", None)]
    reading, told = kept(desk, other)
    assert codes(told)[1:] == [(rules.ROW_TWICE.code, "Grille (2)", "E5")]


def test_a_deleted_seal_sheet_is_told_and_the_properties_say_whose_grid_it_is(desk, office):
    (path,) = office([(desk.blank, [*FILLED, *OPEN, ["remove_sheet", "Sceau"]], "xlsx")])
    reading, told = kept(desk, path)
    assert (reading.grid, reading.proof) == (desk.who.id, Proof.ALTERED)
    assert [d.code for d in told] == [rules.NO_SEAL_SHEET.code, rules.ALTERED.code]


def test_a_visible_identity_that_was_typed_over_is_told_by_cell(desk, office):
    steps = [*OPEN, ["put", "Fiche", "G5", "0000-AAAA"]]
    (path,) = office([(desk.blank, [*FILLED, *steps], "xlsx")])
    reading, told = kept(desk, path)
    assert (reading.agrees, reading.proof) == (False, Proof.ALTERED)
    assert (rules.OTHER_IDENTITY.code, "Fiche", "G5") in codes(told)


def test_what_a_french_spreadsheet_makes_of_what_is_typed_is_refused_by_name(desk, office):
    typed = {
        "3.5": rules.HALF_LEVEL,
        "2,5": rules.HALF_LEVEL,
        "3/4": rules.DATE_AS_LEVEL,
        "1/2": rules.DATE_AS_LEVEL,
        "12:30": rules.TIME_AS_LEVEL,
        "50 %": rules.PERCENT_AS_LEVEL,
        "50%": rules.PERCENT_AS_LEVEL,
        "7": rules.OUT_OF_SCALE,
        "-1": rules.OUT_OF_SCALE,
        "46054": rules.DATE_AS_LEVEL,
        "TB": rules.NOT_A_LEVEL,
        "abs": rules.NOT_A_LEVEL,
        "3 ?": rules.NOT_A_LEVEL,
        "abi": rules.STATE_AS_LEVEL,
        "VRAI": rules.LOGICAL_VALUE,
        "=1+2": rules.FORMULA,
        "=1/0": rules.FORMULA,
        "=E5": rules.FORMULA,
    }
    jobs = [(desk.blank, [*FILLED, ["type", "Grille", "E4", text]], "xlsx") for text in typed]
    for (text, rule), path in zip(typed.items(), office(jobs), strict=True):
        reading, told = kept(desk, path)
        assert codes(told) == [(rule.code, "Grille", "E4")], (text, told)
        assert reading.marking.levels == LEVELS[1:], text


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_other_formats_refuse_the_same_values(desk, office, kind):
    typed = {"1/2": rules.DATE_AS_LEVEL, "12:30": rules.TIME_AS_LEVEL, "7": rules.OUT_OF_SCALE}
    typed |= {"3.5": rules.HALF_LEVEL, "TB": rules.NOT_A_LEVEL}
    # An .xls does not say that a number was shown as a percentage.
    typed["50 %"] = rules.PERCENT_AS_LEVEL if kind == "ods" else rules.HALF_LEVEL
    jobs = [(desk.blank, [*FILLED, ["type", "Grille", "E4", text]], kind) for text in typed]
    for (text, rule), path in zip(typed.items(), office(jobs), strict=True):
        reading, told = kept(desk, path)
        assert (rule.code, "Grille", "E4") in codes(told), (text, told)
        assert reading.marking.levels == LEVELS[1:], text


def test_a_comment_that_begins_with_an_equals_sign_is_text_or_is_told(desk, office):
    steps = [["type", "Grille", "F4", "=bien"], ["put", "Grille", "F5", "=très bien"]]
    (path,) = office([(desk.blank, [*FILLED, *steps], "xlsx")])
    reading, told = kept(desk, path)
    given = {mark.key: mark.comment for mark in reading.marking.levels}
    assert given["C13.i2"] == "=très bien"
    if told:
        assert codes(told) == [(rules.COMMENT_FORMULA.code, "Grille", "F4")]
    else:
        assert given["C13.i1"] == "=bien"


def test_merged_levels_are_refused_by_their_range(desk, office):
    (path,) = office([(desk.blank, [*FILLED, *OPEN, ["merge", "Grille", "E4:E5"]], "xlsx")])
    _, told = kept(desk, path)
    assert (rules.MERGED.code, "Grille", "E4:E5") in codes(told)


def test_half_a_grid_is_read_as_far_as_it_goes(desk, office):
    (path,) = office([(desk.blank, FILLED[:2], "xlsx")])
    reading, told = kept(desk, path)
    assert reading.marking.levels == LEVELS[:2]
    assert (reading.left, told) == (("C14.i1", "C14.i2", "C14.i3"), ())


def test_hidden_rows_and_stray_rows_are_told(desk, office):
    steps = [*OPEN, ["hide_rows", "Grille", 5, 5], ["put", "Grille", "E20", 3]]
    steps += [["put", "Grille", "F21", "à voir"], ["put", "Grille", "H4", "mes notes"]]
    (path,) = office([(desk.blank, [*FILLED, *steps], "xlsx")])
    reading, told = kept(desk, path)
    assert reading.marking.levels == LEVELS
    assert codes(told)[1:] == [
        (rules.STRAY_LEVEL.code, "Grille", "E20"),
        (rules.STRAY_COMMENT.code, "Grille", "F21"),
        (rules.EXTRA_COLUMN.code, "Grille", "H4"),
        (rules.HIDDEN_ROWS.code, "Grille", "E5"),
    ]


def test_a_password_stops_the_reading(desk, office):
    locked = [*FILLED, ["password", "secret"]]
    for path in office([(desk.blank, locked, kind) for kind in ("ods", "xls")]):
        book, told = read_book(path, path.name)
        assert book is None, path
        assert [d.severity for d in told] == [Severity.ERROR]


def test_a_state_is_read_in_every_format(desk, office):
    steps = [["put", "Fiche", "G9", " abj."]]
    for path in office([(desk.blank, steps, kind) for kind in ("xlsx", "ods", "xls")]):
        reading, _ = kept(desk, path)
        assert (reading.marking.state, reading.left) == ("ABJ", ())
