"""What a host offers when it is asked for TLS: protocol, certificate, and why that does not hold.

How asked: one handshake in which the certificate must hold; where it does not, one more in which it need not, to read
it; where the two sides have no protocol or cipher in common, one that offers all that our OpenSSL still knows; and one
for each protocol below TLS 1.2 by itself. Nothing is sent but the handshake. Bounded for each of them: `timeout` of the
manners, and `_MOST` bytes. What a certificate says is read, never judged: that a day has passed is for a check to say.
"""

from __future__ import annotations

import asyncio
import os
import ssl
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.x509.oid import NameOID

from checks.model.captures import Distrust, Failure, TlsProbe
from crawler.brake import DOUBTFUL
from crawler.failures import NoWay, failure_of
from crawler.network import Resolver, literal, tls_context
from crawler.pace import Pace
from crawler.target import Manners, Network

_MOST = 512_000
"""Bytes of one handshake; OpenSSL itself takes 100 KB of certificates."""
_ADDRESSES = 4
_NAMES = 50
_LONGEST = 253
_NO_OFFER = ("NO_PROTOCOLS_AVAILABLE", "NO_CIPHERS_AVAILABLE", "UNSUPPORTED_PROTOCOL_VERSION")
"""Our own OpenSSL does not know what was to be offered."""
_OLD = {"TLSv1": ssl.TLSVersion.TLSv1, "TLSv1.1": ssl.TLSVersion.TLSv1_1}
_DISTRUST = {
    9: Distrust.NOT_YET,
    10: Distrust.EXPIRED,
    18: Distrust.SELF_SIGNED,
    62: Distrust.WRONG_NAME,
    64: Distrust.WRONG_NAME,  # the same, of a host that is a bare address
    # Of an authority that we do not know, or of one that we cannot reach because a link is left out.
    **dict.fromkeys((2, 19, 20, 21), Distrust.INCOMPLETE),
}
"""X509_V_ERR_… of OpenSSL; what is not here is `OTHER`."""


async def ask_tls(
    hosts: Iterable[str], manners: Manners, network: Network, now: Callable[[], datetime]
) -> list[TlsProbe]:
    """What each of `hosts` (`"host"`, port 443, or `"host:port"`) offers, in their order; a failure is a value, and no
    brake has seen it: see `settled`.

    The hosts are registered ones: such may have an address of the office's own network. They are asked one after the
    other, each connection `manners.seconds_between` seconds after the one before.
    """
    named = tuple(dict.fromkeys(host.lower() for host in hosts))
    way = _Way(manners, network, Resolver(network, named), Pace(manners.seconds_between))
    return [await _asked(host, way, now) for host in named]


def settled(answers: Iterable[TlsProbe], began: float, mended_at: float) -> list[TlsProbe]:
    """`answers` to questions asked from `began` on, where our own network came back last at `mended_at` (monotonic):
    what failed before that may be ours."""
    ours = mended_at >= began
    return [
        replace(said, failure=Failure.OUR_NETWORK) if ours and said.failure in DOUBTFUL else said for said in answers
    ]


def distrust_of(code: int) -> Distrust:
    """What a verify code of OpenSSL says."""
    return _DISTRUST.get(code, Distrust.OTHER)


@dataclass(frozen=True, slots=True)
class _Way:
    """How a host is asked."""

    manners: Manners
    network: Network
    resolver: Resolver
    pace: Pace


async def _asked(host: str, way: _Way, now: Callable[[], datetime]) -> TlsProbe:
    moment = now()
    try:
        parts = urlsplit(f"//{host}")
        name, port = parts.hostname or "", parts.port or 443
    except ValueError:
        return TlsProbe(host, moment, Failure.BAD_ADDRESS)
    subject = f"[{name}]:{port}" if ":" in name else f"{name}:{port}"
    if not name:
        return TlsProbe(subject, moment, Failure.BAD_ADDRESS)
    try:
        async with asyncio.timeout(way.manners.timeout):
            found = await way.resolver.resolve(name, port)
    except TimeoutError:
        return TlsProbe(subject, moment, Failure.NO_NAMESERVER)
    except NoWay as no_way:
        return TlsProbe(subject, moment, no_way.failure)
    places = sorted(((str(place["host"]), place["port"]) for place in found), key=lambda place: ":" in place[0])
    return await _met(_Server(name, places[:_ADDRESSES], way), TlsProbe(subject, moment))


async def _met(server: _Server, blank: TlsProbe) -> TlsProbe:
    """`blank` filled with what `server` offers."""
    failure: Failure | None = None
    for lenient in (False, True):
        try:
            wire, distrust = await _trusting(server, lenient)
        except (ssl.SSLError, OSError, ValueError) as error:
            failure = failure or _told(error)
            if failure not in (Failure.TLS, Failure.RESET):
                break  # nothing that another offer would change
            continue
        if wire is None:
            return replace(blank, distrust=distrust)
        said = _certificate(replace(blank, distrust=distrust), wire.getpeercert(binary_form=True) or b"")
        best = wire.version() or ""
        return replace(said, protocol=best, old_protocols=await _old_protocols(server, best))
    return replace(blank, failure=failure)


async def _trusting(server: _Server, lenient: bool) -> tuple[ssl.SSLObject | None, Distrust | None]:
    """(the connection, why it is not to be trusted); no connection where the certificate could not be read again."""
    try:
        return await server.shake(server.offer(verify=True, lenient=lenient)), None
    except ssl.SSLCertVerificationError as error:
        distrust = distrust_of(error.verify_code)
    try:
        return await server.shake(server.offer(verify=False, lenient=lenient)), distrust
    except (ssl.SSLError, OSError):
        return None, distrust


async def _old_protocols(server: _Server, best: str) -> tuple[str, ...] | None:
    """Which protocols below TLS 1.2 the server takes, None when that could not be asked."""
    taken = []
    for name, version in _OLD.items():
        if name == best:
            taken.append(name)
            continue
        try:
            await server.shake(_only(version))
        except ssl.SSLError as error:
            if error.reason in _NO_OFFER:
                return None
        except ConnectionError:
            continue  # it hangs up on such an offer
        except (OSError, ValueError):
            return None
        else:
            taken.append(name)
    return tuple(taken)


def _told(error: BaseException) -> Failure:
    if isinstance(error, _TooMuch):
        return Failure.TOO_LARGE
    if isinstance(error, ValueError) and not isinstance(error, ssl.SSLError):
        return Failure.BAD_ADDRESS  # a name that cannot be asked for
    return failure_of(error)


class _TooMuch(OSError):
    """A handshake without end."""


@lru_cache(maxsize=4)  # to read the authorities takes longer than a handshake
def _lenient(ca_file: str, system: str, verify: bool) -> ssl.SSLContext:
    """As `crawler.network.tls_context`, with all that our OpenSSL knows. `system` is SSL_CERT_FILE as it stands."""
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(ca_file)
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return _widen(context, ssl.TLSVersion.TLSv1)


@lru_cache(maxsize=4)
def _only(version: ssl.TLSVersion) -> ssl.SSLContext:
    """One protocol, whoever stands behind it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return _widen(context, version, version)


def _widen(context: ssl.SSLContext, least: ssl.TLSVersion, most: ssl.TLSVersion | None = None) -> ssl.SSLContext:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # to find out whether they are gone, we must ask for them
        context.minimum_version = least
        if most is not None:
            context.maximum_version = most
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context


@dataclass(slots=True)
class _Server:
    """One host at the first of its `places` (address, port) that takes a connection."""

    name: str
    places: list[tuple[str, int]]
    way: _Way

    def offer(self, *, verify: bool, lenient: bool) -> ssl.SSLContext:
        """All from TLS 1.2 on, or with `lenient` all that our OpenSSL knows."""
        if not lenient:
            return tls_context(self.way.network, verify=verify)
        return _lenient(self.way.network.ca_file, os.environ.get("SSL_CERT_FILE", ""), verify)

    async def shake(self, context: ssl.SSLContext) -> ssl.SSLObject:
        """A finished handshake. Raises what ssl and sockets raise, OSError when it takes too long or too much."""
        await self.way.pace.turn()
        async with asyncio.timeout(self.way.manners.timeout):
            reader, writer = await self._connect()
            try:
                return await _shaken(context, self.name, reader, writer)
            finally:
                writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Raises the error of the first address when none takes the connection: of those before it nothing is known."""
        errors: list[OSError] = []
        for address, port in self.places:
            try:
                async with asyncio.timeout(self.way.manners.timeout / len(self.places)):
                    found = await asyncio.open_connection(address, port)
            except OSError as error:  # also a TimeoutError
                errors.append(error)
                continue
            self.places = [(address, port)]
            return found
        # That it was refused is said only where every address refused it.
        raise next((e for e in errors if not isinstance(e, ConnectionRefusedError)), errors[0])


async def _shaken(
    context: ssl.SSLContext, name: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> ssl.SSLObject:
    """The handshake by hand, so that every byte of the other side is counted."""
    came, going, read = ssl.MemoryBIO(), ssl.MemoryBIO(), 0
    # An address written as a number is looked for among the addresses of the certificate, and sent as no name.
    number = literal(name)
    wire = context.wrap_bio(came, going, server_hostname=str(number) if number else name)
    while True:
        try:
            wire.do_handshake()
            return wire
        except ssl.SSLWantReadError:
            pass
        finally:
            if going.pending:
                writer.write(going.read())
        await writer.drain()
        chunk = await reader.read(16_384)
        if not chunk:
            raise ConnectionResetError("the handshake broke off")
        read += len(chunk)
        if read > _MOST:
            raise _TooMuch("the handshake does not end")
        came.write(chunk)


def _certificate(probe: TlsProbe, der: bytes) -> TlsProbe:
    """`probe` with what the certificate says; without it where nobody can read it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # cryptography warns of what careless authorities sign
            read = x509.load_der_x509_certificate(der)
            dated = replace(probe, not_before=read.not_valid_before_utc, not_after=read.not_valid_after_utc)
            return replace(dated, names=_names(read), issuer=_issuer(read))
    except (ValueError, TypeError, x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return probe


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    """The names it is good for; the common name, which no browser reads any more, where it has no others."""
    try:
        other = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return tuple(str(a.value)[:_LONGEST] for a in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME))
    numbers = (str(address) for address in other.get_values_for_type(x509.IPAddress))
    return tuple(name[:_LONGEST] for name in (*other.get_values_for_type(x509.DNSName), *numbers))[:_NAMES]


def _issuer(certificate: x509.Certificate) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in certificate.issuer.get_attributes_for_oid(kind):
            return str(attribute.value)[:_LONGEST]
    return ""
