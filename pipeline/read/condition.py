"""The condition of a rule of assembly: a Jinja expression on the columns of a question, parsed, never evaluated."""

from collections.abc import Collection
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes

from pipeline.diagnostics import Diagnostic, Source
from pipeline.model.requirement import (
    ALWAYS,
    Compare,
    Comparison,
    Condition,
    Contrary,
    Either,
    Every,
)
from pipeline.read.expressions import ExactEnvironment, exact, parse_expression
from pipeline.read.plain import advice
from pipeline.rules import ruletable as rules

_ENVIRONMENT = ExactEnvironment()
_COMPARISONS = {
    "eq": Comparison.EQUAL,
    "ne": Comparison.DIFFERENT,
    "lt": Comparison.LESS,
    "lteq": Comparison.AT_MOST,
    "gt": Comparison.MORE,
    "gteq": Comparison.AT_LEAST,
}
_MIRRORED = {"lt": "gt", "lteq": "gteq", "gt": "lt", "gteq": "lteq"}
_TRUE = "oui"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns that a condition may name."""

    numbers: Collection[str]
    words: Collection[str]

    @property
    def all(self) -> tuple[str, ...]:
        """Every name, words first."""
        return (*self.words, *self.numbers)


class _WrongError(Exception):
    """What a condition may not say, with what to do."""

    def __init__(self, problem: str, todo: str) -> None:
        super().__init__(problem)
        self.problem, self.todo = problem, todo


def parse_condition(
    text: str, source: Source, columns: Columns
) -> tuple[Condition | None, tuple[Diagnostic, ...]]:
    """The condition that a text is; an empty one always holds; ``None`` with what is wrong with it."""
    if not text.strip():
        return ALWAYS, ()
    try:
        return _condition(parse_expression(_ENVIRONMENT, text), columns), ()
    except TemplateSyntaxError:
        wrong = _WrongError(rules.SYNTAX, rules.EXAMPLE)
    except _WrongError as error:
        wrong = error
    return None, (rules.BAD_CONDITION.at(source, problem=wrong.problem, advice=wrong.todo),)


def _condition(node: nodes.Node, columns: Columns) -> Condition:
    """The condition of one node of the tree."""
    if isinstance(node, nodes.And):
        return Every(parts=(_condition(node.left, columns), _condition(node.right, columns)))
    if isinstance(node, nodes.Or):
        return Either(parts=(_condition(node.left, columns), _condition(node.right, columns)))
    if isinstance(node, nodes.Not):
        return Contrary(part=_condition(node.node, columns))
    if isinstance(node, nodes.Name):
        _known(node.name, columns)
        return _compare(node.name, Comparison.EQUAL, _TRUE, columns)
    if isinstance(node, nodes.Compare) and len(node.ops) == 1:
        return _comparison(node.expr, node.ops[0], columns)
    raise _WrongError(rules.FORBIDDEN.format(what=type(node).__name__.lower()), rules.EXAMPLE)


def _comparison(left: nodes.Node, operand: nodes.Operand, columns: Columns) -> Condition:
    """A column and a value, on whichever side; ``in`` a list, or a word ``in`` a column."""
    right, sign = operand.expr, operand.op
    if sign in ("in", "notin"):
        found = _among(left, right, columns)
        return found if sign == "in" else Contrary(part=found)
    if isinstance(right, nodes.Name):
        left, right, sign = right, left, _MIRRORED.get(sign, sign)
    if not isinstance(left, nodes.Name) or not isinstance(right, nodes.Const | nodes.Neg):
        raise _WrongError(rules.NO_COLUMN, rules.EXAMPLE)
    _known(left.name, columns)
    return _compare(left.name, _COMPARISONS[sign], _value(right), columns)


def _among(left: nodes.Node, right: nodes.Node, columns: Columns) -> Condition:
    """``column in [values]``, or ``value in column``."""
    if isinstance(left, nodes.Name) and isinstance(right, nodes.List | nodes.Tuple):
        _known(left.name, columns)
        parts = [
            _compare(left.name, Comparison.EQUAL, _value(v), columns)
            for v in right.items
            if isinstance(v, nodes.Const)
        ]
        if parts and len(parts) == len(right.items):
            return Either(parts=tuple(parts))
    if isinstance(left, nodes.Const) and isinstance(right, nodes.Name):
        _known(right.name, columns)
        return _compare(right.name, Comparison.EQUAL, _value(left), columns)
    raise _WrongError(rules.NO_LIST, rules.EXAMPLE)


def _compare(column: str, sign: Comparison, value: object, columns: Columns) -> Compare:
    """The comparison of a column with a value of its kind."""
    if column in columns.words:
        if not isinstance(value, str):
            raise _WrongError(rules.WANTS_WORD.format(column=column), rules.QUOTE)
        if sign not in (Comparison.EQUAL, Comparison.DIFFERENT):
            raise _WrongError(rules.NO_ORDER.format(column=column), rules.EXAMPLE)
        return Compare(column=column, comparison=sign, value=value)
    if isinstance(value, str):
        raise _WrongError(rules.WANTS_NUMBER.format(column=column), rules.NO_QUOTE)
    return Compare(column=column, comparison=sign, value=exact(value))


def _value(node: nodes.Node) -> object:
    """The constant of a node: a text or a number."""
    if isinstance(node, nodes.Neg) and isinstance(node.node, nodes.Const):
        return -exact(_value(node.node))
    if isinstance(node, nodes.Const) and isinstance(node.value, str | int | float):
        return _TRUE if node.value is True else node.value
    raise _WrongError(rules.NO_COLUMN, rules.EXAMPLE)


def _known(name: str, columns: Columns) -> None:
    """Refuse a column that is none."""
    if name not in columns.all:
        said = advice(name, columns.all)
        raise _WrongError(rules.UNKNOWN_COLUMN.format(name=name), said)
