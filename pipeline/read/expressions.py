"""The Jinja that content may use: expressions on an allow-list, exact numbers, a locked sandbox."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.exceptions import UndefinedError
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

ARITHMETIC = ("+", "-", "*", "/", "//", "%")

_COMMON: tuple[type[nodes.Node], ...] = (
    *(nodes.Const, nodes.Name, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
    *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg),
    nodes.Call,
)
PREDICATE_NODES: tuple[type[nodes.Node], ...] = (*_COMMON, nodes.Tuple, nodes.List)
TEXT_NODES: tuple[type[nodes.Node], ...] = (
    *_COMMON,
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Getattr, nodes.CondExpr),
    nodes.Filter,
)
#: Significant digits that a calculation in binary gives for sure: 833 / 2 is 416,5, not 416,49999999999994.
_SURE = 14


class ExactEnvironment(ImmutableSandboxedEnvironment):
    """A strict sandbox whose arithmetic is decimal: 0.1 + 0.2 is 0.3, and texts do not multiply."""

    intercepted_binops = frozenset(ARITHMETIC)
    intercepted_unops = frozenset("-")

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def call_binop(
        self,
        context: Context,  # noqa: ARG002 - the signature is Jinja's
        operator: str,
        left: object,
        right: object,
    ) -> Decimal:
        """The exact result of an operation on two numbers; TypeError on anything else."""
        first, second = exact(left), exact(right)
        if operator == "//":
            return (first / second).__floor__() * Decimal(1)
        if operator == "%":
            return first - (first / second).__floor__() * second
        result: Decimal = self.binop_table[operator](first, second)
        return result

    def call_unop(
        self,
        context: Context,  # noqa: ARG002 - the signature is Jinja's
        operator: str,  # noqa: ARG002 - the only one intercepted is the minus
        arg: object,
    ) -> Decimal:
        """The number with its sign changed."""
        return -exact(arg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden:
    """What an expression may not hold: the construction, and its line in the text."""

    what: str
    line: int


def exact(value: object) -> Decimal:
    """The decimal value of a number, without what binary calculation adds to its last digits.

    Raises UndefinedError without a value, TypeError for anything else.
    """
    if isinstance(value, Decimal):
        return value
    if isinstance(value, Undefined):
        raise UndefinedError(str(value._undefined_name))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(type(value).__name__)
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_SURE}g}")


def parse_expression(environment: Environment, text: str) -> nodes.Expr:
    """The tree of one expression; raises TemplateSyntaxError."""
    parser = Parser(environment, text, state="variable")
    expression = parser.parse_expression()
    if not parser.stream.eos:
        raise TemplateSyntaxError("not one expression", 1)
    return expression


def forbidden(tree: nodes.Node, allowed: tuple[type[nodes.Node], ...]) -> Iterator[Forbidden]:
    """Every construction of a tree that is not allowed."""
    for node in walk(tree):
        if not isinstance(node, allowed):
            yield Forbidden(what=type(node).__name__.lower(), line=node.lineno)
        elif isinstance(node, nodes.Compare) and _compares_float(node):
            yield Forbidden(what="== 0.1", line=node.lineno)
        elif isinstance(node, nodes.Const) and not isinstance(node.value, int | float | str):
            yield Forbidden(what=str(node.value).lower(), line=node.lineno)


def walk(tree: nodes.Node) -> Iterator[nodes.Node]:
    """The node and everything under it, from the top."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(list(node.iter_child_nodes())))


def _compares_float(node: nodes.Compare) -> bool:
    sides = [node.expr, *(operand.expr for operand in node.ops)]
    floats = any(isinstance(s, nodes.Const) and isinstance(s.value, float) for s in sides)
    return floats and any(operand.op in ("eq", "ne") for operand in node.ops)


def constant_texts(call: nodes.Call | nodes.Filter) -> tuple[str, ...] | None:
    """The arguments of a call when they are all quoted texts, else ``None``."""
    named = call.kwargs or call.dyn_args is not None or call.dyn_kwargs is not None
    values = tuple(a.value for a in call.args if isinstance(a, nodes.Const))
    if named or len(values) != len(call.args) or not all(isinstance(v, str) for v in values):
        return None
    return values
