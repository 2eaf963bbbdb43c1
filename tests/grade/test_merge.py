"""Typed values merged field by field: a blank never erases, nothing is replaced in silence."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.grade.merge import changed, changes, merged, typed, united, with_typed
from pipeline.model.marks import Change, LevelMark, Marking

STATE, DATE, REMARK = "fiche.situation", "fiche.date", "appreciation"
LEVELS = ("C1.i1", "C1.i2", "soft.ecoute")
FIELDS = (*LEVELS, *(f"{key}/commentaire" for key in LEVELS), DATE, REMARK)
EMPTY = Marking(
    grid="s/f/AA/E1/1",
    exam="CAS",
    form="f",
    copy="AA",
    assessor="E1",
    assessor_name="",
    marking=1,
    state="",
    date="",
    remark="",
    levels=(),
)


def values(fields=FIELDS):
    texts = {f: st.sampled_from("01234" if f in LEVELS else ("a", "b", "c")) for f in fields}
    return st.fixed_dictionaries({}, optional=texts)


def test_a_marking_is_the_texts_that_were_typed_and_back():
    levels = (
        LevelMark(key="C1.i1", level=0, comment="rien"),
        LevelMark(key="C1.i2", level=None, comment="seul"),
        LevelMark(key="soft.ecoute", level=4),
    )
    marking = Marking(**{**fields_of(EMPTY), "date": "2026-06-20", "levels": levels})
    found = typed(marking)
    assert found == {
        DATE: "2026-06-20",
        "C1.i1": "0",
        "C1.i1/commentaire": "rien",
        "C1.i2/commentaire": "seul",
        "soft.ecoute": "4",
    }
    assert with_typed(EMPTY, found) == marking


def fields_of(marking):
    return {name: getattr(marking, name) for name in Marking.__slots__}


@given(values((*FIELDS, STATE)))
def test_what_was_typed_makes_the_same_marking_again(said):
    assert typed(with_typed(EMPTY, said)) == said


@given(values(), values())
def test_a_blank_never_erases(before, after):
    assert merged(before, after) == {**before, **after}


@given(values((*FIELDS, STATE)), values((*FIELDS, STATE)))
def test_the_same_values_again_change_nothing(before, after):
    once = merged(before, after)
    assert merged(once, after) == once
    assert changed(once, once) == ()


def test_a_state_takes_the_place_of_levels_and_leaves_their_comments():
    before = {"C1.i1": "3", "C1.i1/commentaire": "bien", REMARK: "bon"}
    after = merged(before, {STATE: "ABJ"})
    assert after == {"C1.i1/commentaire": "bien", REMARK: "bon", STATE: "ABJ"}
    assert changed(before, after) == ("C1.i1",)


def test_levels_take_the_place_of_a_state():
    assert merged({STATE: "ABJ"}, {"C1.i1": "3"}) == {"C1.i1": "3"}


def test_a_comment_alone_leaves_a_state():
    after = merged({STATE: "ABJ"}, {"C1.i1/commentaire": "venu"})
    assert after == {STATE: "ABJ", "C1.i1/commentaire": "venu"}


def test_a_state_beside_levels_stays_as_typed():
    said = {STATE: "ABJ", "C1.i1": "3"}
    assert merged({"C1.i2": "2"}, said) == {"C1.i2": "2", **said}


@given(st.lists(values((*FIELDS, STATE)), max_size=4), st.randoms())
def test_versions_say_the_same_together_in_any_order(several, chance):
    shuffled = list(several)
    chance.shuffle(shuffled)
    assert united(shuffled) == united(several)


@given(st.lists(values(), min_size=1, max_size=4))
def test_versions_that_agree_lose_nothing(several):
    together = united(several)
    texts = {field: {v[field] for v in several if field in v} for field in FIELDS}
    agree = all(len(found) < 2 for field, found in texts.items() if field != DATE)
    assert (together is not None) == agree
    if together is not None:
        assert together == {field: max(found) for field, found in texts.items() if found}


def test_a_state_and_levels_contradict_each_other():
    assert united([{STATE: "ABJ"}, {"C1.i1": "3"}]) is None
    assert united([{STATE: "ABJ"}, {"C1.i1/commentaire": "x"}]) is not None


def test_a_change_tells_what_was_and_what_is_and_filling_a_blank_is_none():
    before = {"C1.i1": "3", "C1.i2": "2", REMARK: "a"}
    after = {"C1.i1": "4", "C1.i2": "2", "soft.ecoute": "1"}
    found = changes("g", before, after, sha256="f", when="w")
    assert found == (
        Change(when="w", grid="g", sha256="f", field="C1.i1", before="3", after="4"),
        Change(when="w", grid="g", sha256="f", field=REMARK, before="a", after=""),
    )
