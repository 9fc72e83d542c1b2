"""Lists of issues, a page at a time: chosen, ordered and continued without counting or skipping what came before.

With a million issues a page must not depend on how many there are. Four ways lead to one:

- few subjects are seen or asked for (a contact, one site, a small town): their issues are read along the index of
  subjects and sorted;
- what one user is to judge is asked for: it is read along the index of users;
- few states and checks are asked for: each pair is a strand of an index that is ordered already, and the strands are
  merged; where a scope would have to be tested in too many strands, and few issues are of them, those are sorted;
- else issues are walked in the order of the list, and each is tested.

A text that few issues hold is looked up in the index of words first; one that many hold is soon met on the way.

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
    Integer,
    ScalarSelect,
    Select,
    Table,
    func,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
    union_all,
)

from results.ledger import issues as ledger_issues
from results.ledger import tables, tallies, word_index
from results.ledger.alike import holds, in_address
from results.ledger.console_tables import unit_reach
from results.ledger.issues import Issue, IssueState
from results.ledger.scope import FEW, Scope, counted, units, with_below
from results.ledger.sign_index import may_hold
from results.ledger.tallies import Kind

SIZE = 50
_STRANDS = 80
"""So many are merged at most: three states of all rules that may fail a subject."""
_TESTED_STRANDS = 12
"""So many where a scope is tested, which each strand makes anew."""
_RARE = 5_000
SELDOM = 10_000
"""Where the index of words offers so many issues at most, these are looked at; else issues are walked."""
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
    return chosen_of(connection, scope, wanted, after, limit, few(connection, scope, wanted))


def chosen_of(
    connection: Connection, scope: Scope, wanted: Wanted, after: int | None, limit: int, keys: list[str] | None
) -> Select[int] | None:
    """The same for who asked for the `few` subjects before."""
    if keys is not None and not keys:
        return None
    seldom = word_index.seldom(connection, wanted.text, SELDOM) if wanted.text else None
    narrow = keys is not None or seldom is not None
    where = [*_matters(wanted, narrow), *_begins(connection, wanted.order, after)]
    if keys is None:
        where += _tested(scope, wanted)
    else:
        where.append((_table.c.subject if seldom is None else _plain(_table.c.subject)).in_(keys))
    if seldom is not None:
        where.append(_table.c.id.in_(seldom))
    strands = list(product(wanted.states or (None,), wanted.checks or (None,)))
    most = _STRANDS if scope.whole and not wanted.site and not wanted.unit else _TESTED_STRANDS
    if not narrow and not wanted.assigned and wanted.order is not Order.SUBJECT and len(strands) <= most:
        return _merged([_strand(wanted.order, where, *strand, limit) for strand in strands], wanted.order, limit)
    if not narrow and _rare(connection, wanted):
        here = [*where, *_in(_table.c.state, wanted.states), *_in(_table.c.check, wanted.checks)]
        return select(_table.c.id).where(*here).order_by(_way(wanted.order, _table.c.id + 0)).limit(limit)
    where += _in(_plain(_table.c.state), wanted.states) + _in(_plain(_table.c.check), wanted.checks)
    if wanted.order is Order.SUBJECT:
        return select(_table.c.id).where(*where).order_by(*_BY_SUBJECT).limit(limit)
    order = _table.c.id + 0 if narrow else _table.c.id
    return select(_table.c.id).where(*where).order_by(_way(wanted.order, order)).limit(limit)


def few(connection: Connection, scope: Scope, wanted: Wanted) -> list[str] | None:
    """The subjects that a list can be about by its scope, `site` and `unit`, where they are few; None where they are
    many."""
    if scope.whole and not wanted.site and not wanted.unit:
        return None
    keys = _keys(connection, scope, wanted).limit(FEW + 1)
    found = list(connection.execute(keys).scalars())
    return found if len(found) <= FEW else None


def by_check(connection: Connection, scope: Scope, checks: tuple[str, ...]) -> dict[tuple[str, IssueState], int]:
    """How many issues of these checks stand in each state, within a scope."""
    if not checks:
        return {}
    found = tallies.of(connection, scope, Kind.ISSUE, whats=checks)
    return {(check, IssueState(state)): count for (check, state), count in found.items()}


def subjects_wanted(connection: Connection, scope: Scope, site: str, unit: str) -> CompoundSelect[str]:
    """The subjects of a scope that a list is asked for by the words of its filters (`Wanted`)."""
    return _keys(connection, scope, Wanted(site=site, unit=unit))


_BY_SUBJECT = (_table.c.subject, _table.c.check, _table.c.state, _table.c.id)


def _tested(scope: Scope, wanted: Wanted) -> list[ColumnElement[bool]]:
    """Is the subject of an issue one that is wanted? Asked of each issue by itself while a list is walked."""
    if scope.whole and not wanted.site and not wanted.unit:
        return []
    # Values, and not EXISTS: of that PostgreSQL would make a join, for which it reads all issues first.
    found = (_one(table, scope, wanted) for table in (tables.sites, tables.accounts))
    return [func.coalesce(*found) == 1]


def _one(table: Table, scope: Scope, wanted: Wanted) -> ScalarSelect[int]:
    own: Select[int] = select(literal_column("1", Integer)).where(
        table.c.key == _table.c.subject, *_named(table, wanted.site)
    )
    if not scope.whole:
        own = own.where(_under(table.c.unit, scope.units, scope.below))
    if wanted.unit:
        reach = unit_reach.alias()
        named = holds(reach.c.above, wanted.unit)
        own = own.where(select(reach.c.unit).where(reach.c.unit == table.c.unit, named).exists())
    return own.limit(1).correlate(_table).scalar_subquery()


def _under(unit: ColumnElement[str], names: tuple[str, ...], below: bool) -> ColumnElement[bool]:
    if not below:
        return unit.in_(names)
    reach = unit_reach.alias()
    return select(reach.c.unit).where(reach.c.unit == unit, reach.c.above.in_(names)).exists()


def _keys(connection: Connection, scope: Scope, wanted: Wanted) -> CompoundSelect[str]:
    """The subjects of a scope that a list is asked for."""
    below = [_below(scope, wanted.unit)] if wanted.unit else [] if scope.whole else [units(scope)]
    # Few subjects are found by their unit: an index beside that would be gone through for each unit anew.
    many = wanted.site != "" and (scope.whole or counted(connection, scope) > FEW)
    some = []
    for table in (tables.sites, tables.accounts):
        where = [*(table.c.unit.in_(one) for one in below), *_named(table, wanted.site)]
        if many:
            where += may_hold(connection, scope, table, wanted.site)
        some.append(select(table.c.key).where(*where))
    return union_all(*some)


def _below(scope: Scope, text: str) -> Select[str]:
    """The names of the units of a scope that are called so or are below such a unit.

    Of two branches of a tree one is within the other or they share nothing. So the units of a scope below those that
    are called so are what is below the called ones within the scope, and all below those of its own units that are
    below a called one: the thousand units below one that is called so are not gone through when a scope has few.
    """
    names, reach = tables.units.c.name, unit_reach.alias()
    called = select(names).where(holds(names, text))
    if scope.whole:
        return with_below(called)
    over = select(reach.c.unit).where(reach.c.unit.in_(scope.units), holds(reach.c.above, text))
    if not scope.below:
        return over
    return with_below(called.where(names.in_(units(scope))).union(over))


def _named(table: Table, text: str) -> list[ColumnElement[bool]]:
    if not text:
        return []
    parts = (holds(table.c.name, text), in_address(table.c.home, text))
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
    return select(_table.c.id).where(*here).order_by(_way(order, _table.c.id)).limit(limit)


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
