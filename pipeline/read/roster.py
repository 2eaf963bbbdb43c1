"""Registrations: candidates, assessors, rooms and sittings, from ``inscriptions.xlsx``."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from pipeline.diagnostics import Diagnostic
from pipeline.model.people import Accommodation, Assessor, Candidate, Room, Roster, Sitting
from pipeline.model.referential import BlockId
from pipeline.read.sheets import Row, advice, fold
from pipeline.read.workbook import open_book, read_rows
from pipeline.rules import roster as words
from pipeline.rules import workbook as rules

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,19}")
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]|corriges", re.IGNORECASE)
_YES_NO = (words.YES, words.NO)


def read_roster(
    root: Path, path: str, blocks: Sequence[BlockId], exams: Sequence[str]
) -> tuple[Roster | None, tuple[Diagnostic, ...]]:
    """The registrations, with every fault of the workbook at once.

    ``blocks`` are those of the referential, ``exams`` the blueprints that the session holds. The roster is ``None``
    when the workbook, a sheet or a column is missing; a roster with errors holds neutral values in their place.
    """
    faults: list[Diagnostic] = []
    book = open_book(root, path, faults)
    if book is None:
        return None, tuple(faults)
    rows: dict[str, tuple[Row, ...]] = {}
    for sheet, columns in words.COLUMNS.items():
        found = read_rows(book, path, sheet, columns, faults, optional=words.OPTIONAL)
        if found is not None:
            rows[sheet] = _kept(found, columns[0], several=sheet == words.SITTINGS)
    complete = len(rows) == len(words.COLUMNS)
    roster = _roster(rows, blocks, exams) if complete else None
    return roster, tuple(sorted(dict.fromkeys(faults), key=_order))


def _order(fault: Diagnostic) -> tuple[int, int, int, str]:
    """The order in which people go through the workbook: sheet, line, column."""
    sheet, cell = fault.source.sheet, fault.source.cell or ""
    letters = cell.rstrip("0123456789")
    place = list(words.COLUMNS).index(sheet) if sheet else -1
    return place, int(cell.removeprefix(letters) or 0), len(letters), letters


def _kept(rows: Sequence[Row], key: str, *, several: bool) -> tuple[Row, ...]:
    """The rows to read: the example is left out, a row without its key is told, and so is a key given twice.

    ``several`` rows may bear the same key.
    """
    kept: list[Row] = []
    lines: dict[str, int] = {}
    for row in rows:
        if row.empty(key):
            row.fault(rules.STRAY_TEXT, key)
            continue
        value = row.text(key)
        if fold(value) == fold(words.EXAMPLE):
            row.fault(rules.EXAMPLE_LEFT, key)
            continue
        first = lines.setdefault(fold(value), row.number)
        if value and first != row.number and not several:
            row.fault(rules.TWICE, key, value=value, line=first)
        kept.append(row)
    return tuple(kept)


def _roster(
    rows: Mapping[str, Sequence[Row]], blocks: Sequence[BlockId], exams: Sequence[str]
) -> Roster:
    """The values of the four sheets."""
    groups = _groups(rows[words.SITTINGS])
    candidates = tuple(_candidate(row, blocks, groups) for row in rows[words.CANDIDATES])
    numbers = [candidate.number for candidate in candidates]
    rooms = tuple(_room(row) for row in rows[words.ROOMS])
    names = [room.name for room in rooms]
    sittings = (_sitting(row, exams, names, groups) for row in rows[words.SITTINGS])
    return Roster(
        candidates=candidates,
        assessors=tuple(_assessor(row, blocks, numbers) for row in rows[words.ASSESSORS]),
        rooms=rooms,
        sittings=tuple(sitting for sitting in sittings if sitting is not None),
    )


def _groups(rows: Sequence[Row]) -> dict[str, str]:
    """The groups that the planning names, as first written, by what people mean to be the same word."""
    groups: dict[str, str] = {}
    for text in (row.text(words.GROUP, required=False) for row in rows):
        if text:
            groups.setdefault(fold(text), text)
    return groups


def _candidate(row: Row, blocks: Sequence[BlockId], groups: dict[str, str]) -> Candidate:
    """One candidate."""
    special = [b for b in blocks if b.startswith("S")]
    return Candidate(
        number=_identifier(row, words.NUMBER),
        last_name=row.text(words.LAST_NAME),
        first_name=row.text(words.FIRST_NAME),
        birth_date=row.day(words.BIRTH_DATE),
        email=row.text(words.EMAIL, required=False),
        specialisation=BlockId(row.choice(words.SPECIALISATION, special)),
        won=tuple(BlockId(b) for b in row.words(words.WON, blocks)),
        accommodation=_accommodation(row),
        source=row.at(words.NUMBER),
        group=_group(row, groups),
    )


def _group(row: Row, groups: dict[str, str]) -> str:
    """The group of a candidate or of a sitting; none when the planning names others only, which is told once a group.

    A planning without any group is open to everybody: what the candidates have there is of no use to it.
    """
    text = row.text(words.GROUP, required=False)
    if text and groups and fold(text) not in groups:
        said = advice(text, tuple(filter(None, groups.values())))
        row.fault(rules.NOT_KNOWN, words.GROUP, value=text, advice=said)
        groups[fold(text)] = ""
    return groups.get(fold(text), "")


def _accommodation(row: Row) -> Accommodation:
    """The measures granted to a candidate."""
    none = words.HUMAN_HELPS[0]
    extra = row.choice(words.EXTRA_TIME, tuple(words.EXTRA_TIMES), words.NO_EXTRA_TIME)
    human_help = row.choice(words.HUMAN_HELP, words.HUMAN_HELPS, none)
    return Accommodation(
        extra_time=Decimal(words.EXTRA_TIMES[extra]),
        large_print=_yes(row, words.LARGE_PRINT),
        electronic_copy=_yes(row, words.ELECTRONIC),
        human_help="" if human_help == none else human_help,
        separate_room=_yes(row, words.SEPARATE_ROOM),
        note=row.text(words.NOTE, required=False),
    )


def _assessor(row: Row, blocks: Sequence[BlockId], numbers: Sequence[str]) -> Assessor:
    """One assessor; who only follows trainees needs no block."""
    if row.empty(words.BLOCKS, words.TRAINEES):
        row.fault(rules.EMPTY_CELL, words.BLOCKS)
    return Assessor(
        id=_identifier(row, words.IDENTIFIER),
        last_name=row.text(words.LAST_NAME),
        first_name=row.text(words.FIRST_NAME),
        email=row.text(words.EMAIL, required=False),
        organisation=row.text(words.ORGANISATION, required=False),
        external=_yes(row, words.EXTERNAL),
        blocks=tuple(BlockId(b) for b in row.words(words.BLOCKS, blocks)),
        links=row.words(words.LINKS, numbers),
        trainees=row.words(words.TRAINEES, numbers),
        source=row.at(words.IDENTIFIER),
    )


def _room(row: Row) -> Room:
    """One room; its name may hold spaces, not what separates names."""
    name = row.text(words.ROOM)
    if "," in name or ";" in name:
        row.fault(rules.ROOM_NAME, words.ROOM, value=name)
    return Room(name=name, seats=row.integer(words.SEATS, 1, 2000), source=row.at(words.ROOM))


def _sitting(
    row: Row, exams: Sequence[str], rooms: Sequence[str], groups: dict[str, str]
) -> Sitting | None:
    """When and where an exam is sat; ``None`` for an exam of no concern to the session.

    A line with nothing but its exam is one that nobody has filled yet: checks.session tells it.
    """
    text = row.text(words.EXAM)
    exam = {fold(e): e for e in exams}.get(fold(text))
    if exam is None:
        if text:
            said = advice(text, exams)
            row.fault(rules.NOT_IN_SESSION, words.EXAM, exam=text, advice=said)
        return None
    place, group = row.at(words.EXAM), _group(row, groups)
    if row.empty(words.DATE, words.START, words.ROOM_LIST):
        return Sitting(blueprint=exam, date="", start="", rooms=(), source=place, group=group)
    if row.empty(words.ROOM_LIST):
        row.fault(rules.EMPTY_CELL, words.ROOM_LIST)
    return Sitting(
        blueprint=exam,
        date=row.day(words.DATE),
        start=row.hour(words.START),
        rooms=row.words(words.ROOM_LIST, rooms),
        source=place,
        group=group,
    )


def _yes(row: Row, column: str) -> bool:
    """A yes or no; no when the cell is empty."""
    return row.choice(column, _YES_NO, words.NO) == words.YES


def _identifier(row: Row, column: str) -> str:
    """A number or identifier that may name a file or a folder, beside those that the publication makes."""
    text = row.text(column)
    if text and not _NUMBER.fullmatch(text):
        row.fault(rules.BAD_IDENTIFIER, column, value=text)
    elif _RESERVED.fullmatch(text):
        row.fault(rules.RESERVED_NAME, column, value=text)
    return text
