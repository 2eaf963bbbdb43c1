"""A teacher's ``.docx`` -> its blocks, and every text that stands aside; tracked changes and comments refuse it.

mammoth reads the structure. What it leaves out (headers, text boxes, formulas, charts) is found by comparing with the
text of every part, so that nothing of a file is lost.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from pipeline.diagnostics import Diagnostic, EpreuveError, Source
from pipeline.intake.wordaside import count_images, texts_aside
from pipeline.intake.wordblocks import TITLE_CLASS, blocks_of_html, notes_of_html
from pipeline.model.draft import Block, BlockKind, WordText
from pipeline.rules import drafting as rules

MAX_FILE = 50_000_000
MAX_XML = 30_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RELATIONS, _DOCUMENT = "_rels/.rels", "word/document.xml"
_COMMENTS = re.compile(r"word/comments[0-9]*\.xml")
_XML = (".xml", ".rels")
_ASIDE = re.compile(
    r"word/(?:(?:header|footer|footnotes|endnotes)[0-9]*|charts/chart[0-9]+|diagrams/data[0-9]+)\.xml"
)
#: The same words under their other name: Word writes it when asked for « Strict Open XML ».
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|drawingml|officeDocument)/")
_OLD, _LOCKED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")
_CHANGES = tuple(
    f"{_W}{name}"
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange"),
        *("trPrChange", "tcPrChange", "sectPrChange", "cellIns", "cellDel", "cellMerge"),
    )
)
_TEXT, _DELETED = f"{_W}t", f"{_W}delText"
_SAMPLE = 40
_STYLES = f"""\
p[style-name='Title'] => h1.{TITLE_CLASS}:fresh
p[style-name='Titre'] => h1.{TITLE_CLASS}:fresh
p[style-name='Subtitle'] => p:fresh"""


def read_word(path: Path, name: str, faults: list[Diagnostic]) -> WordText | None:
    """The text of a Word file; ``None``, with the faults told, when it cannot be taken over.

    Raises EpreuveError when the optional module is not installed.
    """
    place = Source(path=name)
    try:
        data = path.read_bytes()
        parts = _parts(data)
    except OSError as error:
        faults.append(rules.NOT_WORD.at(place, reason=error.strerror or type(error).__name__))
        return None
    except _UnreadableError as error:
        faults.append(rules.NOT_WORD.at(place, reason=str(error)))
        return None
    before = len(faults)
    faults.extend(_revisions(parts, place))
    if len(faults) > before:
        return None
    text = _html(data)
    blocks, notes = blocks_of_html(text), notes_of_html(text)
    known = (*blocks, *(Block(kind=BlockKind.PARAGRAPH, text=note) for _, note in notes))
    aside = (
        *((rules.ASIDE[kind], note) for kind, note in notes),
        *texts_aside({n: r for n, r in parts.items() if not _COMMENTS.fullmatch(n)}, known),
    )
    if not blocks and not aside:
        faults.append(rules.EMPTY.at(place))
        return None
    return WordText(blocks=blocks, aside=aside, images=sum(map(count_images, parts.values())))


class _UnreadableError(Exception):
    """Why a file cannot be read as Word, in French."""


def _parts(data: bytes) -> dict[str, etree._Element]:
    """The XML parts that hold text, parsed within limits."""
    if len(data) > MAX_FILE:
        limit = MAX_FILE // 1_000_000
        raise _UnreadableError(rules.TOO_LARGE.format(size=len(data) // 1_000_000, limit=limit))
    if data.startswith(_OLD):
        raise _UnreadableError(rules.ENCRYPTED if _LOCKED in data else rules.OLD_WORD)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(i.file_size for i in archive.infolist() if i.filename.endswith(_XML))
            if size > MAX_XML:
                limit = MAX_XML // 1_000_000
                raise _UnreadableError(rules.TOO_LARGE.format(size=size // 1_000_000, limit=limit))
            main = _main_part(archive)
            wanted = [i for i in archive.infolist() if _holds_text(i.filename, main)]
            texts = {i.filename: archive.read(i) for i in wanted}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _UnreadableError(rules.NOT_ZIP) from error
    if main not in texts:
        raise _UnreadableError(rules.NO_DOCUMENT)
    return {name: _parsed(name, text) for name, text in sorted(texts.items())}


def _main_part(archive: zipfile.ZipFile) -> str:
    """The name of the part that holds the text, as the file itself says it."""
    if _RELATIONS not in archive.namelist():
        return _DOCUMENT
    relations = _parsed(_RELATIONS, archive.read(_RELATIONS))
    for relation in relations:
        if str(relation.get("Type") or "").endswith("/officeDocument"):
            return str(relation.get("Target") or "").lstrip("/")
    return _DOCUMENT


def _holds_text(name: str, main: str) -> bool:
    return name == main or bool(_COMMENTS.fullmatch(name) or _ASIDE.fullmatch(name))


def _parsed(name: str, text: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(_STRICT.sub(_transitional, text), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _UnreadableError(rules.BAD_XML.format(part=name)) from error
    if b"<!DOCTYPE" in text:
        raise _UnreadableError(rules.BAD_XML.format(part=name))
    for fallback in list(root.iter(_FALLBACK)):  # the same text again, for older programs
        parent = fallback.getparent()
        if parent is not None:
            parent.remove(fallback)
    return root


def _transitional(found: re.Match[bytes]) -> bytes:
    return b"http://schemas.openxmlformats.org/" + found[1] + b"/2006/"


def _revisions(parts: dict[str, etree._Element], place: Source) -> Iterator[Diagnostic]:
    """Tracked changes and comments: they say that the text is not settled."""
    changes = [e for root in parts.values() for e in root.iter(*_CHANGES)]
    if changes:
        yield rules.TRACKED.at(place, count=len(changes), sample=_sample(changes[0]))
    found = [e for n, r in parts.items() if _COMMENTS.fullmatch(n) for e in r.iter(f"{_W}comment")]
    if found:
        yield rules.COMMENTED.at(place, count=len(found), sample=_sample(found[0]))


def _sample(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(_TEXT, _DELETED))[:_SAMPLE] or "…"


def _html(data: bytes) -> str:
    try:
        import mammoth  # noqa: PLC0415 - an optional module, asked for only here
    except ImportError as error:
        raise EpreuveError(rules.NO_MAMMOTH, rules.NO_MAMMOTH_HINT) from error
    result = mammoth.convert_to_html(
        io.BytesIO(data), convert_image=lambda _: [], style_map=_STYLES
    )
    html: str = result.value
    return html
