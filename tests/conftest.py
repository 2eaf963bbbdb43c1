"""What several test folders share: a validator of Office packages, and LibreOffice when it is there."""

import io
import os
import re
import shutil
import signal
import subprocess
import zipfile
import zlib
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path
from posixpath import dirname, join, normpath

import docx
import openpyxl
import pytest
from lxml import etree

from pipeline.award.proposals import propose
from pipeline.award.whatif import limits_of, standing
from pipeline.diagnostics import Source
from pipeline.model.basis import Basis, BlockBasis, ExamBasis
from pipeline.model.blueprint import Phase
from pipeline.model.jurytable import (
    Heard,
    Hearing,
    Typed,
    TypedBlock,
    TypedCandidate,
    TypedMember,
    TypedTable,
)
from pipeline.model.policy import policy
from pipeline.model.referential import BlockId, BlockKind, Official
from pipeline.model.score import CodeScore, ExamScore, RowScore
from pipeline.read.rules import read_rules

ROOT = Path(__file__).resolve().parent.parent
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


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that starts tests in the background has Ctrl-C ignored, and what the tests start would ignore it too.
    signal.signal(signal.SIGINT, signal.default_int_handler)


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


HEARD_BLOCKS = {
    "B1": ("C1", "C2", "C3", "C4"),
    "B2": ("C9", "C10"),
    "B3": ("C13", "C14", "C15", "C16"),
    "S1": ("CO1.1", "CO1.2"),
    "S2": ("CO2.1", "CO2.2"),
}


@pytest.fixture(scope="session")
def jury_policy():
    """The shipped rules, typed."""
    found, faults = read_rules(ROOT)
    assert not faults
    return policy(found)


@pytest.fixture(scope="session")
def make_hearing(jury_policy):
    """``make_hearing({"0001": {"B1": "9.8", "B2": "ABJ", "B3": "12/2", "S1": "WON"}}, rules)``: people before a jury.

    A block has two exams (S2 only one) of that mark; after a slash comes the level of its indicators, 3 without one.
    """

    def one(basis, number, blocks, rank):
        scores, won = {}, []
        for exam in basis.exams:
            said = blocks.get(exam.block, "")
            if said == "WON":
                won.append(exam.block)
            elif said and not (said == "ABJ" and exam.id.endswith("CC")):
                scores[exam.id] = heard_score(exam, number, said)
        spec = BlockId("S2" if "S2" in blocks else "S1")
        proposal = propose(basis, number, spec, scores, won, 0)
        return Heard(
            number=number,
            last_name=f"Nom{rank}",
            first_name="Prénom",
            birth_date="2000-01-01",
            proposal=proposal,
            standings=tuple(standing(basis, block) for block in proposal.blocks),
            flags={"B1": ("B1-EF : troisième correction",)} if rank == 1 else {},
        )

    def make(people, rules=jury_policy, declared=None):
        basis = heard_basis(rules)
        heard = [one(basis, n, blocks, rank) for rank, (n, blocks) in enumerate(people.items(), 1)]
        return Hearing(
            basis=basis,
            limits=limits_of(rules),
            candidates=tuple(heard),
            known=tuple(people),
            declared=declared or {},
            attempts=dict.fromkeys(people, 0),
        )

    return make


def heard_basis(rules):
    exams = [
        ExamBasis(
            id=f"{block}-{kind}",
            title=kind,
            block=BlockId(block),
            phase=Phase.FINAL if kind == "EF" else Phase.CONTINUOUS,
            coefficient=Decimal(1),
            individual=True,
            oral=False,
            by_table=False,
            codes=codes,
        )
        for block, codes in HEARD_BLOCKS.items()
        for kind in (("EF",) if block == "S2" else ("CC", "EF"))
    ]
    return Basis(
        session="2026-06",
        title="Session de juin 2026",
        centre="Centre",
        certifier="Certificateur",
        date="2026-06-15",
        edition="e1",
        official=Official(title="Expert"),
        policy=rules,
        blocks=tuple(
            BlockBasis(
                id=BlockId(block),
                kind=BlockKind.COMMON if block.startswith("B") else BlockKind.SPECIALISATION,
                title=block,
                codes=codes,
            )
            for block, codes in HEARD_BLOCKS.items()
        ),
        exams=tuple(exams),
        grids={},
        equivalences={},
    )


def heard_score(exam, number, said):
    if said.isalpha():
        return ExamScore(exam=exam.id, copy=number, state=said, mark=None, codes=())
    mark, _, level = said.partition("/")
    worth = Fraction((0, 4, 8, 14, 20)[int(level or 3)])
    codes = tuple(
        CodeScore(
            code=code,
            points=Decimal(10),
            mark=worth,
            rows=(
                RowScore(
                    key=f"{code}.i1",
                    code=code,
                    weight=Decimal(1),
                    levels=(),
                    level=Fraction(int(level or 3)),
                    worth=worth,
                ),
            ),
        )
        for code in exam.codes
    )
    return ExamScore(exam=exam.id, copy=number, state="", mark=Fraction(mark), codes=codes)


MEMBER = ("", "Qualité", "Organisme", "oui", "", "oui", "", "")


@pytest.fixture(scope="session")
def type_table():
    """``type_table(hearing, people={"0001": {"decision": "conforme"}}, blocks={"0001/B1": {"points": "0,2"}}, …)``.

    Without ``members``: two present, one of them external, the first presides; without ``people``: all « conforme ».
    """

    def cell(place, text=""):
        return Typed(text=text, source=Source(path="t.xlsx", sheet="s", cell=place))

    def fields(kind, place, values):
        names = [n for n in kind.__slots__ if n != "rank"]
        return {n: cell(f"{place}.{n}", values.get(n, "")) for n in names}

    def member(rank, values):
        names = [n for n in TypedMember.__slots__ if n != "rank"]
        texts = {**dict(zip(names, MEMBER, strict=True)), **values}
        return TypedMember(rank=rank, **fields(TypedMember, f"m{rank}", texts))

    def make(hearing, *, people=None, blocks=None, members=None, **sitting):
        if people is None:
            people = {h.number: {"decision": "conforme"} for h in hearing.candidates}
        if members is None:
            members = [
                {"name": "Ana Un", "president": "oui"},
                {"name": "Bo Deux", "external": "non"},
            ]
        said = {"date": "2026-07-01", "place": "Lyon", "incidents": "", **sitting}
        return TypedTable(
            path="t.xlsx",
            blocks={
                key: TypedBlock(**fields(TypedBlock, key, (blocks or {}).get(key, {})))
                for h in hearing.candidates
                for key in (f"{h.number}/{b.block}" for b in h.proposal.blocks)
            },
            candidates={
                h.number: TypedCandidate(
                    **fields(TypedCandidate, h.number, people.get(h.number, {}))
                )
                for h in hearing.candidates
            },
            members=tuple(member(rank, values) for rank, values in enumerate(members, 1)),
            **{name: cell(name, text) for name, text in said.items()},
        )

    return make


@pytest.fixture(scope="session")
def fill_table():
    """``fill_table(xlsx, {("Candidats", "0001", "J"): "conforme"})``: a jury's table filled by sheet, key, column."""

    def fill(data, cells):
        book = openpyxl.load_workbook(io.BytesIO(data))
        for (sheet, key, column), value in cells.items():
            row = next(c.row for c in book[sheet]["A"] if c.value == key)
            book[sheet][f"{column}{row}"].value = value
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    return fill
