"""A night's accounts: read from feeds on loopback, judged, followed; a source that fails judges nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from checks.indicators import edition
from checks.model.findings import Status
from checks.model.registry import BEIJING, Account, Registry, SubjectState
from clock.account_run import Accounts
from clock.performing import perform
from clock.settings import Data, Settings
from crawler.brake import Brake
from crawler.target import Network
from results.ledger import issues, outcomes, runs
from results.ledger.engine import Ledger, open_ledger
from results.ledger.issues import IssueState
from results.ledger.registry import save
from tests.clock.test_beside import policy
from tests.results.visits.making import SITE, visit

NATIONAL = edition.load()
NOW = datetime.now(UTC)
UNIT = "临江县人民政府办公室"
FEED = "<rss version='2.0'><channel><title>t</title>{}</channel></rss>"
ITEM = (
    "<item><title>第{n}条</title><guid>{n}</guid><link>http://mp.example.cn/s/{n}</link><pubDate>{at}</pubDate></item>"
)


class Feeds(BaseHTTPRequestHandler):
    """/DAYS.xml: two posts, the newest so many days old; anything else is a fault of the gateway."""

    days: ClassVar[dict[str, int]] = {}

    def do_GET(self) -> None:
        name = self.path.strip("/").removesuffix(".xml")
        if name not in self.days:
            self.send_error(500)
            return
        times = (NOW - timedelta(days=self.days[name]), NOW - timedelta(days=200))
        body = FEED.format("".join(ITEM.format(n=n, at=format_datetime(at)) for n, at in enumerate(times))).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Feeds)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def account(name: str, host: str = "gateway.example.cn", state: SubjectState = SubjectState.NORMAL) -> Account:
    return Account(
        "微信公众号", name, UNIT, f"gh_{name}", source="feed", source_url=f"http://{host}/{name}.xml", state=state
    )


class Office:
    """A ledger, a registry, and nights of accounts on it."""

    def __init__(self, folder: Path, port: int, known: Registry) -> None:
        self.folder, self.known = folder, known
        network = Network(connect_to={"*": f"127.0.0.1:{port}"})
        self.settings = Settings(data=Data(str(folder)), network=network)
        self.ledger: Ledger = open_ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
        with self.ledger.begin() as connection:
            save(connection, known)

    def night(self, number: int, seen: Mapping[str, Path] | None = None) -> Accounts:
        with self.ledger.begin() as connection:
            moment = NOW + timedelta(hours=number)
            run = runs.start(connection, kind="nightly", edition="e", code="c", moment=moment)
            told = runs.get(connection, run)
        folder = self.folder / "visits" / f"{number}"
        accounts = Accounts(self.ledger, told, self.known, NATIONAL, folder, self.folder)
        asyncio.run(self._perform(accounts, seen or {}))
        return accounts

    def said(self, run: int, check: str = "silent-account") -> dict[str, Status]:
        """What a check said in a run, by the name of the account."""
        names = {one.key: one.name for one in self.known.accounts}
        with self.ledger.connect() as connection:
            told = list(outcomes.query(connection, run))
        return {names[one.subject]: one.status for one in told if one.check == check}

    async def _perform(self, accounts: Accounts, seen: Mapping[str, Path]) -> None:
        brake = Brake(self.settings.network, lambda pause: None)
        for reading in list(accounts.reading()):
            accounts.read(await perform(reading, self.settings, lambda tick: None, brake))
        for handing in list(accounts.handing({}, seen)):
            await perform(handing, self.settings, lambda tick: None, brake)
        for judging in list(accounts.judging()):
            accounts.judged(judging, await perform(judging, self.settings, lambda tick: None, brake))
        accounts.end()


def test_silence_is_found_followed_and_mended(tmp_path: Path, port: int) -> None:
    Feeds.days = {"fresh": 1, "near": 11, "silent": 20, "dead": 100}
    office = Office(tmp_path, port, Registry(accounts=tuple(map(account, Feeds.days))))
    told = office.night(1).told
    assert told.states == {"new": 2, "confirmed-none": 2}
    silence = office.said(1)
    assert silence == {"dead": Status.FAIL, "fresh": Status.PASS, "near": Status.FAIL, "silent": Status.FAIL}
    vetoes = {row.account.name: [line.state.value for line in row.verdict.vetoes] for row in told.rows}
    assert vetoes == {"dead": ["candidate"], "fresh": [], "near": [], "silent": ["candidate"]}
    with office.ledger.connect() as connection:
        standing = [one for one in issues.query(connection) if one.check == "silent-account"]
        found = {one.finding.data["account"]: one for one in standing}
        assert {name: one.finding.code for name, one in found.items()} == {
            "dead": "silent",
            "near": "nearing",
            "silent": "silent",
        }
        assert found["dead"].finding.data["grade"] == "僵尸"
    Feeds.days["silent"] = 0
    assert {row.account.name: row.counts.fixed for row in office.night(2).told.rows if row.counts.fixed} == {
        "silent": 1
    }


def test_a_source_that_fails_judges_nobody_and_mends_nothing(tmp_path: Path, port: int) -> None:
    names = [f"a{n}" for n in range(8)]
    Feeds.days = dict.fromkeys(names, 20)
    office = Office(tmp_path, port, Registry(accounts=tuple(map(account, names))))
    office.night(1)
    Feeds.days = {"a0": 0}
    told = office.night(2).told
    assert [(one.host, len(one.accounts), one.of) for one in told.incidents] == [("gateway.example.cn", 7, 8)]
    assert {name for name, said in office.said(2).items() if said is Status.UNKNOWN} == set(names[1:])
    with office.ledger.connect() as connection:
        standing = [one for one in issues.query(connection, states=list(IssueState)) if one.check == "silent-account"]
        assert sum(one.state is IssueState.FIXED for one in standing) == 1
        unknown = [one for one in outcomes.query(connection, 2) if one.status is Status.UNKNOWN]
        reasons = {one.reason for one in unknown if one.check == "silent-account"}
        assert reasons == {"同一来源大面积读取失败，本次不对账号作判断（1）"}


def test_closed_accounts_are_read_and_owe_no_posts(tmp_path: Path, port: int) -> None:
    Feeds.days = {"gone": 100}
    closed = account("gone", state=SubjectState.CANCELLED)
    office = Office(tmp_path, port, Registry(accounts=(closed,)))
    told = office.night(1).told
    assert told.states == {"confirmed-none": 1}
    assert office.said(1) == {}


def test_what_is_read_is_not_read_again_when_a_night_is_taken_up(tmp_path: Path, port: int) -> None:
    Feeds.days = {"a": 1, "b": 1}
    office = Office(tmp_path, port, Registry(accounts=(account("a"), account("b", "other.example.cn"))))
    accounts = office.night(1)
    assert list(accounts.reading()) == []
    assert list(accounts.judging()) == []
    again = replace(account("a"), name="a")
    assert again.key in {row.account.key for row in accounts.told.rows}


def test_outcomes_of_long_past_runs_are_forgotten(tmp_path: Path, port: int) -> None:
    Feeds.days = {"a": 1}
    office = Office(tmp_path, port, Registry(accounts=(account("a"),)))
    for number in range(1, 8):
        office.night(number)
    with office.ledger.connect() as connection:
        assert [number for number in range(1, 8) if list(outcomes.query(connection, number))] == [3, 4, 5, 6, 7]


def test_accounts_are_laid_beside_the_sites_of_their_unit(tmp_path: Path, port: int) -> None:
    check, at = "unsynchronised-posts", NOW.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
    path = visit(tmp_path / "site.visit", policy("p1.html", "养老服务办法", at - timedelta(days=8)), moment=NOW)
    known = Registry(sites=(SITE,), accounts=(account("a"), account("b", "other.example.cn")))
    Feeds.days = {"a": 1, "b": 1}
    office = Office(tmp_path, port, known)
    accounts = office.night(1, {SITE.key: path})
    assert office.said(1, check) == {"a": Status.REVIEW, "b": Status.NOT_APPLICABLE}
    assert list(accounts.handing({}, {})) == [], "done once"
    Feeds.days = {"a": 1}
    office.night(2, {SITE.key: path})
    assert office.said(2, check)["a"] is Status.UNKNOWN, "the other account may have it"
    Feeds.days = {"a": 1, "b": 1}
    office.night(3)
    assert office.said(3, check) == {"a": Status.UNKNOWN, "b": Status.NOT_APPLICABLE}, "no visit, no verdict"
    with office.ledger.connect() as connection:
        (standing,) = [one for one in issues.query(connection) if one.check == check]
        assert standing.state is not IssueState.FIXED
