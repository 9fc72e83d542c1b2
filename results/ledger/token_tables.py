"""The table of tokens: what programs of users read lists with."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, UniqueConstraint

from results.ledger.column_kinds import Moment, metadata, text_column

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("user", Integer, nullable=False),
    text_column("name"),
    Column("digest", String(64), nullable=False),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("revoked", Moment),
    Column("used", Moment),
    UniqueConstraint("digest"),
    Index(None, "user"),
)
"""`digest` is one of what the program sends: who reads the ledger cannot use it. `used` lags by a minute at most."""
