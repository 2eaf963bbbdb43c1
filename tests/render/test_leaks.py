"""Reserved sentences are found in any part of an Office file."""

import io
import zipfile

import pytest

from pipeline.model.reserved import canaries
from pipeline.render.leaks import leaks

RESERVED = "Le protocole local garantit l'accès à l'eau"


def package(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    "parts",
    [
        {"word/document.xml": f"<w:p><w:t>{RESERVED}</w:t></w:p>"},
        {"word/document.xml": f"<w:t>{RESERVED[:9]}</w:t></w:r><w:r><w:t>{RESERVED[9:]}</w:t>"},
        {"word/document.xml": f'<wp:docPr descr="{RESERVED}"/>'},
        {"docProps/core.xml": f"<dc:description>{RESERVED}</dc:description>"},
        {f"word/{RESERVED}.xml": "<a/>"},
        {"word/embeddings/book.xlsx": package(**{"xl/sharedStrings.xml": f"<t>{RESERVED}</t>"})},
        {"word/document.xml": f"<w:t>{RESERVED.replace(chr(39), '’').upper()}</w:t>"},
    ],
)
def test_a_reserved_sentence_is_found_wherever_it_hides(parts):
    assert leaks(package(**parts), canaries([RESERVED])) == (RESERVED,)


def test_a_clean_file_gives_no_alarm():
    clean = package(**{"word/document.xml": "<w:t>Le protocole local est lu</w:t>"})
    assert leaks(clean, canaries([RESERVED])) == ()
