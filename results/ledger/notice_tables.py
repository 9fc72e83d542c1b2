"""The tables of notices (整改通知)."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, Index, Integer, Table, UniqueConstraint

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
