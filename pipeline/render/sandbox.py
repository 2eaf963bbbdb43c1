"""The locked Jinja in which templates run: strict, escaping, its loops and its output metered.

What a template may *say* is decided by ``expressions``; what a value becomes once printed by ``printing``.
"""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from jinja2 import StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.render.printing import FILTERS, INTERNAL, PRINTERS, SINK, Sink, TooLargeError
from pipeline.rules import template as gab

MAX_CHARACTERS = 20_000_000
INTERNAL_ATTRIBUTES = frozenset(
    (
        *("mro", "im_class", "im_func", "im_self", "func_code", "func_globals"),
        *("gi_frame", "gi_code", "cr_frame", "cr_code", "ag_frame", "ag_code"),
        *("f_locals", "f_globals", "f_back", "tb_frame"),
    )
)
_BATCH = 512


class _Generator(CodeGenerator):
    """Does not escape twice: our printers escape what they give, anything else is escaped as usual."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if not _is_printed(node):
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if not _is_printed(node):
            super()._output_child_post(node, frame, finalize)


class Environment(ImmutableSandboxedEnvironment):
    """Jinja without globals, tests or filters but ours."""

    code_generator_class = _Generator

    def __init__(self) -> None:
        super().__init__(
            autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, cache_size=0
        )
        self.globals.clear()
        self.tests.clear()
        self.filters.clear()
        self.filters.update({**FILTERS, **PRINTERS, **INTERNAL})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute of a value; names were checked when the template was read, this is the second lock."""
        if attribute.startswith("_") or attribute in INTERNAL_ATTRIBUTES:
            return self.unsafe_undefined(obj, attribute)
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)

    def program(self, source: str) -> Template:
        """The compiled template; its loops are metered."""
        tree = self.parse(source)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "_each", [], [], None, None)
        return Template.from_code(self, self.compile(tree), {})


def run(program: Template, values: Mapping[str, object], sink: Sink) -> str:
    """The text of one part; raises UnprintableError, TooLargeError and jinja2.UndefinedError."""
    context = program.new_context({**values, SINK: sink})
    chunks = program.root_render_func(context)
    texts: list[str] = []
    room = MAX_CHARACTERS
    while batch := list(islice(chunks, _BATCH)):
        texts.append("".join(batch))
        room -= len(texts[-1])
        if room < 0:
            raise TooLargeError(gab.CHARACTERS.format(limit=MAX_CHARACTERS))
    return "".join(texts)


def _is_printed(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Filter) and node.name in PRINTERS
