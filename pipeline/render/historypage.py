"""``couverture.html``: what the sessions have assessed over time, as shades and bars, in one page."""

from collections.abc import Iterator
from decimal import Decimal

from pipeline.model.history import CodeHistory, CoverageHistory, Kind
from pipeline.render.webpage import html_text, web_page
from pipeline.rules import history as words
from pipeline.typography import number

_STYLE = """
body { max-width: 1060px }
table.heat td, table.heat th { padding: .18em .3em; text-align: center; font-variant-numeric: tabular-nums }
table.heat td.t { text-align: left; white-space: nowrap }
.h1 { background: #eef3f9 } .h2 { background: #d5e1ef } .h3 { background: #b3c8e0 }
.h4 { background: #86a5c8 } .h5 { background: #5a80ab; color: #fff } .never { color: #a3302b }
.bar { display: inline-block; height: .8em; background: #35587f; vertical-align: middle }
.rest { background: #b98a2e }
.warn { background: #f6dad6; border-left: 4px solid #a3302b; padding: .5em 1em .5em 2em; columns: 2 }
.fine { background: #e7edf5; border-left: 4px solid #1f3a5f; padding: .5em 1em }
td, .bar { -webkit-print-color-adjust: exact; print-color-adjust: exact }
@media print { @page { size: A4 landscape } }
"""
_SHADES = 5
#: Percent of an exam's points for one more shade.
_STEP = 10
#: Pixels for one unit of weight.
_UNIT = 12


def history_page(history: CoverageHistory) -> bytes:
    """The page, whole; the same ledger gives the same bytes."""
    return web_page(words.TITLE, "".join(_body(history)), _STYLE)


def _body(history: CoverageHistory) -> Iterator[str]:
    yield f"<header><h1>{html_text(words.TITLE)}</h1></header>\n"
    if not history.sessions:
        yield f'<p class="fine">{html_text(words.NONE)}</p>\n'
        return
    head = words.HEAD.format(count=len(history.sessions), sessions=", ".join(history.sessions))
    yield f"<p>{html_text(head)}</p>\n<h2>{html_text(words.HEAT_TITLE)}</h2>\n"
    yield f'<p class="note">{html_text(words.HEAT_NOTE)}</p>\n'
    yield from _heat(history)
    yield f"<h2>{html_text(words.MISSING_TITLE)}</h2>\n"
    yield from _missing(history.codes)
    yield f"<h2>{html_text(words.EXPOSURE_TITLE)}</h2>\n"
    for kind in Kind:
        yield from _bars(history, kind)


def _heat(history: CoverageHistory) -> Iterator[str]:
    """One row a code, one column a session."""
    heads = "".join(f"<th>{html_text(session)}</th>" for session in history.sessions)
    yield f'<table class="heat"><thead><tr><th>{html_text(words.CODE_COLUMNS[0])}</th>{heads}</tr></thead><tbody>\n'
    for code in history.codes:
        cells = "".join(_cell(code, session) for session in history.sessions)
        title = html_text(f"{code.code} {code.title}")
        yield f'<tr><td class="t" title="{title}">{code.code}</td>{cells}</tr>\n'
    yield "</tbody></table>\n"


def _cell(code: CodeHistory, session: str) -> str:
    """The share of a code in a session, on its shade, with the ways in which it was assessed."""
    own = [use for use in code.uses if use.session == session]
    if not own:
        return '<td class="never">·</td>'
    share = sum((use.share for use in own), Decimal(0))
    shade = min(1 + int(share) // _STEP, _SHADES)
    ways = "".join(dict.fromkeys(words.LETTERS[use.modality] for use in own))
    return f'<td class="h{shade}">{html_text(f"{number(share, 0)} {ways}")}</td>'


def _missing(codes: tuple[CodeHistory, ...]) -> Iterator[str]:
    """What no session has assessed where it could be well observed."""
    told = [missing_told(code) for code in codes if code.missing]
    if not told:
        yield f'<p class="fine">{html_text(words.ALL_SEEN)}</p>\n'
        return
    lines = "".join(f"<li>{html_text(line)}</li>" for line in told)
    yield f'<ul class="warn">{lines}</ul>\n'


def missing_told(code: CodeHistory) -> str:
    """The modalities in which a code is well observed and never was, in a sentence."""
    ways = words.AND.join(words.WAYS[m] for m in code.missing)
    return words.MISSING.format(code=code.code, ways=ways)


def _bars(history: CoverageHistory, kind: Kind) -> Iterator[str]:
    """One bar a scenario, family or country that was used, most used first."""
    yield f"<h3>{html_text(words.EXPOSURES[kind])}</h3>\n<table><tbody>\n"
    for e in history.of(kind):
        if e.uses:
            weight = sum(e.uses.values())
            rest = " rest" if e.resting else ""
            bar = f'<span class="bar{rest}" style="width:{weight * _UNIT}px"></span> {weight}'
            told = html_text(", ".join(sorted(e.uses)))
            yield f'<tr><td class="t" title="{html_text(e.name)}">{html_text(e.id)}</td>'
            yield f'<td class="t">{bar}</td><td class="t">{told}</td></tr>\n'
    yield "</tbody></table>\n"
