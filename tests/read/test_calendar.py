"""The training calendar: every key, every fault at its place, all at once."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.diagnostics import Source
from pipeline.model.calendar import Calendar, Cohort, Sitting
from pipeline.model.deadline import USUAL, Deadline, Milestone
from pipeline.read.calendar import PATH, read_calendar
from pipeline.read.cohorts import Known
from pipeline.rules import calendar as rules
from pipeline.rules import reading, referential
from pipeline.rules import session as session_rules
from pipeline.store.folder import is_name

KNOWN = Known(
    exams=("B1-ECRIT", "B1-ORAL", "B2-CAS", "B2-ORAL", "B1-CC"),
    defaults={"B1": ("B1-ECRIT", "B1-ORAL"), "B2": ("B2-CAS", "B2-ORAL"), "S1": ()},
    is_name=is_name,
)
TEXT = """\
schema: epreuve/calendrier@1
fuseau: America/Cayenne
centre: Les Quais
responsable: M. Ortie
regroupement: promotion
fermetures:
  - 2026-12-24
  - 2026-12-28/2027-01-02
echeances:
  produire: J-21
promotions:
  - id: aurore
    titre: Promotion Aurore
    debut: 2026-01-12
    fin: 2026-12-18
    effectif: 24
    sessions:
      - date: fin-7
        blocs: [B1]
      - date: 2026-12-18
        epreuves: [B2-CAS]
        controle_continu: [B1-CC]
        session: 2026-12-final
  - id: b
    titre: Promotion B
    debut: 2026-09-01
    fin: 2027-06-30
    effectif: 1
    sessions:
      - date: debut+90
        epreuves: [B1-ORAL]
"""
SMALL = """\
schema: epreuve/calendrier@1
promotions:
  - id: a
    titre: Promotion A
    debut: 2026-01-12
    fin: 2026-12-18
    effectif: 24
    sessions:
      - epreuves: [B1-ECRIT]
"""


def read_in(folder, text):
    (folder / PATH).write_text(text, "utf-8")
    return read_calendar(folder, KNOWN)


@pytest.fixture
def read(tmp_path):
    """``read(text)``: the calendar and its faults."""
    return lambda text: read_in(tmp_path, text)


def place(line, column):
    return Source(path=PATH, line=line, column=column)


def one_sitting(read, text):
    """The only sitting of the small calendar with another date."""
    found, faults = read(SMALL.replace("- epreuves", f"- date: {text}\n        epreuves"))
    assert faults == ()
    return found.cohorts[0].sittings[0]


def test_every_key_is_read(read):
    found, faults = read(TEXT)
    assert faults == ()
    assert found == Calendar(
        zone="America/Cayenne",
        centre="Les Quais",
        author="M. Ortie",
        together=False,
        closed=(("2026-12-24", "2026-12-24"), ("2026-12-28", "2027-01-02")),
        cohorts=(
            Cohort(
                id="aurore",
                title="Promotion Aurore",
                begins="2026-01-12",
                ends="2026-12-18",
                people=24,
                sittings=(
                    Sitting(exams=("B1-ECRIT", "B1-ORAL"), days=-7, source=place(18, 9)),
                    Sitting(
                        exams=("B2-CAS",),
                        tables=("B1-CC",),
                        date="2026-12-18",
                        session="2026-12-final",
                        source=place(20, 9),
                    ),
                ),
                source=place(12, 5),
            ),
            Cohort(
                id="b",
                title="Promotion B",
                begins="2026-09-01",
                ends="2027-06-30",
                people=1,
                sittings=(
                    Sitting(exams=("B1-ORAL",), days=90, from_start=True, source=place(30, 9)),
                ),
                source=place(24, 5),
            ),
        ),
        deadlines={**USUAL, Milestone.GENERATE: (Deadline(days=-21),)},
        source=place(1, 1),
    )


def test_what_may_be_left_out_has_a_default(read):
    found, faults = read(SMALL)
    assert faults == ()
    assert (found.zone, found.centre, found.author) == ("Europe/Paris", "", "")
    assert (found.together, found.closed, found.deadlines) == (True, (), {})
    assert found.cohorts[0].sittings == (Sitting(exams=("B1-ECRIT",), source=place(9, 9)),)


def test_a_workspace_may_have_no_calendar(tmp_path):
    assert read_calendar(tmp_path, KNOWN) == (None, ())


def test_blocks_add_their_exams_to_those_that_are_named(read):
    text = "epreuves: [B2-CAS, B1-ORAL]\n        blocs: [B1, S1]"
    found, faults = read(SMALL.replace("epreuves: [B1-ECRIT]", text))
    assert faults == ()
    assert found.cohorts[0].sittings[0].exams == ("B2-CAS", "B1-ORAL", "B1-ECRIT")


def test_a_cohort_may_wait_for_its_sittings(read):
    found, faults = read(SMALL.replace("\n      - epreuves: [B1-ECRIT]", " []"))
    assert faults == ()
    assert found.cohorts[0].sittings == ()


@pytest.mark.parametrize(
    ("text", "days", "from_start"),
    [
        ("fin", 0, False),
        ("FIN - 14", -14, False),
        ("fin+60", 60, False),
        ("fin\u2212014", -14, False),
        ("''", 0, False),
        ("debut", 0, True),
        ("début + 3", 3, True),
        ("De\u0301but+90", 90, True),
    ],
)
def test_a_day_is_counted_from_the_training(read, text, days, from_start):
    found = one_sitting(read, text)
    assert (found.days, found.from_start, found.date) == (days, from_start, "")


@settings(deadline=None, derandomize=True)
@given(st.integers(-340, 60))
@example(0)
def test_a_number_of_days_is_read_back_as_written(tmp_path_factory, days):
    folder = tmp_path_factory.mktemp("calendar")
    found = one_sitting(lambda text: read_in(folder, text), f"fin{days:+}")
    assert found.days == days


@settings(deadline=None, derandomize=True)
@given(st.text(st.sampled_from("findebut0123456789+-/ J:é'\"[]{}#&*%\n\u00a0"), max_size=14))
@example("fin-99999")
@example("0001-01-01")
def test_any_text_for_a_day_gives_a_calendar_or_a_fault(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("calendar")
    found, faults = read_in(
        folder, SMALL.replace("- epreuves", f"- date: {text}\n        epreuves")
    )
    assert (found is None) == bool(faults)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("id: a", "id: a_b", rules.BAD_ID.at(place(3, 9), id="a_b")),
        ("id: a", f"id: {'x' * 33}", rules.BAD_ID.at(place(3, 9), id="x" * 33)),
        ("id: a", "id: ''", reading.EMPTY_TEXT.at(place(3, 9), key="id")),
        (
            "fin: 2026-12-18",
            "fin: 2026-01-11",
            rules.UPSIDE_DOWN.at(
                place(6, 10),
                id="a",
                ends="11\u00a0janvier 2026",
                begins="12\u00a0janvier 2026",
            ),
        ),
        (
            "debut: 2026-01-12",
            "debut: 1026-01-12",
            rules.FAR_DATE.at(
                place(5, 12), day="1026-01-12", first="2000-01-01", last="2199-12-31"
            ),
        ),
        (
            "debut: 2026-01-12",
            "debut: 12/01/2026",
            reading.NOT_A_DATE.at(place(5, 12), key="debut", value="12/01/2026"),
        ),
        ("effectif: 24", "effectif: 0", reading.OUT_OF_RANGE.code),
        ("[B1-ECRIT]", "[]", session_rules.NO_EXAM.at(place(9, 9))),
        ("epreuves: [B1-ECRIT]", "date: fin", session_rules.NO_EXAM.at(place(9, 9))),
        (
            "[B1-ECRIT]",
            "[B1-ECRI]",
            session_rules.UNKNOWN_EXAM.at(
                place(9, 20), exam="B1-ECRI", advice="valeurs proches : B1-ECRIT, B1-CC"
            ),
        ),
        (
            "[B1-ECRIT]",
            "[B1-ECRIT, B1-ECRIT]",
            session_rules.EXAM_TWICE.at(place(9, 30), exam="B1-ECRIT"),
        ),
        (
            "[B1-ECRIT]",
            "[B1-ECRIT]\n        controle_continu: [B1-ECRIT]",
            session_rules.EXAM_TWICE.at(place(10, 28), exam="B1-ECRIT"),
        ),
        (
            "epreuves: [B1-ECRIT]",
            "blocs: [B11]",
            referential.UNKNOWN_BLOCK.at(place(9, 17), block="B11", advice="valeurs proches : B1"),
        ),
        (
            "- epreuves",
            "- date: demain\n        epreuves",
            rules.BAD_DAY.at(place(9, 15), text="demain"),
        ),
        (
            "- epreuves",
            "- date: fin-\n        epreuves",
            rules.BAD_DAY.at(place(9, 15), text="fin-"),
        ),
        (
            "- epreuves",
            "- date: 2026-06-31\n        epreuves",
            rules.BAD_DAY.at(place(9, 15), text="2026-06-31"),
        ),
        (
            "- epreuves",
            "- date: 9026-06-30\n        epreuves",
            rules.FAR_DATE.at(
                place(9, 15), day="9026-06-30", first="2000-01-01", last="2199-12-31"
            ),
        ),
        (
            "- epreuves",
            "- date: fin+61\n        epreuves",
            rules.OUTSIDE.at(
                place(9, 15),
                id="a",
                day="17\u00a0février 2027",
                begins="12\u00a0janvier 2026",
                ends="18\u00a0décembre 2026",
                days=60,
            ),
        ),
        (
            "- epreuves",
            "- date: 2026-01-11\n        epreuves",
            rules.OUTSIDE.at(
                place(9, 15),
                id="a",
                day="11\u00a0janvier 2026",
                begins="12\u00a0janvier 2026",
                ends="18\u00a0décembre 2026",
                days=60,
            ),
        ),
        (
            "- epreuves",
            "- session: '../x'\n        epreuves",
            rules.BAD_NAME.at(place(9, 18), name="../x"),
        ),
        (
            "promotions:",
            "fermetures: [2026-12-24 au 2027-01-03]\npromotions:",
            rules.BAD_CLOSED.at(place(2, 14), text="2026-12-24 au 2027-01-03"),
        ),
        (
            "promotions:",
            "fermetures: [2027-01-03/2026-12-24]\npromotions:",
            rules.BAD_CLOSED.at(place(2, 14), text="2027-01-03/2026-12-24"),
        ),
        (
            "promotions:",
            "fermetures: [2026-12-24/]\npromotions:",
            rules.BAD_CLOSED.at(place(2, 14), text="2026-12-24/"),
        ),
        (
            "promotions:",
            "fermetures: [0001-01-01/2026-12-24]\npromotions:",
            rules.FAR_DATE.at(
                place(2, 14), day="0001-01-01", first="2000-01-01", last="2199-12-31"
            ),
        ),
        ("promotions:", "fermetures: ['']\npromotions:", reading.EMPTY_TEXT.code),
        ("promotions:", "fermetures: [{a: b}]\npromotions:", reading.WRONG_TYPE.code),
        ("promotions:", "fermetures: 2026-12-24\npromotions:", reading.WRONG_TYPE.code),
        (
            "promotions:",
            "fuseau: Europe/Pariss\npromotions:",
            session_rules.UNKNOWN_ZONE.at(place(2, 9), zone="Europe/Pariss"),
        ),
        ("promotions:", "regroupement: annee\npromotions:", reading.NOT_A_CHOICE.code),
        ("promotions:", "fermeture: []\npromotions:", reading.UNKNOWN_KEY.code),
        ("calendrier@1", "calendrier@2", reading.NOT_A_CHOICE.code),
        ("epreuves: [B1-ECRIT]", "epreuves: B1-ECRIT", reading.WRONG_TYPE.code),
        ("epreuves: [B1-ECRIT]", "epreuves: [{a: b}]", reading.WRONG_TYPE.code),
        ("promotions:", "echeances: {produire: 2026-11-01}\npromotions:", "ECH-003"),
    ],
)
def test_a_wrong_value_is_told_at_its_place(read, old, new, fault):
    assert SMALL.count(old) == 1
    found, faults = read(SMALL.replace(old, new))
    assert found is None
    assert len(faults) == 1, faults
    if isinstance(fault, str):
        assert faults[0].code == fault
    else:
        assert faults == (fault,)


ANOTHER = """\
  - id: z
    titre: Promotion Z
    debut: 2026-01-12
    fin: 2026-12-16
    effectif: 5
    sessions:
      - epreuves: [B1-ORAL]
"""


def test_two_cohorts_of_one_id_are_told(read):
    found, faults = read(SMALL + ANOTHER.replace("id: z", "id: A"))
    assert found is None
    assert faults == (referential.REPEATED_ID.at(place(10, 9), id="A", line=3),)


def test_a_session_with_two_dates_is_told(read):
    named = "- session: finale\n        epreuves"
    found, faults = read((SMALL + ANOTHER).replace("- epreuves", named))
    assert found is None
    fault = rules.OTHER_DATE.at(
        place(17, 9),
        session="finale",
        line=9,
        other="18\u00a0décembre 2026",
        day="16\u00a0décembre 2026",
    )
    assert faults == (fault,)


def test_a_name_that_is_also_that_of_a_month_has_the_date_of_the_month(read):
    named = "- session: 2026-12\n        epreuves"
    found, faults = read(SMALL + ANOTHER.replace("- epreuves", named))
    assert found is None
    assert [f.code for f in faults] == [rules.OTHER_DATE.code]


def test_a_session_may_be_shared_on_one_date(read):
    named = "- session: finale\n        epreuves"
    text = (SMALL + ANOTHER).replace("- epreuves", named).replace("2026-12-16", "2026-12-18")
    found, faults = read(text)
    assert faults == ()
    assert [w.session for w in found.wanted()] == ["finale", "finale"]


def test_names_that_differ_by_case_only_are_told(read):
    text = SMALL.replace("- epreuves", "- session: Finale\n        epreuves") + ANOTHER.replace(
        "- epreuves", "- session: finale\n        epreuves"
    ).replace("2026-12-16", "2026-12-18")
    found, faults = read(text)
    assert found is None
    assert faults == (rules.CLOSE_NAME.at(place(17, 9), session="finale", other="Finale", line=9),)


def test_an_exam_that_is_sat_and_marked_by_table_in_one_session_is_told(read):
    text = SMALL + ANOTHER.replace("epreuves: [B1-ORAL]", "controle_continu: [B1-ECRIT, B1-CC]")
    found, faults = read(text)
    assert found is None
    assert faults == (rules.BOTH_WAYS.at(place(16, 9), session="2026-12", exam="B1-ECRIT", line=9),)


def test_an_exam_that_a_cohort_sits_twice_is_only_told(read):
    found, faults = read(f"{SMALL}      - date: fin-60\n        blocs: [B1]\n")
    assert len(found.cohorts[0].sittings) == 2
    assert faults == (rules.SAT_TWICE.at(place(10, 9), id="a", exam="B1-ECRIT", line=9),)


def test_all_faults_are_told_at_once(read):
    text = (
        TEXT.replace("America/Cayenne", "Ailleurs")
        .replace("2026-12-24\n", "demain\n")
        .replace("J-21", "hier")
        .replace("fin: 2026-12-18", "fin: 2025-12-18")
        .replace("[B2-CAS]", "[B2-CASE]")
        .replace("debut+90", "debut+900")
        .replace("effectif: 1\n", "effectif: beaucoup\n")
    )
    found, faults = read(text)
    assert found is None
    assert sorted(f.source.line for f in faults) == [2, 7, 10, 15, 21, 28, 30]


@pytest.mark.parametrize("text", ["", "- a\n", "a: [\n", "a: &b 1\n", "\0", "schema: 1\n"])
def test_what_is_no_calendar_is_told(read, text):
    found, faults = read(text)
    assert found is None
    assert faults


def test_a_folder_under_the_name_of_the_calendar_is_told(tmp_path):
    (tmp_path / PATH).mkdir()
    found, faults = read_calendar(tmp_path, KNOWN)
    assert found is None
    assert [f.code for f in faults] == [reading.UNREADABLE.code]
