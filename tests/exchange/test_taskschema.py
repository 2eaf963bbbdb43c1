"""Tests of the verdict on scheduled tasks of Windows."""

import pytest

from pipeline.exchange.scheduling import Schedule, schedule_files
from pipeline.exchange.taskschema import task_fault

GOOD = schedule_files(
    Schedule(
        program="C:\\epreuve.exe", root="C:\\examens", zone="Europe/Paris", minute=7, user="epreuve"
    )
)["epreuve.xml"].decode("utf-16")


def verdict(text):
    return task_fault(text.encode("utf-16"))


def test_our_task_is_one():
    assert verdict(GOOD) == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("PT1H", "1 h", "Interval"),
        ("IgnoreNew", "Perhaps", "MultipleInstancesPolicy"),
        ("<UserId>epreuve</UserId>", "<UserId></UserId>", "UserId"),
        ("<Enabled>true</Enabled>\r\n      <StartBoundary>", "<StartBoundary>", ""),
        ("T03:07:00", "T3:7", "StartBoundary"),
        ("2004/02/mit/task", "2004/02/other", "Task"),
        ('Context="Author"', 'Context="Nobody"', "Context"),
        ("</Task>", "", "Task"),
        ("<Exec>", "<Exec><Exec>", "Exec"),
    ],
)
def test_another_file_is_told_where_it_differs(old, new, said):
    assert GOOD.count(old) >= 1
    assert said in verdict(GOOD.replace(old, new))
    assert bool(verdict(GOOD.replace(old, new))) == bool(said)


def test_a_trigger_whose_elements_are_in_another_order_is_refused():
    start, repetition = GOOD.index("<StartBoundary>"), GOOD.index("<Repetition>")
    end = GOOD.index("</Repetition>") + len("</Repetition>")
    swapped = GOOD[:start] + GOOD[repetition:end] + GOOD[start:repetition] + GOOD[end:]
    assert "Repetition" in verdict(swapped)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"<Task", GOOD.encode("utf-8")])
def test_what_is_no_document_is_told(data):
    assert task_fault(data)


def test_an_entity_is_not_opened():
    bomb = '<?xml version="1.0"?><!DOCTYPE Task [<!ENTITY a SYSTEM "file:///etc/passwd">]><Task>&a;</Task>'
    assert "root:" not in task_fault(bomb.encode())
