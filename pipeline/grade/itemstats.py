"""What a session shows of its codes, indicators and questions: difficulty reached, discrimination, what nobody met.

Grids mark indicators of codes. What is said of a question is inferred from its codes, and how far is said with it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from pipeline.codes import Code, code_order
from pipeline.grade.coefficients import correlated, mean
from pipeline.model.agreement import (
    LEAST_COPIES,
    LEAST_OWN,
    ItemLine,
    ItemRecord,
    ObservedLine,
    hundredths,
)
from pipeline.model.basis import Basis
from pipeline.model.form import Form
from pipeline.model.item import Item
from pipeline.model.policy import MarkRules
from pipeline.model.score import CodeScore, ExamScore, RowScore

EASIEST = ((16, 1), (13, 2), (10, 3), (7, 4))
"""The least mean out of 20 of each difficulty; below them all it is 5."""
HARDEST = 5

Pairs = list[tuple[Fraction, Fraction | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """One copy that has a mark: the form it was written on, its score."""

    form: str
    score: ExamScore


@dataclass(slots=True)
class _Observed:
    """What copies showed of one code or indicator: worth out of 20 beside the rest of the mark."""

    label: str
    pairs: Pairs = field(default_factory=list)
    acquired: int = 0


def item_record(
    basis: Basis, forms: Mapping[str, Form], graded: Sequence[Graded], titles: Mapping[str, str]
) -> ItemRecord:
    """What the copies with a mark show; ``titles`` names codes and indicators by their keys."""
    return ItemRecord(
        session=basis.session,
        date=basis.date,
        items=_items(basis, forms, graded),
        observed=_observed(basis, graded, titles),
    )


def _observed(
    basis: Basis, graded: Sequence[Graded], titles: Mapping[str, str]
) -> tuple[ObservedLine, ...]:
    """Codes and indicators, exam by exam."""
    found: dict[tuple[str, Code, str], _Observed] = {}
    for copy in graded:
        for code in copy.score.codes:
            _observe_code(found, copy.score, code, basis.policy.marks, titles)
        _observe_rows(found, copy.score, basis.policy.marks, titles)
    place = {exam.id: rank for rank, exam in enumerate(basis.exams)}
    ordered = sorted(found, key=lambda k: (place[k[0]], code_order(k[1]), bool(k[2])))
    return tuple(_line(key, found[key]) for key in ordered)


def _observe_code(
    found: dict[tuple[str, Code, str], _Observed],
    score: ExamScore,
    code: CodeScore,
    rules: MarkRules,
    titles: Mapping[str, str],
) -> None:
    """Add what one copy shows of a code, beside the others."""
    whole = found.setdefault((score.exam, code.code, ""), _Observed(label=titles[code.code]))
    whole.pairs.append((code.mark, _rest(score, {code.code: code.points})))
    whole.acquired += _is_acquired(code.rows, rules)


def _observe_rows(
    found: dict[tuple[str, Code, str], _Observed],
    score: ExamScore,
    rules: MarkRules,
    titles: Mapping[str, str],
) -> None:
    """Add what one copy shows of each indicator, beside every other one by its share of the points."""
    parts = _parts(score)
    whole = sum((part for part, _ in parts.values()), Fraction(0))
    total = sum((worth for _, worth in parts.values()), Fraction(0))
    for code in score.codes:
        for row in code.rows:
            key = (score.exam, code.code, row.key)
            one = found.setdefault(key, _Observed(label=titles[row.key]))
            part, worth = parts[code.code, row.key]
            rest = (total - worth) / (whole - part) if whole > part else None
            one.pairs.append((row.worth, rest))
            one.acquired += row.level >= rules.threshold


def _is_acquired(rows: Sequence[RowScore], rules: MarkRules) -> bool:
    """Whether the indicators at the threshold carry enough of a code's weight."""
    weight = sum((row.weight for row in rows), Decimal(0))
    met = sum((row.weight for row in rows if row.level >= rules.threshold), Decimal(0))
    return met * 100 >= rules.acquired_weight * weight


def _line(key: tuple[str, Code, str], found: _Observed) -> ObservedLine:
    exam, code, row = key
    return ObservedLine(
        exam=exam,
        code=code,
        key=row,
        label=found.label,
        count=len(found.pairs),
        reached=hundredths(mean([worth for worth, _ in found.pairs])),
        acquired=found.acquired,
        discrimination=_discrimination(found.pairs),
    )


def _items(
    basis: Basis, forms: Mapping[str, Form], graded: Sequence[Graded]
) -> tuple[ItemLine, ...]:
    """The questions, exam by exam, in the order of their ids."""
    pairs: dict[tuple[str, str], Pairs] = defaultdict(list)
    shares: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
    items: dict[tuple[str, str], Item] = {}
    for copy in graded:
        form = forms.get(copy.form)
        for question in form.questions if form is not None else ():
            key = (copy.score.exam, question.item.id)
            reached = _reached(question.item, copy.score)
            if form is None or reached is None:
                continue
            items[key] = question.item
            weights = {code: question.item.points_of(code) for code in question.item.codes}
            pairs[key].append((reached, _rest(copy.score, _whole(copy.score, weights))))
            shares[key].append(_own(question.item, form))
    place = {exam.id: rank for rank, exam in enumerate(basis.exams)}
    return tuple(
        _item_line(key[0], items[key], pairs[key], mean(shares[key]))
        for key in sorted(items, key=lambda k: (place[k[0]], k[1]))
    )


def _item_line(exam: str, item: Item, pairs: Pairs, own: Fraction) -> ItemLine:
    reached = mean([worth for worth, _ in pairs])
    share = hundredths(own * 100)
    sure = len(pairs) >= LEAST_COPIES and share >= LEAST_OWN
    return ItemLine(
        item=item.id,
        title=item.title,
        exam=exam,
        codes=item.codes,
        count=len(pairs),
        reached=hundredths(reached),
        own=share,
        discrimination=_discrimination(pairs),
        difficulty=item.difficulty,
        proposed=difficulty_reached(reached) if sure else None,
    )


def difficulty_reached(mark: Fraction) -> int:
    """The difficulty 1–5 that a mean out of 20 speaks for."""
    return next((difficulty for least, difficulty in EASIEST if mark >= least), HARDEST)


def _reached(item: Item, score: ExamScore) -> Fraction | None:
    """What a copy reaches on the codes of a question, by its points on each; ``None`` when no code is marked."""
    marks = {code.code: code.mark for code in score.codes}
    weights = {c: Fraction(item.points_of(c)) for c in item.codes if c in marks}
    total = sum(weights.values(), Fraction(0))
    if not total:
        return None
    return sum((weight * marks[c] for c, weight in weights.items()), Fraction(0)) / total


def _own(item: Item, form: Form) -> Fraction:
    """The share of what was observed on a question's codes that the question asked for, 0–1."""
    asked = {c: Fraction(item.points_of(c)) for c in item.codes if item.points_of(c)}
    every = {c: sum(Fraction(q.item.points_of(c)) for q in form.questions) for c in asked}
    total = sum(asked.values(), Fraction(0))
    return sum((asked[c] * asked[c] / every[c] for c in asked), Fraction(0)) / total


def _whole(score: ExamScore, codes: Mapping[Code, Decimal]) -> dict[Code, Decimal]:
    """The points of the codes that a question touches: its rest score leaves them out whole."""
    return {c.code: c.points for c in score.codes if codes.get(c.code)}


def _rest(score: ExamScore, without: Mapping[Code, Decimal]) -> Fraction | None:
    """The mark of a copy over the other codes; ``None`` when there are none."""
    others = [code for code in score.codes if code.code not in without]
    points = sum((Fraction(code.points) for code in others), Fraction(0))
    if not points:
        return None
    return sum((Fraction(code.points) * code.mark for code in others), Fraction(0)) / points


def _parts(score: ExamScore) -> dict[tuple[Code, str], tuple[Fraction, Fraction]]:
    """Each indicator's share of the points of a copy, and that share times what it is worth."""
    parts = {}
    for code in score.codes:
        weight = sum((Fraction(row.weight) for row in code.rows), Fraction(0))
        for row in code.rows:
            part = Fraction(code.points) * Fraction(row.weight) / weight
            parts[code.code, row.key] = (part, part * row.worth)
    return parts


def _discrimination(pairs: Pairs) -> Decimal | None:
    """How what was reached goes with the rest, −1 to 1; ``None`` when too few copies have a rest, or nothing varies."""
    both = [(worth, rest) for worth, rest in pairs if rest is not None]
    found = correlated(both) if len(both) >= LEAST_COPIES else None
    return None if found is None else Decimal(str(round(found, 2)))


def labels(basis: Basis) -> Iterator[tuple[str, str]]:
    """The label of every code and indicator of the grids of a session."""
    for grid in basis.grids.values():
        for section in grid.sections:
            yield section.code, section.title
            yield from ((row.key, row.label) for row in section.rows)
