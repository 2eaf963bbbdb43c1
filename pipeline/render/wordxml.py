"""Word markup: join the tags that Word splits, put block tags around what they repeat, refuse what would be lost."""

from collections.abc import Iterator

from lxml import etree

from pipeline.render.expressions import Fault
from pipeline.render.tags import (
    Element,
    Reader,
    near,
    seats,
    token,
    token_numbers,
    tokenise_rest,
    without_tokens,
)
from pipeline.rules import template as gab

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

P, R, T = f"{{{_W}}}p", f"{{{_W}}}r", f"{{{_W}}}t"
TR, TC, TBL = f"{{{_W}}}tr", f"{{{_W}}}tc", f"{{{_W}}}tbl"
_BREAKS = {f"{{{_W}}}tab": "\t", f"{{{_W}}}br": "\n", f"{{{_W}}}cr": "\n"}
_BOOKMARK_START, _BOOKMARK_END = f"{{{_W}}}bookmarkStart", f"{{{_W}}}bookmarkEnd"
_ID = f"{{{_W}}}id"
_OBJECTS = tuple(
    f"{{{_W}}}{name}" for name in ("drawing", "pict", "object", "fldChar", "fldSimple", "sectPr")
)
_RPR = f"{{{_W}}}rPr"
_LEVEL = {"p": P, "tr": TR, "tc": TC}


def read_word_part(reader: Reader, root: Element) -> str:
    """The Jinja source of a Word part (or of any other, where no paragraph is met); faults stay in ``reader``."""
    for number, paragraph in enumerate(root.iter(P, f"{{{_A}}}p"), 1):
        _read_paragraph(reader, paragraph, gab.IN_PARAGRAPH.format(number=number))
    tokenise_rest(reader, root, _printer)
    for seat in tuple(seats(root)):
        if reader.spots[seat.number].tag.scope:
            _hoist(reader, root, seat.number)
    _settle(reader, root)
    _fresh_ids(reader, root)
    xml = etree.tostring(root, encoding="unicode")
    return reader.source_of(xml)


def _printer(element: Element) -> str:
    if element.tag == T:
        return "_word"
    return "_attribute" if etree.QName(element).namespace == _A else "_text"


def _read_paragraph(reader: Reader, paragraph: Element, where: str) -> None:
    """Join the tags split over the runs of one paragraph and tokenise them."""
    texts, words = _texts(paragraph)
    joined = "".join(words)
    if "{" not in joined and "}" not in joined:
        return
    _join(texts, words)
    for text, word in zip(texts, words, strict=True):
        if text.tag in _BREAKS or not word:
            continue
        found = reader.tokenise(word, where, _printer(text), scoped=text.tag == T)
        text.text = found
        if text.tag == T:
            text.set(_SPACE, "preserve")


def _texts(paragraph: Element) -> tuple[list[Element], list[str]]:
    """The texts and breaks that belong to this paragraph and not to one inside it."""
    inner = f"{{{_A}}}t" if paragraph.tag != P else T
    found = [
        e
        for e in paragraph.iter(inner, *_BREAKS)
        if next(e.iterancestors(paragraph.tag)) is paragraph and not _is_tab_stop(e)
    ]
    return found, [_BREAKS.get(e.tag) or e.text or "" for e in found]


def _is_tab_stop(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == f"{{{_W}}}tabs"


def _join(texts: list[Element], words: list[str]) -> None:
    """Move each tag that begins in one text and ends in another into the first."""
    for index, text in enumerate(texts):
        following = index + 1
        while text.tag not in _BREAKS and _is_open(words[index]) and following < len(words):
            if texts[following].tag in _BREAKS or _lone_brace(words[index], words[following]):
                break
            taken, words[following] = _until_close(words[index], words[following])
            words[index] += taken
            texts[following].text = words[following]
            following += 1
        if text.tag not in _BREAKS:
            text.text = words[index]


def _is_open(text: str) -> bool:
    """Whether a tag begins in this text and does not end in it (a last brace may be half a delimiter)."""
    start = max(text.rfind(mark) for mark in ("{{", "{%", "{#"))
    if start < 0:
        return text.endswith("{")
    close = {"{{": "}}", "{%": "%}", "{#": "#}"}[text[start : start + 2]]
    return close not in text[start + 2 :]


def _lone_brace(text: str, following: str) -> bool:
    """Whether the last brace of a text begins nothing."""
    brace = text.endswith("{") and not text.endswith("{{")
    return brace and following != "" and following[0] not in "{%#"


def _until_close(begun: str, text: str) -> tuple[str, str]:
    """What of the next text still belongs to the tag begun, and the rest."""
    for length in range(1, len(text) + 1):
        if not _is_open(begun + text[:length]):
            return text[:length], text[length:]
    return text, ""


def _hoist(reader: Reader, root: Element, number: int) -> None:
    """Put a scoped tag in place of the paragraph, row or cell that holds it alone, or between runs."""
    spot = reader.spots[number]
    scope = spot.tag.scope
    text = _text_with(root, number)
    if text is None:  # already moved with another tag of the same paragraph, row or cell
        return
    if scope == "r":
        _to_run_level(text, number)
        return
    level = next(text.iterancestors(_LEVEL[scope]), None)
    if level is None:
        reader.report(spot, Fault(gab.MISPLACED, {"where": gab.WHERE[scope]}))
        return
    numbers = [n for t in level.iter(T) for n in token_numbers(t.text)]
    lost = _lost(reader, level, scope)
    if lost:
        reader.report(spot, Fault(gab.LOST_CONTENT, {"lost": lost, "where": gab.WHERE[scope]}))
        return
    for mark in tuple(level.iter(_BOOKMARK_START, _BOOKMARK_END)):
        mark.tail = None
        level.addprevious(mark)
    _replace(level, "".join(token(n) for n in numbers))


def _text_with(root: Element, number: int) -> Element | None:
    """The Word text that holds a token."""
    wanted = token(number)
    return next((t for t in root.iter(T) if t.text and wanted in t.text), None)


def _lost(reader: Reader, level: Element, scope: str) -> str:
    """What the paragraph, row or cell holds beside tags of this scope."""
    text = "".join(t.text or "" for t in level.iter(T))
    strangers = [
        reader.spots[n].tag.text
        for n in token_numbers(text)
        if n not in reader.raw and reader.spots[n].tag.scope != scope
    ]
    beside = " ".join([without_tokens(text).strip(), *strangers]).strip()
    if beside:
        return near(beside)
    return gab.OBJECT if next(level.iter(*_OBJECTS), None) is not None else ""


def _replace(element: Element, text: str) -> None:
    """Put a text where an element was."""
    parent, previous = element.getparent(), element.getprevious()
    assert parent is not None
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    element.tail = None
    parent.remove(element)


def _to_run_level(text: Element, number: int) -> None:
    """Split the run that holds a token and leave the token between the two halves."""
    run = text.getparent()
    assert run is not None
    first, second = (text.text or "").split(token(number))
    after = run.makeelement(R)
    for properties in run.findall(_RPR):
        after.append(etree.fromstring(etree.tostring(properties)))
    if second:
        rest = etree.SubElement(after, T)
        rest.text = second
        rest.set(_SPACE, "preserve")
    for sibling in tuple(text.itersiblings()):
        after.append(sibling)
    text.text = first
    if not first:
        run.remove(text)
    tail, run.tail = run.tail or "", None
    run.addnext(after)
    run.tail, after.tail = token(number), tail
    for half in (after, run):
        if all(e.tag == _RPR for e in half):
            _replace(half, half.tail or "")


def _settle(reader: Reader, root: Element) -> None:
    """Bring the tags of each block to one level; a block over two paragraphs, rows or cells is a fault."""
    blocks = reader.blocks(root)
    if reader.faults:
        return
    for block in blocks:
        if len({id(seat.holder) for seat in block}) == 1:
            continue
        for seat in block:
            text = _text_with(root, seat.number)
            if text is not None:
                _to_run_level(text, seat.number)
    for block in reader.blocks(root):
        if len({id(seat.holder) for seat in block}) == 1:
            continue
        first, last = (reader.spots[block[i].number] for i in (0, -1))
        reader.report(first, Fault(gab.CROSSED, {"closing": last.place}))


def _fresh_ids(reader: Reader, root: Element) -> None:
    """Give drawings and bookmarks an id at each rendering, since a loop may repeat them."""
    if not reader.spots:
        return
    for properties in root.iter(f"{{{_WP}}}docPr"):
        properties.set("id", reader.internal("{{ ''|_serial }}"))
    for mark, name in _marks(root):
        old = str(mark.get(_ID))
        mark.set(_ID, reader.internal(f"{{{{ {old!r}|{name} }}}}"))


def _marks(root: Element) -> Iterator[tuple[Element, str]]:
    for mark in root.iter(_BOOKMARK_START):
        yield mark, "_begin"
    for mark in root.iter(_BOOKMARK_END):
        yield mark, "_end"
