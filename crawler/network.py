"""The way out: where a name leads (resolver, connect-to), where it must not lead (guard), and how it is proved (TLS).

The guard stands where an address becomes a connection, so that links, redirects, names that resolve to an inner address
and addresses written as numbers all meet it.
"""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from checks.model.captures import Failure
from crawler.failures import NoWay
from crawler.probes.dns import Names, split_endpoint
from crawler.target import Network

_KEEP_SECONDS = 300.0
_KEEP_FAILED_SECONDS = 60.0
_MOST_NAMES = 10_000

Address = IPv4Address | IPv6Address


def literal(host: str) -> Address | None:
    """The address that `host` itself is, also in the old notations (`2130706433`, `127.1`) that sockets understand."""
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    if host.replace(".", "").replace("x", "").isalnum() and host[:1].isdigit():
        try:
            return ip_address(socket.inet_aton(host))
        except (OSError, ValueError):
            return None
    return None


def inner(address: Address) -> bool:
    """True for addresses that are not of the public internet, also when wrapped in an IPv6 one."""
    if isinstance(address, IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if wrapped is None and address in _NAT64:
            wrapped = IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return inner(wrapped)
    return not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified


def public_six(address: Address) -> bool:
    """True for an IPv6 address that the world can route to: none that wraps or translates an IPv4 one (64:ff9b::/96 is
    made up by our own network), and none of the documentation (RFC 9637)."""
    return address.version == 6 and address in _UNICAST and address not in _DOCUMENTATION and not inner(address)


class _Prefix:
    """64:ff9b::/96, through which an IPv6 address names an IPv4 one."""

    def __contains__(self, address: IPv6Address) -> bool:
        return int(address) >> 32 == 0x0064FF9B << 64


_NAT64 = _Prefix()
_UNICAST, _DOCUMENTATION = IPv6Network("2000::/3"), IPv6Network("3fff::/20")


def endpoints(hosts: Iterable[str]) -> frozenset[tuple[str, int]]:
    """Registered hosts (with or without port) as (host, port): those without a port mean 80 and 443."""
    found = set()
    for host in hosts:
        parts = urlsplit(f"//{host}")
        try:
            ports = (parts.port,) if parts.port else (80, 443)
        except ValueError:
            continue
        found.update((parts.hostname or "", port) for port in ports)
    return frozenset(found)


class Resolver(AbstractResolver):
    """Where a (host, port) is connected to. `registered` are the hosts of the site: these may have a private address.

    Raises `NoWay` with the failure. connect_to answers first and needs no name lookup. A loopback or link-local address
    is given only when the registry or connect_to spells it out: a name that points there proves nothing.
    `mended_at` gives the moment (monotonic) when our network last came back: a name that failed before is asked again.
    """

    def __init__(
        self,
        network: Network,
        registered: Iterable[str] = (),
        mended_at: Callable[[], float] = lambda: float("-inf"),
    ) -> None:
        self._mended_at = mended_at
        self._connect_to = network.connect_to
        self._names = Names(network.nameservers)
        self._own_names = bool(network.nameservers)
        self._registered = endpoints(registered)
        self._known: dict[str, tuple[float, tuple[Address, ...] | Failure]] = {}
        self._asking: dict[str, asyncio.Future[tuple[Address, ...] | Failure]] = {}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC, address: str = ""
    ) -> list[ResolveResult]:
        """`address` is the one of the host's that is meant, as the name servers give it; "" is any of the family."""
        if address:
            return [self._at(host, port, address)]
        told = self._told(host, port)
        if told is not None:
            results = [_result(host, address, at) for address, at in told]
        else:
            addresses = self._allowed(host, port, await self._addresses(host))
            if family == socket.AF_INET6:  # an IPv4 address in the clothes of an IPv6 one leads over IPv4
                addresses = [a for a in addresses if a.version == 6 and a.ipv4_mapped is None]
            results = [_result(host, address, port) for address in addresses]
        results = [r for r in results if family == socket.AF_UNSPEC or r["family"] == family]
        if not results:
            # Where connect_to leaves IPv6 out, it is our way that lacks it, whatever the host has.
            left_out = told is not None and family == socket.AF_INET6
            raise NoWay(Failure.NO_IPV6 if left_out else Failure.UNREACHABLE, host)
        return results

    def _at(self, host: str, port: int, text: str) -> ResolveResult:
        """Where one `text` of the host's addresses is reached: itself, unless connect_to names it or the host."""
        address = literal(text)
        if address is None:
            raise NoWay(Failure.BAD_ADDRESS, host)
        spelt = f"[{address}]" if address.version == 6 else str(address)
        entry = self._connect_to.get(f"{spelt}:{port}") or self._connect_to.get(str(address))
        if entry is None and inner(address):
            raise NoWay(Failure.PRIVATE_ADDRESS, host)
        told = named(entry, port) if entry is not None else self._told(host, port)
        if told is None:
            return _result(host, address, port)
        for there, at in told:
            if there.version == address.version:
                return _result(host, there, at)
        raise NoWay(Failure.NO_IPV6 if address.version == 6 else Failure.UNREACHABLE, host)

    async def close(self) -> None:
        """Nothing is held open."""

    def _told(self, host: str, port: int) -> list[tuple[Address, int]] | None:
        entry = self._connect_to.get(f"{host}:{port}") or self._connect_to.get(host)
        if entry is None:
            number = literal(host)
            within = host == "localhost" or host.endswith(".localhost") or (number is not None and inner(number))
            if within and (host, port) not in self._registered:
                raise NoWay(Failure.PRIVATE_ADDRESS, host)  # "*" names no inner address: the guard stays up
            entry = self._connect_to.get("*")
        if entry is None:
            return None
        return named(entry, port)

    def _allowed(self, host: str, port: int, addresses: tuple[Address, ...]) -> list[Address]:
        registered = (host, port) in self._registered
        spelt_out = literal(host) is not None or host == "localhost"
        good = [a for a in addresses if not inner(a) or (registered and (spelt_out or _office(a)))]
        if not good:
            raise NoWay(Failure.PRIVATE_ADDRESS, host)
        return good

    async def _addresses(self, host: str) -> tuple[Address, ...]:
        number = literal(host)
        if number is not None:
            return (number,)
        kept = self._known.get(host)
        if kept is None or kept[0] < time.monotonic() or self._outdated(*kept):
            found = await self._ask_once(host)
            keep = _KEEP_FAILED_SECONDS if isinstance(found, Failure) else _KEEP_SECONDS
            if len(self._known) > _MOST_NAMES:
                self._known.clear()
            self._known[host] = (time.monotonic() + keep, found)
        else:
            found = kept[1]
        if isinstance(found, Failure):
            raise NoWay(found, host)
        return found

    def _outdated(self, until: float, found: tuple[Address, ...] | Failure) -> bool:
        return isinstance(found, Failure) and until - _KEEP_FAILED_SECONDS <= self._mended_at()

    async def _ask_once(self, host: str) -> tuple[Address, ...] | Failure:
        """Requests for one host share one question, and one that is cancelled does not spoil the others'."""
        future = self._asking.get(host)
        if future is None:
            future = asyncio.ensure_future(self._look_up(host))
            self._asking[host] = future
            future.add_done_callback(lambda _: self._asking.pop(host, None))
        return await asyncio.shield(future)

    async def _look_up(self, host: str) -> tuple[Address, ...] | Failure:
        if self._own_names:
            return await self._by_names(host)
        loop = asyncio.get_running_loop()
        try:
            infos = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except UnicodeError:
            return Failure.BAD_ADDRESS
        except OSError:
            # The system says "unknown name" for too many things; only a resolver's own NXDOMAIN is one.
            return await self._by_names(host)
        return tuple(dict.fromkeys(ip_address(str(info[4][0]).partition("%")[0]) for info in infos))

    async def _by_names(self, host: str) -> tuple[Address, ...] | Failure:
        answers = await asyncio.gather(self._names.ask(host, "A"), self._names.ask(host, "AAAA"))
        texts = [text for answer in answers if isinstance(answer, tuple) for text in answer]
        if texts:
            return tuple(ip_address(text) for text in texts)
        failures = [answer for answer in answers if isinstance(answer, Failure)]
        # A name that exists and has no address is no NXDOMAIN.
        return failures[0] if len(failures) == len(answers) else next(iter(failures), Failure.UNREACHABLE)


def named(entry: str | Mapping[str, str], port: int) -> list[tuple[Address, int]]:
    """The addresses and ports that an entry of connect_to names."""
    texts = [entry[key] for key in ("v4", "v6") if key in entry] if isinstance(entry, Mapping) else [entry]
    pairs = [split_endpoint(text, port) for text in texts]
    return [(ip_address(address), at) for address, at in pairs]


def _office(address: Address) -> bool:
    """Private in the sense of an office network (10/8, 172.16/12, 192.168/16, fc00::/7), and nothing closer."""
    return address.is_private and not (
        address.is_loopback
        or address.is_link_local
        or address.is_unspecified
        or address.is_reserved
        or address.is_multicast
    )


def _result(host: str, address: Address, port: int) -> ResolveResult:
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return {"hostname": host, "host": str(address), "port": port, "family": family, "proto": 0, "flags": flags}


class Connector(aiohttp.TCPConnector):
    """A connector that asks its resolver for every host: aiohttp itself lets addresses written as numbers pass by."""

    async def _resolve_host(self, host: str, port: int, traces: object = None) -> list[ResolveResult]:
        return await self._resolver.resolve(host, port, self._family)


def tls_context(network: Network, *, verify: bool = True) -> ssl.SSLContext:
    """Trusts the system's authorities (SSL_CERT_FILE is honoured) and the office's own, or nobody at all.

    Old ciphers are allowed either way: what a site offers is something to find out, not a reason to see nothing of it.
    """
    return _context(network.ca_file, os.environ.get("SSL_CERT_FILE", ""), verify)


@lru_cache(maxsize=8)  # to read the authorities takes a tenth of a second
def _context(ca_file: str, system: str, verify: bool) -> ssl.SSLContext:
    context = ssl.create_default_context() if verify else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if ca_file:
        context.load_verify_locations(ca_file)
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT@SECLEVEL=1")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context
