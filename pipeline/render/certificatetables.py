"""The tables of the certificate: what forms have in common, how far apart they are, what is exposed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.grammar import plural
from pipeline.model.certificate import (
    ExamSheet,
    Exposed,
    Exposure,
    ExposureTotal,
    Group,
    Matrix,
    Shared,
    SharedPair,
    Spread,
)
from pipeline.render.certificateshapes import CellView, MatrixRowView, MatrixView, TableView
from pipeline.rules import certificate as words
from pipeline.typography import number, typeset

PAIRS_SHOWN = 20
EXPOSED_SHOWN = 30
_DARKEST = 4
_MANY_QUESTIONS = 3


def set_table(
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    wrong: Sequence[int] = (),
    total: bool = False,
    note: str = "",
) -> TableView:
    """A table with every text typeset; ``total``: its last row is a sum."""
    return TableView(
        title=typeset(title),
        heads=tuple(typeset(head) for head in heads),
        rows=tuple(tuple(typeset(text) for text in row) for row in rows),
        wrong=tuple(wrong),
        total=total,
        note=typeset(note),
    )


def matrix_views(matrices: Sequence[Matrix]) -> Iterator[MatrixView]:
    """The matrices with their lines numbered."""
    for matrix in matrices:
        title = words.MATRIX_EXAM.format(exam=matrix.exam) if matrix.exam else words.MATRIX_TITLE
        names = [typeset(_group(group)) for group in matrix.groups]
        yield MatrixView(
            title=typeset(title),
            rows=tuple(
                MatrixRowView(
                    number=str(i + 1),
                    name=names[i],
                    cells=tuple(
                        _cell(names[i], names[j], shared, alone=i == j and len(group.forms) < 2)
                        for j, shared in enumerate(matrix.cells[i])
                    ),
                )
                for i, group in enumerate(matrix.groups)
            ),
        )


def pairs_table(pairs: Sequence[SharedPair]) -> TableView:
    """The pairs of forms that are most alike."""
    rows = [
        (
            pair.first,
            pair.second,
            str(pair.shared.questions),
            str(pair.shared.scenarios),
            str(pair.shared.families),
            str(pair.shared.countries),
        )
        for pair in pairs[:PAIRS_SHOWN]
    ]
    note = words.NO_PAIR if not pairs else ""
    if len(pairs) > PAIRS_SHOWN:
        note = words.PAIRS_NOTE.format(shown=PAIRS_SHOWN, count=len(pairs))
    return replace(set_table(words.PAIRS_TITLE, words.PAIRS_HEADS, rows, note=note), names=2)


def parallel_table(exams: Sequence[ExamSheet]) -> TableView:
    """How far apart the forms of each exam are; an exam of one form has no row."""
    rows = [_parallel(exam) for exam in exams if len(exam.parallel) > 1]
    return set_table(
        words.PARALLEL_TITLE, words.PARALLEL_HEADS, rows, note=words.PARALLEL_NOTE if rows else ""
    )


def across_table(exams: Sequence[ExamSheet]) -> TableView:
    """The rules over all the forms of an exam or over each two of them."""
    found = [(exam.exam, rule) for exam in exams for rule in exam.across]
    rows = [(exam, r.label, number(r.reached), words.KEPT[r.held]) for exam, r in found]
    wrong = [k for k, (_, rule) in enumerate(found) if not rule.held]
    return set_table(words.ACROSS_TITLE, words.ACROSS_HEADS, rows, wrong=wrong)


def totals_table(totals: Sequence[ExposureTotal]) -> TableView:
    """How much of the bank has been used, before and after."""
    rows = [
        (
            words.KINDS[t.kind.value],
            number(t.offered),
            number(t.before),
            number(t.after),
            number(t.offered - t.after),
        )
        for t in totals
    ]
    return set_table(words.EXPOSURE_TITLE, words.TOTALS_HEADS, rows, note=words.EXPOSURE_NOTE)


def exposure_tables(exposure: Sequence[Exposure]) -> Iterator[TableView]:
    """What this session uses, kind by kind."""
    for kind in Exposed:
        own = [line for line in exposure if line.kind is kind]
        rows = [
            (
                line.id,
                line.name,
                str(line.before),
                line.last or words.NEVER,
                str(line.forms),
                str(line.after),
            )
            for line in own[:EXPOSED_SHOWN]
        ]
        note = ""
        if len(own) > EXPOSED_SHOWN:
            note = words.EXPOSED_NOTE.format(shown=EXPOSED_SHOWN, count=len(own))
        yield set_table(words.KINDS[kind.value], words.EXPOSED_HEADS, rows, note=note)


def told_range(low: Decimal, high: Decimal, decimals: int | None = None) -> str:
    """One number, or from the least to the largest."""
    if low == high:
        return number(low, decimals)
    return words.RANGE.format(low=number(low, decimals), high=number(high, decimals))


def _group(group: Group) -> str:
    """The name of a line of a matrix."""
    count = len(group.forms)
    return plural(count, *words.GROUP).format(name=group.name, count=count)


def _cell(first: str, second: str, shared: Shared, *, alone: bool) -> CellView:
    """One cell: the questions in common, else what stands nearest to them; nothing where a form meets itself."""
    if alone:
        return CellView(mark="", shade=0, said="")
    counts = {key: getattr(shared, key) for key in words.IN_COMMON}
    told = {key: plural(n, *words.IN_COMMON[key]).format(count=n) for key, n in counts.items()}
    said = typeset(words.MATRIX_CELL.format(first=first, second=second, **told))
    if shared.questions:
        shade = _DARKEST if shared.questions >= _MANY_QUESTIONS else _DARKEST - 1
        return CellView(mark=str(shared.questions), shade=shade, said=said)
    nearest = (shared.scenarios, shared.families, shared.countries)
    for place, (mark, count) in enumerate(zip(words.MARKS, nearest, strict=True)):
        if count:
            return CellView(mark=mark, shade=1 if place else 2, said=said)
    return CellView(mark="", shade=0, said=said)


def _parallel(exam: ExamSheet) -> tuple[str, ...]:
    """One exam beside itself."""
    far = exam.farthest
    assert far is not None, "two forms have a distance"
    apart = far.codes or far.minutes or far.difficulty
    most = "" if exam.overlap_most is None else str(exam.overlap_most)
    return (
        exam.exam,
        str(len(exam.parallel)),
        number(far.codes, 1),
        _width(exam.minutes),
        _width(exam.difficulty, 2),
        _width(exam.documents),
        _width(exam.deviation, 2),
        words.FARTHEST.format(first=far.first, second=far.second) if apart else words.SAME,
        _up_to(str(exam.overlap), most),
        _up_to(_times(exam.item_uses), str(exam.item_uses_most or "")),
        _up_to(_times(exam.scenario_uses), str(exam.scenario_uses_most or "")),
    )


def _width(spread: Spread, decimals: int | None = None) -> str:
    """The difference between the least and the largest."""
    return number(Decimal(spread.width), decimals)


def _times(count: int) -> str:
    """So many times."""
    return plural(count, *words.USED).format(count=count)


def _up_to(found: str, most: str) -> str:
    """A count with the most that is allowed, when something is."""
    return words.UP_TO.format(found=found, most=most) if most else found
