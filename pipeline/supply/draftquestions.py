"""The questions of a case study: what their lines say of points, minutes and codes, and what answers them."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal

from pipeline.model.draft import DraftQuestion
from pipeline.rules import drafting as rules

_POINTS = re.compile(rules.POINTS, re.IGNORECASE)
_MINUTES = re.compile(rules.MINUTES, re.IGNORECASE)
_LABEL = re.compile(rf"(?:{rules.LABEL}|{rules.NUMBERED}|{rules.LETTERED})", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*\.?$")
_SEPARATORS = re.compile(rules.SEPARATORS, re.IGNORECASE)
_CODE = re.compile(r"\bC(?:O[1-3]\.)?[0-9]{1,2}\b")
_MINUTES_MOST = 600


def described(question: DraftQuestion, codes: AbstractSet[str]) -> DraftQuestion:
    """A question with the points, minutes and codes that its text gives."""
    points, minutes = _POINTS.search(question.text), _MINUTES.search(question.text)
    named = (c for c in _CODE.findall(question.text) if c in codes)
    return replace(
        question,
        codes=tuple(dict.fromkeys(named)),
        points=_decimal(points[1]) if points else None,
        minutes=_duration(minutes) if minutes else None,
    )


def tidied(question: DraftQuestion) -> DraftQuestion:
    """A question without the number that it bears and the points that stand at the end of its first line."""
    first, *others = question.text.split("\n\n")
    label = _LABEL.match(first)
    bare = first[label.end() :] if label else first
    lines = [*filter(None, (bare, *others))] or [question.text]
    total = sum((points for _, points in question.expected), Decimal(0))
    if total <= (question.points or 0):
        lines[0] = _without_points(lines[0], question)
    return replace(question, text="\n\n".join(filter(None, lines)) or question.text)


def _without_points(text: str, question: DraftQuestion) -> str:
    """A line without the brackets at its end, when all they say is told elsewhere: points, minutes, codes."""
    found = _BRACKETS.search(text)
    if found is None or len(_POINTS.findall(found[1])) > 1 or len(_MINUTES.findall(found[1])) > 1:
        return text
    rest = _MINUTES.sub("", _POINTS.sub("", found[1]))
    for code in question.codes:
        rest = re.sub(rf"\b{re.escape(code)}\b", "", rest)
    told = bool(question.points or not _POINTS.search(found[1])) and bool(
        question.minutes or not _MINUTES.search(found[1])
    )
    kept = text[: found.start()]
    end = "." if text.endswith(".") and kept and not kept.rstrip().endswith(("?", "!")) else ""
    return f"{kept}{end}" if told and _SEPARATORS.fullmatch(rest) else text


def _duration(found: re.Match[str]) -> int | None:
    hours, rest, minutes = found.groups()
    total = int(minutes) if minutes else 60 * int(hours) + int(rest or 0)
    return total if 0 < total <= _MINUTES_MOST else None


def _decimal(text: str) -> Decimal | None:
    value = Decimal(text.replace(",", "."))
    return value or None


def answered(question: DraftQuestion, text: str) -> DraftQuestion:
    """A question with what a line expects of its answer: as many elements as it gives points."""
    ends = [found.end() for found in _POINTS.finditer(text)]
    starts = [0, *ends[:-1]]
    for start, end in zip(starts, [*ends[:-1], len(text)] if ends else [], strict=False):
        piece = text[start:end].lstrip(" )].;,").rstrip(" ;,")
        value = _decimal(_POINTS.findall(piece)[-1])
        if value is None:
            question = replace(question, outline=(*question.outline, piece))
        else:
            question = replace(question, expected=(*question.expected, (_closed(piece), value)))
    return question if ends else replace(question, outline=(*question.outline, text))


def _closed(text: str) -> str:
    """A text whose last bracket is closed."""
    return f"{text})" if text.count("(") > text.count(")") else text
