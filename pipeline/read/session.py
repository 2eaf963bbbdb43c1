"""The settings of a session, from ``session.yaml``."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from pipeline.diagnostics import Diagnostic, Source, has_errors
from pipeline.model.session import Session
from pipeline.moments import is_zone
from pipeline.read.deadlines import UNKNOWN_DAY, read_deadlines
from pipeline.read.fields import Fields, open_fields
from pipeline.read.plain import advice
from pipeline.read.yamltree import ListNode, TextNode
from pipeline.rules import session as rules

MAX_TICKETS = 300
ZONE = "Europe/Paris"
TABLES = "controle_continu"
FORMS = "formes"


def read_session(
    root: Path,
    path: str,
    name: str,
    exams: Sequence[str] | None = None,
    countries: Sequence[str] | None = None,
) -> tuple[Session | None, tuple[Diagnostic, ...]]:
    """The settings of the session of that name; ``exams`` and ``countries`` are the ids that exist.

    Without these, what is written is not compared with the bank. ``None`` when there is an error.
    """
    faults: list[Diagnostic] = []
    top = open_fields(root, path, faults)
    if top is None:
        return None, tuple(faults)
    session = _session(top, exams, countries, faults)
    top.close()
    if session.id and session.id != name:
        top.fault(rules.NAME_DIFFERS, "session", written=session.id, folder=name)
    return (None if has_errors(tuple(faults)) else session), tuple(faults)


def _session(
    top: Fields,
    exams: Sequence[str] | None,
    countries: Sequence[str] | None,
    faults: list[Diagnostic],
) -> Session:
    """The values of the file, faults told."""
    chosen = _exams(top, exams, faults)
    tables = _tables(top, exams, chosen, faults)
    excluded = top.texts("pays_exclus", ())
    for iso3, place in zip(excluded, _places(top, "pays_exclus", excluded), strict=True):
        if countries is not None and iso3 not in countries:
            faults.append(rules.UNKNOWN_COUNTRY.at(place, iso3=iso3))
    day, zone = top.day("date"), _zone(top)
    markings: Literal[1, 2] = 2 if top.integer("corrections", 2, low=1, high=2) == 2 else 1
    return Session(
        id=top.text("session"),
        title=top.text("titre"),
        centre=top.text("centre"),
        certifier=top.text("certificateur", ""),
        date=day,
        zone=zone,
        exams=chosen,
        tables=tables,
        excluded_countries=excluded,
        excluded_scenarios=top.texts("scenarios_exclus", ()),
        tickets=top.integer("tickets", 0, low=0, high=MAX_TICKETS),
        markings=markings,
        forms=_forms(top, chosen),
        author=top.text("responsable", ""),
        deadlines=read_deadlines(top, day or UNKNOWN_DAY, zone),
        source=top.source,
    )


def _exams(top: Fields, exams: Sequence[str] | None, faults: list[Diagnostic]) -> tuple[str, ...]:
    """The exams of the session: at least one, each known and there once."""
    chosen = top.texts("epreuves")
    for number, place in enumerate(_places(top, "epreuves", chosen)):
        exam = chosen[number]
        if exam and exams is not None and exam not in exams:
            said = advice(exam, exams)
            faults.append(rules.UNKNOWN_EXAM.at(place, exam=exam, advice=said))
        elif exam in chosen[:number]:
            faults.append(rules.EXAM_TWICE.at(place, exam=exam))
    node = top.node("epreuves")
    if isinstance(node, ListNode) and not node.items and not top.texts(TABLES, ()):
        top.fault(rules.NO_EXAM, "epreuves")
    return chosen


def _tables(
    top: Fields, exams: Sequence[str] | None, chosen: Sequence[str], faults: list[Diagnostic]
) -> tuple[str, ...]:
    """The exams marked by table: each known, there once, and not one that the session sits."""
    tables = top.texts(TABLES, ())
    for number, place in enumerate(_places(top, TABLES, tables)):
        exam = tables[number]
        if exams is not None and exam not in exams:
            said = advice(exam, exams)
            faults.append(rules.UNKNOWN_EXAM.at(place, exam=exam, advice=said))
        elif exam in chosen or exam in tables[:number]:
            faults.append(rules.EXAM_TWICE.at(place, exam=exam))
    return tables


def _forms(top: Fields, chosen: Sequence[str]) -> Mapping[str, int]:
    """How many parallel papers, or tickets, are asked of some exams of the session."""
    asked = top.child(FORMS, required=False)
    if asked is None:
        return {}
    for exam in asked.keys:
        if exam not in chosen:
            asked.fault(rules.FORMS_OF_OTHER, exam, exam=exam, advice=advice(exam, chosen))
    return {exam: asked.integer(exam, low=1, high=MAX_TICKETS) for exam in asked.keys}


def _places(top: Fields, key: str, texts: Sequence[str]) -> tuple[Source, ...]:
    """Where each text of a list is."""
    nodes = top.nodes(key) if texts else ()
    return tuple(node.source for node in nodes if isinstance(node, TextNode))


def _zone(top: Fields) -> str:
    """A time zone that the system knows."""
    zone = top.text("fuseau", ZONE)
    if not is_zone(zone):
        top.fault(rules.UNKNOWN_ZONE, "fuseau", zone=zone)
    return zone
