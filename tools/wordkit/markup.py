"""WordprocessingML from short calls: runs, paragraphs, tables, tags of the template engine.

Everything returns text. Widths are in twips (A4 with margins of 20 mm: 9,638 between them). Looks come
from the named styles of ``styles.py``; nothing here writes a colour, a size or a border.
"""

from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape, quoteattr

TEXT_WIDTH = 9638
NBSP = "\u00a0"
NNBSP = "\u202f"


def run(text: str, style: str = "") -> str:
    """A run of text, tags included; the style is a character style."""
    looks = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def tab() -> str:
    """A tabulation."""
    return "<w:r><w:tab/></w:r>"


def field(code: str, cached: str, style: str = "") -> str:
    """A simple field with the result shown until Word computes it."""
    return f'<w:fldSimple w:instr=" {escape(code)} ">{run(cached, style)}</w:fldSimple>'


def par(style: str, *content: str) -> str:
    """A paragraph; plain text becomes a run, what begins with ``<`` is taken as markup."""
    inner = "".join(c if c.startswith("<") else run(c) for c in content)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def tag(code: str) -> str:
    """A paragraph that holds only a block tag: the engine removes the paragraph."""
    return par("EpBalise", f"{{%p {code} %}}")


def fragment(expression: str) -> str:
    """A paragraph that the engine replaces by ready-made markup (a table, a chart, a map)."""
    return par("EpBalise", f"{{{{p {expression} }}}}")


def when(condition: str, *blocks: str) -> str:
    """Blocks kept when the condition holds."""
    return tag(f"if {condition}") + "".join(blocks) + tag("endif")


def either(condition: str, yes: str, no: str) -> str:
    """One block or the other."""
    return tag(f"if {condition}") + yes + tag("else") + no + tag("endif")


def each(variable: str, values: str, *blocks: str) -> str:
    """Blocks repeated for each value."""
    return tag(f"for {variable} in {values}") + "".join(blocks) + tag("endfor")


def inline_when(condition: str, *content: str) -> str:
    """Runs kept when the condition holds; the tags stand alone in their runs."""
    return run(f"{{%r if {condition} %}}") + "".join(content) + run("{%r endif %}")


def inline_each(variable: str, values: str, *content: str) -> str:
    """Runs repeated for each value."""
    return run(f"{{%r for {variable} in {values} %}}") + "".join(content) + run("{%r endfor %}")


def cell(width: int, *blocks: str, span: int = 1, align: str = "") -> str:
    """A cell; it ends with a paragraph, as Word demands."""
    parts = [f'<w:tcW w:w="{width}" w:type="dxa"/>']
    if span > 1:
        parts.append(f'<w:gridSpan w:val="{span}"/>')
    if align:
        parts.append(f'<w:vAlign w:val="{align}"/>')
    return f"<w:tc><w:tcPr>{''.join(parts)}</w:tcPr>{''.join(blocks)}</w:tc>"


def row(*cells: str, header: bool = False, splits: bool = False, height: int = 0) -> str:
    """A row; it is not split over two pages unless asked, and a header row is repeated."""
    looks = "" if splits else "<w:cantSplit/>"
    if height:
        looks += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    if header:
        looks += "<w:tblHeader/>"
    return f"<w:tr>{f'<w:trPr>{looks}</w:trPr>' if looks else ''}{''.join(cells)}</w:tr>"


def rows_each(variable: str, values: str, *rows: str) -> str:
    """Rows repeated for each value: the rows that hold the tags are removed by the engine."""
    return _tag_row(f"for {variable} in {values}") + "".join(rows) + _tag_row("endfor")


def rows_together(variable: str, values: str, row_of: Callable[[bool], str]) -> str:
    """Rows repeated for each value and kept on one page: ``row_of`` makes a row held to the next one, or the last."""
    held = _tag_row("if not loop.last") + row_of(True) + _tag_row("else")
    return rows_each(variable, values, held + row_of(False) + _tag_row("endif"))


def rows_when(condition: str, *rows: str) -> str:
    """Rows kept when the condition holds."""
    return _tag_row(f"if {condition}") + "".join(rows) + _tag_row("endif")


def _tag_row(code: str) -> str:
    """A row that holds only a block tag."""
    return row(cell(TEXT_WIDTH, par("EpBalise", f"{{%tr {code} %}}")))


_LOOKS = {
    "": '<w:tblLook w:val="0400" w:firstRow="0" w:lastRow="0" w:firstColumn="0" '
    'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>',
    "header": '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
    'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>',
    "total": '<w:tblLook w:val="0460" w:firstRow="1" w:lastRow="1" w:firstColumn="0" '
    'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>',
    "columns": '<w:tblLook w:val="0580" w:firstRow="0" w:lastRow="0" w:firstColumn="1" '
    'w:lastColumn="1" w:noHBand="0" w:noVBand="1"/>',
    "label": '<w:tblLook w:val="0480" w:firstRow="0" w:lastRow="0" w:firstColumn="1" '
    'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>',
}


def table(
    style: str, widths: Sequence[int], *rows: str, looks: str = "", title: str, indent: int = 0
) -> str:
    """A table of fixed layout; ``title`` is its alternative text, ``looks`` the parts its style dresses."""
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    shift = f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{shift}<w:tblLayout w:type="fixed"/>'
        f"{_LOOKS[looks]}<w:tblCaption w:val={quoteattr(title)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def heading(text: str, *, page: bool = False) -> str:
    """A title of the first level, on a new page when asked."""
    return par("EpTitrePage" if page else "EpTitre1", text)


def spacer() -> str:
    """A thin paragraph: two tables that touch would become one."""
    return par("EpEspace")
