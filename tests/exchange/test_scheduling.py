"""Tests of the files that program runs: what each system reads in them is what was asked for."""

import os
import plistlib
import re
import shlex
import subprocess
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.exchange.scheduling import (
    LOG,
    Schedule,
    calendar_text,
    cron_command,
    is_account,
    is_writable,
    schedule_files,
    temporary,
)
from pipeline.exchange.taskschema import task_fault

T = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
NASTY = '/srv/l\'école 50 % $HOME "a" ; rm &é #'
TMP, VAR = "/tmp", "/var/tmp"  # noqa: S108
ALIKE = settings(deadline=None, derandomize=True)
letters = st.characters(exclude_categories=("Cs",))


def asked(root="/srv/examens", program="/opt/epreuve/bin/epreuve", **other):
    plan = {"zone": "Europe/Paris", "minute": 7, "user": "epreuve", **other}
    return Schedule(program=program, root=root, **plan)


def cron_line(schedule):
    """The last line of the table: its five fields, and the command as cron gives it to the shell."""
    table = schedule_files(schedule)["crontab"].decode()
    lines = [line for line in table.splitlines() if not line.startswith("#")]
    assert len(lines) == 1
    *fields, command = lines[0].split(" ", 5)
    assert re.search(r"(?<!\\)%", command) is None, "cron would cut the command there"
    return fields, command.replace("\\%", "%")


def directives(schedule, file="epreuve.service"):
    text = schedule_files(schedule)[file].decode()
    pairs = [li.split("=", 1) for li in text.splitlines() if "=" in li and li[0] not in "#["]
    assert len({key for key, _ in pairs}) == len(pairs)
    return dict(pairs)


def unit_words(text):
    """Words as systemd reads them: quotes, backslashes, then « %% » for a percent sign."""
    words = []
    for word in re.findall(r'(?:[^\s"]|"(?:[^"\\]|\\.)*")+', text):
        bare = re.sub(r'"((?:[^"\\]|\\.)*)"', lambda m: re.sub(r"\\(.)", r"\1", m[1]), word)
        assert "%" not in bare.replace("%%", "")
        words.append(bare.replace("%%", "%"))
    return words


def task(schedule):
    return etree.fromstring(schedule_files(schedule)["epreuve.xml"])


def test_the_same_schedule_gives_the_same_bytes():
    assert schedule_files(asked(NASTY)) == schedule_files(asked(NASTY))
    names = ["epreuve.service", "epreuve.timer", "crontab", "epreuve.xml", "epreuve.plist"]
    assert list(schedule_files(asked())) == names


def test_the_timer_names_its_zone_and_leaves_the_hour_of_clock_changes_alone():
    timer = directives(asked(minute=59), "epreuve.timer")
    assert timer["OnCalendar"] == "*-*-* 00,01,03..23:59:00 Europe/Paris"
    assert timer["Persistent"] == "true"
    late = int(timer["RandomizedDelaySec"].rstrip("s")) + int(timer["AccuracySec"].rstrip("s"))
    assert late < 60, "a run of 01:59 would start after 02:00"
    assert calendar_text(asked()) == "*-*-* 00,01,03..23:07:00"


def test_the_service_calls_the_program_with_the_paths_as_they_are():
    found = directives(asked(NASTY))
    call = ["/opt/epreuve/bin/epreuve", "-w", NASTY, "run", "--log-format", "json"]
    assert found["ExecStart"][0] == ":", "no variable of the environment is put in"
    assert unit_words(found["ExecStart"][1:]) == call
    assert unit_words(found["ReadWritePaths"]) == [f"{NASTY}/output"]
    assert unit_words(found["RequiresMountsFor"]) == [NASTY]


def test_a_program_whose_path_has_an_apostrophe_is_called_through_env():
    found = directives(asked(program="/srv/l'école/epreuve"))
    assert unit_words(found["ExecStart"][1:])[:2] == ["/usr/bin/env", "/srv/l'école/epreuve"]


@pytest.mark.parametrize(
    ("root", "program", "home", "private"),
    [
        ("/srv/examens", "/opt/epreuve", "true", "true"),
        ("/home/ana/examens", "/opt/epreuve", "read-only", "true"),
        ("/srv/examens", "/run/user/1000/epreuve", "read-only", "true"),
        ("/homework", "/opt/epreuve", "true", "true"),
        (f"{VAR}/examens", "/opt/epreuve", "true", "false"),
    ],
)
def test_the_service_sees_the_folders_that_it_needs_and_no_other(root, program, home, private):
    found = directives(asked(root, program))
    assert (found["ProtectHome"], found["PrivateTmp"]) == (home, private)


def test_the_service_takes_what_waits_for_a_person_or_another_run_for_a_success():
    found = directives(asked())
    assert found["SuccessExitStatus"] == "5 6"
    assert (found["Type"], found["User"], found["UMask"]) == ("oneshot", "epreuve", "0077")


def test_folders_that_the_system_empties_are_named():
    assert temporary(asked(f"{TMP}/x", f"{VAR}/bin/epreuve")) == (f"{TMP}/x", f"{VAR}/bin/epreuve")
    assert temporary(asked(f"{TMP}files/x")) == ()


def run_line(folder, hour, root):
    """What the program was called with, when the clock of the zone shows that hour; and what the log says."""
    (folder / "bin").mkdir()
    (root / "output/planification").mkdir(parents=True)
    for name, body in (
        ("date", f'printf "%s %s\\n" "$TZ" "$*" > "{folder}/asked"; echo {hour}'),
        ("epreuve", 'umask; for a in "$@"; do printf "%s\\n" "$a"; done; echo told >&2; exit 3'),
    ):
        (folder / "bin" / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / "bin" / name).chmod(0o755)
    fields, command = cron_line(asked(str(root), str(folder / "bin/epreuve")))
    assert fields == ["7", "*", "*", "*", "*"]
    path = f"{folder / 'bin'}:{os.defpath}"
    done = subprocess.run(
        ["/bin/sh", "-c", command], env={"PATH": path}, capture_output=True, check=False
    )
    assert (done.stdout, done.stderr) == (b"", b""), "cron would send mail"
    assert (folder / "asked").read_text() == "Europe/Paris +%H\n"
    log = root / LOG
    return done.returncode, log.read_text().splitlines() if log.exists() else None


@pytest.mark.parametrize("hour", ["00", "01", "03", "23"])
def test_the_cron_line_calls_the_program_with_the_paths_as_they_are(tmp_path, hour):
    root = tmp_path / NASTY[1:].replace("/", "-")
    code, log = run_line(tmp_path, hour, root)
    assert (code, log) == (
        3,
        ["0077", "-w", str(root), "run", "--log-format", "json", "told"],
    )
    assert (root / LOG).stat().st_mode & 0o777 == 0o600


def test_the_cron_line_does_nothing_between_two_and_three(tmp_path):
    assert run_line(tmp_path, "02", tmp_path / "w") == (0, None)


@ALIKE
@given(st.text(letters), st.text(letters))
def test_whatever_the_paths_a_shell_reads_them_as_they_are(root, program):
    root, program = f"/{root}", f"/{program}"
    if not (is_writable(root) and is_writable(program)):
        return
    schedule = asked(root, program)
    for command in (cron_line(schedule)[1], cron_command(schedule)):
        words = shlex.split(command)
        assert words[words.index("umask") + 2 :][:3] == [program, "-w", root]
    agent = plistlib.loads(schedule_files(schedule)["epreuve.plist"])
    assert agent["ProgramArguments"] == ["/bin/sh", "-c", cron_command(schedule)]
    found = directives(schedule)
    assert unit_words(found["ExecStart"][1:])[-6:] == [
        program,
        "-w",
        root,
        "run",
        "--log-format",
        "json",
    ]
    assert task_fault(schedule_files(schedule)["epreuve.xml"]) == ""


@pytest.mark.parametrize(
    "path",
    ["/a\nb", "/a\rb", "/a\x00b", "/a\u2028b", "/a\udce9b", "/a\uffffb", "/a\\b", "C:\\50 %\\x"],
)
def test_a_path_that_one_of_the_formats_cannot_hold_is_told(path):
    assert not is_writable(path)


@pytest.mark.parametrize("path", ["/srv/a b", NASTY, "C:\\Users\\Ana Lô\\examens", "/a\u202fb"])
def test_other_paths_are_fit(path):
    assert is_writable(path)


@pytest.mark.parametrize("user", ["epreuve", "svc_epreuve", "CENTRE\\svc.epreuve", "_x", "a-b"])
def test_what_is_an_account(user):
    assert is_account(user)


@pytest.mark.parametrize("user", ["", "a b", "-u", "é", "a\nb", "%i", "$USER", "a" * 65, "\\a"])
def test_what_is_no_account(user):
    assert not is_account(user)


def test_the_windows_task_is_what_schtasks_reads():
    data = schedule_files(asked())["epreuve.xml"]
    assert data[:2] == b"\xff\xfe"
    text = data.decode("utf-16")
    assert text.count("\n") == text.count("\r\n")
    assert text.startswith('<?xml version="1.0" encoding="UTF-16"?>\r\n')
    assert task_fault(data) == ""


def test_the_windows_task_runs_every_hour_but_between_two_and_three():
    trigger = task(asked(minute=5)).find(f".//{T}CalendarTrigger")
    start = datetime.fromisoformat(trigger.findtext(f"{T}StartBoundary"))
    assert trigger.findtext(f".//{T}Interval") == "PT1H"
    assert trigger.findtext(f".//{T}Duration") == "PT22H30M"
    runs = [start + timedelta(hours=n) for n in range(24) if n <= 22.5]
    hours = [run.hour for run in runs]
    assert sorted(hours) == [0, 1, *range(3, 24)]
    assert {run.minute for run in runs} == {5}


def test_the_windows_task_calls_the_program_and_keeps_what_it_says():
    program = "C:\\Program Files\\Épreuve & Cie\\epreuve.exe"
    root = "D:\\Examens de l'été"
    call = task(asked(root, program, user="CENTRE\\svc")).find(f".//{T}Exec")
    assert call.findtext(f"{T}Command") == "cmd.exe"
    assert call.findtext(f"{T}Arguments") == (
        f'/d /s /c ""{program}" -w "{root}" run --log-format json'
        f' >> "{root}\\output\\planification\\epreuve.log" 2>&1"'
    )
    assert task(asked(user="CENTRE\\svc")).findtext(f".//{T}UserId") == "CENTRE\\svc"


def test_the_macos_agent_wakes_every_hour_as_its_account():
    agent = plistlib.loads(schedule_files(asked(minute=0))["epreuve.plist"])
    assert agent["StartCalendarInterval"] == {"Minute": 0}
    assert (agent["UserName"], agent["Umask"], agent["RunAtLoad"]) == ("epreuve", 0o77, True)
    assert agent["ProgramArguments"][2].startswith('test "$(TZ=Europe/Paris date +%H)" = 02 || ')


@pytest.mark.parametrize(
    "name", ["epreuve.service", "epreuve.timer", "crontab", "epreuve.xml", "epreuve.plist"]
)
def test_every_file_says_how_to_install_it(name):
    data = schedule_files(asked())[name]
    assert "nstall" in data.decode("utf-16" if name.endswith("xml") else "utf-8")
