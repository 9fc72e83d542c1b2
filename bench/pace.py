"""Does the links probe take longer than its own manners? `python -m bench.pace`

Twenty hosts on loopback, forty addresses each, every answer a tenth of a second away: asked side by side, the whole
must take hardly longer than one host at its pace (addresses × seconds between two requests).
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime

import uvloop

from checks.model.captures import LinkProbe
from crawler.probes.links import ask_links
from crawler.target import Manners, Network

HOSTS, ADDRESSES, ANSWER_SECONDS = 20, 40, 0.1
MANNERS = Manners(seconds_between=0.25, at_once=4)
MOST = 1.2
_BODY = b"<html><title>ok</title></html>"
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(_BODY)


@dataclass(frozen=True, slots=True)
class Paced:
    """Seconds that the whole took, and that the pace alone asks for."""

    seconds: float
    bound: float
    answered: int

    @property
    def ratio(self) -> float:
        return self.seconds / self.bound

    def __str__(self) -> str:
        asked = f"{HOSTS} hosts × {ADDRESSES} addresses, {ANSWER_SECONDS * 1000:.0f} ms an answer"
        manners = f"{MANNERS.seconds_between} s between, {MANNERS.at_once} at once"
        took = (
            f"{self.answered} answered in {self.seconds:.1f} s, {self.ratio:.2f} × the pace bound of {self.bound:.1f} s"
        )
        return f"{asked}, {manners}: {took} (at most {MOST})"


class _Server(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        asyncio.get_running_loop().call_later(ANSWER_SECONDS, self._answer, data.startswith(b"HEAD"))

    def _answer(self, head: bool) -> None:
        if not self.transport.is_closing():
            self.transport.write(_HEAD if head else _HEAD + _BODY)  # type: ignore[attr-defined]


async def _run() -> Paced:
    hosts = [f"127.0.{n % 4 + 2}.{n + 1}" for n in range(HOSTS)]
    server = await asyncio.get_running_loop().create_server(_Server, hosts[0], 0)
    port = server.sockets[0].getsockname()[1]
    others = await asyncio.get_running_loop().create_server(_Server, hosts[1:], port)
    network = Network(connect_to={f"{host}:{port}": f"{host}:{port}" for host in hosts})
    suffixes = ("html", "pdf")
    urls = [f"http://{host}:{port}/{n}.{suffixes[n % 2]}" for n in range(ADDRESSES) for host in hosts]
    answers: list[LinkProbe] = []
    began = time.monotonic()
    await ask_links(urls, MANNERS, network, answers.append, lambda: datetime.now(UTC))
    seconds = time.monotonic() - began
    server.close()
    others.close()
    return Paced(seconds, ADDRESSES * MANNERS.seconds_between, sum(answer.status == 200 for answer in answers))


def run() -> Paced:
    return uvloop.run(_run())


if __name__ == "__main__":
    paced = run()
    print(paced)
    raise SystemExit(paced.ratio > MOST or paced.answered != HOSTS * ADDRESSES)
