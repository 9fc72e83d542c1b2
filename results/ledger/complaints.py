"""Messages of 我为政府网站找错 as they stand, and what was done about each (standards.md 8).

A message is told by its source and number, so that the same sheet may be taken in twice. What changes it carries the
`version` that was seen: of two who act at once the second is told so, and nothing is done twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, insert, select, update

from results.errors import NoSuchComplaint, NotAllowed
from results.ledger import complaint_tables as tables
from results.ledger.engine import renew

_table = tables.complaints
_AT_ONCE = 500
_TRUTHS = frozenset(("machine", "verdict"))


class ComplaintState(StrEnum):
    """The last stage that a message has passed."""

    RECEIVED = "received"  # 收到, to be dispatched
    DISPATCHED = "dispatched"  # 派发, to be verified
    VERIFIED = "verified"  # 核实, to be mended or answered
    MENDED = "mended"  # 整改, to be answered
    ANSWERED = "answered"  # 答复, to be reviewed
    CLOSED = "closed"  # 办结


OPEN = tuple(state for state in ComplaintState if state is not ComplaintState.CLOSED)


class Truth(StrEnum):
    """Is it as the message says?"""

    TRUE = "true"  # 属实
    FALSE = "false"  # 不属实
    UNCLEAR = "unclear"  # 无法判定


@dataclass(frozen=True, slots=True)
class Complaint:
    """A message. Moments are aware, UTC; days are those of +08:00, None where the workdays of the year are not known.

    `site` is the key of the registered site, "" where its address belongs to none. `machine` is what the recheck found,
    `verdict` what a person says, None before; `evidence` is what the recheck saw. `issue` is the known issue it is one
    with. `sender` is sealed (`results.sealing`), empty where nobody gave a name. `waiting`: since when it is to be
    rechecked, None when it is not.
    """

    source: str
    number: str
    url: str
    category: str
    text: str
    received: datetime
    site: str = ""
    unit: str = ""
    state: ComplaintState = ComplaintState.RECEIVED
    forward_due: date | None = None
    answer_due: date | None = None
    dispatched: datetime | None = None
    answered: datetime | None = None
    closed: datetime | None = None
    machine: Truth | None = None
    verdict: Truth | None = None
    note: str = ""
    mended: str = ""
    answer: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    issue: int | None = None
    urged: int = 0
    sender: bytes = field(default=b"", repr=False)
    version: int = 0
    waiting: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Handled:
    """What figures are counted from: a message without its words. Moments are aware, UTC; days are those of +08:00."""

    id: int
    unit: str
    category: str
    state: ComplaintState
    received: datetime
    forward_due: date | None = None
    answer_due: date | None = None
    answered: datetime | None = None
    verdict: Truth | None = None
    urged: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """What was done to a message: `before` and `after` hold what changed, without the sender."""

    complaint: int
    at: datetime
    who: str
    what: str
    reason: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def take_in(connection: Connection, given: Iterable[Complaint]) -> list[int]:
    """Writes the messages whose source and number are not there yet; the numbers of those it wrote.

    What is there stays as it is: a sheet that is taken in again must not undo what was done since.
    """
    made: list[int] = []
    known: set[tuple[str, str]] = set()
    for one in given:
        mark = (one.source, one.number)
        there = select(_table.c.id).where(_table.c.source == one.source, _table.c.number == one.number)
        if mark in known or connection.execute(there).first() is not None:
            continue
        known.add(mark)
        row = {name: _kept(name, getattr(one, name)) for name in _columns()}
        made.append(connection.execute(insert(_table).values(row).returning(_table.c.id)).scalar_one())
    return made


def change(
    connection: Connection,
    seen: Complaint,
    changes: Mapping[str, Any],
    *,
    who: str,
    what: str,
    moment: datetime,
    reason: str = "",
) -> Complaint:
    """Changes the message as it was `seen`, and keeps who did it. Raises NotAllowed where another was quicker."""
    row = {name: _kept(name, value) for name, value in changes.items()}
    if not renew(connection, _table, seen.id, seen.version, row):
        raise NotAllowed(f"留言 {seen.id} 刚刚被别人处理过；请重新打开后再操作")
    told = [name for name in changes if name not in ("sender", "evidence")]
    before, after = ({name: _json(getattr(seen, name)) for name in told}, {name: _json(changes[name]) for name in told})
    event = {"complaint": seen.id, "at": moment, "who": who, "what": what, "reason": reason}
    connection.execute(insert(tables.complaint_events).values(**event, before=before, after=after))
    return get(connection, seen.id)


def get(connection: Connection, number: int) -> Complaint:
    """One message. Raises NoSuchComplaint."""
    row = connection.execute(select(_table).where(_table.c.id == number)).mappings().one_or_none()
    if row is None:
        raise NoSuchComplaint(f"台账中没有编号为 {number} 的找错留言；可用 complaints list 查看编号")
    return from_row(row)


def waiting_recheck(connection: Connection, limit: int = 100) -> list[int]:
    """The numbers of the open messages that are to be rechecked, who waits longest first."""
    asked = select(_table.c.id).where(_table.c.waiting.is_not(None), _table.c.state != ComplaintState.CLOSED.value)
    return list(connection.execute(asked.order_by(_table.c.waiting, _table.c.id).limit(limit)).scalars())


def put_last(connection: Connection, number: int, moment: datetime) -> bool:
    """Moves a message to the end of those that wait, before its address is visited: one that breaks the visit holds up
    nobody else. False where it waits no longer. What persons see of it stays as it is."""
    waits = (_table.c.id == number, _table.c.waiting.is_not(None))
    return connection.execute(update(_table).where(*waits).values(waiting=moment)).rowcount == 1


def query(
    connection: Connection,
    *,
    states: Collection[ComplaintState] = (),
    units: Collection[str] = (),
    sites: Collection[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
) -> Iterator[Complaint]:
    """Messages by deadline and number; streaming. An empty choice means all.

    `since` and `until` (not included) are moments of receipt.
    """
    asked: Select[Any] = select(_table)
    chosen = ((_table.c.state, states), (_table.c.unit, units), (_table.c.site, sites))
    for column, values in chosen:
        if values:
            asked = asked.where(column.in_([str(value) for value in values]))
    if since is not None:
        asked = asked.where(_table.c.received >= since)
    if until is not None:
        asked = asked.where(_table.c.received < until)
    asked = asked.order_by(func.coalesce(_table.c.answer_due, date.max), _table.c.id)
    with connection.execute(asked.execution_options(yield_per=_AT_ONCE)) as found:
        for row in found.mappings():
            yield from_row(row)


def any_taken(connection: Connection) -> bool:
    """Was any message ever taken in?"""
    return connection.execute(select(_table.c.id).limit(1)).first() is not None


def acts(connection: Connection, number: int) -> Iterator[Act]:
    """What was done to a message, oldest first."""
    table = tables.complaint_events
    for row in connection.execute(select(table).where(table.c.complaint == number).order_by(table.c.id)):
        yield Act(row.complaint, row.at, row.who, row.what, row.reason, row.before, row.after)


def _columns() -> list[str]:
    return [column.name for column in _table.columns if column.name != "id"]


def _kept(name: str, value: Any) -> Any:
    """A value as its column keeps it: no verdict yet is ""."""
    if name in _TRUTHS and value is None:
        return ""
    if isinstance(value, StrEnum):
        return value.value
    return dict(value) if isinstance(value, Mapping) else value


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else _kept("", value)


def from_row(row: RowMapping) -> Complaint:
    """A message from its columns; those that were not read stay as they are in one that is new."""
    given = dict(row)
    given["state"] = ComplaintState(given["state"])
    for name in _TRUTHS & given.keys():
        given[name] = Truth(given[name]) if given[name] else None
    return Complaint(**given)
