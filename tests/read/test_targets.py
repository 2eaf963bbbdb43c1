"""The targets of the bank: what the file says, what it leaves as usual, what is wrong in it."""

from pathlib import Path

import pytest

from pipeline.read.targets import PATH, USUAL, read_targets

ROOT = Path(__file__).resolve().parent.parent.parent
BLOCKS = ("B1", "S1")


@pytest.fixture
def told(tmp_path):
    """``told(text)``: the targets and the faults of that file."""

    def read(text):
        (tmp_path / PATH).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / PATH).write_text(text, "utf-8")
        return read_targets(tmp_path, BLOCKS)

    return read


def test_a_workspace_without_the_file_has_the_usual_targets(tmp_path):
    assert read_targets(tmp_path, BLOCKS) == (USUAL, ())


def test_the_shipped_file_says_the_usual_targets():
    blocks = tuple(USUAL.per_block)
    assert read_targets(ROOT, blocks) == (USUAL, ())


def test_what_the_file_does_not_say_is_as_usual(told):
    found, faults = told("schema: epreuve/objectifs@1\noraux: 7\npar_code: {questions: 3}\n")
    assert faults == ()
    assert (found.orals, found.items) == (7, 3)
    assert (found.scenarios, found.item_scenarios) == (USUAL.scenarios, USUAL.item_scenarios)


def test_a_block_that_is_not_named_keeps_its_usual_target(told):
    found, faults = told("schema: epreuve/objectifs@1\nscenarios_par_bloc: {B1: 1}\n")
    assert (faults, found.per_block) == ((), {"B1": 1, "S1": 6})


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("schema: epreuve/objectifs@9\n", {"LEC-013"}),
        ("schema: epreuve/objectifs@1\nscenarios: beaucoup\n", {"LEC-011"}),
        ("schema: epreuve/objectifs@1\nscenarios: -1\n", {"LEC-012"}),
        ("schema: epreuve/objectifs@1\npart_d_une_difficulte: 101\n", {"LEC-012"}),
        ("schema: epreuve/objectifs@1\nscenarios_par_bloc: {B9: 2}\n", {"LEC-010"}),
        ("schema: epreuve/objectifs@1\npar_code: 3\n", {"LEC-011"}),
        ("schema: epreuve/objectifs@1\nobjectif: 3\n", {"LEC-010"}),
        ("schema: [\n", {"LEC-005"}),
        ("scenarios: beaucoup\nobjectif: 3\n", {"LEC-009", "LEC-011", "LEC-010"}),
    ],
)
def test_every_fault_of_the_file_is_told_with_its_place(told, text, codes):
    _, faults = told(text)
    assert {f.code for f in faults} == codes
    assert all(f.source.path == PATH for f in faults)
