"""The files of a schedule given to the tools of the systems they are for, where these tools are."""

import os
import plistlib
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers.expat import ExpatError

from pipeline.diagnostics import Diagnostic, Source, UsageError
from pipeline.exchange.scheduling import FOLDER, Schedule, calendar_text, cron_command
from pipeline.exchange.taskschema import task_fault
from pipeline.moments import days_after, local_time, utc_moments
from pipeline.rules import schedule as rules
from pipeline.typography import date_fr

SECONDS = 60
RUNS = 23
DAYS = 365
_UTC = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What one tool said of one file: ``told`` adds to « verified », empty faults when it took the file."""

    file: str
    tool: str
    told: str = ""
    faults: tuple[Diagnostic, ...] = ()


def try_files(schedule: Schedule, files: Mapping[str, bytes], when: str) -> tuple[Trial, ...]:
    """Every file tried by every tool that reads it, the calendar over the year after a moment; nothing is installed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, data in files.items():
            (folder / file).write_bytes(data)
        return (
            _units(folder),
            _calendar(schedule, when),
            _crontab(folder),
            _shell(folder, schedule),
            _task(files),
            *_agent(folder, files),
        )


def _units(folder: Path) -> Trial:
    """Unknown keys are only warned of, and the exit code does not tell: a line that names our units is a refusal."""
    units = [str(folder / name) for name in ("epreuve.service", "epreuve.timer")]
    code, said = _call(["systemd-analyze", "verify", "--man=no", *units])
    about = [line for line in said.splitlines() if re.search(r"epreuve\.(service|timer)", line)]
    bad = code if code != 0 else int(bool(about))
    reason = "\n".join(about).replace(f"{folder}/", "") or said
    return _trial("epreuve.service", "systemd-analyze verify", bad, reason)


def _calendar(schedule: Schedule, when: str) -> Trial:
    """The runs of a year in the zone; then, with the zone in the text, the nights when clocks change."""
    file, tool = "epreuve.timer", "systemd-analyze calendar"
    text = calendar_text(schedule)
    code, said = _elapses(text, RUNS * (DAYS + 2), when, schedule.zone)
    runs = _moments(said)
    local = [local_time(run, schedule.zone) for run in runs]
    days = sorted({day for day, _ in local})[1:-1]
    if code != 0 or not days:
        return _trial(file, tool, code if code != 0 else 1, said)
    faults = [*_uneven(schedule, local, days), *_nightly(local)]
    changes = tuple(d for d in days if _clocks_change(d, schedule.zone))
    for day in changes:
        start = utc_moments(days_after(day, -1), "12:00", schedule.zone)[0]
        code, said = _elapses(f"{text} {schedule.zone}", 2 * RUNS, start, "UTC")
        if code or _moments(said) != [run for run in runs if run > start][: 2 * RUNS]:
            return _trial(file, tool, code or 1, said)
    return Trial(file=file, tool=tool, told=_told(days, changes, faults), faults=tuple(faults))


def _elapses(text: str, count: int, start: str, zone: str) -> tuple[int | None, str]:
    base = f"{start[:10]} {start[11:19]} UTC"
    options = [f"--iterations={count}", f"--base-time={base}"]
    return _call(["systemd-analyze", "calendar", *options, text], TZ=zone)


def _moments(said: str) -> list[str]:
    return [f"{day}T{time}Z" for day, time in _UTC.findall(said)]


def _uneven(schedule: Schedule, local: list[tuple[str, str]], days: list[str]) -> list[Diagnostic]:
    counts = Counter(day for day, _ in local)
    return [
        rules.UNEVEN.at(
            _place("epreuve.timer"), day=date_fr(d), count=counts[d], zone=schedule.zone
        )
        for d in days
        if counts[d] != RUNS
    ]


def _nightly(local: list[tuple[str, str]]) -> list[Diagnostic]:
    place = _place("epreuve.timer")
    return [rules.NIGHT.at(place, day=date_fr(d), time=t) for d, t in local if t.startswith("02:")]


def _clocks_change(day: str, zone: str) -> bool:
    """Whether the clock that shows noon the day before and noon of the day does not count 24 hours between them."""
    before, after = (
        utc_moments(found, "12:00", zone)[0][11:] for found in (days_after(day, -1), day)
    )
    return before != after


def _told(days: list[str], changes: tuple[str, ...], faults: list[Diagnostic]) -> str:
    text = rules.CALENDAR_TOLD if changes else rules.CALENDAR_STEADY
    return (rules.CALENDAR_UNEVEN if faults else text).format(
        days=len(days),
        first=date_fr(days[0]),
        last=date_fr(days[-1]),
        changes=rules.AND.join(map(date_fr, changes)),
    )


def _crontab(folder: Path) -> Trial:
    """Cronie tries a table with ``-T``, Debian's cron with ``-n``: asked second, for cronie takes that for a host."""
    table = str(folder / "crontab")
    code, said = _call(["crontab", "-T", table])
    if code and "[-n]" in said:
        code, said = _call(["crontab", "-n", table])
    elif code and "usage" in said.lower():
        code = None
    return _trial("crontab", "crontab", code, said)


def _shell(folder: Path, schedule: Schedule) -> Trial:
    script = folder / "command.sh"
    script.write_bytes(cron_command(schedule).encode())
    code, said = _call(["sh", "-n", str(script)])
    return _trial("crontab", "sh", code, said)


def _task(files: Mapping[str, bytes]) -> Trial:
    fault = task_fault(files["epreuve.xml"])
    return _trial("epreuve.xml", rules.READ, int(bool(fault)), fault)


def _agent(folder: Path, files: Mapping[str, bytes]) -> tuple[Trial, Trial]:
    fault = ""
    try:
        plistlib.loads(files["epreuve.plist"])
    except (ExpatError, plistlib.InvalidFileException) as error:
        fault = str(error)
    code, said = _call(["plutil", "-lint", str(folder / "epreuve.plist")])
    return (
        _trial("epreuve.plist", rules.READ, int(bool(fault)), fault),
        _trial("epreuve.plist", "plutil", code, said),
    )


def _trial(file: str, tool: str, code: int | None, said: str) -> Trial:
    """A verdict: no code when the tool is not here, 0 when it took the file."""
    if code == 0:
        return Trial(file=file, tool=tool)
    if code is None:
        fault = rules.ABSENT.at(_place(file), tool=tool, file=file)
    else:
        reason = " ; ".join(said.split("\n")).strip(" ;") or rules.SILENT
        fault = rules.REFUSED.at(_place(file), tool=tool, file=file, reason=reason)
    return Trial(file=file, tool=tool, faults=(fault,))


def _place(file: str) -> Source:
    return Source(path=f"{FOLDER}/{file}")


def _call(command: list[str], **extra: str) -> tuple[int | None, str]:
    """The exit code of a tool and what it said, in English; no code when it is not on this machine."""
    program = shutil.which(command[0])
    if program is None:
        return None, ""
    try:
        done = subprocess.run(  # noqa: S603  (a tool of the system, on files that we wrote)
            [program, *command[1:]],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            env={"PATH": str(Path(program).parent), "LC_ALL": "C", **extra},
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return 1, rules.LATE.format(seconds=SECONDS)
    except OSError as error:
        return 1, str(error)
    return done.returncode, done.stdout + done.stderr


def installed_program() -> str:
    """The absolute path of ``epreuve`` as installed with the Python that runs; raises UsageError when it is not."""
    user = sysconfig.get_preferred_scheme("user")
    folders = (
        Path(sys.executable).parent,
        Path(sysconfig.get_path("scripts")),
        Path(sysconfig.get_path("scripts", user)),
    )
    for folder in folders:
        found = shutil.which("epreuve", path=str(folder))
        if found is not None:
            return as_utf8(Path(found).absolute())
    raise UsageError(rules.NO_PROGRAM.format(python=sys.executable), rules.NO_PROGRAM_HINT)


def as_utf8(path: Path) -> str:
    """A path as systems write it in files, whatever the locale that Python runs under."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")
