"""The tables behind the console: who may enter, what they did, sums and tallies; and what a scope is read along."""

from __future__ import annotations

from typing import Any

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
Index(None, sites.c.unit, sites.c.key)
Index(None, accounts.c.unit, accounts.c.key)

unit_reach = Table(
    "unit_reach",
    metadata,
    *(Column(name, Text, primary_key=True) for name in ("above", "unit")),
    Index(None, "unit"),
    sqlite_with_rowid=False,
)
"""Each unit with itself and all below it: the tree of the registry, walked when it changes and not when it is read."""

_TALLIED = ("unit", "kind", "run", "what", "state")


def _tallied(*, key: bool) -> list[Column[Any]]:
    numbers = ("run",)
    return [
        Column(name, Integer if name in numbers else Text, primary_key=key, nullable=False, autoincrement=False)
        for name in _TALLIED
    ]


tallies = Table("tallies", metadata, *_tallied(key=True), Column("count", Integer, nullable=False))
"""How many things of a kind stand in a state under a unit and all below it; "" for all, whoever they belong to.

Of units that have others below them: the rest is counted when it is asked for. `kind` is "issue" (`what` the check),
"site" or "account", "job" (of a site, in `run`; `what` why it failed) or "score" (of an account, in `run`). The
databases keep the tallies of issues, jobs and scores themselves, by triggers; `results.ledger.tallies` the others."""

tally_moves = Table(
    "tally_moves",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *_tallied(key=False),
    Column("count", Integer, nullable=False),
    Index(None, "unit", "kind"),
)
"""What is to be added to the tallies. PostgreSQL writes here and adds up now and then, so that no two writers wait for
the row of a province; SQLite has one writer and counts at once."""
