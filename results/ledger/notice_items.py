"""Which issues units were told of in a time, and by when they were to be mended."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, select

from results.ledger import notice_tables, tables
from results.ledger.notices import NoticeState

_table, _items = notice_tables.notices, notice_tables.notice_items


def sent(connection: Connection, since: datetime, until: datetime, subjects: Collection[str]) -> dict[int, date | None]:
    """The issues of these subjects that notices hold which were sent from `since` to before `until` (aware) and not
    withdrawn: number of the issue → deadline in the first of them, None where it has none."""
    asked = (
        select(_items.c.issue, _table.c.due, tables.issues.c.subject)
        .join(_table, _table.c.id == _items.c.notice)
        .join(tables.issues, tables.issues.c.id == _items.c.issue)
        .where(_table.c.issued >= since, _table.c.issued < until, _table.c.state != NoticeState.WITHDRAWN.value)
    )
    wanted, found = frozenset(subjects), dict[int, date | None]()
    for row in connection.execute(asked.order_by(_table.c.issued, _table.c.id)):
        if row.subject in wanted:
            found.setdefault(row.issue, row.due)
    return found


def deadlines(connection: Connection, until: datetime) -> dict[int, date | None]:
    """Until when each issue is to be mended that a notice of before `until` (aware) holds which was not withdrawn: by
    the last of them; None where it has no day."""
    asked = (
        select(_items.c.issue, _table.c.due)
        .join(_table, _table.c.id == _items.c.notice)
        .where(_table.c.issued < until, _table.c.state != NoticeState.WITHDRAWN.value)
    )
    rows = connection.execute(asked.order_by(_table.c.issued, _table.c.id))
    return {row.issue: row.due for row in rows}


def told(connection: Connection, since: datetime, until: datetime) -> frozenset[str]:
    """The units that were sent a notice in that time."""
    asked = select(_table.c.unit).where(_table.c.issued >= since, _table.c.issued < until).distinct()
    return frozenset(connection.execute(asked).scalars())
