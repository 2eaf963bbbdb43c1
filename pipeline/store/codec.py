"""Frozen dataclasses to JSON and back, exactly: numbers as text, tuples as lists, enumerations by value."""

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Literal, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from pipeline.rules import session as rules

Value = TypeVar("Value")


class DecodeError(ValueError):
    """The JSON does not say a value of the wanted type: a French text with the path inside the record.

    It never quotes the record, which is confidential.
    """


def dump(value: object) -> bytes:
    """The canonical JSON of a value: UTF-8, fields in order, one indentation."""
    text = json.dumps(_plain(value), ensure_ascii=False, indent=1, allow_nan=False)
    return (text + "\n").encode()


def load(data: bytes, kind: type[Value]) -> Value:
    """The value of a type from its JSON; raises DecodeError."""
    try:
        plain = json.loads(data.decode(), object_pairs_hook=_distinct)
    except UnicodeDecodeError as error:
        raise DecodeError(rules.NOT_TEXT.format(offset=error.start)) from error
    except json.JSONDecodeError as error:
        place = rules.NOT_JSON.format(line=error.lineno, column=error.colno)
        raise DecodeError(place) from error
    except RecursionError as error:
        raise DecodeError(rules.NOT_JSON.format(line=1, column=1)) from error
    found: Value = _value(plain, kind, "")
    return found


def _plain(value: object) -> object:
    """What json knows, of a value."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Decimal | Fraction):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys differ."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise DecodeError(rules.REPEATED_FIELD)
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    """The types of the fields of a dataclass."""
    return get_type_hints(kind)


@cache
def _required(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass that have no default."""
    absent = (f for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING)
    return tuple(f.name for f in absent)


def _value(plain: Any, kind: Any, path: str) -> Any:
    """A value of a type from what json gave."""
    if isinstance(kind, NewType):
        kind = kind.__supertype__
    if is_dataclass(kind):
        return _record(plain, kind, path)
    origin = get_origin(kind)
    if origin is not None:
        return _composite(plain, kind, origin, path)
    if kind in (Decimal, Fraction):
        return _number(plain, kind, path)
    if issubclass(kind, Enum):
        return _member(plain, kind, path)
    if type(plain) is not kind:
        raise _wrong(plain, kind.__name__, path)
    return plain


def _record(plain: Any, kind: Any, path: str) -> Any:
    """A dataclass from an object with its fields; those with a default may be absent."""
    if not isinstance(plain, dict):
        raise _wrong(plain, "dict", path)
    hints = _hints(kind)
    for name in plain:
        if name not in hints:
            raise DecodeError(rules.UNKNOWN_FIELD.format(place=f"{path}.{name}"))
    for name in _required(kind):
        if name not in plain:
            raise DecodeError(rules.MISSING_FIELD.format(place=f"{path}.{name}"))
    return kind(**{n: _value(v, hints[n], f"{path}.{n}") for n, v in plain.items()})


def _composite(plain: Any, kind: Any, origin: Any, path: str) -> Any:
    """A tuple, a mapping, an optional or a literal."""
    args = get_args(kind)
    if origin is Literal:
        if not any(type(a) is type(plain) and a == plain for a in args):
            raise _wrong(plain, " | ".join(str(a) for a in args), path)
        return plain
    if origin in (Union, types.UnionType):
        return _union(plain, args, path)
    if origin is tuple:
        return _tuple(plain, args, path)
    if not isinstance(plain, dict):
        raise _wrong(plain, "dict", path)
    return {_value(k, args[0], path): _value(v, args[1], f"{path}.{k}") for k, v in plain.items()}


def _tuple(plain: Any, args: tuple[Any, ...], path: str) -> tuple[Any, ...]:
    """A tuple of any length of one type, or of a fixed length."""
    if not isinstance(plain, list):
        raise _wrong(plain, "list", path)
    kinds = [args[0]] * len(plain) if args[-1] is Ellipsis else list(args)
    if len(kinds) != len(plain):
        raise DecodeError(
            rules.WRONG_LENGTH.format(
                place=path or rules.WHOLE_RECORD, wanted=len(kinds), found=len(plain)
            )
        )
    pairs = enumerate(zip(plain, kinds, strict=True))
    return tuple(_value(v, k, f"{path}[{n}]") for n, (v, k) in pairs)


def _union(plain: Any, args: tuple[Any, ...], path: str) -> Any:
    """The first alternative that the value fits; the fault told is the first alternative's."""
    if plain is None and type(None) in args:
        return None
    faults = []
    for kind in (a for a in args if a is not type(None)):
        try:
            return _value(plain, kind, path)
        except DecodeError as error:
            faults.append(error)
    raise faults[0]


def _number(plain: Any, kind: type[Decimal] | type[Fraction], path: str) -> Decimal | Fraction:
    """A finite decimal or a fraction from its canonical text."""
    try:
        found = kind(plain) if isinstance(plain, str) else None
    except (InvalidOperation, ValueError, ZeroDivisionError):
        found = None
    if isinstance(found, Decimal) and not found.is_finite():
        found = None
    if found is None or str(found) != plain:
        raise _wrong(plain, kind.__name__, path)
    return found


def _member(plain: Any, kind: type[Enum], path: str) -> Enum:
    """A member of an enumeration by its value."""
    try:
        return kind(plain)
    except ValueError as error:
        members = " | ".join(str(member.value) for member in kind)
        raise _wrong(plain, members, path) from error


def _wrong(plain: Any, wanted: str, path: str) -> DecodeError:
    """The fault of a value that is not what it should be: its kind is told, not itself."""
    kinds = rules.KINDS_OF_VALUE
    found = type(plain).__name__
    return DecodeError(
        rules.WRONG_FIELD.format(
            place=path or rules.WHOLE_RECORD,
            wanted=kinds.get(wanted, wanted),
            found=kinds.get(found, found),
        )
    )
