"""The ZIP of a collected file, walked byte by byte: every byte belongs to one part, told twice in the same words.

What two readers could read in two ways is refused: readers that disagree are how a mark becomes another.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from stat import S_IFDIR, S_IFMT, S_IFREG
from typing import Any

from pipeline.intake.refusal import RefusedError
from pipeline.rules import intake as rules

MAX_PARTS = 200
MAX_PART = 8_000_000
MAX_TOTAL = 16_000_000
MAX_RATIO = 200
_FREE_RATIO = 1_000_000
_MAX_NAME = 255

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_SIZES = struct.Struct("<3L")
_EXTRA = struct.Struct("<2H")

_ENCRYPTED = 0x2041  # traditional, strong, masked headers
_DESCRIPTOR = 0x8
_KNOWN_FLAGS = 0x80E  # level of compression, descriptor, UTF-8
_STORED, _DEFLATED = 0, 8
_ZIP64 = 0xFFFFFFFF
_ZIP64_EXTRA = 0x0001
_OTHER_EXTRAS = (0x0017, 0x6375, 0x7075, 0x9901)  # another cipher, comment or name
_WORD = rb"[A-Za-z0-9_\[\]. +()&,=@~'!#${}^-]+"
_NAME = re.compile(rb"%s(?:/%s)*/?" % (_WORD, _WORD))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part as both headers tell it: its bytes are packed from ``start`` on, and all of it ends at ``end``."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    header: int
    start: int
    end: int


def walk(data: bytes) -> Mapping[str, Part]:
    """The parts by lower-case name, folders left out; raises RefusedError for anything odd."""
    count, directory, end = _end_record(data)
    if count > MAX_PARTS:
        raise RefusedError(rules.TOO_MANY_PARTS, count=count, limit=MAX_PARTS)
    parts = list(_directory(data, count, directory, end))
    found: dict[str, Part] = {}
    position = 0
    for part in sorted(parts, key=lambda p: p.header):
        if part.header != position:
            raise _odd(rules.AROUND)
        position = part.end
        key = part.name.lower().rstrip("/")
        if key in found:
            raise _odd(rules.NAME_TWICE, part.name)
        found[key] = part
    if position != directory:
        raise _odd(rules.AROUND)
    _judge_sizes(parts)
    return {key: part for key, part in found.items() if not part.name.endswith("/")}


def inflate(data: bytes, part: Part) -> bytes:
    """The bytes of a part, size and checksum verified; never more than it announces."""
    content = data[part.start : part.start + part.packed]
    if part.method == _DEFLATED:
        stream = zlib.decompressobj(-15)
        try:
            content = stream.decompress(content, part.size + 1)
        except zlib.error as fault:
            raise _broken(part.name) from fault
        if not stream.eof or stream.unused_data:
            raise _broken(part.name)
    if len(content) != part.size or zlib.crc32(content) != part.crc:
        raise _broken(part.name)
    return content


def _end_record(data: bytes) -> tuple[int, int, int]:
    """How many parts there are, where the directory begins and where it ends."""
    end = len(data) - _END.size
    if end < 0 or data[end : end + 4] != b"PK\5\6":
        early = data.find(b"PK\5\6", 0, max(end, 0) + 4) >= 0
        raise _odd(rules.AROUND) if early else _damaged(rules.NO_END)
    _, disk, first, here, count, size, offset, comment = _END.unpack_from(data, end)
    if disk or first or here != count:
        raise _odd(rules.DISKS)
    if _ZIP64 in (size, offset) or count == 0xFFFF or data[end - 20 : end - 16] == b"PK\6\7":
        raise _odd(rules.ZIP64)
    if comment or offset + size != end:
        raise _odd(rules.AROUND)
    return count, offset, end


def _directory(data: bytes, count: int, position: int, end: int) -> Iterator[Part]:
    """The parts that the directory tells, which must fill it exactly."""
    for _ in range(count):
        if position + _CENTRAL.size > end or data[position : position + 4] != b"PK\1\2":
            raise _damaged(rules.BAD_DIRECTORY)
        fields = _CENTRAL.unpack_from(data, position)
        start = position + _CENTRAL.size
        extra = start + fields[10]
        position = extra + fields[11]
        if position > end:
            raise _damaged(rules.BAD_DIRECTORY)
        yield _part(data, fields, data[start:extra], data[extra:position])
    if position != end:
        raise _damaged(rules.BAD_DIRECTORY)


def _part(data: bytes, fields: tuple[Any, ...], raw: bytes, extra: bytes) -> Part:
    """One part, told the same way by the directory and before its own bytes."""
    _, _, _, flags, method, _, _, crc, packed, size, _, _, comment, disk, _, mode, header = fields
    name = _plain_name(raw)
    if comment:
        raise _odd(rules.AROUND)
    if disk:
        raise _odd(rules.DISKS)
    if _ZIP64 in (packed, size, header):
        raise _odd(rules.ZIP64)
    _judge_extra(extra, name)
    _judge_kind(name, flags, method, mode >> 16)
    start, end = _local(data, header, raw, (flags, method, crc, packed, size))
    if name.endswith("/") and size:
        raise _odd(rules.BAD_NAME, name)
    return Part(
        name=name,
        method=method,
        crc=crc,
        packed=packed,
        size=size,
        header=header,
        start=start,
        end=end,
    )


def _plain_name(raw: bytes) -> str:
    """The name of a part in plain letters: relative, without a step up or an empty step."""
    name = raw.decode("ascii", "replace")
    if len(raw) > _MAX_NAME or not _NAME.fullmatch(raw) or {".", ".."} & set(name.split("/")):
        raise _odd(rules.BAD_NAME, name[:_MAX_NAME])
    return name


def _judge_kind(name: str, flags: int, method: int, mode: int) -> None:
    """Refuse what is encrypted, packed in an unknown way, or a link."""
    if flags & _ENCRYPTED:
        raise RefusedError(rules.ENCRYPTED_PART)
    if method not in (_STORED, _DEFLATED) or flags & ~_KNOWN_FLAGS:
        raise _odd(rules.METHOD, name)
    if S_IFMT(mode) not in (0, S_IFREG, S_IFDIR):
        raise _odd(rules.LINK_INSIDE, name)


def _judge_extra(extra: bytes, name: str) -> None:
    """Refuse extra fields that say otherwise what the header says; pictures of dates and padding are harmless."""
    position = 0
    while position < len(extra):
        if position + _EXTRA.size > len(extra):
            raise _damaged(rules.BAD_DIRECTORY)
        kind, length = _EXTRA.unpack_from(extra, position)
        position += _EXTRA.size + length
        if kind == _ZIP64_EXTRA:
            raise _odd(rules.ZIP64)
        if kind in _OTHER_EXTRAS or position > len(extra):
            raise _odd(rules.HEADERS_DIFFER, name)


def _local(
    data: bytes, header: int, raw: bytes, central: tuple[int, int, int, int, int]
) -> tuple[int, int]:
    """Where the bytes of a part start and where all of it ends; its own header must say what the directory says."""
    name = raw.decode("ascii")
    if data[header : header + 4] != b"PK\3\4" or header + _LOCAL.size > len(data):
        raise _damaged(rules.BAD_DIRECTORY)
    _, _, *told = _LOCAL.unpack_from(data, header)
    flags, method, _, _, crc, packed, size, name_length, extra_length = told
    name_end = header + _LOCAL.size + name_length
    start = name_end + extra_length
    _judge_extra(data[name_end:start], name)
    sizes = (crc, packed, size)
    same = sizes == central[2:] or (flags & _DESCRIPTOR and sizes == (0, 0, 0))
    if data[header + _LOCAL.size : name_end] != raw or (flags, method) != central[:2] or not same:
        raise _odd(rules.HEADERS_DIFFER, name)
    end = start + central[3]
    if flags & _DESCRIPTOR:
        end = _after_descriptor(data, end, central[2:], name)
    return start, end


def _after_descriptor(data: bytes, position: int, sizes: tuple[int, ...], name: str) -> int:
    """Where the descriptor of a part ends: with or without its mark, it says what the directory says."""
    told = _SIZES.pack(*sizes)
    for descriptor in (b"PK\7\10" + told, told):
        if data.startswith(descriptor, position):
            return position + len(descriptor)
    raise _odd(rules.HEADERS_DIFFER, name)


def _judge_sizes(parts: list[Part]) -> None:
    """Refuse what would fill the memory once inflated."""
    total = 0
    for part in parts:
        total += part.size
        squeezed = part.size > _FREE_RATIO and part.size > MAX_RATIO * part.packed
        if part.size > MAX_PART or squeezed or total > MAX_TOTAL:
            raise RefusedError(rules.BOMB, part=part.name)


def _odd(detail: str, part: str = "") -> RefusedError:
    return RefusedError(rules.ODD_ZIP, detail=detail.format(part=part))


def _damaged(detail: str) -> RefusedError:
    return RefusedError(rules.BROKEN_ZIP, detail=detail)


def _broken(part: str) -> RefusedError:
    return _damaged(rules.BAD_CONTENT.format(part=part))
