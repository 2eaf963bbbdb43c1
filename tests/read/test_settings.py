import pytest

from pipeline.diagnostics import ExitCode, UsageError
from pipeline.read.settings import NAME, read_settings
from pipeline.rules import commands as rules


def test_without_a_file_there_are_no_defaults(tmp_path):
    assert read_settings(tmp_path) == {}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
def test_tables_are_read_by_command(tmp_path, mark):
    (tmp_path / NAME).write_bytes(mark + '[open]\ncentre = "Orléans"\n'.encode())
    assert read_settings(tmp_path) == {"open": {"centre": "Orléans"}}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"a = 1\nb\n", "faute ligne 2, colonne 2"),
        (b"a = '\xe9'", "texte illisible"),
        (b"a = ", "texte illisible"),
        (b"a = " + b"[" * 100_000, "texte illisible"),
    ],
)
def test_what_is_no_toml_says_where(tmp_path, data, reason):
    (tmp_path / NAME).write_bytes(data)
    with pytest.raises(UsageError) as caught:
        read_settings(tmp_path)
    assert caught.value.message == rules.BAD_SETTINGS.format(path=NAME, reason=reason)
    assert caught.value.exit_code is ExitCode.USAGE


def test_an_option_outside_a_table_is_told(tmp_path):
    (tmp_path / NAME).write_text("centre = 'Lyon'", "utf-8")
    with pytest.raises(UsageError) as caught:
        read_settings(tmp_path)
    assert caught.value.hint == rules.TABLE_HINT


def test_a_folder_of_that_name_says_so(tmp_path):
    (tmp_path / NAME).mkdir()
    with pytest.raises(UsageError, match="un dossier porte ce nom"):
        read_settings(tmp_path)
