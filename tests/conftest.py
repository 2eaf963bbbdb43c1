"""What several test folders share: a validator of Office packages, and LibreOffice when it is there."""

import io
import os
import re
import shutil
import subprocess
import zipfile
import zlib
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path
from posixpath import dirname, join, normpath

import docx
import pytest
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "[Content_Types].xml"
RESIDUE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>fr-FR</value></prop></item>
</oor:items>
"""


def pytest_addoption(parser):
    """The option that accepts new golden texts: read their diff like code."""
    parser.addoption("--update-golden", action="store_true", help="write the golden texts anew")


class Office:
    """LibreOffice with a profile of its own: French, recalculating workbooks when they are loaded."""

    def __init__(self, program, folder):
        self.program = program
        self.profile = folder / "profile"
        self.folder = folder
        (self.profile / "user").mkdir(parents=True)
        (self.profile / "user" / "registrymodifications.xcu").write_text(PROFILE, "utf-8")

    def convert(self, source, kind, name="document.docx"):
        """The path of the file converted; ``source`` is a path or the bytes of a file called ``name``."""
        return self.convert_all([self._path(source, name)], kind)[0]

    def convert_all(self, sources, kind):
        """The paths of several files converted in one run."""
        out = self.folder / f"to-{kind.split(':')[0]}"
        where = f"-env:UserInstallation={self.profile.as_uri()}"
        command = [self.program, where, "--headless", "--convert-to", kind, "--outdir", str(out)]
        done = subprocess.run(
            [*command, *map(str, sources)], capture_output=True, timeout=300, check=False
        )
        made = [out / f"{Path(s).stem}.{kind.split(':')[0]}" for s in sources]
        missing = [m.name for m in made if not m.exists()]
        assert not missing, (missing, done.stdout, done.stderr)
        return made

    def colours(self, source):
        """The colours that a document is filled with once printed, as hexadecimal texts."""
        found = set()
        for stream in re.findall(
            rb"stream\r?\n(.*?)endstream", self.convert(source, "pdf").read_bytes(), re.DOTALL
        ):
            try:
                text = zlib.decompressobj().decompress(stream)
            except zlib.error:
                continue
            for inks in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) rg\b", text):
                found.add("".join(f"{round(float(i) * 255):02X}" for i in inks))
        return found

    def _path(self, source, name):
        if not isinstance(source, bytes):
            return Path(source)
        path = self.folder / name
        path.write_bytes(source)
        return path


@pytest.fixture
def soffice(tmp_path):
    """LibreOffice; without it the test is skipped, but not in continuous integration."""
    program = shutil.which("soffice")
    if program is None:
        tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        tell("soffice")
    return Office(program, tmp_path / "office")


@pytest.fixture(scope="session")
def check_package():
    """``check_package(data)``: the faults of a .docx or .xlsx, as a list of texts (empty when it is sound)."""
    return faults_of


@pytest.fixture(scope="session")
def word():
    """``word("a paragraph", ["its", "runs"], (("a", "b"), ("c", "d")))``: a .docx with a table, as bytes."""
    return word_bytes


def word_bytes(*blocks, prepare=None):
    document = docx.Document()
    for block in blocks:
        if isinstance(block, tuple):
            table = document.add_table(len(block), len(block[0]))
            for i, row in enumerate(block):
                for j, text in enumerate(row):
                    table.cell(i, j).text = text
            continue
        paragraph = document.add_paragraph()
        for run in [block] if isinstance(block, str) else block:
            paragraph.add_run(run)
    if prepare is not None:
        prepare(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def faults_of(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            faults = list(_container(archive, data))
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError) as fault:
        return [f"container: {fault}"]
    trees = {}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                trees[name] = etree.fromstring(content)
            except etree.XMLSyntaxError as fault:
                faults.append(f"{name}: not well-formed: {fault}")
    if faults:
        return faults
    for check in (_types, _relations, _residue, _numbering, _styles, _ids, _fields, _tables):
        faults += check(trees, parts)
    for check in (_sheet_order, _sheet_bounds, _sheet_validations, _sheet_names, _sheet_merges):
        faults += check(trees, parts)
    return faults


def _container(archive, data):
    if not data.startswith(b"PK\3\4") or data[-22:-18] != b"PK\5\6":
        yield "container: something before or after the archive"
    broken = archive.testzip()
    if broken:
        yield f"container: checksum of {broken}"
    entries = archive.infolist()
    if not entries or entries[0].filename != TYPES:
        yield "container: content types are not first"
    for name, count in Counter(e.filename.lower() for e in entries).items():
        if count > 1:
            yield f"container: {name} twice"
    for entry in entries:
        if entry.date_time != (1980, 1, 1, 0, 0, 0) or entry.extra or entry.comment:
            yield f"container: date, extra field or comment of {entry.filename}"


def _types(trees, parts):
    defaults = {e.get("Extension").lower() for e in trees[TYPES] if e.get("Extension")}
    overrides = [e.get("PartName").lstrip("/") for e in trees[TYPES] if e.get("PartName")]
    yield from (f"types: {n} does not exist" for n in overrides if n not in parts)
    yield from (f"types: {n} twice" for n, count in Counter(overrides).items() if count > 1)
    for name in parts:
        if name != TYPES and name not in overrides and name.rsplit(".", 1)[-1] not in defaults:
            yield f"types: {name} has none"


def _relations(trees, parts):
    pointed = {TYPES}
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        owner = "" if name == "_rels/.rels" else name.replace("_rels/", "").removesuffix(".rels")
        if owner and owner not in parts:
            yield f"relationships: {name} belongs to nothing"
            continue
        pointed.add(name)
        ids = [link.get("Id") for link in tree]
        yield from (f"relationships: {name} {i} twice" for i, n in Counter(ids).items() if n > 1)
        inner = [link for link in tree if link.get("TargetMode") != "External"]
        for link in inner:
            target = normpath(join("/", dirname(owner), link.get("Target"))).lstrip("/")
            pointed.add(target)
            if target not in parts:
                yield f"relationships: {name} -> {target} does not exist"
        used = (
            {v for e in trees[owner].iter() for k, v in e.attrib.items() if k.startswith(R)}
            if owner
            else set()
        )
        yield from (f"relationships: {owner} uses {i}" for i in sorted(used - set(ids)))
    yield from (f"relationships: nothing points to {n}" for n in parts if n not in pointed)
    for name, tree in trees.items():
        used = any(k.startswith(R) for e in tree.iter() for k in e.attrib)
        if used and join(dirname(name), "_rels", f"{name.rsplit('/', 1)[-1]}.rels") not in parts:
            yield f"relationships: {name} uses some and has none"


def _residue(trees, parts):
    for name, tree in trees.items():
        if name == TYPES or name.endswith(".rels"):
            continue
        for element in tree.iter(etree.Element):
            texts = (element.text, element.tail, *element.attrib.values())
            yield from (f"{name}: residual tag {t[:40]}" for t in texts if t and RESIDUE.search(t))
        for paragraph in tree.iter(f"{W}p"):
            text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
            if RESIDUE.search(text):
                yield f"{name}: residual tag in {text[:60]}"


def _numbering(trees, parts):
    root = trees.get("word/numbering.xml")
    known = {"0"} | {n.get(f"{W}numId") for n in (root.iter(f"{W}num") if root is not None else ())}
    for name, tree in trees.items():
        for number in tree.iter(f"{W}numId"):
            if number.get(f"{W}val") not in known:
                yield f"{name}: numbering {number.get(f'{W}val')} is not defined"


def _styles(trees, parts):
    root = trees.get("word/styles.xml")
    if root is None:
        return
    known = {s.get(f"{W}styleId") for s in root.iter(f"{W}style")}
    for name, tree in trees.items():
        for tag in ("pStyle", "rStyle", "tblStyle"):
            for use in tree.iter(f"{W}{tag}"):
                if use.get(f"{W}val") not in known:
                    yield f"{name}: style {use.get(f'{W}val')} is not defined"


def _ids(trees, parts):
    drawings = Counter(p.get("id") for t in trees.values() for p in t.iter(f"{WP}docPr"))
    yield from (f"drawing id {i} twice" for i, count in drawings.items() if count > 1)
    for name, tree in trees.items():
        starts = list(tree.iter(f"{W}bookmarkStart"))
        ids, ends = (
            Counter(s.get(f"{W}id") for s in starts),
            Counter(e.get(f"{W}id") for e in tree.iter(f"{W}bookmarkEnd")),
        )
        names = Counter(s.get(f"{W}name") for s in starts)
        if ids != ends or any(n > 1 for n in (*ids.values(), *names.values())):
            yield f"{name}: bookmarks are not paired or not unique"


def _fields(trees, parts):
    for name, tree in trees.items():
        depth = 0
        for mark in tree.iter(f"{W}fldChar"):
            kind = mark.get(f"{W}fldCharType")
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            if depth < 0:
                break
        if depth:
            yield f"{name}: fields are not balanced"


def _tables(trees, parts):
    for name, tree in trees.items():
        if any(t.find(f".//{W}tr") is None for t in tree.iter(f"{W}tbl")):
            yield f"{name}: a table has no row"
        if any(r.find(f".//{W}tc") is None for r in tree.iter(f"{W}tr")):
            yield f"{name}: a row has no cell"
        if any(len(c) == 0 or c[-1].tag not in (f"{W}p", f"{W}sdt") for c in tree.iter(f"{W}tc")):
            yield f"{name}: a cell does not end with a paragraph"


def _sheets(trees):
    return {n: t for n, t in trees.items() if t.tag == f"{S}worksheet"}


def _position(reference):
    letters, row = re.fullmatch(r"\$?([A-Z]+)\$?([0-9]+)", reference).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(row), column


def _sheet_order(trees, parts):
    for name, tree in _sheets(trees).items():
        rows = [int(r.get("r")) for r in tree.iter(f"{S}row")]
        if any(a >= b for a, b in pairwise(rows)):
            yield f"{name}: rows out of order"
        for row in tree.iter(f"{S}row"):
            cells = [_position(c.get("r")) for c in row]
            if any(a >= b for a, b in pairwise(cells)) or any(
                c[0] != int(row.get("r")) for c in cells
            ):
                yield f"{name}: cells of row {row.get('r')} out of order"


def _sheet_bounds(trees, parts):
    styles, strings = trees.get("xl/styles.xml"), trees.get("xl/sharedStrings.xml")
    formats = len(styles.find(f"{S}cellXfs")) if styles is not None else 1
    shared = len(strings) if strings is not None else 0
    for name, tree in _sheets(trees).items():
        for cell in tree.iter(f"{S}c"):
            if int(cell.get("s", "0")) >= formats:
                yield f"{name}!{cell.get('r')}: style {cell.get('s')} is not defined"
            if cell.get("t") == "s" and int(cell.findtext(f"{S}v")) >= shared:
                yield f"{name}!{cell.get('r')}: shared string {cell.findtext(f'{S}v')} is not defined"


def _sheet_validations(trees, parts):
    for name, tree in _sheets(trees).items():
        for rule in tree.iter(f"{S}dataValidation"):
            texts = [
                rule.findtext(f"{S}formula1") or "",
                rule.get("prompt", ""),
                rule.get("error", ""),
            ]
            if any(len(t) > 255 for t in texts) or len(rule.get("promptTitle", "")) > 32:
                yield f"{name}: validation of {rule.get('sqref')} is too long"


def _sheet_names(trees, parts):
    book = trees.get("xl/workbook.xml")
    if book is None:
        return
    names = [s.get("name") for s in book.iter(f"{S}sheet")]
    for name, count in Counter(n.lower() for n in names).items():
        if count > 1 or not 0 < len(name) <= 31 or re.search(r"[\[\]:*?/\\]", name):
            yield f"sheet name {name}"
    for defined in book.iter(f"{S}definedName"):
        for quoted, bare in re.findall(r"'((?:[^']|'')+)'!|([A-Za-z_]\w*)!", defined.text or ""):
            if (quoted.replace("''", "'") or bare) not in names:
                yield f"name {defined.get('name')} points to no sheet"


def _sheet_merges(trees, parts):
    for name, tree in _sheets(trees).items():
        boxes = []
        for merge in tree.iter(f"{S}mergeCell"):
            first, _, last = merge.get("ref").partition(":")
            boxes.append((*_position(first), *_position(last or first)))
        for a, b in combinations(boxes, 2):
            if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]:
                yield f"{name}: merged cells overlap"
