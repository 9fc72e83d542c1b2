"""The table of what the columns of sites publish by month."""

from __future__ import annotations

from sqlalchemy import Column, Integer, SmallInteger, Table

from results.ledger.column_kinds import key_column, metadata, text_column

column_months = Table(
    "column_months",
    metadata,
    key_column("site"),
    Column("month", Integer, primary_key=True, autoincrement=False),
    key_column("url"),
    text_column("name"),
    *(Column(name, Integer, nullable=False) for name in ("count", "originals", "reposts")),
    Column("whole", SmallInteger, nullable=False),
    text_column("why"),
    Column("run", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""What a column of a site published in a month (202611, in Beijing); `url` "" is the site as a whole. `whole` is the
day of the month through which all is known, from the first on; 0: none is, and `why` says why. `run` wrote it."""
