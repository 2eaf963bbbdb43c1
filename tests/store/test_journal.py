import json

import pytest

from pipeline.diagnostics import ContentError
from pipeline.store.journal import JOURNAL, START, append, broken_line


@pytest.fixture
def journal(folder):
    for number in range(1, 6):
        append(
            folder.path,
            when=f"2026-06-0{number}T08:00:00Z",
            command=f"c{number}",
            facts={"n": number},
        )
    return folder.path / JOURNAL


def lines_of(journal):
    return journal.read_bytes().splitlines(keepends=True)


def test_a_new_journal_is_whole(folder, journal):
    assert broken_line(folder.path) is None
    assert json.loads(lines_of(journal)[0])["previous"] == START
    assert [json.loads(line)["n"] for line in lines_of(journal)] == [1, 2, 3, 4, 5]


def test_a_session_without_journal_is_whole(folder):
    assert broken_line(folder.path) is None


def test_a_published_session_that_lost_its_journal_is_broken(folder, journal):
    folder.manifest.write_bytes(b"{}")
    assert broken_line(folder.path) is None
    journal.unlink()
    assert broken_line(folder.path) == 1


def test_the_head_names_the_last_event(folder, journal):
    head = append(folder.path, when="w", command="c", facts={})
    assert json.loads(lines_of(journal)[-1])["hash"] == head


def test_an_event_that_repeats_the_last_of_its_command_adds_nothing(folder, journal):
    before = journal.read_bytes()
    head = json.loads(lines_of(journal)[-1])["hash"]
    for number in (5, 3):
        again = append(folder.path, when="later", command=f"c{number}", facts={"n": number})
        assert (again, journal.read_bytes()) == (head, before)
    append(folder.path, when="later", command="c3", facts={"n": 4})
    append(folder.path, when="later", command="c3", facts={"n": 3})
    assert len(lines_of(journal)) == 7


def test_what_looks_like_a_line_end_in_a_fact_is_none(folder, journal):
    append(folder.path, when="w", command="c\n\u2028\x85", facts={"é\r": "\x0b\x0c\x1c"})
    assert len(journal.read_bytes().split(b"\n")) == 7
    assert broken_line(folder.path) is None


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"when": "2026', b'"when": "2025'),
        (b'"command": "c', b'"command": "d'),
        (b'"facts": {"n": ', b'"facts": {"n": 1'),
        (b'"hash": "', b'"hash": "0'),
        (b'"previous": "', b'"previous": "0'),
        (b"}\n", b"} \n"),
        (b'{"n": ', b'{"n": 0, "n": '),
        (b'{"n"', b'{"m"'),
        (b"}\n", b"\n"),
        (b'"facts": {"n', b'"facts": {"\xff'),
    ],
)
def test_an_edited_line_is_seen(folder, journal, place, old, new):
    lines = lines_of(journal)
    edited = lines[place].replace(old, new, 1)
    assert edited != lines[place]
    journal.write_bytes(b"".join([*lines[:place], edited, *lines[place + 1 :]]))
    assert broken_line(folder.path) == place + 1


@pytest.mark.parametrize("place", range(4))
def test_a_line_removed_from_inside_is_seen(folder, journal, place):
    lines = lines_of(journal)
    journal.write_bytes(b"".join([*lines[:place], *lines[place + 1 :]]))
    assert broken_line(folder.path) == place + 1


@pytest.mark.parametrize("place", range(6))
@pytest.mark.parametrize(
    "added", [b"\n", b"{}\n", b"[]\n", b"null\n", b"copy", b"[" * 90_000 + b"\n"]
)
def test_a_line_added_anywhere_is_seen(folder, journal, place, added):
    lines = lines_of(journal)
    new = lines[max(0, place - 1)] if added == b"copy" else added
    journal.write_bytes(b"".join([*lines[:place], new, *lines[place:]]))
    expected = 2 if (added, place) == (b"copy", 0) else place + 1
    assert broken_line(folder.path) == expected


def test_swapped_lines_are_seen(folder, journal):
    lines = lines_of(journal)
    journal.write_bytes(b"".join([lines[0], lines[2], lines[1], *lines[3:]]))
    assert broken_line(folder.path) == 2


@pytest.mark.parametrize("keep", [1, 30, 100, -1])
def test_a_line_cut_inside_is_seen(folder, journal, keep):
    lines = lines_of(journal)
    journal.write_bytes(b"".join(lines[:4]) + lines[4][:-1][:keep])
    assert broken_line(folder.path) == 5


def test_a_journal_written_anew_from_a_line_on_is_seen(folder, journal):
    lines = lines_of(journal)
    journal.write_bytes(lines[0])
    append(folder.path, when="x", command="forged", facts={})
    forged = lines_of(journal)
    journal.write_bytes(b"".join([*forged, *lines[2:]]))
    assert broken_line(folder.path) == 3


def test_nothing_is_added_to_a_broken_journal(folder, journal):
    damaged = b"{}\n" + journal.read_bytes()
    journal.write_bytes(damaged)
    with pytest.raises(ContentError) as caught:
        append(folder.path, when="w", command="c", facts={})
    (fault,) = caught.value.diagnostics
    assert str(fault.source) == "output/2026-06/journal.jsonl:1"
    assert "2026-06" in caught.value.message
    assert journal.read_bytes() == damaged


def test_a_journal_killed_in_the_middle_has_the_event_or_not(folder, journal, machine, killed):
    before = journal.read_bytes()
    act = lambda: append(folder.path, when="w", command="new", facts={"n": 1})  # noqa: E731
    for _ in machine.moments(lambda: journal.write_bytes(before), act, killed()):
        assert broken_line(folder.path) is None
        assert len(lines_of(journal)) in (5, 6)
    assert len(lines_of(journal)) == 6
