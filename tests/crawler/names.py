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
    def __init__(self, table: Table) -> None:
        self._table = table

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, sender: tuple[str, int]) -> None:
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
        self._transport.sendto(reply.to_wire(), sender)


@asynccontextmanager
async def name_server(table: Table) -> AsyncIterator[str]:
    """Its address. `table`: (name, kind or "*") → records, () for none, or the name of an rcode."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: _Answers(table), local_addr=("127.0.0.1", 0))
    try:
        yield f"127.0.0.1:{transport.get_extra_info('sockname')[1]}"
    finally:
        transport.close()
