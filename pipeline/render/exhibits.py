"""Documents of the dossier as their faces print them: fields, lines with a speaker, posts, posts of a chart, tables."""

import re
from typing import NamedTuple

from pipeline.model.scenario import Exhibit
from pipeline.render import labels
from pipeline.render.art import Art
from pipeline.render.fragment import Fragment
from pipeline.render.tables import table
from pipeline.render.views import ExhibitView, Line, Node

_FIELD = re.compile(rf"({labels.EMAIL_FIELDS})\s*:\s*(.+)", re.IGNORECASE)
_FORM_FIELD = re.compile(r"([^:.«»]{2,34}?)\s*:\s+(\S.*)")
_POST = re.compile(r"(@[\w.-]+)\s*:?\s*(.*)")
_SPEECH = re.compile(r"(Q|R)\s?(?:\.|:)\s*(.*)")
_ARTICLE = re.compile(rf"((?:{labels.ARTICLE_WORDS})\s\w+(?:[-–.]\d+)?)\s?[.:–]\s*(.*)")
_NEXT_ARTICLE = re.compile(r"(?<=[.;»])\s+(?=Article\s\w+\.\s)")
_BULLET = re.compile(r"([–•-]|\d{1,2}[.)])\s+(.*)")
_POINT = re.compile(r"(\d{1,2})[.)]\s+(.*)")
_ARTICLES = ("extrait_reglementaire", "procedure")
_LABELS = {
    "fiche_incident": _FORM_FIELD,
    "reseaux_sociaux": _POST,
    "entretien": _SPEECH,
    "compte_rendu": _POINT,
    **dict.fromkeys(_ARTICLES, _ARTICLE),
}


def exhibit_view(exhibit: Exhibit, iso3: str, art: Art) -> ExhibitView:
    """The document ready for its face; a kind without a face of its own is printed as a note."""
    fields, lines = _parse(exhibit)
    chart = art.chart(exhibit) if exhibit.chart is not None else None
    return ExhibitView(
        id=exhibit.id,
        face=exhibit.kind if exhibit.kind in labels.EXHIBIT_KINDS else "note_veille",
        kind=labels.EXHIBIT_KINDS.get(exhibit.kind, labels.EXHIBIT_KINDS["note_veille"]),
        title=exhibit.title,
        issuer=exhibit.issuer,
        date=exhibit.date,
        reliability=exhibit.reliability,
        note=labels.ENGLISH_DOCUMENT if exhibit.language == "en" else "",
        fields=fields,
        lines=lines,
        nodes=_nodes(exhibit) if exhibit.kind == "organigramme" else (),
        table=_table(exhibit),
        chart=chart,
        map=art.locator(iso3) if exhibit.kind == "carte" else None,
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: its lines, blank ones dropped."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _parse(exhibit: Exhibit) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Fields at the top of the document, then its lines."""
    texts = paragraphs(exhibit.body)
    if exhibit.kind == "courriel":
        return _fields(texts, _FIELD)
    if exhibit.kind in _ARTICLES:
        texts = tuple(piece for text in texts for piece in _NEXT_ARTICLE.split(text))
    return (), _labelled(texts, _LABELS.get(exhibit.kind, _BULLET))


def _fields(
    texts: tuple[str, ...], pattern: re.Pattern[str]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The leading lines that are fields, then the others."""
    count = 0
    while count < len(texts) and pattern.fullmatch(texts[count]):
        count += 1
    return _labelled(texts[:count], pattern), tuple(Line(label="", text=t) for t in texts[count:])


def _labelled(texts: tuple[str, ...], pattern: re.Pattern[str]) -> tuple[Line, ...]:
    """Each text with its label, when it has one."""
    found = []
    for text in texts:
        match = pattern.fullmatch(text)
        found.append(Line(label=match[1], text=match[2]) if match else Line(label="", text=text))
    return tuple(found)


def _table(exhibit: Exhibit) -> Fragment | None:
    """The table of the document; an organisation chart is drawn instead."""
    if not exhibit.columns or exhibit.kind == "organigramme":
        return None
    title = labels.TABLE_TITLE.format(id=exhibit.id, title=exhibit.title)
    return table(exhibit.columns, exhibit.rows, title=title, clock=exhibit.kind == "main_courante")


def _nodes(exhibit: Exhibit) -> tuple[Node, ...]:
    """The posts of the chart, each after the one it reports to; who is above but has no row is at the top."""
    posts = [_Post(*(*row, "", "")[:3]) for row in exhibit.rows]
    titles = {_key(p.title) for p in posts}
    above: dict[str, str] = {}
    for post in posts:
        if _key(post.above) not in titles:
            above.setdefault(_key(post.above), post.above)
    found: list[Node] = []
    for key, title in above.items():
        if key:
            found.append(Node(depth=1, title=title, note=""))
        found += _below(key, posts, depth=2 if key else 1)
    drawn = {_key(n.title) for n in found}
    lost = (
        Node(depth=1, title=p.title, note=p.holder) for p in posts if _key(p.title) not in drawn
    )
    return (*found, *lost)


def _below(key: str, posts: list["_Post"], depth: int) -> list[Node]:
    """The posts that report to this one, with theirs; a circle of posts is left to the caller."""
    found = []
    others = [p for p in posts if _key(p.above) != key]
    for post in posts:
        if _key(post.above) == key:
            found.append(Node(depth=min(depth, 3), title=post.title, note=post.holder))
            found += _below(_key(post.title), others, depth + 1)
    return found


class _Post(NamedTuple):
    """One row of an organisation chart."""

    title: str
    above: str
    holder: str


def _key(text: str) -> str:
    """A title without what does not tell posts apart."""
    return re.sub(r"\W+", " ", text).strip().casefold()
