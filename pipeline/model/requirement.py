"""Requirements: the rows of a blueprint's table of rules, each a named line with what it measures and its bounds.

After the constraint tables of automated test assembly (van der Linden, Linear Models for Optimal Test Design, 2005):
an id, a sentence, a scope, a measure, a condition, a least and a largest amount, a weight or none, on or off.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pipeline.diagnostics import Source

UNKNOWN = Source(path="")


class Scope(StrEnum):
    """What a requirement is counted over: each form, all the forms of the exam together, each two of them."""

    FORM = "sujet"
    FORMS = "ensemble"
    PAIR = "paire"


class Measure(StrEnum):
    """What is counted of the chosen rows; those marked * need a column.

    SUM* adds a column of numbers. SHARE* is the share, in percent of the points, of a column of points (or, without a
    column, of the points of the rows that meet the condition). MEAN* is the mean of a column, weighted by the points.
    DISTINCT* counts the different words of a column. EACH* bounds how many rows are chosen for each word of a column
    that is used at all (items a stimulus); WHOLE* chooses, for each word of a column, all its rows or none.
    USES bounds in how many forms each row stands, or with a column each of its words (scope FORMS).
    Over FORMS a row counts as often as it stands in them; over PAIR the rows (SUM) or the words (DISTINCT) count that
    two forms both have. No ratio is taken of no points: a form without any keeps every SHARE and MEAN.
    """

    SUM = "somme"
    SHARE = "part"
    MEAN = "moyenne"
    DISTINCT = "nombre"
    EACH = "chaque"
    WHOLE = "entier"
    USES = "usages"


class Goal(StrEnum):
    """What a requirement wants of its measure.

    HARD: between its bounds. SOFT: its weighted distance to its bounds is added to the value of the form. MINIMISE and
    MAXIMISE: its weighted amount is (less, for a maximum). MINIMAX: the largest of the weighted distances of all such
    requirements and forms; MAXIMIN: the smallest of their weighted amounts, as large as can be.
    All are told on a form of 100 points, or where forms are not: SHARE in points, MEAN times hundredths of its points.
    """

    HARD = "obligatoire"
    SOFT = "souhait"
    MINIMISE = "minimum"
    MAXIMISE = "maximum"
    MINIMAX = "pire_ecart"
    MAXIMIN = "plus_faible"


class Comparison(StrEnum):
    """How a column is compared with a value."""

    EQUAL = "=="
    DIFFERENT = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that may be chosen, as the table of rules sees it: numbers and words by column.

    A missing number is 0, a missing column of words is empty. ``points`` and ``minutes`` are numbers, ``code``,
    ``scenario`` and ``document`` words; the points on C6 are the number ``C6``.
    """

    id: str
    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def number(self, column: str) -> Decimal:
        """The number of a column, 0 without one."""
        return self.numbers.get(column, Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """A column compared with a value: a word equals (or is among) the words of a column, a number is compared."""

    column: str
    comparison: Comparison
    value: str | Decimal

    def holds(self, row: Row) -> bool:
        """Whether a row meets the condition."""
        if isinstance(self.value, Decimal):
            return _compares(row.number(self.column), self.comparison, self.value)
        among = self.value in row.words.get(self.column, ())
        return among is (self.comparison is Comparison.EQUAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """Every part holds; an empty one always does."""

    parts: tuple["Condition", ...] = ()

    def holds(self, row: Row) -> bool:
        """Whether a row meets the condition."""
        return all(part.holds(row) for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """One part at least holds."""

    parts: tuple["Condition", ...]

    def holds(self, row: Row) -> bool:
        """Whether a row meets the condition."""
        return any(part.holds(row) for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrary:
    """The part does not hold."""

    part: "Condition"

    def holds(self, row: Row) -> bool:
        """Whether a row meets the condition."""
        return not self.part.holds(row)


Condition = Compare | Every | Either | Contrary
ALWAYS = Every()


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One row of the table of rules; ``weight`` is the price of one unit for a soft one, of no use to a hard one.

    ``label`` is the French sentence shown in every message and certificate; ``written`` the condition as its author
    wrote it. A requirement that is not ``active`` is kept and does nothing.
    """

    id: str
    label: str
    measure: Measure
    column: str = ""
    condition: Condition = ALWAYS
    written: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    goal: Goal = Goal.HARD
    weight: Decimal = Decimal(1)
    scope: Scope = Scope.FORM
    active: bool = True
    source: Source = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the table of an exam changes in a standard rule; ``None`` leaves it as it is."""

    id: str
    low: Decimal | None = None
    high: Decimal | None = None
    weight: Decimal | None = None
    active: bool = True
    source: Source = UNKNOWN


def _compares(found: Decimal, comparison: Comparison, value: Decimal) -> bool:
    """Whether two numbers compare so."""
    return {
        Comparison.EQUAL: found == value,
        Comparison.DIFFERENT: found != value,
        Comparison.LESS: found < value,
        Comparison.AT_MOST: found <= value,
        Comparison.MORE: found > value,
        Comparison.AT_LEAST: found >= value,
    }[comparison]
