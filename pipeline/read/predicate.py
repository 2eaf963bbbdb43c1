"""Which countries fit: Jinja expressions on country traits, where missing data means no."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jinja2 import TemplateSyntaxError, nodes
from jinja2.environment import TemplateExpression
from jinja2.exceptions import TemplateRuntimeError

from pipeline.diagnostics import Diagnostic, Source
from pipeline.model.country import Country
from pipeline.read.expressions import (
    PREDICATE_NODES,
    ExactEnvironment,
    constant_texts,
    forbidden,
    parse_expression,
    walk,
)
from pipeline.read.plain import advice
from pipeline.read.vocabulary import (
    COLUMN_FUNCTIONS,
    FUNCTIONS,
    LISTS,
    NEIGHBOUR_COUNT,
    NEIGHBOUR_FUNCTION,
    Vocabulary,
    list_values,
    neighbours,
)
from pipeline.rules import country as rules

_ENVIRONMENT = ExactEnvironment()
_NO_ANSWER = (TemplateRuntimeError, TypeError, ArithmeticError)
ByCode = Mapping[str, Country]


class _MissingError(TemplateRuntimeError):
    """A function was asked about data that the country does not have."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """A compiled condition; calling it says whether a country fits."""

    expression: TemplateExpression

    def __call__(self, country: Country, countries: ByCode) -> bool:
        """Whether the country fits; data that is missing makes the whole condition false."""
        try:
            return bool(self.expression(_context(country, countries)))
        except _NO_ANSWER:
            return False


def compile_predicate(
    text: str, source: Source, vocabulary: Vocabulary
) -> tuple[Predicate | None, tuple[Diagnostic, ...]]:
    """The condition that a text is, or everything that is wrong with it."""
    faults = _faults(text, source, vocabulary)
    if faults:
        return None, faults
    return _compiled(text), ()


@lru_cache(maxsize=1 << 10)
def _compiled(text: str) -> Predicate:
    expression = _ENVIRONMENT.compile_expression(text, undefined_to_none=False)
    assert isinstance(expression, TemplateExpression)
    return Predicate(expression)


def _faults(text: str, source: Source, vocabulary: Vocabulary) -> tuple[Diagnostic, ...]:
    allowed = rules.ALLOWED.format(functions=", ".join(FUNCTIONS))
    try:
        tree = parse_expression(_ENVIRONMENT, text)
        _ENVIRONMENT.compile_expression(text)
    except TemplateSyntaxError:
        return (rules.BAD_PREDICATE.at(source, problem=rules.SYNTAX, advice=allowed),)
    found = [
        rules.BAD_PREDICATE.at(
            source, problem=rules.FORBIDDEN.format(what=bad.what), advice=allowed
        )
        for bad in forbidden(tree, PREDICATE_NODES)
    ]
    called = {id(node.node) for node in walk(tree) if isinstance(node, nodes.Call)}
    for node in walk(tree):
        if isinstance(node, nodes.Call):
            found.extend(_call_faults(node, source, vocabulary))
        elif isinstance(node, nodes.Name) and id(node) not in called:
            found.extend(_name_faults(node.name, source, vocabulary))
    return tuple(found)


def _name_faults(name: str, source: Source, vocabulary: Vocabulary) -> list[Diagnostic]:
    known = vocabulary.columns | {NEIGHBOUR_COUNT}
    if name in known:
        return []
    said = advice(name, known)
    return [rules.UNKNOWN_NAME.at(source, kind=rules.COLUMN, name=name, advice=said)]


def _call_faults(node: nodes.Call, source: Source, vocabulary: Vocabulary) -> list[Diagnostic]:
    name = node.node.name if isinstance(node.node, nodes.Name) else ""
    if name not in FUNCTIONS:
        said = advice(name, FUNCTIONS)
        return [rules.UNKNOWN_NAME.at(source, kind=rules.FUNCTION, name=name, advice=said)]
    texts = constant_texts(node)
    if texts is None or len(texts) != 1:
        problem = rules.ONE_TEXT.format(name=name)
        said = rules.ALLOWED.format(functions=", ".join(FUNCTIONS))
        return [rules.BAD_PREDICATE.at(source, problem=problem, advice=said)]
    if name == NEIGHBOUR_FUNCTION:
        return list(_faults(texts[0], source, vocabulary))
    known = vocabulary.columns if name in COLUMN_FUNCTIONS else vocabulary.values[name]
    if texts[0] in known:
        return []
    kind = rules.COLUMN if name in COLUMN_FUNCTIONS else rules.ORGANISATION
    said = advice(texts[0], known)
    return [rules.UNKNOWN_NAME.at(source, kind=kind, name=texts[0], advice=said)]


def _context(country: Country, countries: ByCode) -> dict[str, object]:
    """The names of a condition for one country."""
    names: dict[str, object] = {field: trait.value for field, trait in country.traits.items()}
    names[NEIGHBOUR_COUNT] = Decimal(len(neighbours(country)))
    names |= {function: _in_list(country, columns) for function, columns in LISTS.items()}
    names["renseigne"] = lambda field: field in country.traits
    names["vrai"] = lambda field: _is_true(country, field)
    names[NEIGHBOUR_FUNCTION] = lambda text: _any_neighbour(country, countries, text)
    return names


def _in_list(country: Country, columns: tuple[str, ...]) -> Callable[[str], bool]:
    return lambda wanted: wanted in list_values(country, columns)


def _is_true(country: Country, field: str) -> bool:
    value = country.value(field)
    if value not in (0, 1):
        raise _MissingError(field)
    return value == 1


def _any_neighbour(country: Country, countries: ByCode, text: str) -> bool:
    condition = _compiled(text)
    around = (countries[code] for code in neighbours(country) if code in countries)
    return any(condition(neighbour, countries) for neighbour in around)
