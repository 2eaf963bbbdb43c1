"""``accord.html``: how the two markings agree, exam by exam, in one page that needs nothing else; it prints well."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipeline.codes import parse_code
from pipeline.grammar import plural
from pipeline.model.agreement import (
    LEAST_COPIES,
    Agreement,
    AssessorLine,
    CopyLine,
    Review,
    hundredths,
)
from pipeline.render.plots import Bar, Spot, Track, drift_lines, scatter, severity_bars
from pipeline.render.webpage import figure, html_text, web_page
from pipeline.rules import agreement as words
from pipeline.typography import date_fr, number, points, typeset


def agreement_page(review: Review) -> bytes:
    """The page, whole: style and plots inside, no script; the same review gives the same bytes."""
    return web_page(words.PAGE_TITLE.format(title=review.title), "".join(_body(review)))


def _body(review: Review) -> Iterator[str]:
    """The head of the page, the assessors over all exams, then each exam that was marked twice."""
    said = words.SUBTITLE.format(title=review.title, day=date_fr(review.date))
    yield f"<header><h1>{html_text(words.PAGE_HEAD)}</h1><p>{html_text(said)}</p></header>\n"
    yield f"<p>{html_text(words.PAGE_INTRO)}</p>\n"
    doubled = [e for e in review.exams if any(line.exam == e[0] for line in review.criteria)]
    if not doubled:
        yield f"<p>{html_text(words.NO_PAIR)}</p>\n"
        return
    yield from _severity(review, "", words.SEVERITY_TITLE, "h2")
    for exam, title in doubled:
        yield f"<section><h2>{html_text(words.EXAM_HEAD.format(exam=exam, title=title))}</h2>\n"
        yield from _exam(review, exam)
        yield "</section>\n"


def _exam(review: Review, exam: str) -> Iterator[str]:
    """One exam: marks against marks, figures, severity, drift."""
    yield f"<h3>{html_text(words.SCATTER_TITLE)}</h3>\n"
    spots = [_spot(c, review) for c in review.copies if c.exam == exam and c.gap is not None]
    plot = scatter(spots, Fraction(review.largest_gap), (words.FIRST_MARK, words.SECOND_MARK))
    yield figure(plot, words.SCATTER_NOTE.format(gap=points(review.largest_gap)))
    yield f"<h3>{html_text(words.FIGURES_TITLE)}</h3>\n"
    yield from _figures([line for line in review.criteria if line.exam == exam])
    yield from _severity(review, exam, words.SEVERITY_TITLE, "h3")
    yield from _drift([a for a in review.assessors if a.exam == exam])


def _spot(copy: CopyLine, review: Review) -> Spot:
    """One copy on the plot."""
    one, two = (mark for mark in copy.marks if mark is not None)
    said = words.POINT_LABEL.format(copy=copy.copy, one=_figure_of(one), two=_figure_of(two))
    beyond = abs(one - two) > review.largest_gap or bool(copy.rows)
    return Spot(one=one, two=two, title=typeset(said), beyond=beyond)


def _figures(lines: Sequence[Agreement]) -> Iterator[str]:
    """The coefficients of an exam and of its codes; a sentence when there are too few copies."""
    shown = [line for line in lines if not line.subject or parse_code(line.subject)]
    count = max(line.count for line in lines)
    if count < LEAST_COPIES:
        said = words.TOO_FEW.format(
            count=count, word=plural(count, *words.COPIES), least=LEAST_COPIES
        )
        yield f'<p class="note">{html_text(said)}</p>\n'
        return
    heads = "".join(f"<th>{html_text(title)}</th>" for title in words.CRITERIA_COLUMNS[1:])
    rows = "".join(_figures_row(line) for line in shown)
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>\n"


def _figures_row(line: Agreement) -> str:
    names = (line.subject or words.WHOLE_MARK, line.label)
    texts = "".join(f'<td class="t">{html_text(name)}</td>' for name in names)
    shares = (_percent(line.same), _percent(line.near))
    figures = (_figure_of(line.gap), *shares, _figure_of(line.kappa), _figure_of(line.icc))
    cells = "".join(f"<td>{figure}</td>" for figure in (str(line.count), *figures))
    strong = "" if line.subject else ' class="s"'
    return f"<tr{strong}>{texts}{cells}</tr>"


def _severity(review: Review, exam: str, title: str, level: str) -> Iterator[str]:
    """The bars of the assessors of one exam, or of all."""
    own = [a for a in review.assessors if a.exam == exam and a.difference is not None]
    if own:
        yield f"<{level}>{html_text(title)}</{level}>\n"
        yield figure(severity_bars([_bar(a) for a in own]), words.SEVERITY_NOTE)


def _bar(line: AssessorLine) -> Bar:
    assert line.difference is not None, "only those with a difference are drawn"
    assert line.scatter is not None, "it is known with the difference"
    said = words.BAR_LABEL.format(
        name=line.name, difference=_figure_of(line.difference), count=line.count
    )
    return Bar(
        name=line.name,
        value=line.difference,
        spread=Fraction(line.scatter),
        title=typeset(said),
    )


def _drift(lines: Sequence[AssessorLine]) -> Iterator[str]:
    """A small plot an assessor whose drift is measured."""
    measured = [line for line in lines if line.drift is not None]
    if not measured:
        return
    yield f"<h3>{html_text(words.DRIFT_TITLE)}</h3>\n"
    yield f'<p class="note">{html_text(words.DRIFT_NOTE)}</p><div class="tracks">\n'
    for line in measured:
        said = words.DRIFT_LABEL.format(
            name=line.name, drift=_figure_of(line.drift), count=line.count
        )
        yield figure(drift_lines(_track(line, typeset(said)), typeset(words.RANK_AXIS)), said)
    yield "</div>\n"


def _track(line: AssessorLine, title: str) -> Track:
    """The differences in order, and their line through the middle of them."""
    found = tuple((p.rank, p.difference) for p in line.points)
    assert line.drift is not None, "only measured drifts are drawn"
    steep = line.drift / 10
    middle = Fraction(sum(rank for rank, _ in found), len(found))
    height = sum((value for _, value in found), Fraction(0)) / len(found)
    first, last = found[0][0], found[-1][0]
    ends = (
        (first, height + steep * (first - middle)),
        (last, height + steep * (last - middle)),
    )
    return Track(points=found, line=ends, title=title)


def _figure_of(value: Fraction | None) -> str:
    """A figure to the hundredth, or nothing."""
    return "" if value is None else number(hundredths(value), 2)


def _percent(value: Fraction | None) -> str:
    if value is None:
        return ""
    return typeset(words.PERCENT.format(value=round(value * 100)))
