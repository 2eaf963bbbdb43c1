"""``banque.xlsx``: the bank counted, one sheet a subject, with bars where there are counts."""

from collections.abc import Collection, Sequence

from openpyxl.formatting.rule import DataBarRule
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook

from pipeline.model.inventory import DIFFICULTIES, Inventory, Use
from pipeline.model.item import CognitiveLevel, Modality
from pipeline.render.gridstyle import TINT
from pipeline.render.reportsheet import (
    Line,
    Table,
    Value,
    add_sheet,
    book_bytes,
    columns_of,
    new_book,
    print_setup,
)
from pipeline.render.shortfall import shortage_told, thin_told
from pipeline.rules import inventory as words
from pipeline.typography import typeset

_CODES = (9, 46, 8, 10, *(9,) * 2, 11, 12, *(8,) * 5, 8, 9, 14)
_BLOCKS = (7, 50, 10, 10, 9, *(8,) * 5, *(11,) * 5)
_FAMILIES = (10, 50, 10, 10, 8, 10, 9, 14)
_SCENARIOS = (30, 52, 9, 9, 8, 10, 10, 12, 9, 11, 12, 9, 14)
_COUNTRIES = (8, 30, 26, 10, 9, 14)
_CLOSEST = (45, 45, 16)
_SENTENCE = (120,)
_FORMAT = 13


def inventory_workbook(inventory: Inventory) -> bytes:
    """The inventory as a workbook; the same inventory gives the same bytes."""
    book = new_book()
    made = (_codes, _formats, _blocks, _families, _scenarios, _countries, _closest, _to_write)
    for name, tables in zip(words.SHEETS, (make(inventory) for make in made), strict=True):
        title = f"{words.TITLE} · {name.lower()}"
        add_sheet(book, name, title, words.NOTES[name], tables)
        print_setup(book[name], words.FOOTER, words.FOOTER_PAGE)
    _bars(book, words.SHEETS[0], 3, len(inventory.codes))
    _bars(book, words.SHEETS[3], 3, len(inventory.families))
    return book_bytes(book)


def _codes(inventory: Inventory) -> tuple[Table, ...]:
    lines: list[tuple[Value, ...]] = [
        (
            stock.code,
            typeset(stock.title),
            stock.items,
            stock.scenarios,
            *(stock.of_modality(m) or None for m in Modality),
            *(stock.of_difficulty(d) or None for d in DIFFICULTIES),
            stock.unused,
            *_use(stock.use),
        )
        for stock in inventory.codes
    ]
    return (_table(words.CODE_COLUMNS, _CODES, (0, 1, 15), lines),)


def _formats(inventory: Inventory) -> tuple[Table, ...]:
    """One column a format of assessment; blank where the format does not suit the code."""
    names = tuple(dict.fromkeys(name for stock in inventory.codes for name in stock.formats))
    names = tuple(sorted(names))
    lines: list[tuple[Value, ...]] = [
        (stock.code, typeset(stock.title), *(stock.formats.get(name) for name in names))
        for stock in inventory.codes
    ]
    titles, widths = (*words.FORMAT_COLUMNS, *names), (*_CODES[:2], *(_FORMAT for _ in names))
    return (_table(titles, widths, (0, 1), lines),)


def _blocks(inventory: Inventory) -> tuple[Table, ...]:
    lines: list[tuple[Value, ...]] = [
        (
            block.block,
            typeset(block.title),
            block.scenarios,
            block.items,
            block.orals,
            *block.difficulties,
            *(block.levels.get(level, 0) for level in CognitiveLevel),
        )
        for block in inventory.blocks
    ]
    return (_table(words.BLOCK_COLUMNS, _BLOCKS, (0, 1), lines),)


def _families(inventory: Inventory) -> tuple[Table, ...]:
    lines: list[tuple[Value, ...]] = [
        (
            family.family,
            typeset(family.title),
            family.scenarios,
            family.items,
            family.countries,
            family.variants,
            *_use(family.use),
        )
        for family in inventory.families
    ]
    return (_table(words.FAMILY_COLUMNS, _FAMILIES, (0, 1, 7), lines),)


def _scenarios(inventory: Inventory) -> tuple[Table, ...]:
    lines: list[tuple[Value, ...]] = [
        (
            s.scenario,
            typeset(s.title),
            s.family,
            ", ".join(s.blocks),
            s.countries,
            s.variants,
            s.items,
            s.simulations or None,
            words.ENGLISH if s.english else "",
            s.review,
            s.expires,
            *_use(s.use),
        )
        for s in inventory.scenarios
    ]
    return (_table(words.SCENARIO_COLUMNS, _SCENARIOS, (0, 1, 2, 3, 8, 9, 10, 12), lines),)


def _countries(inventory: Inventory) -> tuple[Table, ...]:
    lines: list[tuple[Value, ...]] = [
        (c.iso3, typeset(c.name), typeset(c.region), c.scenarios, *_use(c.use))
        for c in inventory.countries
    ]
    return (_table(words.COUNTRY_COLUMNS, _COUNTRIES, (0, 1, 2, 5), lines),)


def _closest(inventory: Inventory) -> tuple[Table, ...]:
    lines: list[tuple[Value, ...]] = [(p.first, p.second, p.percent) for p in inventory.closest]
    return (_table(words.CLOSEST_COLUMNS, _CLOSEST, (0, 1), lines),)


def _to_write(inventory: Inventory) -> tuple[Table, ...]:
    """What is short, then what is thin; two tables of one wide column."""
    short: list[tuple[Value, ...]] = [
        (typeset(shortage_told(shortage)),) for shortage in inventory.shortages
    ]
    thin: list[tuple[Value, ...]] = [(typeset(thin_told(thin)),) for thin in inventory.thin]
    return (
        _table(words.SHORT_COLUMNS, _SENTENCE, (0,), short, words.NO_SHORTAGE),
        _table(words.THIN_COLUMNS, _SENTENCE, (0,), thin),
    )


def _table(
    titles: Sequence[str],
    widths: Sequence[float],
    texts: Collection[int],
    lines: Sequence[tuple[Value, ...]],
    nothing: str = "",
) -> Table:
    return Table(
        columns=columns_of(titles, widths, texts),
        lines=tuple(Line(values=line) for line in lines),
        nothing=nothing,
    )


def _use(use: Use) -> tuple[int, str]:
    """How many sessions, and the last one."""
    return use.sessions, use.last or words.NEVER


def _bars(book: Workbook, name: str, column: int, count: int) -> None:
    """A bar behind each count of a column."""
    letter = get_column_letter(column)
    rule = DataBarRule("num", 0, "max", color=f"FF{TINT}")  # type: ignore[no-untyped-call]
    book[name].conditional_formatting.add(f"{letter}4:{letter}{3 + count}", rule)
