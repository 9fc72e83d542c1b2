"""Samples that were drawn: recorded so that anyone can draw them again, and so that everyone's turn comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from checks.model.registry import BEIJING
from results.ledger import tables


def record(
    connection: Connection, kind: str, period: str, seed: str, sample: Mapping[str, object], moment: datetime
) -> None:
    """Keeps the sample of a period (`results.reports.sample.as_record`) in place of what was kept for it."""
    table = tables.samples
    connection.execute(delete(table).where(table.c.kind == kind, table.c.period == period))
    connection.execute(
        insert(table).values(
            kind=kind,
            period=period,
            seed=seed,
            drawn_at=moment,
            frame=sample["frame"],
            params=sample["params"],
            drawn=sample["drawn"],
        )
    )


def seed_of(connection: Connection, kind: str, period: str) -> str | None:
    """The seed that the sample of a period was drawn with; None when none was."""
    table = tables.samples
    return connection.execute(
        select(table.c.seed).where(table.c.kind == kind, table.c.period == period)
    ).scalar_one_or_none()


def get(connection: Connection, kind: str, period: str) -> dict[str, Any] | None:
    """The record of the sample of a period: seed, frame, params, drawn, and `drawn_at` (aware, UTC); None: none."""
    table = tables.samples
    row = connection.execute(select(table).where(table.c.kind == kind, table.c.period == period)).mappings().first()
    return dict(row) if row else None


def last_drawn(connection: Connection, kind: str, *, before: str) -> dict[str, date]:
    """For each subject the day (Beijing) on which it was last drawn in a period earlier than `before`.

    It is the day by which a sample is drawn: by that of UTC a draw at night would lie a day further back, and who waits
    to be due would be due a draw too early.
    """
    table = tables.samples
    asked = select(table.c.drawn_at, table.c.drawn).where(table.c.kind == kind, table.c.period < before)
    found: dict[str, date] = {}
    for moment, drawn in connection.execute(asked.order_by(table.c.drawn_at)):
        day = moment.astimezone(BEIJING).date()
        found.update({key: day for key, *_ in drawn})
    return found
