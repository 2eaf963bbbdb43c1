"""Registrations: candidates, assessors, rooms and sittings, from ``inscriptions.xlsx``."""

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from openpyxl.workbook import Workbook

from pipeline.diagnostics import Diagnostic
from pipeline.model.people import Accommodation, Assessor, Candidate, Room, Roster, Sitting
from pipeline.model.referential import BlockId
from pipeline.read.sheets import Row, open_book, read_rows
from pipeline.rules import roster as words
from pipeline.rules import session as rules

_NUMBER = re.compile(r"[A-Za-z0-9-]{1,20}")


def read_roster(
    root: Path, path: str, blocks: Sequence[BlockId], exams: Sequence[str]
) -> tuple[Roster | None, tuple[Diagnostic, ...]]:
    """The registrations, with every fault of the workbook at once; ``None`` when one is an error in it.

    ``blocks`` are those of the referential, ``exams`` the blueprints that the session holds.
    """
    faults: list[Diagnostic] = []
    book = open_book(root, path, faults)
    if book is None:
        return None, tuple(faults)
    rooms = _rooms(book, path, faults)
    candidates = _candidates(book, path, blocks, faults)
    roster = Roster(
        candidates=candidates,
        assessors=_assessors(book, path, blocks, [c.number for c in candidates], faults),
        rooms=rooms,
        sittings=_sittings(book, path, exams, [r.name for r in rooms], faults),
    )
    return roster, tuple(faults)


def _candidates(
    book: Workbook, path: str, blocks: Sequence[BlockId], faults: list[Diagnostic]
) -> tuple[Candidate, ...]:
    """The candidates, in the order of the sheet."""
    found = []
    for row in _filled(book, path, words.CANDIDATES, words.NUMBER, faults):
        special = [b for b in blocks if b.startswith("S")]
        found.append(
            Candidate(
                number=_identifier(row, words.NUMBER),
                last_name=row.text(words.LAST_NAME),
                first_name=row.text(words.FIRST_NAME),
                birth_date=row.day(words.BIRTH_DATE),
                email=row.text(words.EMAIL, required=False),
                specialisation=BlockId(row.choice(words.SPECIALISATION, special)),
                won=tuple(BlockId(b) for b in row.words(words.WON, blocks)),
                accommodation=_accommodation(row),
                source=row.place(words.NUMBER),
            )
        )
    return tuple(found)


def _accommodation(row: Row) -> Accommodation:
    """The measures granted to a candidate."""
    yes_no = (words.YES, words.NO)
    extra = row.choice(words.EXTRA_TIME, tuple(words.EXTRA_TIMES), "aucun")
    help_ = row.choice(words.HUMAN_HELP, words.HUMAN_HELPS, words.HUMAN_HELPS[0])
    return Accommodation(
        extra_time=Decimal(words.EXTRA_TIMES[extra]),
        large_print=row.choice(words.LARGE_PRINT, yes_no, words.NO) == words.YES,
        electronic_copy=row.choice(words.ELECTRONIC, yes_no, words.NO) == words.YES,
        human_help="" if help_ == words.HUMAN_HELPS[0] else help_,
        separate_room=row.choice(words.SEPARATE_ROOM, yes_no, words.NO) == words.YES,
        note=row.text(words.NOTE, required=False),
    )


def _assessors(
    book: Workbook,
    path: str,
    blocks: Sequence[BlockId],
    numbers: Sequence[str],
    faults: list[Diagnostic],
) -> tuple[Assessor, ...]:
    """The assessors, in the order of the sheet."""
    found = []
    for row in _filled(book, path, words.ASSESSORS, words.IDENTIFIER, faults):
        own = row.words(words.BLOCKS, blocks)
        if not own:
            row.fault(rules.EMPTY_CELL, words.BLOCKS)
        found.append(
            Assessor(
                id=_identifier(row, words.IDENTIFIER),
                last_name=row.text(words.LAST_NAME),
                first_name=row.text(words.FIRST_NAME),
                email=row.text(words.EMAIL, required=False),
                organisation=row.text(words.ORGANISATION, required=False),
                external=row.choice(words.EXTERNAL, (words.YES, words.NO), words.NO) == words.YES,
                blocks=tuple(BlockId(b) for b in own),
                links=row.words(words.LINKS, numbers),
                source=row.place(words.IDENTIFIER),
            )
        )
    return tuple(found)


def _rooms(book: Workbook, path: str, faults: list[Diagnostic]) -> tuple[Room, ...]:
    """The rooms, in the order of the sheet."""
    return tuple(
        Room(
            name=row.text(words.ROOM),
            seats=row.integer(words.SEATS, 1, 2000),
            source=row.place(words.ROOM),
        )
        for row in _filled(book, path, words.ROOMS, words.ROOM, faults)
    )


def _sittings(
    book: Workbook,
    path: str,
    exams: Sequence[str],
    rooms: Sequence[str],
    faults: list[Diagnostic],
) -> tuple[Sitting, ...]:
    """When and where each exam is sat."""
    return tuple(
        Sitting(
            blueprint=row.choice(words.EXAM, exams),
            date=row.day(words.DATE),
            start=row.hour(words.START),
            rooms=row.words(words.ROOM_LIST, rooms),
            source=row.place(words.EXAM),
        )
        for row in _filled(book, path, words.SITTINGS, words.EXAM, faults)
    )


def _filled(
    book: Workbook, path: str, sheet: str, key: str, faults: list[Diagnostic]
) -> tuple[Row, ...]:
    """The rows to read: the example is left out, a row without its key and a key given twice are faults."""
    kept: list[Row] = []
    lines: dict[str, int] = {}
    for row in read_rows(book, path, sheet, words.COLUMNS[sheet], faults):
        value = row.text(key, required=False)
        if value == words.EXAMPLE:
            row.fault(rules.EXAMPLE_LEFT, key)
        elif not value and not str(row.cells.get(key) or "").startswith("="):
            row.fault(rules.STRAY_TEXT, key)
        elif value.casefold() in lines:
            row.fault(rules.TWICE, key, value=value, line=lines[value.casefold()])
        else:
            lines[value.casefold()] = row.number
            kept.append(row)
    return tuple(kept)


def _identifier(row: Row, column: str) -> str:
    """A number or identifier that may stand in a file's name."""
    text = row.text(column)
    if text and not _NUMBER.fullmatch(text):
        row.fault(rules.BAD_IDENTIFIER, column, value=text)
    return text
