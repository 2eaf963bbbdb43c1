"""Draws: golden vectors, so that no machine and no version draws otherwise."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.draw import derive, distinct_tokens, rank, shuffled, token

SECRET = bytes(range(32))
KEY = derive(SECRET, "draw/B1-ECRIT")
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def test_golden_key():
    assert KEY.hex() == "d2c329ddb9478689faa24c4d4fde6eb68904c8cb75aaf2a21aa5f9fe6caaf787"


def test_golden_rank():
    assert f"{rank(KEY, 'GEO-05/T1'):x}" == (
        "92562373ab0880aaae631c27bfd22ce6ee622099b620b522d1addaa898fe0b7"
    )


def test_golden_order():
    assert "".join(shuffled(KEY, "ABCDEFGHIJ")) == "CIAGDJFBHE"


def test_golden_token():
    assert token(KEY, "1001", 12, LETTERS) == "YZAC5BZWQ3AJ"


def test_each_purpose_has_its_own_key():
    assert len({derive(SECRET, p) for p in ("draw", "seal", "anonymity")}) == 3
    assert derive(SECRET, "draw") != derive(bytes(32), "draw")


@given(st.lists(st.text(max_size=4)), st.binary(min_size=32, max_size=32), st.randoms())
def test_a_drawn_order_does_not_depend_on_the_given_one(texts, key, dice):
    drawn = shuffled(key, texts)
    assert sorted(drawn) == sorted(texts)
    dice.shuffle(texts)
    assert shuffled(key, texts) == drawn


def test_what_is_added_leaves_the_order_of_the_rest():
    more = shuffled(KEY, "ABCDEFGHIJK")
    assert tuple(t for t in more if t != "K") == shuffled(KEY, "ABCDEFGHIJ")


def test_every_text_comes_first_about_as_often():
    firsts = Counter(shuffled(derive(SECRET, f"{n}"), "ABCDE")[0] for n in range(2000))
    assert set(firsts) == set("ABCDE")
    assert max(firsts.values()) - min(firsts.values()) < 120


@pytest.mark.parametrize("alphabet", ["AB", "ABC", LETTERS, "".join(map(chr, range(200)))])
def test_letters_are_drawn_without_bias(alphabet):
    drawn = Counter(token(KEY, "x", 20000, alphabet))
    expected = 20000 / len(alphabet)
    assert set(drawn) == set(alphabet)
    assert all(abs(n - expected) < 6 * expected**0.5 for n in drawn.values())


def test_a_longer_token_begins_like_the_shorter_one():
    assert token(KEY, "1001", 80, LETTERS).startswith(token(KEY, "1001", 40, LETTERS))


def test_tokens_that_clash_are_drawn_again():
    found = distinct_tokens(KEY, [f"{n}" for n in range(9)], 1, "ABCDEFGHI")
    assert sorted(found) == list("ABCDEFGHI")


def test_tokens_that_do_not_clash_are_those_of_their_text():
    texts = ["1001", "1002"]
    assert distinct_tokens(KEY, texts, 8, LETTERS) == tuple(
        token(KEY, t, 8, LETTERS) for t in texts
    )


def test_no_text_no_token():
    assert distinct_tokens(KEY, [], 8, LETTERS) == ()
