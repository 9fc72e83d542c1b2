"""Readers against servers of their own on loopback: what a source answers becomes the right one of four outcomes."""

from __future__ import annotations

import asyncio
import gzip
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from checks.model.failures import Failure
from checks.model.posts import AccountReason, Reading, ReadingState, Reason, Record, SourceReason
from checks.model.registry import Account
from crawler.accounts.client import Client
from crawler.accounts.feed import WECHAT2RSS_TOKEN
from crawler.accounts.reader import Means
from crawler.accounts.readers import READERS, read_accounts
from crawler.accounts.wechat_mp import SEES_ALL, variable
from crawler.target import Manners, Network
from tests.authority import Authority, served
from tests.crawler.loopback import Answering, Server, serving
from tests.posted import (
    FRESH,
    MID,
    NOW,
    SINCE,
    STALE,
    UID,
    article,
    bilibili,
    json_feed,
    lookup,
    notice,
    packed,
    published,
    rss,
    toutiao,
    weibo,
    xuexi,
)

NEW, NONE, ODD, UNREAD = ReadingState
QUICK = Manners(timeout=3.0)
GATEWAY = "http://gw.cn:4000"


def sends(body: bytes, status: int = 200, **headers: str) -> Answering:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: web.Response(status=status, body=body, headers=named)


def in_turn(*answers: Answering) -> Answering:
    left = list(answers)
    return lambda request: (left.pop(0) if len(left) > 1 else left[0])(request)  # type: ignore[return-value]


def account(source: str, url: str = "", identity: str = "", name: str = "临江发布") -> Account:
    return Account("平台", name, "县政府办", identity or name, source=source, source_url=url)


async def read_all(
    accounts: list[Account],
    server: Server,
    environ: Mapping[str, str] | None = None,
    records: Mapping[str, Record] | None = None,
    *,
    network: Network | None = None,
    hurry: float = 0.0,
    at_once: int = 64,
) -> dict[str, Reading]:
    found: dict[str, Reading] = {}
    client = Client(QUICK, network or server.network(), lambda: NOW, at_once, hurry=hurry)
    async with client:
        means = Means(client, environ or {}, records or {})
        await read_accounts(accounts, means, lambda _: SINCE, NOW, lambda one, said: found.update({one.name: said}))
    return found


async def read(one: Account, pages: Mapping[str, str | int | Answering], **more: Mapping[str, str]) -> Reading:
    async with serving(pages) as server:
        return (await read_all([one], server, **more))[one.name]  # type: ignore[arg-type]


def outcome(reading: Reading) -> tuple[ReadingState, Reason | None]:
    return reading.state, reading.reason


FEED = account("feed", "http://w.cn/rss")
PLAIN: list[tuple[str, bytes, ReadingState, Reason | None]] = [
    ("feed", rss(FRESH), NEW, None),
    ("feed", rss(STALE), NONE, None),
    ("feed", json_feed(STALE), NONE, None),
    ("feed", rss([]), UNREAD, SourceReason.EMPTY_FEED),
    ("feed", b"<rss><channel>" + b" " * 6_000_000, UNREAD, Failure.TOO_LARGE),
    ("feed", gzip.compress(b" " * 50_000_000), UNREAD, Failure.TOO_LARGE),
    ("weibo", weibo(FRESH), NEW, None),
    ("weibo", weibo(STALE), NONE, None),
    ("weibo", packed({"ok": -100, "url": "x"}), UNREAD, SourceReason.LOGIN),
    ("weibo", packed({"ok": 0, "msg": "这里还没有内容"}), ODD, AccountReason.NOT_FOUND),
    ("toutiao", toutiao(FRESH), NEW, None),
    ("toutiao", packed({"data": []}), NONE, None),
    ("toutiao", packed({"data": None}), UNREAD, SourceReason.SIGNATURE),
    ("bilibili", bilibili(STALE), NONE, None),
    ("bilibili", packed({"code": -352}), UNREAD, Failure.CHALLENGED),
    ("xuexi", xuexi(FRESH), NEW, None),
    ("xuexi", xuexi(STALE), NONE, None),
    ("appstore", lookup(FRESH[0]), NEW, None),
    ("appstore", packed({"resultCount": 0, "results": []}), ODD, AccountReason.TAKEN_DOWN),
    ("wechat_article", article(FRESH[0]), NEW, None),
    ("wechat_article", notice("该内容已被发布者删除"), UNREAD, SourceReason.POST_DELETED),
]


@pytest.mark.parametrize(("source", "body", "state", "reason"), PLAIN)
async def test_what_a_source_sends(source: str, body: bytes, state: ReadingState, reason: Reason | None) -> None:
    packing = {"Content-Encoding": "gzip"} if body[:2] == b"\x1f\x8b" else {}
    identity = {"weibo": UID, "bilibili": MID}.get(source, "7")
    one = account(source, "http://w.cn/answer", identity)
    reading = await read(one, {"//w.cn/answer": lambda _: web.Response(body=body, headers=packing)})
    assert outcome(reading) == (state, reason)
    assert (reading.host, reading.source, reading.account) == ("w.cn", source, one.key)


@pytest.mark.parametrize(
    ("source", "status", "reason"),
    [
        ("feed", 404, SourceReason.BAD_STATUS),
        ("feed", 500, SourceReason.BAD_STATUS),
        ("feed", 401, SourceReason.LOGIN),
        ("feed", 403, Failure.CHALLENGED),
        ("feed", 429, Failure.THROTTLED),
        ("feed", 503, Failure.THROTTLED),
        ("feed", 204, SourceReason.BAD_STATUS),
        ("weibo", 418, Failure.THROTTLED),
        ("weibo", 432, SourceReason.SIGNATURE),
        ("bilibili", 412, Failure.THROTTLED),
        ("xuexi", 404, SourceReason.BAD_STATUS),
        ("appstore", 502, SourceReason.BAD_STATUS),
    ],
)
async def test_a_status_is_never_silence(source: str, status: int, reason: Reason) -> None:
    reading = await read(account(source, "http://w.cn/a", UID), {"//w.cn/a": sends(rss(STALE), status)})
    assert outcome(reading) == (UNREAD, reason)
    assert reading.status == status


LOGINS = [
    "/login?next=/a", "https://passport.weibo.com/sso", "https://visitor.passport.weibo.cn/x", "/user/login.html",
]  # fmt: skip


@pytest.mark.parametrize("location", LOGINS)
async def test_a_redirect_to_a_login_is_no_answer(location: str) -> None:
    async with serving({"//w.cn/a": sends(b"", 302, Location=location)}) as server:
        reading = (await read_all([account("feed", "http://w.cn/a")], server))["临江发布"]
        assert server.asked == ["GET //w.cn/a"], "the login is not even asked"
    assert outcome(reading) == (UNREAD, SourceReason.LOGIN)


async def test_redirects_are_followed_so_far() -> None:
    moved = {"//w.cn/a": sends(b"", 301, Location="http://new.cn/b"), "//new.cn/b": sends(rss(STALE))}
    assert outcome(await read(account("feed", "http://w.cn/a"), moved)) == (NONE, None)
    circle = {"//w.cn/a": sends(b"", 302, Location="/b"), "//w.cn/b": sends(b"", 302, Location="/a")}
    assert outcome(await read(account("feed", "http://w.cn/a"), circle)) == (UNREAD, Failure.REDIRECT_LOOP)


async def test_a_redirect_into_the_own_network_is_not_followed() -> None:
    async with serving({"//w.cn/a": sends(b"", 302, Location="http://10.9.8.7/rss")}) as server:
        network = Network(connect_to={"w.cn": server.address}, nameservers=(server.names,))
        reading = (await read_all([account("feed", "http://w.cn/a")], server, network=network))["临江发布"]
    assert outcome(reading) == (UNREAD, Failure.PRIVATE_ADDRESS)


async def test_a_body_that_breaks_off_is_no_answer() -> None:
    async def short(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "999999"})
        await response.prepare(request)
        await response.write(rss(STALE))
        assert request.transport is not None
        request.transport.abort()
        return response

    reading = await read(FEED, {"//w.cn/rss": short})
    assert reading.state is UNREAD
    assert isinstance(reading.reason, Failure)


async def test_a_server_that_never_ends_is_left() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"<item/>")
            await asyncio.sleep(0.2)
        return response

    assert outcome(await read(FEED, {"//w.cn/rss": endless})) == (UNREAD, Failure.TIMEOUT)


async def test_what_fails_once_is_asked_again() -> None:
    pages = {"//w.cn/rss": in_turn(sends(b"", 502), sends(rss(STALE)))}
    assert outcome(await read(FEED, pages)) == (NONE, None)


async def test_a_wall_is_no_answer() -> None:
    wall = "<html><head><title>405</title></head><body>您的访问被阻断。errors.aliyun.com</body></html>"
    reading = await read(FEED, {"//w.cn/rss": sends(wall.encode(), 405)})
    assert outcome(reading) == (UNREAD, Failure.CHALLENGED)


@pytest.mark.parametrize("source", sorted(READERS))
async def test_a_source_that_nobody_set_up_asks_nothing(source: str) -> None:
    async with serving({}) as server:
        one = Account("平台", "甲", "县政府办", source=source)
        reading = (await read_all([one], server))["甲"]
        assert server.asked == []
    assert reading.state is UNREAD
    assert reading.reason in (SourceReason.CONFIGURATION, SourceReason.NOT_RECORDED)


@pytest.mark.parametrize("source", sorted(set(READERS) - {"sheet"}))
@pytest.mark.parametrize("url", ["http://[x/", "ftp://w.cn/", "x", "http://", "http://w.cn:99999/"])
async def test_an_address_that_is_none_is_said(source: str, url: str) -> None:
    async with serving({}) as server:
        reading = (await read_all([account(source, url, "7")], server, {variable("7"): "T"}))["临江发布"]
    assert reading.state is UNREAD


async def test_no_source_is_said() -> None:
    async with serving({}) as server:
        found = await read_all([Account("抖音", "甲", "u"), Account("抖音", "乙", "u", source="douyin")], server)
    assert {reading.reason for reading in found.values()} == {SourceReason.NO_SOURCE}


# ── gateways ──

SYNCED = {name: packed([{"id": "MP_WXS_1", "syncTime": int(at.timestamp())}]) for name, at in (
    ("fresh", NOW - timedelta(hours=9)), ("stale", NOW - timedelta(days=9)),
)}  # fmt: skip
GATEWAYS: list[tuple[str, str, dict[str, bytes], ReadingState, Reason | None]] = [
    ("rsshub", "/weibo/user/1", {"/weibo/user/1": rss(STALE, generator="RSSHub", built=NOW)}, NONE, None),
    ("rsshub", "/weibo/user/1", {"/weibo/user/1": rss(FRESH, generator="RSSHub", built=NOW)}, NEW, None),
    ("feed", "/weibo/user/1", {"/weibo/user/1": rss(STALE, generator="RSSHub", built=STALE[0])}, UNREAD,
     SourceReason.GATEWAY_STALE),
    ("rsshub", "/weibo/user/1", {"/weibo/user/1": rss(STALE)}, UNREAD, SourceReason.GATEWAY_STALE),
    ("rsshub", "/weibo/user/1/readable=1", {"/weibo/user/1/readable=1": rss(STALE, built=NOW)}, UNREAD,
     SourceReason.BLIND_SPOT),
    ("wewe_rss", "/feeds/MP_WXS_1.rss", {"/feeds/MP_WXS_1.rss": rss(FRESH), "/feeds": SYNCED["stale"]}, NEW, None),
    ("wewe_rss", "/feeds/MP_WXS_1.rss", {"/feeds/MP_WXS_1.rss": rss(STALE), "/feeds": SYNCED["stale"]}, UNREAD,
     SourceReason.GATEWAY_STALE),
    ("feed", "/feeds/MP_WXS_1.rss", {"/feeds/MP_WXS_1.rss": rss(STALE)}, UNREAD, SourceReason.GATEWAY_STALE),
    ("wewe_rss", "/feeds/MP_WXS_1.rss", {"/feeds/MP_WXS_1.rss": rss(STALE), "/feeds": SYNCED["fresh"]}, UNREAD,
     SourceReason.BLIND_SPOT),
    ("we_mp_rss", "/rss/MP_1", {"/rss/MP_1": rss(STALE), "/rss": rss([NOW - timedelta(hours=5)])}, NONE, None),
    ("we_mp_rss", "/feed/MP_1.rss", {"/feed/MP_1.rss": rss(STALE), "/rss": rss(STALE)}, UNREAD,
     SourceReason.GATEWAY_STALE),
    ("we_mp_rss", "/rss/MP_1", {"/rss/MP_1": rss(STALE)}, UNREAD, SourceReason.GATEWAY_STALE),
    ("wechat2rss", "/feed/1.xml", {"/feed/1.xml": rss(FRESH), "/login/list": packed({"available": False})}, NEW, None),
    ("wechat2rss", "/feed/1.xml", {"/feed/1.xml": rss(STALE), "/login/list": packed({"available": False})}, UNREAD,
     SourceReason.GATEWAY_DOWN),
    ("wechat2rss", "/feed/1.xml", {"/feed/1.xml": rss(STALE), "/login/list": packed({"available": True})}, UNREAD,
     SourceReason.BLIND_SPOT),
]  # fmt: skip


@pytest.mark.parametrize(("source", "path", "pages", "state", "reason"), GATEWAYS)
async def test_gateways(
    source: str, path: str, pages: dict[str, bytes], state: ReadingState, reason: Reason | None
) -> None:
    answers = {f"//gw.cn:4000{at}": sends(body) for at, body in pages.items()}
    assert outcome(await read(account(source, f"{GATEWAY}{path}"), answers)) == (state, reason)


async def test_a_gateway_is_asked_for_its_health_once() -> None:
    pages = {f"//gw.cn:4000/rss/{n}": sends(rss(STALE)) for n in range(9)}
    accounts = [account("we_mp_rss", f"{GATEWAY}/rss/{n}", name=f"甲{n}") for n in range(9)]
    async with serving({**pages, "//gw.cn:4000/rss": sends(rss([NOW - timedelta(hours=1)]))}) as server:
        found = await read_all(accounts, server)
        assert server.asked.count("GET //gw.cn:4000/rss") == 1
    assert {outcome(reading) for reading in found.values()} == {(NONE, None)}
    assert {reading.synced_at for reading in found.values()} == {NOW - timedelta(hours=1)}


async def test_the_secret_of_a_gateway_is_sent_and_not_led_elsewhere() -> None:
    pages = {
        "//gw.cn:4000/feed/1.xml": sends(rss(STALE)),
        "//gw.cn:4000/login/list?k=S3CRET": sends(b"", 302, Location="http://evil.cn/"),
    }
    async with serving(pages) as server:
        found = await read_all([account("wechat2rss", f"{GATEWAY}/feed/1.xml")], server, {WECHAT2RSS_TOKEN: "S3CRET"})
        assert "GET //gw.cn:4000/login/list?k=S3CRET" in server.asked
        assert not any("evil" in asked for asked in server.asked)
    assert found["临江发布"].reason is SourceReason.GATEWAY_STALE


# ── the official interface of WeChat ──

WECHAT = account("wechat_mp", "http://api.cn", "gh_ljx000001")
GIVEN = {variable("gh_ljx000001"): "wxAPPID:S3CRET", SEES_ALL: "1"}
TOKEN_AT, LIST_AT = "//api.cn/cgi-bin/stable_token", "//api.cn/cgi-bin/freepublish/batchget?access_token="


def token(name: str) -> Answering:
    return sends(packed({"access_token": name, "expires_in": 7200}))


async def test_the_official_interface() -> None:
    asked = []

    async def stable(request: web.Request) -> web.StreamResponse:
        asked.append(await request.json())
        return web.json_response({"access_token": "TOKEN1"})

    async def listed(request: web.Request) -> web.StreamResponse:
        asked.append(await request.json())
        return web.Response(body=published(STALE))

    reading = await read(WECHAT, {TOKEN_AT: stable, f"{LIST_AT}TOKEN1": listed}, environ=GIVEN)
    assert outcome(reading) == (NONE, None)
    assert asked == [
        {"grant_type": "client_credential", "appid": "wxAPPID", "secret": "S3CRET"},
        {"offset": 0, "count": 20, "no_content": 1},
    ]


async def test_without_proof_that_it_lists_all_silence_is_not_confirmed() -> None:
    only = {variable("gh_ljx000001"): "wxAPPID:S3CRET"}
    pages = {TOKEN_AT: token("T"), f"{LIST_AT}T": sends(published(STALE))}
    assert outcome(await read(WECHAT, pages, environ=only)) == (UNREAD, SourceReason.BLIND_SPOT)


async def test_a_token_that_runs_out_in_mid_run_is_renewed_once() -> None:
    pages = {
        TOKEN_AT: in_turn(token("OLD"), token("NEW")),
        f"{LIST_AT}OLD": sends(packed({"errcode": 42001, "errmsg": "access_token expired"})),
        f"{LIST_AT}NEW": sends(published(STALE)),
    }
    assert outcome(await read(WECHAT, pages, environ=GIVEN)) == (NONE, None)


async def test_a_token_that_is_never_accepted_is_asked_for_twice_and_no_more() -> None:
    pages = {TOKEN_AT: token("T"), f"{LIST_AT}T": sends(packed({"errcode": 40001}))}
    async with serving(pages) as server:
        found = await read_all([WECHAT], server, GIVEN)
        assert len(server.asked) == 4
    assert outcome(found["临江发布"]) == (UNREAD, SourceReason.TOKEN_EXPIRED)


async def test_a_token_by_itself_cannot_be_renewed() -> None:
    given = {variable("gh_ljx000001"): "LONE"}
    async with serving({f"{LIST_AT}LONE": sends(packed({"errcode": 42001}))}) as server:
        found = await read_all([WECHAT], server, given)
        assert len(server.asked) == 1
    assert outcome(found["临江发布"]) == (UNREAD, SourceReason.TOKEN_EXPIRED)


@pytest.mark.parametrize(
    ("code", "state", "reason"),
    [
        (-1, UNREAD, SourceReason.BUSY),
        (40164, UNREAD, SourceReason.CONFIGURATION),
        (45009, UNREAD, SourceReason.QUOTA),
        (45011, UNREAD, Failure.THROTTLED),
        (48001, UNREAD, SourceReason.NO_PERMISSION),
        (50002, ODD, AccountReason.RESTRICTED),
        (12345, UNREAD, SourceReason.BAD_STATUS),
    ],
)
async def test_error_codes(code: int, state: ReadingState, reason: Reason) -> None:
    pages = {TOKEN_AT: token("T"), f"{LIST_AT}T": sends(packed({"errcode": code, "errmsg": "x"}))}
    assert outcome(await read(WECHAT, pages, environ=GIVEN)) == (state, reason)
    early = {TOKEN_AT: sends(packed({"errcode": code}))}
    assert (await read(WECHAT, early, environ=GIVEN)).reason is reason


async def test_no_secret_is_ever_written(caplog: pytest.LogCaptureFixture) -> None:
    pages = {
        TOKEN_AT: token("T0KEN"),
        f"{LIST_AT}T0KEN": in_turn(sends(b"", 302, Location="http://evil.cn/"), sends(b"<", 500)),
    }
    with caplog.at_level(logging.DEBUG):
        logging.getLogger().setLevel(logging.DEBUG)
        async with serving(pages) as server:
            for _ in range(2):
                found = await read_all([WECHAT], server, GIVEN)
                assert not any("evil" in asked for asked in server.asked)
                assert "S3CRET" not in repr(found)
                assert "T0KEN" not in repr(found)
    assert "S3CRET" not in caplog.text
    assert not [
        record for record in caplog.records if "T0KEN" in record.getMessage() and record.name.startswith("httpx")
    ]
    client = Client(QUICK, Network(), lambda: NOW)
    assert "S3CRET" not in repr(Means(client, GIVEN))


# ── the addresses that readers ask by themselves ──


@asynccontextmanager
async def platforms(folder: Path, answer: Callable[[web.Request], web.StreamResponse]) -> AsyncIterator[Network]:
    """All platforms at once on loopback, with certificates for their names."""
    authority = Authority()
    names = (
        "m.weibo.cn",
        "www.toutiao.com",
        "api.bilibili.com",
        "www.xuexi.cn",
        "itunes.apple.com",
        "api.weixin.qq.com",
    )
    context = served(authority.issue(*names))
    (folder / "ca").write_bytes(authority.pem)

    async def answering(request: web.BaseRequest) -> web.StreamResponse:
        return answer(request)  # type: ignore[arg-type]

    runner = web.ServerRunner(web.Server(answering), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    try:
        yield Network({"*": f"127.0.0.1:{runner.addresses[0][1]}"}, ca_file=str(folder / "ca"))
    finally:
        await runner.cleanup()


async def test_each_platform_is_asked_at_its_own_address(tmp_path: Path) -> None:
    asked: dict[str, str] = {}
    bodies = {
        "m.weibo.cn": weibo(FRESH),
        "www.toutiao.com": toutiao(FRESH),
        "api.bilibili.com": bilibili(FRESH),
        "www.xuexi.cn": xuexi(FRESH),
        "itunes.apple.com": lookup(FRESH[0]),
        "api.weixin.qq.com": published(FRESH),
    }

    def answer(request: web.Request) -> web.StreamResponse:
        asked[request.host] = request.raw_path
        return web.Response(body=bodies[request.host])

    given = {
        "weibo": UID,
        "toutiao": "MS4wLjABx",
        "bilibili": MID,
        "xuexi": "ab12",
        "appstore": "id1234567890",
        "wechat_mp": "gh_1",
    }
    accounts = [account(source, "", identity, source) for source, identity in given.items()]
    async with serving({}) as server, platforms(tmp_path, answer) as network:
        found = await read_all(accounts, server, {variable("gh_1"): "LONE"}, network=network)
    assert {name: outcome(reading) for name, reading in found.items()} == dict.fromkeys(given, (NEW, None))
    assert asked == {
        "m.weibo.cn": f"/api/container/getIndex?type=uid&value={UID}&containerid=107603{UID}",
        "www.toutiao.com": "/api/pc/list/feed?category=profile_all&token=MS4wLjABx&max_behot_time=0"
        "&aid=24&app_name=toutiao_web",
        "api.bilibili.com": f"/x/polymer/web-dynamic/v1/feed/space?host_mid={MID}&offset=",
        "www.xuexi.cn": "/lgdata/ab12.json",
        "itunes.apple.com": "/lookup?id=1234567890&country=cn",
        "api.weixin.qq.com": "/cgi-bin/freepublish/batchget?access_token=LONE",
    }


# ── many accounts ──


async def test_one_host_has_its_pace_and_does_not_hold_up_the_others() -> None:
    moments: dict[str, list[float]] = {"slow.cn": [], "quick.cn": []}

    def noted(request: web.Request) -> web.StreamResponse:
        moments[request.host].append(time.monotonic())
        return web.Response(body=weibo(STALE) if request.host == "slow.cn" else rss(STALE))

    slow = [account("weibo", f"http://slow.cn/{n}", UID, f"慢{n}") for n in range(4)]
    quick = [account("feed", f"http://quick.cn/{n}", name=f"快{n}") for n in range(10)]
    async with serving({f"//{host}/{n}": noted for host in moments for n in range(10)}) as server:
        found = await read_all([*slow, *quick], server, hurry=0.15)
    assert len(found) == 14
    took = moments["slow.cn"][-1] - moments["slow.cn"][0]
    assert took >= 0.8, "three gaps of two seconds, in a hurry of 0.15"
    assert max(moments["quick.cn"]) < max(moments["slow.cn"])


async def test_records_of_persons_stand_in_for_accounts_without_a_source() -> None:
    def noted(newest: datetime) -> Record:
        return Record("抖音", "", newest=newest, screenshot="a.png", who="张三", looked_at=NOW)

    accounts = [
        Account("抖音", "甲", "u"),
        Account("抖音", "乙", "u", source="sheet"),
        Account("抖音", "丙", "u", source="sheet"),
    ]
    records = {accounts[0].key: noted(FRESH[0]), accounts[1].key: noted(STALE[0])}
    async with serving({}) as server:
        found = await read_all(accounts, server, records=records)
    assert {name: outcome(reading) for name, reading in found.items()} == {
        "甲": (NEW, None), "乙": (NONE, None), "丙": (UNREAD, SourceReason.NOT_RECORDED),
    }  # fmt: skip
