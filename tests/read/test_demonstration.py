"""The registrations of the demonstration."""

from pathlib import Path

import pytest

from pipeline.diagnostics import Source
from pipeline.read.demonstration import PATH, Demonstration, read_demonstration
from pipeline.rules import reading

ROOT = Path(__file__).resolve().parents[2]
TEXT = """\
titre: "Session inventée"
centre: "Centre fictif"
date: 2026-06-15
controle_continu: [B1-CC, S1-CC]
candidats:
- ["0001", Quenouille]
evaluateurs:
- [E01, Zinzolin]
salles:
- [A101, "10"]
planning:
- [B1-ECRIT, 15/06/2026]
"""


@pytest.fixture
def read(tmp_path):
    """``read(text)``: the demonstration of a workspace with this file."""

    def ask(text):
        (tmp_path / PATH).parent.mkdir(exist_ok=True)
        (tmp_path / PATH).write_text(text, "utf-8")
        return read_demonstration(tmp_path)

    return ask


def place(line, column):
    return Source(path=PATH, line=line, column=column)


def test_every_key_is_read(read):
    assert read(TEXT) == (
        Demonstration(
            title="Session inventée",
            centre="Centre fictif",
            date="2026-06-15",
            tables=("B1-CC", "S1-CC"),
            rows={
                "Candidats": (("0001", "Quenouille"),),
                "Évaluateurs": (("E01", "Zinzolin"),),
                "Salles": (("A101", "10"),),
                "Planning": (("B1-ECRIT", "15/06/2026"),),
            },
        ),
        (),
    )


def test_without_continuous_assessment_there_is_no_table(read):
    found, faults = read(TEXT.replace("controle_continu: [B1-CC, S1-CC]\n", ""))
    assert faults == ()
    assert found.tables == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("2026-06-15", "bientôt", reading.NOT_A_DATE.at(place(3, 7), key="date", value="bientôt")),
        ('titre: "Session inventée"\n', "", reading.MISSING_KEY.at(place(1, 1), key="titre")),
    ],
)
def test_a_fault_is_told_with_its_place(read, old, new, fault):
    assert read(TEXT.replace(old, new)) == (None, (fault,))


def test_an_unknown_key_and_tables_that_are_no_list_are_refused(read):
    for old, new in (("salles:", "salle:"), ("[B1-CC, S1-CC]", "{B1: oui}")):
        found, faults = read(TEXT.replace(old, new))
        assert found is None
        assert faults


def test_without_its_file_there_is_none(tmp_path):
    found, faults = read_demonstration(tmp_path)
    assert found is None
    assert len(faults) == 1


def test_the_shipped_demonstration_marks_continuous_assessment_by_table():
    found, faults = read_demonstration(ROOT)
    assert faults == ()
    assert found.tables == tuple(f"{b}-CC-CONTROLE" for b in ("B1", "B2", "B3", "S1", "S2", "S3"))
