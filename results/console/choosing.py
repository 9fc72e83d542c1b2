"""A list of sites or of accounts: what its address asks for, as the form shows it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import render_template, request
from sqlalchemy import Connection

from checks.model.findings import SubjectType
from checks.model.registry import Level, SiteKind
from results.console import gate
from results.console.desk import desk
from results.ledger import subjects
from results.ledger.scope import Scope
from results.ledger.subjects import Order, Wanted
from results.ledger.verdicts import IDLE, NEVER
from results.verdicts import Verdict

LONGEST = 100
VERDICTS = (*(verdict.code for verdict in Verdict), NEVER, IDLE)
_TEXTS = ("text", "unit", "region", "platform")
_ORDERS = {SubjectType.SITE: tuple(Order), SubjectType.ACCOUNT: (Order.KEY, Order.NAME)}


def orders(kind: SubjectType) -> tuple[Order, ...]:
    """In which orders a list can be read."""
    return _ORDERS[kind]


def wanted(kind: SubjectType) -> Wanted:
    """What the address asks for; a word that means nothing counts for nothing."""
    given, of_site = request.args, kind is SubjectType.SITE
    texts = {name: " ".join(given.get(name, "").split())[:LONGEST] for name in _TEXTS}
    order = given.get("order", "")
    return Wanted(
        text=texts["text"],
        unit=texts["unit"],
        region=texts["region"],
        platform="" if of_site else texts["platform"],
        level=_among("level", [level.value for level in Level]),
        kind=_among("kind", [one.value for one in SiteKind]) if of_site else "",
        verdict=_among("verdict", VERDICTS),
        order=Order(order) if order in orders(kind) else Order.KEY,
    )


def arguments(chosen: Wanted) -> dict[str, Any]:
    """The arguments of an address that asks for the same."""
    names = ("text", "unit", "region", "platform", "level", "kind", "verdict")
    order = {} if chosen.order is Order.KEY else {"order": chosen.order.value}
    return {**{name: value for name in names if (value := getattr(chosen, name))}, **order}


def after() -> str | None:
    """The key after which the page begins; None for the first."""
    return request.args.get("after") or None


def _among(name: str, known: tuple[str, ...] | list[str]) -> str:
    given = request.args.get(name, "")
    return given if given in known else ""


def listed(kind: SubjectType, template: str, offered: Callable[[Connection, Scope], Mapping[str, Any]]) -> str:
    """A page of the list of sites or of accounts, as its address says; `offered` is what else its form shows."""
    here, scope = desk(), gate.visitor().user.scope
    chosen, begins = wanted(kind), after()
    with here.ledger.connect() as connection:
        page = subjects.page(connection, scope, kind, chosen, after=begins, size=here.page)
        more = offered(connection, scope)
    told = {"levels": list(Level), "verdicts": VERDICTS, "orders": orders(kind), **more}
    return render_template(
        template, page=page, chosen=chosen, arguments=arguments(chosen), begun=begins is not None, **told
    )
