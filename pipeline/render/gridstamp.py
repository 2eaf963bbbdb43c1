"""What is left to do for each copy: put its texts between pieces that were compressed once, and write the ZIP.

While the workbook is laid out, a name to fill is one private character. What stands between two names is deflated once
up to a byte boundary; the texts go between as stored blocks (RFC 1951, 3.2.4). They are one line, printable and
escaped: a copy is as sound as the workbook.
"""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from xml.sax.saxutils import escape

from pipeline.model.gridplan import GridIdentity
from pipeline.render.pack import Member, member, part_order, write_zip

NAMES = (*(f.name for f in fields(GridIdentity)), "id", "seal", "rank", "turn")
"""The names that a text of the workbook may have in braces."""

_LEVEL = 6
_BLOCK = 65535
_MARKS = {name: chr(0xE100 + i) for i, name in enumerate(NAMES)}
_NAMED = {mark: name for name, mark in _MARKS.items()}
_MARK = re.compile(f"([{''.join(_NAMED)}])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a part as it is and as it is deflated, and the name that comes before it (empty for the first)."""

    name: str
    plain: bytes
    deflated: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A package in order: parts as they are, and parts in pieces."""

    order: tuple[str, ...]
    fixed: Mapping[str, Member]
    pieces: Mapping[str, tuple[Piece, ...]]


def mark(pattern: str) -> str:
    """A text with a private character for each ``{name}``."""
    return re.sub(r"\{(\w+)\}", lambda found: _MARKS[found[1]], pattern)


def has_mark(text: str) -> bool:
    """Whether a text has a name to fill."""
    return _MARK.search(text) is not None


def make_stamp(parts: Mapping[str, bytes]) -> Stamp:
    """The stamp of a package whose texts went through ``mark``."""
    fixed: dict[str, Member] = {}
    pieces: dict[str, tuple[Piece, ...]] = {}
    for part, content in parts.items():
        if has_mark(content.decode()):
            pieces[part] = _cut(content.decode())
        else:
            fixed[part] = member(part, content)
    return Stamp(order=part_order(parts), fixed=fixed, pieces=pieces)


def press(stamp: Stamp, values: Mapping[str, str]) -> bytes:
    """The package with these values; same values, same bytes."""
    texts = {name: escape(text).encode() for name, text in values.items()}
    blocks = {name: _stored(text) for name, text in texts.items()}
    texts[""] = blocks[""] = b""
    members = dict(stamp.fixed)
    for part, pieces in stamp.pieces.items():
        plain = b"".join(half for p in pieces for half in (texts[p.name], p.plain))
        data = b"".join(half for p in pieces for half in (blocks[p.name], p.deflated))
        members[part] = Member(method=8, crc=zlib.crc32(plain), size=len(plain), data=data)
    return write_zip((part, members[part]) for part in stamp.order)


def _cut(text: str) -> tuple[Piece, ...]:
    """The pieces of a part; the last one ends the stream."""
    first, *rest = _MARK.split(text)
    named = [("", first), *((_NAMED[m], after) for m, after in _pairs(rest))]
    last = len(named) - 1
    return tuple(
        Piece(name=name, plain=plain.encode(), deflated=_deflate(plain.encode(), last=i == last))
        for i, (name, plain) in enumerate(named)
    )


def _pairs(items: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The items two by two."""
    return zip(items[::2], items[1::2], strict=True)


def _deflate(content: bytes, *, last: bool) -> bytes:
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    return squeeze.compress(content) + squeeze.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)


def _stored(content: bytes) -> bytes:
    """Stored blocks: a zero byte, the length and its complement, the bytes themselves."""
    blocks = []
    for start in range(0, len(content), _BLOCK):
        block = content[start : start + _BLOCK]
        size = len(block)
        blocks.append(
            b"\0" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + block
        )
    return b"".join(blocks)
