"""A name server on loopback with a table of answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

Table = Mapping[tuple[str, str], tuple[str, ...] | str]


class _Answers(asyncio.DatagramProtocol):
    def __init__(self, table: Table, lost: int, late: Mapping[str, float]) -> None:
        self._table, self._lost, self._late = table, lost, late

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, sender: tuple[str, int]) -> None:
        self._lost -= 1
        if self._lost >= 0:
            return
        query = dns.message.from_wire(data)
        question = query.question[0]
        name, kind = str(question.name).rstrip("."), question.rdtype.name
        told = self._table.get((name, kind), self._table.get((name, "*"), self._table.get(("*", "*"), "NXDOMAIN")))
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        if isinstance(told, str):
            reply.set_rcode(dns.rcode.from_text(told))
        elif told:
            reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", kind, *told))
        pause = self._late.get(kind, 0.0)
        asyncio.get_running_loop().call_later(pause, self._transport.sendto, reply.to_wire(), sender)


@asynccontextmanager
async def name_server(
    table: Table, at: str = "127.0.0.1", lost: int = 0, late: Mapping[str, float] | None = None
) -> AsyncIterator[str]:
    """Its address, `at` one of this machine. `table`: (name, kind or "*") → records, () for none, or the name of an
    rcode. The first questions, so many as are to be `lost`, are not answered; `late`: kind → seconds it takes."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: _Answers(table, lost, late or {}), local_addr=(at, 0))
    port = transport.get_extra_info("sockname")[1]
    try:
        yield f"[{at}]:{port}" if ":" in at else f"{at}:{port}"
    finally:
        transport.close()
