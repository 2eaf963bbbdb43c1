"""Names as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.award.names import is_name, name_words, same_person


@pytest.mark.parametrize(
    "text", ["", " ", "—", "NOM", "votre nom", "« Prénom Nom »", "M.", "\u200b"]
)
def test_a_civility_a_dash_or_the_word_of_the_help_names_nobody(text):
    assert not is_name(text)


@pytest.mark.parametrize("text", ["A", "Anne Ortie", "Kim Son", "Coordination", "李"])
def test_anything_else_does(text):
    assert is_name(text)


@pytest.mark.parametrize(
    "other",
    [
        *("ORTIE Anne", "Mme Anne Ortie", "A. Ortie", "Ortie", "anne  ortie (direction)"),
        *(
            "An\u200bne Or\u00adtie",
            "Ｏrtie, Anne",
            "Ortie Ortie",
            "Ànné Ortie",
            "Anne-Marie Ortie",
        ),
    ],
)
def test_two_ways_of_writing_one_name_may_be_one_person(other):
    assert same_person("Anne Ortie", other)
    assert same_person(other, "Anne Ortie")


@pytest.mark.parametrize(
    "other", ["", "M.", "Paul Ortie", "P. Ortie", "Anne Dupont", "Anneau Ortie"]
)
def test_names_that_contradict_each_other_are_of_two_people(other):
    assert not same_person("Anne Ortie", other)
    assert not same_person(other, "Anne Ortie")


@settings(deadline=None, derandomize=True)
@given(st.lists(st.text("abcdé", min_size=2, max_size=6), min_size=1, max_size=4), st.randoms())
def test_order_case_and_civility_change_no_person(words, dice):
    mixed = [word.upper() for word in words]
    dice.shuffle(mixed)
    assert same_person(" ".join(words), f"Dr {', '.join(mixed)}")
    assert name_words(" ".join(words)) == name_words(f"Dr {', '.join(mixed)}")
