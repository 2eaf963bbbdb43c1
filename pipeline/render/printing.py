"""What a value becomes once printed in a document.

Text is escaped, characters that XML cannot hold are dropped, line feeds become Word line breaks, drawings are placed,
``None`` and unknown types are refused, loop turns are counted. ``FILTERS`` are those that templates may name;
``PRINTERS`` end every printed expression and give text that is already escaped.
"""

import re
from collections.abc import Callable, Sized
from dataclasses import dataclass, field
from decimal import Decimal

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context

from pipeline.render.fragment import NEXT_ID, RELATION, Fragment, Part
from pipeline.rules import template as gab

MAX_ITERATIONS = 100_000
SINK = "_sink"

_SPECIAL = re.compile("[&<>\x00-\x1f\ud800-\udfff\ufffe\uffff\ufdd0-\ufdd3]")
_DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\ufdd0-\ufdd3]")
_BLANKS = re.compile(r"\s*[\r\n\t]\s*")
_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


class UnprintableError(ValueError):
    """A value that must not be printed; the message is French."""


class TooLargeError(ValueError):
    """The document grows beyond what any document of ours needs; the message is French."""


@dataclass(slots=True)
class Sink:
    """What one rendering accumulates: loop turns, ids given, drawings with the part that shows them."""

    serial: int
    part: str = ""
    iterations: int = 0
    bookmarks: dict[str, int] = field(default_factory=dict)
    placed: list[tuple[str, int, Part]] = field(default_factory=list)

    def next_id(self) -> int:
        """An id that nothing else in the document has."""
        self.serial += 1
        return self.serial

    def place(self, drawing: Fragment) -> str:
        """The XML of a drawing with its own ids; its part is remembered."""
        xml = drawing.xml
        if drawing.part is not None:
            number = self.next_id()
            self.placed.append((self.part, number, drawing.part))
            xml = xml.replace(RELATION, relation_id(number))
        first, *rest = xml.split(NEXT_ID)
        return first + "".join(f"{self.next_id()}{piece}" for piece in rest)


def relation_id(number: int) -> str:
    """The relationship id of the part that was placed under this number."""
    return f"rIdE{number}"


def plain(value: object) -> str:
    """The text of a value: texts, whole numbers and decimals (with a comma); raises UnprintableError."""
    if isinstance(value, Undefined):
        return str(value)  # StrictUndefined raises here
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if value is None:
        raise UnprintableError(gab.MISSING_VALUE)
    raise UnprintableError(gab.WRONG_TYPE.format(type=type(value).__name__))


@pass_context
def _word(context: Context, value: object) -> str:
    """A value inside ``w:t``."""
    if type(value) is str and not _SPECIAL.search(value):
        return value
    if isinstance(value, Fragment):
        drawing = _sink(context).place(value)
        return f'</w:t>{drawing}<w:t xml:space="preserve">'
    lines = _escaped(plain(value).replace("\r\n", "\n").replace("\r", "\n"))
    return lines.replace("\n", _BREAK).replace("\t", _TAB)


def _text(value: object) -> str:
    """A value in any other text; line feeds are kept."""
    return _escaped(plain(value))


def _attribute(value: object) -> str:
    """A value in an attribute or a drawing's text, where line feeds become spaces."""
    text = _escaped(_BLANKS.sub(" ", plain(value)))
    return text.replace('"', "&quot;").replace("'", "&#39;")


def _cell(value: object) -> str:
    """The rest of a ``<c`` element: a number stays a number, an empty text leaves the cell empty."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"><v>{value if isinstance(value, int) else format(value, 'f')}</v>"
    text = _string(value)
    return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is>' if text else ">"


def _string(value: object) -> str:
    """A value in a text of a workbook, where ``_x0041_`` would be the letter A: its underscore is coded."""
    return _escaped(_CODE.sub("_x005F_", plain(value)))


def _escaped(text: str) -> str:
    """The text as the content of an element: markup escaped, what XML cannot hold left out."""
    if not _SPECIAL.search(text):
        return text
    kept = _DROPPED.sub("", text)
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pass_context
def _each(context: Context, value: object) -> object:
    """What a loop runs over: a finite collection, its turns counted."""
    if isinstance(value, Undefined):
        return str(value)
    if isinstance(value, str) or not isinstance(value, Sized):
        raise UnprintableError(gab.NOT_ITERABLE.format(type=type(value).__name__))
    sink = _sink(context)
    sink.iterations += len(value)
    if sink.iterations > MAX_ITERATIONS:
        raise TooLargeError(gab.ITERATIONS.format(limit=MAX_ITERATIONS))
    return value


@pass_context
def _serial(context: Context, _old: str) -> int:
    """A fresh id for a drawing."""
    return _sink(context).next_id()


@pass_context
def _begin(context: Context, old: str) -> int:
    """A fresh id for the start of a bookmark, remembered for its end."""
    sink = _sink(context)
    sink.bookmarks[old] = sink.next_id()
    return sink.bookmarks[old]


@pass_context
def _end(context: Context, old: str) -> int:
    """The id of the bookmark that ends here."""
    return _sink(context).bookmarks.get(old, 0)


def _sink(context: Context) -> Sink:
    sink = context.parent[SINK]
    assert isinstance(sink, Sink)
    return sink


def _join(values: object, separator: str = "") -> str:
    if isinstance(values, str) or not isinstance(values, tuple | list):
        raise UnprintableError(gab.NOT_ITERABLE.format(type=type(values).__name__))
    return separator.join(plain(value) for value in values)


def _length(values: object) -> int:
    if not isinstance(values, Sized):
        raise UnprintableError(gab.NOT_ITERABLE.format(type=type(values).__name__))
    return len(values)


def _upper(value: object) -> str:
    return plain(value).upper()


def _lower(value: object) -> str:
    return plain(value).lower()


FILTERS: dict[str, Callable[..., object]] = {
    "join": _join,
    "length": _length,
    "lower": _lower,
    "upper": _upper,
}
PRINTERS: dict[str, Callable[..., str]] = {
    "_attribute": _attribute,
    "_cell": _cell,
    "_string": _string,
    "_text": _text,
    "_word": _word,
}
INTERNAL: dict[str, Callable[..., object]] = {
    "_begin": _begin,
    "_each": _each,
    "_end": _end,
    "_serial": _serial,
}
