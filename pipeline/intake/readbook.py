"""One collected file: opened without trust, recognised by its bytes, read or refused with a reason."""

import os
import re
from pathlib import Path
from stat import S_ISLNK, S_ISREG

from pipeline.diagnostics import Diagnostic, Source
from pipeline.intake.container import walk
from pipeline.intake.foreign import read_foreign
from pipeline.intake.ods import MIMETYPE, read_ods
from pipeline.intake.refusal import RefusedError
from pipeline.intake.xlsx import read_xlsx
from pipeline.model.book import Book
from pipeline.rules import intake as rules
from pipeline.rules.session import system_reason

MAX_FILE = 5_000_000
_NOISE = re.compile(
    r"~\$.*|\.~lock\..*#|desktop\.ini|\.ds_store|thumbs\.db|ehthumbs\.db|\._.*|__macosx|\.directory"
    r"|icon\r|.*\.crdownload|.*\.part|.*\.tmp",
    re.IGNORECASE | re.DOTALL,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\3\4", b"PK\5\6", b"PK\7\x08")
_TABLES = (".csv", ".tsv")
_SIGNATURES: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"%PDF",), rules.PDF),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"), rules.PICTURE),
    ((b"{\\rtf",), rules.RTF),
    ((b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b"), rules.ARCHIVE),
    ((b"\x7fELF", b"MZ\x90\0"), rules.PROGRAM),
)
_WEB = re.compile(
    rb"\s*(?:<!doctype html|<html|<head|<body|<table|<meta|mime-version:)", re.IGNORECASE
)
_XML = re.compile(rb"\s*<\?xml|\s*<\w")

Found = tuple[Book, tuple[Diagnostic, ...]]


def is_noise(name: str) -> bool:
    """Whether a file of that name is left by a program beside what people send."""
    return _NOISE.fullmatch(name) is not None


def read_book(path: Path, name: str) -> tuple[Book | None, tuple[Diagnostic, ...]]:
    """The workbook of one collected file, which people call ``name``, and what is said about it.

    Refused: ``None``, with one error. Whatever the bytes, it ends, within limits, without an exception.
    """
    try:
        data = _bytes(path)
        return _read(data, path, name)
    except RefusedError as refused:
        return None, (refused.told(name),)


def _bytes(path: Path) -> bytes:
    """The bytes of an ordinary file of a reasonable size."""
    try:
        seen = os.lstat(path)
        if S_ISLNK(seen.st_mode):
            raise RefusedError(rules.SYMLINK)
        if not S_ISREG(seen.st_mode):
            raise RefusedError(rules.NOT_A_FILE)
        # Whatever took its place meanwhile is neither followed nor waited for.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except OSError as error:
        raise RefusedError(rules.CANNOT_OPEN, reason=system_reason(error)) from error
    if not data:
        raise RefusedError(rules.EMPTY)
    if len(data) > MAX_FILE:
        raise RefusedError(rules.TOO_BIG, limit=MAX_FILE // 1_000_000)
    return data


def _read(data: bytes, path: Path, name: str) -> Found:
    """The workbook, by what the bytes are; the name counts for a text only."""
    if data.startswith(_OLE):
        return _old_book(data, path, name)
    if data.startswith(_ZIP):
        parts = walk(data)
        read = read_ods if MIMETYPE in parts else read_xlsx
        return read(data, parts, name)
    kind = _kind_of(data)
    if kind:
        raise RefusedError(rules.WRONG_KIND, kind=kind)
    if path.suffix.lower() in _TABLES:
        return read_foreign(data, "csv", path.stem), ()
    kind = rules.UNKNOWN if b"\0" in data else rules.PLAIN_TEXT
    raise RefusedError(rules.WRONG_KIND, kind=kind)


def _old_book(data: bytes, path: Path, name: str) -> Found:
    """A workbook of before 2007; encrypted ones of today have the same container."""
    if _has(data, "EncryptedPackage"):
        raise RefusedError(rules.PASSWORD)
    if not (_has(data, "Workbook") or _has(data, "Book")):
        raise RefusedError(rules.WRONG_KIND, kind=rules.OLD_OFFICE)
    if _has(data, "_VBA_PROJECT"):
        raise RefusedError(rules.MACROS, part="_VBA_PROJECT")
    book = read_foreign(data, "xls", path.stem)
    return book, (rules.BLIND_FORMULAS.at(Source(path=name)),)


def _has(data: bytes, entry: str) -> bool:
    """Whether the directory of an OLE file has an entry of that name."""
    return f"{entry}\0".encode("utf-16-le") in data


def _kind_of(data: bytes) -> str:
    """What a file is that surely is no workbook; empty when its bytes do not tell."""
    for starts, kind in _SIGNATURES:
        if data.startswith(starts):
            return kind
    text = data.removeprefix(b"\xef\xbb\xbf")[:1000]
    if _WEB.match(text) or b"<html" in text.lower():
        return rules.WEB_PAGE
    return rules.XML_FILE if _XML.match(text) else ""
