"""Tokens with which programs read lists, as they are kept; what persons may do with them is `results.tokens`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, Row, insert, or_, select, update

from results.errors import NoSuchToken
from results.ledger import users
from results.ledger.token_tables import api_tokens
from results.ledger.users import User

_table = api_tokens
LAG = timedelta(minutes=1)
"""The last use is not written more often."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the user numbered `user`; moments are aware, UTC. `revoked` None: it was not taken back."""

    id: int
    user: int
    name: str
    created: datetime
    expires: datetime
    revoked: datetime | None = None
    used: datetime | None = None

    def holds(self, moment: datetime) -> bool:
        return self.revoked is None and self.expires > moment


def make(connection: Connection, user: int, name: str, secret: str, *, moment: datetime, expires: datetime) -> int:
    """Keeps a digest of `secret`; the number of the token."""
    row = {"user": user, "name": name, "digest": digest(secret), "created": moment, "expires": expires}
    number: int = connection.execute(insert(_table).values(**row).returning(_table.c.id)).scalar_one()
    return number


def of_user(connection: Connection, user: int) -> list[Token]:
    """The tokens of a user, newest first."""
    asked = select(_table).where(_table.c.user == user).order_by(_table.c.id.desc())
    return [_token(row) for row in connection.execute(asked)]


def get(connection: Connection, user: int, number: int) -> Token:
    """A token of a user. Raises NoSuchToken."""
    row = connection.execute(select(_table).where(_table.c.id == number, _table.c.user == user)).one_or_none()
    if row is None:
        raise NoSuchToken(f"没有编号为 {number} 的令牌；请刷新列表")
    return _token(row)


def revoke(connection: Connection, number: int, moment: datetime) -> bool:
    """Takes a token back; False where that was done before."""
    mine = (_table.c.id == number, _table.c.revoked.is_(None))
    return connection.execute(update(_table).where(*mine).values(revoked=moment)).rowcount == 1


def bearer(connection: Connection, secret: str, moment: datetime) -> tuple[Token, User] | None:
    """The token that a program sent, and its user; None where it is unknown, over, or its user may not enter."""
    row = connection.execute(select(_table).where(_table.c.digest == digest(secret))).one_or_none()
    if row is None or not (token := _token(row)).holds(moment):
        return None
    user = users.get(connection, token.user)
    return (token, user) if user.active else None


def due(token: Token, moment: datetime) -> bool:
    """Is the last use of the token to be written?"""
    return token.used is None or token.used <= moment - LAG


def touch(connection: Connection, number: int, moment: datetime) -> None:
    """Writes that a token was used, unless another request just did."""
    lagging = or_(_table.c.used.is_(None), _table.c.used <= moment - LAG)
    connection.execute(update(_table).where(_table.c.id == number, lagging).values(used=moment))


def digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _token(row: Row[tuple[object, ...]]) -> Token:
    return Token(row.id, row.user, row.name, row.created, row.expires, row.revoked, row.used)
