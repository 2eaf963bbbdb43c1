"""Tests of what the tools of the system say of the files: the real ones where they are, scripts for the others."""

import os
import shutil
import sys
import sysconfig
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.diagnostics import UsageError
from pipeline.exchange import trial
from pipeline.exchange.scheduling import Schedule, schedule_files
from pipeline.rules import schedule as rules
from pipeline.typography import date_fr

WHEN = "2026-11-23T04:00:00Z"


@pytest.fixture
def asked(tmp_path):
    """A schedule whose program exists, in a folder whose name is hard to quote."""
    root = tmp_path / 'l\'école 50 % $HOME "a"'
    root.mkdir()
    program = root / "epreuve"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return Schedule(
        program=str(program), root=str(root), zone="Europe/Paris", minute=7, user="epreuve"
    )


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """``tools("plutil", "exit 1")``: only these tools are on the machine, with the shell."""
    folder = tmp_path / "tools"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def add(name, body="exit 0"):
        (folder / name).write_text(f"#!{shutil.which('sh', path=os.defpath)}\n{body}\n")
        (folder / name).chmod(0o755)

    return add


@pytest.fixture
def systemd():
    """The real systemd-analyze; without it the test is skipped, but not in continuous integration."""
    if shutil.which("systemd-analyze") is None:
        tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        tell("systemd-analyze")


def verdicts(schedule, files=None, when=WHEN):
    found = trial.try_files(schedule, files or schedule_files(schedule), when)
    return {(t.file, t.tool): t for t in found}


def codes(found):
    return {pair: [f.code for f in t.faults] for pair, t in found.items() if t.faults}


def test_systemd_takes_the_units_and_the_calendar_of_a_year(asked, systemd):
    found = verdicts(asked)
    told = found["epreuve.timer", "systemd-analyze calendar"].told
    assert told == rules.CALENDAR_TOLD.format(
        days=366,
        first=date_fr("2026-11-24"),
        last=date_fr("2027-11-24"),
        changes=f"{date_fr('2027-03-28')} et {date_fr('2027-10-31')}",
    )
    assert not {f for f, _ in codes(found)} & {"epreuve.service", "epreuve.timer", "epreuve.xml"}


def test_both_nights_of_a_year_whose_clocks_change_have_their_23_runs(asked, systemd):
    for when, changes in (
        ("2026-10-01T00:00:00Z", ("2026-10-25", "2027-03-28")),
        ("2027-10-30T23:30:00Z", ("2028-03-26", "2028-10-29")),
    ):
        told = verdicts(asked, when=when)["epreuve.timer", "systemd-analyze calendar"]
        assert (f"({' et '.join(map(date_fr, changes))})" in told.told, told.faults) == (True, ())


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata"])
def test_a_zone_without_clock_changes_is_told_so(asked, systemd, zone):
    found = verdicts(replace(asked, zone=zone))["epreuve.timer", "systemd-analyze calendar"]
    assert found.faults == ()
    assert found.told.endswith("23 exécutions par jour")


def test_a_zone_that_changes_elsewhere_has_a_day_of_22_runs_which_is_told(asked, systemd):
    found = verdicts(replace(asked, zone="Europe/London"))
    timer = found["epreuve.timer", "systemd-analyze calendar"]
    assert [(f.code, f.message) for f in timer.faults] == [
        (
            "PRG-005",
            rules.UNEVEN.message.format(day=date_fr("2027-03-28"), count=22, zone="Europe/London"),
        )
    ]
    assert timer.told == rules.CALENDAR_UNEVEN.format(
        days=366, first=date_fr("2026-11-24"), last=date_fr("2027-11-24")
    )


def test_a_program_that_is_not_there_is_refused(asked, systemd):
    found = verdicts(replace(asked, program="/nowhere/epreuve"))
    [fault] = found["epreuve.service", "systemd-analyze verify"].faults
    assert fault.code == "PRG-001"
    assert "not executable" in fault.message
    assert fault.source.path == "output/planification/epreuve.service"


def test_a_key_that_systemd_does_not_know_is_refused_though_it_only_warns(asked, systemd):
    files = schedule_files(asked)
    files["epreuve.timer"] = files["epreuve.timer"].replace(b"Persistent", b"Persistant")
    [fault] = verdicts(asked, files)["epreuve.service", "systemd-analyze verify"].faults
    assert "Persistant" in fault.message
    assert "/tmp" not in fault.message.partition(":")[2]  # noqa: S108


def test_a_zone_that_systemd_does_not_know_is_refused(asked, systemd):
    found = verdicts(asked, {**schedule_files(asked), **bad_zone(asked)})
    assert codes(found)["epreuve.service", "systemd-analyze verify"] == ["PRG-001"]


def bad_zone(schedule):
    timer = schedule_files(schedule)["epreuve.timer"]
    return {"epreuve.timer": timer.replace(b"Europe/Paris", b"Europe/Nowhere")}


def test_without_any_tool_every_absence_is_told_and_the_rest_is_read(asked, tools):
    found = verdicts(asked)
    assert codes(found) == {
        ("epreuve.service", "systemd-analyze verify"): ["PRG-002"],
        ("epreuve.timer", "systemd-analyze calendar"): ["PRG-002"],
        ("crontab", "crontab"): ["PRG-002"],
        ("crontab", "sh"): ["PRG-002"],
        ("epreuve.plist", "plutil"): ["PRG-002"],
    }
    assert set(found) - set(codes(found)) == {
        ("epreuve.xml", rules.READ),
        ("epreuve.plist", rules.READ),
    }


def test_a_calendar_that_runs_at_night_is_an_error(asked, tools):
    days = "\n".join(
        f'echo "Next elapse: 2026-11-{d} {h:02}:07:00 UTC"' for d in (24, 25, 26) for h in range(24)
    )
    tools("systemd-analyze", f'[ "$1" = verify ] && exit 0\n{days}')
    found = verdicts(replace(asked, zone="UTC"))["epreuve.timer", "systemd-analyze calendar"]
    night = [
        rules.NIGHT.message.format(day=date_fr(f"2026-11-{d}"), time="02:07") for d in (24, 25, 26)
    ]
    uneven = rules.UNEVEN.message.format(day=date_fr("2026-11-25"), count=24, zone="UTC")
    assert [f.message for f in found.faults] == [uneven, *night]


def test_a_calendar_that_differs_once_its_zone_is_written_is_refused(asked, tools):
    body = """
case "$*" in
  verify*) exit 0;;
  *Paris) echo nothing;;
  *) n=24; while [ $n -lt 30 ]; do h=10; while [ $h -lt 24 ]; do
       echo "Next elapse: 2027-03-$n $h:07:00 UTC"; h=$((h + 1)); done; n=$((n + 1)); done;;
esac"""
    tools("systemd-analyze", body)
    found = codes(verdicts(asked))
    assert found["epreuve.timer", "systemd-analyze calendar"] == ["PRG-001"]


def test_a_calendar_without_any_run_is_refused(asked, tools):
    tools("systemd-analyze")
    found = verdicts(asked)
    assert codes(found)["epreuve.timer", "systemd-analyze calendar"] == ["PRG-001"]
    [fault] = found["epreuve.timer", "systemd-analyze calendar"].faults
    assert rules.SILENT in fault.message


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('[ "$1" = -T ] && exit 0; exit 1', None),  # cronie
        ('[ "$1" = -T ] && echo "bad minute" >&2; exit 1', "PRG-001"),
        ('[ "$1" = -n ] && exit 0; echo "usage: crontab [-u user] [-n] file" >&2; exit 1', None),
        (
            '[ "$1" = -n ] && exit 9; echo "usage: crontab [-u user] [-n] file" >&2; exit 1',
            "PRG-001",
        ),
        ('echo "crontab: usage error: unrecognized option" >&2; exit 1', "PRG-002"),  # macOS
    ],
)
def test_each_cron_is_asked_in_its_own_way(asked, tools, body, expected):
    tools("crontab", body)
    found = codes(verdicts(asked)).get(("crontab", "crontab"))
    assert found == (None if expected is None else [expected])


def test_the_shell_and_plutil_are_asked_too(asked, tools):
    tools("sh", "echo bad; exit 2")
    tools("plutil", '[ "$1" = -lint ] || exit 1')
    found = codes(verdicts(asked))
    assert found["crontab", "sh"] == ["PRG-001"]
    assert ("epreuve.plist", "plutil") not in found


def test_a_plist_that_is_none_is_refused(asked, tools):
    for data in (b"<plist", b"nothing"):
        found = codes(verdicts(asked, {**schedule_files(asked), "epreuve.plist": data}))
        assert found["epreuve.plist", rules.READ] == ["PRG-001"]


def test_a_tool_that_never_answers_is_not_waited_for(asked, tools, monkeypatch):
    monkeypatch.setattr(trial, "SECONDS", 0.2)
    tools("plutil", f"exec {shutil.which('sleep', path=os.defpath)} 30")
    [fault] = verdicts(asked)["epreuve.plist", "plutil"].faults
    assert rules.LATE.format(seconds=0.2) in fault.message


def test_a_tool_that_cannot_be_started_is_told(asked, tools):
    tools("plutil")
    (Path(os.environ["PATH"]) / "plutil").write_text("#!/nowhere/sh\n")
    assert codes(verdicts(asked))["epreuve.plist", "plutil"] == ["PRG-001"]


def test_nothing_stays_behind(asked, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "t"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "t").mkdir()
    before = sorted(tmp_path.rglob("*"))
    verdicts(asked)
    assert sorted(tmp_path.rglob("*")) == before


def test_the_program_is_the_one_installed_with_python():
    assert trial.installed_program() == str(Path(sys.executable).parent / "epreuve")


def test_without_an_installed_program_nothing_is_written(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(sysconfig, "get_path", lambda *_: str(tmp_path))
    with pytest.raises(UsageError) as caught:
        trial.installed_program()
    assert caught.value.message == rules.NO_PROGRAM.format(python=tmp_path / "python")
