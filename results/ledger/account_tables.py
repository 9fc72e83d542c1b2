"""The tables of what accounts publish, and of what persons noted of them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from results.ledger.column_kinds import Moment, key_column, metadata, text_column

posts = Table(
    "posts",
    metadata,
    key_column("account"),
    key_column("post"),
    Column("moment", Moment),
    Column("day_only", Boolean, nullable=False),
    Column("month", Integer, nullable=False),
    *map(text_column, ("kind", "origin", "title", "url", "source")),
    Column("digest", String(20), nullable=False),
    Column("first_run", Integer, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    *(Column(name, BigInteger) for name in ("reads", "likes", "comments", "forwards")),
    text_column("least"),
    Index(None, "month", "account"),
    Index(None, "digest"),
    sqlite_with_rowid=False,
)
"""A post, once. `month` (202611, in Beijing) is that of its moment, or in which a post without one was first seen;
`seen` is when it was last known to be listed, to a month; `least` names the counts that are lower bounds."""

post_months = Table(
    "post_months",
    metadata,
    key_column("account"),
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("looked", Integer, nullable=False),
    Column("missed", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("run", Integer, nullable=False),
    *(Column(name, Integer) for name in ("originals", "reposts", "unsaid", "timeless")),
    sqlite_with_rowid=False,
)
"""How well an account was looked at in a month: runs that could and could not look, `run` the last that was counted.
A bit of `days` stands for a day of which all posts are known, the lowest for the first. The counts are null while the
posts themselves are kept."""

records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    text_column("account"),
    Column("looked_at", Moment, nullable=False),
    Column("newest", Moment),
    *(Column(name, Boolean, nullable=False) for name in ("day_only", "never")),
    *map(text_column, ("platform", "name", "platform_id", "found", "screenshot", "who", "title", "remark", "file")),
    Column("imported", Moment, nullable=False),
    Column("digest", String(20), nullable=False),
    Column("withdrawn", Moment),
    *(Column(name, Text, nullable=False, server_default="") for name in ("withdrawn_by", "withdrawn_why")),
    UniqueConstraint("account", "looked_at", "digest"),
)
"""What persons saw of accounts, every row that was ever imported; `file` is the sheet, `digest` of all that it says.
One that was `withdrawn` counts no more, also when its sheet is imported again."""
