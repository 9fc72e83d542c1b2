"""The table of resets: a person said that a check is to be trusted again from a moment on."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, Table

from results.ledger.column_kinds import Moment, metadata, text_column

precision_resets = Table(
    "precision_resets",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *map(text_column, ("check", "who", "reason")),
    Column("at", Moment, nullable=False),
    Index(None, "check"),
)
"""What persons decided of the issues of `check` before `at` no longer speaks against it."""
