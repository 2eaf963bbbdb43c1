import io
import struct
import zipfile

import pytest

from pipeline.render.pack import PackageError, content_of, member, pack, unpack

PARTS = {
    "word/document.xml": b"<a/>" * 100,
    "_rels/.rels": b"<r/>",
    "[Content_Types].xml": b"<t/>",
    "word/media/é.png": b"png" * 50,
}


def test_content_types_come_first_and_nothing_tells_the_day():
    data = pack(PARTS)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        assert archive.testzip() is None
    names = [e.filename for e in entries]
    assert names == ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/media/é.png"]
    assert {e.date_time for e in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(e.extra, e.comment, e.create_system, e.external_attr) for e in entries} == {
        (b"", b"", 0, 0)
    }
    assert [e.compress_type for e in entries] == [8, 8, 8, 0]


def test_the_order_in_which_parts_are_given_does_not_matter():
    assert pack(PARTS) == pack(dict(reversed(PARTS.items())))


def test_what_is_packed_is_unpacked():
    assert unpack(pack(PARTS)) == PARTS


def test_a_member_gives_its_content_back():
    for name, content in PARTS.items():
        assert content_of(member(name, content)) == content


def zipped(entries):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return stream.getvalue()


def lying():
    """An archive whose directory announces one byte of what inflates to a thousand."""
    data = bytearray(zipped([("a", b"0" * 1000)]))
    at = data.rindex(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<L", 1)
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\3\4",
        b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        pack(PARTS)[:-30],
        pack(PARTS).replace(b"pngpng", b"pngpnG", 1),
        lying(),
        zipped([("a", b"1"), ("A", b"2")]),
        zipped([(str(i), b"") for i in range(1001)]),
        zipped([("bombe", b"\0" * (65 * 1024 * 1024))]),
    ],
    ids=["empty", "header", "ole", "cut", "crc", "lying", "case", "many", "bomb"],
)
def test_broken_and_hostile_archives_are_refused(data):
    with pytest.raises(PackageError):
        unpack(data)
