"""Has attachments opened in processes of their own (`crawler.opening`).

A file that makes the reader hang, crash or eat memory costs that process, that file and nothing else.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress

import msgspec

from checks.facts.file_parts import BROKE_OFF, TIMED_OUT
from crawler.opening import LENGTH, Opened

__all__ = ["Opened", "Opener"]

_SECONDS = 10.0
_MOST_ANSWERED = 4_000_000
_GOES_ON = 1_000
"""Files opened by one process: what they leak goes with it."""
_AT_ONCE = 4
"""Processes at most. A visit opens one file after the other, so a site whose files all hang holds up one of these."""


class Opener:
    """Opens files for all visits of one event loop. A process begins when none is idle; `close` ends them."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._idle: list[_Reader] = []

    async def open(self, kind: str, body: bytes, salt: bytes = b"", name: str = "") -> Opened:
        """What a file called `kind` is and says; only why it is `unread` where it could not be opened within bounds."""
        async with self._room:
            reader = self._idle.pop() if self._idle else _Reader()
            found = None
            try:
                async with asyncio.timeout(self._seconds):
                    found = await reader.ask(kind.encode(), salt, name.encode("utf-8", "replace"), body)
            except TimeoutError:
                return Opened(unread=TIMED_OUT)
            except (OSError, asyncio.IncompleteReadError, ValueError, msgspec.MsgspecError):
                pass
            finally:
                if found is not None and reader.count < _GOES_ON:
                    self._idle.append(reader)
                else:
                    await reader.end()
            return found or Opened(unread=BROKE_OFF)

    async def close(self) -> None:
        while self._idle:
            await self._idle.pop().end()


class _Reader:
    """One process that reads files, one after the other: how many is its `count`."""

    def __init__(self) -> None:
        self.count = 0
        self._process: asyncio.subprocess.Process | None = None

    async def ask(self, *given: bytes) -> Opened | None:
        self.count += 1
        if self._process is None:
            self._process = await _begin()
        to, back = self._process.stdin, self._process.stdout
        if to is None or back is None:
            return None
        to.write(b"".join(piece for one in given for piece in (LENGTH.pack(len(one)), one)))
        await to.drain()
        (length,) = LENGTH.unpack(await back.readexactly(LENGTH.size))
        if length > _MOST_ANSWERED:
            return None
        return msgspec.json.decode(await back.readexactly(length), type=Opened)

    async def end(self) -> None:
        """Ends it, and the tools that it runs: they are of its group."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


async def _begin() -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "crawler.opening"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
