"""A server on loopback that says whatever bytes it is told to say, and counts how many of them were taken."""

from __future__ import annotations

import asyncio
import datetime
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.target import Network
from tests.crawler.names import name_server


@dataclass
class Script:
    """What is said at a path: `start` once, then `again` up to `times`, each after `pause` seconds."""

    start: bytes
    again: bytes = b""
    times: int = 0
    pause: float = 0.0


@dataclass
class Hostile:
    """Path → what is said there; `sent` counts the bytes by path, `asked` the requests."""

    scripts: dict[str, Script]
    sent: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    address: str = ""
    names: str = ""

    def network(self, **told: str) -> Network:
        """Every host is this server, but for those (`"host:port"`) that are told otherwise."""
        return Network(connect_to={**told, "*": self.address}, nameservers=(self.names,))

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            method, path, _ = head.decode("latin-1").split(" ", 2)
            self.asked.append(f"{method} {path}")
            self.heads.append(head)
            script = self.scripts.get(path, Script(answer(b"", status=b"404 Not Found")))
            await self._say(writer, path, script.start)
            for _ in range(script.times if method != "HEAD" else 0):
                await asyncio.sleep(script.pause)
                await self._say(writer, path, script.again)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    async def _say(self, writer: asyncio.StreamWriter, path: str, data: bytes) -> None:
        writer.write(data)
        await writer.drain()
        self.sent[path] = self.sent.get(path, 0) + len(data)


def answer(
    body: bytes, *headers: bytes, status: bytes = b"200 OK", kind: bytes = b"text/html", length: int | None = None
) -> bytes:
    """A whole answer that ends with its connection; `length` is announced in place of the true one."""
    told = len(body) if length is None else length
    lines = [
        b"HTTP/1.1 " + status,
        b"Content-Type: " + kind,
        b"Content-Length: %d" % told,
        b"Connection: close",
        *headers,
    ]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


@asynccontextmanager
async def saying(scripts: Mapping[str, Script], tls: ssl.SSLContext | None = None) -> AsyncIterator[Hostile]:
    hostile = Hostile(dict(scripts))
    tasks: set[asyncio.Task[None]] = set()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(hostile.talk(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(begin, "127.0.0.1", 0, ssl=tls)
    hostile.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        async with name_server({}) as hostile.names:
            yield hostile
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def self_signed(folder: Path, host: str) -> ssl.SSLContext:
    """A server's context with a certificate that nobody else has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
    made = made.not_valid_after(now + datetime.timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    signed = made.sign(key, hashes.SHA256())
    kind = serialization.PrivateFormat.PKCS8
    text = key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption())
    path = folder / "own.pem"
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + text)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
