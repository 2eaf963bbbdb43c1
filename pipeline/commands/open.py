"""``epreuve open``: a new session, its settings and its registration workbook."""

import re
from pathlib import Path

from pipeline.commands.inputs import load_bank
from pipeline.diagnostics import Outcome, UsageError
from pipeline.exchange.roster import Rows, roster_workbook, workbook_bytes
from pipeline.exchange.settings import settings_text
from pipeline.model.bank import Bank
from pipeline.model.blueprint import Blueprint, FormKind, Phase
from pipeline.read.plain import is_date
from pipeline.render.reseal import reseal
from pipeline.rules import commands as words
from pipeline.store import journal
from pipeline.store.files import make_folder, write_file
from pipeline.store.folder import SessionFolder, new_session
from pipeline.store.lock import locked
from pipeline.store.secret import draw_secret, keep_secret

MONTH = re.compile(r"(\d{4}-\d{2})(?:-.*)?")
CASE_BLOCKS = ("B2", "B3", "S1", "S2", "S3")


def open_session(  # noqa: PLR0913 - one parameter an option of the command
    session: str,
    *,
    root: Path,
    when: str,
    date: str | None = None,
    title: str | None = None,
    centre: str | None = None,
    dry_run: bool = False,
    rows: Rows | None = None,
    secret: bytes | None = None,
) -> Outcome:
    """Write ``session.yaml``, ``inscriptions.xlsx`` and the secret of a session; what exists is left as it is.

    ``rows`` and ``secret`` are for the demonstration: registrations already made, draws that can be made again.
    """
    bank = load_bank(root)
    folder = new_session(root, session)
    files = _files(
        bank, folder, _date(session, date), title or session, centre or words.CENTRE, rows
    )
    missing = {path: data for path, data in files.items() if not path.exists()}
    paths = tuple(folder.relative(path) for path in missing)
    if dry_run:
        lines = (*(words.WOULD_WRITE.format(path=p) for p in paths), words.DRY_RUN)
        return Outcome(command="open", session=session, lines=lines, dry_run=True)
    with locked(folder.path, session):
        if not folder.secret.exists():
            keep_secret(folder, secret or draw_secret())
        make_folder(folder.returned)
        for path, data in missing.items():
            write_file(path, data)
        journal.append(folder.path, when=when, command="open", facts={"session": session})
    done = words.OPEN_DONE.format(
        session=session,
        settings=folder.relative(folder.settings),
        roster=folder.relative(folder.roster),
    )
    first = done if missing else words.OPEN_AGAIN.format(session=session)
    return Outcome(
        command="open",
        session=session,
        counts={"files": len(missing)},
        files=paths,
        lines=(first, words.OPEN_NEXT.format(session=session)),
    )


def _date(session: str, date: str | None) -> str:
    """The date asked for, else the first of the month that the session is named after."""
    if date is not None:
        if not is_date(date):
            raise UsageError(words.BAD_DATE.format(date=date), words.BAD_DATE_HINT)
        return date
    match = MONTH.fullmatch(session)
    if match and is_date(f"{match[1]}-01"):
        return f"{match[1]}-01"
    raise UsageError(
        words.NO_DATE.format(session=session), words.NO_DATE_HINT.format(session=session)
    )


def default_exams(blueprints: tuple[Blueprint, ...]) -> tuple[Blueprint, ...]:
    """One written exam (the case study where there is one, a paper for B1) and one oral a block."""
    final = [b for b in blueprints if b.phase is Phase.FINAL]
    return tuple(
        b
        for b in final
        if b.kind is FormKind.TICKET
        or (b.kind is FormKind.CASE_STUDY if b.block in CASE_BLOCKS else b.kind is FormKind.PAPER)
    )


def _files(
    bank: Bank, folder: SessionFolder, date: str, title: str, centre: str, rows: Rows | None
) -> dict[Path, bytes]:
    """The files of a new session."""
    chosen = default_exams(bank.blueprints)
    others = [b for b in bank.blueprints if b not in chosen]
    settings = settings_text(
        folder.root,
        session=folder.name,
        date=date,
        title=title,
        centre=centre,
        chosen=[(b.id, b.title) for b in chosen],
        others=[(b.id, b.title) for b in others],
    )
    blocks = [b.id for b in bank.referential.blocks]
    book = roster_workbook(blocks, [b.id for b in chosen], rows)
    return {folder.settings: settings, folder.roster: reseal(workbook_bytes(book))}
