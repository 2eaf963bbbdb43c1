"""How a format shows a number."""

import pytest

from pipeline.intake.styles import read_styles, shown_by
from pipeline.model.book import Shown


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", Shown.PLAIN),
        ("0.00", Shown.PLAIN),
        ('0.00" / 20"', Shown.PLAIN),
        ('0" jours dd"', Shown.PLAIN),
        ("# ?/?", Shown.PLAIN),
        ("0.00E+00", Shown.PLAIN),
        ("#,##0.00\\ [$€-40C]", Shown.PLAIN),
        ("[Red]0;[Blue]-0", Shown.PLAIN),
        ("_-* #,##0_-", Shown.PLAIN),
        ("\\d0", Shown.PLAIN),
        ("@", Shown.PLAIN),
        ("", Shown.PLAIN),
        ('0;"d"', Shown.PLAIN),
        ("0;dd", Shown.PLAIN),
        ("dd/mm/yyyy", Shown.DATE),
        ("[$-40C]d mmmm yyyy;@", Shown.DATE),
        ("mmm", Shown.DATE),
        ("YYYY-MM-DD HH:MM:SS", Shown.DATE),
        ("hh:mm", Shown.TIME),
        ("h:mm AM/PM", Shown.TIME),
        ("mm:ss.0", Shown.TIME),
        ("[h]:mm", Shown.TIME),
        ("[mm]", Shown.TIME),
        ("0%", Shown.PERCENT),
        ('0.0" "%', Shown.PERCENT),
        ('0"%"', Shown.PLAIN),
    ],
)
def test_a_format_shows_a_date_a_time_a_percentage_or_a_number(code, expected):
    assert shown_by(code) is expected


def test_known_numbers_of_formats_need_no_code_and_own_codes_come_first():
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    numbers = [0, 9, 14, 20, 22, 46, 49, 57, 165, 999]
    cells = "".join(f'<xf numFmtId="{n}"/>' for n in numbers)
    part = (
        f'<styleSheet xmlns="{space}"><numFmts><numFmt numFmtId="165" formatCode="hh:mm"/>'
        f'<numFmt numFmtId="14" formatCode="0"/><numFmt numFmtId="166"/></numFmts>'
        f"<cellXfs>{cells}</cellXfs></styleSheet>"
    )
    assert list(read_styles(part.encode(), "styles").values()) == [
        Shown.PLAIN,
        Shown.PERCENT,
        Shown.PLAIN,
        Shown.TIME,
        Shown.DATE,
        Shown.TIME,
        Shown.PLAIN,
        Shown.DATE,
        Shown.TIME,
        Shown.PLAIN,
    ]
