"""What resembles what across the bank: copies with other names are told, ordinary turns of phrase are not."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.checks import similarity as checks
from pipeline.model.supply import Similar
from pipeline.model.texts import rewrite

LONG = (
    "À partir de la note et du courriel, construisez une stratégie en trois temps, dites ce que vous demandez, ce que "
    "vous pouvez céder et ce que vous refusez, puis rédigez le message de deux cents mots que votre cheffe enverra."
)


def codes(faults):
    return [fault.code for fault in faults]


def copied(bank, change):
    """The bank with its first scenario, and a copy of it whose texts were changed."""
    (scenario,) = bank.scenarios
    copy = replace(rewrite(scenario, change), id="COPY-01-X")
    items = tuple(replace(i, id=f"COPY-01-X/{i.label}") for i in copy.items)
    return replace(bank, scenarios=(scenario, replace(copy, items=items)))


def renamed(text, _spot):
    """The text with other proper names, other figures."""
    text = re.sub(r"(?<=[a-z,] )[A-Z]\w+", "Autrenom", text)
    return re.sub(r"(?<![\w.{])[0-9]+(?![\w}])", "77", text)


def pieced(every):
    """A change that replaces one word in so many."""
    counter = iter(range(10**9))

    def change(text, _spot):
        return re.sub(
            r"[^\W\d_]+", lambda m: f"zz{m[0][::-1]}" if next(counter) % every == 0 else m[0], text
        )

    return change


@pytest.mark.parametrize("check", checks.ALL, ids=lambda c: c.__name__)
def test_the_shipped_scenarios_are_distinct(shipped_bank, check):
    assert list(check(shipped_bank)) == []


def test_a_copy_with_other_names_is_told_item_by_item_with_both_places(bank_of_one):
    bank = copied(bank_of_one, renamed)
    found = list(checks.items_are_distinct(bank))
    count = len(bank.scenarios[0].items)
    assert codes(found) == ["BNQ-001"] * count
    by_label = {f.message.split()[2]: f for f in found}
    for item in bank.scenarios[0].items:
        fault = by_label[item.id]
        assert fault.source == item.source
        assert f"COPY-01-X/{item.label} ({item.source})" in fault.message
    assert "BNQ-002" in codes(checks.texts_are_distinct(bank))


def test_a_copy_where_one_word_in_ten_was_replaced_is_still_told(bank_of_one):
    bank = copied(bank_of_one, pieced(10))
    assert len(list(checks.items_are_distinct(bank))) == len(bank.scenarios[0].items)


def test_a_text_written_anew_is_no_copy(bank_of_one):
    bank = copied(bank_of_one, pieced(2))
    assert [f for check in checks.ALL for f in check(bank)] == []


def test_an_instruction_that_is_another_s_is_told_once_with_its_first_words(bank_of_one):
    bank = copied(bank_of_one, pieced(2))
    scenarios = tuple(
        replace(s, items=(replace(s.items[0], instruction=LONG, pitfalls=(LONG,)),))
        for s in bank.scenarios
    )
    (fault,) = checks.texts_are_distinct(replace(bank, scenarios=scenarios))
    first = scenarios[0].items[0]
    assert (fault.code, fault.source) == ("BNQ-002", first.source)
    assert f"COPY-01-X/{first.label}" in fault.message
    assert LONG[:60] in fault.message


def test_short_turns_of_phrase_may_be_shared(bank_of_one):
    bank = copied(bank_of_one, pieced(2))
    phrase = "Rôle, intérêt et capacité d'action distingués pour chacun"
    scenarios = tuple(
        replace(s, items=tuple(replace(i, prompts=(phrase,)) for i in s.items))
        for s in bank.scenarios
    )
    bank = replace(bank, scenarios=scenarios)
    assert [f for check in checks.ALL for f in check(bank)] == []


def test_nothing_is_compared_inside_a_scenario(bank_of_one):
    (scenario,) = bank_of_one.scenarios
    twice = (*scenario.items, replace(scenario.items[0], id="OTHER"))
    bank = replace(bank_of_one, scenarios=(replace(scenario, items=twice),))
    assert [f for check in checks.ALL for f in check(bank)] == []
    assert checks.closest_items(bank, 9) == ()
    assert checks.closest_scenarios(bank, 9) == ()


def test_the_closest_pairs_come_first(bank_of_one):
    bank = copied(bank_of_one, renamed)
    first, copy = bank.scenarios
    (pair,) = checks.closest_scenarios(bank, 3)
    assert pair == Similar(
        first=first.id,
        second=copy.id,
        score=pair.score,
        first_source=first.source,
        second_source=copy.source,
    )
    assert Fraction(9, 10) < pair.score <= 1
    items = checks.closest_items(bank, 5)
    assert len(items) == 5
    assert [p.first.split("/")[1] for p in items] == [p.second.split("/")[1] for p in items]
    assert list(items) == sorted(items, key=lambda p: -p.score)


@pytest.mark.parametrize("count", [0, -1])
def test_no_pair_is_given_when_none_is_asked(bank_of_one, count):
    assert checks.closest_items(copied(bank_of_one, renamed), count) == ()


def test_a_bank_without_scenarios_has_no_pair(bank_of_one):
    bank = replace(bank_of_one, scenarios=())
    assert checks.closest_scenarios(bank, 3) == ()
    assert [f for check in checks.ALL for f in check(bank)] == []


def test_texts_that_are_empty_or_tags_only_resemble_nothing(bank_of_one):
    bank = copied(bank_of_one, lambda _text, _spot: "{{ v.x }} 12 345")
    assert [f for check in checks.ALL for f in check(bank)] == []
    assert checks.closest_scenarios(bank, 3) == ()


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from("abcdef"), min_size=22, max_size=60), st.data())
def test_the_pairs_found_are_those_that_a_full_comparison_finds(shipped_bank, letters, data):
    """What is looked up by its rarest runs alone is what comparing everything with everything gives."""
    scenario = shipped_bank.scenarios[0]
    texts = [" ".join(letters)]
    for _ in range(4):
        changed = list(letters)
        for place in data.draw(st.lists(st.integers(0, len(letters) - 1), max_size=6)):
            changed[place] = data.draw(st.sampled_from("abcdefgh"))
        texts.append(" ".join(changed))
    bank = replace(
        shipped_bank,
        scenarios=tuple(
            replace(scenario, id=f"S{n}", situation=text, exhibits=(), items=())
            for n, text in enumerate(texts)
        ),
    )
    runs = [{tuple(t.split()[i : i + 3]) for i in range(len(t.split()) - 2)} for t in texts]
    expected = {
        (f"S{a}", f"S{b}")
        for a in range(5)
        for b in range(a + 1, 5)
        if min(len(runs[a]), len(runs[b])) >= checks.MIN_TEXT
        and len(runs[a] & runs[b]) >= checks.TEXT_LIMIT * min(len(runs[a]), len(runs[b]))
    }
    found = list(checks.texts_are_distinct(bank))
    pairs = {tuple(sorted(re.findall(r"\bS[0-9]\b", f.message)[:2])) for f in found}
    assert pairs == expected
    assert len(found) == len(expected)
