"""Large print: a style pack laid over a template, so that both copies say the same words.

Sizes, spaces and indents of the styles grow, every face becomes sans serif, lines open up, and rows may split over two pages. The
template's own ``seat.large`` flag moves what would not fit on one line.
"""

import re
from collections.abc import Callable

from pipeline.render.pack import pack, unpack

SCALE = 1.4
_LEADING = 1.08
_STYLES = "word/styles.xml"
_FACES = re.compile(r'w:(ascii|hAnsi|eastAsia|cs)="Times New Roman"')
_SIZE = re.compile(r'(<w:szC?s? w:val=")(\d+)(")')
_LINE = re.compile(r'(w:line=")(\d+)(" w:lineRule="auto")')
_INDENTS = re.compile(r'(<w:ind [^>]*w:hanging="[1-9]\d*"[^>]*/>)')
_TWIPS = re.compile(r'(w:(?:left|hanging)=")(\d+)(")')
_STOP = re.compile(r'(<w:tab w:val="left" w:pos=")(\d+)(")')
_ITALIC = re.compile(r"<w:i/>")
_UNSPLIT = re.compile(r"<w:cantSplit/>(?!<w:tblHeader/>)")


def enlarge(template: bytes) -> bytes:
    """The template in large print; its text is untouched."""
    parts = unpack(template)
    styles = parts[_STYLES].decode()
    styles = _FACES.sub(r'w:\1="Arial"', styles)
    styles = _ITALIC.sub("", styles)
    styles = _SIZE.sub(_times(SCALE), styles)
    styles = _LINE.sub(_times(_LEADING), styles)
    styles = _INDENTS.sub(lambda found: _TWIPS.sub(_times(SCALE), found[1]), styles)
    styles = _STOP.sub(_times(SCALE), styles)
    parts[_STYLES] = styles.encode()
    parts["word/document.xml"] = _UNSPLIT.sub("", parts["word/document.xml"].decode()).encode()
    return pack(parts)


def _times(factor: float) -> Callable[[re.Match[str]], str]:
    """A replacement that multiplies the number in the middle of a match."""
    return lambda found: f"{found[1]}{round(int(found[2]) * factor)}{found[3]}"
