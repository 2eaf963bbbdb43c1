"""The workbook behind a chart: labels in the first column, one column a series; the same data, the same bytes."""

from collections.abc import Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from pipeline.render.fragment import clean_attribute
from pipeline.render.pack import Member, member, part_order, write_zip

SHEET = "Feuil1"

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DATA = "xl/worksheets/sheet1.xml"

_FIXED = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_P}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_ML}.sheet.main+xml"/>'
        f'<Override PartName="/{_DATA}" ContentType="{_ML}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_P}/relationships"><Relationship Id="rId1" '
        f'Type="{_R}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_P}/relationships"><Relationship Id="rId1" '
        f'Type="{_R}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
_MEMBERS: dict[str, Member] = {
    name: member(name, (_DECLARATION + text).encode()) for name, text in _FIXED.items()
}
_ORDER = part_order((*_MEMBERS, _DATA))


def workbook(
    corner: str,
    labels: Sequence[str],
    columns: Sequence[tuple[str, Sequence[Decimal | None]]],
) -> bytes:
    """A workbook of one sheet: ``corner`` heads the labels, each column has its name and values."""
    heads = [_string(0, 1, corner)]
    heads += [_string(i, 1, name) for i, (name, _) in enumerate(columns, 1)]
    rows = [f'<row r="1">{"".join(heads)}</row>']
    for number, label in enumerate(labels, 2):
        cells = [_string(0, number, label)]
        for index, (_, values) in enumerate(columns, 1):
            value = values[number - 2]
            if value is not None:
                cells.append(f'<c r="{column_name(index)}{number}"><v>{value:f}</v></c>')
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    sheet = f'<worksheet xmlns="{_S}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    data = member(_DATA, (_DECLARATION + sheet).encode())
    return write_zip((name, data if name == _DATA else _MEMBERS[name]) for name in _ORDER)


def column_name(index: int) -> str:
    """The letters of a column, from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _string(column: int, row: int, text: str) -> str:
    inner = escape(clean_attribute(text))
    return (
        f'<c r="{column_name(column)}{row}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{inner}</t></is></c>'
    )
