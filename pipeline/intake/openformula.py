"""A formula as OpenDocument writes it, in the words of Excel: what seals and messages speak of."""

import re

_PIECES = re.compile(r"""("(?:[^"]|"")*"|\[[^\[\]]*\])""")
_QUOTED = re.compile(r"('(?:[^']|'')*')")
_PREFIXES = ("of:", "oooc:", "msoxl:")
_PLAIN_SHEET = re.compile(r"\$?([A-Za-z_][A-Za-z0-9_]*|'(?:[^']|'')*')?\.(.*)", re.DOTALL)


def excel_formula(text: str) -> str:
    """``of:=SUM([.A1:.C1];2)`` as ``SUM(A1:C1,2)``; what is not understood is left as it is."""
    for prefix in _PREFIXES:
        text = text.removeprefix(prefix)
    pieces = _PIECES.split(text.removeprefix("="))
    return "".join(_piece(p, quoted=i % 2 == 1) for i, p in enumerate(pieces))


def _piece(text: str, *, quoted: bool) -> str:
    if not quoted:
        return text.replace(";", ",")
    return text if text.startswith('"') else _reference(text[1:-1])


def _reference(text: str) -> str:
    """An address or a range, with its sheet where it has one."""
    parts = [""]
    for index, piece in enumerate(_QUOTED.split(text)):
        first, *rest = (piece,) if index % 2 else piece.split(":")
        parts[-1] += first
        parts += rest
    return ":".join(_address(part) for part in parts)


def _address(text: str) -> str:
    found = _PLAIN_SHEET.fullmatch(text)
    if found is None:
        return text
    return f"{found[1]}!{found[2]}" if found[1] else found[2]
