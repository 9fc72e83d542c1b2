"""The tables of what is told to the outside: messages that wait to be sent, and the mailboxes of units."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table, UniqueConstraint

from results.ledger.column_kinds import Moment, key_column, metadata, text_column

messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False),
    *map(text_column, ("event", "object", "unit", "channel", "address", "subject", "text", "state", "error")),
    Column("queued", Moment, nullable=False),
    Column("next", Moment),
    Column("ended", Moment),
    Column("tries", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("key"),
    Index(None, "state", "next"),
    Index(None, "state", "id"),
)
"""`key` names one message to one receiver for good: it is queued once, and carried as its id when it is sent."""

unit_mail = Table("unit_mail", metadata, key_column("unit"), key_column("address"))
"""Where a unit reads what is sent to it."""
