"""The queue: what waits for judgement, with the evidence of one issue beside it; and the acts on issues.

The address says what is in the list, where its page begins and which issue is looked at; the acts are sent to addresses
that say the same, and lead back to the next issue. Sent with `back` they came from the page of an issue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import Connection

from checks.indicators.edition import Edition, Kind
from results import judging
from results.console import acts, gate
from results.console.acts import NOTHING, Acting, Typed
from results.console.desk import desk
from results.console.forms import number as typed_number
from results.console.issues import lines_of, offered, page_of
from results.errors import ChangedMeanwhile, NoSuchIssue, NotAllowed
from results.judging import Done, Judge, Seen
from results.ledger import issues as ledger_issues
from results.ledger import queue_lists
from results.ledger.issue_lists import Order, Page, Wanted
from results.ledger.issues import WAITING, Issue
from results.ledger.scope import sees
from results.lists.of_issues import checks_of

_LONGEST = 100
_TOLD = 8
_WHOSE = {"me": "指派给我的", "nobody": "还没有指派的"}
_ORDERS = (Order.OLDEST, Order.NEWEST)

queue = Blueprint("queue", __name__, url_prefix="/queue")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for, as the form shows it again."""

    kind: str
    check: str
    site: str
    unit: str
    text: str
    whose: str
    order: Order

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of an address that asks for the same."""
        given = {name: getattr(self, name) for name in ("kind", "check", "site", "unit", "text", "whose")}
        order = {} if self.order is Order.OLDEST else {"order": self.order.value}
        return {**{name: value for name, value in given.items() if value}, **order}

    def wanted(self, edition: Edition) -> Wanted:
        assigned = {"me": gate.visitor().user.name, "nobody": ""}.get(self.whose)
        checks = checks_of(edition, self.check, self.kind)
        return Wanted(WAITING, checks, self.site, self.unit, self.text, self.order, assigned=assigned)


@queue.get("/")
def listed() -> ResponseReturnValue:
    return _shown(NOTHING)


@queue.post("/confirm")
def confirm() -> ResponseReturnValue:
    return _acted("确认", lambda c, judge, seen, given: judging.confirm(c, judge, seen, reason=given.reason))


@queue.post("/dismiss")
def dismiss() -> ResponseReturnValue:
    return _acted(
        "排除",
        lambda c, judge, seen, given: judging.dismiss(c, judge, seen, reason=given.reason, reach=given.reach),
    )


@queue.post("/merge")
def merge() -> ResponseReturnValue:
    return _acted(
        "合并", lambda c, judge, seen, given: judging.merge(c, judge, seen, _into(given), reason=given.reason)
    )


@queue.post("/assign")
def assign() -> ResponseReturnValue:
    return _acted("指派", lambda c, judge, seen, given: judging.assign(c, judge, seen, given.to))


@queue.post("/comment")
def comment() -> ResponseReturnValue:
    return _acted(
        "加备注", lambda c, judge, seen, given: judging.comment(c, judge, seen, text=given.reason), stays=True
    )


@queue.post("/reopen")
def reopen() -> ResponseReturnValue:
    return _acted("撤销判断", lambda c, judge, seen, given: judging.reopen(c, judge, seen, reason=given.reason))


def _acted(
    what: str, do: Callable[[Connection, Judge, list[Seen], Typed], Done], *, stays: bool = False
) -> ResponseReturnValue:
    """Does it and leads to the next issue (`stays`: to the same); or says why not, with all that was typed."""
    here, who, given = desk(), gate.visitor(), acts.typed()
    seen, back = acts.seen(given), request.args.get("back", type=typed_number)
    try:
        if not seen:
            raise NotAllowed("没有选中问题；请先勾选，或在清单里点开一个")
        with here.ledger.begin() as connection:
            done = do(connection, Judge(who.doer, who.user.scope, here.now()), seen, given)
    except NotAllowed as refused:
        flash(refused.message)
        page = _shown(given) if back is None else page_of(back, given)
        return page, 409 if isinstance(refused, ChangedMeanwhile) else 422
    flash(_said(what, done), "done")
    if back is not None:
        return redirect(url_for("issues.one", number=back))
    return redirect(_address(at=seen[0].number if stays else _next(seen[-1].number)))


def _shown(typed: Typed) -> str:
    """The queue as the address asks for it."""
    here, user = desk(), gate.visitor().user
    edition, chosen = here.edition(), _chosen()
    after = request.args.get("after", type=typed_number)
    with here.ledger.connect() as connection:
        page = _page(connection, edition, chosen, after, here.page)
        issue = _looked_at(connection, page)
        judges = judging.judges_of(connection, issue.subject) if issue else []
    (current,) = lines_of([issue], edition) if issue else (None,)
    return render_template(
        "queue.html",
        lines=lines_of(page.issues, edition),
        current=current,
        acting=Acting(issue, judges, typed) if issue else None,
        grave=_grave(edition),
        after=page.after,
        begun=after is not None,
        here={**chosen.arguments, **({} if after is None else {"after": after})},
        chosen=chosen,
        me=user.name,
        whose=_WHOSE,
        orders=_ORDERS,
        kinds=[kind for kind in Kind if kind is not Kind.BONUS],
        rules=offered(edition),
    )


def _looked_at(connection: Connection, page: Page) -> Issue | None:
    """The issue that the address names, also when it waits no longer; else the first of the page."""
    number = request.args.get("at", type=typed_number)
    if number is None:
        return page.issues[0] if page.issues else None
    found = ledger_issues.numbered(connection, [number])
    if not found or not sees(connection, gate.visitor().user.scope, found[0].subject):
        abort(404)
    return found[0]


def _next(number: int) -> int | None:
    """The issue that comes after this one in the list, whether or not it still stands there."""
    here = desk()
    edition = here.edition()
    with here.ledger.connect() as connection:
        page = _page(connection, edition, _chosen(), number, 1)
    return page.issues[0].id if page.issues else None


def _page(connection: Connection, edition: Edition, chosen: Chosen, after: int | None, size: int) -> Page:
    scope, wanted = gate.visitor().user.scope, chosen.wanted(edition)
    return queue_lists.page(connection, scope, wanted, _grave(edition), after=after, size=size)


def _grave(edition: Edition) -> frozenset[str]:
    """The checks by which a site or an account may fail as a whole."""
    return frozenset(rule.id for rule in edition.rules.values() if rule.kind is Kind.VETO or rule.vetoes)


def _address(at: int | None) -> str:
    after = request.args.get("after", type=typed_number)
    return url_for("queue.listed", **_chosen().arguments, after=after, at=at)


def _chosen() -> Chosen:
    """What stands in the address; a word that means nothing counts for nothing."""
    given = request.args
    names = ("kind", "check", "site", "unit", "text")
    texts = {name: " ".join(given.get(name, "").split())[:_LONGEST] for name in names}
    whose, order = given.get("whose", ""), given.get("order", "")
    return Chosen(
        **texts, whose=whose if whose in _WHOSE else "", order=Order(order) if order in _ORDERS else Order.OLDEST
    )


def _into(given: Typed) -> int:
    try:
        return typed_number(given.into)
    except ValueError as error:
        raise NotAllowed("要并入哪个问题？请写它的编号") from error


def _said(what: str, done: Done) -> Markup:
    """What was done, with ways to the issues: from there it can be taken back."""
    ways = [Markup('<a href="{}">{}</a>').format(url_for("issues.one", number=n), n) for n in done.changed[:_TOLD]]
    told = Markup("已{} {} 个问题").format(what, len(done.changed)) if done.changed else Markup("没有改动")
    if ways:
        told += Markup("：") + Markup("、").join(ways) + ("……" if len(done.changed) > _TOLD else "")
    if done.others:
        told += Markup("；同样文字的另外 {} 个也一并{}").format(done.others, what)
    if done.same:
        told += Markup("；{} 个本来就是这样").format(len(done.same))
    return told


@queue.errorhandler(NoSuchIssue)
def _nowhere(error: NoSuchIssue) -> ResponseReturnValue:
    return render_template("error.html", code=404, title="没有这个问题", said=error.message), 404
