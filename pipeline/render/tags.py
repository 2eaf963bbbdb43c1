"""Find the tags of an XML part, put each in its place, and turn the part into one Jinja source.

While the tree is worked on, a tag is a token of one noncharacter, a number and another; a block tag with a scope
letter is a token between elements. ``Reader`` goes through one part and keeps every fault with its place.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.diagnostics import Diagnostic, Source
from pipeline.render.expressions import (
    MAX_DEPTH,
    Fault,
    Scope,
    Tag,
    check_tag,
    loop_scope,
    read_tag,
)
from pipeline.rules import template as gab

Element = etree._Element

_TAG = re.compile(r"\{\{[^\t\n]*?\}\}|\{%[^\t\n]*?%\}|\{#[^\t\n]*?#\}")
_DELIMITER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_TOKEN = re.compile("\ufdd0([0-9]+)\ufdd1")
_TYPED = str.maketrans(
    "“”„‘’‚–—−\u00a0\u202f\u2009\u2011", "\"\"\"'''---   -", "\u200b\ufeff\u00ad"
)
_GUILLEMET = re.compile("«[\\s\u00a0\u202f]*|[\\s\u00a0\u202f]*»")
_NEAR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a tag was met: what to print of it, and the filter that prints a value there."""

    tag: Tag
    place: str
    filter: str


@dataclass(frozen=True, slots=True)
class Seat:
    """A token in the tree: the element whose content holds it, and the number of its tag."""

    holder: Element
    number: int


class Reader:
    """One part of one template being read: the tags found so far, the faults met so far."""

    def __init__(self, source: Source, part: str, scope: Scope | None) -> None:
        self.source = source
        self.part = part
        self.scope = scope
        self.spots: list[Spot] = []
        self.faults: list[Diagnostic] = []
        self.raw: dict[int, str] = {}
        self.lonely: set[str] = set()

    def tokenise(self, text: str, where: str, printer: str, *, scoped: bool = False) -> str:
        """The text with a token instead of each tag; a scope letter is a fault unless ``scoped``."""
        if not _DELIMITER.search(text):
            return text
        place = self.place(where, text)
        found = _TAG.sub(lambda match: self._token(match[0], place, printer, scoped), text)
        left = _DELIMITER.search(found)
        if left:
            if where not in self.lonely:  # the two halves of a broken tag are one mistake
                words = {"place": place, "found": near(found[left.start() :])}
                self.faults.append(gab.LONELY_DELIMITER.at(self.source, **words))
            self.lonely.add(where)
            return _DELIMITER.sub("", found)
        return found

    def place(self, where: str, text: str = "") -> str:
        """A place as people read it: part, paragraph, the text around."""
        return ", ".join(w for w in (self.part, where, f"« {near(text)} »" if text else "") if w)

    def internal(self, source: str) -> str:
        """A token for Jinja source of our own."""
        number = self._add(Spot(tag=Tag(text=""), place="", filter=""))
        self.raw[number] = source
        return f"\ufdd0{number}\ufdd1"

    def retype(self, number: int, printer: str) -> None:
        """Print the value of a tag through another filter."""
        self.spots[number] = replace(self.spots[number], filter=printer)

    def report(self, spot: Spot, fault: Fault) -> None:
        """Keep the fault of a tag."""
        words = {"place": spot.place, "tag": spot.tag.text, **fault.words}
        self.faults.append(fault.rule.at(self.source, **words))

    def source_of(self, xml: str) -> str:
        """The Jinja source of the serialised part."""
        return _TOKEN.sub(lambda match: self._jinja(int(match[1])), xml)

    def blocks(self, root: Element) -> tuple[tuple[Seat, ...], ...]:
        """The blocks of the part, each as its tags in order; names and balance are checked on the way."""
        done: list[tuple[Seat, ...]] = []
        open_: list[tuple[list[Seat], Scope | None]] = []
        scope = self.scope
        quiet = bool(self.faults)  # a tag that could not be read leaves its partner alone
        for seat in seats(root):
            if seat.number in self.raw:
                continue
            spot = self.spots[seat.number]
            tag = spot.tag
            if tag.closes or tag.divides:
                if not open_ or not self._continues(open_[-1][0], tag):
                    if not quiet:
                        self.report(spot, Fault(gab.UNBALANCED, {}))
                    continue
                open_[-1][0].append(seat)
                if tag.closes:
                    block, scope = open_.pop()
                    done.append(tuple(block))
            scope = self._enter(seat, spot, scope, open_)
        for block, _ in open_ if not quiet else ():
            self.report(self.spots[block[0].number], Fault(gab.UNBALANCED, {}))
        return tuple(done)

    def _enter(
        self,
        seat: Seat,
        spot: Spot,
        scope: Scope | None,
        open_: list[tuple[list[Seat], Scope | None]],
    ) -> Scope | None:
        """Check a tag's names; the scope after it."""
        faults = check_tag(spot.tag, scope)
        for fault in faults:
            self.report(spot, fault)
        if not spot.tag.opens:
            return scope
        open_.append(([seat], scope))
        loops = sum(self.spots[block[0].number].tag.word == "for" for block, _ in open_)
        if loops > MAX_DEPTH:
            self.report(spot, Fault(gab.TOO_DEEP, {"limit": MAX_DEPTH}))
        if spot.tag.word != "for":
            return scope
        # After a fault nothing is known of the loop's names: one mistake, one message.
        return None if faults else loop_scope(spot.tag, scope)

    def _continues(self, block: list[Seat], tag: Tag) -> bool:
        """Whether this tag may follow those of the block."""
        words = [self.spots[seat.number].tag.word for seat in block]
        if tag.closes:
            return words[0] == tag.closes
        return "else" not in words and (tag.word == "else" or words[0] == "if")

    def _token(self, text: str, place: str, printer: str, scoped: bool) -> str:
        if text.startswith("{#"):
            return ""
        text = normalise(text)
        tag = read_tag(text)
        if isinstance(tag, Fault):
            spot = Spot(tag=Tag(text=text), place=place, filter=printer)
            self.report(spot, tag)
            return ""
        spot = Spot(tag=tag, place=place, filter=printer)
        if tag.scope and not scoped:
            self.report(spot, Fault(gab.MISPLACED, {"where": gab.WHERE[tag.scope]}))
            return ""
        return f"\ufdd0{self._add(spot)}\ufdd1"

    def _add(self, spot: Spot) -> int:
        self.spots.append(spot)
        return len(self.spots) - 1

    def _jinja(self, number: int) -> str:
        if number in self.raw:
            return self.raw[number]
        spot = self.spots[number]
        if spot.tag.word:
            return spot.tag.statement()
        return f"{{{{ ({spot.tag.expression})|{spot.filter} }}}}"


def token_numbers(text: str | None) -> tuple[int, ...]:
    """The numbers of the tokens in a text."""
    return tuple(int(n) for n in _TOKEN.findall(text)) if text else ()


def token(number: int) -> str:
    """The token of this number."""
    return f"\ufdd0{number}\ufdd1"


def without_tokens(text: str) -> str:
    """The text that is left beside the tokens."""
    return _TOKEN.sub("", text)


def split_at_tokens(text: str) -> tuple[str, ...]:
    """The text in pieces: even ones are text, odd ones numbers of tokens."""
    return tuple(_TOKEN.split(text))


def normalise(tag: str) -> str:
    """The tag with the quotes, dashes and spaces that Word typed put back as they were meant."""
    return _GUILLEMET.sub('"', tag).translate(_TYPED).replace("…", "...")


def near(text: str) -> str:
    """The beginning of a text, in one line."""
    flat = " ".join(without_tokens(text).split())
    return flat if len(flat) <= _NEAR else flat[: _NEAR - 1] + "…"


def seats(root: Element) -> Iterator[Seat]:
    """Every token of the tree in document order."""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            for value in element.attrib.values():
                yield from (Seat(element, n) for n in token_numbers(str(value)))
            yield from (Seat(element, n) for n in token_numbers(element.text))
            continue
        parent = element.getparent()
        if parent is not None:
            yield from (Seat(parent, n) for n in token_numbers(element.tail))


def tokenise_rest(reader: Reader, root: Element, printer: Callable[[Element], str]) -> None:
    """Tokenise every text and attribute that nobody has read yet; ``printer`` names the filter of a text."""
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        for key, value in element.attrib.items():
            if "{" in value or "}" in value:
                element.set(key, reader.tokenise(str(value), name, "_attribute"))
        if element.text:
            element.text = reader.tokenise(element.text, name, printer(element))
        if element.tail:
            element.tail = reader.tokenise(element.tail, name, printer(element))
