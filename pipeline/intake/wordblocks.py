"""The HTML that mammoth makes of a Word file -> its blocks, in order, and its notes."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from lxml import etree, html

from pipeline.intake.headings import FREE, names_title, says_more, section_of
from pipeline.model.draft import Block, BlockKind

#: The class of the paragraph that Word itself calls a title, and its level: above every heading.
TITLE_CLASS, TITLE_LEVEL = "title", 0
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: A short paragraph all in bold is the heading of somebody who does not use styles.
_BOLD_LEVEL, _BOLD_MOST = 9, 90
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]"
)
_BLANK = re.compile(r"\s+")
_APART = ("br", "p", "li", "td", "th")
_NOTES = ("footnote-", "endnote-")
_BACK = ("#footnote-ref", "#endnote-ref")
_CALL = ("#footnote", "#endnote")


def blocks_of_html(text: str) -> tuple[Block, ...]:
    """The headings, paragraphs, list items and tables; what is empty is left out, and the notes."""
    return tuple(block for block in _walk(_root(text)) if block.text or block.rows)


def notes_of_html(text: str) -> tuple[tuple[str, str], ...]:
    """The notes at the foot of the pages and at the end, each with the number of its call and its kind."""
    notes = [item for item in _root(text).iter("li") if _is_note(item)]
    return tuple(
        (str(item.get("id")).split("note-")[0] + "notes", f"[{rank}] {_text(item)}")
        for rank, item in enumerate(notes, 1)
    )


def _root(text: str) -> etree._Element:
    root: etree._Element = html.fragment_fromstring(text, create_parent="div")
    return root


def _is_note(item: etree._Element) -> bool:
    return str(item.get("id") or "").startswith(_NOTES)


def _walk(parent: Iterable[etree._Element]) -> Iterator[Block]:
    for element in parent:
        tag = element.tag
        if tag in _HEADINGS:
            level = TITLE_LEVEL if element.get("class") == TITLE_CLASS else _HEADINGS[tag]
            yield Block(kind=BlockKind.HEADING, text=_text(element), level=level)
        elif tag == "table":
            yield from _table(element)
        elif tag in ("ul", "ol"):
            yield from _list(element, 0)
        elif tag == "p":
            yield _paragraph(element)
        else:
            yield Block(kind=BlockKind.PARAGRAPH, text=_text(element))


def _paragraph(element: etree._Element) -> Block:
    text = _text(element)
    bold = " ".join(_text(part) for part in element.iter("strong"))
    if text and bold.split() == text.split() and len(text) <= _BOLD_MOST:
        return Block(kind=BlockKind.HEADING, text=text, level=_BOLD_LEVEL)
    return Block(kind=BlockKind.PARAGRAPH, text=text)


def _list(element: etree._Element, depth: int) -> Iterator[Block]:
    """Each item, its depth as its level, then those of the lists inside it."""
    for item in element:
        if _is_note(item):
            continue
        inner = [child for child in item if child.tag in ("ul", "ol", "table")]
        for child in inner:
            item.remove(child)
        yield Block(kind=BlockKind.ITEM, text=_text(item), level=depth)
        for child in inner:
            yield from _table(child) if child.tag == "table" else _list(child, depth + 1)


def _table(table: etree._Element) -> Iterator[Block]:
    """A table; one that only frames a text or sets headings beside their text is that text."""
    lines = _lines(table)
    if max(map(len, lines), default=0) == 1:
        for (cell,) in filter(None, lines):
            yield from _walk_cell(cell)
    elif _lays_out(lines):
        for line in filter(None, lines):
            yield from _laid_out(*line)
    else:
        yield Block(kind=BlockKind.TABLE, rows=tuple(_rows(lines)))


def _laid_out(head: etree._Element, *others: etree._Element) -> Iterator[Block]:
    """A heading and its text; beside « Titre », the text is the title."""
    if names_title(_text(head)):
        title = " ".join(map(_text, others))
        yield Block(kind=BlockKind.HEADING, text=title, level=TITLE_LEVEL)
        return
    yield Block(kind=BlockKind.HEADING, text=_text(head), level=_BOLD_LEVEL)
    for cell in others:
        yield from _walk_cell(cell)


def _lays_out(lines: list[list[etree._Element]]) -> bool:
    """Whether most rows begin with the name of a section, two of them different at least."""
    heads = [_text(line[0]) for line in lines if line]
    found = [section_of(head) for head in heads if len(head) <= _BOLD_MOST]
    named = [name for name in found if name != FREE] + ["title" for _ in filter(names_title, heads)]
    return 2 * len(named) > len(heads) and len(set(named)) > 1 and not _is_grid(heads)


def _is_grid(heads: list[str]) -> bool:
    """Whether every row but the first is the bare name of a question: a marking grid, not a page set in a table."""
    return all(section_of(head) == "question" and not says_more(head) for head in heads[1:])


def _walk_cell(cell: etree._Element) -> Iterator[Block]:
    """What a cell holds; each line that its author broke is a paragraph of its own."""
    if not len(cell):
        yield Block(kind=BlockKind.PARAGRAPH, text=_text(cell))
    for element in cell:
        for block in _walk([element]):
            if block.kind is BlockKind.PARAGRAPH and element.find(".//br") is not None:
                yield from _broken(element)
            else:
                yield block


def _broken(element: etree._Element) -> Iterator[Block]:
    for line in element.iter("br"):
        line.tail = f"\n{line.tail or ''}"
    for text in "".join(map(str, element.itertext())).split("\n"):
        yield Block(kind=BlockKind.PARAGRAPH, text=clean_text(text))


def _lines(table: etree._Element) -> list[list[etree._Element]]:
    """The cells of each row, without those of the tables inside."""
    parts = [row for part in table for row in ([part] if part.tag == "tr" else part)]
    return [[cell for cell in row if cell.tag in ("td", "th")] for row in parts]


def _rows(lines: list[list[etree._Element]]) -> Iterator[tuple[str, ...]]:
    """The rows that hold something, all as long as the longest."""
    width = max(map(len, lines), default=0)
    for line in lines:
        row = [_text(cell) for cell in line]
        if any(row):
            yield (*row, *("" for _ in range(width - len(row))))


def _text(element: etree._Element) -> str:
    """The words of an element on one line; a call of note stands apart, the arrow back from a note is left out."""
    for node in element.iter(*_APART):
        node.text = f" {node.text or ''}"
        node.tail = f" {node.tail or ''}"
    for link in element.iter("a"):
        target = link.get("href") or ""
        if target.startswith(_BACK):
            link.text = ""
        elif target.startswith(_CALL):
            link.text = f" {link.text or ''} "
    return clean_text("".join(map(str, element.itertext())))


def clean_text(text: str) -> str:
    """A text in NFC on one line, without characters that cannot be seen."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _BLANK.sub(" ", text).strip()
