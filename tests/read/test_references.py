"""Words that must name something known elsewhere."""

import pytest

from pipeline.read.fields import open_fields
from pipeline.read.references import (
    Unique,
    check_word,
    code_advice,
    read_known_code,
    read_known_codes,
    read_known_words,
    read_numbers,
)
from pipeline.rules import criteria as rules

CODES = ("C1", "C2", "C12", "CO1.3")


def fields(root, text):
    (root / "f.yaml").write_text(text, "utf-8")
    faults = []
    return open_fields(root, "f.yaml", faults), faults


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("C01.3", "codes proches : CO1.3"),
        ("co1.3", "codes proches : CO1.3"),
        ("C22", "codes proches : C2, C12"),
        ("zzz", "voyez les codes de referential/referentiel.yaml"),
    ],
)
def test_a_wrong_code_is_answered_with_its_neighbours(typed, hint):
    assert code_advice(typed, CODES) == hint


def test_a_known_code_is_read_and_another_told(tmp_path):
    top, faults = fields(tmp_path, 'a: C1\nb: C3\nc: ""\n')
    assert [read_known_code(top, key, CODES) for key in "abc"] == ["C1", None, None]
    assert [(f.code, f.source.line) for f in faults] == [("REF-001", 2), ("LEC-017", 3)]


def test_each_unknown_code_of_a_list_is_told_where_it_is(tmp_path):
    top, faults = fields(tmp_path, "a:\n  - C1\n  - C99\n  - [C2]\n  - CO1.3\n")
    assert read_known_codes(top, "a", CODES) == ("C1", "CO1.3")
    assert [(f.code, f.source.line) for f in faults] == [("LEC-011", 4), ("REF-001", 3)]


def test_each_unknown_word_of_a_list_is_told_where_it_is(tmp_path):
    top, faults = fields(tmp_path, "a:\n  - note\n  - nota\n")
    assert read_known_words(top, "a", ("note", "fiche"), rules.UNKNOWN_DELIVERABLE) == ("note",)
    assert [(f.code, f.source.line, f.hint) for f in faults] == [
        ("CRI-006", 3, "valeurs proches : note")
    ]


def test_a_missing_list_is_told_once(tmp_path):
    top, faults = fields(tmp_path, "b: 1\n")
    assert read_known_codes(top, "a", CODES) == ()
    assert [f.code for f in faults] == ["LEC-009"]


def test_a_word_is_known_or_told(tmp_path):
    top, faults = fields(tmp_path, "a: note\n")
    assert check_word(top, "a", "note", ("note",), rules.UNKNOWN_FORMAT)
    assert not check_word(top, "a", "autre", ("note",), rules.UNKNOWN_FORMAT)
    assert [f.code for f in faults] == ["CRI-007"]


@pytest.mark.parametrize(
    ("text", "numbers", "count"),
    [
        ("[1, 20]", (1, 20), 0),
        ("[]", (), 0),
        ("[-1, 2]", (2,), 1),
        ("[1.5, ٣, 2]", (2,), 2),
        ("[99999999999]", (), 1),
        ("[[1], {a: 1}]", (), 2),
        ("3", (), 1),
    ],
)
def test_only_whole_numbers_are_numbers(tmp_path, text, numbers, count):
    top, faults = fields(tmp_path, f"a: {text}\n")
    assert read_numbers(top, "a") == numbers
    assert [f.code for f in faults] == ["LEC-011"] * count


def test_the_second_use_of_a_name_is_told_with_the_line_of_the_first(tmp_path):
    top, faults = fields(tmp_path, "a: {id: x}\nb: {id: x}\nc: {id: y}\n")
    taken = Unique()
    for key in "abc":
        child = top.child(key)
        taken.take(child, "id", child.text("id"))
    assert [(f.code, f.source.line, f.message) for f in faults] == [
        ("REF-003", 2, "identifiant « x » déjà employé ligne 1")
    ]


def test_two_empty_names_are_not_the_same_name(tmp_path):
    top, faults = fields(tmp_path, "a: {id: }\nb: {id: }\n")
    taken = Unique()
    for key in "ab":
        taken.take(top.child(key), "id", "")
    assert faults == []
