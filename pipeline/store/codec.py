"""Frozen dataclasses to JSON and back, exactly: decimals as text, tuples as lists, enumerations by value."""

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, Literal, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


class DecodeError(ValueError):
    """The JSON does not say a value of the wanted type; the text names the path inside the record."""


def dump(value: object) -> bytes:
    """The canonical JSON of a value: UTF-8, fields in order, one indentation."""
    return (json.dumps(_plain(value), ensure_ascii=False, indent=1) + "\n").encode()


def load(data: bytes, kind: type[Value]) -> Value:
    """The value of a type from its JSON; raises DecodeError."""
    try:
        plain = json.loads(data)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise DecodeError(str(error)) from error
    found: Value = _value(plain, kind, "")
    return found


def _plain(value: object) -> object:
    """What json knows, of a value."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    """The types of the fields of a dataclass."""
    return get_type_hints(kind)


def _value(plain: Any, kind: Any, path: str) -> Any:
    """A value of a type from what json gave."""
    if isinstance(kind, NewType):
        kind = kind.__supertype__
    if is_dataclass(kind):
        return _record(plain, kind, path)
    origin = get_origin(kind)
    if origin is not None:
        return _composite(plain, kind, origin, path)
    if kind is Decimal:
        return _decimal(plain, path)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _member(plain, kind, path)
    if kind is not object and (
        not isinstance(plain, kind) or isinstance(plain, bool) != (kind is bool)
    ):
        raise DecodeError(f"{path or '.'}: {kind.__name__}, {plain!r:.40}")
    return plain


def _record(plain: Any, kind: Any, path: str) -> Any:
    """A dataclass from an object with exactly its fields; fields with a default may be absent."""
    if not isinstance(plain, dict):
        raise DecodeError(f"{path or '.'}: {kind.__name__}, {plain!r:.40}")
    hints = _hints(kind)
    unknown = sorted(set(plain) - set(hints))
    if unknown:
        raise DecodeError(f"{path}.{unknown[0]}: ?")
    try:
        return kind(**{n: _value(v, hints[n], f"{path}.{n}") for n, v in plain.items()})
    except TypeError as error:
        raise DecodeError(f"{path or '.'}: {error}") from error


def _composite(plain: Any, kind: Any, origin: Any, path: str) -> Any:
    """A tuple, a mapping, an optional or a literal."""
    args = get_args(kind)
    if origin is Literal:
        if plain not in args:
            raise DecodeError(f"{path}: {args}, {plain!r:.40}")
        return plain
    if origin in (Union, types.UnionType):
        return _union(plain, args, path)
    if origin is tuple:
        return _tuple(plain, args, path)
    if not isinstance(plain, dict):
        raise DecodeError(f"{path}: {{}}, {plain!r:.40}")
    return {k: _value(v, args[1], f"{path}.{k}") for k, v in plain.items()}


def _tuple(plain: Any, args: tuple[Any, ...], path: str) -> tuple[Any, ...]:
    """A tuple of any length of one type, or of a fixed length."""
    if not isinstance(plain, list):
        raise DecodeError(f"{path}: [], {plain!r:.40}")
    kinds = [args[0]] * len(plain) if args[-1] is Ellipsis else list(args)
    if len(kinds) != len(plain):
        raise DecodeError(f"{path}: {len(kinds)} <> {len(plain)}")
    pairs = enumerate(zip(plain, kinds, strict=True))
    return tuple(_value(v, k, f"{path}[{n}]") for n, (v, k) in pairs)


def _union(plain: Any, args: tuple[Any, ...], path: str) -> Any:
    """The first alternative that the value fits."""
    if plain is None and type(None) in args:
        return None
    faults = []
    for kind in args:
        if kind is type(None):
            continue
        try:
            return _value(plain, kind, path)
        except DecodeError as error:
            faults.append(str(error))
    raise DecodeError(faults[0] if faults else path)


def _decimal(plain: Any, path: str) -> Decimal:
    """A finite decimal from its text."""
    try:
        found = Decimal(plain) if isinstance(plain, str) else None
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite():
        raise DecodeError(f"{path}: Decimal, {plain!r:.40}")
    return found


def _member(plain: Any, kind: type[Enum], path: str) -> Enum:
    """A member of an enumeration by its value."""
    try:
        return kind(plain)
    except ValueError as error:
        raise DecodeError(f"{path}: {error}") from error
