"""Numbers of files as one plain text each."""

import math
import re
from decimal import Decimal

_SIMPLE = re.compile(r"0|-?[1-9][0-9]{0,14}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,400}\.?|[0-9]{0,400}\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?")


def plain_number(text: str) -> str | None:
    """The number as people write it, with a point and 15 digits at most, never an exponent.

    ``None`` for what is no number that a cell can hold.
    """
    if _SIMPLE.fullmatch(text):
        return text
    typed = text.strip(" \t\n")
    return plain_float(float(typed)) if _NUMBER.fullmatch(typed) else None


def plain_float(value: float) -> str | None:
    """The same for a number already read; ``None`` when it is infinite or no number."""
    if not math.isfinite(value):
        return None
    digits = f"{Decimal(f'{value:.15g}'):f}"
    return "0" if value == 0 else digits
