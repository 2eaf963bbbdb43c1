"""The columns that a rule of assembly may count, or ask of a question in its condition."""

from collections.abc import Iterable

SKILL = "savoir_"
"""The column of a hard skill's points is this and the skill's id."""

NUMBERS = ("points", "minutes", "difficulte", "mots", "pieces")
"""Points in the bank, minutes of work, difficulty 1–5, words of the instruction, documents asked on."""

WORDS = (
    "question",
    "scenario",
    "famille",
    "code",
    "niveau",
    "livrable",
    "langue",
    "document",
    "format",
    "decision",
    "sensibilite",
)
"""Columns of words; ``decision`` holds « oui » or nothing."""


def number_columns(codes: Iterable[str], skills: Iterable[str]) -> tuple[str, ...]:
    """Every column of numbers: the usual ones, the points on each code, those that call on each hard skill."""
    return (*NUMBERS, *codes, *(f"{SKILL}{skill}" for skill in skills))
