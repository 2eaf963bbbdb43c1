"""The demonstration in the tiny workspace: made anew whatever was there, and never a session like the others."""

import pytest

from pipeline.commands.demo import demo, first_to_open
from pipeline.commands.verify import verify
from pipeline.diagnostics import ContentError, LockedError
from pipeline.store.lock import locked


def test_nothing_is_left_of_an_earlier_demonstration(demonstration):
    folder, answer = demonstration
    assert verify("demo", root=folder.root).diagnostics == ()
    assert answer["counts"] == {"forms": 12, "tickets": 8, "files": 77, "candidates": 4}


def test_what_to_open_first_is_told(demonstration):
    folder, _ = demonstration
    lines = first_to_open(folder)
    assert all((folder.root / line.split("  (")[0].strip()).is_file() for line in lines)
    assert [line.rsplit("(", 1)[1].rstrip(")") for line in lines] == [
        "un sujet d'étude de cas",
        "un ticket d'oral",
        "un corrigé",
        "une grille de notation",
        "une fiche de jury",
        "la matrice de couverture",
        "ce qu'un évaluateur reçoit, en un seul fichier",
        "le rapport de double correction",
        "le tableau de délibération du jury",
        "le procès-verbal du jury",
        "un relevé de résultats",
    ]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("templates/demonstration.yaml", "date: 2026-06-15", "date: bientôt"),
        ("scenarios/geo/pont.yaml", "famille: GEO", "famille: GEO\nhumeur: bonne"),
    ],
)
def test_content_with_a_fault_leaves_the_last_demonstration_alone(mini, edit, path, old, new):
    kept = mini / "output/demo/session.yaml"
    kept.parent.mkdir(parents=True)
    kept.write_text("session: demo\n")
    edit(mini / path, old, new)
    with pytest.raises(ContentError) as told:
        demo(root=mini)
    assert len(told.value.diagnostics) == 1
    assert kept.read_text() == "session: demo\n"


def test_two_demonstrations_do_not_run_at_once(mini):
    with locked(mini / "output/demo", "demo"), pytest.raises(LockedError):
        demo(root=mini)
