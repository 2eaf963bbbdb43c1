"""Each key is asked for with the type it wants; all the faults of a file are told at once."""

from decimal import Decimal
from enum import StrEnum

import pytest

from pipeline.read.fields import Fields, open_fields
from pipeline.read.yamltree import MapNode, parse_tree
from pipeline.rules import reading as rules


class Colour(StrEnum):
    BLUE = "bleu"
    RED = "rouge"


def fields(yaml):
    """The fields of a text, and the list where their faults go."""
    tree, told = parse_tree(yaml.encode(), "f.yaml")
    assert told == ()
    faults = []
    return Fields(tree, faults), faults


def messages(faults):
    return [f"{f.source.line} {f.code} {f.message}" for f in faults]


def test_every_type_is_read():
    top, faults = fields(
        "t: ' du texte '\nv: ' tel quel '\ni: -3\nd: 2,5\nb: oui\nj: 2026-11-22\nc: bleu\nl: [a, ' b ']\n"
    )
    assert top.text("t") == "du texte"
    assert top.verbatim("v") == " tel quel "
    assert top.integer("i", low=-5) == -3
    assert top.decimal("d") == Decimal("2.5")
    assert top.boolean("b") is True
    assert top.day("j") == "2026-11-22"
    assert top.choice("c", ("rouge", "bleu")) == "bleu"
    assert top.member("c", Colour) is Colour.BLUE
    assert top.texts("l") == ("a", "b")
    top.close()
    assert faults == []


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("true", True),
        ("True", True),
        ("oui", True),
        ("false", False),
        ("non", False),
        ("NON", False),
    ],
)
def test_yes_and_no_are_typed_in_both_languages(typed, value):
    top, faults = fields(f"b: {typed}")
    assert top.boolean("b") is value
    assert faults == []


def test_what_is_missing_has_its_default():
    top, faults = fields("nothing:\n")
    assert top.text("t", "x") == "x"
    assert top.integer("i", 4) == 4
    assert top.decimal("d", Decimal("1.5")) == Decimal("1.5")
    assert top.boolean("b", True) is True
    assert top.day("j", "") == ""
    assert top.choice("c", ("a",), "z") == "z"
    assert top.member("m", Colour, Colour.RED) is Colour.RED
    assert top.texts("l", ("y",)) == ("y",)
    assert top.nodes("n", ()) == ()
    assert top.child("k", required=False) is None
    assert top.children("k", required=False) == ()
    assert top.named_children("k", required=False) == ()
    assert top.text("nothing", "vide") == "vide"
    assert faults == []


def test_what_is_missing_without_default_is_told_where_the_mapping_starts():
    top, faults = fields("# rien\nx: 1")
    answers = (top.text("t"), top.integer("i"), top.decimal("d"), top.boolean("b"), top.texts("l"))
    assert answers == ("", 0, Decimal(0), False, ())
    assert top.child("k") is None
    assert messages(faults) == [f"2 LEC-009 clé « {key} » absente" for key in "tidblk"]


def test_a_wrong_type_is_told_where_the_value_is():
    top, faults = fields("i: douze\nd: 1,2,3\nb: peut-être\nl: seul\nt: [a]\nc: texte\nm: {a: 1}")
    top.integer("i")
    top.decimal("d")
    top.boolean("b")
    top.texts("l")
    top.text("t")
    top.child("c")
    top.nodes("m")
    assert messages(faults) == [
        "1 LEC-011 « i » : un nombre entier est attendu, pas « douze »",
        "2 LEC-011 « d » : un nombre est attendu, pas « 1,2,3 »",
        "3 LEC-011 « b » : true ou false est attendu, pas « peut-être »",
        "4 LEC-011 « l » : une liste est attendu, pas « seul »",
        "5 LEC-011 « t » : un texte est attendu, pas une liste",
        "6 LEC-011 « c » : un groupe de clés est attendu, pas « texte »",
        "7 LEC-011 « m » : une liste est attendu, pas un groupe de clés",
    ]


@pytest.mark.parametrize("typed", ["1e3", "NaN", "inf", "1 000", "0x10", "1_000", "١٢", "9" * 40])
def test_a_number_is_typed_plainly(typed):
    top, faults = fields(f"n: '{typed}'")
    assert (top.integer("n"), top.decimal("n")) == (0, Decimal(0))
    assert [f.code for f in faults] == ["LEC-011", "LEC-011"]


def test_bounds_are_told():
    top, faults = fields("i: 6\nd: -0,5")
    top.integer("i", low=1, high=5)
    top.decimal("d")
    assert [f.code for f in faults] == ["LEC-012", "LEC-012"]
    assert faults[0].message == "« i » vaut 6, hors de l'intervalle 1 à 5"


@pytest.mark.parametrize("typed", ["2026-02-30", "22/11/2026", "2026-1-2", "demain"])
def test_a_day_that_does_not_exist_is_told(typed):
    top, faults = fields(f"j: {typed}")
    top.day("j")
    assert [f.code for f in faults] == ["LEC-014"]


def test_an_unknown_choice_gets_the_nearest_words():
    top, faults = fields("c: bleue\nd: zzz\nm: roug")
    top.choice("c", ("bleu", "rouge"))
    top.choice("d", ("bleu", "rouge"))
    assert top.member("m", Colour) is Colour.BLUE
    assert [f.code for f in faults] == ["LEC-013"] * 3
    assert [f.hint for f in faults] == [
        "valeurs proches : bleu",
        "valeurs possibles : bleu, rouge",
        "valeurs proches : rouge",
    ]


def test_an_empty_text_is_told():
    top, faults = fields("t: ''\nl: ['', [a]]")
    top.text("t")
    top.texts("l")
    assert messages(faults) == [
        "1 LEC-017 « t » est vide",
        "2 LEC-017 « l » est vide",
        "2 LEC-011 « l » : un texte est attendu, pas une liste",
    ]


def test_what_nobody_asked_for_is_unknown_in_children_too():
    top, faults = fields("titre: a\ntitr: b\nk: {x: 1, y: 2}\nl: [{z: 1}]\nm: {n: {o: 1}}")
    top.text("titre")
    top.child("k").text("x")
    top.children("l")
    top.named_children("m")
    top.close()
    assert messages(faults) == [
        "2 LEC-010 clé « titr » inconnue",
        "3 LEC-010 clé « y » inconnue",
        "4 LEC-010 clé « z » inconnue",
        "5 LEC-010 clé « o » inconnue",
    ]


def test_an_unknown_key_resembles_a_key_that_was_asked_for_and_not_there():
    top, faults = fields("libele: a")
    top.text("libelle", "")
    top.close()
    assert [f.hint for f in faults] == ["valeurs proches : libelle"]


def test_a_place_is_that_of_the_value_or_of_the_mapping():
    top, faults = fields("\na: 1")
    assert (top.place("a").column, top.place("b").column) == (4, 1)
    assert top.keys == ("a",)
    assert isinstance(top.node("a"), type(top.node("a")))
    assert top.node("b") is None
    top.fault(rules.EMPTY_TEXT, "a", key="a")
    top.tell(rules.EMPTY_TEXT.at(top.source, key="b"))
    assert [f.source.column for f in faults] == [4, 1]


def test_named_children_keep_their_names():
    top, _ = fields("k: {A: {x: 1}, B: {x: 2}}")
    assert [(name, child.integer("x")) for name, child in top.named_children("k")] == [
        ("A", 1),
        ("B", 2),
    ]


def test_a_file_that_is_a_list_has_no_fields(tmp_path):
    (tmp_path / "f.yaml").write_text("- a")
    faults = []
    assert open_fields(tmp_path, "f.yaml", faults) is None
    assert [f.code for f in faults] == ["LEC-016"]


def test_a_file_that_cannot_be_read_has_no_fields(tmp_path):
    faults = []
    assert open_fields(tmp_path, "f.yaml", faults) is None
    assert [f.code for f in faults] == ["LEC-001"]


def test_a_file_of_keys_has_fields(tmp_path):
    (tmp_path / "f.yaml").write_text("a: 1")
    faults = []
    assert open_fields(tmp_path, "f.yaml", faults).integer("a") == 1
    assert isinstance(parse_tree(b"a: 1", "f")[0], MapNode)
