"""Tests of ``epreuve schedule``."""

import json
import sys
from pathlib import Path

import pytest

from pipeline.commands.schedule import schedule
from pipeline.diagnostics import UsageError
from pipeline.exchange.scheduling import Schedule, schedule_files
from pipeline.exchange.trial import installed_program
from pipeline.rules import schedule as rules

FOLDER = "output/planification"
PROGRAM = str(Path(sys.executable).parent / "epreuve")
WHEN = "2026-11-23T04:00:00Z"
USUAL = {"zone": "Europe/Paris", "minute": 7, "user": "epreuve", "checked": False, "when": WHEN}


def call(root, **options):
    return schedule(**{**USUAL, "dry_run": False, **options}, root=root)


def tree(root):
    return {p: p.read_bytes() for p in sorted((root / "output").rglob("*")) if p.is_file()}


def test_the_files_are_written_and_named(mini):
    found = call(mini)
    files = schedule_files(
        Schedule(program=PROGRAM, root=str(mini), zone="Europe/Paris", minute=7, user="epreuve")
    )
    assert tree(mini) == {mini / FOLDER / name: files[name] for name in sorted(files)}
    assert found.files == tuple(f"{FOLDER}/{name}" for name in files)
    assert found.counts == {"files": 5}
    assert all((mini / f).stat().st_mode & 0o777 == 0o600 for f in found.files)


def test_twice_changes_nothing(mini):
    call(mini)
    before = {p: p.stat().st_mtime_ns for p in tree(mini)}
    found = call(mini)
    assert {p: p.stat().st_mtime_ns for p in tree(mini)} == before
    assert (found.files, found.counts) == ((), {"files": 0})
    assert rules.SAME.format(folder=FOLDER) in found.lines


def test_another_minute_rewrites_what_depends_on_it(mini):
    call(mini)
    assert call(mini, minute=8).files == tuple(
        f"{FOLDER}/{name}" for name in ("epreuve.timer", "crontab", "epreuve.xml", "epreuve.plist")
    )


def test_a_dry_run_writes_nothing(mini):
    found = call(mini, dry_run=True, checked=True)
    assert not (mini / FOLDER).exists()
    assert (found.files, found.counts, found.dry_run) == ((), {"files": 5}, True)
    assert rules.HEAD in found.lines


@pytest.mark.parametrize(
    "zone", ["", "Mars/Olympe", "../../etc/passwd", "/etc/localtime", "Europe"]
)
def test_a_zone_that_is_none_is_a_fault_of_use(mini, zone):
    with pytest.raises(UsageError) as caught:
        call(mini, zone=zone)
    assert caught.value.message == rules.BAD_ZONE.format(zone=zone)
    assert not (mini / FOLDER).exists()


def test_an_account_that_is_none_is_a_fault_of_use(mini):
    with pytest.raises(UsageError) as caught:
        call(mini, user="root\nExecStart=/bin/sh")
    assert caught.value.hint == rules.BAD_USER_HINT


def test_a_path_that_cannot_be_written_is_a_fault_of_use(mini):
    root = mini.rename(mini.with_name("deux\nlignes"))
    with pytest.raises(UsageError) as caught:
        call(root)
    assert caught.value.message == rules.BAD_PATH.format(path=root)


def test_a_folder_that_is_no_workspace_is_a_fault_of_use(tmp_path):
    with pytest.raises(UsageError):
        call(tmp_path)


def test_what_is_checked_is_told_and_so_is_what_could_not_be(epreuve, mini, monkeypatch):
    monkeypatch.setenv("PATH", str(mini))
    found = epreuve("schedule", "--check", "--json")
    answer = json.loads(found.stdout)
    assert (found.exit_code, answer["exit"]) == (0, 0)
    verified = {(v["file"], v["tool"]): v["codes"] for v in answer["data"]["verified"]}
    assert verified["epreuve.xml", rules.READ] == []
    assert verified["epreuve.timer", "systemd-analyze calendar"] == ["PRG-002"]
    assert {k: answer["data"][k] for k in ("program", "zone", "minute", "user")} == {
        "program": PROGRAM,
        "zone": "Europe/Paris",
        "minute": 7,
        "user": "epreuve",
    }


def test_a_refused_file_makes_the_check_fail(epreuve, mini, monkeypatch):
    tool = mini / "plutil"
    tool.write_text("#!/bin/sh\necho non; exit 1\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(mini))
    found = epreuve("schedule", "--check")
    assert found.exit_code == 1
    assert "[PRG-001] « plutil » refuse « epreuve.plist » : non" in found.stderr


def test_a_workspace_in_a_temporary_folder_is_warned_of(mini):
    told = [d.code for d in call(mini).diagnostics]
    places = (str(mini), installed_program())
    assert told == ["PRG-003" for p in places if p.startswith(("/tmp/", "/var/tmp/"))]  # noqa: S108


def test_no_unasked_minute_is_taken(epreuve):
    assert epreuve("schedule", "--minute", "60").exit_code == 2
