"""Lists of tasks for people, a page at a time: what is open by subject and rule, what was answered with the last first.

A province has two million of them: few subjects are read along the index that begins with the subject, else the list is
walked in its own order and each task is tested.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, literal, or_, select, tuple_

from results.ledger import tables, tasks
from results.ledger.issue_lists import subjects_wanted
from results.ledger.scope import FEW, Scope
from results.ledger.tasks import Task

SIZE = 50
_table = tables.tasks


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to hold: `site`: part of a name, or a code or an address; `unit`: part of the name of a unit, with
    all below it; `rule`: its id; `done`: answered ones, else those that wait."""

    site: str = ""
    unit: str = ""
    rule: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some tasks, and the number after which the next page begins; None when this is the last."""

    tasks: tuple[Task, ...]
    after: int | None = None


def page(connection: Connection, scope: Scope, wanted: Wanted, *, after: int | None = None, size: int = SIZE) -> Page:
    """The tasks of a scope that are wanted, `size` of them, beginning after the task numbered `after`."""
    asked = _asked(connection, scope, wanted, after)
    numbers = list(connection.execute(asked.limit(size + 1)).scalars()) if asked is not None else []
    found = tasks.read(connection, numbers[:size])
    here = tuple(found[number] for number in numbers[:size])
    return Page(here, numbers[size - 1] if len(numbers) > size else None)


def _asked(connection: Connection, scope: Scope, wanted: Wanted, after: int | None) -> Select[Any] | None:
    """The query for the numbers; None where no subject can have any."""
    where: list[ColumnElement[bool]] = [_table.c.at.is_not(None)] if wanted.done else [_table.c.verdict == ""]
    if wanted.rule:
        where.append(_table.c.rule == wanted.rule)
    owned = of_subjects(connection, scope, wanted.site, wanted.unit)
    if owned is None:
        return None
    where += owned
    order: tuple[ColumnElement[Any], ...] = (_table.c.at, _table.c.id)
    if not wanted.done:
        order = (_table.c.subject, _table.c.rule, _table.c.id)
    if after is not None:
        last = connection.execute(select(*order).where(_table.c.id == after)).first()
        place, end = tuple_(*order), tuple_(*map(literal, last)) if last else None
        if end is not None:
            where.append(place < end if wanted.done else place > end)
    way = [column.desc() for column in order] if wanted.done else list(order)
    return select(_table.c.id).where(*where).order_by(*way)


def of_subjects(connection: Connection, scope: Scope, site: str, unit: str) -> list[ColumnElement[bool]] | None:
    """The conditions by which a task is of a subject that a list is asked for (`Wanted`); None where there is none."""
    if scope.whole and not site and not unit:
        return []
    keys = subjects_wanted(connection, scope, site, unit)
    found = list(connection.execute(keys.limit(FEW + 1)).scalars())
    if not found:
        return None
    # Beside an alternative PostgreSQL cannot turn the test into a join, for which it would read all first.
    many = or_(literal(0) == 1, _table.c.subject.concat("").in_(select(keys.cte().c.key)))
    return [_table.c.subject.in_(found) if len(found) <= FEW else many]


def of_subject(connection: Connection, task: Task) -> list[Task]:
    """The tasks of the subject of a task that are open, or were asked in the same period; by rule."""
    here = or_(_table.c.verdict == "", _table.c.period == task.period)
    asked = select(_table.c.id).where(_table.c.subject == task.subject, here)
    numbers = list(connection.execute(asked.order_by(_table.c.rule, _table.c.id)).scalars())
    found = tasks.read(connection, numbers)
    return [found[number] for number in numbers]


def waiting(connection: Connection, subject: str) -> int:
    """How many tasks of a subject are open."""
    asked = select(func.count()).select_from(_table).where(_table.c.subject == subject, _table.c.verdict == "")
    return connection.execute(asked).scalar_one()
