"""What a template's names are made of: dataclasses, mappings and tuples, read from their type hints.

A schema maps each name that a document has to its type (``CandidateView``, ``tuple[Question, ...]``, ``str``), to a
mapping of the same shape for a bag of names, or to ``object`` when nothing is known.
"""

import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import lru_cache
from typing import NewType, Union, get_args, get_origin, get_type_hints

ANYTHING: object = object


class UnknownNameError(LookupError):
    """A name that the schema does not have, and those it has."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.known = known


def attribute_type(kind: object, name: str) -> object:
    """The type of an attribute of a value of this type; raises UnknownNameError."""
    kind = _bare(kind)
    if kind is ANYTHING:
        return ANYTHING
    fields = _fields(kind)
    if name not in fields:
        raise UnknownNameError(name, tuple(sorted(fields)))
    return fields[name]


def element_type(kind: object) -> object:
    """The type of the elements of a collection; ANYTHING when it is not said."""
    kind = _bare(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (tuple, list) and arguments:
        return arguments[0] if len(arguments) == 1 or arguments[1] is Ellipsis else ANYTHING
    return ANYTHING


def _bare(kind: object) -> object:
    """The type without ``| None`` and NewType; a union of several types is anything."""
    if isinstance(kind, NewType):
        return _bare(kind.__supertype__)
    if get_origin(kind) in (Union, types.UnionType):
        others = [a for a in get_args(kind) if a is not type(None)]
        return _bare(others[0]) if len(others) == 1 else ANYTHING
    if isinstance(kind, Mapping) or kind is ANYTHING:
        return kind
    if get_origin(kind) in (dict, Mapping) or kind in (dict, Mapping):
        return ANYTHING
    return kind


def _fields(kind: object) -> Mapping[str, object]:
    if isinstance(kind, Mapping):
        return kind
    if isinstance(kind, type) and is_dataclass(kind):
        return _hints(kind)
    return {}


@lru_cache(maxsize=256)
def _hints(kind: type) -> Mapping[str, object]:
    """Fields and properties of a dataclass."""
    hints: dict[str, object] = dict(get_type_hints(kind))
    for name in dir(kind):
        value = getattr(kind, name)
        if isinstance(value, property) and not name.startswith("_"):
            hints[name] = get_type_hints(value.fget).get("return", ANYTHING)
    return hints
