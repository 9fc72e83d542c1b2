"""A night's accounts: read from feeds on loopback, judged, followed; a source that fails judges nobody."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from checks.indicators import edition
from checks.model.findings import Certainty, Status
from checks.model.posts import Reading, Record
from checks.model.registry import BEIJING, Account, Registry, SubjectState
from clock.account_run import Accounts
from clock.newmedia import FEW, Share, read_share, shares_of
from clock.performing import perform
from clock.settings import Data, RulesSettings, Settings
from crawler.brake import Brake
from crawler.target import Network
from results.ledger import incidents, issues, outcomes, posts, records, runs
from results.ledger.engine import Ledger, open_ledger
from results.ledger.issues import IssueState
from results.ledger.post_rows import month_of
from results.ledger.registry import save
from results.score import Look, from_row, look_of
from results.visits.read_accounts import readings_and_earlier, states_in
from results.visits.reading_views import views_of
from results.visits.readings import read_keys
from tests.clock.test_beside import policy
from tests.results.visits.making import SITE, visit

NATIONAL = edition.load()
NOW = datetime.now(UTC)
UNIT = "临江县人民政府办公室"
FEED = "<rss version='2.0'><channel><title>t</title>{}</channel></rss>"
ITEM = (
    "<item><title>第{n}条</title><description>便民提示</description><guid>{n}</guid>"
    "<link>http://mp.example.cn/s/{n}</link><pubDate>{at}</pubDate></item>"
)


class Feeds(BaseHTTPRequestHandler):
    """/DAYS.xml: two posts, the newest so many days old; anything else is a fault of the gateway. A name with `long`
    shows so many old ones that nothing of the nights before need make them up."""

    days: ClassVar[dict[str, int]] = {}

    def do_GET(self) -> None:
        name = self.path.strip("/").removesuffix(".xml")
        if name not in self.days:
            self.send_error(500)
            return
        old = range(200, 200 + FEW if "long" in name else 201)
        times = (NOW - timedelta(days=self.days[name]), *(NOW - timedelta(days=days) for days in old))
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

    def night(
        self,
        number: int,
        keys: Collection[str] | None = None,
        seen: Mapping[str, Path] | None = None,
        fallen: frozenset[str] = frozenset(),
    ) -> Accounts:
        with self.ledger.begin() as connection:
            moment = NOW + timedelta(hours=number)
            run = runs.start(connection, kind="nightly", edition="e", code="c", moment=moment)
            told = runs.get(connection, run)
        folder = self.folder / "visits" / f"{number}"
        accounts = Accounts(self.ledger, told, self.known, NATIONAL, folder, self.folder, keys, fallen=fallen)
        asyncio.run(self._perform(accounts, seen or {}))
        return accounts

    def run(self, number: int) -> runs.Run:
        with self.ledger.connect() as connection:
            return runs.get(connection, number)

    def said(self, run: int, check: str = "silent-account") -> dict[str, Status]:
        """What a check said in a run, by the name of the account."""
        names = {one.key: one.name for one in self.known.accounts}
        with self.ledger.connect() as connection:
            told = list(outcomes.query(connection, run))
        return {names[one.subject]: one.status for one in told if one.check == check}

    def vetoes(self, run: int) -> dict[str, list[str]]:
        """The states of the vetoes that a run left of each account, by its name."""
        names = {one.key: one.name for one in self.known.accounts}
        with self.ledger.connect() as connection:
            scores = {names[row.subject]: from_row(row) for row in outcomes.scores(connection, run)}
        return {name: [line.state.value for line in score.vetoes] for name, score in scores.items()}

    async def _perform(self, accounts: Accounts, seen: Mapping[str, Path]) -> None:
        brake = Brake(self.settings.network, lambda pause: None)
        for reading in list(accounts.reading()):
            await perform(reading, self.settings, lambda tick: None, brake)
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
    assert (told.accounts, told.statuses[Status.FAIL]) == (
        4,
        6,
    )  # silence, and three beside the first
    assert {one.account.name: one.titles for one in told.vetoed} == dict.fromkeys(
        ("dead", "silent"), (NATIONAL.rules["silent-account"].title,)
    )
    assert office.vetoes(1) == {"dead": ["candidate"], "fresh": [], "near": [], "silent": ["candidate"]}
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
    assert office.night(2).told.issues["fixed"] == 1
    with office.ledger.connect() as connection:
        mended = [one.finding.data["account"] for one in issues.query(connection, states=[IssueState.FIXED])]
    assert mended == ["silent"]


def test_what_a_fallen_check_says_of_accounts_is_suspected_only(tmp_path: Path, port: int) -> None:
    Feeds.days = {"fresh": 1, "dead": 100}
    office = Office(tmp_path, port, Registry(accounts=tuple(map(account, Feeds.days))))
    told = office.night(1, fallen=frozenset({"silent-account"})).told
    assert office.said(1) == {"dead": Status.REVIEW, "fresh": Status.PASS}
    assert told.statuses[Status.REVIEW] >= 1
    with office.ledger.connect() as connection:
        certainty = {one.finding.certainty for one in issues.query(connection) if one.check == "silent-account"}
    assert certainty == {Certainty.SUSPECTED}


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
        assert reasons == {"同一来源大面积读取失败，本次不对账号作判断（应答不正常）（1）"}


def test_a_few_accounts_of_a_source_that_stands_still_are_not_judged(tmp_path: Path, port: int) -> None:
    names = [f"a{n:02}" for n in range(20)]
    Feeds.days = dict.fromkeys(names, 20)
    office = Office(tmp_path, port, Registry(accounts=(*map(account, names), account("b", "other.example.cn"))))
    drawn = [account(name).key for name in names[:2]]
    told = office.night(1, drawn).told
    assert [(one.host, one.failed, one.of) for one in told.incidents] == [("gateway.example.cn", 20, 20)]
    assert told.states == {"could-not-look": 2}
    assert office.said(1) == dict.fromkeys(names[:2], Status.UNKNOWN)
    with office.ledger.connect() as connection:
        assert {row.subject for row in outcomes.query(connection, 1)} == set(drawn)


def test_incidents_and_files_stay_in_the_ledger(tmp_path: Path, port: int) -> None:
    names = [f"a{n}" for n in range(8)]
    Feeds.days = {"a0": 0, "b": 0}
    known = Registry(accounts=(*map(account, names), account("b", "other.example.cn")))
    office = Office(tmp_path, port, known)
    office.night(1)
    Feeds.days = dict.fromkeys((*names, "b"), 0)
    office.night(2)
    Feeds.days = {"a0": 0, "b": 0}
    told = office.night(3).told
    with office.ledger.connect() as connection:
        (row,) = incidents.of_run(connection, 3)
        assert (row.source, row.host, row.failed, row.of, row.lately) == ("feed", "gateway.example.cn", 7, 8, 2)
        assert row.reasons == (("bad-status", 7),)
        assert incidents.of_run(connection, 2) == []
        read = [job.visit for job in runs.jobs(connection, 3, kind=runs.ACCOUNTS)]
    again = Accounts(office.ledger, office.run(3), known, NATIONAL, tmp_path / "visits/3", tmp_path)
    assert list(again.judging()) == []
    assert (again.told.incidents, again.told.states) == (told.incidents, told.states)
    assert sorted(key for file in read for key in read_keys(tmp_path / file)) == sorted(
        one.key for one in known.accounts
    )


def _readings_held() -> int:
    return sum(isinstance(one, Reading) for one in gc.get_objects())


def test_readings_are_not_held_until_all_are_read(tmp_path: Path, port: int) -> None:
    Feeds.days = {f"a{n}": 1 for n in range(60)}
    accounts = tuple(map(account, Feeds.days))
    office = Office(tmp_path, port, Registry(accounts=accounts))
    alive: list[int] = []
    before = _readings_held()

    def tell(_: object) -> None:
        alive.append(_readings_held() - before)

    asyncio.run(read_share(Share(accounts, b"", ()), tmp_path / "a.visit", "1", office.settings, tell))
    assert (len(alive), set(states_in(tmp_path / "a.visit").values())) == (60, {"new"})
    assert max(alive) < 40, "those under way, and no more"


def test_a_share_carries_the_other_accounts_of_its_units(tmp_path: Path, port: int) -> None:
    Feeds.days = {"a": 1, "b": 1}
    here, there = account("a"), account("b", "other.example.cn")
    stranger = replace(account("c", "third.example.cn"), unit="别的单位")
    known = Registry(accounts=(here, there, stranger))
    shares = list(shares_of(known, None, 50).values())
    beside = {share.accounts[0].key: [one.key for one in share.beside()] for share in shares}
    assert beside == {here.key: [there.key], there.key: [here.key], stranger.key: []}
    office = Office(tmp_path, port, known)
    (share,) = (one for one in shares if one.accounts == (here,))
    asyncio.run(read_share(share, tmp_path / "a.visit", "1", office.settings, lambda _: None))
    (view,) = views_of(tmp_path / "a.visit")
    assert view.siblings == (there,)


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
    assert accounts.told.accounts == 2


def _months(office: Office, name: str) -> list[posts.Month]:
    key = next(one.key for one in office.known.accounts if one.name == name)
    first, last = month_of(NOW - timedelta(days=200)), month_of(NOW + timedelta(days=2))
    with office.ledger.connect() as connection:
        return [one for one in posts.published(connection, [key], first, last) if one != posts.Month(key, one.month)]


def test_posts_are_stored_once_over_nights(tmp_path: Path, port: int) -> None:
    Feeds.days = {"a": 1}
    office = Office(tmp_path, port, Registry(accounts=(account("a"), account("off", "other.example.cn"))))
    accounts = office.night(1)
    first = _months(office, "a")
    assert sum(one.published for one in first) == 2
    assert sum(one.looked for one in first) == 1
    list(accounts.judging())  # taken up again: nothing is counted twice
    assert _months(office, "a") == first
    office.night(2)
    again = _months(office, "a")
    assert (sum(one.published for one in again), sum(one.looked for one in again)) == (2, 2)
    assert [(one.looked, one.missed, one.days) for one in _months(office, "off")] == [(0, 2, 0)]


def test_a_post_of_an_earlier_night_speaks_for_an_account_and_never_against_it(tmp_path: Path, port: int) -> None:
    Feeds.days = {"fresh": 1, "silent": 20, "gone": 1}
    office = Office(tmp_path, port, Registry(accounts=tuple(map(account, Feeds.days))))
    office.night(1)
    Feeds.days = {"gone": 30}  # its newest post was taken down; the others cannot be read
    office.night(2)
    assert office.said(2) == {"fresh": Status.PASS, "gone": Status.PASS, "silent": Status.UNKNOWN}
    # The file of that night says so by itself.
    path = next((tmp_path / "visits/2").glob("*.visit"))
    said = {view.account.name: [post.id for post in view.earlier] for view in views_of(path)}
    assert {name: len(some) for name, some in said.items()} == {"fresh": 1, "gone": 1, "silent": 1}


def test_a_post_that_is_gone_speaks_for_an_account_that_shows_many_old_ones(tmp_path: Path, port: int) -> None:
    Feeds.days = {"long": 1, "long-silent": 20}
    office = Office(tmp_path, port, Registry(accounts=tuple(map(account, Feeds.days))))
    office.night(1)
    Feeds.days = {"long": 30, "long-silent": 20}
    office.night(2)
    assert office.said(2) == {"long": Status.PASS, "long-silent": Status.FAIL}


def test_a_witness_is_told_by_what_earlier_nights_saw_too(tmp_path: Path, port: int) -> None:
    Feeds.days = {"due": 1, "gone": 1}
    office = Office(tmp_path, port, Registry(accounts=tuple(map(account, Feeds.days))))
    office.night(1)
    Feeds.days = {"due": 1, "gone": 30}
    office.night(2, keys=[office.known.accounts[0].key])  # the other is read as a witness of the source
    assert set(office.said(2)) == {"due"}
    (path,) = (tmp_path / "visits/2").glob("*.visit")
    earlier = {reading.account: len(posts) for reading, posts in readings_and_earlier(path)}
    assert earlier[office.known.accounts[1].key] == 1


def test_the_newest_record_of_a_person_is_used_by_night(tmp_path: Path, port: int) -> None:
    names = ("noted", "old", "blank", "seen")
    known = tuple(replace(account(name), platform="抖音", source="sheet", source_url="") for name in names)
    office = Office(tmp_path, port, Registry(accounts=known))
    base = Record("抖音", "", newest=NOW - timedelta(days=20), screenshot="a.png", who="张三")
    with office.ledger.begin() as connection:
        looked = {"noted": 1, "old": 8, "seen": 1}
        rows = [(one, days) for one in known for name, days in looked.items() if one.name == name]
        given = [(one.key, replace(base, looked_at=NOW - timedelta(days=days))) for one, days in rows]
        records.add(connection, given, file="a.xlsx", moment=NOW)
        fresh = replace(base, newest=NOW - timedelta(days=2), looked_at=NOW - timedelta(hours=3))
        records.add(connection, [(known[3].key, fresh)], file="b.xlsx", moment=NOW)
    office.night(1)
    expected = {"noted": Status.FAIL, "old": Status.UNKNOWN, "blank": Status.UNKNOWN, "seen": Status.PASS}
    assert office.said(1) == expected
    with office.ledger.connect() as connection:
        told = {one.subject: one.reason for one in outcomes.query(connection, 1) if one.check == "silent-account"}
    day = (NOW - timedelta(days=8)).astimezone(BEIJING).date()
    assert told[known[1].key] == f"人工记录太旧，请重新核查（上次核查 {day}）（1）"
    assert told[known[2].key] == "没有人工核查记录（1）"


def test_how_old_a_record_may_be_is_a_number_of_the_edition(tmp_path: Path, port: int) -> None:
    overlay = tmp_path / "overlay.toml"
    days = 'params.record_days = { value = 10, verified = "ours", source = "本地规定" }'
    overlay.write_text(f'[overlay]\ntitle = "本地"\n\n[silent-account]\n{days}\n', encoding="utf-8")
    one = replace(account("noted"), platform="抖音", source="sheet", source_url="")
    office = Office(tmp_path, port, Registry(accounts=(one,)))
    office.settings = replace(office.settings, rules=RulesSettings(overlays=(str(overlay),)))
    looked = NOW - timedelta(days=8)
    noted = Record("抖音", "", newest=looked - timedelta(days=2), screenshot="a.png", who="张三", looked_at=looked)
    with office.ledger.begin() as connection:
        records.add(connection, [(one.key, noted)], file="a.xlsx", moment=NOW)
    office.night(1)
    assert office.said(1) == {"noted": Status.PASS}


def test_outcomes_of_long_past_runs_are_forgotten(tmp_path: Path, port: int) -> None:
    Feeds.days = {"a": 1}
    office = Office(tmp_path, port, Registry(accounts=(account("a"),)))
    for number in range(1, 8):
        office.night(number)
    with office.ledger.connect() as connection:
        assert [number for number in range(1, 8) if list(outcomes.query(connection, number))] == [3, 4, 5, 6, 7]
        assert {look_of(row) for row in outcomes.scores(connection, 7)} == {Look("new")}


def test_accounts_are_laid_beside_the_sites_of_their_unit(tmp_path: Path, port: int) -> None:
    check, at = "unsynchronised-posts", NOW.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
    path = visit(tmp_path / "site.visit", policy("p1.html", "养老服务办法", at - timedelta(days=8)), moment=NOW)
    known = Registry(sites=(SITE,), accounts=(account("a"), account("b", "other.example.cn")))
    Feeds.days = {"a": 1, "b": 1}
    office = Office(tmp_path, port, known)
    accounts = office.night(1, seen={SITE.key: path})
    assert office.said(1, check) == {"a": Status.REVIEW, "b": Status.NOT_APPLICABLE}
    assert list(accounts.handing({}, {})) == [], "done once"
    Feeds.days = {"a": 1}
    office.night(2, seen={SITE.key: path})
    assert office.said(2, check)["a"] is Status.UNKNOWN, "the other account may have it"
    Feeds.days = {"a": 1, "b": 1}
    office.night(3)
    assert office.said(3, check) == {"a": Status.UNKNOWN, "b": Status.NOT_APPLICABLE}, "no visit, no verdict"
    with office.ledger.connect() as connection:
        (standing,) = [one for one in issues.query(connection) if one.check == check]
        assert standing.state is not IssueState.FIXED
