"""What the temporary folder of the system refuses."""

import errno
import os
import tempfile

import pytest
from lxml.etree import SerialisationError
from openpyxl import Workbook

from pipeline.diagnostics import EpreuveError
from pipeline.exchange.roster import workbook_bytes
from pipeline.store.passing import passing


@pytest.mark.parametrize(
    "error",
    [OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), SerialisationError("IO_ENOSPC")],
    ids=["system", "lxml"],
)
def test_a_full_temporary_folder_is_told_with_what_to_do(error):
    with pytest.raises(EpreuveError) as caught, passing():
        raise error
    assert caught.value.message == (
        "le dossier temporaire du système n'est pas utilisable : le disque est plein"
    )
    assert "TMPDIR" in caught.value.hint


def test_an_error_of_lxml_that_is_none_of_the_system_is_told_as_it_is():
    with pytest.raises(EpreuveError, match="IO_UNKNOWN"), passing():
        raise SerialisationError("IO_UNKNOWN")


def test_a_bug_stays_a_bug():
    with pytest.raises(KeyError), passing():
        raise KeyError


def test_a_workbook_without_any_temporary_folder_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "lost"))
    with pytest.raises(EpreuveError, match="temporaire"):
        workbook_bytes(Workbook())
