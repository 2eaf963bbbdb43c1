"""The rows of the ledger: what a session's record makes of them, and every row in one canonical form."""

import json
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipeline.diagnostics import ContentError, Source
from pipeline.model.award import BlockStatus, Credit, Decision, Decisions, Origin
from pipeline.rules import ledger as rules
from pipeline.store.ledgertables import METADATA, capital, decision, person, sitting

_SPACE = uuid.UUID("6f1a3c52-5d0e-5b8e-9a57-0c2f6f2f9d11")


def record_rows(connection: sa.Connection, decisions: Decisions, head: str) -> None:
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


def own_rows(connection: sa.Connection, session: str) -> list[tuple[object, ...]]:
    """The rows of the decisions and blocks of one session, by its name, in a stable order."""
    own = _id("session", session)
    return sorted(
        (
            tuple(row.values())
            for table in (decision, capital)
            for row in connection.execute(sa.select(table).where(table.c.session == own)).mappings()
        ),
        key=repr,
    )


def canonical_lines(connection: sa.Connection) -> list[bytes]:
    """Every row but the anchors, canonical and sorted."""
    rows = [
        (table.name, *(value for name, value in row.items() if name != "head"))
        for table in METADATA.sorted_tables
        for row in connection.execute(sa.select(table)).mappings()
    ]
    return sorted(json.dumps(row, ensure_ascii=False).encode() for row in rows)
