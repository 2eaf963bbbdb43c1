from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.exchange.registrations import roster_rows
from pipeline.exchange.roster import roster_workbook, workbook_bytes
from pipeline.read.demonstration import read_demonstration
from pipeline.read.roster import read_roster
from pipeline.rules import roster as words

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = ("B1", "B2", "B3", "S1", "S2", "S3")
EXAMS = ("B1-ECRIT", "B1-ORAL")


@pytest.fixture
def read_back(tmp_path):
    """``read_back(rows)``: the roster of a workbook filled with these rows."""

    def make(rows):
        (tmp_path / "r.xlsx").write_bytes(workbook_bytes(roster_workbook(BLOCKS, EXAMS, rows)))
        return read_roster(tmp_path, "r.xlsx", BLOCKS, EXAMS)

    return make


@pytest.fixture
def roster(read_back):
    """The people of the demonstration."""
    rows = {k: v for k, v in read_demonstration(ROOT)[0].rows.items() if k != words.SITTINGS}
    return read_back({**rows, words.SITTINGS: ()})[0]


def plain(people):
    """People without the cell they were read in."""
    return [{n: getattr(p, n) for n in p.__slots__ if n != "source"} for p in people]


def test_registrations_written_again_say_the_same(roster, read_back):
    again, faults = read_back(roster_rows(roster, [c.number for c in roster.candidates]))
    assert faults == ()
    assert plain(again.candidates) == plain(roster.candidates)
    assert plain(again.assessors) == plain(roster.assessors)
    assert plain(again.rooms) == plain(roster.rooms)


def test_only_those_who_sit_again_are_there_with_the_blocks_registered_before(roster, read_back):
    again, faults = read_back(roster_rows(roster, ["0004", "0012"]))
    assert faults == ()
    found = [(c.number, c.won) for c in again.candidates]
    assert found == [("0004", ()), ("0012", ("B1", "B2", "B3"))]
    links = {a.id: a.links for a in again.assessors}
    assert links["E02"] == ("0004",)
    assert links["E07"] == ()


def test_the_planning_has_a_line_to_fill_for_each_exam(roster, read_back):
    again, _ = read_back(roster_rows(roster, ["0004"]))
    assert [(s.blueprint, s.date, s.rooms) for s in again.sittings] == [
        ("B1-ECRIT", "", ()),
        ("B1-ORAL", "", ()),
    ]


def test_trainees_who_sit_again_keep_their_tutor_and_groups_go_with_the_planning(roster, read_back):
    (first, *others), (tutor, *team) = roster.candidates, roster.assessors
    grouped = replace(
        roster,
        candidates=(replace(first, group="Lyon"), *others),
        assessors=(replace(tutor, trainees=("0004", first.number)), *team),
    )
    again, faults = read_back(roster_rows(grouped, [first.number]))
    assert faults == ()
    assert again.candidates[0].group == ""
    assert again.assessors[0].trainees == (first.number,)
