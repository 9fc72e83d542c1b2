"""Notices to mend (整改通知) as they stand: the issues of one unit that a person confirmed, with a deadline."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from checks.model.registry import BEIJING
from results.errors import NoSuchNotice, NotAllowed
from results.ledger import notice_tables, tables
from results.ledger.engine import renew
from results.ledger.issues import STANDING, IssueState

_LOCK = 0x7875_6E6F
_table, _items, _events = notice_tables.notices, notice_tables.notice_items, notice_tables.notice_events


class NoticeState(StrEnum):
    """How a notice stands."""

    SENT = "sent"  # 已发出, to be answered
    ANSWERED = "answered"  # 单位已反馈, to be reviewed
    CLOSED = "closed"  # 已销号
    WITHDRAWN = "withdrawn"  # 已撤回


OPEN = (NoticeState.SENT, NoticeState.ANSWERED)


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice. Moments are aware, UTC; `due` is a day of +08:00, None where the workdays of the year are not known.

    `proof` are addresses or names of files that the unit gave. `standing`, `fixed`, `repeated` and `dismissed` count
    its issues as the ledger knows them now: `repeated` came back after they had been mended, and stand.
    """

    id: int
    number: str
    unit: str
    state: NoticeState
    issued: datetime
    due: date | None
    reminded: int
    answer: str
    proof: tuple[str, ...]
    answered: datetime | None
    ended: datetime | None
    version: int
    standing: int = 0
    fixed: int = 0
    repeated: int = 0
    dismissed: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """What was done about a notice."""

    notice: int
    at: datetime
    who: str
    what: str
    reason: str


def make(connection: Connection, unit: str, issues: Sequence[int], *, moment: datetime, due: date | None) -> int:
    """Writes a notice and its issues; its id. Its number counts within the year of `moment` (+08:00)."""
    year = moment.astimezone(BEIJING).year
    counted = select(func.count()).where(_table.c.number.like(f"{year}-%"))
    number = f"{year}-{connection.execute(counted).scalar_one() + 1:04}"
    row = {"number": number, "unit": unit, "state": NoticeState.SENT.value, "proof": [], "issued": moment, "due": due}
    made = insert(_table).values(**row, reminded=0, version=0).returning(_table.c.id)
    try:
        notice: int = connection.execute(made).scalar_one()
    except IntegrityError as error:
        raise NotAllowed(f"整改通知 {number} 刚刚被别人用了；请再试一次") from error
    connection.execute(insert(_items), [{"notice": notice, "issue": issue} for issue in dict.fromkeys(issues)])
    return notice


def change(
    connection: Connection,
    seen: Notice,
    changes: Mapping[str, Any],
    *,
    who: str,
    what: str,
    moment: datetime,
    reason: str = "",
) -> None:
    """Changes the notice as it was `seen`, and keeps who did it. Raises NotAllowed where another was quicker."""
    if not renew(connection, _table, seen.id, seen.version, changes):
        raise NotAllowed(f"整改通知 {seen.number} 刚刚被别人处理过；请重新打开后再操作")
    tell(connection, seen.id, who=who, what=what, moment=moment, reason=reason)


def tell(connection: Connection, notice: int, *, who: str, what: str, moment: datetime, reason: str = "") -> None:
    """Keeps that somebody did something."""
    connection.execute(insert(_events).values(notice=notice, at=moment, who=who, what=what, reason=reason))


def get(connection: Connection, number: str) -> Notice:
    """The notice of this number. Raises NoSuchNotice."""
    for notice in query(connection, number=number):
        return notice
    raise NoSuchNotice(f"没有编号为 {number} 的整改通知；可用 notices list 查看编号")


def query(
    connection: Connection,
    *,
    states: Collection[NoticeState] = (),
    units: Collection[str] = (),
    due_before: date | None = None,
    number: str = "",
) -> Iterator[Notice]:
    """Notices by deadline and number, each with how its issues stand. An empty choice means all."""
    asked = select(_table)
    for column, values in ((_table.c.state, [str(state) for state in states]), (_table.c.unit, list(units))):
        if values:
            asked = asked.where(column.in_(values))
    if due_before is not None:
        asked = asked.where(_table.c.due < due_before)
    if number:
        asked = asked.where(_table.c.number == number)
    rows = connection.execute(asked.order_by(func.coalesce(_table.c.due, date.max), _table.c.number)).mappings().all()
    counted = _counted(connection, [row["id"] for row in rows])
    for row in rows:
        yield _notice(row, counted.get(row["id"], {}))


def numbered(connection: Connection, ids: Iterable[int]) -> list[Notice]:
    """The notices with these ids, in this order; those that are not there are left out."""
    wanted = list(ids)
    rows = {row["id"]: row for row in connection.execute(select(_table).where(_table.c.id.in_(wanted))).mappings()}
    counted = _counted(connection, list(rows))
    return [_notice(rows[one], counted.get(one, {})) for one in wanted if one in rows]


def hold(connection: Connection) -> None:
    """Notices are drawn up one after the other: two persons who take the same issues at once do not both get them."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.execute(text(f"select pg_advisory_xact_lock({_LOCK})"))


def issues_of(connection: Connection, notice: int) -> list[int]:
    """The numbers of its issues, in order."""
    asked = select(_items.c.issue).where(_items.c.notice == notice).order_by(_items.c.issue)
    return list(connection.execute(asked).scalars())


def noticed(connection: Connection, issues: Collection[int]) -> dict[int, str]:
    """Which of these issues stand in an open notice: number of the issue → number of the notice."""
    asked = (
        select(_items.c.issue, _table.c.number)
        .join(_table, _table.c.id == _items.c.notice)
        .where(_items.c.issue.in_(list(issues)), _table.c.state.in_([state.value for state in OPEN]))
    )
    return {row.issue: row.number for row in connection.execute(asked)}


def acts(connection: Connection, notice: int) -> list[Act]:
    """What was done about it, oldest first."""
    asked = select(_events).where(_events.c.notice == notice).order_by(_events.c.id)
    return [Act(row.notice, row.at, row.who, row.what, row.reason) for row in connection.execute(asked)]


def _counted(connection: Connection, notices: Sequence[int]) -> dict[int, dict[str, int]]:
    """How the issues of each notice stand: notice → state → how many."""
    found: dict[int, dict[str, int]] = {}
    for start in range(0, len(notices), 500):
        asked = (
            select(_items.c.notice, tables.issues.c.state, func.count().label("count"))
            .join(tables.issues, tables.issues.c.id == _items.c.issue)
            .where(_items.c.notice.in_(notices[start : start + 500]))
            .group_by(_items.c.notice, tables.issues.c.state)
        )
        for row in connection.execute(asked):
            found.setdefault(row.notice, {})[row.state] = row[2]
    return found


def _notice(row: RowMapping, counted: Mapping[str, int]) -> Notice:
    given = {**row, "state": NoticeState(row["state"]), "proof": tuple(row["proof"])}
    return Notice(
        **given,
        standing=sum(counted.get(state, 0) for state in STANDING),
        fixed=counted.get(IssueState.FIXED, 0),
        repeated=counted.get(IssueState.REOPENED, 0),
        dismissed=counted.get(IssueState.DISMISSED, 0),
    )


def of_rows(connection: Connection, rows: Sequence[RowMapping]) -> list[Notice]:
    """The notices of rows of their table, each with how its issues stand."""
    counted = _counted(connection, [row["id"] for row in rows])
    return [_notice(row, counted.get(row["id"], {})) for row in rows]
