"""Lists of notices within what their reader sees, a page at a time; and what of a unit a notice may be drawn of.

What is still to be done is listed by its deadline, the rest with the newest first. A page begins after a notice that
was shown, so that it does not depend on how many came before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, literal, or_, select, tuple_

from results.ledger import notice_tables, tables
from results.ledger import notices as ledger_notices
from results.ledger.issues import Issue, IssueState, numbered
from results.ledger.notices import OPEN, Notice, NoticeState
from results.ledger.scope import Scope, of_unit, subjects

_table, _items, _events = notice_tables.notices, notice_tables.notice_items, notice_tables.notice_events
_issues = tables.issues
_SHOWN_UNITS = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to hold; nothing said means all. `unit` is part of a name; `overdue`: open, and their deadline was
    before that day (+08:00)."""

    states: tuple[NoticeState, ...] = ()
    unit: str = ""
    overdue: date | None = None

    @property
    def by_deadline(self) -> bool:
        """Is the list one of what is still to be done?"""
        return self.overdue is not None or (bool(self.states) and set(self.states) <= set(OPEN))


@dataclass(frozen=True, slots=True)
class Page:
    """Some notices, and the number (id) after which the next page begins; None when this is the last."""

    notices: tuple[Notice, ...]
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """How many notices stand in each state, and how many of the open ones are overdue."""

    states: Mapping[NoticeState, int]
    overdue: int


@dataclass(frozen=True, slots=True)
class Item:
    """An issue of a notice. `returned` is when it came back after having been mended, since the notice; `earlier` are
    the numbers of older notices (not those withdrawn) that held it."""

    issue: Issue
    returned: datetime | None
    earlier: tuple[str, ...]


def page(connection: Connection, scope: Scope, wanted: Wanted, *, after: int | None = None, size: int = 50) -> Page:
    """The notices of a scope that are wanted, `size` of them, beginning after the one with the id `after`."""
    where = matching(scope, wanted)
    deadline = func.coalesce(_table.c.due, literal(date.max, _table.c.due.type))
    order: Sequence[ColumnElement[object]] = (deadline, _table.c.id) if wanted.by_deadline else (_table.c.id.desc(),)
    if after is not None and wanted.by_deadline:
        last = connection.execute(select(_table.c.due).where(_table.c.id == after)).first()
        due = literal((last.due if last else None) or date.max, _table.c.due.type)
        where.append(tuple_(deadline, _table.c.id) > tuple_(due, literal(after)))
    elif after is not None:
        where.append(_table.c.id < after)
    asked = select(_table.c.id).where(*where).order_by(*order).limit(size + 1)
    ids = list(connection.execute(asked).scalars())
    return Page(tuple(ledger_notices.numbered(connection, ids[:size])), ids[size - 1] if len(ids) > size else None)


def sums(connection: Connection, scope: Scope, today: date) -> Sums:
    """What the notices of a scope come to."""
    late = and_(_table.c.state.in_([state.value for state in OPEN]), _table.c.due < today)
    asked = select(_table.c.state, func.count(), func.count().filter(late)).where(of_unit(scope, _table.c.unit))
    rows = connection.execute(asked.group_by(_table.c.state)).all()
    return Sums({NoticeState(row[0]): row[1] for row in rows}, sum(row[2] for row in rows))


def find(connection: Connection, scope: Scope, number: str) -> Notice | None:
    """The notice of this number, where the scope sees it; None as if it were not there."""
    seen = select(_table.c.id).where(_table.c.number == number, of_unit(scope, _table.c.unit))
    found = ledger_notices.numbered(connection, connection.execute(seen).scalars())
    return found[0] if found else None


def items(connection: Connection, notice: Notice, *, after: int = 0, size: int = 100) -> tuple[list[Item], int | None]:
    """Issues of a notice by number, those above `after`; and the number after which the next page begins."""
    asked = select(_items.c.issue).where(_items.c.notice == notice.id, _items.c.issue > after)
    numbers = list(connection.execute(asked.order_by(_items.c.issue).limit(size + 1)).scalars())
    shown = numbers[:size]
    returned, before = _returned(connection, shown, notice.issued), earlier(connection, shown, notice.id)
    told = [Item(one, returned.get(one.id), tuple(before.get(one.id, ()))) for one in numbered(connection, shown)]
    return told, numbers[size - 1] if len(numbers) > size else None


def earlier(connection: Connection, numbers: Collection[int], notice: int | None = None) -> dict[int, list[str]]:
    """Which notices, not withdrawn, held these issues before the notice with the id `notice` (None: at all)."""
    found: dict[int, list[str]] = {}
    for some in _portions(numbers):
        asked = select(_items.c.issue, _table.c.number).join(_table, _table.c.id == _items.c.notice)
        asked = asked.where(_items.c.issue.in_(some), _table.c.state != NoticeState.WITHDRAWN.value)
        if notice is not None:
            asked = asked.where(_table.c.id < notice)
        for row in connection.execute(asked.order_by(_table.c.id)):
            found.setdefault(row.issue, []).append(row.number)
    return found


def candidates(connection: Connection, unit: str, *, limit: int) -> list[Issue]:
    """Issues of a unit that a person confirmed and that stand in no open notice, by number; at most `limit`."""
    own = _issues.c.subject.in_(subjects(Scope(units=(unit,), below=False)))
    numbers = connection.execute(_candidates().where(own).order_by(_issues.c.id).limit(limit)).scalars()
    return numbered(connection, list(numbers))


def waiting(connection: Connection, scope: Scope, text: str = "") -> list[tuple[str, int]]:
    """Units of a scope, with how many confirmed issues of theirs stand in no open notice: the most first."""
    owner = func.coalesce(tables.sites.c.unit, tables.accounts.c.unit, "").label("unit")
    open_ = _with_owner(_candidates().add_columns(owner)).subquery()
    asked = select(open_.c.unit, func.count()).where(open_.c.unit != "", of_unit(scope, open_.c.unit))
    if text:
        asked = asked.where(open_.c.unit.icontains(text, autoescape=True))
    asked = asked.group_by(open_.c.unit).order_by(func.count().desc(), open_.c.unit).limit(_SHOWN_UNITS)
    return [(row[0], row[1]) for row in connection.execute(asked)]


def late_untold(connection: Connection, today: date, *, limit: int) -> list[Notice]:
    """Notices that wait for an answer since before `today`, of which that was not yet told."""
    told = exists().where(_events.c.notice == _table.c.id, _events.c.what == "overdue")
    late = (_table.c.state == NoticeState.SENT.value, _table.c.due < today, ~told)
    asked = select(_table.c.id).where(*late).order_by(_table.c.due, _table.c.id).limit(limit)
    return ledger_notices.numbered(connection, connection.execute(asked).scalars())


def matching(scope: Scope, wanted: Wanted) -> list[ColumnElement[bool]]:
    """The conditions by which a notice is one of those that are wanted."""
    where = [of_unit(scope, _table.c.unit)]
    states = wanted.states
    if wanted.overdue is not None:
        where.append(_table.c.due < wanted.overdue)
        states = tuple(state for state in OPEN if not states or state in states)
    if states or wanted.overdue is not None:
        where.append(_table.c.state.in_([state.value for state in states]))
    if wanted.unit:
        where.append(_table.c.unit.icontains(wanted.unit, autoescape=True))
    return where


def _candidates() -> Select[int]:
    """The numbers of confirmed issues that stand in no open notice."""
    held = (
        exists()
        .where(_items.c.issue == _issues.c.id, _items.c.notice == _table.c.id)
        .where(or_(*(_table.c.state == state.value for state in OPEN)))
    )
    return select(_issues.c.id).where(_issues.c.state == IssueState.CONFIRMED.value, ~held)


def _with_owner(asked: Select[int, str]) -> Select[int, str]:
    sites, accounts = tables.sites, tables.accounts
    found = asked.outerjoin(sites, sites.c.key == _issues.c.subject)
    return found.outerjoin(accounts, accounts.c.key == _issues.c.subject)


def _returned(connection: Connection, numbers: Collection[int], since: datetime) -> dict[int, datetime]:
    table = tables.issue_events
    found: dict[int, datetime] = {}
    for some in _portions(numbers):
        asked = select(table.c.issue, table.c.at).where(
            table.c.issue.in_(some), table.c.what == IssueState.REOPENED.value, table.c.at > since
        )
        found.update({row.issue: row.at for row in connection.execute(asked.order_by(table.c.id))})
    return found


def _portions(numbers: Collection[int]) -> list[list[int]]:
    given = list(numbers)
    return [given[start : start + 500] for start in range(0, len(given), 500)]
