"""Lists of messages of 我为政府网站找错, a page at a time, by deadline: the nearest first, those without one last.

With a hundred thousand messages a page must not depend on how many there are. Where the units that are asked for have
few messages, these are read along the index of units and sorted; else each state is a strand of an index that is in
the order of the list already, once with and once without a deadline, and the strands are merged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    union,
    union_all,
)

from results.ledger import complaint_tables, tables
from results.ledger.complaints import Act, Complaint, ComplaintState, Handled, Truth, from_row
from results.ledger.scope import Scope, of_unit, of_unit_named, units, with_below

SIZE = 50
FEW = 2_000
"""So many messages are read along the index of their units."""
UNANSWERED = (ComplaintState.RECEIVED, ComplaintState.DISPATCHED, ComplaintState.VERIFIED, ComplaintState.MENDED)
NO_VERDICT = ""
_table = complaint_tables.complaints
_STATES = {state.value: state for state in ComplaintState}
_TRUTHS: Mapping[str, Truth | None] = {"": None, **{truth.value: truth for truth in Truth}}
_LIGHT = [column for column in _table.columns if column.name not in ("evidence", "sender")]
"""All but what a list does not show and what is heavy to read."""
_SLIM = [_table.c[name] for name in Handled.__slots__]
"""In the order in which `slim` takes them apart."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a reader may see: messages of the units in a scope, those that were not dispatched to them yet only where
    `undispatched`. A message that belongs to no unit is seen by who sees all."""

    scope: Scope
    undispatched: bool = True


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to hold; nothing said means all. `verdicts`: values of `Truth`, or NO_VERDICT; `unit`: part of the
    name of a unit, with all below it; `text`: part of the words, the address or the number; `due_before`: not answered,
    and the deadline is before this day."""

    states: tuple[ComplaintState, ...] = ()
    verdicts: tuple[str, ...] = ()
    category: str = ""
    unit: str = ""
    text: str = ""
    due_before: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some messages, without evidence and sender, and the number after which the next page begins."""

    complaints: tuple[Complaint, ...]
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How many messages stand in each state, are overdue and not answered, and wait for a recheck."""

    states: dict[ComplaintState, int]
    overdue: int
    waiting: int


def page(connection: Connection, sight: Sight, wanted: Wanted, *, after: int | None = None, size: int = SIZE) -> Page:
    """The messages that are wanted and may be seen, `size` of them, beginning after the message numbered `after`."""
    states = _states(sight, wanted)
    if not states:
        return Page(())
    numbers = list(connection.execute(_asked(connection, sight, wanted, states, after, size + 1)).scalars())
    rows = connection.execute(select(*_LIGHT).where(_table.c.id.in_(numbers[:size]))).mappings()
    found = {row["id"]: from_row(row) for row in rows}
    here = tuple(found[number] for number in numbers[:size])
    return Page(here, numbers[size - 1] if len(numbers) > size else None)


def standing(connection: Connection, sight: Sight, today: date) -> Standing:
    """The counts above a list."""
    seen = [state.value for state in _seen(sight)]
    here = true() if sight.scope.whole else _table.c.unit.in_(_owners(connection, sight.scope, ""))
    # Three counts along an index each: as one they would be a walk over all rows.
    by_state = select(_table.c.state, func.count()).where(here).group_by(_table.c.state)
    found = {name: count for name, count in connection.execute(by_state)}
    late = [state.value for state in UNANSWERED if state.value in seen]
    overdue = select(func.count()).where(here, _table.c.state.in_(late), _table.c.answer_due < today)
    waiting = select(func.count()).where(here, _table.c.state.in_(seen), _table.c.waiting.is_not(None))
    return Standing(
        {state: found.get(state.value, 0) for state in _seen(sight)},
        connection.execute(overdue).scalar_one(),
        connection.execute(waiting.where(_table.c.state != ComplaintState.CLOSED.value)).scalar_one(),
    )


def sees(connection: Connection, sight: Sight, one: Complaint) -> bool:
    """May this reader see the message?"""
    return one.state in _seen(sight) and of_unit_named(connection, sight.scope, one.unit)


def slim(
    connection: Connection, sight: Sight, *, since: datetime | None = None, until: datetime | None = None
) -> Iterator[Handled]:
    """The messages received from `since` until before `until`, with what figures are counted from; streaming."""
    asked = select(*_SLIM).where(of_unit(sight.scope, _table.c.unit))
    seen = _seen(sight)
    if len(seen) < len(ComplaintState):
        asked = asked.where(_table.c.state.in_([state.value for state in seen]))
    if since is not None:
        asked = asked.where(_table.c.received >= since)
    if until is not None:
        asked = asked.where(_table.c.received < until)
    with connection.execute(asked.execution_options(yield_per=1_000)) as found:
        for number, unit, category, state, came, forward, due, answered, verdict, urged in found:
            stands, said = _STATES[state], _TRUTHS[verdict]
            yield Handled(number, unit, category, stands, came, forward, due, answered, said, urged)


def last_act(connection: Connection, number: int) -> Act | None:
    """What was done to a message last."""
    table = complaint_tables.complaint_events
    asked = select(table).where(table.c.complaint == number).order_by(table.c.id.desc()).limit(1)
    row = connection.execute(asked).first()
    return Act(row.complaint, row.at, row.who, row.what, row.reason, row.before, row.after) if row else None


def matching(connection: Connection, sight: Sight, wanted: Wanted) -> list[ColumnElement[bool]]:
    """The conditions by which a message is one of those that are wanted and may be seen."""
    where, states = _matters(wanted), _states(sight, wanted)
    if len(states) < len(ComplaintState):
        where.append(_table.c.state.in_([state.value for state in states]))
    if not sight.scope.whole or wanted.unit:
        where.append(_table.c.unit.in_(_owners(connection, sight.scope, wanted.unit)))
    return where


def _seen(sight: Sight) -> tuple[ComplaintState, ...]:
    return tuple(state for state in ComplaintState if sight.undispatched or state is not ComplaintState.RECEIVED)


def _states(sight: Sight, wanted: Wanted) -> list[ComplaintState]:
    late = UNANSWERED if wanted.due_before else tuple(ComplaintState)
    return [s for s in _seen(sight) if s in (wanted.states or tuple(ComplaintState)) and s in late]


def _asked(
    connection: Connection,
    sight: Sight,
    wanted: Wanted,
    states: Sequence[ComplaintState],
    after: int | None,
    limit: int,
) -> Select[Any]:
    """The query for the numbers of one page."""
    where, last = _matters(wanted), _last(connection, after)
    named = [state.value for state in states]
    owned: list[ColumnElement[bool]] = []
    if not sight.scope.whole or wanted.unit:
        owners = _owners(connection, sight.scope, wanted.unit)
        some = select(_table.c.id).where(_table.c.unit.in_(owners), _table.c.state.in_(named)).limit(FEW + 1)
        if connection.execute(select(func.count()).select_from(some.subquery())).scalar_one() <= FEW:
            # As values that no index is of: the database would take one that is in the order of the list, and walk all.
            order = (func.coalesce(_table.c.answer_due, literal(date.max)), _table.c.id + 0)
            behind = [tuple_(*order) > tuple_(literal(last[0] or date.max), literal(last[1]))] if last else []
            here = (*where, _table.c.unit.in_(owners), _table.c.state.in_(named), *behind)
            return select(_table.c.id).where(*here).order_by(*order).limit(limit)
        # Beside an alternative PostgreSQL cannot turn the test into a join, for which it would read all first.
        owned = [or_(literal(0) == 1, _table.c.unit.concat("").in_(owners))]
    return _merged([_table.c.state == name for name in named], [*where, *owned], last, limit)


def _merged(
    strands: Sequence[ColumnElement[bool]],
    where: Sequence[ColumnElement[bool]],
    last: tuple[date | None, int] | None,
    limit: int,
) -> Select[Any]:
    """The strands as one, in the order of the list."""
    due, number = _table.c.answer_due, _table.c.id
    parts = []
    for strand in strands:
        if last is None or last[0] is not None:
            behind = [_behind(*last)] if last and last[0] else []
            dated = select(number, due).where(strand, due.is_not(None), *where, *behind).order_by(due, number)
            parts.append(dated.limit(limit).subquery())
        begins = [number > last[1]] if last and last[0] is None else []
        never = select(number, due).where(strand, due.is_(None), *where, *begins).order_by(number)
        parts.append(never.limit(limit).subquery())
    whole = union_all(*(select(part.c.id, part.c.answer_due) for part in parts)).subquery()
    return select(whole.c.id).order_by(whole.c.answer_due.is_(None), whole.c.answer_due, whole.c.id).limit(limit)


def _behind(due: date | None, number: int) -> ColumnElement[bool]:
    return tuple_(_table.c.answer_due, _table.c.id) > tuple_(literal(due), literal(number))


def _last(connection: Connection, after: int | None) -> tuple[date | None, int] | None:
    if after is None:
        return None
    row = connection.execute(select(_table.c.answer_due, _table.c.id).where(_table.c.id == after)).first()
    return (row.answer_due, row.id) if row else None


def _owners(connection: Connection, scope: Scope, text: str) -> list[str] | Select[str] | CompoundSelect[str]:
    """The units that a list is asked for: by name where they are few, so that the database knows how few."""
    asked = _units(scope, text)
    found = list(connection.execute(asked.limit(FEW + 1)).scalars())
    return found if len(found) <= FEW else asked


def _units(scope: Scope, text: str) -> Select[str] | CompoundSelect[str]:
    """The units of a scope that a list is asked for; who sees all may also name one that is not registered."""
    if not text:
        return units(scope)
    name = tables.units.c.name
    asked = with_below(select(name).where(name.icontains(text, autoescape=True)))
    if scope.whole:
        return union(asked, select(literal(text)))
    return asked.where(asked.selected_columns[0].in_(units(scope)))


def _matters(wanted: Wanted) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.verdicts:
        where.append(_table.c.verdict.in_(wanted.verdicts))
    if wanted.category:
        where.append(_table.c.category == wanted.category)
    if wanted.text:
        places = (_table.c.text, _table.c.url, _table.c.number)
        where.append(or_(*(place.icontains(wanted.text, autoescape=True) for place in places)))
    if wanted.due_before:
        where.append(_table.c.answer_due < wanted.due_before)
    return where
