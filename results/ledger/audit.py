"""The audit log: who did what, when, from where, and what it was before and after.

It is only added to. The databases refuse a change or a removal (triggers), and each entry carries a digest over itself
and the digest before it: an entry that was changed, put in or taken out from the middle is found by `verify`. Whoever
may write the database file itself could make the whole chain anew, or take entries off its end: against that the office
notes the last number and digest elsewhere from time to time (`users audit` prints them).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, func, insert, select, text

from results.ledger.console_tables import audit

_LOCK = 0x7875_6175
_table = audit


class Act(StrEnum):
    """What may be told of a person at the console or at the machine."""

    ENTERED = "entered"
    REFUSED = "refused"
    LOCKED = "locked"
    LEFT = "left"
    PASSWORD_CHANGED = "password-changed"
    PASSWORD_SET = "password-set"
    USER_ADDED = "user-added"
    USER_CHANGED = "user-changed"
    USER_DISABLED = "user-disabled"
    USER_ENABLED = "user-enabled"
    USER_UNLOCKED = "user-unlocked"
    COMPLAINTS_IMPORTED = "complaints-imported"
    COMPLAINT_ADDED = "complaint-added"
    COMPLAINT_HANDLED = "complaint-handled"
    SENDER_SHOWN = "sender-shown"
    TASK_ANSWERED = "task-answered"
    NOTICE_DRAW = "notice-draw"
    NOTICE_REMIND = "notice-remind"
    NOTICE_ANSWER = "notice-answer"
    NOTICE_GIVE_BACK = "notice-give-back"
    NOTICE_ACCEPT = "notice-accept"
    NOTICE_WITHDRAW = "notice-withdraw"
    MAIL_ADDED = "mail-added"
    MAIL_REMOVED = "mail-removed"
    MESSAGE_AGAIN = "message-again"
    MESSAGE_DROPPED = "message-dropped"
    LOOK_ASKED = "look-asked"
    RECORD_TAKEN = "record-taken"
    REPORT_ASKED = "report-asked"
    REPORT_TAKEN = "report-taken"
    ISSUE_CONFIRMED = "issue-confirmed"
    ISSUE_DISMISSED = "issue-dismissed"
    ISSUE_MERGED = "issue-merged"
    ISSUE_RECONSIDERED = "issue-reconsidered"
    ISSUE_ASSIGNED = "issue-assigned"
    ISSUE_COMMENTED = "issue-commented"
    TOKEN_MADE = "token-made"
    TOKEN_REVOKED = "token-revoked"
    EXPORTED = "exported"
    PRECISION_RESET = "precision-reset"


@dataclass(frozen=True, slots=True)
class Doer:
    """Who acts: the name of a user, "" for one who is not known; `address` is where from, 本机 at the machine."""

    name: str
    address: str = "本机"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `at` is aware, UTC; `object` names what was acted on ("user:3"); before and after are plain values."""

    id: int
    at: datetime
    who: str
    address: str
    act: str
    object: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """So many entries, the digest of the last one, and the number of the first that does not fit (None = all fit)."""

    entries: int
    digest: str
    broken: int | None = None


def tell(
    connection: Connection,
    doer: Doer,
    act: Act,
    object_: str,
    *,
    moment: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Adds an entry, in the caller's transaction: an act that is undone is not told, one that is not told not done."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.execute(text(f"select pg_advisory_xact_lock({_LOCK})"))
    last = connection.execute(select(_table.c.id, _table.c.digest).order_by(_table.c.id.desc()).limit(1)).first()
    number, digest = (last.id, last.digest) if last else (0, "")
    row = {"at": moment.astimezone(UTC), "who": doer.name, "address": doer.address, "act": act.value}
    entry = {"id": number + 1, **row, "object": object_, "before": dict(before or {}), "after": dict(after or {})}
    connection.execute(insert(_table).values(**entry, digest=_digest(digest, entry)))


def query(
    connection: Connection, *, who: str = "", act: str = "", before: int | None = None, limit: int = 50
) -> list[Entry]:
    """The newest entries, those numbered below `before` where given; of one person or one act where given."""
    asked = select(_table).order_by(_table.c.id.desc()).limit(limit)
    for column, wanted in ((_table.c.who, who), (_table.c.act, act)):
        if wanted:
            asked = asked.where(column == wanted)
    if before is not None:
        asked = asked.where(_table.c.id < before)
    return [_entry(row) for row in connection.execute(asked)]


def verify(connection: Connection) -> Chain:
    """Reads the whole log, oldest first, and says where the chain breaks, if it does."""
    digest, number = "", 0
    for entry in _all(connection):
        plain = {name: getattr(entry, name) for name in Entry.__slots__ if name != "digest"}
        if entry.id != number + 1 or entry.digest != _digest(digest, plain):
            return Chain(_count(connection), entry.digest, entry.id)
        digest, number = entry.digest, entry.id
    return Chain(number, digest)


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(_table)).scalar_one()


def _all(connection: Connection) -> Iterator[Entry]:
    with connection.execute(select(_table).order_by(_table.c.id).execution_options(yield_per=1_000)) as found:
        for row in found:
            yield _entry(row)


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.id, row.at, row.who, row.address, row.act, row.object, row.before, row.after, row.digest)


def _digest(previous: str, entry: Mapping[str, Any]) -> str:
    told: Sequence[Any] = [previous, *(entry[name] for name in Entry.__slots__ if name not in ("at", "digest"))]
    moment = entry["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return sha256(json.dumps([*told, moment], ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def of_row(row: RowMapping) -> Entry:
    """The entry of a row of its table."""
    return Entry(**row)
