"""Shortages and thin places as sentences."""

from pipeline.grammar import plural
from pipeline.model.inventory import Shortage, Thin
from pipeline.rules import inventory as words


def shortage_told(shortage: Shortage) -> str:
    """One target that is missed."""
    return words.SHORTAGES[shortage.measure].format(
        subject=shortage.subject or words.WHOLE,
        has=shortage.has,
        wanted=shortage.wanted,
        detail=shortage.detail,
    )


def thin_told(thin: Thin) -> str:
    """What can be drawn of a code in one modality, and what cannot."""
    modality = words.MODALITIES[thin.modality]
    if not thin.items:
        return words.NOTHING.format(code=thin.code, modality=modality)
    fresh = words.FRESH.format(count=thin.unused) if thin.unused < thin.items else ""
    missing = words.MISSING.format(difficulties=_listed(thin.missing)) if thin.missing else ""
    return words.THIN.format(
        code=thin.code,
        modality=modality,
        items=plural(thin.items, *words.QUESTIONS).format(count=thin.items),
        scenarios=plural(thin.scenarios, *words.SCENARIOS).format(count=thin.scenarios),
        fresh=fresh,
        missing=missing,
    )


def _listed(numbers: tuple[int, ...]) -> str:
    """« 1, 2 et 5 »."""
    *others, last = map(str, numbers)
    return words.AND.join((", ".join(others), last)) if others else last
