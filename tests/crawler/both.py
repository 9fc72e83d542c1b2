"""A site that answers over IPv4 and over IPv6 on loopback, and an errand to it."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from checks.model.captures import DnsProbe, HttpProbe, NameserverProbe, SideProbe
from crawler.brake import Brake
from crawler.probes.outlet import Outlet
from crawler.probes.ways import Subject, ask_ways
from crawler.target import BothWays, Manners, Network
from tests.crawler.loopback import HOME, HOST, Answering, Server, serving

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
SIX = ("2409:8c00::1",)
WITNESS = "//witness.cn/"
Pages = Mapping[str, str | int | Answering]
QUICK = BothWays(rounds=3, round_seconds=0.0, minutes=0.5)


def has_six() -> bool:
    """Has this machine an IPv6 loopback?"""
    try:
        with socket.socket(socket.AF_INET6) as one:
            one.bind(("::1", 0))
    except OSError:
        return False
    return True


needs_six = pytest.mark.skipif(not has_six(), reason="this machine has no IPv6 loopback (::1)")


@contextmanager
def refusing(address: str = "::1") -> Iterator[str]:
    """A port that refuses, as `address:port`."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as closed:
        closed.bind((address, 0))
        yield f"[{address}]:{closed.getsockname()[1]}" if ":" in address else f"{address}:{closed.getsockname()[1]}"


def dns(*aaaa: str, a: tuple[str, ...] = ("203.0.113.1",), **more: object) -> DnsProbe:
    return replace(DnsProbe(HOST, NOW, a=a, aaaa=aaaa or SIX), **more)  # type: ignore[arg-type]  # the test chooses


@dataclass
class Both:
    """`four` and `six` are the servers of the two families; 443 is closed on both. The witness answers over both."""

    four: Server
    six: Server
    closed: str
    closed_v6: str
    told: dict[str, str | dict[str, str]] = field(default_factory=dict)
    brake: Brake | None = None
    outlet: Outlet | None = None

    def network(self) -> Network:
        way: dict[str, str | dict[str, str]] = {
            HOST: {"v4": self.four.address, "v6": self.six.address},
            f"{HOST}:443": {"v4": self.closed, "v6": self.closed_v6},
            "witness.cn": {"v4": self.four.address, "v6": self.six.address},
        }
        return Network(way | self.told, (self.four.names,), witnesses=("http://witness.cn/",), patience_minutes=0.001)

    async def ask(
        self, *names: DnsProbe, ways: BothWays = QUICK, manners: Manners | None = None, **more: object
    ) -> list[SideProbe] | None:
        network = self.network()
        given = Subject(HOME, names or (dns(),), **more)  # type: ignore[arg-type]  # the test chooses
        fast = manners or Manners(seconds_between=0.0, timeout=2.0)
        brake, outlet = self.brake or Brake(network), self.outlet or Outlet(network)
        return await ask_ways(given, fast, network, ways, brake, outlet, lambda: datetime.now(UTC))

    async def http(self, *names: DnsProbe, **more: object) -> list[HttpProbe]:
        found = await self.ask(*names, **more)  # type: ignore[arg-type]  # the test chooses
        assert found is not None
        return [probe for probe in found if isinstance(probe, HttpProbe)]

    async def servers(self, *names: DnsProbe) -> list[NameserverProbe]:
        found = await self.ask(*names)
        assert found is not None
        return [probe for probe in found if isinstance(probe, NameserverProbe)]


@asynccontextmanager
async def both(pages: Pages, six: Pages | None = None, names: object = None) -> AsyncIterator[Both]:
    """`six` are the pages over IPv6, None the same."""
    witness: Pages = {WITNESS: "新闻"}
    over_six = pages if six is None else six
    table = names or {}
    async with (
        serving({**witness, **pages}, names=table) as four,  # type: ignore[arg-type]  # the test chooses
        serving({**witness, **over_six}, "::1") as sixth,
    ):
        with refusing("127.0.0.1") as closed, refusing() as closed_v6:
            yield Both(four, sixth, closed, closed_v6)
