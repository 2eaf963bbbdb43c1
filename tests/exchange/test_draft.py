"""A draft as a file: whatever was found, the reader of scenarios accepts it, and every word is in it."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.exchange.draft import draft_yaml
from pipeline.model.draft import Draft, DraftActor, DraftDocument, DraftQuestion, Leftover
from pipeline.read.countries import read_countries
from pipeline.read.scenarios import read_scenarios
from pipeline.read.vocabulary import build_vocabulary

MINI = Path(__file__).resolve().parent.parent / "mini"
CODES = ("C1", "C2")
HEADING = {
    "id": "GEO-01-CAS",
    "family": "GEO",
    "type": "GEO-01",
    "mode": "reel",
    "sensitivity": "2",
    "block": "B1",
    "base": "CPV",
    "expires": "2029-12-31",
}


@pytest.fixture(scope="module")
def vocabulary():
    """The words that a scenario of the tiny workspace may use."""
    countries, _ = read_countries(MINI)
    return build_vocabulary(countries)


@pytest.fixture
def reread(tmp_path_factory, vocabulary):
    """``reread(draft)``: the scenario that the file of a draft gives, and its text."""

    def again(draft):
        root = tmp_path_factory.mktemp("draft")
        data = draft_yaml(draft, HEADING, "C1")
        (root / "scenarios/geo").mkdir(parents=True)
        (root / "scenarios/geo/cas.yaml").write_bytes(data)
        found, faults = read_scenarios(root, CODES, vocabulary)
        assert [str(f) for f in faults] == []
        return found[0], data.decode()

    return again


def made(**parts):
    empty = {
        "title": "",
        "situation": (),
        "role": (),
        "actors": (),
        "chronology": (),
        "constraints": (),
        "documents": (),
        "questions": (),
        "leftovers": (),
    }
    return Draft(**(empty | parts))


def test_an_empty_draft_is_a_scenario_where_everything_is_to_be_written(reread):
    scenario, text = reread(made())
    assert (scenario.id, scenario.review.status, scenario.leftovers) == (
        "GEO-01-CAS",
        "brouillon",
        (),
    )
    assert scenario.title == "À écrire : le titre"
    assert text.startswith("# Brouillon repris d'un document Word")
    assert "a_reprendre:" not in text


def test_what_was_found_is_in_its_place(reread):
    scenario, _ = reread(
        made(
            title="Le barrage : une crise",
            situation=("Un.", "Deux."),
            role=("Conseiller.",),
            actors=(DraftActor(name="Régie", text="veut un délai"),),
            chronology=(("J-3", "la digue cède"),),
            constraints=("Aucun crédit.",),
            documents=(
                DraftDocument(title="Note", body="un", columns=("an", ""), rows=(("2024", ""),)),
                DraftDocument(title="Coûts", body="", columns=("a",), rows=(("1",),)),
                DraftDocument(title="Titre seul", body="", columns=("tête",)),
            ),
            leftovers=(Leftover(origin="en-tête", text="Master {{ 2 }}"),),
        )
    )
    assert scenario.title == "Le barrage : une crise"
    assert scenario.situation == "Un.\n\nDeux."
    assert scenario.role.mandate == "Conseiller."
    assert (scenario.actors[0].name, scenario.actors[0].position) == ("Régie", "veut un délai")
    assert (scenario.chronology[0].when, scenario.chronology[0].text) == ("J-3", "la digue cède")
    assert scenario.constraints == ("Aucun crédit.",)
    first, second, third = scenario.exhibits
    assert (first.kind, first.body) == ("note_veille", "un")
    assert (first.columns, first.rows) == (("an", "colonne 2"), (("2024", ""),))
    assert (second.kind, second.rows) == ("tableau", (("1",),))
    assert third.body.endswith("tête")
    assert scenario.leftovers == ("Master { { 2 } }",)


def test_expected_elements_keep_their_points_and_the_rest_is_to_write(reread):
    question = DraftQuestion(
        number=1,
        text="Rédigez.",
        codes=("C2", "C1"),
        points=Decimal(8),
        minutes=45,
        expected=(("un", Decimal(3)), ("deux", Decimal("1.7")), ("rien", Decimal("0.1"))),
        outline=("plan",),
    )
    (item,) = reread(made(questions=(question,)))[0].items
    assert [(e.text, e.points, e.code) for e in item.expected] == [
        ("un", Decimal(3), "C2"),
        ("deux", Decimal("1.5"), "C1"),
        ("rien", Decimal("0.5"), "C2"),
        ("À écrire : un élément attendu", Decimal(3), "C1"),
    ]
    assert (item.points, item.minutes, item.outline) == (Decimal(8), 45, ("plan",))


def test_a_question_without_elements_has_one_for_all_its_points(reread):
    questions = (
        DraftQuestion(number=1, text="Un ?", points=Decimal(8)),
        DraftQuestion(number=2, text="Deux ?"),
        DraftQuestion(number=3, text="Trois ?", points=Decimal(500)),
        DraftQuestion(
            number=4, text="Quatre ?", expected=tuple((f"e{n}", Decimal(90)) for n in range(3))
        ),
    )
    first, second, third, fourth = reread(made(questions=questions))[0].items
    assert [i.points for i in (first, second, third, fourth)] == [8, 10, 100, 10]
    assert all(len(i.expected) == 1 for i in (first, second, third, fourth))
    assert fourth.outline == ("e0", "e1", "e2")
    assert first.codes == ("C1",)


def test_more_elements_than_letters_have_ids_of_their_own(reread):
    expected = tuple((f"e{n}", Decimal(1)) for n in range(60))
    (item,) = reread(made(questions=(DraftQuestion(number=1, text="?", expected=expected),)))[
        0
    ].items
    assert len({e.id for e in item.expected}) == 60


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf", "Zl", "Zp")),
    max_size=60,
).map(lambda t: " ".join(t.split()))
SOME = TEXT.filter(bool)
MARK = st.sampled_from(
    ("{{ x }}", "{% if %}", "- a: b", "# non", "&a *a", "« : »", "'\"", "2.5", "oui", "~")
)
ANY = st.one_of(SOME, MARK)
POINTS = st.decimals("0.1", "250", places=1)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        made,
        title=st.one_of(TEXT, MARK),
        situation=st.lists(ANY, max_size=2).map(tuple),
        actors=st.lists(st.builds(DraftActor, name=ANY, text=TEXT), max_size=2).map(tuple),
        constraints=st.lists(ANY, max_size=2).map(tuple),
        documents=st.lists(
            st.builds(
                DraftDocument,
                title=ANY,
                body=TEXT,
                columns=st.just(("a", "")),
                rows=st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
            ),
            max_size=2,
        ).map(tuple),
        questions=st.lists(
            st.builds(
                DraftQuestion,
                number=st.just(1),
                text=ANY,
                points=st.none() | POINTS,
                minutes=st.none() | st.integers(1, 600),
                expected=st.lists(st.tuples(ANY, POINTS), max_size=4).map(tuple),
                outline=st.lists(ANY, max_size=2).map(tuple),
            ),
            max_size=1,
        ).map(tuple),
        leftovers=st.lists(st.builds(Leftover, origin=ANY, text=ANY), max_size=2).map(tuple),
    )
)
def test_whatever_was_found_the_file_is_read_without_a_fault(reread_any, draft):
    scenario = reread_any(draft)
    for left, kept in zip(draft.leftovers, scenario.leftovers, strict=True):
        assert kept.replace(" ", "") == left.text.replace(" ", "")
    for item in scenario.items:
        assert item.points == sum(e.points for e in item.expected)


@pytest.fixture(scope="module")
def reread_any(tmp_path_factory, vocabulary):
    """The same for many drafts in one folder."""
    root = tmp_path_factory.mktemp("drafts")
    (root / "scenarios/geo").mkdir(parents=True)

    def again(draft):
        (root / "scenarios/geo/cas.yaml").write_bytes(draft_yaml(draft, HEADING, "C1"))
        found, faults = read_scenarios(root, CODES, vocabulary)
        assert [str(f) for f in faults] == []
        return found[0]

    return again


def test_a_question_of_two_codes_without_answers_has_an_element_for_each(reread):
    question = DraftQuestion(number=1, text="Un ?", codes=("C1", "C2"), points=Decimal("7.5"))
    (item,) = reread(made(questions=(question,)))[0].items
    assert [(e.points, e.code) for e in item.expected] == [
        (Decimal(4), "C1"),
        (Decimal("3.5"), "C2"),
    ]


def test_an_answer_of_half_a_point_makes_a_question_that_is_read(reread):
    question = DraftQuestion(number=1, text="Un ?", expected=(("bref", Decimal("0.5")),))
    (item,) = reread(made(questions=(question,)))[0].items
    assert item.points == Decimal(1)
