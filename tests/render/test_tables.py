"""Tables of the dossier, as fragments."""

import re

import pytest
from lxml import etree

from pipeline.render.tables import Place, table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tree(fragment):
    """The fragment where its tag stands: in a run of a paragraph."""
    body = f'<w:body xmlns:w="{W[1:-1]}"><w:p><w:r>{fragment.xml}</w:r></w:p></w:body>'
    return etree.fromstring(body)


def styles(fragment):
    return [p.get(f"{W}val") for p in tree(fragment).iter(f"{W}pStyle")]


def widths(fragment):
    return [int(g.get(f"{W}w")) for g in tree(fragment).iter(f"{W}gridCol")]


def test_the_columns_fill_the_line_whatever_their_contents():
    for rows in ([["a", "b", "c"]], [["mot " * 60, "1", "x" * 40]], [["", "", ""]]):
        assert sum(widths(table(("A", "B", "C"), rows, title="t"))) == 9638


def test_a_longer_text_has_a_wider_column():
    narrow, wide = widths(
        table(("Jour", "Fait"), [["J", "Un fait assez long pour deux lignes"]], title="t")
    )
    assert narrow < wide


def test_a_column_of_figures_is_on_the_right_with_its_heading():
    made = table(
        ("Poste", "Tonnes"),
        [["Riz", "1\u202f200"], ["Blé", "–"], ["Mil", "−3,5\u00a0%"]],
        title="t",
    )
    assert styles(made)[:4] == ["EpCelTete", "EpCelTeteDroite", "EpCel", "EpCelDroite"]


def test_a_column_with_one_word_is_on_the_left():
    made = table(("Poste", "Donnée"), [["Riz", "1\u202f200"], ["Blé", "immobilisé"]], title="t")
    assert "EpCelDroite" not in styles(made)


def test_the_hours_of_a_log_have_their_own_face():
    made = table(("Heure", "Fait"), [["06:10", "Appel"], ["", "Suite"]], title="t", clock=True)
    assert styles(made)[2] == "EpCelHeure"


def test_the_header_row_is_repeated_and_no_row_is_split():
    root = tree(table(("A", "B"), [["1", "2"]] * 3, title="t"))
    rows = list(root.iter(f"{W}tr"))
    assert [r.find(f"{W}trPr/{W}tblHeader") is not None for r in rows] == [
        True,
        False,
        False,
        False,
    ]
    assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in rows)


@pytest.mark.parametrize(("count", "kept"), [(3, 2), (14, 13), (15, 0)])
def test_a_short_table_stays_on_one_page(count, kept):
    root = tree(table(("A",), [["x"]] * count, title="t"))
    assert len(list(root.iter(f"{W}keepNext"))) == kept


def test_hostile_texts_are_only_texts():
    nasty = 'a < b & "c" </w:t><w:t>\x00\ufdd0\nfin'
    root = tree(table((nasty,), [[nasty]], title=nasty))
    words = "".join(t.text for t in root.iter(f"{W}t"))
    assert words == 'a < b & "c" </w:t><w:t>fin' * 2
    assert len(list(root.iter(f"{W}br"))) == 2
    assert root.find(f".//{W}tblCaption").get(f"{W}val") == 'a < b & "c" </w:t><w:t> fin'


def test_a_table_without_rows_is_its_header():
    assert len(list(tree(table(("A", "B"), [], title="t")).iter(f"{W}tr"))) == 1


def test_nothing_in_the_markup_is_a_look_of_its_own():
    xml = table(("A",), [["x"]], title="t").xml
    assert not re.search(r"<w:(b|i|color|sz|shd|tcBorders|rFonts)\b", xml)


def test_a_table_fills_the_line_it_is_given():
    found = table(("A", "B"), [("x", "y")], title="T", place=Place(width=5000))
    assert 'w:tblW w:w="5000"' in found.xml


def test_ids_are_not_broken_at_their_hyphens_where_columns_are_solid():
    rows = [("B1-ECRIT-PRINCIPAL", "long " * 40)]
    widths = [
        int(re.search(r'w:gridCol w:w="(\d+)"', table(("A", "B"), rows, title="T", place=p).xml)[1])
        for p in (Place(width=3500, solid=1), Place(width=3500))
    ]
    assert widths[0] > widths[1]


def test_a_row_may_have_a_look_of_its_own():
    place = Place(looks={1: "EpAlerte"})
    found = table(("A",), [("x",), ("y",)], title="T", place=place)
    assert re.findall(
        r'rStyle w:val="(\w+)"/></w:rPr><w:t xml:space="preserve">(\w)', found.xml
    ) == [("EpAlerte", "y")]


def test_a_table_of_more_rows_than_asked_may_be_cut():
    rows = [("x",), ("y",)]
    assert "keepNext" in table(("A",), rows, title="T").xml
    assert "keepNext" not in table(("A",), rows, title="T", place=Place(kept=1)).xml
