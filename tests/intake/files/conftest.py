"""Workbooks made byte by byte, and what the safe reader says about them."""

import struct
import zlib
from dataclasses import dataclass

import pytest

from pipeline.intake.readbook import read_book

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


@dataclass(kw_only=True)
class Entry:
    """One entry of a ZIP; what is ``None`` is as it should be."""

    name: str
    data: bytes = b""
    method: int = 8
    flags: int = 0
    mode: int = 0
    crc: int | None = None
    size: int | None = None
    packed: bytes | None = None
    local_name: str | None = None
    local_size: int | None = None
    local_flags: int | None = None
    extra: bytes = b""
    local_extra: bytes = b""
    comment: bytes = b""
    disk: int = 0
    offset: int | None = None
    before: bytes = b""
    descriptor: bytes | None = None


def deflated(data):
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeeze.compress(data) + squeeze.flush()


def zip_bytes(entries, *, before=b"", between=b"", after=b"", end=None):
    """A ZIP of these entries; ``end`` changes the fields of the end record."""
    body, directory = bytearray(before), bytearray()
    for e in entries:
        body += e.before
        packed = e.packed
        if packed is None:
            packed = deflated(e.data) if e.method == 8 else e.data
        crc = zlib.crc32(e.data) if e.crc is None else e.crc
        size = len(e.data) if e.size is None else e.size
        sizes = (crc, len(packed), size)
        told = (crc, len(packed), size if e.local_size is None else e.local_size)
        if e.descriptor is not None:
            told = (0, 0, 0)
        name, local = e.name.encode(), (e.local_name or e.name).encode()
        flags = e.flags if e.local_flags is None else e.local_flags
        offset = len(body) if e.offset is None else e.offset
        head = (20, flags, e.method, 0, 0x21, *told, len(local), len(e.local_extra))
        body += struct.pack("<4s5H3L2H", b"PK\3\4", *head) + local + e.local_extra + packed
        body += e.descriptor or b""
        lengths = (len(name), len(e.extra), len(e.comment), e.disk, 0, e.mode << 16, offset)
        fields = (20, 20, e.flags, e.method, 0, 0x21, *sizes, *lengths)
        directory += struct.pack("<4s6H3L5H2L", b"PK\1\2", *fields) + name + e.extra + e.comment
    body += between
    fields = {"disk": 0, "first": 0, "here": len(entries), "count": len(entries)}
    fields |= {"size": len(directory), "offset": len(body), "comment": 0, **(end or {})}
    return bytes(body + directory) + struct.pack("<4s4H2LH", b"PK\5\6", *fields.values()) + after


def book_parts(
    rows='<row r="1"><c r="A1"><v>3</v></c></row>',
    *,
    sheet=None,
    strings=None,
    styles=None,
    extra=None,
    sheet_links="",
    links="",
    types="",
    main=MAIN,
    office=OFFICE,
):
    """The parts of a workbook of one sheet, « Feuille »."""

    def relations(*found):
        inside = "".join(
            f'<Relationship Id="r{i}" Type="{office}/{kind}" Target="{target}"/>'
            for i, (kind, target) in enumerate(found, 1)
        )
        return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}%s</Relationships>'

    below = [("worksheet", "worksheets/sheet1.xml")]
    parts = {}
    if strings is not None:
        below.append(("sharedStrings", "sharedStrings.xml"))
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'
    if styles is not None:
        below.append(("styles", "styles.xml"))
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{main}">{styles}</styleSheet>'
    parts |= {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")) % "",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Feuille" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(*below) % links,
        "xl/worksheets/sheet1.xml": sheet
        or f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    if sheet_links:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations() % sheet_links
    return parts | (extra or {})


def as_bytes(content):
    return content.encode() if isinstance(content, str) else content


class Maker:
    """What makes hostile files and reads them."""

    Entry = Entry
    MAIN, OFFICE, ODF = MAIN, OFFICE, ODF
    deflated = staticmethod(deflated)
    zip = staticmethod(zip_bytes)
    parts = staticmethod(book_parts)

    def __init__(self, folder):
        self._folder = folder

    def book(self, *args, **kwargs):
        """The bytes of a workbook; arguments are those of ``parts``."""
        return self.pack(book_parts(*args, **kwargs))

    def pack(self, parts):
        return zip_bytes([Entry(name=n, data=as_bytes(c)) for n, c in parts.items()])

    def ods(self, table="", *, styles="", extra=None, manifest="", content=None):
        """The bytes of an .ods with these tables."""
        spaces = " ".join(
            f'xmlns:{n}="{ODF}:{n}:1.0"' for n in ("office", "table", "text", "style", "meta")
        )
        spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
        kept = f'<table:table table:name="Feuille" table:style-name="ta1">{table}</table:table>'
        body = content or kept
        parts = {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {spaces}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{ODF}:manifest:1.0"><m:file-entry>'
            f"{manifest}</m:file-entry></m:manifest>",
        }
        return self.pack(parts | (extra or {}))

    def read(self, data, name="grille.xlsx"):
        path = self._folder / name
        path.write_bytes(data)
        return read_book(path, name)

    def told(self, data, name="grille.xlsx"):
        """The codes told about a file; a refused one has only one."""
        book, found = self.read(data, name)
        codes = [d.code for d in found]
        assert (book is None) == any(d.severity == "erreur" for d in found)
        assert book is not None or len(found) == 1
        assert all(d.source.path == name and d.message and d.hint for d in found)
        return codes

    def cells(self, data, name="grille.xlsx"):
        """The cells of the first sheet by address."""
        book, found = self.read(data, name)
        assert book is not None, found
        sheet = book.sheets[0]
        return {
            f"{c}{row}": cell for row, cells in sheet.cells.items() for c, cell in cells.items()
        }


@pytest.fixture
def maker(tmp_path):
    """Makes files and reads them."""
    return Maker(tmp_path)
