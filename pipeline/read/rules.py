"""``referential/regles.yaml``: every rule of marking and decision, its value and where it comes from."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from pipeline.diagnostics import Diagnostic
from pipeline.model.bank import RuleSet
from pipeline.read.fields import Fields, open_fields
from pipeline.read.plain import advice, read_decimal
from pipeline.read.rule_kinds import CATALOGUE, RuleKind
from pipeline.rules import referential as messages

PATH = "referential/regles.yaml"
SCHEMA = "epreuve/regles@1"
ORIGINS = ("source", "exemple", "proposition")
Value = str | Decimal | bool | tuple[str, ...] | None


def read_rules(root: Path) -> tuple[RuleSet | None, tuple[Diagnostic, ...]]:
    """The rule set; ``None`` on a fault. Its fingerprint depends on the values only."""
    faults: list[Diagnostic] = []
    top = open_fields(root, PATH, faults)
    if top is None:
        return None, tuple(faults)
    top.choice("schema", (SCHEMA,))
    written = dict(_written(top))
    for rule in CATALOGUE:
        if rule not in written and CATALOGUE[rule].default is None:
            top.fault(messages.MISSING_RULE, rule=rule)
    values: dict[str, Value] = {r: k.default for r, k in CATALOGUE.items() if k.default is not None}
    values |= {rule: _value(fields, CATALOGUE[rule]) for rule, fields in written.items()}
    origins = dict.fromkeys(values, "proposition")
    origins |= {rule: fields.choice("origine", ORIGINS) for rule, fields in written.items()}
    top.close()
    if faults:
        return None, tuple(faults)
    return RuleSet(values=values, fingerprint=_fingerprint(values), origins=origins), ()


def _written(top: Fields) -> Iterator[tuple[str, Fields]]:
    for group_name in top.keys:
        group = top.child(group_name) if group_name != "schema" else None
        for name in group.keys if group else ():
            rule = f"{group_name}.{name}"
            fields = group.child(name) if group else None
            if rule not in CATALOGUE and group:
                group.fault(messages.UNKNOWN_RULE, name, rule=rule, advice=advice(rule, CATALOGUE))
            elif fields is not None:
                yield rule, fields


def _value(fields: Fields, kind: RuleKind) -> Value:
    fields.text("note", "")
    if kind.optional and not fields.has("valeur"):
        return None
    readers: dict[str, Callable[[], Value]] = {
        "number": lambda: fields.decimal("valeur", high=Decimal(kind.high)),
        "boolean": lambda: fields.boolean("valeur"),
        "word": lambda: fields.choice("valeur", kind.words),
        "list": lambda: fields.texts("valeur"),
        "numbers": lambda: tuple(_numbers(fields, kind)),
        "text": lambda: fields.text("valeur"),
    }
    return readers[kind.shape]()


def _numbers(fields: Fields, kind: RuleKind) -> Iterator[str]:
    for text in fields.texts("valeur"):
        number = read_decimal(text)
        if number is None or not 0 <= number <= kind.high:
            fields.fault(messages.NOT_A_NUMBER, "valeur", found=text, high=kind.high)
        else:
            yield _plain(number)


def _fingerprint(values: Mapping[str, Value]) -> str:
    lines = (f"{rule}={_canonical(values[rule])}\n" for rule in sorted(values))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _canonical(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"n:{_plain(value)}"
    if isinstance(value, tuple):
        return f"l:{len(value)}:" + "\x1f".join(value)
    return f"{type(value).__name__}:{value}"


def _plain(number: Decimal) -> str:
    return format(number.normalize() + 0, "f")
