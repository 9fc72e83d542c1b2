"""Who may enter the console: signing in and out, passwords, and what an administrator does to users.

Every act is told in the audit log, in the transaction that does it: who, when, from where, before, after. Passwords and
digests of them are told nowhere; nor is a name that no user has, for it may be a password typed into the wrong field.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from results import passwords
from results.errors import NotAllowed
from results.ledger import audit, tables, users
from results.ledger.audit import Act, Doer
from results.ledger.engine import Ledger
from results.ledger.users import Role, User

_NAME = re.compile(r"[^\W_][\w.@-]{1,39}")
_LONGEST_PERSON = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """After `failures` wrong passwords in a row a user is locked for `lock`; a session lasts at most `session`."""

    failures: int = 5
    lock: timedelta = timedelta(minutes=15)
    session: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Given:
    """What an administrator says of a user; `units` are registered names, `whole` stands for all of them."""

    person: str
    role: Role
    whole: bool = False
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entered:
    """Someone signed in: `token` is what his browser keeps."""

    token: str
    user: User


def enter(
    ledger: Ledger, name: str, password: str, *, address: str, moment: datetime, limits: Limits
) -> Entered | None:
    """Signs in. None for a wrong name or password, a locked or a disabled user: who asks is not told which.

    Raises LedgerError; then nothing was counted.
    """
    with ledger.connect() as connection:
        known = users.named(connection, name)
    # Outside the transaction that writes: it takes a while by design, and the ledger has one writer.
    fits = passwords.fits(known.password if known else "", password)
    with ledger.begin() as connection:
        if known is None:
            _refuse(connection, Doer("", address), "user:", "unknown", moment)
            return None
        user = users.get(connection, known.id, held=True)
        doer, object_ = Doer(user.name, address), _object(user)
        if user.locked(moment):
            _refuse(connection, doer, object_, "locked", moment)
        elif not user.active:
            _refuse(connection, doer, object_, "disabled", moment)
        elif not fits or user.password != known.password:
            _refuse(connection, doer, object_, "password", moment)
            _count_failure(connection, user, doer, moment, limits)
        else:
            return _begin(connection, user, password, doer, moment, limits)
    return None


def leave(connection: Connection, token: str, doer: Doer, user: User, moment: datetime) -> None:
    """Signs out: the session is over, also for who has a copy of it."""
    users.end_session(connection, token)
    audit.tell(connection, doer, Act.LEFT, _object(user), moment=moment)


def change_password(ledger: Ledger, user: User, old: str, new: str, *, address: str, moment: datetime) -> Entered:
    """A user changes his own password; all his sessions end, and a new one begins.

    Raises NotAllowed when the old one is wrong or the new one is weak.
    """
    with ledger.connect() as connection:
        kept = users.get(connection, user.id).password
    if not passwords.fits(kept, old):
        raise NotAllowed("原口令不对；请重新输入")
    if new == old:
        raise NotAllowed("新口令与原口令相同；请换一个")
    passwords.require_strong(new, user.name)
    made = passwords.digest(new)
    with ledger.begin() as connection:
        held = users.get(connection, user.id, held=True)
        if held.password != kept:
            raise NotAllowed("口令刚刚被别人改过；请重新登录")
        changed = _with_password(connection, held, made, temporary=False)
        audit.tell(connection, Doer(user.name, address), Act.PASSWORD_CHANGED, _object(user), moment=moment)
        entered = Entered(_token(), changed)
        users.end_sessions(connection, of=user.id)
        users.begin_session(connection, entered.token, changed, address=address, moment=moment)
    return entered


def add(
    connection: Connection,
    doer: Doer,
    name: str,
    given: Given,
    password: str,
    *,
    moment: datetime,
    temporary: bool = True,
) -> User:
    """A new user; `temporary`: he must change the password when he first enters. Raises NotAllowed."""
    known = users.known(name)
    if not _NAME.fullmatch(known):
        raise NotAllowed("用户名应有 2 到 40 个字符，由文字、数字和 . _ - @ 组成，以文字或数字开头；请改写")
    if users.named(connection, known):
        raise NotAllowed(f"已有用户 {known}；请换一个用户名")
    given = _checked(connection, given)
    passwords.require_strong(password, known)
    user = User(0, known, given.person, given.role, given.whole, given.units, temporary=temporary)
    number = users.add(connection, replace(user, password=passwords.digest(password)), moment=moment)
    made = users.get(connection, number)
    audit.tell(connection, doer, Act.USER_ADDED, _object(made), moment=moment, after=_told(made))
    return made


def alter(connection: Connection, doer: Doer, number: int, given: Given, *, moment: datetime) -> User:
    """Changes what a user is called, what he may do and see. Raises NoSuchUser, NotAllowed."""
    before = users.get(connection, number, held=True)
    given = _checked(connection, given)
    if before.role is Role.ADMINISTRATOR and given.role is not Role.ADMINISTRATOR:
        _require_another(connection, doer, before, "改为其他角色")
    users.change(connection, number, person=given.person, role=given.role.value, whole=given.whole)
    users.give_units(connection, number, given.units)
    after = users.get(connection, number)
    if _told(before) != _told(after):
        told = {"before": _told(before), "after": _told(after)}
        audit.tell(connection, doer, Act.USER_CHANGED, _object(after), moment=moment, **told)
    return after


def set_active(connection: Connection, doer: Doer, number: int, active: bool, *, moment: datetime) -> User:
    """Lets a user in, or keeps him out and ends his sessions. Raises NoSuchUser, NotAllowed."""
    before = users.get(connection, number, held=True)
    if before.active == active:
        return before
    if not active:
        if before.role is Role.ADMINISTRATOR:
            _require_another(connection, doer, before, "停用")
        users.end_sessions(connection, of=number)
    users.change(connection, number, active=active)
    act = Act.USER_ENABLED if active else Act.USER_DISABLED
    told = {"before": {"active": before.active}, "after": {"active": active}}
    audit.tell(connection, doer, act, _object(before), moment=moment, **told)
    return users.get(connection, number)


def set_password(connection: Connection, doer: Doer, number: int, password: str, *, moment: datetime) -> User:
    """An administrator gives a user a password, to be changed when he enters; his sessions end, a lock is undone.

    Raises NoSuchUser, NotAllowed.
    """
    user = users.get(connection, number, held=True)
    passwords.require_strong(password, user.name)
    changed = _with_password(connection, user, passwords.digest(password), temporary=True)
    users.change(connection, number, failures=0, locked_until=None)
    users.end_sessions(connection, of=number)
    audit.tell(connection, doer, Act.PASSWORD_SET, _object(user), moment=moment)
    return changed


def unlock(connection: Connection, doer: Doer, number: int, *, moment: datetime) -> User:
    """Undoes a lock before its time. Raises NoSuchUser."""
    user = users.get(connection, number, held=True)
    users.change(connection, number, failures=0, locked_until=None)
    until = user.locked_until.isoformat(timespec="seconds") if user.locked_until else ""
    told = {"before": {"failures": user.failures, "locked_until": until}}
    audit.tell(connection, doer, Act.USER_UNLOCKED, _object(user), moment=moment, **told)
    return users.get(connection, number)


def _refuse(connection: Connection, doer: Doer, object_: str, why: str, moment: datetime) -> None:
    audit.tell(connection, doer, Act.REFUSED, object_, moment=moment, after={"why": why})


def _count_failure(connection: Connection, user: User, doer: Doer, moment: datetime, limits: Limits) -> None:
    lately = user.failed is not None and moment - user.failed <= limits.lock
    failures = user.failures + 1 if lately else 1
    if failures < limits.failures:
        users.change(connection, user.id, failures=failures, failed=moment)
        return
    until = moment + limits.lock
    users.change(connection, user.id, failures=0, failed=moment, locked_until=until)
    after = {"locked_until": until.isoformat(timespec="seconds")}
    audit.tell(connection, doer, Act.LOCKED, _object(user), moment=moment, after=after)


def _begin(connection: Connection, user: User, password: str, doer: Doer, moment: datetime, limits: Limits) -> Entered:
    users.end_sessions(connection, before=moment - limits.session)
    kept = passwords.digest(password) if passwords.outdated(user.password) else user.password
    users.change(connection, user.id, failures=0, locked_until=None, entered=moment, password=kept)
    token = _token()
    users.begin_session(connection, token, user, address=doer.address, moment=moment)
    audit.tell(connection, doer, Act.ENTERED, _object(user), moment=moment)
    return Entered(token, users.get(connection, user.id))


def _with_password(connection: Connection, user: User, digest: str, *, temporary: bool) -> User:
    users.change(connection, user.id, password=digest, version=user.version + 1, temporary=temporary)
    return users.get(connection, user.id)


def _checked(connection: Connection, given: Given) -> Given:
    person = " ".join(given.person.split())
    if not person or len(person) > _LONGEST_PERSON or not person.isprintable():
        raise NotAllowed(f"姓名应有 1 到 {_LONGEST_PERSON} 个字符；请改写")
    if given.role is Role.ADMINISTRATOR:
        return Given(person, given.role, whole=True)
    if given.whole and given.role is Role.CONTACT:
        raise NotAllowed("单位联系人只能看自己的单位，不能看全部单位；请写明单位")
    if given.whole:
        return Given(person, given.role, whole=True)
    named = tuple(dict.fromkeys(" ".join(name.split()) for name in given.units if name.strip()))
    if not named:
        raise NotAllowed("没有写明能看哪些单位；请写单位名称，每行一个")
    table = tables.units
    there = set(connection.execute(select(table.c.name).where(table.c.name.in_(named))).scalars())
    if strange := [name for name in named if name not in there]:
        raise NotAllowed(f"登记表里没有这些单位：{'、'.join(strange)}；请按登记表写全称，或先用 import 导入")
    return Given(person, given.role, units=named)


def _require_another(connection: Connection, doer: Doer, user: User, what: str) -> None:
    if doer.name == user.name:
        raise NotAllowed(f"不能把自己{what}；请由另一位管理员操作")
    if user.active and users.administrators(connection) <= 1:
        raise NotAllowed(f"{user.name} 是唯一能登录的管理员，不能{what}；请先增加一位管理员")


def _object(user: User) -> str:
    return f"user:{user.id}:{user.name}"


def _told(user: User) -> Mapping[str, Any]:
    units = list(user.units)
    return {"person": user.person, "role": user.role.value, "whole": user.whole, "units": units}


def _token() -> str:
    return secrets.token_urlsafe(32)
