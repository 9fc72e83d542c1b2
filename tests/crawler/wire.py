"""The cable between the program and the servers of a test: it can be pulled out and put back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from crawler.target import Network


class Wire:
    """Passes connections on to `server` and questions on to `names`; while it is cut it refuses the ones and drops the
    others. `network` has it for its only way out, to sites and witnesses alike."""

    def __init__(self, server: str, names: str) -> None:
        self._server, self._names = _spot(server), _spot(names)
        self._listener: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._port = 0
        self.down = False
        self.relay = _Relay(self)

    async def mend(self) -> None:
        self.down = False
        self._listener = await asyncio.start_server(self._pass, "127.0.0.1", self._port)
        self._port = self._listener.sockets[0].getsockname()[1]

    def cut(self) -> None:
        self.down = True
        if self._listener is not None:
            self._listener.close()
        for writer in self._open:
            writer.transport.abort()

    def network(self, names: str, minutes: float) -> Network:
        way = {"*": f"127.0.0.1:{self._port}"}
        return Network(way, (names,), witnesses=("http://witness.cn/",), patience_minutes=minutes)

    @property
    def names(self) -> tuple[str, int]:
        return self._names

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(*self._server)
        self._open |= {writer, back}
        await asyncio.gather(_pour(reader, back), _pour(there, writer))
        self._open -= {writer, back}


class _Relay(asyncio.DatagramProtocol):
    """Questions out, answers back to who asked last with that number."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._asking: dict[bytes, Any] = {}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport

    def datagram_received(self, data: bytes, sender: tuple[str, int]) -> None:
        if self._wire.down:
            return
        if sender == self._wire.names:
            self._transport.sendto(data, self._asking.pop(data[:2]))
        else:
            self._asking[data[:2]] = sender
            self._transport.sendto(data, self._wire.names)


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65_536):
            writer.write(data)
    except OSError:
        pass  # cut
    finally:
        writer.close()


def _spot(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host, int(port)


@asynccontextmanager
async def wired(server: str, names: str, minutes: float) -> AsyncIterator[tuple[Wire, Network]]:
    """A wire that works, and the network behind it, whose patience is `minutes`."""
    wire = Wire(server, names)
    loop = asyncio.get_running_loop()
    relay, _ = await loop.create_datagram_endpoint(lambda: wire.relay, local_addr=("127.0.0.1", 0))
    await wire.mend()
    try:
        yield wire, wire.network(f"127.0.0.1:{relay.get_extra_info('sockname')[1]}", minutes)
    finally:
        relay.close()
        wire.cut()
        await asyncio.sleep(0.01)
