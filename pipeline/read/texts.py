"""The texts of a scenario: tags checked where they are typed, then compiled once and typeset."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from functools import lru_cache, partial

from jinja2 import Template, TemplateSyntaxError, nodes

from pipeline.diagnostics import Diagnostic, Source
from pipeline.grammar import de
from pipeline.read.countrywords import ADJECTIVE_FORMS, COUNTRY_WORDS, INHABITANT_FORMS
from pipeline.read.expressions import (
    TEXT_NODES,
    ExactEnvironment,
    constant_texts,
    exact,
    forbidden,
    walk,
)
from pipeline.read.plain import advice
from pipeline.read.vocabulary import Vocabulary
from pipeline.rules import scenario as rules
from pipeline.typography import duration, number, typeset_for

ENGLISH = "en"
_TAG = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_STATEMENT = re.compile(r"\{%|\{#|%\}|#\}")
_SENTENCE = re.compile(r"(?<=[.!?…]) +(?=[A-ZÀ-Ý{«])|\n")
_FIGURES = re.compile(r"\bf\.([a-z_0-9]+)")
_YEARS = re.compile(r"\ban\.([a-z_0-9]+)")
_FILTERS = ("de", "nombre", "round", "duree", "plafond", "int")
_COUNTRY = frozenset((*COUNTRY_WORDS, "s", "adj", "hab"))
_NESTED = {"adj": frozenset(ADJECTIVE_FORMS), "hab": frozenset(INHABITANT_FORMS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWords:
    """What the texts of one scenario may name: facts, dated facts, variables and numbers."""

    facts: frozenset[str]
    dated: frozenset[str]
    variables: frozenset[str]
    required: frozenset[str]


def text_words(
    vocabulary: Vocabulary, variables: frozenset[str], required: frozenset[str]
) -> TextWords:
    """The words of a scenario with these variables and required facts."""
    return TextWords(
        facts=vocabulary.printable,
        dated=vocabulary.dated,
        variables=variables,
        required=required,
    )


def has_tag(text: str) -> bool:
    """Whether a text holds a Jinja tag."""
    return _TAG.search(text) is not None


def text_faults(text: str, source: Source, words: TextWords) -> Iterator[Diagnostic]:
    """Everything that is wrong with the tags of a text."""
    if not has_tag(text):
        return
    if _STATEMENT.search(text):
        yield rules.BAD_TEXT.at(source, problem=rules.NO_STATEMENT, advice=rules.TAG_ADVICE)
        return
    try:
        tree = _environment("fr").parse(text)
    except TemplateSyntaxError:
        yield rules.BAD_TEXT.at(source, problem=rules.UNREADABLE_TAG, advice=rules.TAG_ADVICE)
        return
    for bad in forbidden(tree, TEXT_NODES):
        problem = rules.FORBIDDEN_TAG.format(what=bad.what)
        yield rules.BAD_TEXT.at(source, problem=problem, advice=rules.TAG_ADVICE)
    yield from _tree_faults(tree, source, words)
    yield from _undated(text, source, words)


def _undated(text: str, source: Source, words: TextWords) -> Iterator[Diagnostic]:
    """A dated figure printed without its year in the same sentence."""
    for sentence in _SENTENCE.split(text):
        years = set(_YEARS.findall(sentence))
        for field in dict.fromkeys(_FIGURES.findall(sentence)):
            if field in words.dated and field not in years:
                yield rules.UNDATED_TAG.at(source, field=field)


def compile_text(text: str, language: str) -> "str | Template":
    """The typeset text, or a template when it has tags; a template refused here is a bug."""
    if not has_tag(text):
        return typeset_for(text, language)
    tree = _environment(language).parse(text)
    if _STATEMENT.search(text) or any(forbidden(tree, TEXT_NODES)):
        raise TemplateSyntaxError("construction", 1)
    return _environment(language).from_string(tree)


def typed_value(text: str) -> Decimal | str:
    """The value of a number set: a number when it is written as one, else the text."""
    if re.fullmatch(r"-?(?:0|[1-9][0-9]*)(?:[.,][0-9]+)?", text):
        return Decimal(text.replace(",", "."))
    return text


def _tree_faults(tree: nodes.Node, source: Source, words: TextWords) -> Iterator[Diagnostic]:
    found = tuple(walk(tree))
    owners = {id(n.node) for n in found if isinstance(n, nodes.Getattr)}
    called = {id(n.node) for n in found if isinstance(n, nodes.Call)}
    for node in found:
        if isinstance(node, nodes.Getattr) and id(node) not in owners:
            yield from _attribute_faults(node, source, words, called=id(node) in called)
        elif isinstance(node, nodes.Name) and id(node) not in owners and node.name != "jeu":
            yield from _unknown(node.name, ("p", "f", "an", "v", "jeu"), source)
        elif isinstance(node, nodes.Call):
            yield from _call_faults(node, source)
        elif isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            yield from _unknown(node.name, _FILTERS, source)
        elif isinstance(node, nodes.TemplateData) and has_tag(node.data):
            yield rules.BAD_TEXT.at(source, problem=rules.UNREADABLE_TAG, advice=rules.TAG_ADVICE)


def _attribute_faults(
    node: nodes.Getattr, source: Source, words: TextWords, *, called: bool
) -> Iterator[Diagnostic]:
    path = _path(node)
    known: Mapping[str, frozenset[str]] = {
        "f": words.facts,
        "an": words.dated & words.facts,
        "v": words.variables,
        "p": _COUNTRY,
        **{f"p.{name}": forms for name, forms in _NESTED.items()},
    }
    owner, _, name = path.rpartition(".")
    if owner not in known:
        yield from _unknown(path, ("p", "f", "an", "v"), source)
    elif name not in known[owner]:
        yield from _unknown(path, (f"{owner}.{word}" for word in known[owner]), source)
    elif path in ("p.adj", "p.hab") or (path == "p.s") is not called:
        yield rules.BAD_TEXT.at(source, problem=rules.UNREADABLE_TAG, advice=rules.TAG_ADVICE)
    elif owner in ("f", "an") and name not in words.required:
        yield rules.FACT_NOT_REQUIRED.at(source, field=name)


def _unknown(
    name: str, known: "Iterator[str] | tuple[str, ...]", source: Source
) -> Iterator[Diagnostic]:
    yield rules.UNKNOWN_WORD.at(source, name=name, advice=advice(name, known))


def _call_faults(node: nodes.Call, source: Source) -> Iterator[Diagnostic]:
    texts = constant_texts(node)
    path = _path(node.node) if isinstance(node.node, nodes.Getattr) else ""
    if path != "p.s" or texts is None or len(texts) != 2:
        yield rules.BAD_TEXT.at(source, problem=rules.UNREADABLE_TAG, advice=rules.TAG_ADVICE)


def _path(node: nodes.Node) -> str:
    """The dotted name that a chain of attributes is; empty when it starts from something else."""
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else ""


@lru_cache(maxsize=2)
def _environment(language: str) -> ExactEnvironment:
    """The environment of a language; filters print numbers as the language does."""
    environment = ExactEnvironment()
    environment.finalize = partial(_printed, language=language)
    environment.filters.update(_filters(language))
    return environment


def _filters(language: str) -> dict[str, Callable[..., object]]:
    return {
        "de": lambda value: de(str(value)),
        "nombre": partial(_number, language=language),
        "round": _rounded,
        "duree": lambda value: _duration(value, language),
        "plafond": lambda value: exact(value).to_integral_value(ROUND_CEILING),
        "int": lambda value: exact(value).to_integral_value("ROUND_DOWN"),
    }


def _number(value: object, decimals: int | None = None, *, language: str) -> str:
    if language != ENGLISH:
        return number(exact(value), decimals)
    shown = exact(value)
    places = (
        decimals if decimals is not None else max(0, -int(shown.normalize().as_tuple().exponent))
    )
    return f"{_rounded(shown, places):,.{places}f}"


def _rounded(value: object, decimals: int = 0) -> Decimal:
    step = Decimal(1).scaleb(-int(decimals))
    return exact(value).quantize(step, rounding=ROUND_HALF_UP)


def _duration(value: object, language: str) -> str:
    minutes = int(_rounded(value))
    if language != ENGLISH:
        return duration(minutes)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02} min" if hours else f"{rest} min"


def _printed(value: object, *, language: str) -> str:
    """What a tag prints: a text as it is, a number without separators of thousands."""
    if isinstance(value, str):
        return value
    plain = f"{exact(value).normalize():f}"
    return plain if language == ENGLISH else plain.replace(".", ",")
