"""How long does a page of the console take when the ledger is large?

`python -m bench.console [--issues N] [--subjects N] [--database URL] [--keep]`

Fills a ledger (an SQLite file, or the database named, in a schema of its own that is removed again), signs in users who
see all, half, a city, a county and one unit, and times whole requests through the test client of Flask.
Each address is asked several times in a row, several rounds long; what is shown is the round with the least p95.
"""

from __future__ import annotations

import secrets
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from bench.console_ledger import NOW, Size, fill, people
from checks.indicators.edition import load
from results.console.app import create_app
from results.console.desk import Desk
from results.ledger import issue_lists, users
from results.ledger.engine import Ledger, open_ledger
from results.ledger.issue_lists import Wanted

ROUNDS, ASKED = 3, 20
LIMIT = 100
"""Milliseconds that p95 may take."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a user may open: an issue, and the subject that it is of."""

    issue: int
    subject: str
    unit: str


def _q(**given: str) -> Callable[[Seen], str]:
    asked = "&".join(f"{name}={value}" for name, value in given.items())
    return lambda seen: f"/issues/?{asked}"


ADDRESSES: Mapping[str, Callable[[Seen], str]] = {
    "overview": lambda seen: "/",
    "issues": _q(),
    "issues, confirmed": _q(state="confirmed"),
    "issues of vetoes": _q(kind="veto"),
    "issues by subject": _q(order="subject"),
    "issues of a check": _q(check="dead-links", state="new"),
    "issues of a unit": lambda seen: f"/issues/?unit={seen.unit}",
    "issues of a site": lambda seen: f"/issues/?site={seen.subject}",
    "issues of a name": _q(site="镇人民政府"),
    "issues of no name": _q(site="查无此站"),
    "text: 2 signs, many": _q(text="链接"),
    "text: 2 signs, few": _q(text="甪弋"),
    "text: 1 sign, many": _q(text="网"),
    "text: 1 sign, none": _q(text="㐂"),
    "text: none": _q(text="查无此事", all="1"),
    "text: common signs, none": _q(text="政府公告预算防汛通知保险", all="1"),
    "text: long": _q(text="打不开超时栏目", all="1"),
    "text: Latin, many": _q(text="gov.cn/", all="1"),
    "text: address": _q(text="_77777.html", all="1"),
    "text: few, by subject": _q(text="甪弋", all="1", order="subject"),
    "text: many, by subject": _q(text="链接", order="subject"),
    "text: many, confirmed": _q(text="链接", state="confirmed"),
    "text: a city's name": _q(text="龑亳", state="reopened"),
    "issue": lambda seen: f"/issues/{seen.issue}",
    "queue": lambda seen: "/queue/",
    "sites": lambda seen: "/sites/",
    "site": lambda seen: f"/sites/{seen.subject}",
    "search": lambda seen: "/search?q=链接",
    "search, nothing": lambda seen: "/search?q=查无此事",
    "search, a site": lambda seen: "/search?q=门户网站777",
}
"""What is timed; an address that the app does not have is left out, and said to be."""


@dataclass(frozen=True, slots=True)
class Row:
    """Milliseconds of one address for one user."""

    name: str
    user: str
    p50: float
    p95: float
    most: float


def measure(ledger: Ledger, rounds: int = ROUNDS, asked: int = ASKED) -> Iterator[Row]:
    """The times of every address for every user."""
    edition = load()
    app = create_app(Desk(ledger, lambda: edition, lambda: NOW, b"k" * 32))
    left_out = set()
    for user in people():
        client, seen = _signed_in(app, ledger, user)
        for name, address in ADDRESSES.items():
            path = address(seen)
            if client.get(path).status_code == 404:
                left_out.add(name)
                continue
            yield _least(client, path, name, user, rounds, asked)
    if left_out:
        print(f"not there: {', '.join(sorted(left_out))}", file=sys.stderr)


def _least(client: FlaskClient, path: str, name: str, user: str, rounds: int, asked: int) -> Row:
    found = []
    for _ in range(rounds):
        took = sorted(_timed(client, path) for _ in range(asked))
        found.append(Row(name, user, statistics.median(took), took[max(0, round(asked * 0.95) - 1)], took[-1]))
    return min(found, key=lambda row: row.p95)


def _timed(client: FlaskClient, path: str) -> float:
    began = time.perf_counter()
    response = client.get(path)
    took = time.perf_counter() - began
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")
    return took * 1_000


def _signed_in(app: Flask, ledger: Ledger, name: str) -> tuple[FlaskClient, Seen]:
    token = secrets.token_urlsafe()
    with ledger.begin() as connection:
        user = users.named(connection, name)
        if user is None:
            raise SystemExit(f"no user {name}")
        users.begin_session(connection, token, user, address="", moment=NOW)
        one = issue_lists.page(connection, user.scope, Wanted(), size=1).issues[0]
    client = app.test_client()
    with client.session_transaction() as session:
        session.update({"_user_id": token, "_fresh": True})
    return client, Seen(one.id, one.subject, one.unit)


@contextmanager
def _database(url: str) -> Iterator[str]:
    """The address of an empty ledger, which is gone afterwards."""
    if not url:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'ledger.sqlite'}"
        return
    schema = f"bench_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'create schema "{schema}"')  # type: ignore[call-overload]
        try:
            yield f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{schema}"
        finally:
            connection.execute(f'drop schema "{schema}" cascade')  # type: ignore[call-overload]


def lines(rows: list[Row]) -> list[str]:
    """The table, and what is over the limit."""
    told = ["| address | user | p50 ms | p95 ms | max ms |", "|---|---|---|---|---|"]
    told += [f"| {one.name} | {one.user} | {one.p50:.0f} | {one.p95:.0f} | {one.most:.0f} |" for one in rows]
    slow = [f"{one.name} ({one.user}) {one.p95:.0f}" for one in rows if one.p95 > LIMIT]
    return [*told, "", f"Over {LIMIT} ms: {', '.join(slow) or 'none'}."]


def _option(name: str, default: str) -> str:
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


def _prepared(url: str, size: Size) -> Ledger:
    began = time.monotonic()
    ledger = open_ledger(url)
    with ledger.connect() as connection:
        empty = not users.there_are_any(connection)
    if empty:
        fill(ledger, load(), size)
        with ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("vacuum analyze" if connection.dialect.name == "postgresql" else "analyze"))
        print(f"filled in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return ledger


def main() -> None:
    size = Size(int(_option("--issues", "1000000")), int(_option("--subjects", "100000")))
    kept = _option("--ledger", "")
    with _database(_option("--database", "")) as url, _prepared(kept or url, size) as ledger:
        rows = []
        for row in measure(ledger):
            print(f"{row.name:28} {row.user:8} {row.p50:7.1f} {row.p95:7.1f} {row.most:7.1f}", file=sys.stderr)
            rows.append(row)
        name = ledger.engine.dialect.name
    print(f"{size.issues:,} issues, {size.subjects:,} sites and accounts, {name}:\n")
    print("\n".join(lines(rows)))


if __name__ == "__main__":
    main()
