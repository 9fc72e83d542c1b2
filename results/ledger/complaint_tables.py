"""The tables of messages of 我为政府网站找错."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, Index, Integer, LargeBinary, Table, UniqueConstraint

from results.ledger.column_kinds import Moment, metadata, text_column

complaints = Table(
    "complaints",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *map(text_column, ("source", "number", "url", "category", "text", "site", "unit", "state")),
    Column("received", Moment, nullable=False),
    Column("forward_due", Date),
    Column("answer_due", Date),
    Column("dispatched", Moment),
    Column("answered", Moment),
    Column("closed", Moment),
    *map(text_column, ("machine", "verdict", "note", "mended", "answer")),
    Column("evidence", JSON, nullable=False),
    Column("issue", Integer),
    Column("urged", Integer, nullable=False),
    Column("sender", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Column("waiting", Moment),
    UniqueConstraint("source", "number"),
    Index(None, "state", "answer_due", "id"),
    Index(None, "unit", "state", "answer_due", "id"),
    Index(None, "received"),
    Index(None, "issue"),
    Index(None, "waiting"),
)
"""A message of 我为政府网站找错. `sender` is sealed; `version` counts what was done to it; `waiting`: since when it is
to be rechecked, empty when it is not."""

complaint_events = Table(
    "complaint_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("complaint", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    *map(text_column, ("who", "what", "reason")),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Index(None, "complaint"),
)
