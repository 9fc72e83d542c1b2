"""One round of 1,500 home pages in one process, each answered after 100 ms: `python -m bench.probe`.

The hosts stand at as many addresses of loopback, in a process of their own, so that the pause between two questions to
one address is kept and costs nothing. Prints seconds of wall clock and the peak memory of the prober in MB; ends with 1
where it is more than the limits.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from checks.model.captures import HttpProbe
from crawler.probes.availability import ask_homes
from crawler.probes.home import Pace
from crawler.target import Network

SITES = 1_500
DELAY = 0.1
SECONDS, MEGABYTES = 60.0, 200.0
ROOT = Path(__file__).resolve().parent.parent
BODY = b"<html><head><title>home</title></head><body>" + b"<p>text of a home page</p>" * 2_000 + b"</body></html>"
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY
)


async def serve(port: int) -> None:
    """Answers on every address of loopback, for ever."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await asyncio.sleep(DELAY)
            writer.write(ANSWER)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        writer.close()

    server = await asyncio.start_server(answer, "0.0.0.0", port, backlog=1_024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def addresses() -> Iterator[str]:
    for number in range(SITES):
        yield f"127.1.{number // 250}.{number % 250 + 1}"


async def probe(port: int, spread: float) -> list[HttpProbe]:
    """The round itself."""
    answers: list[HttpProbe] = []
    hosts = {f"s{number}.gov.cn": f"{address}:{port}" for number, address in enumerate(addresses())}
    homes = [f"http://{host}/" for host in hosts]
    pace = Pace(spread=spread, gap=1.0)
    await ask_homes(homes, pace, Network(connect_to=hosts), answers.append, began=datetime.now(UTC), seed=1)
    return answers


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", action="store_true", help="only serve")
    parser.add_argument("--spread", type=float, default=20.0, help="seconds over which the round is spread")
    given = parser.parse_args()
    if given.serve:
        uvloop.run(serve(0))
        return 0
    server = subprocess.Popen([sys.executable, "-m", "bench.probe", "--serve"], cwd=ROOT, stdout=subprocess.PIPE)
    assert server.stdout is not None
    try:
        port = int(server.stdout.readline())
        began = time.monotonic()
        answers = asyncio.run(asyncio.wait_for(probe(port, given.spread), 300))
        took = time.monotonic() - began
    finally:
        server.kill()
        server.wait()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    good = [one for one in answers if one.status == 200 and not one.marks]
    slow = max((one.phases.whole or 0.0 for one in good), default=0.0)
    print(f"{len(good)} of {SITES} home pages in {took:.1f} s, {peak:.0f} MB, slowest answer {slow:.2f} s")
    return int(took > SECONDS or peak > MEGABYTES or len(good) < SITES)


if __name__ == "__main__":
    sys.exit(main())
