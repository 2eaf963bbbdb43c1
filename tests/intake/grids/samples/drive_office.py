"""Do to workbooks in LibreOffice what assessors do to them: run by an interpreter that has ``uno``.

Standard input: JSON {"profile": folder, "jobs": [{"source", "target", "steps": [[verb, argument…]]}]}; the ending of
the target names the format. « type » is what a person types, with what a French spreadsheet makes of it.
"""

import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import TableSortField

PIPE = f"epreuve{os.getpid()}"
FILTERS = {
    "xlsx": ("Calc MS Excel 2007 XML", ""),
    "ods": ("calc8", ""),
    "xls": ("MS Excel 97", ""),
    "csv": ("Text - txt - csv (StarCalc)", "59,34,76,1,,0,false,true,false,false,false,2"),
}


def main() -> None:
    order = json.load(sys.stdin)
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation=file://{order['profile']}",
            f"--accept=pipe,name={PIPE};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    desktop = None
    try:
        desktop = connect()
        for job in order["jobs"]:
            work(desktop, job)
    finally:
        if desktop is not None:
            desktop.terminate()
        else:
            office.kill()
        office.wait(60)


def connect():
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", context
    )
    for _ in range(240):
        try:
            remote = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
            return remote.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", remote
            )
        except NoConnectException:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def work(desktop, job):
    document = desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(job["source"]), "_blank", 0, (named("Hidden", True),)
    )
    try:
        extra = []
        for verb, *arguments in job["steps"]:
            extra += VERBS[verb](document, *arguments) or []
        document.calculateAll()
        name, options = FILTERS[job["target"].rsplit(".", 1)[-1]]
        store = [named("FilterName", name), named("FilterOptions", options), *extra]
        document.storeToURL(uno.systemPathToFileUrl(job["target"]), tuple(store))
    finally:
        document.close(True)


def sheet_of(document, name):
    return document.Sheets.getByName(name)


def open_up(document):
    document.unprotect("")
    for sheet in document.Sheets:
        sheet.unprotect("")


def put(document, sheet, address, value):
    cell = sheet_of(document, sheet).getCellRangeByName(address)
    if isinstance(value, str):
        cell.setString(value)
    else:
        cell.setValue(value)


def write(document, sheet, address, text):
    sheet_of(document, sheet).getCellRangeByName(address).FormulaLocal = text


def sort(document, sheet, area, column):
    field = TableSortField()
    field.Field, field.IsAscending = column, False
    where = sheet_of(document, sheet).getCellRangeByName(area)
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    uno.invoke(where, "sort", ((named("SortFields", fields), named("ContainsHeader", False)),))


def copy_range(document, sheet, area, target):
    page = sheet_of(document, sheet)
    where = page.getCellRangeByName(target).CellAddress
    page.copyRange(where, page.getCellRangeByName(area).RangeAddress)


def move_range(document, sheet, area, target):
    page = sheet_of(document, sheet)
    where = page.getCellRangeByName(target).CellAddress
    page.moveRange(where, page.getCellRangeByName(area).RangeAddress)


def hide_rows(document, sheet, first, last):
    for row in range(first - 1, last):
        sheet_of(document, sheet).Rows.getByIndex(row).IsVisible = False


VERBS = {
    "open": open_up,
    "put": put,
    "type": write,
    "sort": sort,
    "copy_range": copy_range,
    "move_range": move_range,
    "hide_rows": hide_rows,
    "merge": lambda d, s, a: sheet_of(d, s).getCellRangeByName(a).merge(True),
    "clear": lambda d, s, a: sheet_of(d, s).getCellRangeByName(a).clearContents(1 | 2 | 4 | 16),
    "insert_rows": lambda d, s, row, n: sheet_of(d, s).Rows.insertByIndex(row - 1, n),
    "delete_rows": lambda d, s, row, n: sheet_of(d, s).Rows.removeByIndex(row - 1, n),
    "insert_columns": lambda d, s, column, n: sheet_of(d, s).Columns.insertByIndex(column - 1, n),
    "delete_columns": lambda d, s, column, n: sheet_of(d, s).Columns.removeByIndex(column - 1, n),
    "rename": lambda d, s, name: sheet_of(d, s).setName(name),
    "copy_sheet": lambda d, s, name, at: d.Sheets.copyByName(s, name, at),
    "move_sheet": lambda d, s, at: d.Sheets.moveByName(s, at),
    "remove_sheet": lambda d, s: d.Sheets.removeByName(s),
    "password": lambda _, word: [named("Password", word)],
}


def named(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


main()
