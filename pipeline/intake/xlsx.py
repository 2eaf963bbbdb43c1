"""A workbook .xlsx or .xlsm without macros, from its bytes."""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from pipeline.diagnostics import Diagnostic
from pipeline.intake.container import Part
from pipeline.intake.links import (
    Links,
    SheetLink,
    judge_types,
    read_links,
    read_properties,
    read_sheet_list,
)
from pipeline.intake.package import Package
from pipeline.intake.parts import CONTENT_TYPES, judge_parts, notes
from pipeline.intake.refusal import RefusedError
from pipeline.intake.sheetcells import Shared, read_sheet
from pipeline.intake.strings import read_strings
from pipeline.intake.styles import read_styles
from pipeline.intake.tally import Tally
from pipeline.model.book import Book, BookSheet
from pipeline.rules import intake as rules

_ROOT_LINKS = "_rels/.rels"
_CUSTOM = ("custom-properties", "customProperties")


def read_xlsx(
    data: bytes, parts: Mapping[str, Part], name: str
) -> tuple[Book, tuple[Diagnostic, ...]]:
    """The workbook and what is said about it; raises RefusedError."""
    dropped = judge_parts(parts)
    package = Package(data, parts)
    judge_types(package.content(CONTENT_TYPES), CONTENT_TYPES)
    links = {
        part: read_links(package.content(part), part) for part in parts if part.endswith(".rels")
    }
    root = links.get(_ROOT_LINKS)
    main = root.only("officeDocument") if root else None
    if root is None or main is None:
        raise RefusedError(rules.MISSING_PART, part=_ROOT_LINKS)
    sheets = tuple(_sheets(package, links, main))
    if not sheets:
        raise RefusedError(rules.NO_SHEET)
    custom = next((part for kind in _CUSTOM if (part := root.only(kind))), None)
    book = Book(
        sha256=sha256(data).hexdigest(),
        format="xlsx",
        sheets=sheets,
        properties=read_properties(package.content(custom), custom) if custom else {},
    )
    package.judge_rest(dropped)
    outside = any(found.outside for found in links.values())
    return book, notes(dropped, links=outside, name=name)


def _sheets(package: Package, links: Mapping[str, Links], main: str) -> Iterator[BookSheet]:
    """The worksheets in the order of the workbook."""
    folder, _, file = main.rpartition("/")
    own = links.get(f"{folder}/_rels/{file}.rels")
    if own is None:
        raise RefusedError(rules.MISSING_PART, part=f"{folder}/_rels/{file}.rels")
    strings, styles = own.only("sharedStrings"), own.only("styles")
    shared = Shared(
        strings=read_strings(package.content(strings), strings) if strings else {},
        styles=read_styles(package.content(styles), styles) if styles else {},
        tally=Tally(),
    )
    met: set[str] = set()
    for sheet in read_sheet_list(package.content(main), main):
        part = _part_of(sheet, own, main)
        if part in met:
            raise RefusedError(
                rules.STRUCTURE, part=part, detail=rules.REPEATED.format(name=sheet.title)
            )
        if part:
            met.add(part)
            content = package.content(part)
            yield read_sheet(content, part, sheet.title, shared, visible=sheet.visible)


def _part_of(sheet: SheetLink, own: Links, main: str) -> str:
    """The part of a sheet; empty for a chart that fills a sheet."""
    if sheet.id in own.ids_by_kind.get("worksheet", ()):
        return own.target_by_id[sheet.id]
    if sheet.id in own.ids_by_kind.get("chartsheet", ()):
        return ""
    raise RefusedError(rules.MISSING_PART, part=f"{main}#{sheet.id[:20]}")
