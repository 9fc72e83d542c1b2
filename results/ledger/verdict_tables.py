"""The tables behind the lists and charts of the console: what stands now for each subject, and what runs came to."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, Table, Text

from results.ledger.column_kinds import Moment, key_column, metadata
from results.ledger.column_kinds import text_column as _text
from results.ledger.tables import accounts, sites

verdicts = Table(
    "verdicts",
    metadata,
    key_column("subject"),
    _text("subject_type"),
    Column("run", Integer, nullable=False),
    *map(_text, ("verdict", "why", "ended", "detail")),
    Column("low", Integer),
    Column("high", Integer),
    Column("confirmed", Integer, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "subject_type", "verdict", "subject"),
    Index(None, "subject_type", "low", "subject"),
)
"""What may be said of a subject now. `low` and `high` are hundredths of a point, null where none are given."""

site_contents = Table(
    "site_contents",
    metadata,
    key_column("site"),
    Column("run", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("columns", JSON, nullable=False),
    Column("papers", JSON, nullable=False),
)
"""What the newest judged visit of a site held: its columns with their newest entry, its documents by validity."""

run_verdicts = Table(
    "run_verdicts",
    metadata,
    Column("run", Integer, primary_key=True, autoincrement=False),
    *(Column(name, Text, primary_key=True) for name in ("subject_type", "unit", "region", "level", "verdict")),
    *(Column(name, Integer, nullable=False) for name in ("count", "confirmed", "waiting")),
)
"""How many subjects stood how when a run had ended, and how many of them had a veto confirmed or waiting."""

run_issues = Table(
    "run_issues",
    metadata,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("unit", Text, primary_key=True),
    Column("count", Integer, nullable=False),
)
"""How many issues stood against the subjects of a unit when a run had ended."""

branch_verdicts = Table(
    "branch_verdicts",
    metadata,
    Column("unit", Text, primary_key=True),
    Column("run", Integer, primary_key=True, autoincrement=False),
    *(Column(name, Text, primary_key=True) for name in ("subject_type", "region", "level", "verdict")),
    *(Column(name, Integer, nullable=False) for name in ("count", "confirmed", "waiting")),
)
"""`run_verdicts` of a unit that has others below it, with all of them."""

branch_issues = Table(
    "branch_issues",
    metadata,
    Column("unit", Text, primary_key=True),
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
)
"""`run_issues` of a unit that has others below it, with all of them."""

run_unknowns = Table(
    "run_unknowns",
    metadata,
    Column("run", Integer, primary_key=True, autoincrement=False),
    *(Column(name, Text, primary_key=True) for name in ("subject_type", "check", "reason")),
    Column("count", Integer, nullable=False),
)
"""Which checks could not look, and why: so many subjects of a run."""

Index(None, sites.c.name, sites.c.key)
Index(None, accounts.c.name, accounts.c.key)
