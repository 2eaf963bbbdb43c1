"""A teacher's Word file: its blocks in order, what stands aside, what refuses it."""

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.intake.wordblocks import blocks_of_html, notes_of_html
from pipeline.intake.wordfile import MAX_FILE, _main_part, read_word
from pipeline.model.draft import Block, BlockKind

P, H, L, T = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM, BlockKind.TABLE


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def told(tmp_path):
    """``told(data)``: what is read of these bytes, and the codes and messages of the faults."""

    def read(data):
        path = tmp_path / "cas.docx"
        path.write_bytes(data if isinstance(data, bytes) else saved(data))
        faults = []
        word = read_word(path, "cas.docx", faults)
        return word, [(f.code, f.message) for f in faults]

    return read


def test_blocks_come_in_order_with_their_kind(told):
    document = docx.Document()
    document.add_heading("Un barrage disputé", 0)
    document.add_heading("Contexte", 1)
    document.add_paragraph("Le  fleuve\u00a0déborde.")
    document.add_paragraph("un point", style="List Bullet")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "Acteur", "deux\nlignes"
    document.add_paragraph("")
    word, faults = told(document)
    assert faults == []
    assert word.blocks == (
        Block(kind=H, text="Un barrage disputé", level=0),
        Block(kind=H, text="Contexte", level=1),
        Block(kind=P, text="Le fleuve déborde."),
        Block(kind=L, text="un point"),
        Block(kind=T, rows=(("Acteur", ""), ("", "deux lignes"))),
    )
    assert (word.aside, word.images) == ((), 0)


def test_a_short_paragraph_all_in_bold_is_a_heading(told):
    document = docx.Document()
    document.add_paragraph().add_run("Travail demandé").bold = True
    paragraph = document.add_paragraph("Il faut ")
    paragraph.add_run("décider").bold = True
    document.add_paragraph().add_run("mot " * 40).bold = True
    kinds = [b.kind for b in told(document)[0].blocks]
    assert kinds == [H, P, P]


def test_lists_inside_lists_and_tables_inside_lists_are_not_lost():
    found = blocks_of_html(
        "<ul><li>un<ul><li>deux</li></ul></li>"
        "<li>trois<table><tr><td>a</td><td>b</td></tr></table></li></ul>"
    )
    assert found == (
        Block(kind=L, text="un"),
        Block(kind=L, text="deux", level=1),
        Block(kind=L, text="trois"),
        Block(kind=T, rows=(("a", "b"),)),
    )


def test_a_table_inside_a_cell_is_told_once_in_its_cell():
    inner = "<table><tr><td>quai</td><td>120 m</td></tr></table>"
    (found,) = blocks_of_html(f"<table><tr><td>Nord</td><td>{inner}</td></tr></table>")
    assert found.rows == (("Nord", "quai 120 m"),)


def test_a_table_that_only_frames_a_text_is_that_text():
    found = blocks_of_html(
        "<table><tr><td><p><strong>Encadré</strong></p><p>Un<br/>deux</p></td></tr><tr></tr></table>"
    )
    assert found == (
        Block(kind=H, text="Encadré", level=9),
        Block(kind=P, text="Un"),
        Block(kind=P, text="deux"),
    )


def row(*cells):
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def test_a_page_set_in_a_table_is_read_as_headings_and_their_text():
    rows = (
        row("Titre", "<p>La crue</p>"),
        row("Contexte", "<p>Un fleuve.</p><p>Une digue.</p>"),
        row("Question 1", "Que faire ?"),
        row("Divers", "<ul><li>reste</li></ul>"),
        "<tr></tr>",
    )
    assert blocks_of_html(f"<table>{''.join(rows)}</table>") == (
        Block(kind=H, text="La crue", level=0),
        Block(kind=H, text="Contexte", level=9),
        Block(kind=P, text="Un fleuve."),
        Block(kind=P, text="Une digue."),
        Block(kind=H, text="Question 1", level=9),
        Block(kind=P, text="Que faire ?"),
        Block(kind=H, text="Divers", level=9),
        Block(kind=L, text="reste"),
    )


def test_a_marking_grid_stays_a_table():
    rows = row("Question", "Points") + row("Question 1", "4") + row("Question 2", "6")
    (found,) = blocks_of_html(f"<table>{rows}</table>")
    assert found.kind is T


def test_text_between_and_after_marks_keeps_its_order():
    (found,) = blocks_of_html("<p>Un <strong>fort <em>et net</em></strong> avis<br />du juge.</p>")
    assert found.text == "Un fort et net avis du juge."


def test_calls_of_notes_stand_apart_and_arrows_are_left_out():
    html = (
        '<p>Le traité<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup> dit.</p>'
        '<ol><li id="footnote-1"><p>Une note. <a href="#footnote-ref-1">↑</a></p></li></ol>'
    )
    assert [b.text for b in blocks_of_html(html)] == ["Le traité [1] dit."]
    assert notes_of_html(html) == (("footnotes", "[1] Une note."),)


@pytest.mark.parametrize("html", ["", "  ", "<p> </p>", "<table><tr><td></td></tr></table>"])
def test_what_is_empty_gives_no_block(html):
    assert blocks_of_html(html) == ()


def test_what_is_neither_a_paragraph_nor_a_list_is_one_all_the_same():
    assert blocks_of_html("<div>texte</div>") == (Block(kind=P, text="texte"),)


def test_headers_footers_and_text_boxes_stand_aside(told):
    document = docx.Document()
    document.add_paragraph("Le texte.")
    document.sections[0].header.paragraphs[0].text = "Master 2, session de juin"
    document.sections[0].footer.paragraphs[0].text = "page"
    data = with_part(
        saved(document),
        "word/document.xml",
        lambda xml: xml.replace(b"<w:sectPr", BOX % b"" + b"<w:sectPr", 1),
    )
    word, faults = told(data)
    assert faults == []
    assert set(word.aside) == {
        ("en-tête de page", "Master 2, session de juin"),
        ("pied de page", "page"),
        ("zone de texte ou élément non repris", "Dans la marge"),
    }


BOX = (
    b'<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    b'<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>Dans la marge</w:t></w:r></w:p>'
    b"</w:txbxContent></w:drawing></mc:Choice>%s</mc:AlternateContent></w:r></w:p>"
)
OLDER = (
    b"<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>Dans la marge</w:t></w:r></w:p>"
    b"</w:txbxContent></w:pict></mc:Fallback>"
)


def test_a_text_box_written_twice_for_older_programs_is_read_once(told):
    data = with_part(
        saved(docx.Document()),
        "word/document.xml",
        lambda xml: xml.replace(b"<w:sectPr", BOX % OLDER + b"<w:sectPr", 1),
    )
    word, _ = told(data)
    assert [*(b.text for b in word.blocks), *(text for _, text in word.aside)] == ["Dans la marge"]


def with_part(data, name, change):
    """The same file with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content) if info.filename == name else content)
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return stream.getvalue()


PICTURE = (
    b'<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    b"</w:drawing></w:r></w:p>"
)


def test_images_are_counted_and_text_boxes_are_none(told):
    data = with_part(
        saved(docx.Document()),
        "word/document.xml",
        lambda xml: xml.replace(b"<w:sectPr", BOX % b"" + PICTURE + b"<w:sectPr", 1),
    )
    assert told(data)[0].images == 1


def body(xml):
    """A Word file whose text holds that XML besides a paragraph."""
    document = docx.Document()
    document.add_paragraph("Un texte.")
    return with_part(
        saved(document),
        "word/document.xml",
        lambda old: old.replace(b"<w:sectPr", xml + b"<w:sectPr", 1),
    )


def test_formulas_fields_and_hard_hyphens_are_not_lost(told):
    word, _ = told(
        body(
            b'<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
            b"<m:r><m:t>a=b</m:t></m:r></m:oMath></w:p>"
            b'<w:p><w:fldSimple w:instr="REF x"><w:r><w:t>champ</w:t></w:r></w:fldSimple></w:p>'
            b"<w:p><w:r><w:t>avant</w:t><w:noBreakHyphen/><w:t>midi</w:t></w:r></w:p>"
        )
    )
    assert [b.text for b in word.blocks] == ["Un texte.", "avant\u2011midi"]
    assert word.aside == (
        ("zone de texte ou élément non repris", "a=b"),
        ("zone de texte ou élément non repris", "champ"),
    )


CHART = b"""<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:title><a:p><a:r><a:t>Trafic</a:t></a:r></a:p></c:title>
<c:ser><c:tx><c:v>EVP</c:v></c:tx><c:cat><c:v>2024</c:v><c:v>2025</c:v></c:cat><c:val><c:v>3</c:v><c:v>5</c:v></c:val></c:ser>
<c:ser><c:val><c:v>7</c:v></c:val></c:ser></c:chartSpace>"""


def test_the_figures_of_a_chart_and_the_words_of_a_diagram_are_kept(told):
    data = with_part(body(b""), "word/charts/chart1.xml", lambda _: CHART)
    box = CHART.replace(b"c:ser", b"c:x").replace(b"Trafic", "Schéma".encode())
    word, _ = told(with_part(data, "word/diagrams/data1.xml", lambda _: box))
    assert word.aside == (
        ("graphique", "Trafic"),
        ("graphique", "EVP : 2024 3 ; 2025 5"),
        ("graphique", ": 7"),
        ("schéma", "Schéma"),
    )


NOTES = (
    b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b'<w:footnote w:id="1"><w:p><w:r><w:t>Un texte.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def test_a_note_stands_aside_with_its_number_even_when_it_repeats_the_text(told):
    data = body(b'<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>')
    data = with_part(data, "word/footnotes.xml", lambda _: NOTES)
    word, _ = told(
        with_part(
            data,
            "word/_rels/document.xml.rels",
            lambda xml: xml.replace(
                b"</Relationships>",
                b'<Relationship Id="n" Target="footnotes.xml" Type="http://schemas.openxmlformats.org'
                b'/officeDocument/2006/relationships/footnotes"/></Relationships>',
            ),
        )
    )
    assert [b.text for b in word.blocks] == ["Un texte.", "[1]"]
    assert word.aside == (("note de bas de page", "[1] Un texte."),)


def renamed(data, old, new):
    """The same file with one part under another name, as some programs write it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(stream, "w") as made:
        for name in archive.namelist():
            content = archive.read(name).replace(old.encode(), new.encode())
            made.writestr(name.replace(old, new), content)
    return stream.getvalue()


def test_the_text_is_found_under_another_name(told):
    assert told(renamed(body(b""), "document.xml", "document2.xml"))[0].blocks == (
        Block(kind=P, text="Un texte."),
    )


def test_an_archive_that_does_not_say_where_its_text_is_is_read_at_the_usual_place():
    for relations in (None, b"<Relationships/>"):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            if relations:
                archive.writestr("_rels/.rels", relations)
            archive.writestr("word/other.xml", "<x/>")
        assert main_of(stream.getvalue()) == "word/document.xml"


def main_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _main_part(archive)


def test_strict_files_are_read_and_their_tracked_changes_refused(told):
    def strict(data):
        old, new = (
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        return with_part(data, "word/document.xml", lambda x: x.replace(old.encode(), new.encode()))

    assert told(strict(body(b"")))[0].blocks == (Block(kind=P, text="Un texte."),)
    changed = strict(body(b"<w:p><w:ins><w:r><w:t>mot</w:t></w:r></w:ins></w:p>"))
    assert [code for code, _ in told(changed)[1]] == ["IMP-002"]


@pytest.mark.parametrize("tag", ["w:ins", "w:del", "w:moveFrom"])
def test_tracked_changes_refuse_the_file_and_quote_the_first(told, tag):
    document = docx.Document()
    paragraph = document.add_paragraph("Le texte ")
    change = OxmlElement(tag)
    change.set(qn("w:author"), "Nom Inventé")
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText" if tag == "w:del" else "w:t")
    text.text = "reste à discuter"
    run.append(text)
    change.append(run)
    paragraph._p.append(change)
    word, faults = told(document)
    assert word is None
    assert [code for code, _ in faults] == ["IMP-002"]
    assert "« reste à discuter »" in faults[0][1]


def test_a_tracked_change_of_format_refuses_the_file_too(told):
    document = docx.Document()
    run = document.add_paragraph().add_run("gras")
    run.bold = True
    run._r.rPr.append(OxmlElement("w:rPrChange"))
    assert [code for code, _ in told(document)[1]] == ["IMP-002"]


def test_comments_refuse_the_file_and_all_reasons_are_told(told):
    document = docx.Document()
    paragraph = document.add_paragraph("Un texte")
    document.add_comment(paragraph.runs, text="à revoir", author="Nom Inventé", initials="NI")
    paragraph._p.append(OxmlElement("w:ins"))
    word, faults = told(document)
    assert word is None
    assert [code for code, _ in faults] == ["IMP-002", "IMP-003"]
    assert "« à revoir »" in faults[1][1]


def test_a_file_without_any_text_is_refused(told):
    assert [code for code, _ in told(docx.Document())[1]] == ["IMP-004"]


DTD = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "archive"),
        (b"ceci n'est pas un zip", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "ancien format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "mot de passe",
        ),
        (with_part(saved(docx.Document()), "word/document.xml", lambda _: b"<w:p"), "endommagé"),
        (with_part(saved(docx.Document()), "word/document.xml", lambda _: DTD), "endommagé"),
    ],
)
def test_what_is_no_word_file_is_refused_with_its_reason(told, data, said):
    word, faults = told(data)
    assert word is None
    assert [code for code, _ in faults] == ["IMP-001"]
    assert said in faults[0][1]


def test_an_archive_without_a_document_is_refused(told):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/styles.xml", "<x/>")
    assert "le texte du document manque" in told(stream.getvalue())[1][0][1]


def test_files_and_parts_that_are_too_large_are_refused(told):
    assert "trop volumineux" in told(b"PK" + bytes(MAX_FILE))[1][0][1]
    bomb = with_part(saved(docx.Document()), "word/bomb.xml", lambda _: bytes(31_000_000))
    assert "trop volumineux" in told(bomb)[1][0][1]


def test_a_missing_file_is_told(tmp_path):
    faults = []
    assert read_word(tmp_path / "absent.docx", "absent.docx", faults) is None
    assert [f.code for f in faults] == ["IMP-001"]


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=40
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(("paragraph", "heading", "item", "cell", "header")), WORDS))
)
def test_no_word_of_a_file_is_lost(tmp_path_factory, parts):
    document = docx.Document()
    for kind, text in parts:
        if kind == "heading":
            document.add_heading(text, 2)
        elif kind == "cell":
            document.add_table(1, 2).cell(0, 1).text = text
        elif kind == "header":
            document.sections[0].header.add_paragraph(text)
        else:
            document.add_paragraph(text, style="List Bullet" if kind == "item" else None)
    path = tmp_path_factory.mktemp("word") / "cas.docx"
    path.write_bytes(saved(document))
    faults = []
    word = read_word(path, "cas.docx", faults)
    blocks = word.blocks if word else ()
    kept = " ".join(
        [b.text for b in blocks]
        + [cell for b in blocks for row in b.rows for cell in row]
        + [text for _, text in (word.aside if word else ())]
    )
    for _, text in parts:
        for plain in blocks_of_html(f"<p>{escape(text)}</p>"):
            assert set(plain.text.split()) <= set(kept.split())


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
