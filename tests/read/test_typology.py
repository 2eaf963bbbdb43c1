"""The typology: families, types, and their conditions on countries."""

from pathlib import Path

import pytest

from pipeline.codes import Code
from pipeline.read.countries import read_countries
from pipeline.read.referential import read_referential
from pipeline.read.typology import read_typology
from pipeline.read.vocabulary import build_vocabulary

ROOT = Path(__file__).resolve().parents[2]


def read(mini):
    vocabulary = build_vocabulary(read_countries(mini.root)[0])
    return read_typology(mini.root, mini.codes, vocabulary)


def test_a_type_has_its_family_and_codes(mini):
    typology, faults = read(mini)
    assert faults == ()
    assert typology.families == {"GEO": "Conflits"}
    (kind,) = typology.types
    assert (kind.id, kind.family, kind.mode, kind.sensitivity) == ("GEO-01", "GEO", "reel", 2)
    assert (kind.codes, kind.secondary_codes) == ((Code("C1"),), (Code("C2"),))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("population >=", "peuple >=", "PAY-021"),
        ("p: [C1]", "p: [C99]", "SUJ-002"),
        ("id: GEO-01", "id: GEX-01", "SCN-020"),
        ("mode: reel", "mode: vrai", "LEC-013"),
        ("sens: 2", "sens: 4", "LEC-012"),
        ("ancrages: []", "ancres: []", "LEC-010"),
        ("typologie@1", "typologie@2", "LEC-013"),
    ],
)
def test_a_fault_refuses_the_typology(mini, old, new, code):
    mini.change("typologie.yaml", old, new)
    typology, faults = read(mini)
    assert typology is None
    assert code in [f.code for f in faults]


def test_a_type_is_described_once(mini):
    mini.write("typologie.yaml", (mini.root / "scenarios/typologie.yaml").read_text("utf-8") * 1)
    text = (mini.root / "scenarios/typologie.yaml").read_text("utf-8")
    mini.write("typologie.yaml", text + text.splitlines()[-1] + "\n")
    _, faults = read(mini)
    assert [(f.code, f.source.line) for f in faults] == [("SCN-002", 6)]


def test_the_shipped_typology_is_right():
    referential, _ = read_referential(ROOT)
    vocabulary = build_vocabulary(read_countries(ROOT)[0])
    typology, faults = read_typology(ROOT, referential.codes(), vocabulary)
    assert faults == ()
    assert (len(typology.families), len(typology.types)) == (17, 78)
