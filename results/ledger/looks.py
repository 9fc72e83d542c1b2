"""Looks that a person asked for at once (立即再看): a queue in the ledger, and what was answered.

The console puts them in, a machine that has the network takes them out; both may be several, and any may be killed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, or_, select, update

from results.ledger import tables
from results.ledger.engine import claim, renew
from results.ledger.look_tables import looks

INTERRUPTED = "执行中断（超过时限，或执行它的程序被停止），没有得出结论；可以再要求一次"
_table = looks


class LookState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


OPEN = (LookState.WAITING, LookState.RUNNING)


class Answer(StrEnum):
    """What a look says of the issue: a first opinion, which changes no state."""

    THERE = "there"
    GONE = "gone"
    UNSEEN = "unseen"  # it could not be looked at, or not far enough to say


@dataclass(frozen=True, slots=True)
class Look:
    """One look. Moments are aware, UTC; `answer` is None until there is one; `says` is Chinese."""

    id: int
    issue: int
    who: str
    asked: datetime
    state: LookState
    answer: Answer | None
    says: str
    evidence: Mapping[str, Any]
    started: datetime | None
    ended: datetime | None
    version: int

    @property
    def open(self) -> bool:
        return self.state in OPEN


def put(connection: Connection, issue: int, *, who: str, moment: datetime) -> bool:
    """Asks for a look at an issue; False where one is open already: then nothing is done."""
    blank: dict[str, Any] = {"answer": "", "says": "", "evidence": {}, "started": None, "ended": None, "version": 0}
    row = {"issue": issue, "who": who, "asked": moment, "state": LookState.WAITING.value, **blank}
    return claim(connection, _table, row)


def newest(connection: Connection, issue: int, count: int) -> list[Look]:
    """The looks at an issue, the newest first."""
    asked = select(_table).where(_table.c.issue == issue).order_by(_table.c.id.desc()).limit(count)
    return [_look(row) for row in connection.execute(asked)]


def get(connection: Connection, number: int) -> Look | None:
    row = connection.execute(select(_table).where(_table.c.id == number)).one_or_none()
    return _look(row) if row else None


def asked_by(connection: Connection, who: str, since: datetime) -> int:
    """How many looks a person has asked for since a moment (aware)."""
    where = (_table.c.who == who, _table.c.asked >= since)
    return connection.execute(select(func.count()).select_from(_table).where(*where)).scalar_one()


def waiting(connection: Connection) -> Look | None:
    """The look that has waited longest; None when none waits."""
    asked = select(_table).where(_table.c.state == LookState.WAITING.value).order_by(_table.c.id).limit(1)
    row = connection.execute(asked).one_or_none()
    return _look(row) if row else None


def take(connection: Connection, moment: datetime) -> Look | None:
    """Takes the look that has waited longest: it runs from `moment` on. None when none waits, or another took it."""
    found = waiting(connection)
    started = {"state": LookState.RUNNING.value, "started": moment}
    if found is None or not renew(connection, _table, found.id, found.version, started):
        return None
    return get(connection, found.id)


def end(
    connection: Connection, look: Look, answer: Answer, says: str, evidence: Mapping[str, Any], moment: datetime
) -> bool:
    """Keeps the answer and tells it among the events of the issue, whose state stays as it is; False, and nothing is
    done, where the look was given up in the meantime."""
    told = {"answer": answer.value, "says": says, "evidence": dict(evidence)}
    if not renew(connection, _table, look.id, look.version, {"state": LookState.DONE.value, "ended": moment, **told}):
        return False
    event = {"issue": look.issue, "at": moment, "who": look.who, "what": f"look-{answer.value}", "reason": says}
    connection.execute(insert(tables.issue_events), [{**event, "run": None}])
    return True


def give_up(connection: Connection, look: Look, says: str, moment: datetime) -> bool:
    """It came to nothing; False where it has ended already."""
    told = {"state": LookState.FAILED.value, "says": says, "ended": moment}
    return renew(connection, _table, look.id, look.version, told)


def settle(connection: Connection, *, started: datetime, asked: datetime, moment: datetime) -> int:
    """Gives up what has run since before `started` or waited since before `asked`: who was to do it is gone. How
    many."""
    running = and_(_table.c.state == LookState.RUNNING.value, _table.c.started < started)
    idle = and_(_table.c.state == LookState.WAITING.value, _table.c.asked < asked)
    told = {"state": LookState.FAILED.value, "says": INTERRUPTED, "ended": moment, "version": _table.c.version + 1}
    return connection.execute(update(_table).where(or_(running, idle)).values(told)).rowcount


def _look(row: Row[Any]) -> Look:
    answer = Answer(row.answer) if row.answer else None
    given = {name: getattr(row, name) for name in Look.__slots__}
    return Look(**{**given, "state": LookState(row.state), "answer": answer})
