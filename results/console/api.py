"""The interface for programs: the lists of the console as JSON, read only, by token (docs/api.md)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from results.console import bearer, openapi
from results.console.desk import desk
from results.console.openapi import AFTER, LIMIT, ROOT, USUAL, arguments_of
from results.console.reading import asked, reader
from results.lists.arguments import given
from results.lists.catalog import READ
from results.lists.listing import Listing, packed, unpacked

api = Blueprint("api", __name__, url_prefix=ROOT)


def _page(listing: Listing) -> Response:
    wanted = dict(given(arguments_of(listing), asked()))
    limit, text = wanted.pop(LIMIT.name, USUAL), wanted.pop(AFTER.name, None)
    begins = None if text is None else unpacked(text, listing.keys)
    with desk().ledger.connect() as connection:
        walk = listing.walk(reader(connection, bearer.user()), wanted)
        lines, after = walk.page(begins, limit)
    return _json({"items": lines, "after": None if after is None else packed(after)})


def _one(listing: Listing, number: int) -> Response:
    given((), asked())
    with desk().ledger.connect() as connection:
        lines, _ = listing.walk(reader(connection, bearer.user()), {"id": number}).page(None, 1)
    if not lines:
        abort(404)
    return _json(lines[0])


@api.get("/openapi.json")
def description() -> ResponseReturnValue:
    given((), asked())
    return _json(openapi.described())


def _json(told: Any) -> Response:
    return Response(json.dumps(told, ensure_ascii=False), mimetype="application/json")


def _listed(listing: Listing) -> Callable[[], ResponseReturnValue]:
    return lambda: _page(listing)


def _numbered(listing: Listing) -> Callable[[int], ResponseReturnValue]:
    return lambda number: _one(listing, number)


for _each in READ.values():
    api.add_url_rule(f"/{_each.name}", _each.name, _listed(_each))
    if _each.one:
        api.add_url_rule(f"/{_each.name}/<int:number>", f"{_each.name}_one", _numbered(_each))
