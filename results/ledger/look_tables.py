"""The table of looks that persons asked for at once: what waits, what runs, what came of it."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, Table, text

from results.ledger.column_kinds import Moment, metadata
from results.ledger.column_kinds import text_column as _text

OPEN = text("state in ('waiting', 'running')")

looks = Table(
    "looks",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("issue", Integer, nullable=False),
    _text("who"),
    Column("asked", Moment, nullable=False),
    *map(_text, ("state", "answer", "says")),
    Column("evidence", JSON, nullable=False),
    Column("started", Moment),
    Column("ended", Moment),
    Column("version", Integer, nullable=False),
    Index(None, "issue", "id"),
    Index(None, "who", "asked"),
    Index(None, "state", "id"),
)

Index("uq_looks_open", looks.c.issue, unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
"""One that is open for each issue: a second click asks for nothing more."""
