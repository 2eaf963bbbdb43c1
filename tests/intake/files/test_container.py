"""The ZIP of a collected file: what is sound passes, whatever could be read in two ways is refused."""

import stat
import struct
import zlib

import pytest

from pipeline.intake.container import inflate, walk
from pipeline.intake.refusal import RefusedError

DAMAGED, ODD, CIPHER, MANY, BOMB = "RCU-008", "RCU-009", "RCU-010", "RCU-011", "RCU-012"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def entries(maker):
    """``entries(name, **changes)``: the entries of a workbook, one of them changed."""

    def make(changed="", **changes):
        found = []
        for name, text in maker.parts().items():
            entry = maker.Entry(name=name, data=text.encode())
            for key, value in (changes if name == changed else {}).items():
                setattr(entry, key, value)
            found.append(entry)
        return found

    return make


def test_a_workbook_as_office_suites_pack_it_is_read(maker, entries):
    assert maker.told(maker.zip(entries())) == []
    stored = [*entries(SHEET, method=0), maker.Entry(name="xl/", method=0)]
    assert maker.told(maker.zip(stored)) == []
    dated = struct.pack("<2H", 0x5455, 5) + b"\3\0\0\0\0"
    assert maker.told(maker.zip(entries(SHEET, extra=dated, local_extra=dated * 2))) == []


@pytest.mark.parametrize("mark", [b"", b"PK\7\10"])
def test_sizes_told_after_a_part_are_read(maker, entries, mark):
    data = maker.parts()[SHEET].encode()
    packed = maker.deflated(data)
    told = mark + struct.pack("<3L", zlib.crc32(data), len(packed), len(data))
    assert maker.told(maker.zip(entries(SHEET, flags=8, descriptor=told))) == []
    wrong = told[:-1] + b"\1"
    assert maker.told(maker.zip(entries(SHEET, flags=8, descriptor=wrong))) == [ODD]


ZIP64 = struct.pack("<2HQ", 1, 8, 9)
CHANGES = {
    "encrypted": ({"flags": 1}, CIPHER),
    "strongly encrypted": ({"flags": 0x41}, CIPHER),
    "masked headers": ({"flags": 0x2000}, CIPHER),
    "patched": ({"flags": 0x20}, ODD),
    "bzip2": ({"method": 12}, ODD),
    "lzma": ({"method": 14}, ODD),
    "symbolic link": ({"mode": stat.S_IFLNK | 0o777}, ODD),
    "device": ({"mode": stat.S_IFCHR | 0o666}, ODD),
    "another local name": ({"local_name": "xl/worksheets/sheet2.xml"}, ODD),
    "another local case": ({"local_name": "xl/worksheets/Sheet1.xml"}, ODD),
    "another local size": ({"local_size": 5}, ODD),
    "other local flags": ({"local_flags": 0x800}, ODD),
    "zip64 extra": ({"extra": ZIP64}, ODD),
    "local zip64 extra": ({"local_extra": ZIP64}, ODD),
    "another Unicode name": ({"extra": struct.pack("<2H", 0x7075, 1) + b"x"}, ODD),
    "AES": ({"extra": struct.pack("<2H", 0x9901, 1) + b"x"}, ODD),
    "extra cut short": ({"extra": struct.pack("<2H", 0x5455, 9) + b"x"}, ODD),
    "extra of three bytes": ({"extra": b"abc"}, DAMAGED),
    "entry comment": ({"comment": b"hello"}, ODD),
    "another disk": ({"disk": 1}, ODD),
    "offset beyond the file": ({"offset": 2**31}, DAMAGED),
    "offset of a zip64": ({"offset": 2**32 - 1}, ODD),
    "gap": ({"before": b"PK"}, ODD),
    "hidden part in a gap": ({"before": b"PK\3\4" + bytes(26)}, ODD),
    "wrong checksum": ({"crc": 7}, DAMAGED),
    "announced too small": ({"size": 20}, DAMAGED),
    "announced too big": ({"size": 4000}, DAMAGED),
    "not deflated": ({"packed": b"\xff\xff\xff\xff"}, DAMAGED),
    "cut stream": ({"packed": b"\x01\x05"}, DAMAGED),
    "bytes after the stream": ({"packed": zlib.compress(b"x")[2:-4] + b"more"}, DAMAGED),
    "part of 9 MB": ({"size": 9_000_000}, BOMB),
    "ratio": ({"size": 7_000_000}, BOMB),
}


@pytest.mark.parametrize(("changes", "code"), CHANGES.values(), ids=CHANGES)
def test_an_odd_entry_is_refused(maker, entries, changes, code):
    assert maker.told(maker.zip(entries(SHEET, **changes))) == [code]


ENDS = {
    "prefix": ({"before": b"PK\3\4hello"}, ODD),
    "prefix of a program": ({"before": b"#!/bin/sh\n"}, "RCU-007"),
    "suffix": ({"after": b"\0"}, ODD),
    "two end records": ({"after": b"PK\5\6" + bytes(18)}, ODD),
    "gap before the directory": ({"between": b"hidden"}, ODD),
    "comment announced": ({"end": {"comment": 4}}, ODD),
    "other disk": ({"end": {"disk": 1}}, ODD),
    "volumes": ({"end": {"here": 2}}, ODD),
    "zip64 count": ({"end": {"count": 0xFFFF, "here": 0xFFFF}}, ODD),
    "zip64 offset": ({"end": {"offset": 0xFFFFFFFF}}, ODD),
    "offset of nothing": ({"end": {"offset": 0}}, ODD),
    "one part too few": ({"end": {"count": 4, "here": 4}}, DAMAGED),
    "one part too many": ({"end": {"count": 6, "here": 6}}, DAMAGED),
    "65,000 parts": ({"end": {"count": 65_000, "here": 65_000}}, MANY),
}


@pytest.mark.parametrize(("changes", "code"), ENDS.values(), ids=ENDS)
def test_an_odd_end_is_refused(maker, entries, changes, code):
    assert maker.told(maker.zip(entries(), **changes)) == [code]


NAMES = ["/xl/a.xml", "../a.xml", "xl/../a.xml", "xl//a.xml", "xl/./a.xml", "xl\\a.xml", "C:/a.xml"]
NAMES += ["xl/\x00.xml", "xl/é.xml", "", "xl/a\n.xml", "xl/a*.xml", "vba" * 86]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_not_plain_is_refused(maker, entries, name):
    assert maker.told(maker.zip([*entries(), maker.Entry(name=name)])) == [ODD]


@pytest.mark.parametrize("name", [SHEET, SHEET.upper(), "XL/worksheets/sheet1.xml", SHEET + "/"])
def test_a_name_given_twice_whatever_its_case_is_refused(maker, entries, name):
    assert maker.told(maker.zip([*entries(), maker.Entry(name=name)])) == [ODD]


def test_a_folder_that_holds_bytes_is_refused(maker, entries):
    data = maker.zip([*entries(), maker.Entry(name="xl/media/", data=b"x")])
    assert maker.told(data) == [ODD]


def test_two_entries_that_share_their_bytes_are_refused(maker, entries):
    one, *others = entries()
    twin = maker.Entry(name="xl/theme/theme1.xml", data=one.data, local_name=one.name, offset=0)
    assert maker.told(maker.zip([one, *others, twin])) == [ODD]
    same = maker.Entry(name=one.name, data=one.data, offset=0)
    assert maker.told(maker.zip([one, *others, same])) == [ODD]


def test_a_part_inside_another_is_refused(maker, entries):
    inner = maker.zip([maker.Entry(name="xl/theme/theme1.xml", data=b"<a/>", method=0)])
    at = len(inner)
    outer = maker.Entry(name="xl/media/image1.png", data=inner, method=0)
    quoted = maker.Entry(name="xl/theme/theme1.xml", data=b"<a/>", method=0, offset=30 + 19)
    assert at > 0
    assert maker.told(maker.zip([outer, *entries(), quoted])) == [ODD]


def test_a_zip64_locator_hidden_in_the_directory_is_refused(maker, entries):
    last = maker.Entry(name="xl/theme/theme1.xml", data=b"<a/>", extra=b"PK\6\7" + bytes(16))
    assert maker.told(maker.zip([*entries(), last])) == [ODD]


def test_many_parts_are_refused(maker, entries):
    more = [maker.Entry(name=f"xl/media/{i}.png") for i in range(196)]
    assert maker.told(maker.zip([*entries(), *more])) == [MANY]


def test_a_bomb_is_refused_before_anything_is_inflated(maker, entries):
    zeros = maker.Entry(name="xl/theme/theme1.xml", data=bytes(3_000_000))
    assert maker.told(maker.zip([*entries(), zeros])) == [BOMB]
    some = [
        maker.Entry(name=f"xl/media/{i}.png", packed=b"x" * 100_000, size=7_000_000, crc=0)
        for i in range(3)
    ]
    assert maker.told(maker.zip([*entries(), *some])) == [BOMB]


def test_a_file_cut_anywhere_is_refused(maker, entries):
    data = maker.zip(entries())
    for length in range(1, len(data), 7):
        (code,) = maker.told(data[:length])
        assert code in (DAMAGED, "RCU-007")


def test_a_local_header_past_the_end_is_refused(maker, entries):
    data = maker.zip(entries())
    cut = maker.zip([maker.Entry(name="a.xml", offset=len(data))])
    assert maker.told(cut) == [DAMAGED]


def test_parts_are_given_by_lower_case_names_and_inflated_exactly(maker):
    data = maker.zip([maker.Entry(name="A/B.xml", data=b"abc"), maker.Entry(name="c/", method=0)])
    (name, part), *others = walk(data).items()
    assert (name, part.name, inflate(data, part), others) == ("a/b.xml", "A/B.xml", b"abc", [])


def test_nothing_at_all_is_no_archive():
    with pytest.raises(RefusedError):
        walk(b"PK\3\4")
