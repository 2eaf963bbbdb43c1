"""The ledger of capitalisation over sessions: who holds which block since when, by which decision.

SQLite, local disk only: full synchronisation, foreign keys, one immediate transaction a recording. Nothing is ever
overwritten: a revised decision stays, and its blocks no longer count. The session folders are the truth: the ledger is
rebuilt from them row for row.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipeline.diagnostics import EpreuveError
from pipeline.model.award import Capital, Decisions, Origin
from pipeline.model.referential import BlockId
from pipeline.rules import ledger as rules
from pipeline.store.files import PRIVATE_FILE, make_folder, telling
from pipeline.store.folder import is_demonstration
from pipeline.store.ledgerrows import canonical_lines, own_rows, record_rows
from pipeline.store.ledgertables import METADATA, capital, decision, person, sitting

NAME, APART = "registre.sqlite", "registre-demo.sqlite"


def ledger_path(root: Path, session: str) -> Path:
    """Where the ledger of a session is: that of the workspace, or the demonstration's own."""
    return root / "output" / (APART if is_demonstration(session) else NAME)


@contextmanager
def recording(path: Path, decisions: Decisions, head: str) -> Iterator[str]:
    """Add what a session decided and was credited with; what is done inside is part of it, all or nothing.

    ``head`` is that of the session's journal; gives the ledger's own. Doing it twice changes nothing. Raises
    ContentError, and adds nothing, when a candidate's number is already somebody else's.
    """
    with _writing(path) as connection:
        record_rows(connection, decisions, head)
        yield _head(connection)


def record(path: Path, decisions: Decisions, head: str) -> None:
    """The same with nothing to do inside."""
    with recording(path, decisions, head):
        pass


def is_recorded(path: Path, decisions: Decisions) -> bool:
    """Whether the ledger says of a session exactly what its record says."""
    if not decisions.decisions and not decisions.credits:
        return True
    with _connection(Path(":memory:"), "BEGIN") as wanted, wanted.begin():
        METADATA.create_all(wanted)
        record_rows(wanted, decisions, "")
        expected = own_rows(wanted, decisions.session)
    if not _begun(path):
        return False
    with _reading(path) as connection:
        return own_rows(connection, decisions.session) == expected


def rebuild(path: Path, sessions: Sequence[tuple[Decisions, str]]) -> int:
    """Make the ledger anew from the records of all the sessions; returns how many blocks are held.

    Made aside and put in its place when it is whole; raises ContentError like ``record``, and the old one stays.
    """
    aside = path.with_name(f".{path.name}.neuf")
    aside.unlink(missing_ok=True)
    with _writing(aside) as connection:
        for decisions, head in sessions:
            record_rows(connection, decisions, head)
    aside.replace(path)
    return len(held(path))


def forget(path: Path) -> None:
    """Remove a ledger: for the demonstration, which is always made anew; raises EpreuveError."""
    with telling(path):
        path.unlink(missing_ok=True)


def held(path: Path) -> tuple[Capital, ...]:
    """Every block held in virtue of a decision in force or of a credit, in a stable order."""
    if not _begun(path):
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
    if not _begun(path):
        return hashlib.sha256().hexdigest()
    with _reading(path) as connection:
        return _head(connection)


def anchored_heads(path: Path) -> dict[str, str]:
    """The head that each session's journal had when it was last recorded."""
    if not _begun(path):
        return {}
    with _reading(path) as connection:
        rows = connection.execute(sa.select(sitting)).mappings().all()
    return {row["name"]: row["head"] for row in rows}


def _begun(path: Path) -> bool:
    """Whether a ledger ever held anything: a run killed before its first recording leaves an empty file."""
    if not path.exists():
        return False
    with _reading(path) as connection:
        return sa.inspect(connection).has_table(sitting.name)


def _head(connection: sa.Connection) -> str:
    """The SHA-256 of every row."""
    digest = hashlib.sha256()
    for line in canonical_lines(connection):
        digest.update(line + b"\n")
    return digest.hexdigest()


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
