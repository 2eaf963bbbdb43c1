"""A grid that came back, read: whose it is, what proves it, what was entered, what is wrong."""

import io
import string
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.diagnostics import Source
from pipeline.intake.grids import read_grid
from pipeline.model.book import Book, BookCell, BookSheet, CellKind
from pipeline.model.grid import STATES
from pipeline.model.gridplan import VERSION
from pipeline.model.marks import LevelMark, Marking
from pipeline.model.reading import GridReading, Proof
from pipeline.rules import marks as rules

ROWS = {"C13.i1": 4, "C13.i2": 5, "C14.i1": 7, "C14.i2": 8, "C14.i3": 9}
SKILLS = {"soft.temps": 11, "soft.calme": 12}
ALL_LEFT = tuple(ROWS)


def codes(found):
    return [(d.code, d.source.cell) for d in found]


def marking(desk, **changes):
    who = desk.who
    fields = {
        "grid": who.id,
        "exam": "B3-ORAL",
        "form": who.form,
        "copy": who.anonymous,
        "assessor": who.assessor,
        "assessor_name": who.assessor_name,
        "marking": 1,
        "state": "",
        "date": "",
        "remark": "",
        "levels": (),
    }
    return Marking(**{**fields, **changes})


def test_a_blank_grid_says_whose_it_is_and_holds_nothing(desk):
    reading, told = desk.read(desk.blank)
    assert reading == GridReading(
        identity=desk.who,
        known=True,
        agrees=True,
        proof=Proof.INTACT,
        marking=marking(desk),
        left=ALL_LEFT,
        diagnostics=told,
    )
    assert reading.blank
    assert codes(told) == [(rules.NOTHING_FILLED.code, None)]


def test_what_was_typed_is_what_is_read(desk):
    typed = {"E4": 2, "E5": " 3,0 ", "E7": "0", "F7": "Confond les acteurs", "E8": 1, "F8": "Non"}
    typed |= {"F9": "À revoir", "E11": "Non observé", "E12": 4, "F13": " Bien. "}
    reading, told = desk.read(desk.fill({**typed, "Fiche!G8": "17 juin 2026"}))
    assert reading.marking == marking(
        desk,
        date="2026-06-17",
        remark="Bien.",
        levels=(
            LevelMark(key="C13.i1", level=2),
            LevelMark(key="C13.i2", level=3),
            LevelMark(key="C14.i1", level=0, comment="Confond les acteurs"),
            LevelMark(key="C14.i2", level=1, comment="Non"),
            LevelMark(key="C14.i3", level=None, comment="À revoir"),
            LevelMark(key="soft.temps", level=None, comment="non observé"),
            LevelMark(key="soft.calme", level=4),
        ),
    )
    assert (reading.left, reading.proof, reading.blank) == (("C14.i3",), Proof.INTACT, False)
    assert told == ()


COMMENTS = st.text(string.ascii_letters + string.digits + " =+-@'\"«»éœ…\n;,/:%", max_size=30)
GIVEN = st.fixed_dictionaries(
    {},
    optional={key: st.tuples(st.none() | st.integers(0, 4), COMMENTS) for key in (*ROWS, *SKILLS)},
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(given=GIVEN, as_text=st.booleans(), state=st.sampled_from(("", *STATES)), remark=COMMENTS)
def test_any_levels_states_and_comments_are_read_back_exactly(desk, given, as_text, state, remark):
    places = {**ROWS, **SKILLS}

    def write(book):
        sheet = book["Grille"]
        for key, (level, comment) in given.items():
            sheet[f"E{places[key]}"].value = str(level) if as_text and level is not None else level
            put_text(sheet[f"F{places[key]}"], comment)
        put_text(sheet["F13"], remark)
        put_text(book["Fiche"]["G9"], state)

    reading, told = desk.read(desk.edit(write))
    entered = tuple(
        LevelMark(key=key, level=given[key][0], comment=given[key][1].strip())
        for key in places
        if key in given and (given[key][0] is not None or given[key][1].strip())
    )
    assert reading.marking == marking(desk, state=state, remark=remark.strip(), levels=entered)
    assert reading.proof is Proof.INTACT
    levelled = [m for m in entered if m.level is not None and m.key in ROWS]
    silent = [m for m in levelled if m.level in (0, 1, 4) and not m.comment]
    expected = [rules.NO_COMMENT.code] if silent else []
    expected += [rules.STATE_AND_LEVELS.code] if state and levelled else []
    assert [d.code for d in told if d.code != rules.NOTHING_FILLED.code] == expected


def put_text(cell, text):
    cell.value = text or None
    if text:
        cell.data_type = "s"


def test_a_fault_names_the_file_the_sheet_the_cell_the_value_and_what_to_do(desk):
    reading, (told,) = desk.read(desk.fill({"E4": 7, "E5": 3}), "E03.xlsx")
    assert str(told.source) == "E03.xlsx [Grille!E4]"
    assert told.message == "« 7 » n'est pas un niveau de 0 à 4"
    assert told.hint
    assert reading.marking.levels == (LevelMark(key="C13.i2", level=3),)
    assert "C13.i1" in reading.left


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ({"E4": True}, [(rules.LOGICAL_VALUE.code, "E4")]),
        ({"E4": "=1+2"}, [(rules.FORMULA.code, "E4")]),
        ({"E4": 3, "F4": "=bien"}, [(rules.COMMENT_FORMULA.code, "F4")]),
        ({"F13": "=bien"}, [(rules.COMMENT_FORMULA.code, "F13")]),
        ({"E4": 1}, [(rules.NO_COMMENT.code, "F4")]),
        ({"E4": 2, "Fiche!G8": "hier"}, [(rules.BAD_DATE.code, "G8")]),
        ({"Fiche!G9": "absent"}, [(rules.UNKNOWN_STATE.code, "G9")]),
        ({"E4": 2, "Fiche!G9": "NE"}, [(rules.STATE_AND_LEVELS.code, "E4")]),
        ({"E4": 2, "E20": 3}, [(rules.ALTERED.code, None), (rules.STRAY_LEVEL.code, "E20")]),
        ({"E4": 2, "F20": "x"}, [(rules.ALTERED.code, None), (rules.STRAY_COMMENT.code, "F20")]),
        ({"E4": 2, "H4": "x"}, [(rules.ALTERED.code, None), (rules.EXTRA_COLUMN.code, "H4")]),
        ({"E4": 2, "C20": "note"}, [(rules.ALTERED.code, None)]),
        (
            {"Fiche!G9": "NE", "Fiche!H9": "ABJ"},
            [(rules.ALTERED.code, None), (rules.TWO_VALUES.code, "H9")],
        ),
    ],
)
def test_each_fault_is_told_by_its_cell(desk, typed, faults):
    _, told = desk.read(desk.fill(typed))
    assert codes(told) == faults


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"E2": "Niveaux"}, (rules.NO_COLUMN.code, "A2")),
        ({"G2": "NIVEAU"}, (rules.TWO_COLUMNS.code, "G2")),
        ({"C4": "Autre indicateur"}, (rules.ROW_DISAGREES.code, "C4")),
        ({"B4": "C14"}, (rules.ROW_DISAGREES.code, "C4")),
        ({"C4": None}, (rules.ROW_DISAGREES.code, "C4")),
        ({"A4": "C13.i2", "A5": "C13.i1"}, (rules.ROW_DISAGREES.code, "C4")),
    ],
)
def test_rows_that_cannot_be_told_apart_stop_the_reading(desk, typed, fault):
    reading, told = desk.read(desk.fill({"E4": 2, **typed}))
    assert reading.marking is None
    assert codes(told)[-1] == fault
    assert reading.proof is Proof.ALTERED


def test_titles_are_found_without_their_key(desk):
    reading, _ = desk.read(desk.fill({"A2": None, "E4": 2}))
    assert reading.marking.levels == (LevelMark(key="C13.i1", level=2),)


def test_a_grid_without_any_title_is_not_read(desk):
    reading, told = desk.read(desk.edit(lambda book: book["Grille"].delete_rows(1, 2)))
    assert reading.marking is None
    assert [d.code for d in told].count(rules.NO_COLUMN.code) == 5


def test_rows_that_lost_their_keys_are_told(desk):
    reading, told = desk.read(desk.fill({"A4": None, "E4": 3, "E5": 2}))
    assert reading.lost == ("C13.i1",)
    assert codes(told)[1:] == [(rules.STRAY_LEVEL.code, "E4"), (rules.ROWS_GONE.code, None)]


def test_a_grid_whose_rows_are_all_gone_is_told(desk):
    reading, told = desk.read(desk.edit(lambda book: book["Grille"].delete_rows(3, 20)))
    assert reading.lost == (*ROWS, *SKILLS)
    assert rules.ROWS_GONE.code in [d.code for d in told]
    assert reading.marking.levels == ()


def test_merged_inputs_are_told_wherever_they_are(desk):
    def merge(book):
        book["Grille"].merge_cells("E7:E9")
        book["Fiche"].merge_cells("G8:H8")

    _, told = desk.read(desk.edit(merge))
    places = [str(d.source) for d in told if d.code == rules.MERGED.code]
    assert places == ["grille.xlsx [Grille!E7:E9]", "grille.xlsx [Fiche!G8]"]


def test_a_merge_elsewhere_is_only_an_alteration(desk):
    def merge(book):
        book["Grille"].merge_cells("H4:J5")
        book["Grille"].merge_cells("E20:F21")

    _, told = desk.read(desk.edit(merge))
    assert rules.MERGED.code not in [d.code for d in told]


def copy_row(book):
    """The row of C13.i2 again, at the bottom."""
    sheet = book["Grille"]
    for column in "ABCDEF":
        sheet[f"{column}20"].value = sheet[f"{column}5"].value


def test_copied_rows_are_read_once_unless_they_differ(desk):
    def same(book):
        book["Grille"]["E5"].value = 3
        copy_row(book)

    def late(book):
        copy_row(book)
        book["Grille"]["E20"].value = 3

    def other(book):
        same(book)
        book["Grille"]["F20"].value = "vu"

    for change in (same, late):
        reading, told = desk.read(desk.edit(change))
        assert reading.marking.levels == (LevelMark(key="C13.i2", level=3),)
        assert codes(told)[1:] == [(rules.ROW_COPIED.code, "E20")]
    reading, told = desk.read(desk.edit(other))
    assert reading.marking.levels == ()
    assert codes(told)[1:] == [(rules.ROW_TWICE.code, "E20")]


def test_a_copied_sheet_is_told_once(desk):
    def copy(book):
        book["Grille"]["E5"].value = 3
        book.copy_worksheet(book["Grille"]).title = "Grille (2)"

    reading, told = desk.read(desk.edit(copy))
    assert reading.marking.levels == (LevelMark(key="C13.i2", level=3),)
    assert [(d.code, d.source.sheet) for d in told] == [(rules.TWO_SHEETS.code, "Grille (2)")]


def test_hidden_rows_are_read_and_told(desk):
    def hide(book):
        book["Grille"]["E5"].value = 3
        for row in (1, 5, 7):
            book["Grille"].row_dimensions[row].hidden = True

    reading, (told,) = desk.read(desk.edit(hide))
    assert reading.marking.levels == (LevelMark(key="C13.i2", level=3),)
    assert (told.code, told.source.cell) == (rules.HIDDEN_ROWS.code, "E5")
    assert told.message.endswith(": 5, 7")


def test_copies_of_the_card_must_not_contradict_each_other(desk):
    def copy(book):
        book.copy_worksheet(book["Fiche"]).title = "Fiche (2)"
        book["Fiche (2)"]["G9"].value = "ABI"
        book["Fiche"]["G9"].value = "ABJ"

    reading, told = desk.read(desk.edit(copy))
    assert reading.marking.state == ""
    assert codes(told)[-1] == (rules.TWO_VALUES.code, "G9")


# --- whose grid it is


def test_a_file_that_is_no_grid_is_no_reading(desk):
    empty = Book(sha256="", format="xlsx", sheets=(), properties={})
    assert read_grid(empty, "x.xlsx", {}, desk.key, {}) == (
        None,
        (rules.NOT_A_GRID.at(Source(path="x.xlsx")),),
    )


def test_the_seal_sheet_or_the_properties_are_enough(desk):
    def no_sheet(book):
        del book["Sceau"]

    def no_properties(book):
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]

    reading, told = desk.read(desk.edit(no_sheet))
    assert (reading.grid, reading.known, reading.proof) == (desk.who.id, True, Proof.ALTERED)
    assert rules.NO_SEAL_SHEET.code in [d.code for d in told]
    reading, told = desk.read(desk.edit(no_properties))
    assert (reading.grid, reading.known, reading.proof) == (desk.who.id, True, Proof.INTACT)
    assert rules.NO_PROPERTIES.code in [d.code for d in told]


def without_seal(book):
    del book["Sceau"]
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]


def test_without_any_seal_the_strip_says_whose_grid_it_may_be(desk):
    def strip(book):
        without_seal(book)
        book["Grille"]["E4"].value = 2

    reading, told = desk.read(desk.edit(strip))
    assert (reading.grid, reading.known, reading.proof) == (desk.who.id, True, Proof.MISSING)
    assert reading.marking.levels == (LevelMark(key="C13.i1", level=2),)
    assert codes(told) == [(rules.NO_SEAL.code, None)]


@pytest.mark.parametrize("strip", [None, "Grille de Dominique", "F · anonymat 0 · évaluateur E · "])
def test_without_seal_nor_strip_nobody_knows(desk, strip):
    def change(book):
        without_seal(book)
        book["Grille"]["B1"].value = strip

    reading, told = desk.read(desk.edit(change))
    assert reading == GridReading(
        identity=None,
        known=False,
        agrees=False,
        proof=Proof.MISSING,
        marking=None,
        diagnostics=told,
    )
    assert (reading.grid, reading.blank, codes(told)) == ("", True, [(rules.NO_SEAL.code, None)])


def test_a_strip_that_names_no_issued_grid_says_nothing(desk):
    def change(book):
        without_seal(book)
        strip = book["Grille"]["B1"]
        strip.value = strip.value.replace("71F5", "0000")

    reading, _ = desk.read(desk.edit(change))
    assert reading.identity is None


def test_an_identity_without_its_seal_proves_nothing(desk):
    reading, told = desk.read(desk.edit(without_seal_values))
    assert (reading.grid, reading.proof) == (desk.who.id, Proof.MISSING)
    assert codes(told)[0] == (rules.NO_SEAL.code, None)


def without_seal_values(book):
    del book.custom_doc_props["EpreuveSceau"]
    book["Sceau"]["B9"].value = None


def test_a_grid_of_another_session_is_told_and_its_rows_are_not_read(desk, stamped, whose):
    data, _ = stamped(whose(session="2025-06"))
    reading, told = desk.read(data)
    assert (reading.grid, reading.known) == ("2025-06/2026-06-B3-ORAL-T07/71F5-2A63/E03/1", False)
    assert reading.marking is None
    assert codes(told) == [(rules.UNKNOWN_GRID.code, None)]


def test_the_seal_of_another_session_is_worth_nothing(desk):
    other = replace(desk, issued={}, key=b"another key")
    reading, _ = other.read(desk.blank)
    assert reading.proof is Proof.WRONG


def test_an_issued_grid_with_another_seal_was_made_again(desk):
    issued = replace(desk.issued[desk.who.id], seal="0" * 64)
    again = replace(desk, issued={desk.who.id: issued})
    reading, told = again.read(desk.blank)
    assert reading.proof is Proof.WRONG
    assert rules.WRONG_SEAL.code in [d.code for d in told]


def test_the_sheets_of_two_grids_in_one_file_are_told(desk, stamped, whose):
    def change(book):
        book["Sceau"]["B3"].value = whose(marking=2).id

    _, told = desk.read(desk.edit(change))
    assert rules.TWO_IDENTITIES.code in [d.code for d in told]


def test_a_field_of_the_seal_that_contradicts_its_id_is_told(desk):
    _, told = desk.read(desk.fill({"Sceau!B6": "0000-0000"}))
    assert codes(told)[0] == (rules.TWO_IDENTITIES.code, None)


def test_a_field_of_the_seal_that_is_gone_is_an_alteration(desk):
    reading, told = desk.read(desk.fill({"Sceau!B6": None, "E4": 2}))
    assert (reading.grid, reading.proof) == (desk.who.id, Proof.ALTERED)
    assert codes(told) == [(rules.ALTERED.code, None)]


def test_two_seals_in_one_file_are_told(desk):
    _, told = desk.read(desk.fill({"Sceau!B9": "0" * 64}))
    assert codes(told)[0] == (rules.TWO_IDENTITIES.code, None)


def test_a_grid_of_another_version_is_told(desk):
    _, told = desk.read(desk.fill({"Sceau!B2": "epreuve/grille@9"}))
    assert codes(told)[0] == (rules.OTHER_VERSION.code, None)
    assert VERSION in told[0].message


@pytest.mark.parametrize("text", ["", "a/b/c/d", "a/b/c/d/x", "a/b//d/1", "a/b/c/d/1/2"])
def test_an_id_that_is_none_is_no_identity(desk, text):
    def change(book):
        without_seal(book)
        book.create_sheet("Sceau")["A1"].value = "sceau"
        book["Sceau"]["A2"].value, book["Sceau"]["B2"].value = "grille", text
        book["Sceau"]["A3"].value, book["Sceau"]["B3"].value = "empreinte", "0" * 64
        book["Sceau"]["A4"].value = "version"
        book["Grille"]["B1"].value = None

    reading, _ = desk.read(desk.edit(change))
    assert reading.identity is None


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("Fiche!G5", "0000-0000"),
        ("Fiche!G6", "E04 – Quelqu'un d'autre"),
        ("Fiche!G7", "2 sur 2"),
        ("B1", "Grille de quelqu'un"),
    ],
)
def test_a_visible_identity_that_differs_is_told_by_its_cell(desk, place, value):
    reading, told = desk.read(desk.fill({place: value, "E4": 2}))
    assert not reading.agrees
    assert codes(told)[1] == (rules.OTHER_IDENTITY.code, place.rpartition("!")[2])
    assert value in told[1].message
    assert reading.marking.levels == (LevelMark(key="C13.i1", level=2),)


@pytest.mark.parametrize(("number", "said"), [(3, "troisième correction"), (4, "conciliation")])
def test_a_further_grid_says_what_it_is_and_is_read_back(desk, stamped, whose, number, said):
    who = whose(marking=number, markings=number, assessor="E01+E03" if number == 4 else "E05")
    data, issued = stamped(who)
    further = replace(desk, who=who, blank=data, issued={who.id: issued})
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book["Fiche"]["G7"].value == said
    assert book["Grille"]["B1"].value.endswith(f" · {said}")
    reading, told = further.read(further.fill({"E4": 2}))
    assert (reading.grid, reading.agrees, reading.proof) == (who.id, True, Proof.INTACT)
    assert not [d for d in told if d.code == rules.OTHER_IDENTITY.code]
    other, told = further.read(further.fill({"Fiche!G7": f"{number} sur {number}", "E4": 2}))
    assert not other.agrees
    assert said in told[1].message
    bare, _ = further.read(further.edit(without_seal))
    assert (bare.grid, bare.proof) == (who.id, Proof.MISSING)


def test_a_visible_identity_that_is_gone_is_a_warning(desk):
    reading, told = desk.read(desk.fill({"Fiche!G5": None, "Fiche!E6": "Nom", "B1": None, "E4": 2}))
    assert reading.agrees
    assert [d.code for d in told].count(rules.NO_IDENTITY_SHOWN.code) == 3
    assert reading.marking.levels == (LevelMark(key="C13.i1", level=2),)


def test_a_grid_whose_rows_were_deleted_with_their_sheet_holds_no_marking(desk):
    def change(book):
        del book["Grille"]

    reading, told = desk.read(desk.edit(change))
    assert reading.marking is None
    assert rules.NO_ROWS.code in [d.code for d in told]


def test_other_formats_compare_the_seal_that_was_issued(desk):
    book = replace(desk.book(desk.fill({"E4": 2, "Fiche!G12": 20})), format="xls")
    reading, told = read_grid(book, "g.xls", {desk.grid.form: desk.grid}, desk.key, desk.issued)
    assert reading.proof is Proof.UNCHECKED
    assert codes(told) == [(rules.NOT_RECOMPUTED.code, None)]
    none = replace(book, properties={})
    reading, told = read_grid(none, "g.xls", {desk.grid.form: desk.grid}, desk.key, desk.issued)
    assert codes(told) == [(rules.NOT_RECOMPUTED.code, None)]


def test_a_renamed_sheet_keeps_its_seal_and_other_sheets_are_left_alone(desk):
    def rename(book):
        book["Grille"].title = "Ma grille"
        for row in book["Fiche"].iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    cell.value = cell.value.replace("Grille!", "'Ma grille'!")
        book.create_sheet("Brouillon")["B2"].value = "à moi"

    reading, told = desk.read(desk.edit(rename))
    assert reading.proof is Proof.INTACT
    assert codes(told) == [(rules.NOTHING_FILLED.code, None)]


def test_a_sheet_locked_by_a_password_is_read_all_the_same(desk):
    def lock(book):
        book["Grille"]["E4"].value = 2
        book["Grille"].protection.set_password("secret")

    reading, told = desk.read(desk.edit(lock))
    assert (reading.marking.levels, told) == ((LevelMark(key="C13.i1", level=2),), ())


def test_errors_and_logical_values_in_locked_cells_are_alterations(desk):
    reading, _ = desk.read(desk.fill({"Fiche!D17": True}))
    assert reading.proof is Proof.ALTERED


def test_a_sheet_of_anything_is_no_sheet_of_a_grid(desk):
    sheet = BookSheet(
        title="x", visible=True, cells={1: {"A": BookCell(kind=CellKind.TEXT, value="nom.prénom")}}
    )
    book = Book(sha256="", format="csv", sheets=(sheet,), properties={})
    assert read_grid(book, "x.csv", {}, desk.key, {})[0] is None
