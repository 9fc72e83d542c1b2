"""Tasks: questions that only a person can answer, one for each rule, subject and period, and the answers given.

Their number is bounded: a rule has one open task for a subject at most, because one that was not answered moves into
the new period under its number, and one that nobody owes any more is taken back. What was answered is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    RowMapping,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from checks.model.findings import SubjectType
from results.errors import NoSuchTask
from results.ledger import tables
from results.ledger.engine import fill

_AT_ONCE = 1_000
_table = tables.tasks


class Verdict(StrEnum):
    """What a person answered."""

    MET = "met"  # 达标
    UNMET = "unmet"  # 不达标
    NOT_APPLICABLE = "not-applicable"  # 不适用
    UNCLEAR = "unclear"  # 无法判断


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says of a task. `faults`, `code` and `urls` are of an UNMET one: how many, of which kind, where.

    `points` are those given for a bonus. Who and when stand beside it, in the task.
    """

    verdict: Verdict
    faults: int = 0
    code: str = ""
    urls: tuple[str, ...] = ()
    remark: str = ""
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """An address to look at, and what it is: 首页, or the name of a column."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it stands. `asked` and `at` (when it was answered) are aware, UTC; `version` counts its answers.

    `unit`, `name`, `home` and `site_code` are those of its subject as registered now, "" when it is not.
    """

    id: int
    rule: str
    subject_type: SubjectType
    subject: str
    period: str
    edition: str
    asked: datetime
    looks: tuple[Look, ...]
    answer: Answer | None = None
    who: str = ""
    at: datetime | None = None
    version: int = 0
    unit: str = ""
    name: str = ""
    home: str = ""
    site_code: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be asked of a subject: `period` is that in which it is asked, `looks` the addresses to look at."""

    rule: str
    subject_type: SubjectType
    subject: str
    period: str
    looks: tuple[Look, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """An answer that was given: `before` is None the first time."""

    task: int
    at: datetime
    who: str
    before: Answer | None
    after: Answer


def ask(connection: Connection, asked: Iterable[Asked], *, edition: str, moment: datetime) -> None:
    """Makes tasks; an open one of the same rule and subject moves into the period. Done again, it changes nothing."""
    rows = [
        {
            "rule": one.rule,
            "subject": one.subject,
            "period": one.period,
            "looks": msgspec.to_builtins(one.looks),
            "edition": edition,
            "asked": moment,
            "subject_type": one.subject_type.value,
        }
        for one in asked
    ]
    if not rows:
        return
    moved: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("period", "looks", "edition", "asked")}
    there = _table.alias()
    of_now = select(there.c.id).where(*_same(there), there.c.period == bindparam("new_period")).exists()
    connection.execute(
        update(_table).where(*_same(_table), _table.c.verdict == "", ~of_now).values(moved),
        [
            {"its_rule": row["rule"], "its_subject": row["subject"], **{f"new_{name}": row[name] for name in moved}}
            for row in rows
        ],
    )
    blank: dict[str, Any] = {"verdict": "", "who": "", "at": None, "answer": {}, "version": 0}
    fill(connection, _table, [{**row, **blank} for row in rows])


def held(connection: Connection, period: str, subjects: Collection[str]) -> set[tuple[str, str]]:
    """(rule, subject) of the tasks of a period about `subjects`."""
    asked = select(_table.c.rule, _table.c.subject)
    asked = asked.where(_table.c.subject.in_(list(subjects)), _table.c.period == period)
    return {(row.rule, row.subject) for row in connection.execute(asked)}


def waiting(connection: Connection) -> Iterator[tuple[str, str]]:
    """(rule, subject) of every open task, by subject; streaming: a province has a million of them."""
    asked = select(_table.c.rule, _table.c.subject).where(_table.c.verdict == "").order_by(_table.c.subject)
    with connection.execute(asked.execution_options(yield_per=1_000)) as found:
        for row in found:
            yield row.rule, row.subject


def withdraw(connection: Connection, named: Iterable[tuple[str, str]]) -> None:
    """Takes back the open tasks named by (rule, subject); what was answered stays."""
    if gone := [{"its_rule": rule, "its_subject": subject} for rule, subject in named]:
        connection.execute(delete(_table).where(*_same(_table), _table.c.verdict == ""), gone)


def answer(connection: Connection, task: Task, given: Answer, *, who: str, moment: datetime) -> None:
    """Closes a task with an answer, or changes the one it has; an event either way."""
    packed = msgspec.to_builtins(given)
    before = msgspec.to_builtins(task.answer) if task.answer else {}
    values = {"verdict": given.verdict.value, "who": who, "at": moment, "answer": packed, "version": task.version + 1}
    connection.execute(update(_table).where(_table.c.id == task.id).values(**values))
    event = {"task": task.id, "at": moment, "who": who, "before": before, "after": packed}
    connection.execute(insert(tables.task_events).values(**event))


def query(
    connection: Connection,
    *,
    subjects: Collection[str] = (),
    rules: Collection[str] = (),
    answered: bool | None = None,
) -> Iterator[Task]:
    """Tasks by unit, subject, rule and age; streaming. An empty choice means all; `answered` None: open and done."""
    asked = _all()
    for column, values in ((_table.c.subject, subjects), (_table.c.rule, rules)):
        if values:
            asked = asked.where(column.in_(list(values)))
    if answered is not None:
        asked = asked.where(_table.c.verdict != "" if answered else _table.c.verdict == "")
    asked = asked.order_by("unit", _table.c.subject, _table.c.rule, _table.c.id).execution_options(yield_per=1_000)
    with connection.execute(asked) as found:
        for row in found.mappings():
            yield _task(row)


def numbered(connection: Connection, numbers: Iterable[int]) -> dict[int, Task]:
    """The tasks with these numbers, held until the transaction ends so that nobody else answers them meanwhile."""
    wanted = sorted(set(numbers))
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        connection.execute(select(_table.c.id).where(_table.c.id.in_(some)).order_by(_table.c.id).with_for_update())
    return read(connection, wanted)


def read(connection: Connection, numbers: Iterable[int]) -> dict[int, Task]:
    """The tasks with these numbers, for who only looks."""
    wanted = sorted(set(numbers))
    found: dict[int, Task] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        rows = connection.execute(_all().where(_table.c.id.in_(wanted[first : first + _AT_ONCE]))).mappings()
        found.update({row["id"]: _task(row) for row in rows})
    return found


def get(connection: Connection, number: int) -> Task:
    """One task, held as by `numbered`. Raises NoSuchTask."""
    found = numbered(connection, [number])
    if number not in found:
        raise NoSuchTask(f"台账中没有编号为 {number} 的人工检查任务；可用 tasks 命令查看编号")
    return found[number]


def events(connection: Connection, number: int) -> Iterator[Event]:
    """The answers that were given to a task, oldest first."""
    table = tables.task_events
    for row in connection.execute(select(table).where(table.c.task == number).order_by(table.c.id)):
        yield Event(row.task, row.at, row.who, _answer(row.before), msgspec.convert(row.after, Answer))


def _same(table: FromClause) -> tuple[ColumnElement[bool], ...]:
    return table.c.rule == bindparam("its_rule"), table.c.subject == bindparam("its_subject")


def _all() -> Select[Any]:
    sites, accounts = tables.sites, tables.accounts
    return (
        select(
            _table,
            func.coalesce(sites.c.unit, accounts.c.unit, "").label("unit"),
            func.coalesce(sites.c.name, accounts.c.name, "").label("name"),
            func.coalesce(sites.c.home, accounts.c.home, "").label("home"),
            func.coalesce(sites.c.code, "").label("site_code"),
        )
        .outerjoin(sites, sites.c.key == _table.c.subject)
        .outerjoin(accounts, accounts.c.key == _table.c.subject)
    )


def _answer(packed: Mapping[str, Any]) -> Answer | None:
    return msgspec.convert(packed, Answer) if packed else None


def _task(row: RowMapping) -> Task:
    given = {name: row[name] for name in Task.__slots__}
    given["subject_type"] = SubjectType(given["subject_type"])
    given["looks"] = msgspec.convert(given["looks"], tuple[Look, ...])
    return Task(**{**given, "answer": _answer(row["answer"])})


def choosing() -> Select[Any]:
    """What a list of tasks is chosen from."""
    return _all()


def of_row(row: RowMapping) -> Task:
    """The task of a row of `choosing`."""
    return _task(row)
