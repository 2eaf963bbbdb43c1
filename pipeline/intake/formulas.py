"""A formula written once for several cells, as it reads in each of them."""

import re

from pipeline.intake.tally import column_letters, column_number

_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
# Texts, names of sheets and columns of tables hold no address.
_QUOTED = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*'|\[[^\[\]]*\])""")
_COLUMN, _ROW = r"(\$?)([A-Za-z]{1,3})", r"(\$?)([1-9][0-9]{0,6})"
_ADDRESS = re.compile(
    rf"(?<![\w.$])(?:{_COLUMN}{_ROW}|{_COLUMN}:{_COLUMN}|{_ROW}:{_ROW})(?![\w.(!])"
)


def moved(formula: str, rows: int, columns: int) -> str:
    """The formula of a cell as it reads so many rows lower and columns to the right."""

    def shifted(found: re.Match[str]) -> str:
        c, column, r, row, c1, first, c2, last, r1, top, r2, bottom = found.groups()
        if column:
            return _one(c, _column(c, column, columns), r, _row(r, row, rows))
        if first:
            low, high = _column(c1, first, columns), _column(c2, last, columns)
            return f"{c1}{low}:{c2}{high}" if low and high else "#REF!"
        low, high = _row(r1, top, rows), _row(r2, bottom, rows)
        return f"{r1}{low}:{r2}{high}" if low and high else "#REF!"

    pieces = _QUOTED.split(formula)
    return "".join(p if i % 2 else _ADDRESS.sub(shifted, p) for i, p in enumerate(pieces))


def _one(fixed_column: str, column: str, fixed_row: str, row: str) -> str:
    return f"{fixed_column}{column}{fixed_row}{row}" if column and row else "#REF!"


def _column(fixed: str, letters: str, by: int) -> str:
    """The letters of a column moved, empty where there is none; ``$`` holds it."""
    number = column_number(letters.upper()) + (0 if fixed else by)
    return column_letters(number) if 1 <= number <= _LAST_COLUMN else ""


def _row(fixed: str, digits: str, by: int) -> str:
    number = int(digits) + (0 if fixed else by)
    return str(number) if 1 <= number <= _LAST_ROW else ""
