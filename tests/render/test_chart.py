import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from lxml import etree

from pipeline.diagnostics import Source
from pipeline.model.scenario import ChartSpec, Exhibit
from pipeline.render.chart import Chart, Series, chart, chart_of, chart_xml, read_number
from pipeline.render.office import render
from pipeline.render.template import compile_template

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DATA = Chart(
    kind="bar",
    title="Réfugiés & déplacés",
    unit="milliers",
    axis="Année",
    labels=("2023", "2024", "<2025>"),
    series=(
        Series(name="Déplacés", values=(Decimal("1200"), None, Decimal("-3.5"))),
        Series(name="Réfugiés", values=(Decimal(0), Decimal(7), Decimal(8))),
    ),
)


def exhibit(**changes):
    values = {
        "id": "D1",
        "kind": "tableau",
        "title": "Prix",
        "issuer": "",
        "date": "",
        "reliability": "",
        "language": "fr",
        "body": "",
        "columns": ("Mois", "Note", "Blé", "Riz"),
        "rows": (("mai", "a", "1\u202f200,5", "3 %"), ("juin", "b", "n.d.", "\u22124")),
        "chart": ChartSpec(kind="courbes", categories=0, series=(2, 3), title="Prix", unit="€"),
        "source": Source(path="x.yaml"),
    }
    return Exhibit(**(values | changes))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("1 234,5", "1234.5"),
        ("1\u202f234\u00a0%", "1234"),
        ("\u22123,2", "-3.2"),
        ("+7", "7"),
        ("n.d.", None),
        ("", None),
        ("3/4", None),
        ("1e9", None),
        ("NaN", None),
    ],
)
def test_numbers_are_read_as_tables_print_them(text, number):
    assert read_number(text) == (None if number is None else Decimal(number))


def test_a_document_asks_for_a_chart_of_its_own_table():
    fragment = chart_of(exhibit())
    tree = etree.fromstring(fragment.part.content)
    assert [[v.text for v in s.find(f"{C}val").iter(f"{C}v")] for s in tree.iter(f"{C}ser")] == [
        ["1200.5"],
        ["3", "-4"],
    ]
    assert tree.find(f".//{C}lineChart") is not None
    with pytest.raises(ValueError, match="D1"):
        chart_of(exhibit(chart=None))


def test_the_chart_and_its_workbook_say_the_same():
    fragment = chart(DATA)
    (book,) = fragment.part.children
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).active.values)
    assert rows == [
        ("Année", "Déplacés", "Réfugiés"),
        ("2023", 1200, 0),
        ("2024", None, 7),
        ("<2025>", -3.5, 8),
    ]
    tree = etree.fromstring(chart_xml(DATA).encode())
    names = [v.text for v in next(tree.iter(f"{C}cat")).iter(f"{C}v")]
    assert names == ["2023", "2024", "<2025>"]


def test_those_who_cannot_see_the_chart_read_it():
    assert (
        'descr="Réfugiés &amp; déplacés (milliers). Déplacés : 2023 1200, &lt;2025&gt; -3,5 ; '
        'Réfugiés : 2023 0, 2024 7, &lt;2025&gt; 8."'
    ) in chart(DATA).xml


def test_a_document_holds_as_many_charts_as_it_is_given(word, check_package):
    def header(document):
        document.sections[0].header.paragraphs[0].text = "{{ c }}"

    data = word("{%p for c in charts %}", "{{ c }}", "{%p endfor %}", prepare=header)
    template = compile_template(data, "t")
    values = {"c": chart(DATA), "charts": (chart(DATA), chart_of(exhibit()))}
    made = render(template, values)
    assert check_package(made) == []
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
    assert sum(n.startswith("word/charts/chart") for n in names) == 3
    assert sum(n.startswith("word/embeddings/") for n in names) == 3
    assert made == render(template, values)
    none = render(template, {"c": chart(DATA), "charts": ()})
    assert check_package(none) == []


def test_long_labels_lie_on_their_side_and_years_are_not_grouped():
    long = Chart(
        kind="bar",
        title="t",
        unit="",
        labels=("Assistance alimentaire d’urgence",),
        series=(Series(name="s", values=(Decimal(2026),)),),
    )
    xml = chart_xml(long)
    assert '<c:barDir val="bar"/>' in xml
    assert 'formatCode="0"' in xml


def test_empty_data_still_make_a_sound_part():
    etree.fromstring(
        chart_xml(Chart(kind="line", title="", unit="", labels=(), series=())).encode()
    )


@pytest.mark.office
def test_libreoffice_draws_the_chart(word, soffice):
    made = render(compile_template(word("{{ c }}"), "t"), {"c": chart(DATA)})
    assert {"1F3A5F", "C0504D"} <= soffice.colours(made)
