"""The tables of notices (整改通知)."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, Index, Integer, String, Table, UniqueConstraint

from results.ledger.column_kinds import Moment, metadata, text_column

notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *map(text_column, ("number", "unit", "state", "answer")),
    Column("proof", JSON, nullable=False),
    Column("issued", Moment, nullable=False),
    Column("due", Date),
    Column("reminded", Integer, nullable=False),
    Column("answered", Moment),
    Column("ended", Moment),
    Column("version", Integer, nullable=False),
    UniqueConstraint("number"),
    Index(None, "unit"),
    Index(None, "state", "due"),
)

notice_items = Table(
    "notice_items",
    metadata,
    Column("notice", Integer, primary_key=True, autoincrement=False),
    Column("issue", Integer, primary_key=True, autoincrement=False),
    Index(None, "issue"),
)

notice_events = Table(
    "notice_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("notice", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    *map(text_column, ("who", "what", "reason")),
    Index(None, "notice"),
)

notice_files = Table(
    "notice_files",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("notice", Integer, nullable=False),
    *map(text_column, ("name", "kind", "who")),
    Column("size", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "notice"),
    Index(None, "digest"),
)
"""What a unit handed in as proof; the bytes lie in the data folder under their digest (sha-256)."""
