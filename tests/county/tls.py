"""TLS with a certificate that nobody vouches for: for the hosts of the county whose certificate is bad."""

from __future__ import annotations

import ssl
from collections.abc import Container
from pathlib import Path

_PEM = Path(__file__).with_name("untrusted.pem")


class Refused(Exception):
    """The greeting names a host that speaks no TLS."""


class Tunnel:
    """The server's side of one TLS connection, as bytes in and bytes out: it shares the port of plain HTTP."""

    def __init__(self, hosts: Container[str]) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(_PEM)
        context.sni_callback = self._greeted
        self._hosts, self._named, self._shaken = hosts, "", False
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._wire = context.wrap_bio(self._in, self._out, server_side=True)

    def _greeted(self, wire: ssl.SSLObject, name: str | None, context: ssl.SSLContext) -> int | None:
        self._named = name or ""
        return None if self._named in self._hosts else ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME

    def feed(self, data: bytes) -> tuple[bytes, bytes]:
        """What `data` says in plain, and what must be sent back. Raises Refused for other hosts, `ssl.SSLError` when
        the other side does not trust us."""
        self._in.write(data)
        plain = b""
        try:
            if not self._shaken:
                self._wire.do_handshake()
                self._shaken = True
            while piece := self._wire.read(65_536):
                plain += piece
        except ssl.SSLWantReadError:
            pass  # the rest comes with the next bytes
        except ssl.SSLError as error:
            if not self._shaken and self._named not in self._hosts:
                raise Refused(self._named) from error
            raise
        return plain, self._out.read()

    def seal(self, data: bytes) -> bytes:
        """`data` as it goes over the wire."""
        self._wire.write(data)
        return self._out.read()
