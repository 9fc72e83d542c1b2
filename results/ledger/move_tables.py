"""The table of moves: when a registered site or account came to another unit or another state."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table

from results.ledger.column_kinds import Moment, metadata
from results.ledger.column_kinds import text_column as _text

moves = Table(
    "moves",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *map(_text, ("subject_type", "subject", "what", "before", "after")),
    Column("at", Moment, nullable=False),
    Index(None, "at"),
)
"""`what` is "unit" or "state"; `before` and `after` are names of units, or values of SubjectState."""
