import pytest

from pipeline.diagnostics import ContentError
from pipeline.store.manifest import FileMark, Manifest, encode, is_published, read_manifest

MANIFEST = Manifest(
    version="1",
    session="2026-06",
    inputs={"forms": "ab"},
    files=(FileMark(path="candidat/B1/é.docx", sha256="cd", size=3),),
)


def test_before_the_first_publication_there_is_none(folder):
    assert read_manifest(folder) is None


def test_a_manifest_is_read_back(folder):
    folder.manifest.write_bytes(encode(MANIFEST))
    assert read_manifest(folder) == MANIFEST


@pytest.mark.parametrize("cut", [0, 1, 40, -3])
def test_a_damaged_manifest_is_named(folder, cut):
    folder.manifest.write_bytes(encode(MANIFEST)[:cut])
    with pytest.raises(ContentError) as caught:
        read_manifest(folder)
    assert caught.value.message.startswith(
        "output/2026-06/manifest.json : enregistrement illisible"
    )
    assert str(caught.value.diagnostics[0].source) == "output/2026-06/manifest.json"


def test_a_manifest_that_is_a_folder_is_named(folder):
    folder.manifest.mkdir()
    with pytest.raises(ContentError, match="un dossier porte ce nom"):
        read_manifest(folder)


@pytest.mark.parametrize(
    "path",
    ["candidat", "", "/etc/passwd", "../x", "candidat/../../x", "recu/x", "candidat\\x", "candidat//x", "./candidat/x",
     "candidat/x/", "Candidat/x", "secret.key"],
)  # fmt: skip
def test_a_manifest_never_leads_out_of_the_published_folders(folder, path):
    assert not is_published(path)
    hostile = Manifest(
        version="1", session="s", inputs={}, files=(FileMark(path=path, sha256="", size=0),)
    )
    folder.manifest.write_bytes(encode(hostile))
    with pytest.raises(ContentError, match="n'est pas le chemin d'un document publié"):
        read_manifest(folder)
