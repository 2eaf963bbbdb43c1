"""A tiny workspace that plays a whole session in two seconds: fresh, open with registrations, or published."""

import io
import json
import os
import re
import shutil
import zipfile
from hashlib import sha256
from html import unescape
from pathlib import Path
from string import ascii_lowercase

import openpyxl
import pytest
import yaml
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.commands.generate import generate
from pipeline.commands.inputs import load_bank
from pipeline.commands.open import Opening, open_folder
from pipeline.read.demonstration import read_demonstration
from pipeline.store.folder import SessionFolder

TESTS = Path(__file__).resolve().parent.parent
TEMPLATES = TESTS.parent / "templates"
WHEN = "2026-06-01T08:00:00Z"
SECRET = sha256(b"a session of the tests").digest()
CANARY = "zwyx"


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch):
    """No setting of the machine; nobody cuts the power, so that what fsync does is not waited for."""
    for name in [n for n in os.environ if n.startswith("EPREUVE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def when():
    """The moment at which the tests publish."""
    return WHEN


@pytest.fixture
def mini(tmp_path):
    """A fresh copy of the tiny workspace, with the shipped templates."""
    return fresh(tmp_path / "mini")


@pytest.fixture
def mini_session(mini, _opened):
    """The tiny workspace with one open session, registrations filled in: its folder."""
    shutil.copytree(_opened, mini / "output")
    return SessionFolder(root=mini, name="2026-06")


@pytest.fixture
def open_mini_session():
    """``open_mini_session(root, name, change)``: open a session; ``change`` may alter the rows of its registrations."""
    return open_mini


@pytest.fixture(scope="session")
def _opened(tmp_path_factory):
    """The output folder with one open session."""
    root = fresh(tmp_path_factory.mktemp("opened") / "mini")
    return open_mini(root).path.parent


@pytest.fixture(scope="session")
def _once(tmp_path_factory):
    """A published session whose every reserved text holds a word found nowhere else."""
    root = fresh(tmp_path_factory.mktemp("published") / "mini")
    plant(root)
    folder = open_mini(root)
    generate(folder.name, root=root, when=WHEN)
    return folder


@pytest.fixture(scope="session")
def published_once(_once):
    """The published session, to be looked at and left alone."""
    return _once


@pytest.fixture
def published(_once, tmp_path):
    """A copy of the published session, to be damaged."""
    shutil.copytree(_once.root, tmp_path / "copy", copy_function=shutil.copy2)
    return SessionFolder(root=tmp_path / "copy", name=_once.name)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """A demonstration played for a machine, over what an earlier one left: its folder and the answer."""
    root = fresh(tmp_path_factory.mktemp("demo") / "mini")
    old = root / "output/demo"
    (old / "candidat/ancien").mkdir(parents=True)
    (old / "candidat/ancien/sujet.docx").write_bytes(b"old")
    (old / "forms.json").write_text("[{")
    (old / "journal.jsonl").write_text("{}\n")
    result = CliRunner().invoke(main, ["-w", str(root), "demo", "--json"])
    return SessionFolder(root=root, name="demo"), json.loads(result.stdout)


@pytest.fixture
def epreuve(mini):
    """``epreuve("check", "--json")``: run a command in the tiny workspace."""

    def call(*arguments):
        return CliRunner().invoke(main, ["-w", str(mini), *arguments])

    return call


@pytest.fixture(scope="session")
def words_of():
    """``words_of(path)``: everything that a file says, of all its parts and those of the files inside it."""
    return lambda path: path.name.lower() + "\n" + everything(path.read_bytes())


@pytest.fixture(scope="session")
def bytes_of():
    """``bytes_of(folder)``: the bytes of every file under it, but the lock, by relative path."""

    def read(top):
        files = (p for p in sorted(top.rglob("*")) if p.is_file() and p.name != ".verrou")
        return {p.relative_to(top).as_posix(): p.read_bytes() for p in files}

    return read


@pytest.fixture
def edit():
    """``edit(path, old, new)``: replace the only occurrence of a text in a file; returns its line number."""

    def change(path, old, new):
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{text.count(old)} times {old!r}"
        path.write_text(text.replace(old, new), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    return change


@pytest.fixture(scope="session")
def fill_grid():
    """``fill_grid(source, target, levels, c0="…", state="ABJ")``: an issued grid as its assessor gives it back."""
    return filled


def filled(source, target, levels=(), *, state="", strip=None, unsealed=False, **comments):
    """Levels in the order of the rows, ``c0`` the comment of the first; ``strip`` replaces the visible copy."""
    book = openpyxl.load_workbook(source, rich_text=True)
    grid, card = book["Grille"], book["Fiche"]
    rows = [row for row in grid.iter_rows() if ".i" in str(row[0].value)]
    for number, (row, level) in enumerate(zip(rows, levels, strict=False)):
        row[4].value, row[5].value = level, comments.get(f"c{number}")
    for row in card.iter_rows():
        if row[0].value == "fiche.situation" and state:
            row[6].value = state
    for row in grid.iter_rows(max_row=1) if strip else ():
        row[1].value = str(row[1].value).replace(*strip)
    if unsealed:
        del book["Sceau"]
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)


def fresh(root):
    shutil.copytree(TEMPLATES, root / "templates")
    shutil.copytree(TESTS / "mini", root, dirs_exist_ok=True)
    return root


def open_mini(root, name="2026-06", change=None, date="2026-06-15"):
    demonstration, faults = read_demonstration(root)
    assert faults == ()
    rows = {sheet: [list(row) for row in lines] for sheet, lines in demonstration.rows.items()}
    if change is not None:
        change(rows)
    opening = Opening(date=date, title="Session", centre="Centre", rows=rows, secret=SECRET)
    folder = SessionFolder(root=root, name=name)
    open_folder(load_bank(root), folder, opening, when=WHEN)
    return folder


def plant(root):
    """Add a word of its own to every text that candidates may not read."""
    letters = (a + b for a in ascii_lowercase for b in ascii_lowercase)

    def mark(holder, *keys):
        for key in holder.keys() & set(keys):
            texts = holder[key] if isinstance(holder[key], list) else [holder[key]]
            marked = [f"{text} {CANARY}{next(letters)}" for text in texts]
            holder[key] = marked if isinstance(holder[key], list) else marked[0]

    for path in sorted((root / "scenarios").glob("*/*.yaml")):
        scenario = yaml.safe_load(path.read_text("utf-8"))
        for item in scenario["taches"]:
            mark(item, "pieges", "corrige", "relances")
            for expected in item["attendus"]:
                mark(expected, "texte")
        for inject in scenario.get("injects", ()):
            mark(inject, "contenu", "attendu", "de")
        path.write_text(yaml.safe_dump(scenario, allow_unicode=True, sort_keys=False), "utf-8")


def everything(data):
    if data[:4] != b"PK\3\4":
        text = unescape(data.decode("utf-8", "replace")).lower()
        return text + "\n" + re.sub(r"<[^>]*>", "", text)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.comment.decode("utf-8", "replace")]
        for info in archive.infolist():
            parts += [info.filename.lower(), everything(archive.read(info))]
    return "\n".join(parts)
