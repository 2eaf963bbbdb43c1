"""``calendrier.yaml``: the cohorts in training, what each sits, the days on which nobody sits; optional."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.diagnostics import Diagnostic, Source, has_errors
from pipeline.model.calendar import Calendar, Wanted
from pipeline.moments import is_zone
from pipeline.read.cohorts import Known, in_reach, read_cohorts
from pipeline.read.deadlines import read_deadlines
from pipeline.read.fields import Fields, open_fields
from pipeline.read.plain import is_date
from pipeline.read.session import ZONE
from pipeline.read.yamltree import TextNode
from pipeline.rules import calendar as rules
from pipeline.rules import session as session_rules
from pipeline.typography import date_fr

PATH = "calendrier.yaml"
SCHEMA = "epreuve/calendrier@1"
MONTH, COHORT = "mois", "promotion"
CLOSED = "fermetures"


def read_calendar(root: Path, known: Known) -> tuple[Calendar | None, tuple[Diagnostic, ...]]:
    """The calendar of a workspace with its warnings; ``None`` with an error, or without any fault when there is none.

    All the faults of the file are told at once.
    """
    if not (root / PATH).exists():
        return None, ()
    faults: list[Diagnostic] = []
    top = open_fields(root, PATH, faults)
    if top is None:
        return None, tuple(faults)
    top.choice("schema", (SCHEMA,))
    zone = _zone(top)
    calendar = Calendar(
        zone=zone,
        centre=top.text("centre", ""),
        author=top.text("responsable", ""),
        together=top.choice("regroupement", (MONTH, COHORT), MONTH) == MONTH,
        closed=tuple(_closed(top)),
        cohorts=read_cohorts(top, known),
        deadlines=read_deadlines(top, "", zone),
        source=top.source,
    )
    top.close()
    faults += _faults(tuple(calendar.wanted()))
    return (None if has_errors(tuple(faults)) else calendar), tuple(faults)


def _zone(top: Fields) -> str:
    """A time zone that the system knows; the default is not looked up, for systems that know none."""
    zone = top.text("fuseau", ZONE)
    if zone != ZONE and not is_zone(zone):
        top.fault(session_rules.UNKNOWN_ZONE, "fuseau", zone=zone)
    return zone


def _closed(top: Fields) -> Iterator[tuple[str, str]]:
    """The closed days, a day alone or two with a slash between them."""
    texts = top.texts(CLOSED, ())
    for node in top.nodes(CLOSED, ()) if texts else ():
        text = node.value.strip() if isinstance(node, TextNode) else ""
        first, slash, last = (part.strip() for part in text.partition("/"))
        begins, ends = first, last if slash else first
        if not (is_date(begins) and is_date(ends) and begins <= ends):
            if text:
                top.tell(rules.BAD_CLOSED.at(node.source, text=text))
        elif in_reach(top, node.source, begins) and in_reach(top, node.source, ends):
            yield begins, ends


def _faults(wanted: tuple[Wanted, ...]) -> Iterator[Diagnostic]:
    """What does not hold between sittings, of one session or of one cohort."""
    sessions: dict[str, list[Wanted]] = {}
    for one in wanted:
        sessions.setdefault(one.session.casefold(), []).append(one)
    for group in sessions.values():
        yield from _names(group)
        yield from _dates(group)
        yield from _both_ways(group)
    yield from _repeated(wanted)


def _names(group: list[Wanted]) -> Iterator[Diagnostic]:
    """Names of sessions that not every system tells apart."""
    first = group[0]
    for other in group[1:]:
        if other.session != first.session:
            yield rules.CLOSE_NAME.at(
                other.sitting.source,
                session=other.session,
                other=first.session,
                line=first.sitting.source.line,
            )


def _dates(group: list[Wanted]) -> Iterator[Diagnostic]:
    """A session that somebody names has one date."""
    first = group[0]
    for other in group[1:]:
        if other.day != first.day and any(w.sitting.session for w in group):
            yield rules.OTHER_DATE.at(
                other.sitting.source,
                session=other.session,
                line=first.sitting.source.line,
                other=date_fr(first.day),
                day=date_fr(other.day),
            )


def _both_ways(group: list[Wanted]) -> Iterator[Diagnostic]:
    """An exam of a session is sat or marked by table, not both."""
    sat = {exam: w for w in reversed(group) for exam in w.sitting.exams}
    for other in group:
        for exam in other.sitting.tables:
            if exam in sat and sat[exam] is not other:
                line = sat[exam].sitting.source.line
                yield rules.BOTH_WAYS.at(
                    other.sitting.source, session=other.session, exam=exam, line=line
                )


def _repeated(wanted: Iterable[Wanted]) -> Iterator[Diagnostic]:
    """An exam that a cohort sits twice."""
    seen: dict[tuple[Source, str], int | None] = {}
    for one in wanted:
        source = one.sitting.source
        for exam in (*one.sitting.exams, *one.sitting.tables):
            key = (one.cohort.source, exam)
            if key in seen:
                yield rules.SAT_TWICE.at(source, id=one.cohort.id, exam=exam, line=seen[key])
            seen.setdefault(key, source.line)
