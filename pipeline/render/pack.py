"""Reproducible ZIP packages: fixed order and date, members kept compressed as they came.

``pack`` writes any Office package from its parts; ``Member`` is a part already compressed, so that what
never changes from one document to the next is deflated once.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.rules import template as gab

CONTENT_TYPES = "[Content_Types].xml"
PACKAGE_RELATIONSHIPS = "_rels/.rels"

_STORED = (".png", ".jpg", ".jpeg", ".gif", ".xlsx", ".docx", ".zip")
_LEVEL = 6
_DATE = 0x21  # 1980-01-01, the first day a ZIP can tell
_VERSION = 20
_UTF8 = 0x800
_MAX_ENTRIES = 1000
_MAX_TOTAL = 64 * 1024 * 1024

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


class PackageError(ValueError):
    """The bytes are not a package that we accept; the message is French, or the name of a part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A part as it lies in a package: method 0 or 8, checksum, size once inflated, bytes as written."""

    method: int
    crc: int
    size: int
    data: bytes


def member(name: str, content: bytes) -> Member:
    """The member of a part: pictures and packages are stored, the rest is deflated."""
    crc = zlib.crc32(content)
    if name.lower().endswith(_STORED):
        return Member(method=0, crc=crc, size=len(content), data=content)
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    data = squeeze.compress(content) + squeeze.flush()
    return Member(method=8, crc=crc, size=len(content), data=data)


def content_of(item: Member) -> bytes:
    """The bytes of a part before compression."""
    return item.data if item.method == 0 else zlib.decompress(item.data, -15)


def write_zip(members: Iterable[tuple[str, Member]]) -> bytes:
    """A ZIP of these members in this order: no date, no extra field, no comment."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, item in members:
        raw = name.encode()
        flags = 0 if name.isascii() else _UTF8
        sizes = (item.crc, len(item.data), item.size)
        head = _LOCAL.pack(b"PK\3\4", _VERSION, flags, item.method, 0, _DATE, *sizes, len(raw), 0)
        directory.append(
            _CENTRAL.pack(
                *(b"PK\1\2", _VERSION, _VERSION, flags, item.method, 0, _DATE),
                *sizes,
                *(len(raw), 0, 0, 0, 0, 0, offset),
            )
            + raw
        )
        body += (head, raw, item.data)
        offset += len(head) + len(raw) + len(item.data)
    index = b"".join(directory)
    count = len(directory)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(index), offset, 0)
    return b"".join((*body, index, end))


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts; the same parts give the same bytes."""
    return write_zip((name, member(name, parts[name])) for name in part_order(parts))


def part_order(names: Iterable[str]) -> tuple[str, ...]:
    """The order of parts in a package: content types, package relationships, then by name."""
    first = {CONTENT_TYPES: 0, PACKAGE_RELATIONSHIPS: 1}
    return tuple(sorted(names, key=lambda name: (first.get(name, 2), name)))


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name, checksums verified.

    Raises PackageError for what is not a ZIP, holds a name twice, or inflates beyond 64 MB.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read_all(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as fault:
        raise PackageError(gab.NO_ARCHIVE) from fault


def _read_all(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [e for e in archive.infolist() if not e.is_dir()]
    if len(entries) > _MAX_ENTRIES:
        raise PackageError(gab.TOO_MANY_PARTS.format(count=len(entries)))
    if len({e.filename.lower() for e in entries}) < len(entries):
        raise PackageError(gab.TWICE)
    if sum(e.file_size for e in entries) > _MAX_TOTAL:
        raise PackageError(gab.TOO_BIG)
    parts = {}
    for entry in entries:
        with archive.open(entry) as stream:
            content = stream.read(entry.file_size + 1)
        if len(content) != entry.file_size:
            raise PackageError(gab.WRONG_SIZE.format(name=entry.filename))
        parts[entry.filename] = content
    return parts
