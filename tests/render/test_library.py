"""The templates of a workspace: all of them, or every fault at once."""

import shutil
from pathlib import Path

import pytest

from pipeline.diagnostics import ContentError
from pipeline.render.library import (
    LARGE,
    LARGE_PLAYED,
    OBSERVED,
    PLAYED,
    PROOFS,
    SCHEMAS,
    VERDICTS,
    load_atlas,
    load_certificate,
    load_page,
    load_plates,
    load_proofs,
    load_verdicts,
)

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.fixture
def root(tmp_path):
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    return tmp_path


def test_every_family_has_its_template_and_papers_a_large_print(root):
    assert set(load_plates(root)) == {*SCHEMAS, LARGE}


def test_the_documents_of_a_jury_have_theirs_and_a_publication_does_without(root):
    assert set(load_verdicts(root)) == set(VERDICTS)
    for name in VERDICTS:
        (root / "templates" / name).unlink()
    assert set(load_plates(root)) == {*SCHEMAS, LARGE}


def test_proofreading_has_its_own_and_a_publication_does_without(root):
    assert set(load_proofs(root)) == {"sujet.docx", "corrige.docx", LARGE, *PROOFS}
    assert load_page(root).lstrip().startswith("{#")
    for name in (*PROOFS, "apercu.html.j2"):
        (root / "templates" / name).unlink()
    assert set(load_plates(root)) == {*SCHEMAS, LARGE}


def test_a_certificate_has_its_document_and_its_page(root):
    template, page = load_certificate(root)
    assert template.name == "templates/certificat_session.docx"
    assert page.lstrip().startswith("{#")
    (root / "templates/certificat.html.j2").unlink()
    with pytest.raises(ContentError, match=r"certificat\.html\.j2"):
        load_certificate(root)


def test_a_template_that_is_missing_is_named(root):
    (root / "templates/ticket.docx").unlink()
    with pytest.raises(ContentError, match=r"templates/ticket\.docx"):
        load_plates(root)


def test_the_faults_of_all_the_templates_are_told_at_once(root):
    for name in ("sujet.docx", "corrige.docx"):
        (root / "templates" / name).write_bytes(b"not a document")
    with pytest.raises(ContentError) as caught:
        load_plates(root)
    paths = {d.source.path for d in caught.value.diagnostics}
    assert paths == {"templates/sujet.docx", "templates/corrige.docx"}


def test_borders_that_are_missing_are_named(root):
    (root / "templates/carte.geojson").unlink()
    with pytest.raises(ContentError, match=r"carte\.geojson"):
        load_atlas(root)


def test_what_is_played_has_its_templates_and_their_large_print_only_when_asked_for(root):
    played = {*SCHEMAS, LARGE, *PLAYED, *LARGE_PLAYED.values()}
    assert set(load_plates(root, PLAYED)) == played
    assert set(load_plates(root, OBSERVED)) == {*SCHEMAS, LARGE, *OBSERVED}
    assert set(load_plates(root, (*PLAYED, *OBSERVED))) == {*played, *OBSERVED}


def test_a_workspace_without_the_running_sheet_cannot_publish_a_simulation(root):
    (root / "templates/conduite_simulation.docx").unlink()
    assert set(load_plates(root)) == {*SCHEMAS, LARGE}
    with pytest.raises(ContentError, match="conduite_simulation"):
        load_plates(root, PLAYED)
