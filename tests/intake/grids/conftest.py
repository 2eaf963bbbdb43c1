"""A small grid as it goes out, what the session knows of it, and what people do to it: openpyxl, or LibreOffice."""

import io
import json
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipeline.codes import Code
from pipeline.draw import derive
from pipeline.intake.grids import read_grid
from pipeline.intake.readbook import read_book
from pipeline.model.basis import IssuedGrid
from pipeline.model.criteria import Level
from pipeline.model.grid import CodeSection, GridMap, GridRow, SkillRow
from pipeline.model.gridplan import SEAL_KEY, GridIdentity
from pipeline.render.grid import grid_template, stamp_grid
from pipeline.render.views import HeadView

DRIVE = Path(__file__).parent / "samples" / "drive_office.py"
SEAL_SECRET = derive(b"the secret of the session, 32 byt", "seal")
FORM = "2026-06-B3-ORAL-T07"
LEVELS = tuple(Level(value=n, title=f"T{n}", jury="", meaning=f"sens {n}.") for n in range(5))
SECTIONS = {
    "C13": ("Analyser l'environnement", ("Nomme les acteurs", "Hiérarchise les risques : 2 à 3")),
    "C14": ("Négocier", ("Prépare l'entretien", "Écoute", "Conclut")),
}


def grid_map(form=FORM, codes=("C13", "C14")):
    """The grid of an oral: five indicators of two codes, two soft skills; keys C13.i1… C14.i3."""
    return GridMap(
        form=form,
        title="Bloc 3 – oral",
        points=20,
        status="proposition",
        conversion=tuple(Decimal(n) for n in (0, 4, 8, 14, 20)),
        sections=tuple(
            CodeSection(
                code=Code(code),
                title=SECTIONS[code][0],
                points=Decimal(10),
                questions=(1,),
                levels=("a", "b", "c", "d", "e"),
                rows=tuple(
                    GridRow(key=f"{code}.i{n}", code=Code(code), label=label, weight=Decimal(n))
                    for n, label in enumerate(SECTIONS[code][1], 1)
                ),
            )
            for code in codes
        ),
        skills=(
            SkillRow(key="soft.temps", title="Temps", observable="Tient la durée ; conclut"),
            SkillRow(key="soft.calme", title="Calme", observable="Reste calme"),
        ),
    )


def head():
    """What stands around the grid."""
    texts = dict.fromkeys(HeadView.__slots__, "–")
    return HeadView(**{**texts, "code": FORM, "title": "Bloc 3 – oral", "session": "Juin 2026"})


def identity(form=FORM, **changes):
    """The identity of a grid."""
    fields = {
        "session": "2026-06",
        "form": form,
        "anonymous": "71F5-2A63",
        "assessor": "E03",
        "assessor_name": "Éloïse O’Neill-D’Arc",
        "marking": 1,
        "markings": 2,
    }
    return GridIdentity(**{**fields, **changes})


@dataclass(frozen=True)
class Desk:
    """What went out, and the key: reads what comes back."""

    folder: Path
    grid: GridMap
    who: GridIdentity
    blank: bytes
    issued: dict = field(default_factory=dict)
    key: bytes = SEAL_SECRET

    def book(self, source, name="grille.xlsx"):
        """The workbook of the bytes, or of the file, that came back."""
        path = source
        if isinstance(source, bytes):
            path = self.folder / name
            path.write_bytes(source)
        book, told = read_book(path, name)
        assert book is not None, told
        return book

    def read(self, source, name="grille.xlsx"):
        """The reading of what came back; its diagnostics are the second part."""
        book = self.book(source, name)
        return read_grid(book, name, {self.grid.form: self.grid}, self.key, self.issued)

    def edit(self, change):
        """The blank grid after ``change(book)`` with openpyxl, as bytes."""
        return edited(self.blank, change)

    def fill(self, cells):
        """The blank grid with values by address in the sheet « Grille », or by « sheet!address »."""

        def change(book):
            for place, value in cells.items():
                sheet, _, address = place.rpartition("!")
                book[sheet or "Grille"][address].value = value

        return self.edit(change)


def edited(data, change):
    """A workbook after ``change(book)`` with openpyxl, as bytes."""
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="session")
def stamped():
    """``stamped(identity)``: the grid of an identity as it goes out, and what the session writes down of it."""
    templates = {}

    def make(who):
        if who.form not in templates:
            templates[who.form] = grid_template(grid_map(who.form), head(), LEVELS)
        data = stamp_grid(templates[who.form], who, SEAL_SECRET)
        rows = openpyxl.load_workbook(io.BytesIO(data))["Sceau"].iter_rows(values_only=True)
        seal = next(row[1] for row in rows if row[0] == SEAL_KEY)
        return data, IssuedGrid(identity=who, exam="B3-ORAL", path="grille.xlsx", seal=seal)

    return make


@pytest.fixture
def desk(stamped, tmp_path):
    """One grid that went out, and what reads it when it comes back."""
    who = identity()
    data, issued = stamped(who)
    return Desk(folder=tmp_path, grid=grid_map(), who=who, blank=data, issued={who.id: issued})


@pytest.fixture(scope="session")
def edit_book():
    """``edit_book(data, change)``: a workbook after ``change(book)`` with openpyxl, as bytes."""
    return edited


@pytest.fixture(scope="session")
def whose():
    """``whose(marking=2)``: the identity of another grid."""
    return identity


@pytest.fixture(scope="session")
def small_grid():
    """``small_grid(form, codes)``: the map of a grid."""
    return grid_map


@pytest.fixture(scope="session")
def seal_key():
    """The key of the seals."""
    return SEAL_SECRET


@pytest.fixture
def office(soffice, tmp_path):
    """``office([(data or path, steps, kind)])``: the paths of workbooks after what people do to them in LibreOffice."""
    python = next((p for p in ("/usr/bin/python3", "python3") if has_uno(p)), None)
    if python is None:
        tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        tell("no interpreter with uno")

    def run(jobs):
        orders = []
        for number, (data, steps, kind) in enumerate(jobs):
            source = tmp_path / f"sent{number}.xlsx" if isinstance(data, bytes) else data
            if isinstance(data, bytes):
                source.write_bytes(data)
            target = tmp_path / f"back{number}.{kind}"
            orders.append({"source": str(source), "target": str(target), "steps": steps})
        done = subprocess.run(
            [python, str(DRIVE)],
            input=json.dumps({"profile": str(soffice.profile), "jobs": orders}),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return [made(Path(order["target"])) for order in orders]

    return run


def made(target):
    """The file that LibreOffice wrote: it puts the name of the sheet in that of a .csv."""
    return target if target.exists() else next(target.parent.glob(f"{target.stem}-*"))


def has_uno(python):
    if shutil.which(python) is None:
        return False
    return (
        subprocess.run([python, "-c", "import uno"], capture_output=True, check=False).returncode
        == 0
    )
