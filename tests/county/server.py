"""Serves a county on loopback: HTTP/1.1 with keep-alive by the Host header, over IPv4 and IPv6, beside its own DNS."""

from __future__ import annotations

import asyncio
import socket
import ssl
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from tests.county.county import County
from tests.county.dns import Zone, servers, silent
from tests.county.line import Line
from tests.county.nouns import ENDLESS, Answer, Response
from tests.county.outside import WITNESS
from tests.county.sixth import Sixth
from tests.county.tls import Keyring, Refused, Tunnel

_MAX_HEAD = 64 * 1024
_MAX_BODY = 1024 * 1024
_PIECE = 64 * 1024
_PAUSE = 0.05  # seconds between the pieces of an endless body
_PHRASES = {status.value: status.phrase for status in HTTPStatus}


@dataclass(frozen=True, slots=True)
class Served:
    """Where a county listens, as `address:port`. Those of IPv6 are None on a machine without it. `closed` refuses."""

    http_v4: str
    http_v6: str | None
    dns: str
    dns_v6: str | None
    closed: str
    closed_v6: str | None
    county: County
    ca_file: str
    line: Line = field(default_factory=Line)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answer key of this machine: without IPv6 nobody can see what shows over IPv6 alone."""
        return tuple(answer for answer in self.county.answers if self.http_v6 is not None or not answer.v6)

    def cut(self, after: int = 0) -> None:
        """From now on, or after so many answers, nobody hears anything from here: as with a cable pulled out."""
        self.line.down, self.line.left = not after, after or None

    def mend(self) -> None:
        """Answers again. What was asked in between stays unanswered."""
        self.line.down, self.line.left = False, None

    def settings_toml(self, data_path: str | Path) -> str:
        """Settings with which the program sees the county and nothing else.

        Every host is named, and none by "*": a name that the county does not have then fails as names do, at its DNS.
        """
        hosts = "".join(f'"{name}" = {way}\n' for name, way in self._ways())
        return (
            f"[data]\npath = {str(data_path)!r}\n\n"
            f'[network]\nnameservers = ["{self.dns}"]\nwitnesses = ["http://{WITNESS}/"]\n'
            f"ca_file = {self.ca_file!r}\n\n"
            f"[network.connect_to]\n{hosts}\n"
            "[ways]\nround_seconds = 0\n\n[search]\nevery_days = 0\n\n[accounts]\nhurry = 0\n\n"
            "[manners]\nseconds_between = 0\ntimeout = 5\nsecond_look_minutes = 0\n"
        )

    def _ways(self) -> Iterator[tuple[str, str]]:
        """What stands in connect_to: hosts, then what of them is reached elsewhere, then the name servers."""
        for host in sorted(self.county.hosts):
            yield host, self._way(host)
        for host in (host for host, spoken in self.county.tls.items() if spoken.closed):
            six = f', v6 = "{self.closed_v6}"' if self.closed_v6 else ""
            yield f"{host}:443", f'{{ v4 = "{self.closed}"{six} }}'
        if self.closed_v6 is not None:
            for site in self.county.sites:
                yield from ((address, f'{{ v6 = "{self.closed_v6}" }}') for address in site.v6.closed)
                for port in site.v6.closed_ports:
                    yield f"{site.host}:{port}", f'{{ v4 = "{self.http_v4}", v6 = "{self.closed_v6}" }}'
        mute = silent(self.county)
        for server in sorted(servers(self.county)):
            way = self.closed_v6 if server in mute else self.dns_v6
            yield f"{server}:53", f'{{ v4 = "{self.dns}"' + (f', v6 = "{way}" }}' if way else " }")

    def _way(self, host: str) -> str:
        site = next((s for s in self.county.sites if s.host == host), None)
        if site is not None and site.wire == "refused":
            return f'"{self.closed}"'
        v6 = self.http_v6 if site is None or site.dns.get("aaaa", True) else None
        v4 = self.http_v4 if site is None or site.dns.get("a", True) else None
        ways = (f'{name} = "{way}"' for name, way in (("v4", v4), ("v6", v6)) if way)
        return f"{{ {', '.join(ways)} }}"


class _Connection(asyncio.Protocol):
    """One connection: reads requests, answers each from the county."""

    def __init__(self, county: County, sixth: Sixth | None, line: Line, keys: Keyring) -> None:
        self._county, self._sixth, self._line, self._keys = county, sixth, line, keys
        self._buffer = b""
        self._lost = False  # something sent here never arrived: what follows makes no sense
        self._transport: asyncio.Transport | None = None
        self._tunnel: Tunnel | None = None

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        if self._line.down:
            self._lost = True
        if self._lost:
            return
        if not self._buffer and data[:1] == b"\x16" and self._tunnel is None:
            self._tunnel = Tunnel(self._keys)
        if self._tunnel is not None:
            data = self._opened(self._tunnel, data)
        self._buffer += data
        while self._transport is not None and not self._transport.is_closing():
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if not found:
                if len(self._buffer) > _MAX_HEAD:
                    self._transport.close()
                return
            lines = head.decode("latin-1").split("\r\n")
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:])}
            length = min(int(headers.get("content-length", "0") or 0), _MAX_BODY)
            if len(rest) < length:
                return
            self._buffer = rest[length:]
            self._answer(lines[0], headers, rest[:length])

    def _opened(self, tunnel: Tunnel, data: bytes) -> bytes:
        """What comes through TLS. A host without TLS hangs up on the greeting."""
        if self._transport is None:
            return b""
        try:
            plain, back = tunnel.feed(data)
        except (Refused, ssl.SSLError):
            self._transport.close()
            return b""
        self._transport.write(back)
        return plain

    def _answer(self, line: str, headers: dict[str, str], body: bytes) -> None:
        transport = self._transport
        if transport is None:
            return
        method, _, target = line.partition(" ")
        path = target.rpartition(" ")[0] or "/"
        if path.startswith("http://"):
            path = "/" + path.split("/", 3)[3] if path.count("/") >= 3 else "/"
        self._line.counts()
        if self._line.down:
            self._lost = True
            return
        host = headers.get("host", "")
        family, secure = 6 if self._sixth else 4, self._tunnel is not None
        answer = self._county.respond(host, path, method, headers, body, family, secure)
        pause = answer.pause
        if self._sixth is not None:
            answer, pause = self._sixth.answer(host, path, answer)
        if pause:
            asyncio.get_running_loop().call_later(pause, self._say, answer, method, headers)
        else:
            self._say(answer, method, headers)

    def _say(self, answer: Response, method: str, headers: dict[str, str]) -> None:
        transport = self._transport
        if transport is None:
            return
        match answer.wire:
            case "hang":
                return
            case "reset" | "refused":
                transport.abort()
            case "garbage":
                transport.write(b"\x00\x13\x37 this is no HTTP \xff\xfe\r\n\r\n")
                transport.close()
            case "endless" if method != "HEAD":
                transport.write(_bytes(answer, "HEAD"))
                self._pour(ENDLESS)
            case _:
                said = _bytes(answer, method)
                transport.write(self._tunnel.seal(said) if self._tunnel else said)
                if headers.get("connection", "").lower() == "close":
                    transport.close()

    def _pour(self, left: int) -> None:
        """Sends `left` bytes, piece by piece, for as long as somebody listens."""
        if self._transport is None or self._transport.is_closing() or left <= 0:
            return
        if self._transport.get_write_buffer_size() < _PIECE:  # nobody hoards what nobody reads
            self._transport.write(b" " * min(left, _PIECE))
            left -= _PIECE
        asyncio.get_running_loop().call_later(_PAUSE, self._pour, left)


def _bytes(answer: Response, method: str) -> bytes:
    head = [
        f"HTTP/1.1 {answer.status} {_PHRASES.get(answer.status, 'Unknown')}",
        *(f"{k}: {v}" for k, v in answer.headers),
    ]
    if answer.status != 304 and not answer.header("Content-Length"):
        head.append(f"Content-Length: {len(answer.body)}")
    return "\r\n".join([*head, "Connection: keep-alive", "", ""]).encode("latin-1") + (
        b"" if method == "HEAD" else answer.body
    )


@contextmanager
def serve(county: County, *, v6: bool = True) -> Iterator[Served]:
    """Serves until the block is left. Ports are free ones of this machine; nothing listens beyond loopback. Without
    `v6` it is as on a machine that has no IPv6."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="county", daemon=True)
    thread.start()
    try:
        line, keys = Line(), Keyring(county)
        with (
            _refusing(socket.AF_INET, "127.0.0.1") as closed,
            _refusing(socket.AF_INET6, "::1") as closed_v6,
            _kept(keys.authority.pem) as trusted,
        ):
            spots, closers = asyncio.run_coroutine_threadsafe(_listen(county, line, keys, v6), loop).result(10)
            try:
                yield Served(*spots, closed or "", closed_v6 if v6 else None, county, trusted, line)
            finally:
                asyncio.run_coroutine_threadsafe(_close(closers), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


@contextmanager
def _kept(pem: bytes) -> Iterator[str]:
    """A file that holds `pem`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ca.pem")
        path.write_bytes(pem)
        yield str(path)


@contextmanager
def _refusing(family: int, address: str) -> Iterator[str | None]:
    """A port that is bound and never listened on: whoever connects is refused. None where the family is missing."""
    try:
        closed = socket.socket(family)
        closed.bind((address, 0))
    except OSError:
        yield None
        return
    with closed:
        yield _spelt(closed.getsockname())


def _spelt(spot: tuple[Any, ...]) -> str:
    return f"[{spot[0]}]:{spot[1]}" if ":" in spot[0] else f"{spot[0]}:{spot[1]}"


Spots = tuple[str, str | None, str, str | None]


async def _listen(county: County, line: Line, keys: Keyring, v6: bool) -> tuple[Spots, list[Any]]:
    """HTTP and DNS over both families, and what is to be closed."""
    loop = asyncio.get_running_loop()
    closers: list[Any] = []

    async def listen(address: str, sixth: Sixth | None) -> tuple[str, str]:
        made = await loop.create_server(lambda: _Connection(county, sixth, line, keys), address, 0, backlog=1024)
        closers.append(made)
        transport, _ = await loop.create_datagram_endpoint(lambda: Zone(county, line), local_addr=(address, 0))
        closers.append(transport)
        return _spelt(made.sockets[0].getsockname()), _spelt(transport.get_extra_info("sockname"))

    http_v4, dns_v4 = await listen("127.0.0.1", None)
    http_v6 = dns_v6 = None
    if v6:
        with suppress(OSError):  # a machine without IPv6: the program says so itself
            http_v6, dns_v6 = await listen("::1", Sixth(county))
    return (http_v4, http_v6, dns_v4, dns_v6), closers


async def _close(closers: list[Any]) -> None:
    for closer in closers:
        closer.close()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await asyncio.sleep(0)
