"""What a unit has been asked: notices to mend and messages of 我为政府网站找错, counted by state."""

from __future__ import annotations

from sqlalchemy import Connection, Table, func, select

from results.ledger.complaint_tables import complaints as _complaints
from results.ledger.complaints import ComplaintState
from results.ledger.notice_tables import notices as _notices
from results.ledger.notices import NoticeState


def notices(connection: Connection, unit: str) -> dict[NoticeState, int]:
    """How many notices of a unit stand in each state; states without any are left out."""
    return {NoticeState(state): count for state, count in _counted(connection, _notices, unit)}


def complaints(connection: Connection, unit: str) -> dict[ComplaintState, int]:
    """How many messages about a unit stand in each state; states without any are left out."""
    return {ComplaintState(state): count for state, count in _counted(connection, _complaints, unit)}


def _counted(connection: Connection, table: Table, unit: str) -> list[tuple[str, int]]:
    asked = select(table.c.state, func.count()).where(table.c.unit == unit).group_by(table.c.state)
    return [(state, int(count)) for state, count in connection.execute(asked)]
