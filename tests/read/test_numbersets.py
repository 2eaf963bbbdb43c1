"""Invented names by region, and number sets with the same keys."""

import pytest

from pipeline.read.scenarios import read_scenarios

FILE = "geo/mine.yaml"


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ('  B: {tonnes: 2400, part: 3.5, heure: "15 h 00"}\n', "", "SCN-006", "  A: {tonnes"),
        ("2400, part: 3.5,", "2400,", "SCN-007", "  B: {tonnes"),
        ("2400, part", "2400, ecart: 1, part", "SCN-007", "  B: {tonnes"),
        ("groupe: Minal", "Groupe-X: Minal", "SCN-003", "Groupe-X"),
        ("{tonnes: 2400", "{Tonnes: 2400", "SCN-003", "  B: {Tonnes"),
        ("defaut: Kéréma, ", "", "LEC-009", "site: {par"),
        ("part: 3.5", "part: [3]", "LEC-011", "  B: {tonnes"),
        ("groupe: Minal", "groupe: ", "LEC-009", "  groupe:"),
    ],
)
def test_a_fault_is_told_with_its_line(mini, old, new, code, words):
    mini.change(FILE, old, new)
    _, faults = read_scenarios(mini.root, mini.codes)
    lines = [f.source.line for f in faults if f.code == code]
    assert lines
    assert abs(lines[0] - mini.line(FILE, words)) <= 1


def test_what_a_set_lacks_or_adds_is_said(mini):
    mini.change(FILE, "2400, part: 3.5,", "2400, ecart: 1,")
    _, faults = read_scenarios(mini.root, mini.codes)
    assert [f.message for f in faults if f.code == "SCN-007"] == [
        "jeu B : « part » manque",
        "jeu B : « ecart » n'est pas dans le jeu A",
    ]
