"""The settings of a session, from ``session.yaml``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pipeline.diagnostics import Diagnostic, has_errors
from pipeline.model.session import Session
from pipeline.read.fields import Fields, open_fields
from pipeline.read.plain import advice
from pipeline.rules import session as rules

MAX_TICKETS = 300


def read_session(
    root: Path, path: str, name: str, exams: Sequence[str], countries: Sequence[str]
) -> tuple[Session | None, tuple[Diagnostic, ...]]:
    """The settings of the session of that name; ``exams`` and ``countries`` are the ids that exist.

    ``None`` when there is an error.
    """
    faults: list[Diagnostic] = []
    top = open_fields(root, path, faults)
    if top is None:
        return None, tuple(faults)
    session = _session(top, exams, countries)
    top.close()
    if session.id != name:
        top.fault(rules.NAME_DIFFERS, "session", written=session.id, folder=name)
    return (None if has_errors(tuple(faults)) else session), tuple(faults)


def _session(top: Fields, exams: Sequence[str], countries: Sequence[str]) -> Session:
    """The values of the file, faults told."""
    chosen = top.texts("epreuves")
    for exam in chosen:
        if exam not in exams:
            top.fault(rules.UNKNOWN_EXAM, "epreuves", exam=exam, advice=advice(exam, exams))
    for exam in sorted({e for e in chosen if chosen.count(e) > 1}):
        top.fault(rules.EXAM_TWICE, "epreuves", exam=exam)
    if not chosen and top.has("epreuves"):
        top.fault(rules.NO_EXAM, "epreuves")
    excluded = top.texts("pays_exclus", ())
    for iso3 in excluded:
        if iso3 not in countries:
            top.fault(rules.UNKNOWN_COUNTRY, "pays_exclus", iso3=iso3)
    markings: Literal[1, 2] = 2 if top.integer("corrections", 2, low=1, high=2) == 2 else 1
    return Session(
        id=top.text("session"),
        title=top.text("titre"),
        centre=top.text("centre"),
        certifier=top.text("certificateur", ""),
        date=top.day("date"),
        zone=top.text("fuseau", "Europe/Paris"),
        exams=chosen,
        excluded_countries=excluded,
        tickets=top.integer("tickets", 0, low=0, high=MAX_TICKETS),
        markings=markings,
        source=top.source,
    )
