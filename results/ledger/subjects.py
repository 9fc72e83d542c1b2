"""Lists of sites, accounts and units, a page at a time, with what may be said of each; and what is below a unit.

A list is walked along the index of its order, or along that of the verdict that is asked for; it is never counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, and_, func, literal, or_, select, tuple_
from sqlalchemy.sql.selectable import FromClause

from checks.model.findings import SubjectType
from checks.model.registry import GLANCED, Level, SubjectState
from results.ledger import tables
from results.ledger.alike import begins, holds, in_address
from results.ledger.scope import FEW, Scope, counted, of_unit, with_below
from results.ledger.sign_index import may_hold
from results.ledger.verdict_tables import verdicts
from results.ledger.verdicts import IDLE, NEVER

_SEEN = 2_000
_IDLE = [state.value for state in GLANCED]
_SAID = ("run", "verdict", "why", "low", "high", "confirmed", "waiting", "at")


class Order(StrEnum):
    KEY = "key"  # by code, or by platform
    NAME = "name"
    SCORE = "score"  # lowest first; only those that have points


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is to hold; nothing said means all. `text`: part of a name, or of an address, or the begin of a code;
    `unit`: part of the name of a unit, with all below it; `region`: as registered, of the subject or of its unit;
    `verdict`: a code of `results.verdicts.Verdict`, `NEVER` or `IDLE`. `kind` is for sites, `platform` for accounts;
    `states` are values of `SubjectState`."""

    text: str = ""
    unit: str = ""
    region: str = ""
    level: str = ""
    kind: str = ""
    platform: str = ""
    verdict: str = ""
    order: Order = Order.KEY
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A site or an account. `kind` is that of a site, or the platform of an account. What is said of it is "" or None
    where it was never judged; `low` and `high` are hundredths of a point."""

    key: str
    name: str
    home: str
    unit: str
    code: str
    kind: str
    region: str
    level: str
    state: SubjectState
    run: int | None = None
    verdict: str = ""
    why: str = ""
    low: int | None = None
    high: int | None = None
    confirmed: int = 0
    waiting: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some subjects, and the key after which the next page begins; None when this is the last."""

    lines: tuple[Line, ...]
    after: str | None = None


def page(
    connection: Connection,
    scope: Scope,
    kind: SubjectType,
    wanted: Wanted,
    *,
    after: str | None = None,
    size: int = 50,
    few: bool | None = None,
) -> Page:
    """The sites or the accounts of a scope that are wanted, `size` of them, beginning after the key `after`. `few`:
    whether `holds_few`, for who asked before."""
    asked, by = _asked(connection, scope, kind, wanted, after, holds_few(connection, scope) if few is None else few)
    found = [_line(row) for row in connection.execute(asked.order_by(*by).limit(size + 1)).mappings()]
    return Page(tuple(found[:size]), found[size - 1].key if len(found) > size else None)


def holds_few(connection: Connection, scope: Scope) -> bool:
    """Are so few subjects in a scope that they are read by their units and sorted?"""
    return not scope.whole and counted(connection, scope) <= FEW


def left(connection: Connection, scope: Scope, kind: SubjectType, wanted: Wanted, after: str) -> int:
    """How many come after the key `after`."""
    rest = _asked(connection, scope, kind, wanted, after, holds_few(connection, scope))[0].subquery()
    return connection.execute(select(func.count()).select_from(rest)).scalar_one()


def _asked(
    connection: Connection, scope: Scope, kind: SubjectType, wanted: Wanted, after: str | None, few: bool
) -> tuple[Select[tuple[object, ...]], list[ColumnElement[object]]]:
    """The query for what is wanted after a key, and its order."""
    table = _table(kind)
    by = _order(table, wanted, few)
    # Few subjects are found by their unit and sorted. Of many, those of the list are walked in its order and tested.
    owner = table.c.unit if few or scope.whole else table.c.unit.concat("")
    asked = _said(table, kind, wanted, few).where(of_unit(scope, owner), *_matching(table, wanted, few))
    if wanted.text and not few:
        asked = asked.where(*may_hold(connection, scope, table, wanted.text))
    return asked.where(*_begins(connection, table, by, after)), by


def one(connection: Connection, scope: Scope, kind: SubjectType, key: str) -> Line | None:
    """The site or the account with this key, where it is in the scope."""
    table = _table(kind)
    asked = _said(table, kind, Wanted()).where(table.c.key == key, of_unit(scope, table.c.unit))
    row = connection.execute(asked).mappings().one_or_none()
    return _line(row) if row else None


def of_units(connection: Connection, kind: SubjectType, unit: str, limit: int) -> list[Line]:
    """The sites or the accounts of one unit, in the order of their keys; `limit` at most."""
    table = _table(kind)
    asked = _said(table, kind, Wanted()).where(table.c.unit == unit).order_by(table.c.key).limit(limit)
    return [_line(row) for row in connection.execute(asked).mappings()]


def platforms(connection: Connection, scope: Scope) -> list[str]:
    """Platforms of the accounts of a scope, to choose from: those of the first `_SEEN` accounts."""
    table = tables.accounts
    some = select(table.c.platform).where(of_unit(scope, table.c.unit)).limit(_SEEN).subquery()
    return list(connection.execute(select(some.c.platform).distinct().order_by(some.c.platform)).scalars())


def _table(kind: SubjectType) -> Table:
    return tables.sites if kind is SubjectType.SITE else tables.accounts


def _said(table: Table, kind: SubjectType, wanted: Wanted, few: bool = False) -> Select[tuple[object, ...]]:
    """The columns of a line, joined with what is said; the join is an inner one where something said is asked for."""
    code, sort = (table.c.code, table.c.kind) if kind is SubjectType.SITE else (table.c.platform_id, table.c.platform)
    plain = (table.c[name] for name in ("key", "name", "home", "unit", "region", "level", "state"))
    said = and_(verdicts.c.subject == table.c.key, verdicts.c.subject_type == kind.value)
    joined: FromClause = table.join(verdicts, said) if _inner(wanted, few) else table.outerjoin(verdicts, said)
    columns = (code.label("code"), sort.label("kind"), *(verdicts.c[name].label(f"said_{name}") for name in _SAID))
    return select(*plain, *columns).select_from(joined)


def _matching(table: Table, wanted: Wanted, few: bool) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.text:
        found.append(_named(table, wanted.text))
    if wanted.unit:
        names = tables.units.c.name
        found.append(table.c.unit.in_(with_below(select(names).where(holds(names, wanted.unit)))))
    units = tables.units
    if wanted.region:
        there = select(units.c.name).where(units.c.region == wanted.region)
        found.append(or_(table.c.region == wanted.region, and_(table.c.region == "", table.c.unit.in_(there))))
    if wanted.level:
        there = select(units.c.name).where(units.c.level == wanted.level)
        unsaid = table.c.level.in_(("", Level.UNKNOWN.value))
        found.append(or_(table.c.level == wanted.level, and_(unsaid, table.c.unit.in_(there))))
    if wanted.kind and "kind" in table.c:
        found.append(table.c.kind == wanted.kind)
    if wanted.platform and "platform" in table.c:
        found.append(table.c.platform == wanted.platform)
    if wanted.states:
        found.append(table.c.state.in_(wanted.states))
    return [*found, *_judged(table, wanted, few)]


def _judged(table: Table, wanted: Wanted, few: bool) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.verdict == IDLE:
        found.append(table.c.state.in_(_IDLE))
    elif wanted.verdict:
        # What is closed now may have been judged before; what was said of it then is not said now.
        found.append(table.c.state.not_in(_IDLE))
        said = func.coalesce(verdicts.c.verdict, NEVER) if few or wanted.verdict == NEVER else verdicts.c.verdict
        found.append(said == wanted.verdict)
    if wanted.order is Order.SCORE:
        low = func.coalesce(verdicts.c.low, -1) >= 0 if few else verdicts.c.low.is_not(None)
        found += [low, table.c.state.not_in(_IDLE)]
    return found


def _named(table: Table, text: str) -> ColumnElement[bool]:
    code = table.c.code if "code" in table.c else table.c.platform_id
    parts = (holds(table.c.name, text), in_address(table.c.home, text))
    return or_(table.c.key == text, begins(code, text), *parts)


def _inner(wanted: Wanted, few: bool) -> bool:
    """Is a list led by what is said? Where few are asked for, what is said of others is not looked at."""
    return not few and (wanted.order is Order.SCORE or wanted.verdict not in ("", NEVER, IDLE))


def _order(table: Table, wanted: Wanted, few: bool) -> list[ColumnElement[object]]:
    first = {Order.NAME: [table.c.name], Order.SCORE: [verdicts.c.low], Order.KEY: []}
    # The same key, from the index along which the list is led.
    led = _inner(wanted, few) and wanted.order is not Order.NAME
    return [*first[wanted.order], verdicts.c.subject if led else table.c.key]


def _begins(
    connection: Connection, table: Table, by: list[ColumnElement[object]], after: str | None
) -> list[ColumnElement[bool]]:
    if after is None:
        return []
    last = [literal(after)]
    if len(by) > 1:
        joined = table.outerjoin(verdicts, verdicts.c.subject == table.c.key)
        row = connection.execute(select(by[0]).select_from(joined).where(table.c.key == after)).first()
        if row is None or row[0] is None:
            return []
        last = [literal(row[0]), *last]
    return [tuple_(*by) > tuple_(*last)]


def _line(row: RowMapping) -> Line:
    said = {name: row[f"said_{name}"] for name in _SAID if row[f"said_{name}"] is not None}
    names = ("key", "name", "home", "unit", "code", "kind", "region", "level")
    return Line(**{name: row[name] for name in names}, state=SubjectState(row["state"]), **said)
