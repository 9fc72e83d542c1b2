"""How the console reads a list: for the scope of who asks, by the rules and the moment of the desk."""

from __future__ import annotations

from urllib.parse import parse_qsl

from flask import request
from sqlalchemy import Connection

from results.console.desk import desk
from results.ledger.users import Role, User
from results.lists.arguments import BadArgument
from results.lists.listing import Reader
from results.receiving import dated_by

_MOST = 100
"""Arguments of one address."""


def reader(connection: Connection, user: User) -> Reader:
    """A user who reads a list now; a contact sees only what was given to his units."""
    here = desk()
    edition = here.edition()
    workdays = here.workdays(edition)
    dated = dated_by(edition, workdays)
    undispatched = user.role is not Role.CONTACT
    return Reader(connection, user.scope, edition, here.now(), workdays.after, dated, undispatched)


def asked() -> list[tuple[str, str]]:
    """What stands in the address, in order. Raises BadArgument where that is no text in UTF-8."""
    try:
        text = request.query_string.decode("utf-8")
        return parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST)
    except ValueError as error:
        raise BadArgument(f"地址里的参数不是 UTF-8 文字，或多于 {_MOST} 个") from error
