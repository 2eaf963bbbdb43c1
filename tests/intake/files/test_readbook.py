"""One collected file: what it is by its bytes, and that nothing makes the reader fall, hang or grow."""

import io
import os
import random
import time

import openpyxl
import pytest
from openpyxl.comments import Comment

from pipeline.intake.readbook import is_noise, read_book
from pipeline.model.book import BookCell, CellKind, Shown


@pytest.mark.parametrize(
    "name",
    [
        "~$grille.xlsx",
        ".~lock.grille.xlsx#",
        "desktop.ini",
        "Desktop.INI",
        ".DS_Store",
        "Thumbs.db",
        "._grille.xlsx",
    ],
)
def test_what_programs_leave_beside_files_is_noise(name):
    assert is_noise(name)


@pytest.mark.parametrize(
    "name", ["grille.xlsx", "~grille.xlsx", "lock.xlsx", "a~$b.xlsx", "notes.txt"]
)
def test_what_people_send_is_not_noise(name):
    assert not is_noise(name)


KINDS = {
    "nothing": (b"", "RCU-001", "vide"),
    "PDF": (b"%PDF-1.7\n", "RCU-007", "PDF"),
    "PNG": (b"\x89PNG\r\n", "RCU-007", "image"),
    "JPEG": (b"\xff\xd8\xff\xe0", "RCU-007", "image"),
    "web page": (b"\xef\xbb\xbf <!DOCTYPE HTML><html>", "RCU-007", "page web"),
    "web page of Excel": (
        b'<html xmlns:x="urn:schemas-microsoft-com:office:excel">',
        "RCU-007",
        "page web",
    ),
    "web archive": (b"MIME-Version: 1.0\r\n", "RCU-007", "page web"),
    "XML of Excel 2003": (b'<?xml version="1.0"?><Workbook/>', "RCU-007", "XML"),
    "RTF": (b"{\\rtf1}", "RCU-007", "RTF"),
    "7z": (b"7z\xbc\xaf\x27\x1c", "RCU-007", "archive"),
    "program": (b"\x7fELF\2", "RCU-007", "programme"),
    "text": (b"bonjour", "RCU-007", "texte"),
    "bytes": (b"\1\2\0\3", "RCU-007", "inconnu"),
    "half a header": (b"PK\3\4", "RCU-008", "fin"),
    "too big": (b"PK\3\4" + bytes(5_000_000), "RCU-005", "5 Mo"),
}


@pytest.mark.parametrize(("data", "code", "word"), KINDS.values(), ids=KINDS)
def test_what_is_no_workbook_is_refused_by_name(maker, data, code, word):
    _, (found,) = maker.read(data, "grille.xls")
    assert (found.code, word in found.message) == (code, True)


def test_an_archive_of_other_things_is_refused(maker):
    for names, word in (
        (["grille.xlsx"], "archive"),
        (["Index/Document.iwa"], "Numbers"),
        (["word/document.xml"], "Word"),
    ):
        _, (found,) = maker.read(maker.pack(dict.fromkeys(names, b"x")))
        assert (found.code, word in found.message) == ("RCU-007", True)


def test_what_is_no_ordinary_file_is_not_opened(tmp_path):
    target = tmp_path / "vrai.xlsx"
    target.write_bytes(b"x")
    link, pipe = tmp_path / "lien.xlsx", tmp_path / "tube.xlsx"
    link.symlink_to(target)
    os.mkfifo(pipe)
    codes = [read_book(p, p.name)[1][0].code for p in (link, pipe, tmp_path, tmp_path / "rien")]
    assert codes == ["RCU-003", "RCU-002", "RCU-002", "RCU-004"]


def test_a_file_that_may_not_be_read_says_why(tmp_path):
    _, (found,) = read_book(tmp_path / ("x" * 300), "long.xlsx")
    assert (found.code, found.source.path) == ("RCU-004", "long.xlsx")


def test_a_workbook_of_another_program_is_read_whole(maker):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Notes & co"
    values = {
        "A1": 3,
        "B1": 2.5,
        "C1": "é<&>\n x",
        "D1": True,
        "E1": "=A1*2",
        "F1": None,
        "A3": "x",
    }
    for place, value in values.items():
        sheet[place] = value
    sheet["B3"], sheet["B3"].number_format = 46054, "dd/mm/yy"
    sheet["A3"].comment = Comment("vu", "moi")
    sheet["A3"].hyperlink = "http://example.org/"
    sheet.merge_cells("C4:D5")
    sheet.row_dimensions[9].hidden = True
    book.create_sheet("cachée").sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    found, notes = maker.read(stream.getvalue())
    assert [n.code for n in notes] == ["RCU-033", "RCU-035"]
    first, second = found.sheets
    assert (first.title, first.visible, second.title, second.visible) == (
        "Notes & co",
        True,
        "cachée",
        False,
    )
    assert (first.merges, first.hidden_rows) == (("C4:D5",), (9,))
    assert first.cells == {
        1: {
            "A": BookCell(kind=CellKind.NUMBER, value="3"),
            "B": BookCell(kind=CellKind.NUMBER, value="2.5"),
            "C": BookCell(kind=CellKind.TEXT, value="é<&>\n x"),
            "D": BookCell(kind=CellKind.LOGICAL, value="1"),
            "E": BookCell(kind=CellKind.FORMULA, value="A1*2"),
        },
        3: {
            "A": BookCell(kind=CellKind.TEXT, value="x"),
            "B": BookCell(kind=CellKind.NUMBER, value="46054", shown=Shown.DATE),
        },
    }


def mutated(data, rng):
    """A file with a few bytes changed, cut out, doubled or put elsewhere."""
    bytes_ = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        at = rng.randrange(len(bytes_))
        kind = rng.randrange(5)
        if kind == 0:
            bytes_[at] = rng.randrange(256)
        elif kind == 1:
            del bytes_[at : at + rng.randrange(1, 40)]
        elif kind == 2:
            bytes_[at:at] = bytes_[at : at + rng.randrange(1, 40)]
        elif kind == 3:
            bytes_[at : at + 4] = rng.choice((b"\xff" * 4, bytes(4), b"PK\1\2", b"\0\0\0\x80"))
        else:
            del bytes_[at:]
            bytes_ += b"\0"
    return bytes(bytes_)


def swapped(parts, rng):
    """A package whose parts are changed before it is packed again, so that the damage is inside."""
    name = rng.choice(sorted(parts))
    content = parts[name].encode()
    tricks = (
        b"<",
        b">",
        b"&",
        b'"',
        b"<c/>",
        b"</row>",
        b'r="A1"',
        b"<v>1</v>",
        b"\xff",
        b"<!--",
        b"]]>",
    )
    at = rng.randrange(len(content))
    cut = at + rng.choice((0, 0, 1, 8, 60))
    return {**parts, name: content[:at] + rng.choice(tricks) + content[cut:]}


def test_no_change_of_bytes_makes_the_reader_fall_or_hang(maker, tmp_path):
    rng = random.Random(5)  # noqa: S311 (the same changes at each run)
    parts = maker.parts(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A1</f><v>3</v></c></row>',
        strings="<si><t>a</t></si>",
        styles='<cellXfs><xf numFmtId="0"/></cellXfs>',
    )
    whole = [maker.pack(parts), maker.ods("<table:table-row><table:table-cell/></table:table-row>")]
    path = tmp_path / "x.xlsx"
    codes, slowest = set(), 0.0
    for turn in range(500):
        data = maker.pack(swapped(parts, rng)) if turn % 2 else mutated(whole[turn // 2 % 2], rng)
        path.write_bytes(data)
        start = time.process_time()
        book, found = read_book(path, "x.xlsx")
        slowest = max(slowest, time.process_time() - start)
        assert (book is None) == any(d.severity == "erreur" for d in found)
        codes |= {d.code for d in found}
    assert slowest < 1
    assert len(codes) > 5
