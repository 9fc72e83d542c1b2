"""Lists of issues, a page at a time: chosen, ordered and continued without counting or skipping what came before.

With a million issues a page must not depend on how many there are. Four ways lead to one:

- few subjects are seen or asked for (a contact, one site, a small town): their issues are read along the index of
  subjects and sorted;
- what one user is to judge is asked for: it is read along the index of users;
- few states and checks are asked for: each pair is a strand of an index that is ordered already, and the strands are
  merged; where a scope would have to be tested in too many strands, and few issues are of them, those are sorted;
- else issues are walked in the order of the list, and each is tested.

The database would now and then choose another way, because it does not know how much a list leaves out: `_plain` keeps
it from an index that would make it sort everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Table,
    and_,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    union_all,
)

from results.ledger import issues as ledger_issues
from results.ledger import tables
from results.ledger.issues import Issue, IssueState
from results.ledger.scope import FEW, Scope, of_subject, units, with_below

SIZE = 50
_STRANDS = 80
"""So many are merged at most: three states of all rules that may fail a subject."""
_TESTED_STRANDS = 12
"""So many where a scope is tested, which each strand makes anew."""
_RARE = 5_000
_table = tables.issues


class Order(StrEnum):
    NEWEST = "newest"  # last found first
    OLDEST = "oldest"
    SUBJECT = "subject"  # by site or account, then by check


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to hold; nothing said means all. `sites`: part of a name, or a code or an address; `unit`: part of
    the name of a unit, with all below it; `text`: part of what was found, or of where; `but`: checks that are left out;
    `certainty`: of the finding; `assigned`: the name of a user, "" for what nobody was given, None for any."""

    states: tuple[IssueState, ...] = ()
    checks: tuple[str, ...] = ()
    site: str = ""
    unit: str = ""
    text: str = ""
    order: Order = Order.NEWEST
    but: tuple[str, ...] = ()
    certainty: str = ""
    assigned: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some issues, and the number after which the next page begins; None when this is the last."""

    issues: tuple[Issue, ...]
    after: int | None = None


def page(connection: Connection, scope: Scope, wanted: Wanted, *, after: int | None = None, size: int = SIZE) -> Page:
    """The issues of a scope that are wanted, `size` of them, beginning after the issue numbered `after`."""
    asked = chosen(connection, scope, wanted, after, size + 1)
    numbers = list(connection.execute(asked).scalars()) if asked is not None else []
    found = tuple(ledger_issues.numbered(connection, numbers[:size]))
    return Page(found, numbers[size - 1] if len(numbers) > size else None)


def chosen(connection: Connection, scope: Scope, wanted: Wanted, after: int | None, limit: int) -> Select[int] | None:
    """The query for the numbers of one page; None where no subject can have any."""
    keys = _few(connection, scope, wanted)
    if keys is not None and not keys:
        return None
    where = [*_matters(wanted, keys is not None), *_begins(connection, wanted.order, after)]
    where.append(_table.c.subject.in_(keys) if keys is not None else _tested(scope, wanted))
    strands = list(product(wanted.states or (None,), wanted.checks or (None,)))
    most = _STRANDS if scope.whole and not wanted.site and not wanted.unit else _TESTED_STRANDS
    if keys is None and not wanted.assigned and wanted.order is not Order.SUBJECT and len(strands) <= most:
        return _merged([_strand(wanted.order, where, *strand, limit) for strand in strands], wanted.order, limit)
    if keys is None and _rare(connection, wanted):
        here = [*where, *_in(_table.c.state, wanted.states), *_in(_table.c.check, wanted.checks)]
        return select(_table.c.id).where(*here).order_by(_way(wanted.order, _table.c.id + 0)).limit(limit)
    where += _in(_plain(_table.c.state), wanted.states) + _in(_plain(_table.c.check), wanted.checks)
    if wanted.order is Order.SUBJECT:
        return select(_table.c.id).where(*where).order_by(*_BY_SUBJECT).limit(limit)
    order = _table.c.id if keys is None else _table.c.id + 0
    return select(_table.c.id).where(*where).order_by(_way(wanted.order, order)).limit(limit)


def by_check(connection: Connection, scope: Scope, checks: tuple[str, ...]) -> dict[tuple[str, IssueState], int]:
    """How many issues of these checks stand in each state, within a scope."""
    asked = select(_table.c.check, _table.c.state, func.count()).group_by(_table.c.check, _table.c.state)
    check = _table.c.check if scope.whole else _plain(_table.c.check)
    asked = asked.where(check.in_(checks), of_subject(scope, _table.c.subject))
    return {(check, IssueState(state)): count for check, state, count in connection.execute(asked)}


def subjects_wanted(scope: Scope, site: str, unit: str) -> CompoundSelect[str]:
    """The subjects of a scope that a list is asked for by the words of its filters (`Wanted`)."""
    return _keys(scope, Wanted(site=site, unit=unit))


_BY_SUBJECT = (_table.c.subject, _table.c.check, _table.c.state, _table.c.id)


def _few(connection: Connection, scope: Scope, wanted: Wanted) -> list[str] | None:
    """The subjects that a list can be about, where they are few; None where they are many."""
    if scope.whole and not wanted.site and not wanted.unit:
        return None
    keys = _keys(scope, wanted).limit(FEW + 1)
    found = list(connection.execute(keys).scalars())
    return found if len(found) <= FEW else None


def _tested(scope: Scope, wanted: Wanted) -> ColumnElement[bool]:
    if scope.whole and not wanted.site and not wanted.unit:
        return true()
    keys = select(_keys(scope, wanted).cte().c.key)
    # Beside an alternative PostgreSQL cannot turn the test into a join, for which it would read all issues first.
    return or_(literal(0) == 1, _plain(_table.c.subject).in_(keys))


def _keys(scope: Scope, wanted: Wanted) -> CompoundSelect[str]:
    """The subjects of a scope that a list is asked for."""
    names = tables.units.c.name
    below = [] if scope.whole else [units(scope)]
    if wanted.unit:
        below.append(with_below(select(names).where(names.icontains(wanted.unit, autoescape=True))))
    return union_all(
        *(
            select(table.c.key).where(*(table.c.unit.in_(one) for one in below), *_named(table, wanted.site))
            for table in (tables.sites, tables.accounts)
        )
    )


def _named(table: Table, text: str) -> list[ColumnElement[bool]]:
    if not text:
        return []
    parts = (column.icontains(text, autoescape=True) for column in (table.c.name, table.c.home))
    return [or_(table.c.key == text, *parts)]


def _matters(wanted: Wanted, few: bool) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.text:
        places = (_table.c.text, _table.c.url, _table.c.found_on)
        found.append(or_(*(place.icontains(wanted.text, autoescape=True) for place in places)))
    if wanted.but:
        found.append(_plain(_table.c.check).not_in(wanted.but))
    if wanted.certainty:  # of one check there is little: the index of states and certainties would be the longer way
        found.append((_plain(_table.c.certainty) if wanted.checks else _table.c.certainty) == wanted.certainty)
    if wanted.assigned is not None:  # of what a person was given there is little, of what nobody was there is most
        whose = _table.c.assigned == wanted.assigned
        # Beside an alternative SQLite takes no index of it, and PostgreSQL still knows how much it leaves out.
        found.append(whose if wanted.assigned and not few else or_(literal(0) == 1, whose))
    return found


def _rare(connection: Connection, wanted: Wanted) -> bool:
    """Are so few issues of these states and checks that to sort them all is quicker than to walk to them?"""
    if not wanted.states or not wanted.checks or wanted.assigned or wanted.order is Order.SUBJECT:
        return False
    some = select(_table.c.id).where(*_in(_table.c.state, wanted.states), *_in(_table.c.check, wanted.checks))
    counted = select(func.count()).select_from(some.limit(_RARE + 1).subquery())
    return connection.execute(counted).scalar_one() <= _RARE


def _begins(connection: Connection, order: Order, after: int | None) -> list[ColumnElement[bool]]:
    if after is None:
        return []
    if order is not Order.SUBJECT:
        return [_table.c.id < after if order is Order.NEWEST else _table.c.id > after]
    last = connection.execute(select(*_BY_SUBJECT).where(_table.c.id == after)).first()
    return [tuple_(*_BY_SUBJECT) > tuple_(*map(literal, last))] if last else []


def _strand(
    order: Order, where: list[ColumnElement[bool]], state: IssueState | None, check: str | None, limit: int
) -> Select[int]:
    """The numbers of one state and one check (None: any), in order."""
    pairs = ((_table.c.state, state), (_table.c.check, check))
    here = [*where, *(column == value for column, value in pairs if value is not None)]
    return select(_table.c.id).where(and_(*here)).order_by(_way(order, _table.c.id)).limit(limit)


def _merged(strands: list[Select[int]], order: Order, limit: int) -> Select[int]:
    if len(strands) == 1:
        return strands[0]
    all_ = union_all(*(select(strand.subquery().c.id) for strand in strands)).subquery()
    return select(all_.c.id).order_by(_way(order, all_.c.id)).limit(limit)


def _way(order: Order, column: ColumnElement[int]) -> ColumnElement[int]:
    return column.asc() if order is Order.OLDEST else column.desc()


def _in(column: ColumnElement[str], values: tuple[str, ...]) -> list[ColumnElement[bool]]:
    if not values:
        return []
    given = [str(value) for value in values]
    return [column == given[0] if len(given) == 1 else column.in_(given)]


def _plain(column: ColumnElement[str]) -> ColumnElement[str]:
    """The column as a value that no index is of."""
    return column.concat("")
