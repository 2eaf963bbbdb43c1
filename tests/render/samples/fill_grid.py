"""Fill and save workbooks in LibreOffice, as an assessor does: run by an interpreter that has ``uno``.

Standard input: JSON {"profile": folder, "jobs": [{"source", "target", "filter", "cells": [[sheet, address, value]],
"shown": [[sheet, address]]}]}. Standard output: JSON, for each job the formulas' values and texts as shown.
"""

import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

PIPE = f"epreuve{os.getpid()}"


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
        json.dump([work(desktop, job) for job in order["jobs"]], sys.stdout)
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
        for sheet, address, value in job["cells"]:
            cell = document.Sheets.getByName(sheet).getCellRangeByName(address)
            if isinstance(value, str):
                cell.setString(value)
            else:
                cell.setValue(value)
        if job.get("recalculate", True):
            document.calculateAll()
        shown = [show(document, sheet, address) for sheet, address in job["shown"]]
        document.storeToURL(
            uno.systemPathToFileUrl(job["target"]), (named("FilterName", job["filter"]),)
        )
        return shown
    finally:
        document.close(True)


def show(document, sheet, address):
    cell = document.Sheets.getByName(sheet).getCellRangeByName(address)
    return [cell.getString(), cell.getValue(), cell.getError()]


def named(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


main()
