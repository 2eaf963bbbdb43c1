"""``banque.html``: the bank counted, as a table of shades, bars and sentences, in one page that needs nothing else."""

from collections.abc import Iterator

from pipeline.model.inventory import DIFFICULTIES, BlockStock, CodeStock, FamilyStock, Inventory
from pipeline.model.item import CognitiveLevel, Modality
from pipeline.render.atlas import Atlas
from pipeline.render.shortfall import shortage_told, thin_told
from pipeline.render.webpage import figure, html_text, web_page
from pipeline.render.worldmap import world_map
from pipeline.rules import inventory as words
from pipeline.typography import typeset

_SHADES = 6
#: Scenarios for one more shade on the map.
_STEP = 4
_STYLE = """
body { max-width: 1060px }
table.heat td, table.heat th { padding: .18em .3em; text-align: center; font-variant-numeric: tabular-nums }
table.heat td.t { text-align: left; white-space: nowrap }
table.heat td.first, table.heat th.first { border-left: 2px solid #35587f }
.h0 { color: #a3302b } .h1 { background: #eef3f9 } .h2 { background: #d5e1ef } .h3 { background: #b3c8e0 }
.h4 { background: #86a5c8 } .h5 { background: #5a80ab; color: #fff } .h6 { background: #2f5684; color: #fff }
.none { background: repeating-linear-gradient(45deg, #fff, #fff 4px, #e3e6ea 4px, #e3e6ea 5px) }
.warn { background: #f6dad6; border-left: 4px solid #a3302b; padding: .5em 1em .5em 2em; columns: 2 }
.fine { background: #e7edf5; border-left: 4px solid #1f3a5f; padding: .5em 1em }
svg.world path { fill: #f4f5f7; stroke: #9aa5b1; stroke-width: .6 }
svg.world .h1 { fill: #eef3f9 } svg.world .h2 { fill: #d5e1ef } svg.world .h3 { fill: #b3c8e0 }
svg.world .h4 { fill: #86a5c8 } svg.world .h5 { fill: #5a80ab } svg.world .h6 { fill: #2f5684 }
td, .none { -webkit-print-color-adjust: exact; print-color-adjust: exact }
@media print { @page { size: A4 landscape } }
"""
_BAR, _ROW, _NAMES, _UNIT = 14, 22, 360, 46


def inventory_page(inventory: Inventory, atlas: Atlas) -> bytes:
    """The page, whole; the same inventory gives the same bytes."""
    return web_page(words.TITLE, "".join(_body(inventory, atlas)), _STYLE)


def _body(inventory: Inventory, atlas: Atlas) -> Iterator[str]:
    yield f"<header><h1>{html_text(words.TITLE)}</h1></header>\n"
    if not inventory.shortages:
        yield f'<p class="fine">{html_text(words.ALL_REACHED)}</p>\n'
    yield f"<h2>{html_text(words.HEAT_TITLE)}</h2>\n<p>{html_text(words.PAGE_INTRO)}</p>\n"
    yield from _heat(inventory)
    yield from _missing(inventory)
    yield f"<h2>{html_text(words.BLOCKS_TITLE)}</h2>\n"
    yield from _blocks(inventory.blocks)
    yield f"<h2>{html_text(words.FAMILIES_TITLE)}</h2>\n"
    yield figure(_family_bars(inventory.families), words.FAMILY_BARS)
    yield f"<h2>{html_text(words.MAP_TITLE)}</h2>\n"
    yield figure(_map(inventory, atlas), words.MAP_NOTE)
    yield from _closest(inventory)
    yield f"<h2>{html_text(words.NEXT_TITLE)}</h2>\n<ol>\n"
    yield from (f"<li>{html_text(thin_told(thin))}</li>\n" for thin in inventory.thin[:20])
    yield "</ol>\n"


def _missing(inventory: Inventory) -> Iterator[str]:
    """The targets that are missed."""
    if inventory.shortages:
        lines = "".join(f"<li>{html_text(shortage_told(s))}</li>" for s in inventory.shortages)
        yield f'<h2>{html_text(words.SHORT_TITLE)}</h2>\n<ul class="warn">{lines}</ul>\n'


def _heat(inventory: Inventory) -> Iterator[str]:
    """One row a code, one group of five columns a modality."""
    groups = "".join(
        f'<th class="first" colspan="5">{html_text(words.MODALITIES[m])}</th>' for m in Modality
    )
    heads = "".join(f"<th{_first(d)}>{d}</th>" for _ in Modality for d in DIFFICULTIES)
    yield f'<table class="heat"><thead><tr><th rowspan="2">{html_text(words.CODES_HEAD[0])}</th>'
    yield f'<th rowspan="2">{html_text(words.CODES_HEAD[1])}</th>{groups}</tr><tr>{heads}</tr></thead><tbody>\n'
    for stock in inventory.codes:
        cells = "".join(_cell(stock, m, d) for m in Modality for d in DIFFICULTIES)
        title = html_text(f"{stock.code} {stock.title}")
        yield f'<tr><td class="t" title="{title}">{stock.code}</td><td>{stock.items}</td>{cells}</tr>\n'
    yield "</tbody></table>\n"


def _cell(stock: CodeStock, modality: Modality, difficulty: int) -> str:
    """A count on its shade; crossed where the modality does not suit the code and nothing is there."""
    count = stock.cells.get((modality, difficulty), 0)
    shade = f"h{min(count, _SHADES)}" if count or modality in stock.apt else "none"
    edge = " first" if difficulty == DIFFICULTIES[0] else ""
    label = words.HEAT_LABEL.format(
        code=stock.code,
        modality=words.MODALITIES[modality],
        difficulty=difficulty,
        count=count,
    )
    shown = str(count) if shade != "none" else ""
    return f'<td class="{shade}{edge}" title="{html_text(label)}">{shown}</td>'


def _first(difficulty: int) -> str:
    return ' class="first"' if difficulty == DIFFICULTIES[0] else ""


def _blocks(blocks: tuple[BlockStock, ...]) -> Iterator[str]:
    heads = "".join(f"<th>{html_text(title)}</th>" for title in words.BLOCK_COLUMNS)
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>\n"
    for b in blocks:
        texts = f'<td class="t">{b.block}</td><td class="t">{html_text(b.title)}</td>'
        counts = (b.scenarios, b.items, b.orals, *b.difficulties)
        levels = (b.levels.get(level, 0) for level in CognitiveLevel)
        cells = "".join(f"<td>{count}</td>" for count in (*counts, *levels))
        yield f"<tr>{texts}{cells}</tr>\n"
    yield "</tbody></table>\n"


def _closest(inventory: Inventory) -> Iterator[str]:
    """The pairs of scenarios that share most."""
    heads = "".join(f"<th>{html_text(title)}</th>" for title in words.CLOSEST_COLUMNS)
    yield f"<h2>{html_text(words.CLOSEST_TITLE)}</h2>\n<p>{html_text(words.CLOSEST_NOTE)}</p>\n"
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>\n"
    for pair in inventory.closest:
        names = "".join(
            f'<td class="t">{html_text(name)}</td>' for name in (pair.first, pair.second)
        )
        yield f"<tr>{names}<td>{html_text(f'{pair.percent} %')}</td></tr>\n"
    yield "</tbody></table>\n"


def _map(inventory: Inventory, atlas: Atlas) -> str:
    """The world, darker where more scenarios may be set."""
    shades = {}
    for country in inventory.countries:
        said = words.MAP_LABEL.format(
            name=country.name, count=country.scenarios, last=country.use.last or words.NEVER
        )
        shade = min(1 + country.scenarios // _STEP, _SHADES)
        shades[country.iso3] = (f"h{shade}", typeset(said))
    return world_map(atlas, shades, typeset(words.MAP_TITLE))


def _family_bars(families: tuple[FamilyStock, ...]) -> str:
    """One bar a family, as long as it has scenarios."""
    most = max((f.scenarios for f in families), default=0)
    width, height = _NAMES + _UNIT * (most + 1), _ROW * len(families) + 8
    rows = "".join(
        f'<text x="{_NAMES - 8}" y="{_ROW * i + 16}" text-anchor="end" font-size="12">'
        f"{html_text(f.title)}</text>"
        f'<rect x="{_NAMES}" y="{_ROW * i + 5}" width="{_UNIT * f.scenarios}" height="{_BAR}" fill="#35587f"/>'
        f'<text x="{_NAMES + _UNIT * f.scenarios + 6}" y="{_ROW * i + 16}" font-size="12">{f.scenarios}</text>'
        for i, f in enumerate(families)
    )
    return f'<svg viewBox="0 0 {width} {height}" width="{width}" role="img">{rows}</svg>'
