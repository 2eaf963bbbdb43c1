"""Tables of the dossier: columns measured on their contents, figures on the right, looks from named styles.

Word tags cannot carry a number of columns or their widths, so these tables come ready-made; what they look like
stays in the template (styles EpTableau, EpCel…).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from pipeline.render.fragment import Fragment, clean_attribute

_TEXT_WIDTH = 9638
_CHARACTER = (
    92  # mean width of a character at 8.5 points, in twips; bold and the digits of a log are wider
)
_BOLD, _CLOCK, _CAPITAL = 104, 170, 122
_PADDING = 210
_WIDEST = 60
_KEPT_ROWS = 14
_FIGURE = re.compile(
    r"[-−–+±≈~]?\s?\d[\d\s.,]*(?:[/–-]\s?\d[\d\s.,]*)?(?:\s?(?:%|‰|€|k€|M€|Md€|h|min|t|km))?"
)
_HOLLOW = ("", "-", "–", "—", "n.d.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a table stands and what is apart in it.

    ``width`` is that of the line in twips. ``looks`` names the character style of some rows, by their place. The first
    ``solid`` columns hold ids in capitals, as wide as they are with their hyphens. At most ``kept`` rows stay on one
    page.
    """

    width: int = _TEXT_WIDTH
    looks: Mapping[int, str] = field(default_factory=dict)
    solid: int = 0
    kept: int = _KEPT_ROWS


_USUAL = Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """A column: its width in twips and the styles of its heading and cells."""

    width: int
    head: str
    body: str


def table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    title: str,
    clock: bool = False,
    place: Place = _USUAL,
) -> Fragment:
    """The table as a fragment; ``clock`` sets the first column in the face of a log.

    The markup closes the paragraph where the tag stands, and opens another after the table. A short table stays
    on one page.
    """
    layout = _columns(columns, rows, place, clock=clock)
    head = "".join(_cell(c.width, c.head, t) for c, t in zip(layout, columns, strict=True))
    held = len(rows) - 1 if len(rows) <= place.kept else 0
    body = "".join(
        _row(layout, row, keep=i < held, look=place.looks.get(i, "")) for i, row in enumerate(rows)
    )
    grid = "".join(f'<w:gridCol w:w="{c.width}"/>' for c in layout)
    xml = (
        '</w:r></w:p><w:tbl><w:tblPr><w:tblStyle w:val="EpTableau"/>'
        f'<w:tblW w:w="{sum(c.width for c in layout)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(clean_attribute(title))}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl>"
        '<w:p><w:pPr><w:pStyle w:val="EpEspace"/></w:pPr><w:r>'
    )
    return Fragment(xml=xml)


def _row(layout: Sequence[_Column], texts: Sequence[str], *, keep: bool, look: str) -> str:
    """A row that no page break cuts; ``keep`` holds it to the next one."""
    cells = (
        _cell(c.width, c.body, t, keep=keep, look=look) for c, t in zip(layout, texts, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, style: str, text: str, *, keep: bool = False, look: str = "") -> str:
    """A cell; line feeds become line breaks."""
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(
        escape(clean_attribute(line)) for line in text.split("\n")
    )
    held = "<w:keepNext/>" if keep else ""
    face = f'<w:rPr><w:rStyle w:val="{look}"/></w:rPr>' if look else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{held}</w:pPr>'
        f'<w:r>{face}<w:t xml:space="preserve">{lines}</w:t></w:r></w:p></w:tc>'
    )


def _columns(
    columns: Sequence[str], rows: Sequence[Sequence[str]], place: Place, *, clock: bool
) -> tuple[_Column, ...]:
    """The columns, as wide as their contents ask for."""
    bodies = [[row[i] for row in rows] for i in range(len(columns))]
    letters = [_CAPITAL if i < place.solid else _CHARACTER for i in range(len(columns))]
    letters[:1] = [_CLOCK] if clock else letters[:1]
    least = [
        max(_longest_word([head]) * _BOLD, _longest_word(texts, whole=i < place.solid) * size)
        + _PADDING
        for i, (head, texts, size) in enumerate(zip(columns, bodies, letters, strict=True))
    ]
    wanted = [
        max(low, min(max(map(len, [head, *texts])), _WIDEST) * _CHARACTER + _PADDING)
        for low, head, texts in zip(least, columns, bodies, strict=True)
    ]
    found = []
    for i, (wide, texts) in enumerate(
        zip(_widths(least, wanted, place.width), bodies, strict=True)
    ):
        right = _are_figures(texts) and not (clock and i == 0)
        body = "EpCelHeure" if clock and i == 0 else "EpCelDroite" if right else "EpCel"
        head = "EpCelTeteDroite" if right else "EpCelTete"
        found.append(_Column(width=wide, head=head, body=body))
    return tuple(found)


def _widths(least: Sequence[int], wanted: Sequence[int], line: int) -> tuple[int, ...]:
    """Widths that fill the line: no word is cut while there is room, long texts share what is left."""
    if sum(least) >= line or sum(wanted) <= line:
        base = least if sum(least) >= line else wanted
        return _fill([w * line // sum(base) for w in base], line)
    room, greed = line - sum(least), sum(wanted) - sum(least)
    shares = zip(least, wanted, strict=True)
    return _fill([low + (high - low) * room // greed for low, high in shares], line)


def _fill(widths: list[int], line: int) -> tuple[int, ...]:
    """The widths, the last column taking what rounding left."""
    return (*widths[:-1], widths[-1] + line - sum(widths))


def _longest_word(texts: Sequence[str], *, whole: bool = False) -> int:
    """Letters of the longest piece that a line cannot break: no-break spaces hold it, ``whole`` hyphens too."""
    ends = r"[ \n]" if whole else r"[ \n-]"
    return max((len(word) for text in texts for word in re.split(ends, text)), default=0)


def _are_figures(texts: Sequence[str]) -> bool:
    """Whether a column is made of numbers, hollow cells aside."""
    filled = [t.strip() for t in texts if t.strip() not in _HOLLOW]
    return bool(filled) and all(_FIGURE.fullmatch(t) for t in filled)
