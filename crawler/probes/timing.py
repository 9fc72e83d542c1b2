"""A connection whose parts are timed: the name, the connection itself and its encryption, hop by hop; and over which
way it is to go."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from checks.model.captures import Phases
from crawler.network import Connector

FAMILIES = {0: socket.AF_UNSPEC, 4: socket.AF_INET, 6: socket.AF_INET6}


@dataclass(frozen=True, slots=True)
class Way:
    """Over which way one question goes: `family` is 0 (any), 4 or 6; `address` is the one at which `host` is asked,
    "" where any of the family will do. Other hosts, to which redirects lead, are asked at any address of the family."""

    family: int = 0
    host: str = ""
    address: str = ""


@dataclass(slots=True)
class Times:
    """Sums over the hops of one question; None until first reached."""

    way: Way = Way()
    dns: float | None = None
    connect: float | None = None
    tls: float | None = None
    first_byte: float | None = None
    sent: float = field(default_factory=time.monotonic)

    def add(self, part: str, seconds: float) -> None:
        setattr(self, part, (getattr(self, part) or 0.0) + seconds)

    def phases(self, whole: float) -> Phases:
        return Phases(self.dns, self.connect, self.tls, self.first_byte, whole)


TIMES: ContextVar[Times] = ContextVar("times")
"""Of the question that is being asked."""


class TimedConnector(Connector):
    """Goes the way of the question, and notes how long its parts took."""

    async def _resolve_host(self, host: str, port: int, traces: object = None) -> Any:
        began, way = time.monotonic(), TIMES.get().way
        pinned = way.address if way.host == host else ""
        try:
            return await self._resolver.resolve(host, port, FAMILIES[way.family], pinned)
        finally:
            TIMES.get().add("dns", time.monotonic() - began)

    async def _wrap_create_connection(self, factory: Callable[[], Any], *args: Any, **more: Any) -> Any:
        times, began = TIMES.get(), time.monotonic()
        connected = began

        def made() -> Any:  # the loop asks for the protocol between the connection and its encryption
            nonlocal connected
            connected = time.monotonic()
            times.add("connect", connected - began)
            return factory()

        found = await super()._wrap_create_connection(made, *args, **more)
        if more.get("ssl"):
            times.add("tls", time.monotonic() - connected)
        times.sent = time.monotonic()
        return found
