"""Papers that persons asked for at the console: a queue in the ledger, and what became of each.

The console puts them in, `serve` makes them; both may be several, and any may be killed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, select

from results.ledger.engine import claim, renew
from results.ledger.paper_tables import papers

INTERRUPTED = "生成中断（超过时限，或生成它的程序被停止），没有写出报告；可以再生成一次"
_table = papers


class PaperState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the period `period` (2026-09, 2026Q3 …) of a span (`results.reports.periods.Span`). Moments are aware,
    UTC; `says` is Chinese; `files` are names in the folder of reports."""

    id: int
    span: str
    period: str
    who: str
    asked: datetime
    state: PaperState
    says: str
    files: tuple[str, ...]
    started: datetime | None
    ended: datetime | None
    version: int


def put(connection: Connection, span: str, period: str, *, who: str, moment: datetime) -> bool:
    """Asks for a paper; False where the same is open already: then nothing is done."""
    blank: dict[str, object] = {"says": "", "files": [], "started": None, "ended": None, "version": 0}
    row = {"span": span, "period": period, "who": who, "asked": moment, "state": PaperState.WAITING.value, **blank}
    return claim(connection, _table, row)


def newest(connection: Connection, count: int) -> list[Paper]:
    """The papers that were asked for last, the newest first."""
    return [_paper(row) for row in connection.execute(select(_table).order_by(_table.c.id.desc()).limit(count))]


def waiting(connection: Connection) -> Paper | None:
    """The paper that has waited longest; None when none waits."""
    asked = select(_table).where(_table.c.state == PaperState.WAITING.value).order_by(_table.c.id).limit(1)
    row = connection.execute(asked).one_or_none()
    return _paper(row) if row else None


def take(connection: Connection, moment: datetime) -> Paper | None:
    """Takes the paper that has waited longest: made from `moment` on. None when none waits, or another took it."""
    found = waiting(connection)
    started = {"state": PaperState.RUNNING.value, "started": moment}
    if found is None or not renew(connection, _table, found.id, found.version, started):
        return None
    return _paper(connection.execute(select(_table).where(_table.c.id == found.id)).one())


def end(connection: Connection, one: Paper, files: list[str], says: str, moment: datetime) -> bool:
    """It was written; False, and nothing is done, where it was given up in the meantime."""
    told = {"state": PaperState.DONE.value, "files": files, "says": says, "ended": moment}
    return renew(connection, _table, one.id, one.version, told)


def give_up(connection: Connection, one: Paper, says: str, moment: datetime) -> bool:
    """It came to nothing; False where it has ended already."""
    return renew(
        connection, _table, one.id, one.version, {"state": PaperState.FAILED.value, "says": says, "ended": moment}
    )


def settle(connection: Connection, *, started: datetime, moment: datetime) -> int:
    """Gives up what has been in the making since before `started`: its program is gone. How many."""
    running = select(_table).where(_table.c.state == PaperState.RUNNING.value, _table.c.started < started)
    found = [_paper(row) for row in connection.execute(running)]
    return sum(give_up(connection, one, INTERRUPTED, moment) for one in found)


def _paper(row: Row[tuple[object, ...]]) -> Paper:
    told = dict(row._mapping)
    return Paper(**{**told, "state": PaperState(told["state"]), "files": tuple(told["files"])})
