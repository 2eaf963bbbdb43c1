import io
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from pipeline.render.office import render
from pipeline.render.pack import unpack
from pipeline.render.template import TemplateError, compile_template


def made(data):
    return render(compile_template(data, "t"), {})


def refused(data):
    with pytest.raises(TemplateError) as caught:
        compile_template(data, "t")
    return [f.code for f in caught.value.diagnostics]


def with_relation(kind, target="https://example.org/x", *, external=True):
    def prepare(document):
        if external:
            document.part.relate_to(target, kind, is_external=True)
        else:
            part = Part(PackURI(target), "application/octet-stream", b"x", document.part.package)
            document.part.relate_to(part, kind)

    return prepare


def test_traces_of_the_author_are_taken_out(word):
    def traces(document):
        paragraph = document.paragraphs[0]._p
        paragraph.set(qn("w:rsidR"), "00AB12CD")
        paragraph.append(OxmlElement("w:proofErr"))
        document.core_properties.author = "Prénom Nom"
        document.core_properties.last_modified_by = "Prénom Nom"
        document.core_properties.comments = "générique"

    parts = unpack(made(word("x", prepare=traces)))
    everything = b"".join(parts.values()).decode()
    for trace in ("rsid", "proofErr", "Prénom Nom", "python-docx", "Macintosh", "2013-12-23"):
        assert trace not in everything
    assert not [name for name in parts if "thumbnail" in name or "customXml" in name]


def test_what_nothing_points_to_is_left_out(word):
    stream = io.BytesIO(word("x"))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/oublie.xml", "<x/>")
        archive.writestr("docProps/secret.bin", b"x")
    assert not [n for n in unpack(made(stream.getvalue())) if "oublie" in n or "secret" in n]


def test_settings_that_reach_out_or_ask_questions_are_taken_out(word):
    def settings(document):
        for name in ("w:updateFields", "w:attachedTemplate", "w:rsids"):
            document.settings.element.append(OxmlElement(name))

    found = unpack(made(word("x", prepare=settings)))["word/settings.xml"].decode()
    assert not [n for n in ("updateFields", "attachedTemplate", "rsids") if n in found]


def test_a_hyperlink_is_kept_and_an_attached_template_dropped(word, check_package):
    def links(document):
        document.part.relate_to("https://example.org", REL.HYPERLINK, is_external=True)
        document.part._settings_part.relate_to(
            "file:///C:/x.dotm", f"{REL.HYPERLINK[:-9]}attachedTemplate", is_external=True
        )

    data = made(word("x", prepare=links))
    assert "example.org" in unpack(data)["word/_rels/document.xml.rels"].decode()
    assert b"x.dotm" not in data
    assert check_package(data) == []


@pytest.mark.parametrize(
    "prepare",
    [
        with_relation(REL.IMAGE),
        with_relation(REL.OLE_OBJECT),
        with_relation("http://schemas.openxmlformats.org/officeDocument/2006/relationships/frame"),
        with_relation(
            "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
            "/word/vba.bin",
            external=False,
        ),
        with_relation(REL.PACKAGE, "/word/embeddings/x.bin", external=False),
        with_relation(REL.A_F_CHUNK, "/word/x.bin", external=False),
    ],
)
def test_active_and_foreign_content_is_refused(word, prepare):
    assert refused(word("x", prepare=prepare)) == ["GAB-013"]


def test_tracked_changes_are_refused(word):
    def insertion(document):
        document.paragraphs[0]._p.append(
            parse_xml(
                f"<w:ins {nsdecls('w')} w:id='1' w:author='A'><w:r><w:t>x</w:t></w:r></w:ins>"
            )
        )

    assert refused(word("x", prepare=insertion)) == ["GAB-012"]


def test_comments_are_refused(word):
    def comment(document):
        document.add_comment(document.paragraphs[0].runs, text="à revoir", author="A")

    assert refused(word("x", prepare=comment)) == ["GAB-012"]


def test_entities_are_refused(word):
    parts = unpack(word("x"))
    evil = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    parts["word/document.xml"] = evil + parts["word/document.xml"].split(b"?>", 1)[1]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert refused(stream.getvalue()) == ["GAB-002"]


def test_the_fallback_of_a_drawing_is_dropped(word):
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"

    def both(document):
        document.paragraphs[0].runs[0]._r.append(
            parse_xml(
                f"<mc:AlternateContent xmlns:mc='{mc}' {nsdecls('w')}><mc:Choice Requires='wps'>"
                "<w:t>un</w:t></mc:Choice><mc:Fallback><w:t>deux</w:t></mc:Fallback>"
                "</mc:AlternateContent>"
            )
        )

    text = docx.Document(io.BytesIO(made(word("x", prepare=both)))).element.xpath("string(.)")
    assert "un" in text
    assert "deux" not in text
