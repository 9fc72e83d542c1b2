"""How many accounts are read in a night? `python -m bench.accounts [--accounts N] [--write]`

Feeds of 5,000 accounts on loopback, twenty posts each, on fifty hosts; the client, the readers and the parsers are
those of the program, its pace too. Then the arithmetic to 90,000 accounts.
"""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import uvloop

from checks.model.posts import Reading
from checks.model.registry import Account
from crawler.accounts.client import Client
from crawler.accounts.reader import Means
from crawler.accounts.readers import read_accounts
from crawler.target import Manners, Network

HOSTS, POSTS = 50, 20
ACCOUNTS = int(sys.argv[sys.argv.index("--accounts") + 1]) if "--accounts" in sys.argv else 5_000
ALL = 90_000
NIGHT_HOURS = 8
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
_HEADING = "## Reading accounts"


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of wall clock and of CPU for all accounts, peak memory in MB, and how many readings had each state."""

    seconds: float
    cpu: float
    memory: float
    states: Counter[str]

    @property
    def rate(self) -> float:
        return ACCOUNTS / self.seconds

    def lines(self) -> list[str]:
        """What the measurement says, and what follows for a country."""
        told = ", ".join(f"{count} {state}" for state, count in self.states.most_common())
        one_core = ALL * self.cpu / ACCOUNTS / 60
        whole = ALL / self.rate / 60
        return [
            f"{ACCOUNTS:,} accounts, {POSTS} posts a feed, {HOSTS} hosts on loopback, one process of a machine with "
            f"{os.cpu_count()} cores:",
            f"{self.seconds:.1f} s, {self.rate:.0f} requests/s, {self.cpu / ACCOUNTS * 1000:.1f} ms of CPU an account, "
            f"peak {self.memory:.0f} MB ({told}).",
            "",
            f"{ALL:,} accounts through feeds cost {one_core:.0f} minutes of one core, {whole:.0f} at this rate, "
            f"of a night of {NIGHT_HOURS} hours. What is read one by one is bound by the pace of its platform, not by "
            f"the machine: at one question in 2 s a night holds {NIGHT_HOURS * 1800:,} accounts of one platform.",
        ]


class _Feeds(asyncio.Protocol):
    """Answers every request with one of two feeds: one in ten accounts is silent."""

    bodies: tuple[bytes, ...] = ()
    asked = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        for _ in range(data.count(b"\r\n\r\n")):
            _Feeds.asked += 1
            body = self.bodies[0 if _Feeds.asked % 10 else 1]
            self.transport.write(_HEAD % len(body) + body)  # type: ignore[attr-defined]


def _feed(days: float) -> bytes:
    now = datetime.now(UTC)
    items = "".join(
        f"<item><title>某县发布：关于做好防汛工作的通告第{n}号</title><link>https://mp.weixin.qq.com/s/p{n}</link>"
        f"<description>&lt;p&gt;{'各乡镇人民政府，县直有关单位。' * 20}&lt;/p&gt;</description><guid>g{n}</guid>"
        f"<pubDate>{format_datetime(now - timedelta(days=days + n))}</pubDate></item>"
        for n in range(POSTS)
    )
    return f"<rss version='2.0'><channel><title>某县发布</title>{items}</channel></rss>".encode()


async def _serve() -> None:
    _Feeds.bodies = (_feed(1), _feed(40))
    server = await asyncio.get_running_loop().create_server(_Feeds, "127.0.0.1", 0, backlog=1_000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def _read(port: int) -> Measured:
    accounts = [
        Account("微信公众号", f"号{n}", "县政府办", f"gh_{n}", source="feed", source_url=f"http://gw{n % HOSTS}.cn/{n}")
        for n in range(ACCOUNTS)
    ]
    states: Counter[str] = Counter()

    def keep(_: Account, reading: Reading) -> None:
        states[f"{reading.state} {reading.reason}" if reading.reason else str(reading.state)] += 1

    now = datetime.now(UTC)
    client = Client(Manners(timeout=60.0), Network({"*": f"127.0.0.1:{port}"}), lambda: datetime.now(UTC), 128)
    began, used = time.monotonic(), time.process_time()
    async with client:
        await read_accounts(accounts, Means(client), lambda _: now - timedelta(days=14), now, keep)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(time.monotonic() - began, time.process_time() - used, memory, states)


def run() -> Measured:
    """Serves the feeds from a process of its own and reads them all."""
    server = subprocess.Popen([sys.executable, "-m", "bench.accounts", "--serve"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        return uvloop.run(_read(int(server.stdout.readline())))
    finally:
        server.kill()
        server.wait()


def write(measured: Measured, path: Path) -> None:
    """Puts the figures into the page of benchmarks, in the place of older ones."""
    text = path.read_text(encoding="utf-8").rstrip("\n")
    before = text.partition(f"\n{_HEADING}\n")[0].rstrip("\n")
    said = "\n".join([_HEADING, "", "`python -m bench.accounts`:", "", *measured.lines()])
    path.write_text(f"{before}\n\n{said}\n", encoding="utf-8")


if __name__ == "__main__":
    if "--serve" in sys.argv:
        uvloop.run(_serve())
    measured = run()
    print("\n".join(measured.lines()))
    if "--write" in sys.argv:
        write(measured, Path(__file__).resolve().parent.parent / "docs/benchmarks.md")
    raise SystemExit(measured.states["new"] + measured.states["confirmed-none"] != ACCOUNTS)
