"""Exact arithmetic in a locked sandbox, and the list of what a tree may hold."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateSyntaxError

from pipeline.read.expressions import (
    PREDICATE_NODES,
    ExactEnvironment,
    exact,
    forbidden,
    parse_expression,
)

ENVIRONMENT = ExactEnvironment()
NUMBERS = st.decimals(min_value=-(10**6), max_value=10**6, places=3)


def value(text, **names):
    return ENVIRONMENT.compile_expression(text)(**names)


def test_decimals_are_exact():
    assert value("0.1 + 0.2 - 0.3") == Decimal(0)
    assert value("a * 3", a=Decimal("1.1")) == Decimal("3.3")


@given(a=NUMBERS, b=NUMBERS.filter(bool))
def test_quotient_and_rest_give_the_number_back(a, b):
    assert value("a // b", a=a, b=b) * b + value("a % b", a=a, b=b) == a


@pytest.mark.parametrize("what", [True, "3", None, (), object()])
def test_only_numbers_are_numbers(what):
    with pytest.raises(TypeError):
        exact(what)


@pytest.mark.parametrize("text", ["range(3)", "dict()", "lipsum()", "cycler"])
def test_nothing_of_jinja_is_left_in_reach(text):
    assert value(text.removesuffix("()").removesuffix("(3)")) is None


@pytest.mark.parametrize("text", ["", "a b", "1 }} {{ 2", "1) + (2", "% endif %", "a; b"])
def test_what_is_not_one_expression_is_refused(text):
    with pytest.raises(TemplateSyntaxError):
        parse_expression(ENVIRONMENT, text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a.b", "getattr"),
        ("a[0]", "getitem"),
        ("a ** b", "pow"),
        ("a == 0.5", "== 0.1"),
        ("none", "none"),
    ],
)
def test_what_is_not_allowed_is_named(text, what):
    found = list(forbidden(parse_expression(ENVIRONMENT, text), PREDICATE_NODES))
    assert [bad.what for bad in found] == [what]


def test_the_sandbox_forgets_no_dunder():
    assert not ENVIRONMENT.is_safe_attribute("", "__class__", str)
