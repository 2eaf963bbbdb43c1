"""What a cell to fill means: a level, a state, a comment, a date – or the rule that it breaks.

Each function returns the value, something empty for a blank cell, or a ``Rule`` whose message takes ``value``.
"""

import re
from decimal import Decimal

from pipeline.diagnostics import Rule
from pipeline.intake.days import counted_day, typed_day
from pipeline.model.book import BookCell, CellKind, Shown
from pipeline.model.grid import STATES
from pipeline.model.gridplan import LEVELS
from pipeline.rules import grid as labels
from pipeline.rules import marks as words
from pipeline.typography import date_fr, typeset

_LEVELS = {str(level): level for level in LEVELS}
_WIDE = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_LEVEL = re.compile(r"([0-4])(?:[.,]0+)?")
_FORMS = (
    (re.compile(r"[-+\u2212]?[0-9]+(?:[.,]0*)?"), words.OUT_OF_SCALE),
    (re.compile(r"[-+\u2212]?[0-9]+\s*(?:[.,]|[/⁄])\s*[0-9]+|[0-9]?\s*[¼½¾]"), words.HALF_LEVEL),
    (re.compile(r"[0-9]+(?:[.,][0-9]+)?\s*%"), words.PERCENT_AS_LEVEL),
    (re.compile(r"[0-9]{1,4}([/.-])[0-9]{1,2}\1[0-9]{1,4}.*"), words.DATE_AS_LEVEL),
    (re.compile(r"[0-9]{1,2}\s*[:hH]\s*[0-9]{0,2}(?::[0-9]{2})?"), words.TIME_AS_LEVEL),
)
_SHOWN = {
    Shown.DATE: words.DATE_AS_LEVEL,
    Shown.TIME: words.TIME_AS_LEVEL,
    Shown.PERCENT: words.PERCENT_AS_LEVEL,
}
_OTHER = {
    CellKind.LOGICAL: words.LOGICAL_VALUE,
    CellKind.ERROR: words.CELL_ERROR,
    CellKind.FORMULA: words.FORMULA,
}


def is_blank(cell: BookCell | None) -> bool:
    """Whether nothing is to be seen in a cell."""
    return cell is None or (cell.kind is CellKind.TEXT and not clean(cell.value))


def clean(text: str) -> str:
    """A text without the spaces around it, nor what has no width."""
    return text.translate(_UNSEEN).strip()


def read_level(cell: BookCell | None) -> int | Rule | None:
    """A level 0–4, ``None`` when the cell is blank."""
    if cell is None:
        return None
    if cell.kind is CellKind.NUMBER:
        return _number(cell)
    if cell.kind is CellKind.TEXT:
        return _typed(clean(cell.value))
    return _OTHER[cell.kind]


def is_not_observed(cell: BookCell | None) -> bool:
    """Whether a cell says that a soft skill was not observed."""
    said = typeset(labels.NOT_OBSERVED)
    return cell is not None and " ".join(clean(cell.value).split()).lower() == said


def read_state(cell: BookCell | None) -> str | Rule:
    """A state (ABJ, ABI, DEF, NE, DISP), empty when the cell is blank."""
    if cell is None or is_blank(cell):
        return ""
    if cell.kind is CellKind.FORMULA:
        return words.FORMULA
    found = _state(cell.value)
    return found if found in STATES else words.UNKNOWN_STATE


def read_comment(cell: BookCell | None) -> str | Rule:
    """A text as typed, without the spaces around it; empty when the cell is blank."""
    if cell is None:
        return ""
    if cell.kind is CellKind.TEXT:
        return cell.value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if cell.kind is CellKind.FORMULA:
        return words.COMMENT_FORMULA
    if cell.kind is CellKind.NUMBER and cell.shown is Shown.PLAIN:
        return _figures(cell)
    return words.COMMENT_CHANGED


def read_date(cell: BookCell | None) -> str | Rule:
    """A day in ISO form, empty when the cell is blank."""
    if cell is None or is_blank(cell):
        return ""
    if cell.kind is CellKind.TEXT:
        return typed_day(clean(cell.value)) or words.BAD_DATE
    if cell.kind is CellKind.NUMBER and cell.shown in (Shown.DATE, Shown.PLAIN):
        return _day(cell) or words.BAD_DATE
    return words.BAD_DATE


def said(cell: BookCell) -> str:
    """The content of a cell as a message tells it."""
    if cell.kind is CellKind.FORMULA:
        if not cell.cached:
            return words.VALUE_FORMULA.format(formula=cell.value)
        return words.VALUE_FORMULA_SHOWN.format(formula=cell.value, shown=cell.cached)
    if cell.kind is CellKind.LOGICAL:
        return words.VALUE_LOGICAL[cell.value]
    if cell.kind is not CellKind.NUMBER:
        return cell.value.strip()
    return _number_said(cell)


def _number_said(cell: BookCell) -> str:
    number = _figures(cell)
    if cell.shown is Shown.PERCENT:
        return words.VALUE_PERCENT.format(number=_plain(Decimal(cell.value) * 100))
    if cell.shown is Shown.TIME:
        return words.VALUE_TIME.format(number=number)
    day = _day(cell)
    if day:
        return words.VALUE_DATE.format(number=number, date=date_fr(day))
    if cell.shown is Shown.DATE:
        return words.VALUE_DAY.format(number=number)
    return number


def _number(cell: BookCell) -> int | Rule:
    if cell.shown is not Shown.PLAIN:
        return _SHOWN[cell.shown]
    known = _LEVELS.get(cell.value)
    if known is not None:
        return known
    value = Decimal(cell.value)
    if value != value.to_integral_value():
        return words.DATE_AS_LEVEL if _day(cell) else words.HALF_LEVEL
    if value in LEVELS:
        return int(value)
    return words.DATE_AS_LEVEL if _day(cell) else words.OUT_OF_SCALE


def _typed(text: str) -> int | Rule | None:
    if not text:
        return None
    plain = text.translate(_WIDE)
    level = _LEVEL.fullmatch(plain)
    if level:
        return int(level[1])
    if _state(plain) in STATES:
        return words.STATE_AS_LEVEL
    fits = (rule for form, rule in _FORMS if form.fullmatch(plain))
    return next(fits, words.NOT_A_LEVEL)


def _state(text: str) -> str:
    """A text without spaces and dots, in capitals."""
    return "".join(clean(text).replace(".", "").split()).upper()


def _day(cell: BookCell) -> str:
    """The day of a cell, which some formats count and others write; empty when there is none."""
    return counted_day(Decimal(cell.value)) if _is_number(cell) else typed_day(cell.value)


def _is_number(cell: BookCell) -> bool:
    return _NUMBER.fullmatch(cell.value) is not None


def _figures(cell: BookCell) -> str:
    return _plain(Decimal(cell.value)) if _is_number(cell) else cell.value


def _plain(value: Decimal) -> str:
    """A number in plain digits, with a comma."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
