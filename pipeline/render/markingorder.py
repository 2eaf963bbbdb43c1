"""``ordre-de-correction.xlsx``: the copies of one assessor, exam by exam, in the order in which to mark them."""

from collections.abc import Mapping, Sequence

from pipeline.render.reportsheet import (
    Column,
    Line,
    Table,
    add_sheet,
    book_bytes,
    new_book,
    print_setup,
)
from pipeline.rules import agreement as words
from pipeline.typography import typeset

_WIDTHS = (20, 8, 16, 14, 40)
_TEXTS = (0, 2, 4)


def marking_order_workbook(session: str, name: str, orders: Mapping[str, Sequence[str]]) -> bytes:
    """The sheet of one assessor; ``orders`` maps each exam to its copies in order. Same input, same bytes."""
    book = new_book()
    lines = tuple(
        Line(values=(exam, rank, copy, "", ""))
        for exam, copies in orders.items()
        for rank, copy in enumerate(copies, 1)
    )
    columns = tuple(
        Column(title=title, width=width, text=place in _TEXTS)
        for place, (title, width) in enumerate(zip(words.ORDER_COLUMNS, _WIDTHS, strict=True))
    )
    who = typeset(words.ORDER_WHO.format(name=name, session=session))
    table = Table(columns=columns, lines=lines, nothing=words.NOTHING)
    add_sheet(book, words.ORDER_SHEET, f"{words.ORDER_TITLE} · {name}", words.ORDER_NOTE, (table,))
    print_setup(book[words.ORDER_SHEET], who, words.FOOTER_PAGE, landscape=False)
    return book_bytes(book)
