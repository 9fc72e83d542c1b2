"""Users of the console and their sessions, as they are kept; what they may do to each other is `results.access`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from results.errors import NoSuchUser, NotAllowed
from results.ledger.console_tables import sessions, user_units, users
from results.ledger.scope import WHOLE, Scope

_table = users
_LOCK = 0x7875_7573


class Role(StrEnum):
    ADMINISTRATOR = "administrator"  # 管理员: users and the audit log, and sees all
    INSPECTOR = "inspector"  # 检查员: confirms, dismisses, notifies in his units and below
    REVIEWER = "reviewer"  # 复核员: looks again at what inspectors decided
    CONTACT = "contact"  # 单位联系人: sees and answers what is of his own unit, nothing below
    READER = "reader"  # 查阅者: reads


@dataclass(frozen=True, slots=True)
class User:
    """A user. Moments are aware, UTC; `name` is what he signs in with, lower case; `person` is what he is called.

    `whole`: he sees all units, else `units`. `temporary`: his password was given to him and must be changed first.
    `version` counts his passwords: a session of an earlier one is over. `failures` were counted since the last success.
    """

    id: int
    name: str
    person: str
    role: Role
    whole: bool = False
    units: tuple[str, ...] = ()
    active: bool = True
    temporary: bool = False
    password: str = ""
    version: int = 1
    failures: int = 0
    failed: datetime | None = None
    locked_until: datetime | None = None
    created: datetime | None = None
    entered: datetime | None = None

    @property
    def scope(self) -> Scope:
        """What he may see."""
        if self.whole or self.role is Role.ADMINISTRATOR:
            return WHOLE
        return Scope(units=self.units, below=self.role is not Role.CONTACT)

    def locked(self, moment: datetime) -> bool:
        return self.locked_until is not None and self.locked_until > moment


@dataclass(frozen=True, slots=True)
class Session:
    """A session that holds: `user` as he is now; `began` is aware, UTC."""

    user: User
    began: datetime


def known(name: str) -> str:
    """A name as it is kept: without blanks around it, lower case."""
    return name.strip().lower()


def query(connection: Connection) -> list[User]:
    """All users, those who may enter first."""
    asked = select(_table).order_by(_table.c.active.desc(), _table.c.name)
    rows = list(connection.execute(asked).mappings())
    units: dict[int, list[str]] = {}
    for row in connection.execute(select(user_units).order_by(user_units.c.unit)):
        units.setdefault(row.user, []).append(row.unit)
    return [_user(row, units.get(row["id"], ())) for row in rows]


def there_are_any(connection: Connection) -> bool:
    return connection.execute(select(_table.c.id).limit(1)).first() is not None


def administrators(connection: Connection) -> int:
    """How many administrators may enter: until the transaction ends nobody else who asks is told the same."""
    if connection.dialect.name == "postgresql":  # SQLite has one writer anyway
        connection.execute(text(f"select pg_advisory_xact_lock({_LOCK})"))
    wanted = (_table.c.role == Role.ADMINISTRATOR.value, _table.c.active)
    return connection.execute(select(func.count()).select_from(_table).where(*wanted)).scalar_one()


def named(connection: Connection, name: str) -> User | None:
    """The user with this name; None when there is none."""
    row = connection.execute(select(_table).where(_table.c.name == known(name))).mappings().one_or_none()
    return _user(row, _units(connection, row["id"])) if row else None


def get(connection: Connection, number: int, *, held: bool = False) -> User:
    """A user by his number; `held` until the transaction ends, so that nobody else changes him. Raises NoSuchUser."""
    asked = select(_table).where(_table.c.id == number)
    row = connection.execute(asked.with_for_update() if held else asked).mappings().one_or_none()
    if row is None:
        raise NoSuchUser(f"没有编号为 {number} 的用户；可在用户列表中查看")
    return _user(row, _units(connection, number))


def add(connection: Connection, user: User, *, moment: datetime) -> int:
    """Keeps a new user; gives his number. Raises NotAllowed where another one took the name at the same moment."""
    kept = {name: getattr(user, name) for name in ("name", "person", "password", "whole", "active", "temporary")}
    blank = {"version": 1, "failures": 0, "failed": None, "locked_until": None, "entered": None}
    row = {**kept, **blank, "role": user.role.value, "created": moment}
    try:
        number: int = connection.execute(insert(_table).values(**row).returning(_table.c.id)).scalar_one()
    except IntegrityError as error:
        raise NotAllowed(f"用户名 {user.name} 刚刚被别人用了；请换一个用户名") from error
    give_units(connection, number, user.units)
    return number


def change(connection: Connection, number: int, **values: Any) -> None:
    """Writes columns of a user."""
    connection.execute(update(_table).where(_table.c.id == number).values(**values))


def give_units(connection: Connection, number: int, names: Iterable[str]) -> None:
    """Gives a user these units in place of those he had."""
    connection.execute(delete(user_units).where(user_units.c.user == number))
    if rows := [{"user": number, "unit": name} for name in dict.fromkeys(names)]:
        connection.execute(insert(user_units), rows)


def begin_session(connection: Connection, token: str, user: User, *, address: str, moment: datetime) -> None:
    """Keeps a session under a digest of `token`."""
    row = {"id": _digest(token), "user": user.id, "version": user.version, "began": moment, "address": address}
    connection.execute(insert(sessions).values(**row))


def session(connection: Connection, token: str, *, moment: datetime, lasts: timedelta) -> Session | None:
    """The session of a token; None when it ended, is older than `lasts`, or its user changed his password or is out."""
    asked = select(_table, sessions.c.began).join(sessions, sessions.c.user == _table.c.id)
    holds = (sessions.c.version == _table.c.version, _table.c.active, sessions.c.began > moment - lasts)
    row = connection.execute(asked.where(sessions.c.id == _digest(token), *holds)).mappings().one_or_none()
    return Session(_user(row, _units(connection, row["id"])), row["began"]) if row else None


def end_session(connection: Connection, token: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.id == _digest(token)))


def end_sessions(connection: Connection, *, of: int | None = None, before: datetime | None = None) -> None:
    """Ends the sessions of a user, or those of all that began before a moment."""
    gone = delete(sessions)
    if of is not None:
        gone = gone.where(sessions.c.user == of)
    if before is not None:
        gone = gone.where(sessions.c.began <= before)
    connection.execute(gone)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _units(connection: Connection, number: int) -> list[str]:
    asked = select(user_units.c.unit).where(user_units.c.user == number).order_by(user_units.c.unit)
    return list(connection.execute(asked).scalars())


def _user(row: RowMapping, units: Iterable[str]) -> User:
    given = {name: row[name] for name in User.__slots__ if name in row}
    return User(**{**given, "role": Role(row["role"]), "units": tuple(units)})


def of_rows(connection: Connection, rows: Iterable[RowMapping]) -> list[User]:
    """The users of rows of their table."""
    return [_user(row, _units(connection, row["id"])) for row in rows]
