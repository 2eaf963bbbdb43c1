"""``epreuve open``: a new session, its settings and its registration workbook."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.commands.inputs import load_bank
from pipeline.diagnostics import Diagnostic, Outcome, Source, UsageError
from pipeline.exchange.roster import Rows, roster_workbook, workbook_bytes
from pipeline.exchange.settings import TEMPLATE, settings_text
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint, FormKind, Phase
from pipeline.model.deadline import USUAL, Deadlines
from pipeline.model.item import Modality
from pipeline.moments import local_time
from pipeline.read.deadlines import KEY
from pipeline.read.plain import is_date
from pipeline.read.session import ZONE
from pipeline.render.reseal import reseal
from pipeline.rules import commands as words
from pipeline.rules.deadline import FORGOTTEN, LONG_AGO
from pipeline.store import journal
from pipeline.store.files import make_folder, write_file
from pipeline.store.folder import SessionFolder, check_workspace, new_session
from pipeline.store.lock import locked
from pipeline.store.secret import draw_secret, keep_secret, read_secret
from pipeline.typography import date_fr

MONTH = re.compile(r"(\d{4}-\d{2})(?:-.*)?")
PAPER_BLOCK = "B1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a session is opened with.

    ``rows`` are registrations already made; ``exams`` those sat, by default one of each kind a block; ``tables`` those
    marked by table; ``secret`` draws that can be made again, for the demonstration; ``author`` prepares the session,
    which keeps ``deadlines`` by the clocks of ``zone``.
    """

    date: str
    title: str
    centre: str
    rows: Rows | None = None
    exams: tuple[str, ...] | None = None
    tables: tuple[str, ...] = ()
    secret: bytes | None = None
    zone: str = ZONE
    author: str = ""
    deadlines: Deadlines = field(default_factory=lambda: USUAL)


def open_session(  # noqa: PLR0913 - one parameter an option of the command
    session: str,
    *,
    root: Path,
    when: str,
    date: str | None = None,
    title: str | None = None,
    centre: str | None = None,
    author: str | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Write ``session.yaml``, ``inscriptions.xlsx`` and the secret of a session; what exists is left as it is.

    Raises UsageError for a name or a date that is none, ContentError when the secret of an open session is lost.
    """
    check_workspace(root)
    folder = new_session(root, session)
    opening = Opening(
        date=opening_date(session, date),
        title=title or session,
        centre=centre or words.CENTRE,
        author=author or "",
    )
    outcome = open_folder(load_bank(root), folder, opening, when=when, dry_run=dry_run)
    told = tuple(_long_ago(folder, opening, when)) if outcome.counts["files"] or dry_run else ()
    return replace(outcome, diagnostics=(*outcome.diagnostics, *told))


def open_folder(
    bank: Bank, folder: SessionFolder, opening: Opening, *, when: str, dry_run: bool = False
) -> Outcome:
    """The same with a bank already read."""
    files = _files(bank, folder, opening)
    missing = {path: data for path, data in files.items() if not path.exists()}
    told = tuple(_forgotten(folder, opening, missing))
    if dry_run:
        return replace(_outcome(folder, tuple(missing), dry_run=True), diagnostics=told)
    with locked(folder.path, folder.name):
        if folder.settings.exists():
            read_secret(
                folder
            )  # a lost key is told, never drawn again: other draws would come of it
        else:
            keep_secret(folder, opening.secret or draw_secret())
        make_folder(folder.returned)
        for path, data in reversed(missing.items()):  # with its settings, a session is open
            write_file(path, data)
        journal.append(folder.path, when=when, command="open", facts={"session": folder.name})
    return replace(_outcome(folder, tuple(missing), dry_run=False), diagnostics=told)


def _long_ago(folder: SessionFolder, opening: Opening, when: str) -> Iterator[Diagnostic]:
    """Tell that a session is opened after its own day: scheduled runs would hand its papers out at once."""
    if opening.date < local_time(when, opening.zone)[0]:
        place = Source(path=folder.relative(folder.settings))
        yield LONG_AGO.at(place, session=folder.name, date=date_fr(opening.date))


def _forgotten(
    folder: SessionFolder, opening: Opening, written: Mapping[Path, bytes]
) -> Iterator[Diagnostic]:
    """Tell that a template older than deadlines leaves a session without anybody to follow it."""
    settings = written.get(folder.settings)
    if settings is not None and opening.deadlines and KEY.encode() not in settings:
        yield FORGOTTEN.at(Source(path=TEMPLATE), session=folder.name)


def _outcome(folder: SessionFolder, missing: tuple[Path, ...], *, dry_run: bool) -> Outcome:
    """What was written, or would be."""
    session = folder.name
    both = (folder.settings, folder.roster)
    paths = tuple(folder.relative(path) for path in both if path in missing)
    settings, roster = folder.relative(folder.settings), folder.relative(folder.roster)
    done = words.OPEN_DONE.format(session=session, settings=settings, roster=roster)
    first = done if missing else words.OPEN_AGAIN.format(session=session)
    lines: tuple[str, ...] = (first, words.OPEN_NEXT.format(session=session))
    if dry_run:
        lines = (*(words.WOULD_WRITE.format(path=p) for p in paths), words.DRY_RUN)
    return Outcome(
        command="open",
        session=session,
        counts={"files": 0 if dry_run else len(missing)},
        files=() if dry_run else paths,
        lines=lines,
        dry_run=dry_run,
    )


def opening_date(session: str, date: str | None) -> str:
    """The date asked for, else the first of the month that the session is named after."""
    if date is not None:
        if not is_date(date):
            raise UsageError(words.BAD_DATE.format(date=date), words.BAD_DATE_HINT)
        return date
    match = MONTH.fullmatch(session)
    if match and is_date(f"{match[1]}-01"):
        return f"{match[1]}-01"
    raise UsageError(words.NO_DATE.format(session=session), words.NO_DATE_HINT)


def default_exams(blueprints: tuple[Blueprint, ...]) -> tuple[Blueprint, ...]:
    """The oral and one written exam of each block: a paper for B1, else the case study, or the other for want of it."""
    final = [b for b in blueprints if b.phase is Phase.FINAL]
    return tuple(
        b for b in final if b is _oral(b.block, final) or b.kind is _written(b.block, final)
    )


def _oral(block: str, final: Sequence[Blueprint]) -> Blueprint | None:
    """The oral that a block has by default: its first one on tickets."""
    tickets = (b for b in final if b.block == block and b.kind is FormKind.TICKET)
    return next(tickets, None)


def _written(block: str, final: Sequence[Blueprint]) -> FormKind:
    """The kind of written exam that a block has by default."""
    wanted = FormKind.PAPER if block == PAPER_BLOCK else FormKind.CASE_STUDY
    written = [b.kind for b in final if b.block == block and b.modality is Modality.WRITTEN]
    return wanted if wanted in written else next(iter(written), wanted)


def _files(bank: Bank, folder: SessionFolder, opening: Opening) -> dict[Path, bytes]:
    """The files of a new session."""
    chosen = (
        tuple(bank.blueprint(exam) for exam in opening.exams)
        if opening.exams is not None
        else default_exams(bank.blueprints)
    )
    others = [b for b in bank.blueprints if b not in chosen]
    settings = settings_text(
        folder.root,
        session=folder.name,
        date=opening.date,
        title=opening.title,
        centre=opening.centre,
        chosen=[(b.id, b.title) for b in chosen],
        others=[(b.id, b.title) for b in others],
        tables=opening.tables,
        zone=opening.zone,
        author=opening.author,
        deadlines=opening.deadlines,
    )
    blocks = [b.id for b in bank.referential.blocks]
    book = roster_workbook(blocks, [b.id for b in chosen], opening.rows, [b.id for b in others])
    return {folder.settings: settings, folder.roster: reseal(workbook_bytes(book))}
