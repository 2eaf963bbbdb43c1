"""The preview of a scenario: by id or by file, anywhere it may be set, and nowhere else."""

import io
import os

import docx
import pytest

from pipeline.commands.preview import preview
from pipeline.diagnostics import UsageError


def text_of(path):
    document = docx.Document(io.BytesIO(path.read_bytes()))
    cells = (c.text for t in document.tables for row in t.rows for c in row.cells)
    return " ".join([*(p.text for p in document.paragraphs), *cells])


@pytest.fixture(scope="module")
def proofs(tmp_path_factory, published_once):
    """A preview asked for in small letters, in a country and with numbers that are not the usual ones."""
    outcome = preview("geo-01-pont", root=published_once.root, iso3="qzc", number_set="b")
    return {path: published_once.root / path for path in outcome.files}


def test_a_scenario_is_written_as_candidates_and_as_assessors_read_it(proofs):
    assert list(proofs) == [
        "output/apercus/geo-01-pont-qzc-b-sujet.docx",
        "output/apercus/geo-01-pont-qzc-b-corrige.docx",
    ]
    if os.name != "nt":
        assert {path.stat().st_mode & 0o777 for path in proofs.values()} == {0o600}


def test_the_country_and_the_numbers_asked_for_are_set(proofs):
    paper, guide = map(text_of, proofs.values())
    assert "Corailles" in paper
    assert "Taloa" in paper, "the invented name follows the region"
    assert "150" in paper
    assert "300 camions" in guide


def test_all_the_questions_are_there_written_and_oral(proofs):
    paper, guide = map(text_of, proofs.values())
    for title in (
        "Analyse de la fermeture",
        "Compte rendu et décision",
        "Les enjeux",
        "Rendre compte",
    ):
        assert title in paper
        assert title in guide


def test_what_is_reserved_is_not_in_the_paper(proofs, words_of):
    paper, guide = proofs.values()
    assert "zwyx" not in words_of(paper)
    assert "zwyx" in words_of(guide)


@pytest.mark.parametrize(
    "name",
    ["DIP-02-MARCHE", "dip-02-marche", "marche", "marche.yaml", "scenarios/dip/marche.yaml"],
)
def test_a_scenario_is_known_by_its_id_or_its_file(mini, name):
    outcome = preview(name, root=mini, dry_run=True)
    assert "dip-02-marche-qzc-a-sujet.docx" in outcome.lines[0], "its base country, its first set"
    assert (outcome.dry_run, outcome.files) == (True, ())
    assert not (mini / "output").exists()


@pytest.mark.parametrize(
    ("name", "options", "said", "known"),
    [
        ("GEO-99", {}, "le scénario « GEO-99 » n'existe pas", "GEO-01-PONT"),
        ("", {}, "le scénario «  » n'existe pas", "GEO-01-PONT"),
        ("marche", {"iso3": "ISL"}, "dans le pays « ISL »", "QZA, QZB, QZC, QZD"),
        ("marche", {"iso3": "Atlantide"}, "dans le pays « Atlantide »", "QZA, QZB, QZC, QZD"),
        ("marche", {"number_set": "Z"}, "pas de jeu « Z »", "A, B"),
    ],
)
def test_what_does_not_exist_is_told_with_what_does(mini, name, options, said, known):
    with pytest.raises(UsageError) as told:
        preview(name, root=mini, **options)
    assert said in told.value.message
    assert known in told.value.hint
    assert not (mini / "output").exists()


def test_a_scenario_that_no_country_suits_is_told(mini, edit):
    edit(mini / "scenarios/geo/pont.yaml", "population >= 1000", "population >= 1000000000")
    with pytest.raises(UsageError) as told:
        preview("pont", root=mini)
    assert "dans le pays « QZA »" in told.value.message
    assert told.value.hint == "pays possibles : aucun"


def test_the_country_of_the_author_gives_way_when_it_is_not_possible(mini, edit):
    edit(mini / "scenarios/geo/pont.yaml", "population >= 1000", "population >= 9000000")
    outcome = preview("pont", root=mini, dry_run=True)
    assert "geo-01-pont-qzb-a" in outcome.lines[0]
