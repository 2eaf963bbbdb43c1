"""Competency codes: C1–C20 for the common blocks, CO1.x–CO3.x for the specialisations."""

import re
from collections.abc import Iterable
from typing import NewType

Code = NewType("Code", str)

_CODE = re.compile(r"C(?P<rank>[1-9][0-9]?)|CO(?P<branch>[1-9])\.(?P<leaf>[1-9][0-9]?)")
_SHAPE = re.compile(r"C[O0]?[0-9]{1,2}(?:\.[0-9]{1,2})?")


def parse_code(text: str) -> Code | None:
    """The code that the text is, exactly; ``None`` for what only looks like one."""
    return Code(text) if _CODE.fullmatch(text) else None


def read_code(text: str) -> Code | None:
    """The code that a person meant: case, outer spaces and the printed zero (``C01.3``) are understood."""
    typed = text.strip().upper()
    if typed.startswith("C0") and "." in typed:
        typed = "CO" + typed[2:]
    return parse_code(typed)


def looks_like_code(text: str) -> bool:
    """Whether the text has the shape of a code, right or wrong."""
    return bool(_SHAPE.fullmatch(text.strip().upper()))


def code_order(code: str) -> tuple[int, int, str]:
    """The sort key of a code or a variant of one: common blocks first, C2 before C10."""
    match = _CODE.match(code)
    if match is None:
        return (99, 0, code)
    if match["rank"]:
        return (0, int(match["rank"]), code)
    return (int(match["branch"]), int(match["leaf"]), code)


def sort_codes(codes: Iterable[Code]) -> tuple[Code, ...]:
    """The distinct codes in the order of the referential."""
    return tuple(sorted(set(codes), key=code_order))


def near_codes(text: str, known: Iterable[Code]) -> tuple[Code, ...]:
    """At most three known codes that a typing error may have meant, nearest first."""
    meant = read_code(text)
    ranked = sorted(
        (_distance(text.strip().upper(), code), code_order(code), code) for code in known
    )
    close = [code for distance, _, code in ranked if distance <= 1 and code != meant]
    found = [meant] if meant is not None and meant in set(known) else []
    return tuple([*found, *close][:3])


def _distance(left: str, right: str) -> int:
    """Levenshtein distance between two short texts."""
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]
