"""Run as a program of its own, under limits: an .xls or a .csv on standard input, its cells as JSON on standard output.

Nothing of ``pipeline`` is imported here: what may fall must be small. First argument: the format; second: how many
rows, columns and cells are told at most, so that one more is seen.
"""

import csv
import io
import json
import re
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NoReturn

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 10
MAX_INPUT = 5_000_000

BAD_TEXT, BAD_QUOTES, PASSWORD = "text", "quotes", "password"
_NO_TEXT = re.compile("[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f]")


def main() -> None:
    """Read, tell, leave; whatever goes wrong is an exit code."""
    limit()
    data = sys.stdin.buffer.read(MAX_INPUT + 1)
    rows, columns, cells = map(int, sys.argv[2:5])
    made = read_csv(data) if sys.argv[1] == "csv" else read_xls(data, rows, columns)
    sheets = []
    for sheet in made:
        sheet["cells"] = list(filled(sheet.pop("rows"), rows, columns, cells))
        cells -= len(sheet["cells"])
        sheets.append(sheet)
    json.dump(sheets, sys.stdout)


def limit() -> None:
    """Memory, time, files: what the system allows to be limited."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # macOS does not limit the memory
            continue


def filled(
    rows: Iterable[Iterable[Any]], most_rows: int, most_columns: int, most: int
) -> Iterator[list[Any]]:
    """The cells that hold something: row, column, kind, text; one beyond a limit at most."""
    told = 0
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            kind, text = told_as(value)
            if text:
                yield [number, column, kind, text]
                told += 1
            if told > most or (text and (number > most_rows or column > most_columns)):
                return


def told_as(value: object) -> tuple[str, str]:
    """The kind and the text of a value; numbers as the shortest text that gives them back."""
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, int | float):
        return "n", repr(value)
    if isinstance(value, datetime | date):
        return "date", value.isoformat()
    if isinstance(value, time):
        return "time", value.isoformat()
    if isinstance(value, timedelta):
        return "time", str(value)
    return "s", str(value)


def read_csv(data: bytes) -> list[dict[str, Any]]:
    """The one table of a text, whatever its separator."""
    text = decoded(data)
    if _NO_TEXT.search(text):
        leave(BAD_TEXT)
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    csv.field_size_limit(MAX_INPUT)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        leave(BAD_QUOTES)
    return [{"title": "", "visible": True, "merges": [], "rows": rows}]


def decoded(data: bytes) -> str:
    """UTF-8, with or without its mark, else the Western page of Windows."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_xls(data: bytes, most_rows: int, most_columns: int) -> Iterator[dict[str, Any]]:
    """The worksheets one after the other; python-calamine may stop the whole program."""
    import python_calamine  # noqa: PLC0415  (a .csv does without)

    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
    except python_calamine.PasswordError:
        leave(PASSWORD)
    for sheet in book.sheets_metadata:
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        page = book.get_sheet_by_name(sheet.name)
        yield {
            "title": sheet.name,
            "visible": sheet.visible == python_calamine.SheetVisibleEnum.Visible,
            "merges": [[*first, *last] for first, last in page.merged_cell_ranges or []],
            "rows": rows_of(page, most_rows, most_columns),
        }


def rows_of(page: Any, most_rows: int, most_columns: int) -> Iterable[Iterable[Any]]:
    """The rows of a sheet from the first one on; a cell too far away stands alone, for the other side to refuse."""
    last_row, last_column = page.end or (0, 0)
    if last_row < most_rows and last_column < most_columns:
        return page.to_python(skip_empty_area=False)  # type: ignore[no-any-return]
    return (*([()] * last_row), (*([""] * last_column), "?"))


def leave(reason: str) -> NoReturn:
    """End with a reason that the other side knows."""
    json.dump({"refused": reason}, sys.stdout)
    sys.stdout.flush()
    sys.exit(0)


if __name__ == "__main__":
    main()
