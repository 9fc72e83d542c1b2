"""What persons may do with tokens: make one for themselves, an administrator for anybody; take one back.

A token reads what its user may see, and nothing more: his scope is asked for with every request. It is shown once.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection

from results.errors import NotAllowed
from results.ledger import audit, tokens, users
from results.ledger.audit import Act, Doer
from results.ledger.tokens import Token
from results.ledger.users import User

MOST = 20
"""Tokens of one user that hold at a time."""
LONGEST_DAYS = 366
LONGEST_NAME = 60
_PREFIX = "xw_"
"""By which people and programs that look for leaked secrets know one."""


def make(
    connection: Connection, doer: Doer, number: int, name: str, days: int, *, moment: datetime
) -> tuple[Token, str]:
    """A new token of the user `number` for so many days, and its secret, which nobody can be shown again.

    Raises NoSuchUser; NotAllowed for a name that is empty or in use, too many tokens, or a user who may not enter.
    """
    user = users.get(connection, number, held=True)
    called = " ".join(name.split())
    if not called or len(called) > LONGEST_NAME or not called.isprintable():
        raise NotAllowed(f"令牌的名称应有 1 到 {LONGEST_NAME} 个字符；请写明给哪个程序用")
    if not 1 <= days <= LONGEST_DAYS:
        raise NotAllowed(f"令牌的有效期应为 1 到 {LONGEST_DAYS} 天")
    if not user.active:
        raise NotAllowed(f"用户 {user.name} 已停用，不能新增令牌；请先启用")
    there = [one for one in tokens.of_user(connection, number) if one.holds(moment)]
    if any(one.name == called for one in there):
        raise NotAllowed(f"已有名为“{called}”的令牌；请换个名称，或先作废原来的")
    if len(there) >= MOST:
        raise NotAllowed(f"一个用户最多有 {MOST} 个有效的令牌；请先作废不用的")
    secret = _PREFIX + secrets.token_urlsafe(32)
    expires = moment + timedelta(days=days)
    made = tokens.make(connection, number, called, secret, moment=moment, expires=expires)
    after = {"token": called, "until": expires.isoformat(timespec="seconds")}
    audit.tell(connection, doer, Act.TOKEN_MADE, _object(user), moment=moment, after=after)
    return tokens.get(connection, number, made), secret


def revoke(connection: Connection, doer: Doer, number: int, token: int, *, moment: datetime) -> Token:
    """Takes back a token of the user `number`; done again, it does nothing. Raises NoSuchUser, NoSuchToken."""
    user, one = users.get(connection, number), tokens.get(connection, number, token)
    if tokens.revoke(connection, token, moment):
        before = {"token": one.name}
        audit.tell(connection, doer, Act.TOKEN_REVOKED, _object(user), moment=moment, before=before)
    return one


def _object(user: User) -> str:
    return f"user:{user.id}:{user.name}"
