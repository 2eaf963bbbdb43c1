"""Defaults of options that a workspace sets in ``epreuve.toml``."""

import re
import tomllib
from pathlib import Path

from pipeline.diagnostics import UsageError
from pipeline.rules import commands as rules
from pipeline.rules import session as session_rules

NAME = "epreuve.toml"
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_settings(root: Path) -> dict[str, object]:
    """The tables of ``epreuve.toml``, by command; empty without the file.

    Raises UsageError when it cannot be read, is no TOML, or is not made of tables.
    """
    path = root / NAME
    if not path.exists():
        return {}
    try:
        return _tables(tomllib.loads(path.read_text("utf-8-sig")))
    except OSError as error:
        reason = session_rules.system_reason(error)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        reason = _reason(str(error))
    raise UsageError(rules.BAD_SETTINGS.format(path=NAME, reason=reason), rules.BAD_SETTINGS_HINT)


def _tables(values: dict[str, object]) -> dict[str, object]:
    """The values when each is a table; an option outside a table would be read by nobody."""
    for key, value in values.items():
        if not isinstance(value, dict):
            reason = rules.NOT_A_TABLE.format(key=key)
            raise UsageError(rules.BAD_SETTINGS.format(path=NAME, reason=reason), rules.TABLE_HINT)
    return values


def _reason(said: str) -> str:
    """Where the fault is, in French."""
    place = _PLACE.search(said)
    if place is None:
        return session_rules.UNREADABLE_TEXT
    return session_rules.AT_PLACE.format(line=place[1], column=place[2])
