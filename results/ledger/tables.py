"""The tables of the ledger."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, SmallInteger, String, Table, Text, UniqueConstraint

from results.ledger.column_kinds import Moment, Points, metadata
from results.ledger.column_kinds import key_column as _key
from results.ledger.column_kinds import text_column as _text

units = Table("units", metadata, _key("name"), _text("parent"), _text("level"), _text("region"))

sites = Table(
    "sites",
    metadata,
    _key("key"),
    *map(_text, ("name", "home", "unit", "code", "kind", "level", "region")),
    Column("has_services", Boolean, nullable=False),
    _text("state"),
    Column("hosts", JSON, nullable=False),
    Column("full_coverage", Boolean, nullable=False),
    *map(_text, ("contact", "phone", "notes")),
)

columns = Table(
    "columns",
    metadata,
    _key("site"),
    _key("url"),
    *map(_text, ("name", "category")),
    Column("days", Integer),
    _text("exempt"),
)

accounts = Table(
    "accounts",
    metadata,
    _key("key"),
    *map(_text, ("platform", "name", "unit", "platform_id", "home", "parent_unit", "level", "region", "verified_as")),
    Column("days", Integer),
    *map(_text, ("source", "source_url", "state")),
    Column("main", Boolean, nullable=False),
    _text("notes"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *map(_text, ("kind", "edition", "code", "state")),
    Column("started", Moment, nullable=False),
    Column("ended", Moment),
    Column("notes", JSON, nullable=False),
    Index(None, "state"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("run", Integer, primary_key=True),
    _key("subject"),
    _key("kind"),
    *map(_text, ("state", "visit", "detail")),
    Column("ended", Moment),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("run", Integer, primary_key=True),
    _key("subject_type"),
    _key("subject"),
    _key("check"),
    _text("status"),
    Column("judged", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    *map(_text, ("reason", "problem")),
    Column("findings", Integer, nullable=False),
)

issues = Table(
    "issues",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("fingerprint", String(40), nullable=False),
    *map(_text, ("check", "subject_type", "subject", "code", "certainty", "state", "url", "found_on", "text")),
    Column("finding", JSON, nullable=False),
    *map(_text, ("edition", "visit")),
    Column("first_run", Integer, nullable=False),
    Column("last_run", Integer, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("changed", Moment, nullable=False),
    Column("times", Integer, nullable=False),
    Column("assigned", Text, nullable=False, server_default=""),
    Column("duplicate_of", Integer),
    Column("version", Integer, nullable=False, server_default="0"),
    UniqueConstraint("fingerprint"),
    # Lists are read along these, page by page: each has all that its list is chosen and ordered by. The first also has
    # what a queue is parted by, so that the issues of a thousand subjects are chosen from it alone.
    Index(None, "subject", "check", "state", "id", "certainty", "assigned"),
    Index(None, "check", "state", "id"),
    Index(None, "state", "id"),
    Index(None, "state", "certainty", "id"),
    Index(None, "assigned", "id"),
)
"""`assigned` is the name of a user, "" for nobody; `duplicate_of` the number of the issue that counts in its place,
None unless its state says so; `version` counts what persons did to it, and nothing that runs do."""

issue_events = Table(
    "issue_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("issue", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    *map(_text, ("who", "what", "reason")),
    Column("run", Integer),
    Index(None, "issue"),
    Index(None, "run", "what"),
)

followed = Table(
    "followed",
    metadata,
    Column("run", Integer, primary_key=True),
    _key("subject"),
    Column("counts", JSON, nullable=False),
)

incidents = Table(
    "incidents",
    metadata,
    Column("run", Integer, primary_key=True),
    *map(_key, ("source", "host")),
    *(Column(name, Integer, nullable=False) for name in ("failed", "of")),
    Column("reasons", JSON, nullable=False),
)
"""A source that failed for many accounts of a run: `failed` of the `of` that were asked there, [reason, how many]."""

scores = Table(
    "scores",
    metadata,
    Column("run", Integer, primary_key=True),
    _key("subject"),
    Column("low", Points, nullable=False),
    Column("high", Points, nullable=False),
    Column("base", Points, nullable=False),
    _text("edition"),
    Column("detail", JSON, nullable=False),
)

samples = Table(
    "samples",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *map(_text, ("kind", "period", "seed")),
    Column("drawn_at", Moment, nullable=False),
    Column("frame", JSON, nullable=False),
    Column("params", JSON, nullable=False),
    Column("drawn", JSON, nullable=False),
    UniqueConstraint("kind", "period"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *map(_text, ("check", "subject", "text", "scope", "who", "reason")),
    Column("at", Moment, nullable=False),
    Index(None, "check", "text"),
)

tasks = Table(
    "tasks",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *map(_text, ("rule", "subject_type", "subject", "period", "edition")),
    Column("asked", Moment, nullable=False),
    Column("looks", JSON, nullable=False),
    *map(_text, ("verdict", "who")),
    Column("at", Moment),
    Column("answer", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("subject", "rule", "period"),
    Index(None, "at", "id"),
)
"""A question to a person. `verdict` is "" until it is answered; `answer` is then the whole of it, `version` counts.

No index of `verdict`: SQLite would take it where the one that begins with `subject` is a thousand times shorter."""

task_events = Table(
    "task_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("task", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    _text("who"),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Index(None, "task"),
)

rounds = Table(
    "rounds",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _text("vantage"),
    Column("began", Moment, nullable=False),
    Column("ended", Moment, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("silent", Integer, nullable=False),
    Column("witnessed", Boolean, nullable=False),
    _text("doubt"),
    UniqueConstraint("vantage", "began"),
    Index(None, "began"),
)

homes = Table(
    "homes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *map(_text, ("site", "home")),
    Column("family", SmallInteger, nullable=False, server_default="0"),
    UniqueConstraint("site", "home", "family"),
)
"""A home page that was asked over a family (0 any), under a number, because millions of answers name it."""


def _small(name: str) -> Column[int]:
    return Column(name, SmallInteger, nullable=False)


answers = Table(
    "answers",
    metadata,
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("home", Integer, primary_key=True, autoincrement=False),
    Column("size", Integer, nullable=False),
    *map(_small, ("seconds", "family", "status", "dns", "connect", "tls", "first_byte", "whole")),
    *map(_text, ("failure", "marks", "final_url")),
    sqlite_with_rowid=False,
)
"""One answer of one round: `seconds` after the round began; phases in milliseconds, cut off and not rounded, -1 where
not reached; no status is 0. Rows come in the order of their key, so that both databases keep them densely."""
