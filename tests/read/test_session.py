import pytest

from pipeline.diagnostics import Source
from pipeline.model.deadline import USUAL, Deadline, Milestone
from pipeline.model.session import Session
from pipeline.read.session import read_session
from pipeline.rules import reading
from pipeline.rules import session as rules

PATH = "output/2026-06/session.yaml"
EXAMS = ("B1-ECRIT", "B1-ORAL", "S1-CAS")
TEXT = """\
session: 2026-06
titre: "Fin de formation"
centre: Lyon
certificateur: "L'institut"
date: 2026-06-15
fuseau: America/Cayenne
epreuves:
  - B1-ECRIT
  - B1-ORAL
pays_exclus: [MLI]
tickets: 12
corrections: 1
"""


@pytest.fixture
def read(tmp_path):
    """``read(text)``: the session and its faults."""

    def ask(text, name="2026-06"):
        path = tmp_path / PATH
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return read_session(tmp_path, PATH, name, EXAMS, ("MLI", "PHL"))

    return ask


def place(line, column):
    return Source(path=PATH, line=line, column=column)


def test_every_key_is_read(read):
    session, faults = read(TEXT)
    assert faults == ()
    assert session == Session(
        id="2026-06",
        title="Fin de formation",
        centre="Lyon",
        certifier="L'institut",
        date="2026-06-15",
        zone="America/Cayenne",
        exams=("B1-ECRIT", "B1-ORAL"),
        excluded_countries=("MLI",),
        tickets=12,
        markings=1,
        source=place(1, 1),
    )


def test_what_may_be_left_out_has_a_default(read):
    lines = [
        line
        for line in TEXT.splitlines()
        if not line.startswith(("cert", "fus", "pays", "tick", "corr"))
    ]
    session, faults = read("\n".join(lines))
    assert faults == ()
    assert (session.certifier, session.zone, session.excluded_countries) == ("", "Europe/Paris", ())
    assert (session.tickets, session.markings) == (0, 2)


def test_exams_marked_by_table_and_scenarios_left_out_are_read(read):
    lists = "controle_continu: [S1-CAS]\nscenarios_exclus: [GEO-01-PONT, DIP-01-VISITE]\n"
    session, faults = read(TEXT + lists)
    assert faults == ()
    assert session.tables == ("S1-CAS",)
    assert session.excluded_scenarios == ("GEO-01-PONT", "DIP-01-VISITE")
    plain, _ = read(TEXT)
    assert (plain.tables, plain.excluded_scenarios) == ((), ())


def test_who_prepares_it_and_its_dates_are_read(read):
    session, faults = read(TEXT + "responsable: Ana Un\necheances: {jury: J+22}\n")
    assert faults == ()
    assert session.author == "Ana Un"
    assert session.deadlines == {**USUAL, Milestone.JURY: (Deadline(days=22),)}
    plain, _ = read(TEXT)
    assert (plain.author, plain.deadlines) == ("", {})


@pytest.mark.parametrize("line", ["date: 2026-06-31", "date: hier", ""])
def test_dates_are_read_whatever_the_day_is(read, line):
    text = TEXT.replace("date: 2026-06-15", line)
    session, faults = read(f"{text}echeances: {{jury: 2026-07-20, publication: J+40}}\n")
    assert session is None
    assert [f.code for f in faults] in ([reading.NOT_A_DATE.code], [reading.MISSING_KEY.code])
    _, faults = read(f"{text}echeances: {{jury: x}}\n")
    assert "ECH-001" in [f.code for f in faults]


def test_a_zone_that_does_not_exist_is_told_once(read):
    text = TEXT.replace("America/Cayenne", "Mars/Base")
    _, faults = read(f"{text}echeances: {{}}\n")
    assert [f.code for f in faults] == [rules.UNKNOWN_ZONE.code]


def test_without_a_bank_what_is_written_is_taken(tmp_path):
    (tmp_path / "session.yaml").write_text(f"{TEXT}controle_continu: [NOBODY]\n", "utf-8")
    session, faults = read_session(tmp_path, "session.yaml", "2026-06")
    assert faults == ()
    assert (session.exams, session.tables) == (("B1-ECRIT", "B1-ORAL"), ("NOBODY",))
    assert session.excluded_countries == ("MLI",)
    (tmp_path / "session.yaml").write_text(TEXT.replace("- B1-ORAL", "- B1-ECRIT"), "utf-8")
    _, faults = read_session(tmp_path, "session.yaml", "2026-06")
    assert [f.code for f in faults] == [rules.EXAM_TWICE.code]


def test_parallel_papers_are_asked_for_by_exam(read):
    session, faults = read(f"{TEXT}formes: {{B1-ECRIT: 3, B1-ORAL: 20}}\n")
    assert faults == ()
    assert session.forms == {"B1-ECRIT": 3, "B1-ORAL": 20}
    assert read(f"{TEXT}formes: {{}}\n")[0].forms == read(TEXT)[0].forms == {}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("formes: 3", reading.WRONG_TYPE.code),
        ("formes: {B1-ECRIT: 0}", reading.OUT_OF_RANGE.code),
        ("formes: {B1-ECRIT: trois}", reading.WRONG_TYPE.code),
        ("formes: {S1-CAS: 2}", "SES-080"),
        ("formes: {B1-ECRI: 2}", "SES-080"),
    ],
)
def test_parallel_papers_of_other_exams_or_without_a_number_are_refused(read, line, code):
    session, faults = read(f"{TEXT}{line}\n")
    assert session is None
    assert [f.code for f in faults] == [code]


def test_a_session_of_tables_alone_sits_no_exam(read):
    text = TEXT.replace("epreuves:\n  - B1-ECRIT\n  - B1-ORAL\n", "epreuves: []\n")
    session, faults = read(f"{text}controle_continu: [S1-CAS, B1-ECRIT]\n")
    assert faults == ()
    assert (session.exams, session.tables) == ((), ("S1-CAS", "B1-ECRIT"))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("controle_continu: B1-CC", reading.WRONG_TYPE.code),
        ("scenarios_exclus: GEO-01-PONT", reading.WRONG_TYPE.code),
        ("scenarios_exclus: [{a: 1}]", reading.WRONG_TYPE.code),
        ("controle_continu: ['']", reading.EMPTY_TEXT.code),
    ],
)
def test_lists_written_as_something_else_are_refused(read, line, code):
    session, faults = read(f"{TEXT}{line}\n")
    assert session is None
    assert faults[0].code == code


@pytest.mark.parametrize("key", ["session", "titre", "centre", "date", "epreuves"])
def test_what_may_not_be_left_out_is_told_once(read, key):
    lines = TEXT.replace(
        "epreuves:\n  - B1-ECRIT\n  - B1-ORAL\n", "epreuves: [B1-ECRIT]\n"
    ).splitlines()
    session, faults = read("\n".join(line for line in lines if not line.startswith(key)))
    assert session is None
    assert faults == (reading.MISSING_KEY.at(place(1, 1), key=key),)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "- B1-ORAL",
            "- B1-ORALE",
            rules.UNKNOWN_EXAM.at(place(9, 5), exam="B1-ORALE", advice="valeurs proches : B1-ORAL"),
        ),
        ("- B1-ORAL", "- B1-ECRIT", rules.EXAM_TWICE.at(place(9, 5), exam="B1-ECRIT")),
        ("epreuves:\n  - B1-ECRIT\n  - B1-ORAL", "epreuves: []", rules.NO_EXAM.at(place(7, 11))),
        (
            "tickets: 12",
            "controle_continu: [S1-CAS, B1-ORALE]",
            rules.UNKNOWN_EXAM.at(
                place(11, 28), exam="B1-ORALE", advice="valeurs proches : B1-ORAL"
            ),
        ),
        (
            "tickets: 12",
            "controle_continu: [S1-CAS, S1-CAS]",
            rules.EXAM_TWICE.at(place(11, 28), exam="S1-CAS"),
        ),
        (
            "tickets: 12",
            "controle_continu: [B1-ECRIT]",
            rules.EXAM_TWICE.at(place(11, 20), exam="B1-ECRIT"),
        ),
        ("[MLI]", "[PHL, MALI]", rules.UNKNOWN_COUNTRY.at(place(10, 20), iso3="MALI")),
        (
            "session: 2026-06",
            "session: 2026-07",
            rules.NAME_DIFFERS.at(place(1, 10), written="2026-07", folder="2026-06"),
        ),
        (
            "2026-06-15",
            "2026-06-31",
            reading.NOT_A_DATE.at(place(5, 7), key="date", value="2026-06-31"),
        ),
        (
            "2026-06-15",
            "15/06/2026",
            reading.NOT_A_DATE.at(place(5, 7), key="date", value="15/06/2026"),
        ),
        (
            "America/Cayenne",
            "Europe/Pariss",
            rules.UNKNOWN_ZONE.at(place(6, 9), zone="Europe/Pariss"),
        ),
        (
            "America/Cayenne",
            "../../etc/passwd",
            rules.UNKNOWN_ZONE.at(place(6, 9), zone="../../etc/passwd"),
        ),
        ("America/Cayenne", "America", rules.UNKNOWN_ZONE.at(place(6, 9), zone="America")),
        (
            "tickets: 12",
            "tickets: 301",
            reading.OUT_OF_RANGE.at(place(11, 10), key="tickets", value=301, low=0, high=300),
        ),
        (
            "corrections: 1",
            "corrections: 3",
            reading.OUT_OF_RANGE.at(place(12, 14), key="corrections", value=3, low=1, high=2),
        ),
        (
            "corrections: 1",
            "corrections: 0",
            reading.OUT_OF_RANGE.at(place(12, 14), key="corrections", value=0, low=1, high=2),
        ),
        ("centre: Lyon", 'centre: " "', reading.EMPTY_TEXT.at(place(3, 9), key="centre")),
    ],
)
def test_a_wrong_value_is_told_at_its_place(read, old, new, fault):
    session, faults = read(TEXT.replace(old, new))
    assert session is None
    assert faults == (fault,)


def test_an_exam_written_as_something_else_is_told_once(read):
    for new in ("epreuves: B1-ECRIT", "epreuves: [{a: 1}]", "epreuves: ['']"):
        session, faults = read(TEXT.replace("epreuves:\n  - B1-ECRIT\n  - B1-ORAL", new))
        assert session is None
        assert len(faults) == 1, faults


def test_a_misspelt_key_is_told_with_the_right_one(read):
    session, faults = read(TEXT.replace("tickets:", "ticket:"))
    assert session is None
    assert [f.code for f in faults] == [reading.UNKNOWN_KEY.code]
    assert "tickets" in faults[0].hint


def test_all_faults_are_told_at_once(read):
    text = (
        TEXT.replace("B1-ORAL", "X")
        .replace("2026-06-15", "hier")
        .replace("[MLI]", "[ZZZ]")
        .replace("Lyon", "")
    )
    _, faults = read(text)
    assert len(faults) == 4


@pytest.mark.parametrize("text", ["", "- a\n", "a: [\n", "a: &b 1\n", "\0"])
def test_what_is_no_mapping_gives_no_session(read, text):
    session, faults = read(text)
    assert session is None
    assert faults


def test_a_missing_file_gives_no_session(tmp_path):
    session, faults = read_session(tmp_path, PATH, "2026-06", EXAMS, ())
    assert session is None
    assert [f.code for f in faults] == [reading.UNREADABLE.code]
