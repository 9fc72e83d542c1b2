"""Accounts: a list that its address describes whole, and a page for each with all that is known of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from checks.model.findings import SubjectType
from checks.model.posts import Post
from checks.model.registry import BEIJING, Account
from checks.model.urls import host_of
from results.account_card import account_card
from results.console import charts, choosing, gate
from results.console.desk import desk
from results.console.lists import worst_lines
from results.ledger import incidents, issues, outcomes, posts, registry, runs, subject_runs, subjects
from results.months import month_line

MONTHS = 12
_POSTS = 10
_LATELY = timedelta(days=370)
_log = logging.getLogger("xunwang.console")

accounts = Blueprint("accounts", __name__, url_prefix="/accounts")


@accounts.get("/")
def listed() -> ResponseReturnValue:
    return choosing.listed(
        SubjectType.ACCOUNT,
        "accounts.html",
        lambda connection, scope: {"platforms": subjects.platforms(connection, scope)},
    )


@accounts.get("/<key:key>")
def one(key: str) -> ResponseReturnValue:
    here, scope = desk(), gate.visitor().user.scope
    edition, moment = here.edition(), here.now()
    with here.ledger.connect() as connection:
        line, account = subjects.one(connection, scope, SubjectType.ACCOUNT, key), registry.account(connection, key)
        # Who may not see it is told what he would be told if it were not there.
        if line is None or account is None:
            abort(404)
        scored = outcomes.latest_score(connection, key) is not None
        card = account_card(connection, account, edition, here.data, _log.warning) if scored else None
        host = card["reading"]["host"] if card and card["reading"] else ""
        months = list(_months(connection, account, moment.astimezone(BEIJING).date()))
        told = {
            "card": card,
            "posts": _posts(connection, key, moment),
            "failing": _incidents(connection, account, host),
            "counts": issues.counts(connection, site=key),
            "worst": worst_lines(connection, [key], edition),
            "looks": subject_runs.of(connection, key),
        }
    return render_template(
        "account.html", line=line, account=account, months=months, chart=charts.months(months), **told
    )


def _months(connection: Connection, account: Account, today: date) -> Iterator[dict[str, Any]]:
    """The last `MONTHS` months, oldest first."""
    back = today.year * 12 + today.month - MONTHS
    first, last = back // 12 * 100 + back % 12 + 1, today.year * 100 + today.month
    for month in posts.published(connection, [account.key], first, last):
        yield month_line(month, account, today)


def _posts(connection: Connection, key: str, moment: datetime) -> tuple[Post, ...]:
    found = posts.posts_of(connection, [key], moment - _LATELY, moment, _POSTS)
    return found.get(key, ())


def _incidents(connection: Connection, account: Account, host: str) -> list[incidents.IncidentRow]:
    """What the account's source failed at in the newest run, on the host that was asked for it."""
    last, hosts = runs.latest(connection), {host, host_of(account.source_url)}
    found = incidents.of_run(connection, last.id) if last else []
    return [one for one in found if one.source == account.source and one.host in hosts]
