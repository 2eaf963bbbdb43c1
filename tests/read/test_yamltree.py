"""YAML as text: every node has its place, and what is hostile or ambiguous is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.diagnostics import Source
from pipeline.read.yamltree import (
    MAX_BYTES,
    ListNode,
    MapNode,
    TextNode,
    parse_tree,
    read_tree,
    texts_of,
)
from pipeline.rules import reading as rules


def at(line, column):
    return Source(path="f.yaml", line=line, column=column)


def text(value, line, column, *, plain=True):
    return TextNode(value=value, plain=plain, source=at(line, column))


def refused(data):
    """The codes and places of what was refused."""
    tree, faults = parse_tree(data if isinstance(data, bytes) else data.encode(), "f.yaml")
    assert tree is None
    assert faults
    return [(f.code, f.source.line, f.source.column) for f in faults]


def test_every_scalar_stays_the_text_that_was_typed():
    tree, faults = parse_tree(b"a: NO\nb: 1.10\nc: 2026-11-22\nd: 'x'\n", "f.yaml")
    assert faults == ()
    assert tree == MapNode(
        entries=(
            (text("a", 1, 1), text("NO", 1, 4)),
            (text("b", 2, 1), text("1.10", 2, 4)),
            (text("c", 3, 1), text("2026-11-22", 3, 4)),
            (text("d", 4, 1), text("x", 4, 4, plain=False)),
        ),
        source=at(1, 1),
    )


def test_lists_and_maps_nest_with_their_places():
    tree, _ = parse_tree("é: [un, {deux: trois}]".encode(), "f.yaml")
    inner = MapNode(entries=((text("deux", 1, 10), text("trois", 1, 16)),), source=at(1, 9))
    listed = ListNode(items=(text("un", 1, 5), inner), source=at(1, 4))
    assert tree == MapNode(entries=((text("é", 1, 1), listed),), source=at(1, 1))


def test_a_key_is_found_or_is_none():
    tree, _ = parse_tree(b"a: 1", "f.yaml")
    assert tree.get("a") == text("1", 1, 4)
    assert tree.get("b") is None


@pytest.mark.parametrize(
    ("value", "absent"), [("", True), ("~", True), ("null", True), ("'~'", False), ("x", False)]
)
def test_nothing_written_is_absent(value, absent):
    tree, _ = parse_tree(f"a: {value}".encode(), "f.yaml")
    assert tree.get("a").absent is absent


def test_texts_are_given_in_the_order_of_the_file():
    tree, _ = parse_tree(b"a: [x, {k: y}]\nb: z", "f.yaml")
    assert [t.value for t in texts_of(tree)] == ["x", "y", "z"]


def test_a_bom_and_crlf_are_accepted():
    tree, faults = parse_tree(b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\n", "f.yaml")
    assert faults == ()
    assert [t.value for t in texts_of(tree)] == ["1", "x\ny\n"]


def test_text_is_composed():
    tree, _ = parse_tree("a: e\u0301tat".encode(), "f.yaml")
    assert [t.value for t in texts_of(tree)] == ["état"]


def test_anchors_aliases_and_tags_are_refused_with_their_place():
    assert refused("a: &x 1\nb: !!int 2\nc: *x") == [
        ("LEC-006", 1, 4),
        ("LEC-006", 2, 4),
        ("LEC-006", 3, 4),
    ]


@pytest.mark.parametrize("head", ["%YAML 1.1\n---\n", "%TAG ! tag:x,2026:\n---\n"])
def test_directives_are_refused(head):
    assert [code for code, _, _ in refused(head + "a: 1")] == ["LEC-006"]


def test_a_bomb_of_aliases_is_refused_at_once():
    lines = ["a0: &a0 x"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert refused("\n".join(lines))[-1][0] == "LEC-006"


def test_all_repeated_keys_are_told_with_the_line_of_the_first():
    tree, faults = parse_tree(b"a: 1\nb: {c: 1, c: 2}\na: 3\n", "f.yaml")
    assert tree is None
    assert [f.code for f in faults] == ["LEC-008", "LEC-008"]
    assert [(f.source.line, f.message) for f in faults] == [
        (2, "clé « c » répétée, déjà écrite ligne 2"),
        (3, "clé « a » répétée, déjà écrite ligne 1"),
    ]


def test_a_key_that_is_no_text_is_refused():
    assert refused("? [a]\n: 1") == [("LEC-005", 1, 3)]
    assert refused("a: {{ v.x }}")[0][0] == "LEC-005"


@pytest.mark.parametrize(("depth", "fine"), [(20, True), (21, False)])
def test_twenty_levels_are_enough(depth, fine):
    tree, faults = parse_tree(b"[" * depth + b"]" * depth, "f.yaml")
    assert (tree is not None) is fine
    assert [f.code for f in faults] == ([] if fine else ["LEC-007"])


def test_a_tower_of_brackets_does_not_exhaust_the_stack():
    assert refused("[" * 1_000_000) == [("LEC-007", 1, 21)]


def test_a_second_document_is_refused():
    assert refused("a: 1\n---\nb: 2") == [("LEC-016", 2, 1)]


@pytest.mark.parametrize("data", [b"", b"\n# rien\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data):
    assert refused(data) == [("LEC-016", None, None)]


@pytest.mark.parametrize("data", ["a:\n\tb: 1", "\ta: 1", "a: 1\n\tb: 2"])
def test_tabs_are_named_as_such(data):
    assert [code for code, _, _ in refused(data)] == ["LEC-015"]


def test_a_tab_inside_a_text_is_no_fault():
    tree, faults = parse_tree(b"a: un\tdeux", "f.yaml")
    assert faults == ()
    assert [t.value for t in texts_of(tree)] == ["un\tdeux"]


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"a: \xe9t\xe9", 1), ("a: 1\nb: été".encode("latin-1"), 2), ("a: 1".encode("utf-16"), 1)],
)
def test_another_encoding_is_refused_with_the_line(data, line):
    assert refused(data) == [("LEC-003", line, None)]


@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\u200b", "\u202e", "\u2066", "\ufeff", "\uffff"]
)
def test_invisible_characters_are_refused(character):
    assert refused(f"a: 1\nb: x{character}y") == [("LEC-004", 2, 5)]


def test_an_escape_hides_no_invisible_character():
    assert refused('a: "x\\u202ey"') == [("LEC-004", 1, 4)]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("a: b: c", "deux-points inattendu"),
        ("a: [1, 2", "virgule ou fermeture de crochet attendue"),
        ('a: "x', "guillemet jamais refermé"),
        ("a: @x", "caractère qui ne peut pas commencer une valeur"),
        ('a: "\\q"', "barre oblique inverse inconnue entre guillemets"),
        ("- a\nb: 1", "tiret de liste attendu (retrait fautif)"),
        ("a:\n- b\n  c: 1\n :", "structure incompréhensible"),
    ],
)
def test_bad_yaml_is_told_in_french(data, problem):
    tree, faults = parse_tree(data.encode(), "f.yaml")
    assert tree is None
    assert [f.code for f in faults] == ["LEC-005"]
    assert faults[0].message == f"YAML mal formé : {problem}" or problem == rules.YAML_PROBLEM


def test_a_file_is_read_by_its_path_in_the_workspace(tmp_path):
    (tmp_path / "d").mkdir()
    (tmp_path / "d/f.yaml").write_text("a: 1")
    tree, faults = read_tree(tmp_path, "d/f.yaml")
    assert faults == ()
    assert tree.source == Source(path="d/f.yaml", line=1, column=1)


def test_a_missing_file_and_a_folder_are_faults(tmp_path):
    (tmp_path / "folder.yaml").mkdir()
    for path in ("none.yaml", "folder.yaml"):
        tree, faults = read_tree(tmp_path, path)
        assert tree is None
        assert faults == (rules.UNREADABLE.at(Source(path=path), reason=rules.NO_FILE),)


def test_a_file_of_more_than_four_megabytes_is_refused(tmp_path):
    (tmp_path / "f.yaml").write_bytes(b"a" * (MAX_BYTES + 1))
    for tree, faults in (
        read_tree(tmp_path, "f.yaml"),
        parse_tree(b"a" * (MAX_BYTES + 1), "f.yaml"),
    ):
        assert tree is None
        assert [f.code for f in faults] == ["LEC-002"]


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data):
    tree, faults = parse_tree(data, "f.yaml")
    assert (tree is None) == bool(faults)


@given(st.text(alphabet="ab:-[]{}'\"#&*!|>%@\n \t?,0é~", max_size=60))
def test_no_text_breaks_the_reader(typed):
    tree, faults = parse_tree(typed.encode(), "f.yaml")
    assert (tree is None) == bool(faults)
