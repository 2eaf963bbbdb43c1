"""The locked Jinja in which templates run: strict, escaping, metered.

What a template may *say* is decided by ``expressions``; this module decides what a value becomes once printed:
text is escaped, characters that XML cannot hold are dropped, line feeds become Word line breaks, drawings are placed,
``None`` and unknown types are refused, loops and output are counted.
"""

import re
from collections.abc import Callable, Mapping, Sized
from dataclasses import dataclass, field
from decimal import Decimal

from jinja2 import StrictUndefined, Template, Undefined, nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from pipeline.render.fragment import NEXT_ID, RELATION, Fragment, Part
from pipeline.rules import template as gab

MAX_ITERATIONS = 100_000
MAX_CHARACTERS = 20_000_000

_SINK = "_sink"
_ODD = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff\ufdd0-\ufdd3]")
_DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\ufdd0-\ufdd3]")
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


class Environment(ImmutableSandboxedEnvironment):
    """Jinja without globals, tests or filters but ours."""

    def __init__(self) -> None:
        super().__init__(
            autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, cache_size=0
        )
        self.globals.clear()
        self.tests.clear()
        self.filters.clear()
        self.filters.update(FILTERS)
        self.filters.update(_INTERNAL)

    def program(self, source: str) -> Template:
        """The compiled template; its loops are metered."""
        tree = self.parse(source)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "_each", [], [], None, None)
        return Template.from_code(self, self.compile(tree), {})


def run(program: Template, values: Mapping[str, object], sink: Sink) -> str:
    """The text of one part; raises UnprintableError, TooLargeError and jinja2.UndefinedError."""
    context = program.new_context({**values, _SINK: sink})
    chunks: list[str] = []
    room = MAX_CHARACTERS
    for chunk in program.root_render_func(context):
        room -= len(chunk)
        if room < 0:
            raise TooLargeError(gab.CHARACTERS.format(limit=MAX_CHARACTERS))
        chunks.append(chunk)
    return "".join(chunks)


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
def _word(context: Context, value: object) -> Markup:
    """A value inside ``w:t``."""
    if isinstance(value, Fragment):
        drawing = _sink(context).place(value)
        return _trusted(f'</w:t>{drawing}<w:t xml:space="preserve">')
    text = value if type(value) is str else plain(value)
    if not _ODD.search(text):
        return escape(text)
    lines = _DROPPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _trusted(str(escape(lines)).replace("\n", _BREAK).replace("\t", _TAB))


@pass_context
def _text(_context: Context, value: object) -> Markup:
    """A value in any other text; line feeds are kept."""
    text = value if type(value) is str else plain(value)
    return escape(_DROPPED.sub("", text) if _ODD.search(text) else text)


@pass_context
def _attribute(_context: Context, value: object) -> Markup:
    """A value in an attribute or a drawing's text, where line feeds become spaces."""
    text = value if type(value) is str else plain(value)
    if _ODD.search(text):
        text = re.sub(r"\s*[\r\n\t]\s*", " ", _DROPPED.sub("", text))
    return escape(text)


@pass_context
def _cell(_context: Context, value: object) -> Markup:
    """The rest of a ``<c`` element: a number stays a number, an empty text leaves the cell empty."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _trusted(f"><v>{value if isinstance(value, int) else format(value, 'f')}</v>")
    text = _sheet_text(value)
    if not text:
        return _trusted(">")
    return _trusted(f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is>')


@pass_context
def _string(_context: Context, value: object) -> Markup:
    """A value in a text of a workbook."""
    return _sheet_text(value)


def _sheet_text(value: object) -> Markup:
    """Excel reads ``_x0041_`` as the letter A: an underscore that begins such a code is written as its own code."""
    return escape(_CODE.sub("_x005F_", _DROPPED.sub("", plain(value))))


def _trusted(xml: str) -> Markup:
    """XML built in this module around values already escaped."""
    return Markup(xml)  # noqa: S704 - every caller escapes what it puts in


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
    sink = context.parent[_SINK]
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
_INTERNAL: dict[str, Callable[..., object]] = {
    "_attribute": _attribute,
    "_begin": _begin,
    "_cell": _cell,
    "_each": _each,
    "_end": _end,
    "_serial": _serial,
    "_string": _string,
    "_text": _text,
    "_word": _word,
}
