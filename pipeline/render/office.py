"""A compiled template and values make a document: the same ones, the same bytes.

    render(template, {"paper": view})                                        a document
    render(template, values, members={"word/media/image1.png": png})         with a part replaced, this time only

Only the parts that hold tags are rendered and deflated; the others are copied as they were compressed once. Drawings
bring their own parts, relationships and content types. Raises TemplateError; never writes half a document.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from xml.parsers import expat

import jinja2

from pipeline.diagnostics import Rule, Source
from pipeline.render.mend import mend
from pipeline.render.pack import Member, member, pack, write_zip
from pipeline.render.parts import placed_parts
from pipeline.render.printing import Sink, TooLargeError, UnprintableError
from pipeline.render.sandbox import run
from pipeline.render.template import Template, TemplateError
from pipeline.rules import template as gab

__all__ = ["pack", "render"]

_NONE: Mapping[str, bytes] = MappingProxyType({})


def render(
    template: Template, values: Mapping[str, object], *, members: Mapping[str, bytes] = _NONE
) -> bytes:
    """The document of these values; ``members`` replace parts of the template in this document only."""
    unknown = sorted(set(members) - set(template.order))
    if unknown:
        known = ", ".join(template.order)
        raise _failure(template, gab.UNKNOWN_MEMBER, name=unknown[0], known=known)
    sink = Sink(serial=template.serial)
    changed: dict[str, Member] = {part: member(part, data) for part, data in members.items()}
    for part, program in template.programs.items():
        if part not in members:
            changed[part] = member(part, _render_part(template, part, program, values, sink))
    order = template.order
    if sink.placed:
        brought = placed_parts(template, sink.placed)
        changed |= {part: member(part, data) for part, data in brought.items()}
        order = (*order, *(part for part in brought if part not in template.static))
    return write_zip((part, changed.get(part) or template.static[part]) for part in order)


def _render_part(
    template: Template,
    part: str,
    program: jinja2.Template,
    values: Mapping[str, object],
    sink: Sink,
) -> bytes:
    sink.part = part
    try:
        text = run(program, values, sink)
    except jinja2.UndefinedError as fault:
        name = gab.NAMED.format(name=re.findall(r"'([^']*)'", str(fault))[-1])
        raise _failure(template, gab.UNDEFINED_VALUE, part=part, reason=name) from fault
    except (UnprintableError, TypeError) as fault:
        raise _failure(template, gab.UNPRINTABLE, part=part, reason=fault) from fault
    except TooLargeError as fault:
        raise _failure(template, gab.TOO_LARGE, part=part, reason=fault) from fault
    data = (mend(text) if part.startswith("word/") else text).encode()
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as fault:
        raise _failure(template, gab.BROKEN_RESULT, part=part, reason=fault) from fault
    return data


def _failure(template: Template, rule: Rule, **words: object) -> TemplateError:
    fault = rule.at(Source(path=template.name), **words)
    return TemplateError(f"{template.name} : {fault.message}", fault.hint, (fault,))
