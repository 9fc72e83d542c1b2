"""A small site on loopback, told apart by Host header, that counts what it is asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import web

from checks.model.captures import Coverage, LinkProbe
from checks.model.pages import Capture
from checks.model.registry import Column, Site
from crawler.opener import Opener
from crawler.target import Manners, Memory, Network, Target
from crawler.visit import visit
from tests.crawler.names import Table, name_server

TODAY = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
HOST = "www.county.gov.cn"
HOME = f"http://{HOST}/"
FAST = Manners(seconds_between=0.0, timeout=5.0, second_look_minutes=0.0)
Answering = Callable[[web.Request], Awaitable[web.StreamResponse] | web.StreamResponse]


@dataclass
class Server:
    """`pages`: path with query (of HOST), or "//host/path", → html text, a status, or a function of the request."""

    pages: dict[str, str | int | Answering]
    asked: list[str] = field(default_factory=list)
    address: str = ""
    names: str = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        host = request.headers.get("Host", "")
        path = request.raw_path if host == HOST else f"//{host}{request.raw_path}"
        self.asked.append(f"{request.method} {path}")
        page = self.pages.get(path, 404)
        if isinstance(page, int):
            return web.Response(status=page, text=f"<html><title>{page}</title></html>", content_type="text/html")
        if isinstance(page, str):
            return web.Response(text=page, content_type="text/html", charset="utf-8")
        made = page(request)
        return made if isinstance(made, web.StreamResponse) else await made

    def network(self) -> Network:
        return Network(connect_to={"*": self.address}, nameservers=(self.names,))


@asynccontextmanager
async def serving(
    pages: Mapping[str, str | int | Answering], at: str = "127.0.0.1", names: Table | None = None
) -> AsyncIterator[Server]:
    """Listens `at` an address of this machine; `names` are the answers of its name server."""
    server = Server(dict(pages))
    runner = web.ServerRunner(
        web.Server(server.answer), shutdown_timeout=0.1
    )  # no router: paths arrive as they were sent
    await runner.setup()
    place = web.TCPSite(runner, at, 0)
    await place.start()
    server.address = f"[{at}]:{runner.addresses[0][1]}" if ":" in at else f"{at}:{runner.addresses[0][1]}"
    try:
        async with name_server(names or {}) as server.names:
            yield server
    finally:
        await runner.cleanup()


@asynccontextmanager
async def garbage(data: bytes) -> AsyncIterator[str]:
    """A server that speaks no HTTP; its address."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(data)
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


class Kept:
    """Catches everything."""

    def __init__(self) -> None:
        self.things: list[object] = []
        self.coverage = Coverage()

    def keep(self, thing: object) -> None:
        self.things.append(thing)

    @property
    def captures(self) -> dict[str, Capture]:
        return {thing.page.url: thing for thing in self.things if isinstance(thing, Capture)}

    @property
    def probes(self) -> dict[str, LinkProbe]:
        return {thing.subject: thing for thing in self.things if isinstance(thing, LinkProbe)}


async def visited(
    network: Network,
    *,
    manners: Manners = FAST,
    hosts: tuple[str, ...] = (),
    full: bool = False,
    columns: tuple[str, ...] = (),
    memory: Memory | None = None,
    home: str = HOME,
    opener: Opener | None = None,
    salt: bytes = b"",
) -> Kept:
    """What a visit keeps."""
    kept = Kept()
    site = Site("县政府", home, "县政府办", hosts=hosts, full_coverage=full)
    named = tuple(Column(site.key, url, url) for url in columns)
    kept.coverage = await visit(Target(site, TODAY, named, manners, network, kept, memory, opener=opener, salt=salt))
    return kept


def html(*links: str, text: str = "县政府门户网站欢迎您") -> str:
    """A page with links (href, or href and text)."""
    anchors = "".join(f'<p><a href="{link}">{link} 的链接</a></p>' for link in links)
    return f"<html><head><title>页</title></head><body><div>{text}</div>{anchors}</body></html>"
