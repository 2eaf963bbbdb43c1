"""Word and Excel templates, compiled once.

    template = compile_template(path.read_bytes(), "sujet.docx", {"paper": PaperView})
    data = render(template, {"paper": view})            # pipeline.render.office

In Word a coordinator types the tags that docxtpl made a convention: ``{{ paper.title }}``; ``{% if %}`` and
``{% for %}`` inside a paragraph; ``{%p … %}`` alone in a paragraph, ``{%tr … %}`` alone in a table row,
``{%tc … %}`` alone in a cell to repeat or choose whole paragraphs, rows or cells; ``{%r … %}`` around runs. Tags work
in the body, headers, footers, notes, text boxes, charts, alt texts (any attribute) and document properties.
A drawing (``chart.chart``, ``map.locator``, ``fragment.picture``) is a value like another: ``{{ exhibit.chart }}``.
In a workbook a cell that is one tag takes the type of its value (number or text); there are no row loops.

Values are texts, whole numbers, Decimals (printed with a comma), drawings, and dataclasses, mappings or tuples of them.
``None`` may be tested with ``if`` but not printed. Everything wrong in a template is told at once, as GAB diagnostics.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import jinja2
from lxml import etree

from pipeline.diagnostics import ContentError, Diagnostic, Source
from pipeline.render import clean, sheetxml, wordxml
from pipeline.render.pack import CONTENT_TYPES, Member, PackageError, member, part_order, unpack
from pipeline.render.sandbox import Environment
from pipeline.render.tags import Element, Reader
from pipeline.rules import template as gab

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class TemplateError(ContentError):
    """A template that cannot be used, or a value that it cannot print; ``diagnostics`` says all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template ready to render: ``order`` of its parts, those that never change, those that are programs.

    ``relationships`` and ``content_types`` are kept as text for the documents that bring parts of their own;
    ``serial`` is an id below which the template uses its own.
    """

    name: str
    order: tuple[str, ...]
    static: Mapping[str, Member]
    programs: Mapping[str, jinja2.Template]
    content_types: str
    relationships: Mapping[str, str]
    serial: int


def compile_template(
    data: bytes, name: str, schema: Mapping[str, object] | None = None
) -> Template:
    """The template that a .docx or .xlsx is; ``schema`` maps the names it may use to their types (see ``schema``).

    Raises TemplateError with every fault found.
    """
    source = Source(path=name)
    try:
        package, faults = clean.clean(unpack(data), source)
    except (PackageError, etree.XMLSyntaxError) as fault:
        raise _failure(name, (gab.UNREADABLE.at(source, reason=str(fault)),)) from fault
    readers = _read_parts(package, source, schema)
    faults += tuple(fault for reader, _ in readers for fault in reader.faults)
    if faults:
        raise _failure(name, faults)
    return _assemble(name, package, readers)


def _failure(name: str, faults: tuple[Diagnostic, ...]) -> TemplateError:
    first = faults[0]
    return TemplateError(f"{name} : {first.message}", first.hint, faults)


def _read_parts(
    package: clean.Package, source: Source, schema: Mapping[str, object] | None
) -> tuple[tuple[Reader, str], ...]:
    """Each XML part with its Jinja source."""
    strings = sheetxml.shared_strings(package.trees)
    readers = []
    for part, root in package.trees.items():
        if part == "xl/sharedStrings.xml":
            continue
        reader = Reader(source, part, schema)
        if part.startswith("xl/worksheets/"):
            readers.append((reader, sheetxml.read_sheet(reader, root, strings)))
        else:
            readers.append((reader, wordxml.read_word_part(reader, root)))
    sheetxml.empty_tagged_strings(package.trees)
    return tuple(readers)


def _assemble(
    name: str, package: clean.Package, readers: tuple[tuple[Reader, str], ...]
) -> Template:
    environment = Environment()
    static: dict[str, bytes] = dict(package.binaries)
    programs: dict[str, jinja2.Template] = {}
    for reader, text in readers:
        if reader.spots:
            programs[reader.part] = environment.program(_DECLARATION + text)
        else:
            static[reader.part] = (_DECLARATION + text).encode()
    strings = package.trees.get("xl/sharedStrings.xml")
    if strings is not None:
        static["xl/sharedStrings.xml"] = _serialise(strings)
    static[CONTENT_TYPES] = (_DECLARATION + package.content_types).encode()
    for part, text in package.relationships.items():
        static[part] = (_DECLARATION + text).encode()
    return Template(
        name=name,
        order=part_order((*static, *programs)),
        static={part: member(part, content) for part, content in static.items()},
        programs=programs,
        content_types=package.content_types,
        relationships=package.relationships,
        serial=_highest_id(package.trees),
    )


def _serialise(root: Element) -> bytes:
    return (_DECLARATION + etree.tostring(root, encoding="unicode")).encode()


def _highest_id(trees: Mapping[str, Element]) -> int:
    """The highest number used as an id of a drawing or a bookmark."""
    numbers = [0]
    for root in trees.values():
        for element in root.iter("{*}docPr", "{*}cNvPr", "{*}bookmarkStart"):
            for key, value in element.attrib.items():
                if etree.QName(key).localname == "id" and str(value).isdigit():
                    numbers.append(int(value))
    return max(numbers)
