"""French typography of plain texts, and numbers, dates and durations as French prints them.

Sources: Lexique des règles typographiques en usage à l'Imprimerie nationale; U+202F before ; ! ?
and inside guillemets, U+00A0 before a colon and between a number and its unit.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

NARROW = "\u202f"
NBSP = "\u00a0"
MINUS = "\u2212"

_SPACES = "[ \u00a0\u202f]"
_KEPT = re.compile(
    r"(?:https?://|www\.)[^\s«»]*[^\s«».,;:!?)'’…]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[@#]\w[\w.-]*\w"
    r"|(?<![\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w-])"
    r"|(?<![\w:])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![\w:])"
    r"|(?<![\w-])[A-Z]{2,}[A-Z0-9.]*(?:-[A-Z0-9]+)+(?![\w-])"
    r"|(?<![\w.-])0[0-9](?:[ .-][0-9]{2}){4}(?![\w-])"
    r"|\ue000"
)
_MAY_KEEP = re.compile(r"[@#\ue000]|://|www\.|[0-9]:[0-9]|[A-Z0-9.]-[A-Z0-9]|0[0-9][ .-][0-9]")
_PLACE = "\ue000"
_UNITS = (
    "km²|km/h|km|m²|m³|hm³|kg|mg|cm|mm|nm|ha|min|kWh|MWh|GWh|TWh|kW|MW|GW|°C|M€|Md€|k€|€|\\$|‰|%|"
    "m|g|t|l|h|s|o|Mo|Go|To|millions?|milliards?|euros?|dollars?|habitants?|ans?|points?|"
    "jours?|heures?|minutes?|semaines?|mois|litres?|places?|personnes|pages?|mots"
)
#: The characters without which a change has nothing to do, what it looks for, what it puts.
_Change = tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]]
_DIGITS = "0123456789"


def _thousands(match: re.Match[str]) -> str:
    return re.sub(_SPACES, NARROW, match[0])


_COMMON: tuple[_Change, ...] = (
    (" ", re.compile(r"(?<=\S)[ ]+(?=\n|$)"), ""),
    (".", re.compile(r"\.\.\.+"), "…"),
    (" ", re.compile(r"(?<=\S)  +(?=\S)"), " "),
    ("'", re.compile(r"'"), "’"),
    ("-", re.compile(r"(?<=[^\s-]) --? (?=[^\s-])"), " – "),
    ("-", re.compile(r"^- (?=[^\s-])", re.MULTILINE), "– "),
)
_FRENCH: tuple[_Change, ...] = (
    ('"', re.compile(r'(?<!["\w])"([^\s"](?:[^"\n]*[^\s"])?)"(?!["\w])'), r"« \1 »"),
    ("«", re.compile(rf"«{_SPACES}*(?=[^\s»])"), f"«{NARROW}"),
    ("»", re.compile(rf"(?<=[^\s«]){_SPACES}*»"), f"{NARROW}»"),
    (";!?", re.compile(rf"(?<=[^\s(«\[;!?:]){_SPACES}*(?=[;!?])"), NARROW),
    (":", re.compile(rf"(?<=[^\s(«\[;!?:]){_SPACES}*:(?=[\s»{NARROW}]|$)"), f"{NBSP}:"),
    # A year and its month, as a session is named after, are no range.
    (
        "-",
        re.compile(
            r"(?<![\w.,–-])(?![0-9]{4}-(?:0[1-9]|1[0-2])(?![0-9]))([0-9]+)-(?=[0-9]+(?![\w–-]))"
        ),
        r"\1–",
    ),
    ("J", re.compile(rf"\bJ{_SPACES}?[-–−]{_SPACES}?(?=[0-9])"), f"J{NARROW}–{NARROW}"),
    ("J", re.compile(rf"\bJ{_SPACES}?\+{_SPACES}?(?=[0-9])"), f"J{NARROW}+{NARROW}"),
    ("-", re.compile(r"(?:(?<=[\s(])|^)-(?=[0-9])", re.MULTILINE), MINUS),
    (
        _DIGITS,
        re.compile(rf"(?<![0-9.,])[0-9]{{1,3}}(?:{_SPACES}[0-9]{{3}})+(?![0-9])"),
        _thousands,
    ),
    (
        "h",
        re.compile(rf"(?<=[0-9]){_SPACES}?h{_SPACES}?(?=[0-9]{{2}}(?![0-9]))"),
        f"{NBSP}h{NBSP}",
    ),
    ("%€‰", re.compile(rf"(?<=[0-9]){_SPACES}?(?=[%€‰])"), NBSP),
    (_DIGITS, re.compile(rf"(?<=[0-9]){_SPACES}(?=(?:{_UNITS})(?!\w))"), NBSP),
    ("°", re.compile(rf"(?<=\bn°){_SPACES}?(?=[0-9])"), NBSP),
    ("M", re.compile(r"(?<=\bM\.) (?=[A-ZÀ-Ý])|(?<=\bMme) (?=[A-ZÀ-Ý])"), NBSP),
    (_DIGITS, re.compile(r"\b([Aa]rt(?:icle|\.)) (?=[0-9])"), rf"\1{NBSP}"),
)
_ENGLISH: tuple[_Change, ...] = (
    ('"', re.compile(r'(?<!["\w])"([^\s"](?:[^"\n]*[^\s"])?)"(?!["\w])'), r"“\1”"),
)
_ALL_FRENCH = (*_COMMON, *_FRENCH)
_ALL_ENGLISH = (*_COMMON, *_ENGLISH)
_MAX_PASSES = 20
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)


@lru_cache(maxsize=1 << 15)
def typeset(text: str) -> str:
    """The text with French spaces, quotes, dashes and apostrophes; doing it twice changes nothing.

    E-mails, addresses, handles, ISO dates, times (14:30) and codes in capitals are left alone.
    """
    return _settle(text, _ALL_FRENCH)


@lru_cache(maxsize=1 << 12)
def _typeset_english(text: str) -> str:
    return _settle(text, _ALL_ENGLISH)


def typeset_for(text: str, language: str) -> str:
    """The text in the typography of its language: ``en`` for English, French otherwise."""
    return _typeset_english(text) if language == "en" else typeset(text)


def number(value: Decimal | int, decimals: int | None = None) -> str:
    """A number with a comma and narrow spaces between thousands; as many decimals as asked for."""
    exact = Decimal(value)
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _, rest = f"{abs(exact):f}".partition(".")
    if decimals is None:
        rest = rest.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", NARROW)
    sign = MINUS if exact < 0 and (int(whole) or rest.strip("0")) else ""
    return f"{sign}{grouped},{rest}" if rest else f"{sign}{grouped}"


def parse_number(text: str) -> Decimal | None:
    """The number that a printed text is, spaces, comma and minus as French prints them."""
    typed = re.sub(rf"{_SPACES}", "", text.strip()).replace(MINUS, "-").replace(",", ".")
    return Decimal(typed) if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", typed) else None


def magnitude(value: Decimal | int) -> str:
    """A big number in millions or thousands of millions, one decimal: « 14,8 millions »."""
    exact = Decimal(value)
    for size, name in ((10**9, "milliard"), (10**6, "million")):
        share = (exact / size).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        if abs(share) >= 1:
            many = "s" if abs(share) >= 2 else ""
            return f"{number(share)}{NBSP}{name}{many}"
    return number(exact)


def duration(minutes: int) -> str:
    """A duration in hours and minutes: « 3 h 22 », « 4 h », « 45 min »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    return f"{hours}{NBSP}h{NBSP}{rest:02}" if rest else f"{hours}{NBSP}h"


def points(value: Decimal) -> str:
    """A number of points: « 12 points », « 1,5 point », « 0,5 point »."""
    return f"{number(value)}{NBSP}point{'s' if abs(value) >= 2 else ''}"


def date_fr(iso: str, *, weekday: bool = False) -> str:
    """An ISO day in words: « mardi 17 novembre 2026 », « 1er juin 2026 »."""
    day = date.fromisoformat(iso)
    rank = "1er" if day.day == 1 else str(day.day)
    words = f"{rank}{NBSP}{_MONTHS[day.month - 1]} {day.year}"
    return f"{_WEEKDAYS[day.weekday()]} {words}" if weekday else words


def month_fr(iso: str) -> str:
    """The month of an ISO day in words: « novembre 2026 »."""
    return f"{_MONTHS[int(iso[5:7]) - 1]} {iso[:4]}"


def _settle(text: str, changes: tuple[_Change, ...]) -> str:
    """The text once changes change nothing more: nearly always after the first pass."""
    for _ in range(_MAX_PASSES):
        before, text = text, _apply(text, changes)
        if text == before:
            break
    return text


def _apply(text: str, changes: tuple[_Change, ...]) -> str:
    """The text after every change, what is kept as typed being set aside meanwhile."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return _PLACE

    worked = _KEPT.sub(keep, text) if _MAY_KEEP.search(text) else text
    for needed, pattern, change in changes:
        if any(character in worked for character in needed):
            worked = pattern.sub(change, worked)
    if not kept:
        return worked
    parts = worked.split(_PLACE)
    return "".join(a + b for a, b in zip(parts, [*kept, ""], strict=True))
