"""The ``dossier`` of a scenario file -> exhibits: bodies, tables and their charts."""

import re
from collections.abc import Iterator

from pipeline.diagnostics import Diagnostic, Source
from pipeline.model.scenario import ChartSpec, Exhibit
from pipeline.read.fields import Fields
from pipeline.read.items import LANGUAGES
from pipeline.read.plain import advice
from pipeline.read.yamltree import ListNode, TextNode
from pipeline.rules import reading
from pipeline.rules import scenario as rules

KINDS = (
    *("telegramme", "note_verbale", "note_interets", "note_veille", "communique", "depeche"),
    *("courrier", "courriel", "reseaux_sociaux", "tableau", "main_courante", "fiche_incident"),
    *("extrait_reglementaire", "procedure", "organigramme", "carte", "message_revendication"),
    *("compte_rendu", "allocution", "entretien"),
)
CHART_KINDS = ("barres", "courbes")
_RELATIVE = re.compile(r"J(?:[+-][0-9]{1,4})?")


def read_exhibits(fields: Fields, faults: list[Diagnostic]) -> tuple[Exhibit, ...]:
    """The documents of a dossier, in order."""
    return tuple(_read_exhibit(f, faults) for f in fields.children("dossier"))


def read_relative_date(fields: Fields, key: str) -> str:
    """A day relative to the day of the case: ``J``, ``J-12``, ``J+3``."""
    text = fields.text(key)
    if text and not _RELATIVE.fullmatch(text):
        fields.fault(rules.BAD_RELATIVE_DATE, key, date=text)
    return text


def _read_exhibit(fields: Fields, faults: list[Diagnostic]) -> Exhibit:
    before = len(faults)
    kind = fields.text("genre")
    label = fields.text("id")
    if kind and kind not in KINDS:
        said = advice(kind, KINDS)
        fields.fault(rules.UNKNOWN_DOCUMENT_KIND, "genre", id=label, kind=kind, advice=said)
    exhibit = Exhibit(
        id=label,
        kind=kind,
        title=fields.text("titre"),
        issuer=fields.text("emetteur"),
        date=read_relative_date(fields, "date"),
        reliability=fields.text("fiabilite"),
        language=fields.choice("langue", LANGUAGES, "fr"),
        body=fields.text("corps", ""),
        columns=fields.texts("colonnes", ()),
        rows=_read_rows(fields),
        chart=_read_chart(fields),
        source=fields.source,
    )
    if len(faults) == before:
        faults.extend(_exhibit_faults(exhibit, fields))
    return exhibit


def _read_rows(fields: Fields) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    for row in fields.nodes("lignes", ()):
        cells = row.items if isinstance(row, ListNode) else ()
        texts = tuple(cell.value.strip() for cell in cells if isinstance(cell, TextNode))
        if not texts or len(texts) != len(cells):
            fields.tell(
                reading.WRONG_TYPE.at(
                    row.source, key="lignes", expected=rules.ROW_OF_TEXTS, found=rules.OTHER
                )
            )
        rows.append(texts)
    return tuple(rows)


def _read_chart(fields: Fields) -> ChartSpec | None:
    chart = fields.child("graphique", required=False)
    if chart is None:
        return None
    series = tuple(int(text) if text.isdecimal() else -1 for text in chart.texts("series"))
    return ChartSpec(
        kind=chart.choice("type", CHART_KINDS),
        categories=chart.integer("categories", 0, low=0, high=50),
        series=series,
        title=chart.text("titre"),
        unit=chart.text("unite", ""),
    )


def _exhibit_faults(exhibit: Exhibit, fields: Fields) -> Iterator[Diagnostic]:
    """What only the whole document can say."""
    if not exhibit.body and not exhibit.rows:
        yield rules.EMPTY_DOCUMENT.at(exhibit.source, id=exhibit.id)
    width = len(exhibit.columns)
    for row, node in zip(exhibit.rows, fields.nodes("lignes", ()), strict=True):
        if len(row) != width:
            yield rules.UNEVEN_ROW.at(node.source, id=exhibit.id, found=len(row), expected=width)
    if exhibit.chart:
        yield from _chart_faults(exhibit, exhibit.chart, fields.place("graphique"))


def _chart_faults(exhibit: Exhibit, chart: ChartSpec, place: Source) -> Iterator[Diagnostic]:
    for column in (chart.categories, *chart.series):
        if not 0 <= column < len(exhibit.columns):
            yield rules.BAD_CHART.at(place, id=exhibit.id, column=column, problem=rules.NO_COLUMN)
    if chart.categories in chart.series:
        yield rules.BAD_CHART.at(
            place, id=exhibit.id, column=chart.categories, problem=rules.SAME_COLUMN
        )
