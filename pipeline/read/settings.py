"""Defaults of options that a workspace sets in ``epreuve.toml``."""

import tomllib
from pathlib import Path

from pipeline.diagnostics import UsageError
from pipeline.rules import commands as rules

NAME = "epreuve.toml"


def read_settings(root: Path) -> dict[str, object]:
    """The tables of ``epreuve.toml``, by command; empty without the file. Raises UsageError when it is no TOML."""
    path = root / NAME
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(rules.BAD_SETTINGS.format(path=NAME, reason=error), rules.BAD_SETTINGS_HINT) from error
