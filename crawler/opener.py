"""Opens attachments in a process of its own: `python -m crawler.opener` reads files from its standard input and says on
its standard output what they are and where they lead (`checks.facts.attachments`).

A file that makes the reader hang, crash or eat memory costs that process and nothing else. Input: length and kind,
length and bytes; output: length and JSON; lengths are four bytes, big end first. The process ends with its input, so
that it never outlives the visit.
"""

from __future__ import annotations

import asyncio
import json
import os
import struct
import sys
from dataclasses import dataclass
from typing import BinaryIO

_MEMORY = 1 << 30
_SECONDS = 10.0
_CPU_SECONDS = 120
_MOST_ANSWERED = 4_000_000
_LENGTH = struct.Struct(">I")
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
        to.write(_LENGTH.pack(len(kind)) + kind + _LENGTH.pack(len(body)))
        to.write(body)
        await to.drain()
        (length,) = _LENGTH.unpack(await back.readexactly(_LENGTH.size))
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
        *(sys.executable, "-m", "crawler.opener"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def serve(given: BinaryIO, told: BinaryIO) -> None:
    """Answers for each file given, until there is no more."""
    from checks.facts.attachments import read_attachment  # here, so that only this process holds the library

    while (kind := _read(given)) is not None and (body := _read(given)) is not None:
        inside = read_attachment(kind.decode(), body)
        answer = json.dumps({"marks": inside.marks, "links": inside.links}).encode()
        told.write(_LENGTH.pack(len(answer)) + answer)
        told.flush()


def _read(given: BinaryIO) -> bytes | None:
    head = given.read(_LENGTH.size)
    return given.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else None


if __name__ == "__main__":
    import resource  # here, because not every system has it

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))  # an orphan that hangs ends too
    serve(sys.stdin.buffer, sys.stdout.buffer)
