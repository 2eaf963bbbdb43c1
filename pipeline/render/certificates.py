"""One line a form: what its blueprint asked, what it reaches, and the proof that nothing better exists."""

from collections.abc import Sequence
from dataclasses import replace

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.model.form import Form
from pipeline.render.gridstyle import (
    GREY,
    NAVY,
    STEEL,
    WHITE,
    Canvas,
    Look,
    Value,
    lines,
    text_height,
)
from pipeline.rules import coverage as words
from pipeline.typography import number, typeset

_WIDTHS = (23, 30, 11, 44, 8, 8, 9, 14, 12, 10, 12, 10, 11, 12, 56)
_DOSSIERS, _NOTES = 3, 14
_TITLE = Look(size=18, bold=True, color=WHITE, fill=NAVY, indent=1, wrap=False)
_NOTE = Look(size=8, italic=True, color=GREY)
_HEADER = Look(bold=True, size=8, color=WHITE, fill=STEEL, align="center", edges="lrtb")
_TEXT = Look(edges="tb")
_FIGURE = Look(align="center", edges="tb")
_FORMATS = {4: "0.00", 5: "0.00", 6: "0.00", 11: "0.00", 13: "0.00"}
_HEADER_ROW = 3


def draw_certificates(sheet: Worksheet, forms: Sequence[Form]) -> None:
    """Lay out the certificates of the forms, in their order."""
    canvas = Canvas(sheet=sheet, columns="")
    letters = [get_column_letter(i) for i in range(1, len(_WIDTHS) + 1)]
    for letter, width in zip(letters, _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    last = letters[-1]
    canvas.merge("A1", f"{last}1", typeset(words.CERTIFICATES), _TITLE)
    canvas.height(1, 34)
    canvas.merge("A2", f"{last}2", typeset(words.CERTIFICATE_READING), _NOTE)
    canvas.height(2, 18)
    for letter, title in zip(letters, words.CERTIFICATE_COLUMNS, strict=True):
        canvas.write(f"{letter}{_HEADER_ROW}", typeset(title), _HEADER)
    canvas.height(_HEADER_ROW, 30)
    for row, form in enumerate(forms, _HEADER_ROW + 1):
        values = _values(form)
        for place, (letter, value) in enumerate(zip(letters, values, strict=True)):
            canvas.write(f"{letter}{row}", value, _look(place))
        taken = max(
            lines(str(values[_DOSSIERS]), _WIDTHS[_DOSSIERS]),
            lines(str(values[_NOTES]), _WIDTHS[_NOTES]),
        )
        canvas.height(row, text_height(taken))
    sheet.freeze_panes = f"B{_HEADER_ROW + 1}"
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"


def _look(place: int) -> Look:
    if place == 0:
        return replace(_TEXT, bold=True, color=NAVY)
    if place in (1, _DOSSIERS, _NOTES):
        return _TEXT
    return replace(_FIGURE, format=_FORMATS.get(place, "General"))


def _values(form: Form) -> tuple[Value, ...]:
    proof = form.certificate
    low, high = proof.minutes_asked
    dossiers = (
        words.DOSSIER.format(title=d.title, country=d.country_name, number_set=d.number_set)
        for d in form.dossiers
    )
    difficulty = words.DIFFICULTY.format(
        asked=number(proof.difficulty_asked), tolerance=number(proof.difficulty_tolerance)
    )
    return (
        form.id,
        typeset(form.title),
        words.ROLES[form.role.value].format(number=form.number),
        typeset("\n".join(dossiers)),
        proof.deviation,
        proof.bound,
        proof.gap,
        words.PROVED[proof.proved].format(count=proof.alternatives),
        words.MINUTES.format(low=low, high=high),
        proof.minutes_reached,
        difficulty,
        proof.difficulty_reached,
        proof.documents,
        proof.skill_distance,
        typeset(" ".join(proof.notes)),
    )
