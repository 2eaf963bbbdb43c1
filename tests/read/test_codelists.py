"""Lists of competency codes: the known ones, and advice on the others."""

import pytest

from pipeline.codes import Code
from pipeline.read.codelists import read_codes
from pipeline.read.fields import Fields
from pipeline.read.yamltree import parse_tree

KNOWN = (Code("C1"), Code("C2"), Code("C13"), Code("CO1.3"))


def read(text, **options):
    """The codes of a file, and its faults."""
    faults = []
    tree, _ = parse_tree(text.encode(), "x.yaml")
    return read_codes(Fields(tree, faults), "codes", KNOWN, **options), faults


def test_codes_come_in_the_order_of_the_file_each_once():
    assert read("codes: [C13, C1, C13]") == ((Code("C13"), Code("C1")), [])


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("C01.3", "CO1.3"),
        ("c1", "C1"),
        ("C14", "C1"),
        ("Z", "référentiel"),
        ("[C1]", "référentiel"),
    ],
)
def test_an_unknown_code_is_told_with_those_it_resembles(text, near):
    found, (fault,) = read(f"codes:\n- C2\n- {text}\n")
    assert found == (Code("C2"),)
    assert (fault.code, fault.source.line) == ("SUJ-002", 3)
    assert near in fault.hint


def test_a_list_that_must_be_there_is_asked_for_and_another_is_not():
    found, faults = read("a: b")
    assert (found, [f.code for f in faults]) == ((), ["LEC-009"])
    assert read("a: b", required=False) == ((), [])
