"""What is left to do for each copy: put its texts where the workbook has them, deflate those parts, write the ZIP.

While the workbook is laid out, a name to fill is one private character. Parts that hold some are kept as pieces, the
others are compressed once. The texts are one line, printable and escaped: a copy is as sound as the workbook.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from xml.sax.saxutils import escape

from pipeline.model.gridplan import GridIdentity
from pipeline.render.pack import Member, member, part_order, write_zip

NAMES = (*(f.name for f in fields(GridIdentity)), "id", "seal")
"""The names that a text of the workbook may have in braces."""

_MARKS = {name: chr(0xE100 + i) for i, name in enumerate(NAMES)}
_NAMED = {mark: name for name, mark in _MARKS.items()}
_MARK = re.compile(f"([{''.join(_NAMED)}])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A package in order: parts as they are, and parts as pieces of which the odd ones are names."""

    order: tuple[str, ...]
    fixed: Mapping[str, Member]
    pieces: Mapping[str, tuple[str, ...]]


def mark(pattern: str) -> str:
    """A text with a private character for each ``{name}``."""
    return re.sub(r"\{(\w+)\}", lambda found: _MARKS[found[1]], pattern)


def has_mark(text: str) -> bool:
    """Whether a text has a name to fill."""
    return _MARK.search(text) is not None


def make_stamp(parts: Mapping[str, bytes]) -> Stamp:
    """The stamp of a package whose texts went through ``mark``."""
    fixed: dict[str, Member] = {}
    pieces: dict[str, tuple[str, ...]] = {}
    for part, content in parts.items():
        split = _MARK.split(content.decode())
        if len(split) == 1:
            fixed[part] = member(part, content)
        else:
            pieces[part] = tuple(_NAMED[p] if i % 2 else p for i, p in enumerate(split))
    return Stamp(order=part_order(parts), fixed=fixed, pieces=pieces)


def press(stamp: Stamp, values: Mapping[str, str]) -> bytes:
    """The package with these values; same values, same bytes."""
    escaped = {name: escape(text) for name, text in values.items()}
    members = dict(stamp.fixed)
    for part, pieces in stamp.pieces.items():
        text = "".join(escaped[p] if i % 2 else p for i, p in enumerate(pieces))
        members[part] = member(part, text.encode())
    return write_zip((part, members[part]) for part in stamp.order)
