"""Who reads through the interface for programs: the bearer of a token. No cookie is looked at there."""

from __future__ import annotations

import logging
from collections.abc import Collection

from flask import abort, g, request

from results.console.desk import desk
from results.errors import LedgerLocked
from results.ledger import tokens
from results.ledger.tokens import Token
from results.ledger.users import Role, User

_log = logging.getLogger("xunwang.console")
_LONGEST = 200


def admit(roles: Collection[Role]) -> None:
    """Lets the request in when its token holds and its user has one of the roles; else 401 or 403."""
    here, moment = desk(), desk().now()
    scheme, _, secret = request.headers.get("Authorization", "").strip().partition(" ")
    if scheme.lower() != "bearer" or not secret.strip() or len(secret) > _LONGEST:
        abort(401)
    with here.ledger.connect() as connection:
        found = tokens.bearer(connection, secret.strip(), moment)
    if found is None:
        abort(401)
    token, user = found
    g.bearer = found
    # A password that was given to him has to be changed first: until then it is not sure that he is himself.
    if user.temporary or user.role not in roles:
        abort(403)
    if tokens.due(token, moment):
        _touch(token)


def user() -> User:
    """Whose token it is."""
    found: User = g.bearer[1]
    return found


def number() -> str:
    """By which requests are counted."""
    return str(g.bearer[0].id)


def _touch(token: Token) -> None:
    here = desk()
    try:
        with here.ledger.begin() as connection:
            tokens.touch(connection, token.id, here.now())
    except LedgerLocked as error:  # a night writes: reading need not wait for a note
        _log.info("the last use of token %s was not written: %s", token.id, error.message)
