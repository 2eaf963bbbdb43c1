"""The addresses of a grading workbook, and its formulas: plain sums and counts that every spreadsheet knows.

A level that is not exactly 0, 1, 2, 3 or 4 counts as not given, whatever was typed.
"""

from dataclasses import dataclass

from pipeline.model.grid import GridMap
from pipeline.model.gridplan import COMMENTED_LEVELS, LEVELS
from pipeline.rules import grid as words
from pipeline.typography import typeset

GRID_FIRST = 3
IDENTITY_FIRST, HINT_ROW, MARK_ROW, LEFT_ROW = 5, 10, 12, 13
SUMMARY_TITLE, SUMMARY_HEADER, SUMMARY_FIRST = 15, 16, 17
DATE, STATE = "$G$8", "$G$9"
MARK, LEFT = f"$G${MARK_ROW}", f"$B${LEFT_ROW}"
_GRID, _CARD = f"{words.GRID_SHEET}!", f"{words.CARD_SHEET}!"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The rows of one code in the grid: its heading, its first and last indicator; ``card`` is its row on the card."""

    head: int
    first: int
    last: int
    card: int

    @property
    def count(self) -> int:
        """How many indicators the code has."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the codes, the totals, the scale and the soft skills stand."""

    spans: tuple[Span, ...]
    skills: Span | None
    remark: int
    total: int
    scale: int

    @property
    def rows(self) -> int:
        """How many indicators there are to mark."""
        return sum(span.count for span in self.spans)


def places(grid: GridMap) -> Places:
    """The places of everything in the workbook of a grid."""
    spans: list[Span] = []
    head = GRID_FIRST
    for card, section in enumerate(grid.sections, SUMMARY_FIRST):
        last = head + len(section.rows)
        spans.append(Span(head=head, first=head + 1, last=last, card=card))
        head = last + 1
    skills = None
    if grid.skills:
        last = head + len(grid.skills)
        skills = Span(head=head, first=head + 1, last=last, card=0)
        head = last + 1
    total = SUMMARY_FIRST + len(spans)
    return Places(spans=tuple(spans), skills=skills, remark=head, total=total, scale=total + 4)


def to_mark(span: Span) -> str:
    """How many indicators of a code have no level yet."""
    counts = "".join(f"-COUNTIFS({_levels(span)},{level})" for level in LEVELS)
    return f"{span.count}{counts}"


def to_comment(span: Span) -> str:
    """How many levels 0, 1 and 4 of a code have no comment yet."""
    levels, comments = _levels(span), _column(span, "F")
    return "+".join(f'COUNTIFS({levels},{level},{comments},"")' for level in COMMENTED_LEVELS)


def code_mark(span: Span, scale: int) -> str:
    """The mark of a code out of 20: the weighted mean of what its levels are worth; empty until all are given."""
    weights = _column(span, "D")
    worth = "+".join(
        f"SUMIFS({weights},{_levels(span)},{level})*$H${scale + level}" for level in LEVELS
    )
    return f'IF($E${span.card}=0,({worth})/SUM({weights}),"")'


def code_points(span: Span) -> str:
    """The points of the paper that the mark of a code is worth."""
    return f'IF($E${span.card}=0,$D${span.card}*$G${span.card}/20,"")'


def exam_mark(at: Places) -> str:
    """The mark of the exam: a state instead of it, or nothing as long as an indicator is left.

    Rounded half up to the hundredth, once; the inner rounding only takes the noise of binary fractions away.
    """
    first, last = SUMMARY_FIRST, at.total - 1
    mean = f"SUMPRODUCT($D${first}:$D${last},$G${first}:$G${last})/SUM($D${first}:$D${last})"
    mark = f'IF($E${at.total}=0,ROUND(ROUND({mean},9),2),"{words.INCOMPLETE}")'
    return f'IF({STATE}<>"",{STATE},{mark})'


def exam_points(at: Places) -> str:
    """The points of the paper that the whole grid is worth; empty as long as an indicator is left."""
    return f'IF($E${at.total}=0,SUM($H${SUMMARY_FIRST}:$H${at.total - 1}),"")'


def total_of(column: str, at: Places) -> str:
    """The sum of a column of the summary."""
    return f"SUM(${column}${SUMMARY_FIRST}:${column}${at.total - 1})"


def left_to_do(at: Places) -> str:
    """One sentence: what is left to mark and to comment, or what contradicts itself."""
    rest, comments = f"$E${at.total}", f"$F${at.total}"
    both = f'IF(AND({rest}>0,{comments}>0),"{words.LEFT_GLUE}","")'
    said = f"{_counted(rest, words.LEFT_ROWS)}&{both}&{_counted(comments, words.LEFT_COMMENTS)}"
    done = f'IF({rest}+{comments}=0,"{typeset(words.ALL_DONE)}",{said})'
    conflict, excused = typeset(words.CONFLICT), typeset(words.EXCUSED)
    excuse = f'IF({rest}<{at.rows},"{conflict}","{excused}")'
    return f'IF({STATE}<>"",{excuse},{done})'


def left_at_first(at: Places) -> str:
    """The sentence of ``left_to_do`` in a blank grid."""
    said, noun, many = words.LEFT_ROWS
    return f"{typeset(said)} {at.rows}{noun}{many if at.rows > 1 else ''}"


def on_card(address: str) -> str:
    """A cell of the card, seen from another sheet."""
    return f"{_CARD}{address}"


def _counted(cell: str, said: tuple[str, str, str]) -> str:
    start, noun, many = (typeset(said[0]), *said[1:])
    return f'IF({cell}>0,"{start} "&{cell}&"{noun}"&IF({cell}>1,"{many}",""),"")'


def _levels(span: Span) -> str:
    return _column(span, "E")


def _column(span: Span, column: str) -> str:
    return f"{_GRID}${column}${span.first}:${column}${span.last}"
