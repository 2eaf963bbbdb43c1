"""The ledger of capitalisation over sessions: who holds which block since when, by which decision.

SQLite, local disk only: full synchronisation, foreign keys, one immediate transaction a recording. Nothing is ever
overwritten: a revised decision stays, and its blocks no longer count. The session folders are the truth: the ledger is
rebuilt from them row for row.
"""

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipeline.diagnostics import ContentError, EpreuveError, Source
from pipeline.model.award import BlockStatus, Capital, Credit, Decision, Decisions, Origin
from pipeline.model.referential import BlockId
from pipeline.rules import ledger as rules
from pipeline.store.files import PRIVATE_FILE, make_folder, telling
from pipeline.store.folder import is_demonstration
from pipeline.store.ledgertables import METADATA, capital, decision, person, sitting

NAME, APART = "registre.sqlite", "registre-demo.sqlite"
_SPACE = uuid.UUID("6f1a3c52-5d0e-5b8e-9a57-0c2f6f2f9d11")


def ledger_path(root: Path, session: str) -> Path:
    """Where the ledger of a session is: that of the workspace, or the demonstration's own."""
    return root / "output" / (APART if is_demonstration(session) else NAME)


def record(path: Path, decisions: Decisions, head: str) -> None:
    """Add what a session decided and was credited with, and the head of its journal; doing it twice changes nothing.

    Raises ContentError, and adds nothing, when a candidate's number is already somebody else's.
    """
    with _writing(path) as connection:
        _record(connection, decisions, head)


def rebuild(path: Path, sessions: Sequence[tuple[Decisions, str]]) -> int:
    """Make the ledger anew from the records of all the sessions; returns how many blocks are held.

    Made aside and put in its place when it is whole; raises ContentError like ``record``, and the old one stays.
    """
    aside = path.with_name(f".{path.name}.neuf")
    aside.unlink(missing_ok=True)
    with _writing(aside) as connection:
        for decisions, head in sessions:
            _record(connection, decisions, head)
    aside.replace(path)
    return len(held(path))


def forget(path: Path) -> None:
    """Remove a ledger: for the demonstration, which is always made anew; raises EpreuveError."""
    with telling(path):
        path.unlink(missing_ok=True)


def held(path: Path) -> tuple[Capital, ...]:
    """Every block held in virtue of a decision in force or of a credit, in a stable order."""
    if not path.exists():
        return ()
    revised = sa.select(decision.c.revises).where(decision.c.revises.is_not(None))
    query = (
        sa.select(capital, person.c.number, sitting.c.name)
        .join(person, capital.c.person == person.c.id)
        .join(sitting, capital.c.session == sitting.c.id)
        .where(sa.or_(capital.c.decision.is_(None), capital.c.decision.not_in(revised)))
        .order_by(person.c.number, capital.c.date, capital.c.block, capital.c.reference)
    )
    with _reading(path) as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(
        Capital(
            candidate=row["number"],
            block=BlockId(row["block"]),
            edition=row["edition"],
            session=row["name"],
            date=row["date"],
            reference=row["reference"],
            origin=Origin(row["origin"]),
        )
        for row in rows
    )


def ledger_head(path: Path) -> str:
    """The SHA-256 of everything that the ledger says, in one canonical form; that of nothing when there is none."""
    digest = hashlib.sha256()
    if path.exists():
        with _reading(path) as connection:
            for line in _lines(connection):
                digest.update(line + b"\n")
    return digest.hexdigest()


def anchored_heads(path: Path) -> dict[str, str]:
    """The head that each session's journal had when it was last recorded."""
    if not path.exists():
        return {}
    with _reading(path) as connection:
        rows = connection.execute(sa.select(sitting)).mappings().all()
    return {row["name"]: row["head"] for row in rows}


def _lines(connection: sa.Connection) -> list[bytes]:
    """Every row but the anchors, canonical and sorted."""
    rows = [
        (table.name, *(value for name, value in row.items() if name != "head"))
        for table in METADATA.sorted_tables
        for row in connection.execute(sa.select(table)).mappings()
    ]
    return sorted(json.dumps(row, ensure_ascii=False).encode() for row in rows)


def _record(connection: sa.Connection, decisions: Decisions, head: str) -> None:
    """Every row of a session that is not there yet."""
    own = _id("session", decisions.session)
    if not decisions.decisions and not decisions.credits:
        return
    _add(connection, sitting, {"id": own, "name": decisions.session, "head": head})
    connection.execute(sa.update(sitting).where(sitting.c.id == own).values(head=head))
    for one in decisions.decisions:
        _person(connection, one, decisions.session)
        _decide(connection, one, own, decisions.edition)
    for credit in decisions.credits:
        _person(connection, credit, decisions.session)
        key = f"{credit.candidate}/{credit.block}/{credit.origin}/{credit.reference}"
        _keep(
            connection,
            capital,
            {
                "id": _id("credit", f"{decisions.session}/{key}"),
                "person": _id("person", credit.candidate),
                "session": own,
                "decision": None,
                "block": credit.block,
                "edition": credit.edition,
                "origin": credit.origin.value,
                "date": credit.date,
                "reference": credit.reference,
                "mark": None,
            },
        )


def _person(connection: sa.Connection, who: Decision | Credit, session: str) -> None:
    """The person of a number; refuses a number that is already somebody else's."""
    row = {
        "id": _id("person", who.candidate),
        "number": who.candidate,
        "last_name": who.last_name,
        "first_name": who.first_name,
        "birth_date": who.birth_date,
    }
    if _add(connection, person, row)["birth_date"] != who.birth_date:
        fault = rules.OTHER_PERSON.at(
            Source(path=f"output/{session}"), number=who.candidate, session=session
        )
        raise ContentError(fault.message, fault.hint, (fault,))


def _decide(connection: sa.Connection, one: Decision, session: str, edition: str) -> None:
    """A decision, and the blocks that it gives."""
    own = _id("decision", one.id)
    _keep(
        connection,
        decision,
        {
            "id": own,
            "reference": one.id,
            "person": _id("person", one.candidate),
            "session": session,
            "decision": one.decision,
            "proposed": one.proposed,
            "honours": one.honours,
            "date": one.date,
            "author": one.author,
            "reason": one.reason,
            "revises": _id("decision", one.revises) if one.revises else None,
        },
    )
    before = _dates(connection, _id("decision", one.revises)) if one.revises else {}
    for block in one.blocks:
        if block.status is BlockStatus.VALID:
            _keep(
                connection,
                capital,
                {
                    "id": _id("capital", f"{one.id}/{block.block}"),
                    "person": _id("person", one.candidate),
                    "session": session,
                    "decision": own,
                    "block": block.block,
                    "edition": edition,
                    "origin": Origin.EXAM.value,
                    "date": before.get(block.block, one.date),
                    "reference": one.id,
                    "mark": None if block.mark is None else int(block.mark * 100),
                },
            )


def _dates(connection: sa.Connection, revised: str) -> dict[str, str]:
    """Since when each block is held that a revised decision gave."""
    query = sa.select(capital).where(capital.c.decision == revised)
    return {row["block"]: row["date"] for row in connection.execute(query).mappings()}


def _add(connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> Mapping[str, Any]:
    """Insert a row unless it is there; returns what stands."""
    query = sa.select(table).where(table.c.id == row["id"])
    found = connection.execute(query).mappings().first()
    if found is None:
        connection.execute(sa.insert(table).values(row))
        return row
    return dict(found)


def _keep(connection: sa.Connection, table: sa.Table, row: dict[str, Any]) -> None:
    """Insert a row for ever: one that says something else under the same id is refused."""
    if _add(connection, table, row) != row:
        name = Path(connection.engine.url.database or "").name
        fault = rules.OTHER_RECORD.at(Source(path=f"output/{name}"), reference=row["reference"])
        raise ContentError(fault.message, fault.hint, (fault,))


def _id(kind: str, key: str) -> str:
    """The UUID of a thing: always the same, so that a ledger rebuilt is the same ledger."""
    return str(uuid.uuid5(_SPACE, f"{kind}/{key}"))


@contextmanager
def _reading(path: Path) -> Iterator[sa.Connection]:
    """A connection that reads; raises EpreuveError when the file is no ledger."""
    with _connection(path, "BEGIN") as connection:
        yield connection


@contextmanager
def _writing(path: Path) -> Iterator[sa.Connection]:
    """One immediate transaction, all or nothing, on a ledger that has its tables; raises EpreuveError."""
    make_folder(path.parent)
    with telling(path):
        path.touch(mode=PRIVATE_FILE)
    with _connection(path, "BEGIN IMMEDIATE") as connection, connection.begin():
        METADATA.create_all(connection)
        yield connection


@contextmanager
def _connection(path: Path, begin: str) -> Iterator[sa.Connection]:
    """A connection with foreign keys, full synchronisation, and what is deleted wiped.

    Writers take the lock when they begin, so that two of them wait for each other instead of failing midway.
    """
    engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.NullPool)
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    try:
        with engine.connect() as connection:
            yield connection
    except sa.exc.DBAPIError as error:
        raise EpreuveError(
            rules.UNUSABLE.format(path=f"output/{path.name}", reason=error.orig),
            rules.UNUSABLE_HINT,
        ) from error
    finally:
        engine.dispose()


def _prepare(connection: Any, _: object) -> None:
    """What each connection is set to; transactions are begun by us."""
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
