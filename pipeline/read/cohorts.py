"""The cohorts of the training calendar: when each is in training, what it sits and when."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.diagnostics import Source
from pipeline.model.calendar import Cohort, Sitting
from pipeline.moments import days_after
from pipeline.read.fields import Fields
from pipeline.read.plain import advice, is_date
from pipeline.read.yamltree import ListNode, TextNode
from pipeline.rules import calendar as rules
from pipeline.rules import referential as referential_rules
from pipeline.rules import session as session_rules
from pipeline.typography import date_fr

FIRST, LAST = "2000-01-01", "2199-12-31"
MOST_PEOPLE = 10_000
AFTER_END = 60
EXAMS, BLOCKS, TABLES = "epreuves", "blocs", "controle_continu"
_RELATIVE = re.compile(r"(fin|debut)(?:([-+])([0-9]{1,4}))?")
_SIGNS = str.maketrans("\u2212\u2013\u2010\u2011", "----")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a calendar may name: exams of the bank, those that a block has by default, what a session is called."""

    exams: Sequence[str]
    defaults: Mapping[str, Sequence[str]]
    is_name: Callable[[str], bool]


def read_cohorts(top: Fields, known: Known) -> tuple[Cohort, ...]:
    """The cohorts of a calendar, faults told; those whose id or days make no sense are left out."""
    seen: dict[str, int | None] = {}
    found: list[Cohort] = []
    for fields in top.children("promotions"):
        name = fields.text("id")
        key = name.casefold()
        cohort = _cohort(fields, known, name)
        if name and not known.is_name(f"{FIRST[:7]}-{name}"):
            fields.fault(rules.BAD_ID, "id", id=name)
        elif name and key in seen:
            fields.fault(referential_rules.REPEATED_ID, "id", id=name, line=seen[key])
        elif cohort is not None:
            found.append(cohort)
        seen.setdefault(key, fields.place("id").line)
    return tuple(found)


def in_reach(fields: Fields, place: Source, day: str) -> bool:
    """Whether an ISO day is of this century or the next, so that days can be added to it; told when it is not."""
    near = FIRST <= day <= LAST
    if not near:
        fields.tell(rules.FAR_DATE.at(place, day=day, first=FIRST, last=LAST))
    return near


def _cohort(fields: Fields, known: Known, name: str) -> Cohort | None:
    """One cohort; everything in it is read, whatever is wrong with the rest."""
    begins, ends = _day(fields, "debut"), _day(fields, "fin")
    read = tuple((child, _sitting(child, known)) for child in fields.children("sessions"))
    cohort = Cohort(
        id=name,
        title=fields.text("titre"),
        begins=begins,
        ends=ends,
        people=fields.integer("effectif", low=1, high=MOST_PEOPLE),
        sittings=tuple(sitting for _, sitting in read if sitting is not None),
        source=fields.source,
    )
    if not (begins and ends):
        return None
    if ends < begins:
        days = {"begins": date_fr(begins), "ends": date_fr(ends)}
        fields.fault(rules.UPSIDE_DOWN, "fin", id=name, **days)
        return None
    for child, sitting in read:
        if sitting is not None:
            _check_day(child, cohort, sitting)
    return cohort


def _day(fields: Fields, key: str) -> str:
    """A day that can be reckoned with; empty when it is none, which is told."""
    day = fields.day(key)
    return day if is_date(day) and in_reach(fields, fields.place(key), day) else ""


def _check_day(fields: Fields, cohort: Cohort, sitting: Sitting) -> None:
    """A cohort sits once its training has begun, and not long after its end."""
    day = cohort.day_of(sitting)
    if not cohort.begins <= day <= days_after(cohort.ends, AFTER_END):
        fields.fault(
            rules.OUTSIDE,
            "date",
            id=cohort.id,
            day=date_fr(day),
            begins=date_fr(cohort.begins),
            ends=date_fr(cohort.ends),
            days=AFTER_END,
        )


def _sitting(fields: Fields, known: Known) -> Sitting | None:
    """One sitting; ``None`` when its day makes no sense."""
    sitting = _when(fields)
    exams = (*_exams(fields, EXAMS, known), *_defaults(fields, known))
    tables = tuple(_exams(fields, TABLES, known, exams))
    if all(_is_empty(fields, key) for key in (EXAMS, BLOCKS, TABLES)):
        fields.fault(session_rules.NO_EXAM)
    session = fields.text("session", "")
    if session and not known.is_name(session):
        fields.fault(rules.BAD_NAME, "session", name=session)
    if sitting is None:
        return None
    return replace(sitting, exams=tuple(dict.fromkeys(exams)), tables=tables, session=session)


def _when(fields: Fields) -> Sitting | None:
    """The day of a sitting, by default the end of the training; typographic signs and an accent are understood."""
    typed = fields.text("date", "") or "fin"
    plain = unicodedata.normalize("NFKD", "".join(typed.split()).lower().translate(_SIGNS))
    match = _RELATIVE.fullmatch("".join(c for c in plain if not unicodedata.combining(c)))
    if match is not None:
        days = int(f"{match[2] or '+'}{match[3] or 0}")
        start = match[1] == "debut"
        return Sitting(exams=(), days=days, from_start=start, source=fields.source)
    if is_date(typed):
        near = in_reach(fields, fields.place("date"), typed)
        return Sitting(exams=(), date=typed, source=fields.source) if near else None
    fields.fault(rules.BAD_DAY, "date", text=typed)
    return None


def _exams(fields: Fields, key: str, known: Known, others: Sequence[str] = ()) -> Iterator[str]:
    """The exams of a list, each known, there once and not one of the others."""
    found = set(others)
    for node in _texts(fields, key):
        exam = node.value.strip()
        if exam not in known.exams:
            said = advice(exam, known.exams)
            fields.tell(session_rules.UNKNOWN_EXAM.at(node.source, exam=exam, advice=said))
        elif exam in found:
            fields.tell(session_rules.EXAM_TWICE.at(node.source, exam=exam))
        else:
            found.add(exam)
            yield exam


def _defaults(fields: Fields, known: Known) -> Iterator[str]:
    """The exams that the blocks of a sitting have by default."""
    for node in _texts(fields, BLOCKS):
        block = node.value.strip()
        if block not in known.defaults:
            said = advice(block, known.defaults)
            fields.tell(referential_rules.UNKNOWN_BLOCK.at(node.source, block=block, advice=said))
        yield from known.defaults.get(block, ())


def _texts(fields: Fields, key: str) -> tuple[TextNode, ...]:
    """The texts of a list with their places; what is no list of texts is told."""
    nodes = fields.nodes(key, ()) if fields.texts(key, ()) else ()
    return tuple(node for node in nodes if isinstance(node, TextNode) and node.value.strip())


def _is_empty(fields: Fields, key: str) -> bool:
    """Whether a list is not written, or holds nothing."""
    node = fields.node(key)
    return node is None or (isinstance(node, ListNode) and not node.items)
