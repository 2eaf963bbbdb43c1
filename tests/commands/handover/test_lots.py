"""What each lot holds, and the digest that says whether it changed."""

from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.commands.lots import lot_digests, lot_files, lot_marks
from pipeline.commands.status import status
from pipeline.commands.verify import published_faults
from pipeline.diagnostics import ContentError
from pipeline.model.standing import Lot
from pipeline.store import journal
from pipeline.store.manifest import encode, read_manifest
from pipeline.store.records import read_issued, write_record

KEPT_IN = {
    "coordination/matrice-couverture.xlsx",
    "coordination/table-anonymat.xlsx",
    "coordination/certificat/certificat.docx",
    "coordination/certificat/certificat.html",
    "coordination/certificat/certificat.json",
    "coordination/secours/B1-ECRIT-S-corrige.docx",
    "coordination/secours/B2-CAS-S-corrige.docx",
}


def test_what_never_leaves_is_in_no_lot_and_all_the_rest_is_in_one(asked_once):
    published = {mark.path for mark in read_manifest(asked_once.folder).files}
    found = [mark.path for marks in lot_marks(asked_once.folder).values() for mark in marks]
    assert len(found) == len(set(found))
    assert published - set(found) == KEPT_IN
    assert set(found) <= published


def test_no_two_files_of_a_lot_have_one_name_and_no_name_leaves_the_lot(played):
    for lot, marks in lot_marks(played.folder).items():
        files = lot_files(played.folder, lot, marks)
        assert len({file.path.casefold() for file in files}) == len(files)
        for file in files:
            parts = [PurePosixPath(file.path), *(PurePosixPath(name) for name, _ in file.parts)]
            assert not any(part.is_absolute() or ".." in part.parts for part in parts)
            assert len(file.parts) == 1 or file.path.endswith(".zip")


def test_a_digest_reads_no_document(asked):
    before = lot_digests(asked.folder)
    for path in asked.folder.path.glob("*/**/*.*x"):
        path.unlink()
    assert lot_digests(asked.folder) == before
    assert [lot for lot, sha256 in before.items() if sha256] == [*Lot][:3]


def test_before_the_publication_every_lot_is_empty(mini_session):
    assert lot_digests(mini_session) == dict.fromkeys(Lot, "")


@given(data=st.data())
@settings(max_examples=40, deadline=None, derandomize=True)
def test_a_changed_document_changes_the_digest_of_its_lot_and_of_no_other(
    data, asked_once, tmp_path_factory
):
    folder = asked_once.folder
    manifest = read_manifest(folder)
    rank = data.draw(st.integers(0, len(manifest.files) - 1))
    mark = manifest.files[rank]
    own = {lot for lot, marks in lot_marks(folder).items() if mark in marks}
    files = (*manifest.files[:rank], replace(mark, sha256="0" * 64), *manifest.files[rank + 1 :])
    twin = replace(folder, root=tmp_path_factory.mktemp("twin"))
    twin.path.mkdir(parents=True)
    twin.manifest.write_bytes(encode(replace(manifest, files=files)))
    before, after = lot_digests(folder), lot_digests(twin)
    assert {lot for lot in Lot if before[lot] != after[lot]} == own


def test_a_further_grid_that_is_not_made_yet_is_in_no_package(played):
    marks = lot_marks(played.folder)[Lot.MARKING]
    first = [mark for mark in marks if mark.path.startswith("evaluateur/")]
    assert len(first) < len(marks)
    names = {file.path for file in lot_files(played.folder, Lot.MARKING, first)}
    assert names == {f"correction-E0{n}.zip" for n in (1, 2, 3)}


def test_a_session_without_any_grid_has_no_package(played):
    write_record(played.folder.grids, read_issued(played.folder)[:0])
    guides = [m for m in lot_marks(played.folder)[Lot.MARKING] if "/corriges/" in m.path]
    assert guides
    assert lot_files(played.folder, Lot.MARKING, guides) == ()


def test_a_damaged_record_of_what_is_out_hides_no_other_session(played, open_mini_session):
    open_mini_session(played.folder.root, "2026-07")
    path = played.folder.path / journal.JOURNAL
    path.write_bytes(path.read_bytes().replace(b'"open"', b'"opez"', 1))
    outcome = status(None, root=played.folder.root)
    assert "2026-07" in outcome.data["sessions"]
    assert "demo" not in outcome.data["outgoing"]
    assert "SES-044" in [d.code for d in outcome.diagnostics]


@pytest.mark.parametrize("name", ["forms", "dispatch", "basis", "grids", "manifest"])
def test_a_record_that_cannot_be_read_is_a_fault_of_the_publication(asked, name):
    getattr(asked.folder, name).write_bytes(b"{")
    assert [d.code for d in published_faults(asked.folder)] == ["SES-040"]
    with pytest.raises(ContentError):
        asked.approve()
