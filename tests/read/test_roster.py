import time
from copy import deepcopy
from decimal import Decimal

import openpyxl
import pytest

from pipeline.diagnostics import Source, has_errors
from pipeline.model.people import Accommodation, Assessor, Candidate, Room, Roster, Sitting
from pipeline.read.roster import read_roster
from pipeline.rules import roster as words
from pipeline.rules import workbook as rules

PATH = "output/2026-06/inscriptions.xlsx"
BLOCKS = ("B1", "B2", "B3", "S1", "S2", "S3")
EXAMS = ("B1-ECRIT", "B1-ORAL")
ROWS = {
    words.CANDIDATES: [
        ["0001", "Durand", "Léa", "01/02/2000", "lea@exemple.invalid", "S1", "B2;b3", "tiers-temps", "oui", "non",
         "secrétaire", "OUI", "près de la porte"],
        ["0002", "Petit", "Noé", "2001-03-04", None, "s2", None, None, None, None, None, None, None],
    ],
    words.ASSESSORS: [
        ["E01", "Roy", "Zoé", "z@exemple.invalid", "Institut fictif", "oui", "B1, S1", "0002"],
        ["E02", "Fabre", "Jean", None, None, None, "B1 B2 B3 S1 S2 S3", None],
    ],
    words.ROOMS: [["Amphi Pasteur", "20"], ["A101", 8]],
    words.SITTINGS: [
        ["B1-ECRIT", "17/11/2026", "9 h 00", "Amphi Pasteur, A101"],
        ["b1-oral", "18/11/2026", "14:00", "a101"],
    ],
}  # fmt: skip


def at(sheet, cell):
    return Source(path=PATH, sheet=sheet, cell=cell)


@pytest.fixture
def rows():
    """The rows of a right workbook, to be damaged."""
    return deepcopy(ROWS)


@pytest.fixture
def read(tmp_path):
    """``read(rows)``: the roster and its faults; ``prepare`` may damage the workbook before it is saved."""

    def ask(rows, prepare=None):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for sheet, lines in rows.items():
            page = book.create_sheet(sheet)
            for line in (words.COLUMNS[sheet], *lines):
                page.append(line)
        if prepare:
            prepare(book)
        path = tmp_path / PATH
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
        return read_roster(tmp_path, PATH, BLOCKS, EXAMS)

    return ask


def told(faults):
    return [(f.code, f.source.sheet, f.source.cell) for f in faults]


def test_a_right_workbook_is_read_whole(read, rows):
    roster, faults = read(rows)
    assert faults == ()
    assert roster == Roster(
        candidates=(
            Candidate(
                number="0001",
                last_name="Durand",
                first_name="Léa",
                birth_date="2000-02-01",
                email="lea@exemple.invalid",
                specialisation="S1",
                won=("B2", "B3"),
                accommodation=Accommodation(
                    extra_time=Decimal("0.333333"),
                    large_print=True,
                    electronic_copy=False,
                    human_help="secrétaire",
                    separate_room=True,
                    note="près de la porte",
                ),
                source=at("Candidats", "A2"),
            ),
            Candidate(
                number="0002",
                last_name="Petit",
                first_name="Noé",
                birth_date="2001-03-04",
                email="",
                specialisation="S2",
                won=(),
                accommodation=Accommodation(),
                source=at("Candidats", "A3"),
            ),
        ),
        assessors=(
            Assessor(
                id="E01",
                last_name="Roy",
                first_name="Zoé",
                email="z@exemple.invalid",
                organisation="Institut fictif",
                external=True,
                blocks=("B1", "S1"),
                links=("0002",),
                source=at("Évaluateurs", "A2"),
            ),
            Assessor(
                id="E02",
                last_name="Fabre",
                first_name="Jean",
                email="",
                organisation="",
                external=False,
                blocks=BLOCKS,
                links=(),
                source=at("Évaluateurs", "A3"),
            ),
        ),
        rooms=(
            Room(name="Amphi Pasteur", seats=20, source=at("Salles", "A2")),
            Room(name="A101", seats=8, source=at("Salles", "A3")),
        ),
        sittings=(
            Sitting(
                blueprint="B1-ECRIT",
                date="2026-11-17",
                start="09:00",
                rooms=("Amphi Pasteur", "A101"),
                source=at("Planning", "A2"),
            ),
            Sitting(
                blueprint="B1-ORAL",
                date="2026-11-18",
                start="14:00",
                rooms=("A101",),
                source=at("Planning", "A3"),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("where", "value", "rule", "message"),
    [
        (
            ("Candidats", 0, 0),
            "1 234",
            rules.BAD_IDENTIFIER,
            "Numéro : « 1 234 » contient autre chose",
        ),
        (("Candidats", 0, 0), "n°7", rules.BAD_IDENTIFIER, "Numéro : « n°7 » contient"),
        (("Candidats", 0, 0), "../x", rules.BAD_IDENTIFIER, "Numéro : « ../x » contient"),
        (("Candidats", 0, 0), "-1", rules.BAD_IDENTIFIER, "Numéro : « -1 » contient"),
        (("Candidats", 0, 0), 4.5, rules.BAD_IDENTIFIER, "Numéro : « 4,5 » contient"),
        (("Candidats", 0, 0), "1" * 21, rules.BAD_IDENTIFIER, "Numéro : « 111"),
        (("Candidats", 0, 0), "=A1", rules.FORMULA, "Numéro : la cellule contient une formule"),
        (("Candidats", 0, 0), None, rules.STRAY_TEXT, "Numéro est vide, mais d'autres cellules"),
        (
            ("Candidats", 0, 1),
            "=CONCATENATE(A1)",
            rules.FORMULA,
            "Nom : la cellule contient une formule",
        ),
        (("Candidats", 0, 1), None, rules.EMPTY_CELL, "Nom : la cellule est vide"),
        (
            ("Candidats", 0, 1),
            "#REF!",
            rules.CELL_ERROR,
            "Nom : la cellule contient l'erreur #REF!",
        ),
        (
            ("Candidats", 0, 3),
            "31/02/2026",
            rules.NOT_A_DATE,
            "Né(e) le : « 31/02/2026 » n'est pas une date",
        ),
        (("Candidats", 0, 3), "46343", rules.NOT_A_DATE, "Né(e) le : « 46343 » n'est pas une date"),
        (("Candidats", 0, 5), "S4", rules.NOT_KNOWN, "Spécialisation : « S4 » est inconnu"),
        (("Candidats", 0, 5), "B1", rules.NOT_KNOWN, "Spécialisation : « B1 » est inconnu"),
        (("Candidats", 0, 5), None, rules.EMPTY_CELL, "Spécialisation : la cellule est vide"),
        (("Candidats", 0, 6), "B9", rules.NOT_KNOWN, "Blocs acquis : « B9 » est inconnu"),
        (("Candidats", 0, 7), "33 %", rules.NOT_KNOWN, "Temps majoré : « 33 % » est inconnu"),
        (
            ("Candidats", 0, 8),
            "peut-être",
            rules.NOT_KNOWN,
            "Gros caractères : « peut-être » est inconnu",
        ),
        (("Candidats", 0, 10), "chien", rules.NOT_KNOWN, "Aide humaine : « chien » est inconnu"),
        (("Candidats", 0, 0), "NUL", rules.RESERVED_NAME, "Numéro : « NUL » est un nom réservé"),
        (("Évaluateurs", 1, 0), "Con", rules.RESERVED_NAME, "Identifiant : « Con » est"),
        (("Évaluateurs", 1, 0), "corriges", rules.RESERVED_NAME, "Identifiant : « corriges » est"),
        (("Salles", 1, 1), -3, rules.OUT_OF_RANGE, "Places : -3 sort de l'intervalle 1 à 2000"),
        (("Évaluateurs", 1, 6), None, rules.EMPTY_CELL, "Blocs : la cellule est vide"),
        (("Évaluateurs", 1, 6), "B1 et B2", rules.NOT_KNOWN, "Blocs : « et » est inconnu"),
        (
            ("Évaluateurs", 1, 7),
            "0009",
            rules.NOT_KNOWN,
            "Candidats à écarter : « 0009 » est inconnu",
        ),
        (
            ("Salles", 0, 0),
            "Salle 1, étage 2",
            rules.ROOM_NAME,
            "Salle : « Salle 1, étage 2 » contient une virgule",
        ),
        (
            ("Salles", 1, 1),
            "1 234",
            rules.NOT_A_NUMBER,
            "Places : « 1 234 » n'est pas un nombre entier",
        ),
        (("Salles", 1, 1), 0, rules.OUT_OF_RANGE, "Places : 0 sort de l'intervalle 1 à 2000"),
        (("Salles", 1, 1), None, rules.EMPTY_CELL, "Places : la cellule est vide"),
        (("Planning", 0, 1), "demain", rules.NOT_A_DATE, "Date : « demain » n'est pas une date"),
        (("Planning", 0, 2), "25:00", rules.NOT_A_TIME, "Heure : « 25:00 » n'est pas une heure"),
        (("Planning", 0, 2), None, rules.EMPTY_CELL, "Heure : la cellule est vide"),
        (("Planning", 0, 3), None, rules.EMPTY_CELL, "Salles : la cellule est vide"),
        (("Planning", 0, 3), "B202", rules.NOT_KNOWN, "Salles : « B202 » est inconnu"),
    ],
)
def test_a_wrong_cell_is_told_with_its_sheet_and_cell(read, rows, where, value, rule, message):
    sheet, line, column = where
    rows[sheet][line][column] = value
    roster, faults = read(rows)
    assert roster is not None
    own = [f for f in faults if f.source == at(sheet, f"{chr(65 + column)}{line + 2}")]
    assert [f.code for f in own] == [rule.code]
    assert own[0].message.startswith(message)
    assert has_errors(faults)
    follow = (
        {rules.NOT_KNOWN.code} if (sheet, column) in {("Salles", 0), ("Candidats", 0)} else set()
    )
    assert {f.code for f in faults if f not in own} <= follow


def test_all_faults_are_told_at_once(read, rows):
    rows[words.CANDIDATES][0][1] = "=A1"
    rows[words.CANDIDATES][1][5] = "S9"
    rows[words.ASSESSORS][0][7] = "77"
    rows[words.ROOMS][0][1] = "vingt"
    rows[words.SITTINGS][1][2] = "midi"
    _, faults = read(rows)
    assert told(faults) == [
        (rules.FORMULA.code, "Candidats", "B2"),
        (rules.NOT_KNOWN.code, "Candidats", "F3"),
        (rules.NOT_KNOWN.code, "Évaluateurs", "H2"),
        (rules.NOT_A_NUMBER.code, "Salles", "B2"),
        (rules.NOT_A_TIME.code, "Planning", "C3"),
    ]


@pytest.mark.parametrize(
    ("sheet", "other"), [("Candidats", "A-7"), ("Évaluateurs", "E01"), ("Salles", "a101")]
)
def test_a_number_given_twice_even_in_another_case_is_told(read, rows, sheet, other):
    rows[sheet][0][0] = other.upper()
    rows[sheet][1][0] = other.lower()
    _, faults = read(rows)
    column = words.COLUMNS[sheet][0]
    expected = rules.TWICE.at(at(sheet, "A3"), column=column, value=other.lower(), line=2)
    assert expected in faults


def test_an_exam_may_be_planned_several_times(read, rows):
    rows[words.SITTINGS][1][0] = "B1-ECRIT"
    roster, faults = read(rows)
    assert faults == ()
    assert [(s.blueprint, s.date) for s in roster.sittings_of("B1-ECRIT")] == [
        ("B1-ECRIT", "2026-11-17"),
        ("B1-ECRIT", "2026-11-18"),
    ]


def test_a_workbook_of_an_earlier_version_has_no_group_and_no_tutor(read, rows):
    def older(book):
        for sheet, columns in words.COLUMNS.items():
            for place, title in reversed(list(enumerate(columns, 1))):
                if title in words.OPTIONAL:
                    book[sheet].delete_cols(place)

    roster, faults = read(rows, older)
    assert faults == ()
    assert (roster, faults) == read(rows)


def test_groups_are_those_of_the_planning_whatever_their_case(read, rows):
    rows[words.CANDIDATES][0].append("campus de LYON")
    rows[words.SITTINGS][0].append("Campus de Lyon")
    rows[words.SITTINGS].append(["AUTRE", None, None, None, "Paris"])
    rows[words.CANDIDATES][1].append("paris")
    roster, faults = read(rows)
    assert told(faults) == [(rules.NOT_IN_SESSION.code, "Planning", "A4")]
    assert [c.group for c in roster.candidates] == ["Campus de Lyon", "Paris"]
    assert [s.group for s in roster.sittings] == ["Campus de Lyon", ""]


def test_a_group_that_the_planning_does_not_name_is_told_at_its_cell(read, rows):
    rows[words.CANDIDATES][0].append("Lyom")
    rows[words.SITTINGS][0].append("Lyon")
    roster, faults = read(rows)
    assert told(faults) == [(rules.NOT_KNOWN.code, "Candidats", "N2")]
    assert faults[0].hint == "valeurs proches : Lyon"
    assert roster.candidates[0].group == ""


def test_a_formula_in_a_group_is_told_once(read, rows):
    rows[words.SITTINGS][0].append("=A1")
    rows[words.CANDIDATES] = [[f"{n}", "Nom", "P", "hier", None, "S1"] for n in range(60)]
    rows[words.ASSESSORS][0][7] = None
    _, faults = read(rows)
    assert told(faults)[-1] == (rules.FORMULA.code, "Planning", "E2")
    assert len(faults) == 61


def test_who_only_follows_trainees_needs_no_block(read, rows):
    rows[words.ASSESSORS][1][6:] = [None, None, "0002, 0001"]
    roster, faults = read(rows)
    assert faults == ()
    tutor = roster.assessors[1]
    assert (tutor.blocks, tutor.trainees) == ((), ("0001", "0002"))
    assert roster.assessors[0].ties | tutor.ties == {"0001", "0002"}


def test_a_trainee_who_is_not_there_is_told(read, rows):
    rows[words.ASSESSORS][1].append("0003")
    _, faults = read(rows)
    assert told(faults) == [(rules.NOT_KNOWN.code, "Évaluateurs", "I3")]


def test_the_other_cells_of_a_line_given_twice_are_read_too(read, rows):
    rows[words.CANDIDATES][1][0] = "0001"
    rows[words.CANDIDATES][1][3] = "hier"
    rows[words.ASSESSORS][0][7] = None
    _, faults = read(rows)
    assert told(faults) == [
        (rules.TWICE.code, "Candidats", "A3"),
        (rules.NOT_A_DATE.code, "Candidats", "D3"),
    ]


def test_two_formulas_in_the_number_are_two_faults(read, rows):
    rows[words.CANDIDATES][0][0] = rows[words.CANDIDATES][1][0] = "=ROW()"
    rows[words.ASSESSORS][0][7] = None
    _, faults = read(rows)
    assert told(faults) == [
        (rules.FORMULA.code, "Candidats", "A2"),
        (rules.FORMULA.code, "Candidats", "A3"),
    ]


def test_numbers_typed_as_numbers_are_numbers(read, rows):
    rows[words.CANDIDATES][1][0] = 4
    rows[words.ASSESSORS][0][7] = 4
    roster, faults = read(rows)
    assert faults == ()
    assert roster.candidates[1].number == "4"
    assert roster.assessors[0].links == ("4",)


@pytest.mark.parametrize("word", ["EXEMPLE", "exemple", " Exemple "])
def test_the_example_is_told_and_not_read(read, rows, word):
    for sheet, example in words.EXAMPLES.items():
        rows[sheet].insert(0, [word, *example[1:]])
    roster, faults = read(rows)
    assert [f.code for f in faults] == [rules.EXAMPLE_LEFT.code] * 4
    assert not has_errors(faults)
    assert [c.number for c in roster.candidates] == ["0001", "0002"]
    assert len(roster.rooms) == len(roster.sittings) == 2


def test_text_in_a_line_without_number_is_told_once(read, rows):
    rows[words.CANDIDATES].append([None, "Seul", None, "hier"])
    _, faults = read(rows)
    assert faults == (rules.STRAY_TEXT.at(at("Candidats", "A4"), column="Numéro"),)


def test_empty_lines_are_no_fault(read, rows):
    rows[words.CANDIDATES].insert(1, [None] * 13)
    rows[words.CANDIDATES].insert(1, [" ", "\u00a0"])
    roster, faults = read(rows)
    assert faults == ()
    assert len(roster.candidates) == 2


@pytest.mark.parametrize(
    ("word", "share"),
    [("aucun", "0"), ("Quart-temps", "0.25"), ("TIERS-TEMPS", "0.333333"), ("mi-temps", "0.5")],
)
def test_every_choice_of_extra_time_is_read(read, rows, word, share):
    rows[words.CANDIDATES][1][7] = word
    roster, _ = read(rows)
    assert roster.candidates[1].accommodation.extra_time == Decimal(share)


def test_an_exam_of_no_concern_is_a_warning(read, rows):
    rows[words.SITTINGS].append(["B1-ECRT", "hier", "midi", "nulle part"])
    rows[words.SITTINGS].append(["=A1"])
    roster, faults = read(rows)
    assert told(faults) == [
        (rules.NOT_IN_SESSION.code, "Planning", "A4"),
        (rules.FORMULA.code, "Planning", "A5"),
    ]
    assert faults[0].hint == "valeurs proches : B1-ECRIT"
    assert len(roster.sittings) == 2


def test_a_planning_line_that_nobody_filled_is_left_to_the_checks(read, rows):
    rows[words.SITTINGS][0][1:] = [None, " ", None]
    roster, faults = read(rows)
    assert faults == ()
    assert roster.sittings[0] == Sitting(
        blueprint="B1-ECRIT", date="", start="", rooms=(), source=at("Planning", "A2")
    )


def test_a_file_that_is_no_workbook_gives_no_roster(tmp_path):
    roster, faults = read_roster(tmp_path, PATH, BLOCKS, EXAMS)
    assert roster is None
    assert [f.code for f in faults] == [rules.UNREADABLE.code]


def test_missing_sheets_and_columns_give_no_roster_and_are_told_with_the_faults_of_the_others(
    read, rows
):
    rows[words.SITTINGS][0][2] = "midi"

    def damage(book):
        del book[words.ROOMS]
        book[words.ASSESSORS].delete_cols(7)

    roster, faults = read(rows, damage)
    assert roster is None
    assert {f.code for f in faults} == {rules.NO_SHEET.code, rules.NO_COLUMN.code}


def test_five_thousand_candidates_are_read_in_seconds(read, rows):
    line = rows[words.CANDIDATES][0]
    rows[words.CANDIDATES] = [[f"{n:05d}", f"Nom{n}", *line[2:]] for n in range(5000)]
    rows[words.ASSESSORS][0][7] = "00042, 04999, 7"
    before = time.process_time()
    roster, faults = read(rows)
    assert time.process_time() - before < 12
    assert len(roster.candidates) == 5000
    assert roster.assessors[0].links == ("00042", "04999")
    assert told(faults) == [(rules.NOT_KNOWN.code, "Évaluateurs", "H2")]


def test_thousands_of_wrong_lines_are_all_told(read, rows):
    rows[words.CANDIDATES] = [
        [f"{n:05d}", "Nom", "Prénom", "hier", None, "S9"] for n in range(2000)
    ]
    rows[words.ASSESSORS][0][7] = None
    _, faults = read(rows)
    assert len(faults) == 4_000
