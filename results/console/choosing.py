"""What the address of a list of subjects asks for, as the form shows it again."""

from __future__ import annotations

from typing import Any

from flask import request

from checks.model.findings import SubjectType
from checks.model.registry import Level, SiteKind
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
