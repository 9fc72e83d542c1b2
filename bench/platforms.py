"""Stand-ins for the sources of accounts on loopback: `python -m bench.platforms` prints its port and serves.

Every source of the program answers in its own shape, twenty posts at a time; one account in ten has been silent for
forty days.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import uvloop

from checks.model.registry import Account, Unit
from tests import posted

POSTS = 20
SOURCES: dict[str, tuple[int, int, str]] = {
    "we_mp_rss": (30, 5, "微信公众号"),
    "wewe_rss": (12, 5, "微信公众号"),
    "wechat2rss": (12, 5, "微信公众号"),
    "wechat_mp": (8, 1, "微信公众号"),
    "wechat_article": (1, 1, "微信公众号"),
    "weibo": (13, 1, "新浪微博"),
    "rsshub": (10, 5, "抖音"),
    "feed": (4, 5, "人民号"),
    "toutiao": (3, 1, "今日头条"),
    "bilibili": (1, 1, "B站"),
    "xuexi": (1, 1, "学习强国号"),
    "appstore": (1, 1, "移动客户端"),
    "sheet": (4, 1, "快手"),
}
"""source → of a hundred accounts so many, on so many hosts of their own, as this platform. The platforms have the
shares that a province told of its own (Gansu, 2024: 63 % WeChat, 13 % Weibo, 11 % films, 1 % programs)."""
_PATHS = {
    "feed": "/feed/{n}.xml",
    "rsshub": "/weibo/user/{n}",
    "we_mp_rss": "/rss/{n}",
    "wewe_rss": "/feeds/MP_WXS_{n}.rss",
    "wechat2rss": "/feed/{n}.xml",
    "wechat_mp": "",
}
_UNIT_ACCOUNTS = 4
_TEXT = "各乡镇人民政府，县直有关单位：现将有关事项通知如下，请认真贯彻执行。" * 12
_HOST = re.compile(rb"\r\n[Hh]ost: ([a-z0-9_]+?)-?\d*\.")


def accounts(count: int) -> tuple[tuple[Account, ...], tuple[Unit, ...]]:
    """So many accounts of mixed sources, four to a unit, and their units."""
    made: list[Account] = []
    for source, (share, hosts, platform) in SOURCES.items():
        made += [_account(source, platform, len(made) + n, hosts) for n in range(count * share // 100)]
    return tuple(made), tuple(Unit(name) for name in dict.fromkeys(one.unit for one in made))


def _account(source: str, platform: str, number: int, hosts: int) -> Account:
    host = f"{source.replace('_', '')}-{number % hosts}.cn"
    url = (
        "" if source == "sheet" else f"http://{host}{_PATHS.get(source, f'/{source}/{{n}}').format(n=10_000 + number)}"
    )
    unit = f"某县第{number // _UNIT_ACCOUNTS}局"
    identity = str(10_000 + number)
    return Account(
        platform, f"某县发布{number}", unit, identity, f"http://hao.cn/{number}", source=source, source_url=url
    )


def tokens(known: tuple[Account, ...]) -> dict[str, str]:
    """The environment in which the official interface may be asked."""
    mine = {f"XUNWANG_WECHAT_{one.platform_id}": "LONE" for one in known if one.source == "wechat_mp"}
    return {**mine, "XUNWANG_WECHAT_SEES_ALL": "1"}


def _moments(age: int) -> list[datetime]:
    return [datetime.now(UTC) - timedelta(days=age + n, hours=1) for n in range(POSTS)]


def _bodies(age: int) -> dict[str, bytes]:
    """The answer of each source with posts from `age` days ago on."""
    at, now = _moments(age), datetime.now(UTC)
    feed = posted.rss(at).replace("通告&lt;".encode(), f"{_TEXT}&lt;".encode())
    hub = posted.rss(at, generator="RSSHub", built=now).replace("通告&lt;".encode(), f"{_TEXT}&lt;".encode())
    return {
        **dict.fromkeys(("feed", "wemprss", "wewerss", "wechat2rss"), feed),
        "rsshub": hub,
        "wechatmp": posted.published(at),
        "weibo": posted.weibo(at).replace("今晚有雨".encode(), _TEXT[:120].encode()),
        "toutiao": posted.toutiao(at),
        "bilibili": posted.bilibili(at),
        "xuexi": posted.xuexi(at),
        "appstore": posted.lookup(at[0]),
        "wechatarticle": posted.article(at[0]),
    }


def _health() -> dict[bytes, bytes]:
    """What gateways say of themselves."""
    now = datetime.now(UTC)
    synced = [{"id": f"MP_WXS_{10_000 + n}", "syncTime": int(now.timestamp())} for n in range(10_000)]
    return {
        b"/feeds": posted.packed(synced),
        b"/rss": posted.rss([now - timedelta(hours=1)]),
        b"/login/list": posted.packed({"available": True}),
    }


class _Platforms(asyncio.Protocol):
    """Answers by the host that is asked, which is named after its source."""

    fresh: ClassVar[dict[str, bytes]] = {}
    silent: ClassVar[dict[str, bytes]] = {}
    health: ClassVar[dict[bytes, bytes]] = {}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        head = data.partition(b"\r\n\r\n")[0]
        path = head.split(b" ", 2)[1]
        named = _HOST.search(head)
        source = named[1].decode() if named else ""
        number = next(iter(re.findall(rb"\d{5,}", path)), b"0")
        body = self.health.get(path) or self._body(source, number)
        kind = b"application/json" if body[:1] in b"{[" else b"application/xml"
        said = b"HTTP/1.1 200 OK\r\nContent-Type: %b; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
        self.transport.write(said % (kind, len(body)) + body)  # type: ignore[attr-defined]

    def _body(self, source: str, number: bytes) -> bytes:
        body = (self.silent if number.endswith(b"7") else self.fresh).get(source, b"")
        mine = {"weibo": posted.UID, "bilibili": f'"mid": {posted.MID}'}.get(source)
        own = number if source == "weibo" else b'"mid": %b' % number
        return body.replace(mine.encode(), own) if mine else body


async def _serve(factory: Callable[[], asyncio.Protocol]) -> None:
    server = await asyncio.get_running_loop().create_server(factory, "127.0.0.1", 0, backlog=1_000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    _Platforms.fresh, _Platforms.silent, _Platforms.health = _bodies(1), _bodies(40), _health()
    uvloop.run(_serve(_Platforms))
