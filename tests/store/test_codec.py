import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Literal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipeline.codes import Code
from pipeline.diagnostics import Source
from pipeline.model.form import CodeBalance, Form
from pipeline.model.scenario import Exhibit
from pipeline.model.session import Dispatch, Placement, Session
from pipeline.store.codec import DecodeError, dump, load

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)


class Colour(StrEnum):
    RED = "rouge"


class Rank(IntEnum):
    ONE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    code: Code
    points: Decimal
    colour: Colour = Colour.RED


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    leaves: tuple[Leaf, ...]
    pair: tuple[int, str]
    by_code: Mapping[Code, Decimal]
    either: int | str | Leaf | None
    times: Literal[1, 2]
    rank: Rank = Rank.ONE
    flag: bool = False
    names: tuple[str, ...] = ()


LEAF = Leaf(code=Code("C1"), points=Decimal("0.50"))
NODE = Node(
    leaves=(LEAF,),
    pair=(1, "é"),
    by_code={Code("C1"): Decimal("1E+2")},
    either=LEAF,
    times=2,
    flag=True,
)


@pytest.fixture(autouse=True, scope="module")
def short_values():
    st.register_type_strategy(str, TEXTS)
    st.register_type_strategy(Decimal, NUMBERS)


@pytest.mark.parametrize("kind", [Form, Dispatch, Session, Exhibit, Node, CodeBalance, Source])
@given(data=st.data())
@settings(
    max_examples=4,
    phases=[Phase.generate],
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_a_record_is_read_back_as_it_was_written(kind, data):
    value = data.draw(st.from_type(kind))
    written = dump(value)
    assert load(written, kind) == value
    assert dump(load(written, kind)) == written


def test_a_record_is_written_one_way(tmp_path):
    assert dump(LEAF) == b'{\n "code": "C1",\n "points": "0.50",\n "colour": "rouge"\n}\n'


def test_points_keep_their_zeros():
    assert str(load(dump(LEAF), Leaf).points) == "0.50"


def test_a_tuple_of_records_is_a_record_too():
    assert load(dump((LEAF, LEAF)), tuple[Leaf, ...]) == (LEAF, LEAF)


def test_a_field_with_a_default_may_be_absent():
    assert load(b'{"code": "C1", "points": "0.50"}', Leaf) == LEAF


@pytest.mark.parametrize("value", [NODE, replace(NODE, either=None), replace(NODE, either="x")])
def test_an_alternative_is_found(value):
    assert load(dump(value), Node) == value


def change(text):
    """The example record with changes written as JSON."""
    plain = json.loads(dump(NODE))
    plain.update(json.loads(text))
    return json.dumps(plain).encode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "JSON mal formé ligne 1, colonne 1"),
        (b"{\n", "JSON mal formé ligne 2, colonne 1"),
        (b"\xff", "le texte n'est pas en UTF-8 (octet 0)"),
        (b"\xef\xbb\xbf{}", "JSON mal formé ligne 1, colonne 1"),
        (b"[" * 100_000, "JSON mal formé ligne 1, colonne 1"),
        (b'{"a": 1, "a": 2}', "un champ est écrit deux fois"),
        (b"null", "racine : attendu : un objet ; trouvé : rien"),
        (b"[]", "racine : attendu : un objet ; trouvé : une liste"),
        (b"{}", ".leaves : champ absent"),
        (change('{"leafs": []}'), ".leafs : champ inconnu"),
        (change('{"leaves": {}}'), ".leaves : attendu : une liste ; trouvé : un objet"),
        (change('{"leaves": [1]}'), ".leaves[0] : attendu : un objet ; trouvé : un nombre entier"),
        (
            change('{"leaves": [{"code": 1, "points": "1"}]}'),
            ".leaves[0].code : attendu : un texte ; trouvé : un nombre entier",
        ),
        (change('{"leaves": [{"code": "C1"}]}'), ".leaves[0].points : champ absent"),
        (
            change('{"leaves": [{"code": "C1", "points": 1.5}]}'),
            ".leaves[0].points : attendu : un nombre décimal en texte ; trouvé : un nombre",
        ),
        (
            change('{"leaves": [{"code": "C1", "points": "1", "colour": "bleu"}]}'),
            ".leaves[0].colour : attendu : rouge ; trouvé : un texte",
        ),
        (change('{"pair": [1]}'), ".pair : 2 valeurs attendues, 1 trouvées"),
        (change('{"pair": [1, 2]}'), ".pair[1] : attendu : un texte ; trouvé : un nombre entier"),
        (
            change('{"pair": [true, "x"]}'),
            ".pair[0] : attendu : un nombre entier ; trouvé : un booléen",
        ),
        (
            change('{"pair": [1.0, "x"]}'),
            ".pair[0] : attendu : un nombre entier ; trouvé : un nombre",
        ),
        (change('{"by_code": []}'), ".by_code : attendu : un objet ; trouvé : une liste"),
        (
            change('{"by_code": {"C1": "x"}}'),
            ".by_code.C1 : attendu : un nombre décimal en texte ; trouvé : un texte",
        ),
        (change('{"either": [1]}'), ".either : attendu : un nombre entier ; trouvé : une liste"),
        (change('{"times": 3}'), ".times : attendu : 1 | 2 ; trouvé : un nombre entier"),
        (change('{"times": true}'), ".times : attendu : 1 | 2 ; trouvé : un booléen"),
        (change('{"times": 1.0}'), ".times : attendu : 1 | 2 ; trouvé : un nombre"),
        (change('{"rank": [1]}'), ".rank : attendu : 1 ; trouvé : une liste"),
        (change('{"flag": 1}'), ".flag : attendu : un booléen ; trouvé : un nombre entier"),
        (change('{"names": "abc"}'), ".names : attendu : une liste ; trouvé : un texte"),
        (change('{"names": [null]}'), ".names[0] : attendu : un texte ; trouvé : rien"),
    ],
)
def test_a_damaged_record_is_told_with_its_path(data, message):
    with pytest.raises(DecodeError) as caught:
        load(data, Node)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1_000", "NaN", "Infinity", "1,5", "+1", "١", "1e2", "1E+9999999999999999999"],
)
def test_a_decimal_has_one_text_only(text):
    with pytest.raises(DecodeError, match="nombre décimal en texte"):
        load(json.dumps(text).encode(), Decimal)


def test_the_fault_of_a_record_never_quotes_it():
    data = dump(
        Dispatch(
            session="s",
            placements=(
                Placement(
                    candidate="0007",
                    blueprint="B1",
                    form="f",
                    anonymous="SECRET",
                    date="d",
                    start="s",
                    room="r",
                    seat=1,
                    minutes=1,
                    preparation=0,
                    large_print=False,
                    assessors=(),
                ),
            ),
        )
    )
    with pytest.raises(DecodeError) as caught:
        load(data.replace(b'"anonymous": "SECRET"', b'"anonymous": ["SECRET"]'), Dispatch)
    assert str(caught.value) == ".placements[0].anonymous : attendu : un texte ; trouvé : une liste"


@given(st.data())
@settings(max_examples=100, deadline=None, database=None)
def test_a_mutated_record_is_refused_or_read_never_worse(data):
    written = bytearray(dump(NODE))
    place = data.draw(st.integers(0, len(written) - 1))
    written[place] = data.draw(st.integers(0, 255))
    with suppress(DecodeError):
        assert isinstance(load(bytes(written), Node), Node)


def test_what_json_cannot_say_is_our_fault():
    with pytest.raises(TypeError):
        dump({1, 2})
    with pytest.raises(ValueError, match="JSON"):
        dump(float("nan"))
