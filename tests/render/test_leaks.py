"""Reserved sentences are found in any part of an Office file."""

import io
import zipfile

import pytest

from pipeline.model.reserved import canaries
from pipeline.render.leaks import leaks

SECRET = "Le protocole local garantit l'accès à l'eau"


def package(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    "parts",
    [
        {"word/document.xml": f"<w:p><w:t>{SECRET}</w:t></w:p>"},
        {"word/document.xml": f"<w:t>{SECRET[:9]}</w:t></w:r><w:r><w:t>{SECRET[9:]}</w:t>"},
        {"word/document.xml": f'<wp:docPr descr="{SECRET}"/>'},
        {"docProps/core.xml": f"<dc:description>{SECRET}</dc:description>"},
        {f"word/{SECRET}.xml": "<a/>"},
        {"word/embeddings/book.xlsx": package(**{"xl/sharedStrings.xml": f"<t>{SECRET}</t>"})},
        {"word/document.xml": f"<w:t>{SECRET.replace(chr(39), '’').upper()}</w:t>"},
    ],
)
def test_a_reserved_sentence_is_found_wherever_it_hides(parts):
    assert leaks(package(**parts), canaries([SECRET])) == (SECRET,)


def test_a_clean_file_gives_no_alarm():
    clean = package(**{"word/document.xml": "<w:t>Le protocole local est lu</w:t>"})
    assert leaks(clean, canaries([SECRET])) == ()
