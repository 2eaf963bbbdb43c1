"""The sheets to read: the rules of the session in words, and how to fill the table."""

from collections.abc import Iterable
from decimal import Decimal

from pipeline.grammar import plural
from pipeline.model.jurytable import GUIDE, RULES, Hearing
from pipeline.model.policy import HonourRules, Policy
from pipeline.render.gridstyle import NAVY, Canvas, Look, lines, text_height
from pipeline.render.jurytable_board import heading
from pipeline.render.jurytable_rows import CELL, HEADER, decision_words, top
from pipeline.rules import jurytable as words
from pipeline.typography import number, points, typeset

WIDTHS = {"A": 14, "B": 52, "C": 92}
_NAME = Look(bold=True, color=NAVY, edges="lrtb", indent=1)
_STEP = Look(size=10, top=True)
_WIDE = WIDTHS["B"] + WIDTHS["C"]


def draw_rules(canvas: Canvas, hearing: Hearing) -> None:
    """The frozen rules in words, with their fingerprint."""
    policy = hearing.basis.policy
    said = words.RULES_HELP.format(fingerprint=policy.fingerprint)
    top(canvas, RULES, hearing, said)
    row = heading_row(canvas, RULES, 3, words.RULES_TITLE)
    _table(canvas, RULES, row, (words.RULE_COLUMNS, *rules_told(policy)))


def rules_told(policy: Policy) -> tuple[tuple[str, str], ...]:
    """Each rule of a session in words, with its value."""
    values = _values(policy)
    return tuple((name, text.format_map(values)) for name, text in words.RULE_ROWS)


def draw_guide(canvas: Canvas, hearing: Hearing) -> None:
    """Steps, accepted values, what is checked."""
    jury = hearing.basis.policy.jury
    top(canvas, GUIDE, hearing, words.GUIDE_TITLE)
    steps = (text.format(session=hearing.basis.session) for text in words.GUIDE_STEPS)
    row = _numbered(canvas, 4, steps)
    row = heading_row(canvas, GUIDE, row + 1, words.GUIDE_VALUES)
    known = words.LIST_GLUE.join(decision_words(jury.decisions)[1:])
    rows = (
        (name, text.format(points=number(jury.points), decisions=known))
        for name, text in words.GUIDE_ROWS
    )
    row = _table(canvas, GUIDE, row, (words.GUIDE_COLUMNS, *rows))
    row = heading_row(canvas, GUIDE, row + 1, words.GUIDE_RULES)
    _numbered(canvas, row, words.GUIDE_CHECKS)


def heading_row(canvas: Canvas, sheet: str, row: int, text: str) -> int:
    """The title of a part; returns the row after it."""
    heading(canvas, sheet, row, text)
    return row + 1


def _table(canvas: Canvas, sheet: str, row: int, rows: Iterable[tuple[str, str]]) -> int:
    for index, texts in enumerate(rows):
        canvas.key(row, f"{sheet}.{row}")
        for column, text in zip("BC", texts, strict=True):
            look = (_NAME if column == "B" else CELL) if index else HEADER
            canvas.write(f"{column}{row}", typeset(text), look)
        tall = max(lines(t, WIDTHS[c]) for c, t in zip("BC", texts, strict=True))
        canvas.height(row, text_height(tall, 9, 7))
        row += 1
    return row


def _numbered(canvas: Canvas, row: int, texts: Iterable[str]) -> int:
    for index, text in enumerate(texts, 1):
        said = typeset(f"{index}. {text}")
        canvas.key(row, f"{GUIDE}.{row}")
        canvas.merge(f"B{row}", f"C{row}", said, _STEP)
        canvas.height(row, text_height(lines(said, _WIDE, 10), 10))
        row += 1
    return row


def _values(policy: Policy) -> dict[str, str]:
    """The values of the rules, as people read them."""
    block, marks, resit = policy.block, policy.marks, policy.resit
    one, many = words.RESIT_SESSIONS
    return {
        "threshold": number(block.threshold),
        "compensation": _yes(block.compensation),
        "floor": _mark(block.floor if block.compensation else block.exam_minimum),
        "single": _mark(block.exam_minimum),
        "eliminating": _mark(block.exam_eliminating),
        "continuous": number(block.continuous_share),
        "final": number(block.final_share),
        "share": _percent(block.acquired_share),
        "blocking": _listed(block.blocking_codes),
        "level": number(marks.threshold),
        "weight": number(marks.acquired_weight),
        "step": number(marks.step),
        "between": _yes(policy.path.block_compensation),
        "conditions": _listed(policy.path.conditions),
        "honours": _honours(policy.honours),
        "resits": plural(resit.sessions, one, many).format(count=resit.sessions),
        "appeal": str(policy.appeal_days),
        **_jury(policy),
    }


def _jury(policy: Policy) -> dict[str, str]:
    jury = policy.jury
    return {
        "members": str(jury.members),
        "external": number(jury.external_share),
        "trainer": words.STANDS_DOWN if jury.trainer_excluded else words.SITS,
        "link": words.STANDS_DOWN if jury.link_excluded else words.SITS,
        "casting": words.CASTING if jury.casting_vote else words.NO_CASTING,
        "points": words.POINTS_MAXIMUM.format(points=points(jury.points))
        if jury.points
        else words.POINTS_NONE,
        "reasons": words.REASONS_YES if jury.reasons else words.REASONS_NO,
    }


def _honours(rules: HonourRules) -> str:
    if not rules.active:
        return words.OFF
    said = words.HONOURS.format(
        fair=number(rules.fair), good=number(rules.good), very_good=number(rules.very_good)
    )
    if rules.congratulations is None:
        return said
    return words.HONOURS_CONGRATULATIONS.format(
        honours=said, congratulations=number(rules.congratulations)
    )


def _yes(value: bool) -> str:
    return words.YES if value else words.NO


def _mark(value: Decimal | None) -> str:
    return words.OFF if value is None else words.ON_TWENTY.format(value=number(value))


def _percent(value: Decimal | None) -> str:
    return words.OFF if value is None else words.PERCENT.format(value=number(value))


def _listed(texts: Iterable[str]) -> str:
    return words.LIST_GLUE.join(texts) or words.OFF
