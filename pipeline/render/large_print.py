"""Large print: a style pack laid over a template, so that both copies say the same words.

Sizes, spaces between lines and hanging indents grow, every face becomes an upright sans serif, words may be cut in
cells and rows over pages. The template's own ``seat.large`` flag moves what would not fit on one line.
"""

import re
from collections.abc import Callable

from pipeline.render.pack import pack, unpack

SCALE, RUNNING_SCALE = 1.4, 1.15
_LEADING = 1.08
_STYLES, _BODY = "word/styles.xml", "word/document.xml"
_RUNNING = ("EpEntete", "EpPied", "EpTampon")
_STYLE = re.compile(r'<w:style [^>]*w:styleId="([^"]*)".*?</w:style>', re.DOTALL)
_SIZE = re.compile(r'(<w:sz(?:Cs)? w:val=")(\d+)(")')
_LINE = re.compile(r'(w:line=")(\d+)(" w:lineRule="auto")')
_HANGING = re.compile(r'<w:ind [^>]*w:hanging="[1-9]\d*"[^>]*/>')
_TWIPS = re.compile(r'(w:(?:left|hanging)=")(\d+)(")')
_STOP = re.compile(r'(<w:tab w:val="left" w:pos=")(\d+)(")')
_UNSPLIT = re.compile(r"<w:cantSplit/>(?!<w:tblHeader/>)")


def enlarge(template: bytes) -> bytes:
    """The template in large print; its text is untouched."""
    parts = unpack(template)
    styles = parts[_STYLES].decode()
    styles = styles.replace('"Times New Roman"', '"Arial"').replace('"Courier New"', '"Arial"')
    head, found, tail = styles.partition("</w:docDefaults>")
    head = _SIZE.sub(_times(SCALE), head)
    parts[_STYLES] = (head + found + _STYLE.sub(_grown, tail)).encode()
    parts[_BODY] = _UNSPLIT.sub("", parts[_BODY].decode()).encode()
    return pack(parts)


def _grown(style: re.Match[str]) -> str:
    """One style, larger; running heads grow less, for they have one line."""
    name, text = style[1], style[0].replace("<w:i/>", "")
    if name in _RUNNING:
        return _SIZE.sub(_times(RUNNING_SCALE), text)
    if name.startswith("EpCel"):
        text = text.replace("<w:suppressAutoHyphens/>", "")
    text = _LINE.sub(_times(_LEADING), _SIZE.sub(_times(SCALE), text))
    text = _HANGING.sub(lambda place: _TWIPS.sub(_times(SCALE), place[0]), text)
    return _STOP.sub(_times(SCALE), text)


def _times(factor: float) -> Callable[[re.Match[str]], str]:
    """A replacement that multiplies the number in the middle of a match."""
    return lambda found: f"{found[1]}{round(int(found[2]) * factor)}{found[3]}"
