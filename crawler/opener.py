"""Has attachments opened in a process of its own (`crawler.opening`).

A file that makes the reader hang, crash or eat memory costs that process and nothing else.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import dataclass

from crawler.opening import LENGTH

_SECONDS = 10.0
_MOST_ANSWERED = 4_000_000
_GOES_ON = 300
"""Files opened by one process: what they leak goes with it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Marks of a file (`checks.model.marks`), and the addresses it leads to."""

    marks: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


class Opener:
    """Opens one file after the other. The process begins with the first of them; `close` ends it."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._process: asyncio.subprocess.Process | None = None
        self._one = asyncio.Lock()
        self._count = 0

    async def open(self, kind: str, body: bytes) -> Opened | None:
        """What a file called `kind` is; None when it could not be opened within bounds."""
        async with self._one:
            told = False
            try:
                async with asyncio.timeout(self._seconds):
                    found = await self._ask(kind.encode(), body)
                told = found is not None
                return found
            except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError):
                return None
            finally:
                self._count += 1
                if not told or self._count % _GOES_ON == 0:
                    await self._end()

    async def close(self) -> None:
        await self._end()

    async def _ask(self, kind: bytes, body: bytes) -> Opened | None:
        if self._process is None:
            self._process = await _begin()
        to, back = self._process.stdin, self._process.stdout
        if to is None or back is None:
            return None
        to.write(LENGTH.pack(len(kind)) + kind + LENGTH.pack(len(body)))
        to.write(body)
        await to.drain()
        (length,) = LENGTH.unpack(await back.readexactly(LENGTH.size))
        if length > _MOST_ANSWERED:
            return None
        answer = json.loads(await back.readexactly(length))
        return Opened(tuple(map(str, answer["marks"])), tuple(map(str, answer["links"])))

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def _begin() -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "crawler.opening"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
