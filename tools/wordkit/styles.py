"""The styles part: document defaults and our own styles, nothing inherited from a machine."""

from dataclasses import replace
from xml.sax.saxutils import quoteattr

from wordkit.facelooks import HEADINGS, OFFICIAL
from wordkit.frames import TABLES, TableStyle
from wordkit.looks import INK, SANS, Look, Style
from wordkit.presslooks import PRESS, SCREENS
from wordkit.tablelooks import CELLS, COVER
from wordkit.textlooks import CHARACTERS, LETTERS, QUESTIONS, TEXT

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PARAGRAPHS = (
    *(*TEXT, *COVER, *CELLS, *LETTERS, *QUESTIONS),
    *(*HEADINGS, *OFFICIAL, *PRESS, *SCREENS),
)


def styles_xml(namespaces: str, scale: float, more: tuple[Style, ...] = ()) -> str:
    """The text of ``word/styles.xml`` with ``more`` styles; sizes and spaces are multiplied by ``scale``."""
    default = Look(font=SANS, size=10, language="fr-FR")
    inner = "".join(
        (
            f"<w:docDefaults><w:rPrDefault>{_run_look(default)}</w:rPrDefault><w:pPrDefault><w:pPr>"
            '<w:widowControl/><w:spacing w:before="0" w:after="0" w:line="264" w:lineRule="auto"/>'
            "</w:pPr></w:pPrDefault></w:docDefaults>",
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
            f"{_run_look(Look(color=INK))}</w:style>",
            '<w:style w:type="character" w:default="1" w:styleId="Caractere">'
            '<w:name w:val="Default Paragraph Font"/></w:style>',
            '<w:style w:type="table" w:default="1" w:styleId="Tableau"><w:name w:val="Normal Table"/>'
            '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="96" w:type="dxa"/>'
            '<w:right w:w="96" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
            *(_paragraph(_scaled(s, scale)) for s in (*PARAGRAPHS, *more)),
            *(_character(*c) for c in CHARACTERS),
            *(_table(t) for t in TABLES),
        )
    )
    return f"{_XML}<w:styles {namespaces}>{inner}</w:styles>"


def _scaled(style: Style, scale: float) -> Style:
    """The style in another size."""
    size = round((style.look.size or 10) * scale * 2) / 2
    look = replace(style.look, size=size) if scale != 1 else style.look
    return replace(style, look=look, before=style.before * scale, after=style.after * scale)


def _paragraph(style: Style) -> str:
    """A paragraph style."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}">'
        f'<w:name w:val={quoteattr(style.name)}/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{_place(style)}</w:pPr>{_run_look(style.look)}</w:style>"
    )


def _place(style: Style) -> str:
    """Paragraph properties, in the order of the schema."""
    stops = "".join(_tab_stop(kind, at) for kind, at in style.tabs)
    before, after = round(style.before * 20), round(style.after * 20)
    left, right, hanging = style.left, style.right, style.hanging
    parts = (
        (style.keep, "<w:keepNext/>"),
        (style.together or style.keep, "<w:keepLines/>"),
        (style.page_break, "<w:pageBreakBefore/>"),
        (style.borders, f"<w:pBdr>{_paragraph_borders(style)}</w:pBdr>"),
        (style.shade, _shade(style.shade)),
        (stops, f"<w:tabs>{stops}</w:tabs>"),
        (style.no_hyphens, "<w:suppressAutoHyphens/>"),
        (
            True,
            f'<w:spacing w:before="{before}" w:after="{after}" w:line="{style.line}" w:lineRule="auto"/>',
        ),
        (
            left or right or hanging,
            f'<w:ind w:left="{left}" w:right="{right}" w:hanging="{hanging}"/>',
        ),
        (style.align, f'<w:jc w:val="{style.align}"/>'),
        (style.outline >= 0, f'<w:outlineLvl w:val="{style.outline}"/>'),
    )
    return "".join(text for wanted, text in parts if wanted)


def _shade(color: str) -> str:
    """A background."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>'


def _tab_stop(kind: str, at: int) -> str:
    """A tab stop; a kind that ends with a dot has a dotted leader."""
    leader = ' w:leader="dot"' if kind.endswith(".") else ""
    return f'<w:tab w:val="{kind.rstrip(".")}"{leader} w:pos="{at}"/>'


def _paragraph_borders(style: Style) -> str:
    """The borders of a paragraph, in the order of the schema."""
    order = ("top", "left", "bottom", "right", "between")
    return "".join(
        f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="{color}"/>'
        for side, size, space, color, kind in sorted(style.borders, key=lambda b: order.index(b[0]))
    )


def _character(key: str, name: str, look: Look) -> str:
    """A character style."""
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{key}">'
        f"<w:name w:val={quoteattr(name)}/><w:qFormat/>{_run_look(look)}</w:style>"
    )


def _run_look(look: Look) -> str:
    """Run properties, in the order of the schema."""
    face, half = quoteattr(look.font), round(look.size * 2)
    parts = (
        (look.font, f"<w:rFonts w:ascii={face} w:hAnsi={face} w:eastAsia={face} w:cs={face}/>"),
        (look.bold, "<w:b/>"),
        (look.light, '<w:b w:val="0"/>'),
        (look.italic, "<w:i/>"),
        (look.color, f'<w:color w:val="{look.color}"/>'),
        (look.spread, f'<w:spacing w:val="{look.spread}"/>'),
        (look.size, f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'),
        (look.box, f'<w:bdr w:val="single" w:sz="6" w:space="0" w:color="{look.box}"/>'),
        (look.shade, _shade(look.shade)),
        (look.language, f'<w:lang w:val="{look.language}"/>'),
    )
    inner = "".join(text for wanted, text in parts if wanted)
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _table(style: TableStyle) -> str:
    """A table style and its dressed parts."""
    high, wide = style.margins
    whole = (
        f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{style.shade}"/></w:tcPr>'
        if style.shade
        else ""
    )
    parts = "".join(
        f'<w:tblStylePr w:type="{p.kind}"><w:tcPr>{_cell_borders(p.borders)}'
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{p.shade}"/>' if p.shade else "")
        + "</w:tcPr></w:tblStylePr>"
        for p in style.parts
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style.id}">'
        f'<w:name w:val={quoteattr(style.name)}/><w:basedOn w:val="Tableau"/><w:qFormat/><w:tblPr>'
        '<w:tblStyleRowBandSize w:val="1"/><w:tblStyleColBandSize w:val="1"/>'
        f"{_table_borders(style.borders)}<w:tblCellMar>"
        f'<w:top w:w="{high}" w:type="dxa"/><w:left w:w="{wide}" w:type="dxa"/>'
        f'<w:bottom w:w="{high}" w:type="dxa"/><w:right w:w="{wide}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr>{whole}{parts}</w:style>"
    )


def _table_borders(borders: str) -> str:
    """The borders of a table, in the order of the schema; the last word on a side wins."""
    order = ("top", "left", "bottom", "right", "insideH", "insideV")
    by_side = {b.split(":")[0]: b.split(":")[1:] for b in borders.split()}
    inner = "".join(_border(side, by_side[side]) for side in order if side in by_side)
    return f"<w:tblBorders>{inner}</w:tblBorders>" if inner else ""


def _cell_borders(borders: str) -> str:
    """The borders of a dressed part."""
    inner = "".join(_border(b.split(":")[0], b.split(":")[1:]) for b in borders.split())
    return f"<w:tcBorders>{inner}</w:tcBorders>" if inner else ""


def _border(side: str, words: list[str]) -> str:
    """One border."""
    size, color, *kind = words
    return f'<w:{side} w:val="{kind[0] if kind else "single"}" w:sz="{size}" w:space="0" w:color="{color}"/>'
