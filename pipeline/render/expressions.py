"""What a template may say: an allow-list over the parsed Jinja tree of each tag, with its names checked.

Names, attributes, comparisons, and / or / not, ``a if b else c``, our filters; ``for`` and ``if`` blocks. Everything
else is refused before anything is compiled: a sandbox stops a shell, but neither a loop nor a power bomb.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import TemplateSyntaxError, nodes

from pipeline.diagnostics import Rule
from pipeline.render.printing import FILTERS
from pipeline.render.sandbox import INTERNAL_ATTRIBUTES, Environment
from pipeline.render.schema import ANYTHING, UnknownNameError, attribute_type, element_type
from pipeline.rules import template as gab

MAX_DEPTH = 4
_MAX_TAG = 500
_MAX_CONSTANT = 200
_LOOP_FIELDS = ("index", "first", "last", "length")

_BLOCK = re.compile(r"(?:(?P<scope>p|tr|tc|r)\s+)?(?P<word>[a-z]+)\b\s*(?P<rest>.*)", re.DOTALL)
_OPENERS = ("if", "for")
_MIDDLES = ("elif", "else")
_CLOSERS = {"endif": "if", "endfor": "for"}
_WORDS = (*_OPENERS, *_MIDDLES, *_CLOSERS)

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Filter,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Const,
)

_ENVIRONMENT = Environment()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag as read: ``scope`` is p, tr, tc, r or empty; ``word`` is empty for a value, else for, endif and so on."""

    text: str
    scope: str = ""
    word: str = ""
    expression: str = ""

    @property
    def opens(self) -> bool:
        """Whether the tag begins a block."""
        return self.word in _OPENERS

    @property
    def closes(self) -> str:
        """The kind of block that the tag ends, or nothing."""
        return _CLOSERS.get(self.word, "")

    @property
    def divides(self) -> bool:
        """Whether the tag begins another branch of its block."""
        return self.word in _MIDDLES

    def statement(self) -> str:
        """The tag in plain Jinja, without its scope letter."""
        return f"{{% {self.word} {self.expression} %}}"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one tag: a rule and the words to fill it (``tag`` and ``place`` are the caller's)."""

    rule: Rule
    words: Mapping[str, object]


Scope = Mapping[str, object]


def read_tag(text: str) -> Tag | Fault:
    """The tag that a text from ``{`` to ``}`` is."""
    if len(text) > _MAX_TAG:
        return Fault(gab.FORBIDDEN, {"what": gab.TOO_LONG})
    inner = re.sub(r"^[-+]|[-+]$", "", text[2:-2]).strip()  # Jinja's white space control
    if not inner:
        return Fault(gab.SYNTAX, {"reason": gab.EMPTY_TAG})
    if text.startswith("{{"):
        return Tag(text=text, expression=inner)
    match = _BLOCK.fullmatch(inner)
    if match is None or match["word"] not in _WORDS:
        return _unknown_word(text)
    bare = match["word"] not in ("if", "for", "elif")
    if bare and match["rest"]:
        return Fault(gab.SYNTAX, {"reason": match["rest"]})
    return Tag(
        text=text, scope=match["scope"] or "", word=match["word"], expression=match["rest"].strip()
    )


def check_tag(tag: Tag, scope: Scope | None) -> tuple[Fault, ...]:
    """The faults of one tag; ``scope`` maps the names it may use to their types, ``None`` for any name."""
    if tag.closes or tag.word == "else":
        return ()
    tree = _parse(tag)
    if isinstance(tree, Fault):
        return (tree,)
    return tuple(_refused(tree)) or tuple(_unknown_names(tree, scope))


def loop_scope(tag: Tag, scope: Scope | None) -> Scope | None:
    """The names inside the loop that a sound ``for`` tag opens."""
    if scope is None:
        return None
    tree = _parse(tag)
    assert isinstance(tree, nodes.Template)
    loop = tree.body[0]
    assert isinstance(loop, nodes.For)
    try:
        kind = element_type(_type_of(loop.iter, scope))
    except UnknownNameError:
        kind = ANYTHING
    targets = [n.name for n in loop.target.find_all(nodes.Name)]
    if isinstance(loop.target, nodes.Name):
        targets = [loop.target.name]
        return {**scope, "loop": ANYTHING, targets[0]: kind}
    return {**scope, "loop": ANYTHING, **dict.fromkeys(targets, ANYTHING)}


def _unknown_word(text: str) -> Fault:
    """Tell a Jinja statement that we forbid from a word that is none."""
    try:
        tree = _ENVIRONMENT.parse(text)
    except (TemplateSyntaxError, RecursionError) as fault:
        return Fault(gab.FORBIDDEN, {"what": _reason(fault)})
    kind = type(tree.body[0]).__name__ if tree.body else ""
    return Fault(gab.FORBIDDEN, {"what": gab.CONSTRUCTS.get(kind, kind)})


@lru_cache(maxsize=4096)
def _parse(tag: Tag) -> nodes.Template | Fault:
    sources = {
        "": f"{{{{ {tag.expression} }}}}",
        "if": f"{{% if {tag.expression} %}}{{% endif %}}",
        "elif": f"{{% if {tag.expression} %}}{{% endif %}}",
        "for": f"{{% for {tag.expression} %}}{{% endfor %}}",
    }
    try:
        tree = _ENVIRONMENT.parse(sources[tag.word])
    except (TemplateSyntaxError, RecursionError) as fault:
        return Fault(gab.SYNTAX, {"reason": _reason(fault)})
    expected = {"": nodes.Output, "for": nodes.For}.get(tag.word, nodes.If)
    if len(tree.body) != 1 or not isinstance(tree.body[0], expected):
        return Fault(gab.SYNTAX, {"reason": tag.expression})
    return tree


def _reason(fault: Exception) -> str:
    """What Jinja did not understand, in French."""
    if not isinstance(fault, TemplateSyntaxError):
        return gab.TOO_LONG
    quoted = re.findall(r"'([^']*)'", str(fault.message))
    if not quoted:
        return gab.UNREADABLE_TAG
    token = quoted[-1]
    return gab.INCOMPLETE if token.startswith("end of") else gab.UNEXPECTED.format(token=token)


def _refused(tree: nodes.Node) -> Iterator[Fault]:
    """Every construct outside the allow-list."""
    targets = {id(loop.target) for loop in tree.find_all(nodes.For)}
    stack: list[nodes.Node] = [tree]
    while stack:
        node = stack.pop()
        stack.extend(node.iter_child_nodes())
        if isinstance(node, nodes.Tuple) and id(node) in targets:
            continue
        if not isinstance(node, _ALLOWED):
            kind = type(node).__name__
            yield Fault(gab.FORBIDDEN, {"what": gab.CONSTRUCTS.get(kind, gab.CALCULATION)})
            return
        yield from _refused_detail(node)


def _refused_detail(node: nodes.Node) -> Iterator[Fault]:
    """What an allowed kind of node may still not do."""
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        known = ", ".join(sorted(FILTERS))
        yield Fault(gab.UNKNOWN_FILTER, {"filter": node.name, "known": known})
        return
    what = _excess(node)
    if what:
        yield Fault(gab.FORBIDDEN, {"what": what})


def _excess(node: nodes.Node) -> str:
    """In what a node goes beyond what we allow of its kind, or nothing."""
    match node:
        case nodes.Name(name=name) | nodes.Getattr(attr=name) if _is_private(name):
            return gab.PRIVATE_NAME
        case nodes.Getattr(node=nodes.Name(name="loop"), attr=attr):
            return "" if attr in _LOOP_FIELDS else f"loop.{attr}"
        case nodes.Filter(args=args, kwargs=[], dyn_args=None, dyn_kwargs=None):
            plain = all(isinstance(a, nodes.Const) for a in args)
            return "" if plain else gab.CONSTRUCTS["Call"]
        case nodes.Filter():
            return gab.CONSTRUCTS["Call"]
        case nodes.Getitem(arg=arg):
            index = isinstance(arg, nodes.Const) and isinstance(arg.value, int)
            return "" if index else gab.CONSTRUCTS["Getitem"]
    return _excess_of_form(node)


def _is_private(name: str) -> bool:
    return name.startswith("_") or name in INTERNAL_ATTRIBUTES


def _excess_of_form(node: nodes.Node) -> str:
    match node:
        case nodes.CondExpr(expr2=None):
            return gab.NO_ELSE
        case nodes.For(recursive=True):
            return gab.RECURSION
        case nodes.Const(value=value) if len(str(value)) > _MAX_CONSTANT:
            return gab.BIG_CONSTANT
    return ""


def _unknown_names(tree: nodes.Template, scope: Scope | None) -> Iterator[Fault]:
    """Every name or attribute that the schema does not have."""
    if scope is None:
        return
    names: dict[str, object] = dict(scope)
    loop = tree.body[0]
    if isinstance(loop, nodes.For):
        # The names that the loop declares are known to its own ``if``.
        names |= {n.name: ANYTHING for n in loop.find_all(nodes.Name) if n.ctx == "store"}
    for node in tree.find_all((nodes.Name, nodes.Getattr)):
        if isinstance(node, nodes.Name) and node.ctx == "store":
            continue
        try:
            _type_of(node, names)
        except UnknownNameError as unknown:
            known = ", ".join(unknown.known) or "–"
            yield Fault(gab.UNKNOWN_NAME, {"name": unknown.name, "known": known})
            return


def _type_of(node: nodes.Node, scope: Scope) -> object:
    """The type of an expression as the schema tells it; raises UnknownNameError."""
    if isinstance(node, nodes.Name):
        if node.name not in scope:
            raise UnknownNameError(node.name, tuple(sorted(scope)))
        return scope[node.name]
    if isinstance(node, nodes.Getattr):
        return attribute_type(_type_of(node.node, scope), node.attr)
    if isinstance(node, nodes.Getitem):
        return element_type(_type_of(node.node, scope))
    return ANYTHING
