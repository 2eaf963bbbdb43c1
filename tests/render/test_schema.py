from collections.abc import Mapping
from dataclasses import dataclass
from typing import NewType

import pytest

from pipeline.render.schema import ANYTHING, UnknownNameError, attribute_type, element_type

Label = NewType("Label", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    number: int
    label: Label

    @property
    def heading(self) -> str:
        return f"{self.number}"

    def secret(self) -> str:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    questions: tuple[Question, ...]
    spare: Question | None
    notes: Mapping[str, str]


def test_types_are_followed_through_fields_unions_and_tuples():
    questions = attribute_type(Paper, "questions")
    assert element_type(questions) is Question
    assert attribute_type(attribute_type(Paper, "spare"), "number") is int
    assert attribute_type(Question, "heading") is str


def test_what_has_no_known_shape_is_anything():
    assert attribute_type(object, "whatever") is ANYTHING
    assert attribute_type(attribute_type(Paper, "notes"), "whatever") is ANYTHING
    assert element_type(str) is ANYTHING


@pytest.mark.parametrize("kind", [Question, str, Label, {"title": str}])
def test_what_is_not_there_is_unknown(kind):
    with pytest.raises(UnknownNameError) as caught:
        attribute_type(kind, "secret")
    assert caught.value.name == "secret"
