"""The jury's table read back: identity, seal, what was typed."""

import io
from datetime import date, time

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.award.decisions import rule
from pipeline.draw import derive
from pipeline.intake.jurytable import Identity, read_identity, read_jury_table
from pipeline.intake.readbook import read_book
from pipeline.model.jurytable import VERSION
from pipeline.render.jurytable import jury_workbook

KEY = derive(b"the secret of the session, 32 byt", "seal")
GOOD = {"B1": "12", "B2": "12", "B3": "12", "S1": "12"}
PEOPLE = {"0001": GOOD, "0002": {**GOOD, "B1": "9.8"}, "0003": {**GOOD, "B3": "ABJ"}}


@pytest.fixture(scope="module")
def made(make_hearing):
    return jury_workbook(make_hearing(PEOPLE), KEY)


@pytest.fixture
def book_of(tmp_path):
    """``book_of(bytes)``: a workbook as the safe reader sees it."""

    def read(data):
        path = tmp_path / "t.xlsx"
        path.write_bytes(data)
        book, faults = read_book(path, "t.xlsx")
        assert book is not None, faults
        return book

    return read


@pytest.fixture
def read(made, book_of):
    """``read(bytes)``: the table, and its faults by code, sheet and cell."""

    def run(data):
        table, faults = read_jury_table(book_of(data), "t.xlsx", "2026-06", made.sealed)
        return table, [(f.code, f.source.sheet, f.source.cell) for f in faults]

    return run


def changed(data, change):
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def row_of(book, sheet, key):
    return next(c.row for c in book[sheet]["A"] if c.value == key)


def test_a_table_says_which_one_it_is(made, book_of):
    assert read_identity(book_of(made.data)) == Identity(
        version=VERSION,
        session="2026-06",
        candidates=("0001", "0002", "0003"),
        seal=made.seal,
    )


def test_a_table_without_its_identity_is_none(made, book_of):
    assert read_identity(book_of(changed(made.data, lambda b: b.remove(b["Sceau"])))) is None
    blank = changed(made.data, lambda b: setattr(b["Sceau"]["B3"], "value", None))
    assert read_identity(book_of(blank)) is None


def test_a_blank_table_comes_back_blank_and_sound(made, read):
    table, faults = read(made.data)
    assert faults == []
    assert list(table.candidates) == ["0001", "0002", "0003"]
    assert len(table.blocks) == 12
    assert table.members == ()
    typed = [*table.candidates.values(), *table.blocks.values()]
    assert {getattr(t, name).text for t in typed for name in t.__slots__} == {""}
    assert table.candidates["0002"].decision.source.cell == "J5"


def test_a_blank_table_decides_nothing_and_says_what_is_missing(made, read, make_hearing):
    table, _ = read(made.data)
    ruling = rule(make_hearing(PEOPLE), table, "2026-07-02")
    assert ruling.decisions == ()
    assert [f.code for f in ruling.faults] == [
        *("JUR-030", "JUR-034", "JUR-035"),
        *("JUR-058", "JUR-058", "JUR-081"),
    ]


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Co", "Cs")), max_size=40
)


@pytest.fixture
def retyped(made, read):
    """``retyped(cells)``: the table once these texts were typed in it."""

    def run(cells):
        return read(changed(made.data, lambda book: [typed(book, *c) for c in cells]))

    return run


@settings(
    deadline=None,
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts, texts, st.sampled_from(["0001/B1", "0002/S1", "0003/B3"]))
def test_what_is_typed_comes_back_as_it_is(retyped, reason, place, key):
    cells = [("Délibération", key, "Q", reason), ("Jury", "jury.lieu", "D", place)]
    table, faults = retyped(cells)
    assert faults == []
    found = (table.blocks[key].reason.text, table.place.text)
    assert [plain(t) for t in found] == [plain(reason), plain(place)]


def typed(book, sheet, key, column, value):
    cell = book[sheet][f"{column}{row_of(book, sheet, key)}"]
    cell.value = value
    if value:
        cell.data_type = "s"


def plain(text):
    return "".join(c for c in text if not c.isspace() and c.isprintable())


def test_every_input_comes_back(made, read, fill_table):
    member = dict(
        zip("CDEFGHIJ", ("Ana", "Qualité", "Org", "oui", "oui", True, "1", "2"), strict=True)
    )
    cells = {
        **{("Jury", "membre.2", column): value for column, value in member.items()},
        ("Jury", "jury.date", "D"): date(2026, 7, 1),
        ("Jury", "jury.incidents", "D"): "=rien",
        ("Délibération", "0002/B1", "O"): 0.2,
        ("Délibération", "0002/B1", "P"): "validé",
        **{
            ("Candidats", "0001", c): v
            for c, v in zip("JKLMNO", ("conforme", "Vu", 2, 0, 1, 2), strict=True)
        },
        ("Simulation", "0001/B1", "J"): 0.3,
        ("Simulation", "simulation.5", "J"): 9,
    }
    data = changed(
        made.data,
        lambda book: [typed(book, *c, v) for c, v in cells.items() if v == "=rien"],
    )
    table, faults = read(fill_table(data, {c: v for c, v in cells.items() if v != "=rien"}))
    assert faults == []
    (found,) = table.members
    names = (
        "name",
        "quality",
        "organisation",
        "external",
        "president",
        "present",
        "trained",
        "linked",
    )
    assert found.rank == 2
    assert [getattr(found, n).text for n in names] == [
        "Ana",
        "Qualité",
        "Org",
        "oui",
        "oui",
        "oui",
        "1",
        "2",
    ]
    assert (table.date.text, table.incidents.text) == ("2026-07-01", "=rien")
    block, person = table.blocks["0002/B1"], table.candidates["0001"]
    assert (block.points.text, block.status.text) == ("0.2", "validé")
    texts = [getattr(person, name).text for name in person.__slots__]
    assert texts == ["conforme", "Vu", "2", "0", "1", "2"]


@pytest.mark.parametrize(
    ("value", "text", "codes"),
    [
        ("1er juillet 2026", "2026-07-01", []),
        (46204, "2026-07-01", []),
        ("demain", "demain", ["JUR-031"]),
        (12, "12", ["JUR-031"]),
        ("=TODAY()", "", ["JUR-020"]),
        (None, "", []),
    ],
)
def test_a_day_is_read_however_it_is_typed(made, read, fill_table, value, text, codes):
    table, faults = read(fill_table(made.data, {("Jury", "jury.date", "D"): value}))
    assert [c for c, _, _ in faults] == codes
    assert table.date.text.startswith(text)


@pytest.mark.parametrize(
    ("value", "shown", "code"),
    [
        ("=1+1", "General", "JUR-020"),
        (date(2026, 1, 2), "dd/mm/yyyy", "JUR-021"),
        (time(12, 30), "hh:mm", "JUR-021"),
        (0.5, "0%", "JUR-021"),
        ("#N/A", "General", "JUR-021"),
    ],
)
def test_what_a_spreadsheet_made_of_a_value_is_refused(made, read, value, shown, code):
    def change(book):
        cell = book["Délibération"]["Q4"]
        cell.value, cell.number_format = value, shown

    table, faults = read(changed(made.data, change))
    assert faults == [(code, "Délibération", "Q4")]
    assert table.blocks["0001/B1"].reason.text == ""


def test_every_sealed_cell_that_changes_is_named(made, read):
    def change(book):
        book["Délibération"]["G5"].value = 19
        book["Délibération"]["C4"].value = None
        book["Candidats"]["G4"].value = "attribution complète !"
        book["Simulation"]["L13"].value = '="validé"'
        book["Règles"]["C5"].value = "5 sur 20"
        book["Sceau"]["B4"].value = "0001"

    _, faults = read(changed(made.data, change))
    assert faults == [
        ("JUR-018", "Délibération", "C4"),
        ("JUR-018", "Délibération", "G5"),
        ("JUR-018", "Candidats", "G4"),
        ("JUR-018", "Simulation", "L13"),
        ("JUR-018", "Règles", "C5"),
        ("JUR-018", "Sceau", "B4"),
    ]


def test_sheets_and_rows_are_found_wherever_they_stand(made, read, fill_table):
    cells = {("Candidats", "0002", "J"): "conforme"}

    def move(book):
        book["Candidats"].title = "Vu"
        book.move_sheet("Vu", offset=3)
        sheet = book["Vu"]
        first, second = ([c.value for c in sheet[r]] for r in (4, 5))
        for row, values in ((4, second), (5, first)):
            for cell, value in zip(sheet[row], values, strict=True):
                cell.value = value

    table, faults = read(changed(fill_table(made.data, cells), move))
    assert faults == []
    assert table.candidates["0002"].decision.text == "conforme"
    assert table.candidates["0002"].decision.source.cell == "J4"


def test_columns_are_found_by_their_titles(made, read, fill_table):
    def swap(book):
        for row in book["Candidats"].iter_rows(min_row=3):
            row[9].value, row[10].value = row[10].value, row[9].value

    data = fill_table(made.data, {("Candidats", "0001", "J"): "conforme"})
    table, faults = read(changed(data, swap))
    assert faults == []
    assert table.candidates["0001"].decision.text == "conforme"
    assert table.candidates["0001"].decision.source.cell == "K4"


def test_an_added_column_is_told_and_not_read(made, read):
    def add(book):
        sheet = book["Jury"]
        sheet["K11"].value, sheet["K12"].value = "Remarque", "hors jury"
        book["Délibération"]["B40"].value = "note"

    _, faults = read(changed(made.data, add))
    assert faults == [
        ("JUR-019", "Délibération", "B40"),
        ("JUR-019", "Jury", "K11"),
        ("JUR-019", "Jury", "K12"),
    ]


def test_what_is_lost_is_told(made, read):
    def lose(book):
        book.remove(book["Simulation"])
        book["Candidats"]["J3"].value = "Choix"
        book["Candidats"].delete_rows(5)
        book["Délibération"]["A5"].value = "0001/B1"

    _, faults = read(changed(made.data, lose))
    assert [(code, sheet) for code, sheet, _ in faults] == [
        ("JUR-014", None),
        ("JUR-017", "Délibération"),
        ("JUR-015", "Candidats"),
        ("JUR-018", "Candidats"),
        ("JUR-016", "Délibération"),
        ("JUR-016", "Candidats"),
    ]


def test_a_lost_row_is_called_by_the_candidate_and_the_block(made, book_of):
    def lose(book):
        for sheet, place, value in (
            ("Délibération", "A5", "0001/B1"),
            ("Candidats", "A4", "0009"),
            ("Jury", "A13", "membre.1"),
            ("Jury", "A2", "jury.titres"),
        ):
            book[sheet][place].value = value

    _, faults = read_jury_table(book_of(changed(made.data, lose)), "t.xlsx", "2026-06", made.sealed)
    said = [f.message for f in faults if f.code in ("JUR-016", "JUR-017")]
    assert said == [
        "la ligne du candidat 0001 pour le bloc B1 est là deux fois",
        "la ligne « jury.titres » est là deux fois",
        "la ligne du membre n° 1 est là deux fois",
        "la ligne du candidat 0001 pour le bloc B2 manque",
        "la ligne du candidat 0001 manque",
        "la ligne « jury.aide » manque",
        "la ligne du membre n° 2 manque",
    ]


def test_without_a_sheet_to_read_there_is_no_table(made, read):
    table, faults = read(changed(made.data, lambda b: b.remove(b["Jury"])))
    assert table is None
    assert ("JUR-014", None, None) in faults
