"""The files that have ``epreuve run`` called every hour: systemd, cron, Windows, macOS; texts in ``rules.schedule``."""

import plistlib
import re
import unicodedata
from codecs import BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath, PureWindowsPath

from pipeline.rules import schedule as words

FOLDER = "output/planification"
LOG = f"{FOLDER}/epreuve.log"
_ACCOUNT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\\-]{0,63}")
_HOMES = ("/home", "/root", "/run/user")
_TEMPORARY = ("/tmp", "/var/tmp")  # noqa: S108  (said to be unfit, not used)
_NO_LINE = {"Cc", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What is called, for which workspace (both absolute), by which account, at which minute of the hours of a zone."""

    program: str
    root: str
    zone: str
    minute: int
    user: str

    @property
    def windows(self) -> bool:
        """Whether the paths are those of Windows."""
        return not self.root.startswith("/")

    @property
    def folders(self) -> tuple[str, str]:
        """The folders that a run has to find."""
        return self.root, self.program

    def inside(self, path: str) -> str:
        """A path of the workspace, as its system writes it."""
        kind = PureWindowsPath if self.windows else PurePosixPath
        return str(kind(self.root) / path)


def calendar_text(schedule: Schedule) -> str:
    """When, as systemd writes it, without the zone: every hour but the one that clocks skip or repeat."""
    return f"*-*-* 00,01,03..23:{schedule.minute:02}:00"


def is_account(user: str) -> bool:
    """Whether systems take the text for the name of an account."""
    return bool(_ACCOUNT.fullmatch(user))


def is_writable(path: str) -> bool:
    """Whether every format can hold a path: one line, without what cron (Unix) or ``cmd`` (Windows) cannot quote.

    Some versions of cron read two backslashes as one, others as two; ``cmd`` puts variables between « % ».
    """
    one_line = not any(unicodedata.category(letter) in _NO_LINE for letter in path)
    is_xml = not set(path) & set("\ufffe\uffff")
    return one_line and is_xml and ("\\" if path.startswith("/") else "%") not in path


def temporary(schedule: Schedule) -> tuple[str, ...]:
    """The folders needed that the system empties by itself."""
    return tuple(path for path in schedule.folders if _under(path, _TEMPORARY))


def schedule_files(schedule: Schedule) -> dict[str, bytes]:
    """The files by name, ready to be installed; same schedule, same bytes."""
    return {
        "epreuve.service": _service(schedule).encode(),
        "epreuve.timer": _timer(schedule).encode(),
        "crontab": _crontab(schedule).encode(),
        "epreuve.xml": BOM_UTF16_LE + _task(schedule).replace("\n", "\r\n").encode("utf-16-le"),
        "epreuve.plist": _agent(schedule),
    }


def cron_command(schedule: Schedule) -> str:
    """What the shell runs, by cron and launchd: nothing between 02:00 and 03:00 in the zone of the sessions."""
    return f'test "$(TZ={schedule.zone} date +%H)" = 02 || {_call(schedule)}'


def _service(schedule: Schedule) -> str:
    homes = any(_under(path, _HOMES) for path in schedule.folders)
    return words.SERVICE.format(
        account=schedule.user,
        user=schedule.user,
        root=_unit_word(schedule.root),
        output=_unit_word(schedule.inside("output")),
        program=_unit_program(schedule.program),
        zone=schedule.zone,
        home="read-only" if homes else "true",
        private_tmp="false" if temporary(schedule) else "true",
    )


def _timer(schedule: Schedule) -> str:
    return words.TIMER.format(calendar=f"{calendar_text(schedule)} {schedule.zone}")


def _crontab(schedule: Schedule) -> str:
    """Cron ends a command at « % » unless a backslash is before it, then gives the line to the shell."""
    command = cron_command(schedule).replace("%", "\\%")
    line = words.CRON_LINE.format(minute=schedule.minute, command=command)
    return words.CRONTAB.format(account=schedule.user, zone=schedule.zone, log=LOG, line=line)


def _task(schedule: Schedule) -> str:
    """The task runs through ``cmd``, which has a place for the log; ``/s`` keeps the quotes inside the outer ones."""
    log = schedule.inside(LOG)
    call = f'"{schedule.program}" -w "{schedule.root}" run --log-format json >> "{log}" 2>&1'
    return words.TASK.format(
        zone=schedule.zone,
        minute=f"{schedule.minute:02}",
        user=escape(schedule.user),
        arguments=escape(f'/d /s /c "{call}"', quote=False),
        log=LOG,
    )


def _agent(schedule: Schedule) -> bytes:
    found = {
        "Label": "epreuve",
        "UserName": schedule.user,
        "ProgramArguments": ["/bin/sh", "-c", cron_command(schedule)],
        "StartCalendarInterval": {"Minute": schedule.minute},
        "RunAtLoad": True,
        "ProcessType": "Background",
        "Umask": 0o77,
    }
    head, mark, body = plistlib.dumps(found).partition(b"<plist ")
    comment = words.AGENT.format(zone=schedule.zone, log=LOG).encode()
    return head + comment + mark + body


def _call(schedule: Schedule) -> str:
    """The call of the program for a POSIX shell; what it says goes to a private log."""
    program, root, log = (
        _shell_word(text) for text in (schedule.program, schedule.root, schedule.inside(LOG))
    )
    return f"{{ umask 077; {program} -w {root} run --log-format json >> {log} 2>&1; }}"


def _shell_word(text: str) -> str:
    """A word that the shell takes as it is: apostrophes close the quotes, are written, open them again."""
    return "'" + text.replace("'", "'\\''") + "'"


def _unit_word(text: str) -> str:
    """A word of a unit file (systemd.service(5), systemd.unit(5)): quoted, « % » doubled."""
    return '"' + "".join(_unit_letters(text)) + '"'


def _unit_letters(text: str) -> Iterator[str]:
    for letter in text:
        yield {"\\": "\\\\", '"': '\\"', "%": "%%"}.get(letter, letter)


def _unit_program(path: str) -> str:
    """The program of a unit; systemd takes no quote in its path, where ``env`` takes anything."""
    found = _unit_word(path)
    return f"/usr/bin/env {found}" if set(path) & set("'\"\\") else found


def _under(path: str, folders: tuple[str, ...]) -> bool:
    return any(PurePosixPath(path).is_relative_to(folder) for folder in folders)
