"""The table of papers (月检查, 季通报 …) that persons asked for: what waits, what runs, what came of it."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, Table, text

from results.ledger.column_kinds import Moment, metadata
from results.ledger.column_kinds import text_column as _text

OPEN = text("state in ('waiting', 'running')")

papers = Table(
    "papers",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *map(_text, ("span", "period", "who")),
    Column("asked", Moment, nullable=False),
    *map(_text, ("state", "says")),
    Column("files", JSON, nullable=False),
    Column("started", Moment),
    Column("ended", Moment),
    Column("version", Integer, nullable=False),
    Index(None, "state", "id"),
)

Index("uq_papers_open", papers.c.span, papers.c.period, unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
"""One that is open for each period: a second click asks for nothing more."""
