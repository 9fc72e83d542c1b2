"""Messages that wait to be sent: queued with what they tell of, taken up by one sender at a time, ended once.

A sender takes a message up (SENDING, for `LEASE`), sends it with no transaction open, and says what became of it. One
that dies in between leaves it SENDING: when its lease is over it is sent again under the same key. So a message may
arrive twice after a crash, and never because two senders were at work.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from results.ledger.engine import fill, renew
from results.ledger.outgoing_tables import messages

LEASE = timedelta(minutes=10)
_table = messages


class MessageState(StrEnum):
    WAITING = "waiting"  # to be sent at `next`
    SENDING = "sending"  # taken up by a sender, until `next`
    SENT = "sent"
    FAILED = "failed"  # refused, or tried as often as it may be
    DROPPED = "dropped"  # an administrator does not want it sent


ENDED = (MessageState.SENT, MessageState.FAILED, MessageState.DROPPED)


@dataclass(frozen=True, slots=True)
class Message:
    """A message to one receiver. Moments are aware, UTC; `object` names what it tells of ("notice:2026-0001");
    `address` is a mailbox, "" for the groups behind a webhook; `error` is Chinese and holds no secret."""

    id: int
    key: str
    event: str
    object: str
    unit: str
    channel: str
    address: str
    subject: str
    text: str
    state: MessageState
    error: str
    queued: datetime
    next: datetime | None
    ended: datetime | None
    tries: int
    version: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be queued; the same `key` is queued once, however often it is asked for."""

    key: str
    event: str
    object: str
    unit: str
    channel: str
    address: str
    subject: str
    text: str


def queue(connection: Connection, drafts: list[Draft], *, moment: datetime) -> None:
    """Queues them in the caller's transaction: what is undone is not told."""
    fixed = {"state": MessageState.WAITING.value, "error": "", "queued": moment, "next": moment, "ended": None}
    rows = [{name: getattr(one, name) for name in Draft.__slots__} for one in drafts]
    fill(connection, _table, [{**row, **fixed, "tries": 0, "version": 0} for row in rows])


def due(connection: Connection, channel: str, *, moment: datetime, limit: int) -> list[Message]:
    """What is to be sent over `channel` now, also what a dead sender left: the oldest first."""
    states = [MessageState.WAITING.value, MessageState.SENDING.value]
    asked = select(_table).where(_table.c.state.in_(states), _table.c.next <= moment, _table.c.channel == channel)
    return [_message(row) for row in connection.execute(asked.order_by(_table.c.id).limit(limit)).mappings()]


def take(connection: Connection, one: Message, *, moment: datetime) -> Message | None:
    """Takes it up for `LEASE`; None where another sender was quicker."""
    changes = {"state": MessageState.SENDING.value, "next": moment + LEASE, "tries": one.tries + 1}
    return get(connection, one.id) if renew(connection, _table, one.id, one.version, changes) else None


def sent(connection: Connection, one: Message, *, moment: datetime) -> bool:
    """It arrived; False where somebody changed it meanwhile."""
    return _end(connection, one, MessageState.SENT, moment, "")


def refused(connection: Connection, one: Message, *, moment: datetime, error: str) -> bool:
    """It was refused and will be again."""
    return _end(connection, one, MessageState.FAILED, moment, error)


def put_off(connection: Connection, one: Message, *, until: datetime, error: str) -> bool:
    """It did not go now and is tried again."""
    return renew(
        connection, _table, one.id, one.version, {"state": MessageState.WAITING.value, "next": until, "error": error}
    )


def again(connection: Connection, one: Message, *, moment: datetime) -> bool:
    """Tries anew what had failed, from the first try on; False where it did not stand as it was seen."""
    changes = {"state": MessageState.WAITING.value, "next": moment, "ended": None, "tries": 0}
    return renew(connection, _table, one.id, one.version, changes)


def drop(connection: Connection, one: Message, *, moment: datetime) -> bool:
    """It is not to be sent; False where it did not stand as it was seen."""
    return _end(connection, one, MessageState.DROPPED, moment, one.error)


def get(connection: Connection, number: int) -> Message | None:
    """One message; None where there is none of this number."""
    row = connection.execute(select(_table).where(_table.c.id == number)).mappings().one_or_none()
    return _message(row) if row else None


def page(
    connection: Connection, states: tuple[MessageState, ...] = (), *, after: int | None = None, size: int = 50
) -> tuple[list[Message], int | None]:
    """Messages, the newest first, and the number after which the next page begins."""
    asked = select(_table).order_by(_table.c.id.desc()).limit(size + 1)
    if states:
        asked = asked.where(_table.c.state.in_([state.value for state in states]))
    if after is not None:
        asked = asked.where(_table.c.id < after)
    found = [_message(row) for row in connection.execute(asked).mappings()]
    return found[:size], found[size - 1].id if len(found) > size else None


def counts(connection: Connection) -> dict[MessageState, int]:
    """How many messages stand in each state; states without any are left out."""
    asked = select(_table.c.state, func.count()).group_by(_table.c.state)
    return {MessageState(row[0]): row[1] for row in connection.execute(asked)}


def _end(connection: Connection, one: Message, state: MessageState, moment: datetime, error: str) -> bool:
    changes: dict[str, Any] = {"state": state.value, "next": None, "ended": moment, "error": error}
    return renew(connection, _table, one.id, one.version, changes)


def _message(row: RowMapping) -> Message:
    return Message(**{**row, "state": MessageState(row["state"])})
