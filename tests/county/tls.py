"""TLS of the county: who shows which certificate, and the server's side of one connection."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from pathlib import Path

from tests.authority import DAY, Authority, self_signed, served
from tests.county.county import County

_PEM = Path(__file__).with_name("untrusted.pem")
_OLD = ("TLSv1", "TLSv1.1")


class Refused(Exception):
    """The greeting names a host that speaks no TLS, or none so old."""


class Keyring:
    """The certificates of a county, made when it is served. `authority` is who vouches for the good ones."""

    def __init__(self, county: County) -> None:
        self.authority = Authority("临江县测试证书机构")
        self.shown: dict[str, ssl.SSLContext] = {host: lax(_PEM.read_bytes()) for host in county.untrusted}
        self.old = frozenset(host for host, spoken in county.tls.items() if spoken.old)
        between = Authority("临江县测试中间机构", self.authority)
        for host, spoken in county.tls.items():
            if spoken.certificate:
                self.shown[host] = lax(self._made(host, spoken.certificate, between))

    def _made(self, host: str, kind: str, between: Authority) -> bytes:
        if kind in _LEFT:
            left, life = _LEFT[kind]
            return between.issue(host, left=left * DAY, life=life * DAY)
        match kind:
            case "wrong-name":
                return between.issue("mail.example-news.cn")
            case "self-signed":
                return self_signed(host)
            case "incomplete":
                return between.issue(host, chain=False)
        raise ValueError(kind)


_LEFT = {"good": (200, 365), "expired": (-5, 365), "expiring": (20, 365), "renewed": (25, 90), "not-yet": (370, 365)}
"""Days left, days in all. `renewed` is one that a program is about to renew."""


def lax(pem: bytes) -> ssl.SSLContext:
    """Takes every protocol: the greeting decides."""
    context = served(pem)
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context


class Tunnel:
    """The server's side of one TLS connection, as bytes in and bytes out: it shares the port of plain HTTP."""

    def __init__(self, keys: Keyring) -> None:
        self._shown: Mapping[str, ssl.SSLContext] = keys.shown
        self._old = keys.old
        context = lax(_PEM.read_bytes())
        context.sni_callback = self._greeted
        self._named, self._shaken = "", False
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._wire = context.wrap_bio(self._in, self._out, server_side=True)

    def _greeted(self, wire: ssl.SSLObject, name: str | None, context: ssl.SSLContext) -> int | None:
        self._named = name or ""
        if self._named not in self._shown:
            return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
        wire.context = self._shown[self._named]
        return None

    def feed(self, data: bytes) -> tuple[bytes, bytes]:
        """What `data` says in plain, and what must be sent back. Raises Refused for other hosts, `ssl.SSLError` when
        the other side does not trust us."""
        self._in.write(data)
        plain = b""
        try:
            if not self._shaken:
                self._wire.do_handshake()
                self._shaken = True
                if self._wire.version() in _OLD and self._named not in self._old:
                    raise Refused(self._named)  # our last word of the handshake was not sent yet
            while piece := self._wire.read(65_536):
                plain += piece
        except ssl.SSLWantReadError:
            pass  # the rest comes with the next bytes
        except ssl.SSLError as error:
            if not self._shaken and self._named not in self._shown:
                raise Refused(self._named) from error
            raise
        return plain, self._out.read()

    def seal(self, data: bytes) -> bytes:
        """`data` as it goes over the wire."""
        self._wire.write(data)
        return self._out.read()
