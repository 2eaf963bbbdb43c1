"""The tables of the ledger: strict types, UUIDs and ISO dates as text, marks as integer hundredths."""

import sqlalchemy as sa

METADATA = sa.MetaData()


def _table(name: str, *columns: sa.Column[str] | sa.Column[int]) -> sa.Table:
    key: sa.Column[str] = sa.Column("id", sa.Text, primary_key=True)
    return sa.Table(name, METADATA, key, *columns, sqlite_strict=True)


def _text(name: str, *, unique: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, unique=unique)


def _to(table: str, name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, sa.ForeignKey(f"{table}.id"), nullable=optional)


person = _table(
    "person",
    _text("number", unique=True),
    _text("last_name"),
    _text("first_name"),
    _text("birth_date"),
)
sitting = _table("session", _text("name", unique=True), _text("head"))
decision = _table(
    "decision",
    _text("reference", unique=True),
    _to("person", "person"),
    _to("session", "session"),
    _text("decision"),
    _text("proposed"),
    _text("honours"),
    _text("date"),
    _text("author"),
    _text("reason"),
    _to("decision", "revises", optional=True),
)
capital = _table(
    "capital",
    _to("person", "person"),
    _to("session", "session"),
    _to("decision", "decision", optional=True),
    _text("block"),
    _text("edition"),
    _text("origin"),
    _text("date"),
    _text("reference"),
    sa.Column("mark", sa.Integer, nullable=True),
)
