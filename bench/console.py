"""How long does a page of the console take when the ledger is large?

`python -m bench.console [--issues N] [--subjects N] [--database URL | --ledger URL] [--users U,…] [--only NAME]
[--rounds N] [--asked N]`

Fills a ledger (an SQLite file, or the database named, in a schema of its own that is removed again), signs in users who
see all, a city of 5,000 sites, a county and one unit, and times whole requests through the test client of Flask.
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
from urllib.parse import quote

import psycopg
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from bench.console_ledger import NIGHTS, NOW, Size, cities, county, fill, people
from checks.facts.workdays import Calendar
from checks.indicators.edition import load
from checks.model.findings import SubjectType
from results.console.app import create_app
from results.console.desk import Desk
from results.ledger import issue_lists, subjects, users
from results.ledger.engine import Ledger, open_ledger
from results.ledger.issue_lists import Order, Wanted
from results.ledger.issues import WAITING
from results.sealing import Seal


def option(name: str, default: str) -> str:
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


ROUNDS, ASKED = int(option("--rounds", "3")), int(option("--asked", "20"))
LIMIT = 100
"""Milliseconds that p95 may take."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a user may open: an issue, one that waits far down the queue, the first site and account, their unit."""

    issue: int
    waiting: int
    site: str
    account: str
    unit: str


def _q(place: str, **given: str) -> Callable[[Seen], str]:
    asked = "&".join(f"{name}={value}" for name, value in given.items())
    return lambda seen: f"{place}?{asked}"


def _issues(**given: str) -> Callable[[Seen], str]:
    return _q("/issues/", **given)


ADDRESSES: Mapping[str, Callable[[Seen], str]] = {
    "overview": lambda seen: "/",
    "queue": lambda seen: "/queue/",
    "queue, further": lambda seen: f"/queue/?after={seen.waiting}",
    "queue, mine": _q("/queue/", whose="me"),
    "queue, nobody's": _q("/queue/", whose="nobody"),
    "queue of vetoes": _q("/queue/", kind="veto"),
    "queue of a unit": lambda seen: f"/queue/?unit={seen.unit}",
    "queue of all below a unit": _q("/queue/", unit="全省"),
    "queue of a text": _q("/queue/", text="甪弋"),
    "issues": _issues(),
    "issues, further": lambda seen: f"/issues/?after={seen.issue}",
    "issues, confirmed": _issues(state="confirmed"),
    "issues of vetoes": _issues(kind="veto"),
    "issues by subject": _issues(order="subject"),
    "issues of a check": _issues(check="dead-links", state="new"),
    "issues of a unit": lambda seen: f"/issues/?unit={seen.unit}",
    "issues of a site": lambda seen: f"/issues/?site={seen.site}",
    "issues of a name": _issues(site="镇人民政府"),
    "issues of no name": _issues(site="查无此站"),
    "text: 2 signs, many": _issues(text="链接"),
    "text: 2 signs, few": _issues(text="甪弋"),
    "text: 1 sign, many": _issues(text="网"),
    "text: 1 sign, none": _issues(text="㐂"),
    "text: none": _issues(text="查无此事", all="1"),
    "text: common signs, none": _issues(text="政府公告预算防汛通知保险", all="1"),
    "text: long": _issues(text="打不开超时栏目", all="1"),
    "text: Latin, many": _issues(text="gov.cn/", all="1"),
    "text: address": _issues(text="_77777.html", all="1"),
    "text: few, by subject": _issues(text="甪弋", all="1", order="subject"),
    "text: many, by subject": _issues(text="链接", order="subject"),
    "text: many, confirmed": _issues(text="链接", state="confirmed"),
    "text: a city's name": _issues(text="龑亳", state="reopened"),
    "issue": lambda seen: f"/issues/{seen.issue}",
    "sites": lambda seen: "/sites/",
    "sites, failed": _q("/sites/", verdict="failed"),
    "sites by score": _q("/sites/", order="score"),
    "sites of a text": _q("/sites/", text="镇人民政府"),
    "sites of no text": _q("/sites/", text="查无此站"),
    "sites of a city": _q("/sites/", unit="甪市"),
    "site": lambda seen: f"/sites/{quote(seen.site, safe='')}",
    "accounts": lambda seen: "/accounts/",
    "accounts of no text": _q("/accounts/", text="查无此号"),
    "account": lambda seen: f"/accounts/{quote(seen.account, safe='')}",
    "units": lambda seen: "/units/",
    "units of no text": _q("/units/", text="查无此处"),
    "unit": lambda seen: f"/units/{seen.unit}",
    "unit: a county": lambda seen: f"/units/{county(cities()[0], 0)}",
    "unit: a city": lambda seen: f"/units/{cities()[0]}",
    "unit: the root of all": lambda seen: "/units/全省",
    "search: a name": _q("/search", q="门户网站777"),
    "search: many": _q("/search", q="镇人民政府"),
    "search: 2 signs": _q("/search", q="泗市"),
    "search: 1 sign": _q("/search", q="泗"),
    "search: a code": _q("/search", q="3400000777"),
    "search: an address": _q("/search", q="s77777.gov"),
    "search: nothing": _q("/search", q="查无此事"),
    "runs": lambda seen: "/runs/",
    "run": lambda seen: f"/runs/{NIGHTS}",
    "notices": lambda seen: "/notices/",
    "notices, open": _q("/notices/", state="sent"),
    "notices to be drawn up": lambda seen: "/notices/draw/",
    "complaints": lambda seen: "/complaints/",
    "precision, by checks": lambda seen: "/precision/",
    "audit": lambda seen: "/audit/",
}
"""What is timed; an address that a user may not open or the app does not have is left out, and said to be."""


@dataclass(frozen=True, slots=True)
class Row:
    """Milliseconds of one address for one user; `cpu` is p95 of the processor time of this process and
    of the PostgreSQL that serves it, where that is on this machine; of parallel workers nothing is told."""

    name: str
    user: str
    p50: float
    p95: float
    most: float
    cpu: float


def measure(ledger: Ledger, rounds: int = ROUNDS, asked: int = ASKED) -> Iterator[Row]:
    """The times of every address for every user."""
    edition = load()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(
            ledger, lambda: edition, lambda: NOW, b"k" * 32, data=Path(folder), seal=Seal(b"s" * 32),
            workdays=lambda edition: Calendar(), code="1",
        )  # fmt: skip
        app, served = create_app(desk), _served(ledger)
        for user in option("--users", ",".join(people())).split(","):
            client, seen = _signed_in(app, ledger, user)
            for name, address in ADDRESSES.items():
                if option("--only", "") not in name:
                    continue
                path = address(seen)
                if (status := client.get(path).status_code) in (403, 404):
                    print(f"{name} ({user}): {status}", file=sys.stderr)
                    continue
                yield _least(client, path, name, user, rounds, asked, served)


def _least(client: FlaskClient, path: str, name: str, user: str, rounds: int, asked: int, served: Path) -> Row:
    found, last = [], max(0, round(asked * 0.95) - 1)
    for _ in range(rounds):
        both = [_timed(client, path, served) for _ in range(asked)]
        took, cpu = sorted(one[0] for one in both), sorted(one[1] for one in both)
        found.append(Row(name, user, statistics.median(took), took[last], took[-1], cpu[last]))
        if found[-1].p50 > 10 * LIMIT:
            break  # nothing is learned from more of it
    return min(found, key=lambda row: row.p95)


def _served(ledger: Ledger) -> Path:
    """Where the machine tells how long the database has worked for us; the pool has one connection for one asker."""
    if ledger.engine.dialect.name == "sqlite":
        return Path()
    with ledger.connect() as connection:
        return Path("/proc") / str(connection.scalar(text("select pg_backend_pid()"))) / "schedstat"


def _worked(served: Path) -> float:
    """Seconds of processor time so far."""
    return time.process_time() + (int(served.read_text().split()[0]) / 1e9 if served.is_file() else 0)


def _timed(client: FlaskClient, path: str, served: Path) -> tuple[float, float]:
    began, used = time.perf_counter(), _worked(served)
    response = client.get(path)
    took, cpu = time.perf_counter() - began, _worked(served) - used
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")
    return took * 1_000, cpu * 1_000


def _signed_in(app: Flask, ledger: Ledger, name: str) -> tuple[FlaskClient, Seen]:
    token = secrets.token_urlsafe()
    with ledger.begin() as connection:
        user = users.named(connection, name)
        if user is None:
            raise SystemExit(f"no user {name}")
        users.begin_session(connection, token, user, address="", moment=NOW)
        newest = issue_lists.page(connection, user.scope, Wanted(), size=1).issues[0]
        old = Wanted(WAITING, order=Order.OLDEST)
        waiting = issue_lists.page(connection, user.scope, old, size=100).issues[-1]
        first = {
            kind: subjects.page(connection, user.scope, kind, subjects.Wanted(), size=1).lines for kind in SubjectType
        }
    client = app.test_client()
    with client.session_transaction() as session:
        session.update({"_user_id": token, "_fresh": True})
    site, account = (lines[0].key if (lines := first[kind]) else "" for kind in SubjectType)
    return client, Seen(newest.id, waiting.id, site, account, newest.unit)


@contextmanager
def database(url: str) -> Iterator[str]:
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
    told = ["| address | user | p50 ms | p95 ms | max ms | p95 CPU ms |", "|---|---|---|---|---|---|"]
    told += [
        f"| {one.name} | {one.user} | {one.p50:.0f} | {one.p95:.0f} | {one.most:.0f} | {one.cpu:.0f} |" for one in rows
    ]
    slow = [f"{one.name} ({one.user}) {one.p95:.0f}" for one in rows if one.p95 > LIMIT]
    return [*told, "", f"Over {LIMIT} ms: {', '.join(slow) or 'none'}."]


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
    size = Size(int(option("--issues", "1000000")), int(option("--subjects", "100000")))
    kept = option("--ledger", "")
    with database(option("--database", "")) as url, _prepared(kept or url, size) as ledger:
        rows = []
        for row in measure(ledger):
            print(
                f"{row.name:28} {row.user:8} {row.p50:7.1f} {row.p95:7.1f} {row.most:7.1f} {row.cpu:7.1f}",
                file=sys.stderr,
            )
            rows.append(row)
        name = ledger.engine.dialect.name
    print(f"{size.issues:,} issues, {size.subjects:,} sites and accounts, {name}:\n")
    print("\n".join(lines(rows)))


if __name__ == "__main__":
    main()
