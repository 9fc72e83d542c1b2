"""The tables behind the console: who may enter, what they did, the sums of a run; and what a scope is read along."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from results.ledger.column_kinds import Moment, metadata
from results.ledger.column_kinds import text_column as _text
from results.ledger.tables import accounts, sites, units

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *map(_text, ("name", "person", "password", "role")),
    Column("whole", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("temporary", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failed", Moment),
    Column("locked_until", Moment),
    Column("created", Moment, nullable=False),
    Column("entered", Moment),
    UniqueConstraint("name"),
)

user_units = Table(
    "user_units",
    metadata,
    Column("user", Integer, primary_key=True, autoincrement=False),
    Column("unit", Text, primary_key=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("user", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("began", Moment, nullable=False),
    _text("address"),
    Index(None, "user"),
    Index(None, "began"),
)
"""`id` is a digest of what the browser holds: who reads the ledger cannot enter with it."""

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    *map(_text, ("who", "address", "act", "object")),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("digest", String(64), nullable=False),
    Index(None, "who", "id"),
    Index(None, "act", "id"),
)
"""Append only: the databases refuse to change or remove a row, and each `digest` covers its row and the one before."""

run_sums = Table(
    "run_sums",
    metadata,
    Column("run", Integer, primary_key=True, autoincrement=False),
    *(Column(name, Text, primary_key=True) for name in ("subject_type", "unit", "status", "reason")),
    Column("count", Integer, nullable=False),
)
"""How many outcomes of a run ended how and why, by unit: a page cannot count millions of them anew."""

Index(None, units.c.parent)
Index(None, sites.c.unit)
Index(None, accounts.c.unit)
