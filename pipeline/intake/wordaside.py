"""The texts of a Word file that stand outside of its blocks: headers, text boxes, formulas, charts, diagrams."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from lxml import etree

from pipeline.intake.wordblocks import clean_text
from pipeline.model.draft import Block
from pipeline.rules import drafting as rules

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SPACES = (f"{_W}tab", f"{_W}br", f"{_W}cr")
_HYPHEN = f"{_W}noBreakHyphen"
_TEXTS = (f"{_W}t", f"{_M}t", f"{_A}t")
_PARAGRAPHS = (f"{_W}p", f"{_A}p")
#: Pictures that no text says: photographs, old drawings, embedded objects, charts, diagrams.
_PICTURES = (
    f"{_A}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
    f"{_C}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
)

Parts = Mapping[str, etree._Element]


def texts_aside(parts: Parts, known: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """The paragraphs whose words are not all in the blocks known, by where they stand."""
    left = Counter(word for block in known for text in _all_texts(block) for word in text.split())
    for name, root in parts.items():
        for text in _texts(root):
            words = Counter(text.split())
            if words <= left:
                left -= words
            elif words:
                yield _origin(name), text


def count_images(root: etree._Element) -> int:
    """How many pictures a part shows."""
    return sum(1 for _ in root.iter(*_PICTURES))


def _origin(name: str) -> str:
    """Where the texts of a part stand."""
    file = PurePosixPath(name).name
    return next((said for start, said in rules.ASIDE.items() if file.startswith(start)), rules.BOX)


def _all_texts(block: Block) -> Iterator[str]:
    yield block.text
    for row in block.rows:
        yield from row


def _texts(root: etree._Element) -> Iterator[str]:
    """The text of every paragraph of a part; of a chart, its series too."""
    for paragraph in root.iter(*_PARAGRAPHS):
        yield _own_text(paragraph)
    for series in root.iter(f"{_C}ser"):
        head, labels, figures = (_values(series, tag) for tag in ("tx", "cat", "val"))
        pairs = (" ".join(pair) for pair in zip(labels, figures, strict=False))
        told = tuple(pairs) if len(labels) == len(figures) else (*labels, *figures)
        yield clean_text(rules.SERIES.format(name=" ".join(head), values=" ; ".join(told)))


def _values(series: etree._Element, tag: str) -> tuple[str, ...]:
    """The words or figures that a series keeps under a tag."""
    return tuple(v.text or "" for e in series.iter(f"{_C}{tag}") for v in e.iter(f"{_C}v"))


def _own_text(paragraph: etree._Element) -> str:
    """The text of a paragraph, without that of the paragraphs inside it (text boxes)."""
    pieces = []
    for element in paragraph.iter(*_TEXTS, *_SPACES, _HYPHEN):
        if next(element.iterancestors(*_PARAGRAPHS)) is paragraph:
            pieces.append(_piece(element))
    return clean_text("".join(pieces))


def _piece(element: etree._Element) -> str:
    if element.tag == _HYPHEN:
        return "\u2011"
    return " " if element.tag in _SPACES else element.text or ""
