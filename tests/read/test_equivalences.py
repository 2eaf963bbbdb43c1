import pytest

from pipeline.read.equivalences import PATH, read_equivalences

BLOCKS = ("B1", "B2", "B3")
EDITION = "0123456789ab"


def read(root, text):
    (root / "referential").mkdir(exist_ok=True)
    (root / PATH).write_text(text, "utf-8")
    return read_equivalences(root, BLOCKS)


def test_without_a_file_nothing_is_equivalent(tmp_path):
    assert read_equivalences(tmp_path, BLOCKS) == ({}, ())


def test_a_block_of_an_earlier_edition_stands_for_blocks_of_this_one(tmp_path):
    text = f"""\
schema: epreuve/equivalences@1
editions:
  - edition: {EDITION}{"c" * 52}
    libelle: "Édition 2021"
    blocs: {{A: [B1], Z: [B2, B3], Y: []}}
"""
    assert read(tmp_path, text) == (
        {f"{EDITION}/A": ("B1",), f"{EDITION}/Z": ("B2", "B3"), f"{EDITION}/Y": ()},
        (),
    )


@pytest.mark.parametrize(
    ("entry", "code", "line"),
    [
        ("edition: court\n    blocs: {A: [B1]}", "REG-004", 3),
        (f"edition: {EDITION}\n    blocs: {{A: [B7]}}", "REG-005", 4),
        (f"edition: {EDITION}", "LEC-", 3),
        (f"edition: {EDITION}\n    blocs: {{A: [B1]}}\n    autre: 1", "LEC-", 5),
    ],
)
def test_a_fault_is_told_with_its_line_and_nothing_counts(tmp_path, entry, code, line):
    found, faults = read(tmp_path, f"schema: epreuve/equivalences@1\neditions:\n  - {entry}\n")
    assert found == {}
    assert [(f.code[: len(code)], f.source.path, f.source.line) for f in faults] == [
        (code, PATH, line)
    ]


def test_a_file_that_is_no_yaml_is_told(tmp_path):
    found, faults = read(tmp_path, "a: [")
    assert found == {}
    assert faults
