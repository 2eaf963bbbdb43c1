"""The dates of a session: what may be written, what is refused and where, and that what is written reads back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diagnostics import Source
from pipeline.exchange.settings import deadline_texts
from pipeline.model.deadline import USUAL, Deadline, Milestone, misplaced
from pipeline.read.deadlines import NAMES, OPTIONAL, parse_deadline, read_deadlines
from pipeline.read.fields import open_fields
from pipeline.rules import deadline as rules
from pipeline.rules import reading
from pipeline.typography import date_fr

PATH = "session.yaml"
DAY = "2026-12-10"
PARIS = "Europe/Paris"
BLOCK = """\
echeances:
  produire: J-30
  convoquer: J-15
  remettre: J 06:00
  relances: [J+7, J+10, J+13]
  grilles: J+10 18:00
  jury: J+21
  publication: J+24
  rattrapage: J+75
"""


@pytest.fixture
def read(tmp_path):
    """``read(text)``: the deadlines of a file, and its faults."""

    def ask(text, day=DAY, zone=PARIS):
        (tmp_path / PATH).write_text(text, "utf-8")
        faults = []
        top = open_fields(tmp_path, PATH, faults)
        found = read_deadlines(top, day, zone)
        top.close()
        return found, tuple(faults)

    return ask


def place(line, column):
    return Source(path=PATH, line=line, column=column)


def edited(key, value):
    """The block with another value for one key, and the line it is on."""
    lines = BLOCK.splitlines()
    number = next(n for n, line in enumerate(lines) if line.strip().startswith(f"{key}:"))
    lines[number] = f"  {key}: {value}"
    return "\n".join(lines) + "\n", place(number + 1, len(key) + 5)


def test_the_block_of_every_day_is_the_usual_one(read):
    assert read(BLOCK) == (USUAL, ())


@pytest.mark.parametrize("text", ["a: 1\n", "a: 1\necheances:\n", "a: 1\necheances: ~\n"])
def test_without_the_block_there_is_no_deadline(read, text):
    found, faults = read(text)
    assert found == {}
    assert [f.code for f in faults] == [reading.UNKNOWN_KEY.code]


def test_a_key_that_is_not_written_has_its_usual_date(read):
    assert read("echeances: {}\n") == (USUAL, ())
    found, faults = read("echeances: {jury: J+22, convoquer: }\n")
    assert faults == ()
    assert found == {**USUAL, Milestone.JURY: (Deadline(days=22),)}


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("J", Deadline(time="07:00")),
        ("j", Deadline(time="07:00")),
        ("J-30", Deadline(days=-30)),
        ("J - 30", Deadline(days=-30)),
        ("J \u2212 30", Deadline(days=-30)),
        ("J\u2013030", Deadline(days=-30)),
        ("J+10 18:00", Deadline(days=10, time="18:00")),
        ("J+10  8h", Deadline(days=10, time="08:00")),
        ("J+10 8 h 30", Deadline(days=10, time="08:30")),
        ("J+10\u00a08\u202fh\u202f30", Deadline(days=10, time="08:30")),
        ("J 0:00", Deadline(time="00:00")),
        ("J+0 23:59", Deadline(time="23:59")),
        ("2026-12-01", Deadline(date="2026-12-01")),
        (" 2026-12-01 8:05 ", Deadline(date="2026-12-01", time="08:05")),
    ],
)
def test_a_date_may_be_written_in_several_ways(text, deadline):
    assert parse_deadline(text, "07:00") == deadline


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30",
        "K-30",
        "J*3",
        "J--3",
        "J-",
        "J+1.5",
        "J+\u0661",
        "J+3 25:00",
        "J+3 24:00",
        "J+3 12:60",
        "J+3 8:5",
        "J+3 8",
        "J+310:00",
        "J+3 8h5",
        "2026-02-30",
        "2026-13-01",
        "01/12/2026",
        "2026-12-01T08:00",
        "J-30 J-15",
        "demain",
        "J+3 08:00:00",
        "J+999999",
    ],
)
def test_what_only_looks_like_a_date_is_none(text):
    assert parse_deadline(text, "07:00") is None


def test_a_time_that_is_not_written_is_that_of_the_key(read):
    found, faults = read("echeances: {remettre: J, grilles: J+10, jury: J+21, relances: J+8}\n")
    assert faults == ()
    assert found == {**USUAL, Milestone.REMIND: (Deadline(days=8),)}


@pytest.mark.parametrize("milestone", OPTIONAL)
def test_what_is_not_wanted_has_no_date(read, milestone):
    text, _ = edited(NAMES[milestone], "jamais")
    found, faults = read(text)
    assert faults == ()
    assert found == {m: dates for m, dates in USUAL.items() if m is not milestone}


def test_an_empty_list_of_reminders_is_none(read):
    text, _ = edited("relances", "[]")
    assert Milestone.REMIND not in read(text)[0]


@pytest.mark.parametrize("milestone", [m for m in Milestone if m not in OPTIONAL])
def test_what_every_session_has_may_not_be_left_out(read, milestone):
    key = NAMES[milestone]
    text, where = edited(key, "jamais")
    optional = "convoquer, relances, publication, rattrapage"
    assert read(text)[1] == (rules.ALWAYS_WANTED.at(where, key=key, optional=optional),)


@pytest.mark.parametrize(
    ("key", "value", "rule", "said"),
    [
        ("jury", "J*21", rules.UNREADABLE, {}),
        ("jury", "''", rules.UNREADABLE, {"text": ""}),
        ("jury", "Jamais", rules.UNREADABLE, {}),
        ("rattrapage", "J+401", rules.TOO_FAR, {"limit": 400}),
        ("rattrapage", "2028-01-15", rules.TOO_FAR, {"limit": 400}),
        ("produire", "2025-11-04", rules.TOO_FAR, {"limit": 400}),
    ],
)
def test_a_wrong_text_is_told_at_its_place(read, key, value, rule, said):
    text, where = edited(key, value)
    assert read(text)[1] == (rule.at(where, **{"key": key, "text": value, **said}),)


@pytest.mark.parametrize("value", ["[J+21]", "{a: J+21}"])
def test_a_date_written_as_something_else_is_told_once(read, value):
    text, _ = edited("jury", value)
    assert [f.code for f in read(text)[1]] == [reading.WRONG_TYPE.code]


def test_each_wrong_reminder_is_told_where_it_is(read):
    text, where = edited("relances", "[J+7, demain, {a: b}, '', jamais, J+7 7h]")
    found, faults = read(text)
    assert [(f.code, f.source.column) for f in faults] == [
        (reading.WRONG_TYPE.code, where.column + 14),
        (reading.EMPTY_TEXT.code, where.column + 22),
        ("ECH-001", where.column + 6),
        ("ECH-001", where.column + 26),
        ("ECH-008", where.column + 34),
    ]
    assert found[Milestone.REMIND] == (Deadline(days=7),)


def test_every_fault_is_told_at_once(read):
    text = "echeances:\n  produire: jamais\n  jury: x\n  rattrapage: J+500\n  juri: J\n"
    assert [(f.code, f.source.line) for f in read(text)[1]] == [
        ("ECH-002", 2),
        ("ECH-001", 3),
        ("ECH-006", 4),
        (reading.UNKNOWN_KEY.code, 5),
    ]


@pytest.mark.parametrize(
    ("key", "value", "later", "earlier"),
    [
        ("produire", "J-14", "convoquer", "produire"),
        ("produire", "J+1", "remettre", "produire"),
        ("convoquer", "J-31", "convoquer", "produire"),
        ("convoquer", "J+1", "remettre", "convoquer"),
        ("remettre", "J+11", "grilles", "remettre"),
        ("relances", "[J+7, J 06:00]", "relances", "remettre"),
        ("relances", "2026-12-09", "relances", "remettre"),
        ("grilles", "J+21 07:01", "jury", "grilles"),
        ("jury", "J+10", "jury", "grilles"),
        ("jury", "J+25", "publication", "jury"),
        ("publication", "2026-12-15", "publication", "jury"),
        ("publication", "J+75 00:00", "rattrapage", "publication"),
        ("rattrapage", "J+24 23:00", "rattrapage", "publication"),
    ],
)
def test_dates_out_of_order_are_told_at_the_one_that_is_written(read, key, value, later, earlier):
    text, _ = edited(key, value)
    faults = read(text)[1]
    assert {f.code for f in faults} == {"ECH-007"}
    assert any(
        f.message.startswith(f"« {later} » (") and f"« {earlier} » (" in f.message for f in faults
    )
    alone = f"echeances:\n  {key}: {value}\n"
    assert {(f.code, f.source.line) for f in read(alone)[1]} == {("ECH-007", 2)}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("convoquer", "J 23:00"),
        ("convoquer", "J-30"),
        ("produire", "J-15"),
        ("grilles", "J 06:00"),
        ("relances", "[J 06:01]"),
        ("jury", "J+10 18:00"),
        ("publication", "J+21"),
        ("rattrapage", "J+25 00:00"),
    ],
)
def test_dates_that_touch_are_in_order(read, key, value):
    assert read(edited(key, value)[0])[1] == ()


def test_without_results_the_resit_comes_after_the_jury(read):
    text = "echeances: {publication: jamais, rattrapage: J+21 12:00}\n"
    fault = rules.OUT_OF_ORDER.at(
        place(1, 46),
        later="rattrapage",
        later_text="J+21 12:00",
        earlier="jury",
        earlier_text="J+21 07:00",
    )
    assert read(text)[1] == (fault,)


@pytest.mark.parametrize(
    ("day", "key", "value", "rule", "shown"),
    [
        ("2027-03-18", "grilles", "J+10 02:30", rules.NO_SUCH_TIME, ("2027-03-28", "02:30")),
        ("2027-03-18", "grilles", "2027-03-28 2h", rules.NO_SUCH_TIME, ("2027-03-28", "02:00")),
        ("2026-10-15", "grilles", "J+10 02:30", rules.TWO_TIMES, ("2026-10-25", "02:30")),
        ("2026-10-15", "relances", "J+10 2h", rules.TWO_TIMES, ("2026-10-25", "02:00")),
    ],
)
def test_a_time_that_clocks_skip_or_repeat_is_refused(read, day, key, value, rule, shown):
    text, where = edited(key, value)
    night = {"day": date_fr(shown[0]), "time": shown[1], "zone": PARIS}
    assert read(text, day)[1] == (rule.at(where, key=key, text=value, **night),)


@pytest.mark.parametrize("time", ["01:59", "03:00"])
def test_the_hours_around_the_change_are_as_good_as_others(read, time):
    for day in ("2027-03-18", "2026-10-15"):
        assert read(edited("grilles", f"J+10 {time}")[0], day)[1] == ()


def test_the_nights_are_those_of_the_zone(read):
    text, _ = edited("grilles", "J+10 02:30")
    assert read(text, "2027-03-18", "America/Cayenne")[1] == ()
    assert read(text, "2027-03-18", "nowhere")[1] == ()


def test_what_holds_for_every_session_is_relative(read):
    assert read(BLOCK, "") == (USUAL, ())
    text, where = edited("jury", "2027-01-10")
    found, faults = read(text, "")
    assert faults == (rules.RELATIVE_ONLY.at(where, key="jury", text="2027-01-10"),)
    assert Milestone.JURY not in found
    assert [f.code for f in read(edited("jury", "J+9")[0], "")[1]] == ["ECH-007"]
    assert [f.code for f in read(edited("jury", "J+401")[0], "")[1]] == ["ECH-006"]


@pytest.mark.parametrize(
    ("time", "zone", "shown"),
    [
        ("02:30", PARIS, ["2026-03-29"]),
        ("01:30", "Europe/London", ["2026-03-29"]),
        ("00:30", "Africa/Cairo", ["2026-04-24"]),
        ("03:00", PARIS, []),
        ("01:59", PARIS, []),
        ("02:30", "America/Cayenne", []),
        ("02:30", "nowhere", []),
    ],
)
def test_what_holds_for_every_session_is_no_time_that_a_night_skips(read, time, zone, shown):
    text, where = edited("grilles", f"J+10 {time}")
    said = {"key": "grilles", "text": f"J+10 {time}", "time": time, "zone": zone}
    found = tuple(rules.NO_SUCH_TIME.at(where, day=date_fr(day), **said) for day in shown)
    assert read(text, "", zone)[1] == found


@pytest.mark.parametrize("day", ["?", "2026-02-30", "hier"])
def test_a_day_that_is_none_is_told_by_others_and_hides_no_other_fault(read, day):
    assert read(edited("jury", "2027-01-10")[0], day)[1] == ()
    assert [f.code for f in read(edited("jury", "x")[0], day)[1]] == ["ECH-001"]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_time_is_told(read, day):
    found, faults = read(BLOCK, day)
    assert faults == (rules.NO_CALENDAR.at(place(2, 3), day=day),)
    assert found == USUAL


TIMES = st.builds("{:02}:{:02}".format, st.integers(3, 23), st.integers(0, 59))
DATES = st.one_of(
    st.builds(Deadline, days=st.integers(-400, 400), time=TIMES),
    st.builds(
        lambda days, time: Deadline(
            date=(date(2026, 12, 10) + timedelta(days=days)).isoformat(), time=time
        ),
        st.integers(-400, 400),
        TIMES,
    ),
)


@st.composite
def ordered(draw):
    """Deadlines in order: dates drawn, sorted, and given to the milestones, some of which are not wanted."""
    drawn = draw(st.lists(DATES, min_size=9, max_size=9, unique_by=lambda d: (d.day(DAY), d.time)))
    dates = iter(sorted(drawn, key=lambda d: (d.day(DAY), d.time)))
    found = {m: (next(dates),) for m in Milestone if m is not Milestone.REMIND}
    found[Milestone.REMIND] = (found[Milestone.JURY][0], found[Milestone.RETURN][0], next(dates))
    unwanted = draw(st.sets(st.sampled_from(OPTIONAL)))
    return {m: found[m] for m in Milestone if m not in unwanted}


@given(ordered())
@settings(deadline=None, derandomize=True, max_examples=60)
def test_what_is_written_reads_back_as_itself(tmp_path_factory, deadlines):
    root = tmp_path_factory.mktemp("deadlines")
    lines = (f"  {key}: {text}\n" for key, text in deadline_texts(deadlines).items())
    (root / PATH).write_text("echeances:\n" + "".join(lines), "utf-8")
    faults = []
    read = read_deadlines(open_fields(root, PATH, faults), DAY, PARIS)
    assert {f.code for f in faults} <= {"ECH-007"}
    assert bool(faults) == bool(misplaced(deadlines, DAY))
    assert read == deadlines


@given(st.integers(-400, 400), st.dates(date(2020, 1, 1), date(2035, 1, 1)), TIMES)
@settings(deadline=None, derandomize=True)
def test_a_number_of_days_keeps_the_time_that_clocks_show(days, day, time):
    """Across a change of clocks the time stays, and the hours in between are one less or one more."""
    (moment,) = Deadline(days=days, time=time).moments(day.isoformat(), PARIS)
    shown = datetime.fromisoformat(moment).astimezone(ZoneInfo(PARIS))
    assert (shown.date() - day).days == days
    assert shown.strftime("%H:%M") == time
    (start,) = Deadline(time=time).moments(day.isoformat(), PARIS)
    elapsed = datetime.fromisoformat(moment) - datetime.fromisoformat(start)
    assert abs(elapsed - timedelta(days=days)) in (timedelta(0), timedelta(hours=1))
    assert datetime.fromisoformat(moment).tzinfo == UTC
