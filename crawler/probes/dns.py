"""What the resolvers say of a host: addresses, and who serves its zone.

How asked: A and AAAA of the host; NS of the host and, where it has none of its own, of the names above it up to the
registered domain; AAAA of each nameserver found. Failures are kept apart, because "no such host" speaks of the subject
and "our resolver did not answer" does not.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime

import dns.asyncquery
import dns.asyncresolver
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.nameserver
import dns.rcode
import dns.resolver

from checks.model.captures import DnsProbe, Failure
from crawler.failures import failure_of

_SECONDS = 6.0
_MOST_NAMESERVERS = 16
_MOST_ADDRESSES = 32

Records = tuple[str, ...] | Failure


def split_endpoint(text: str, port: int) -> tuple[str, int]:
    """`"address"`, `"address:port"`, `"[v6]:port"` or a bare v6 address as (address, port)."""
    if text.startswith("["):
        address, _, rest = text[1:].partition("]")
        return address, int(rest.lstrip(":") or port)
    if text.count(":") == 1:
        address, _, rest = text.partition(":")
        return address, int(rest)
    return text, port


class Names:
    """Asks the configured nameservers, or the system's where none are configured. Never raises for an answer."""

    def __init__(self, nameservers: Iterable[str] = ()) -> None:
        servers = [split_endpoint(text, 53) for text in nameservers]
        try:
            self._resolver = dns.asyncresolver.Resolver(configure=not servers)
        except dns.resolver.NoResolverConfiguration:
            self._resolver = dns.asyncresolver.Resolver(configure=False)
        if servers:
            self._resolver.nameservers = [dns.nameserver.Do53Nameserver(address, port) for address, port in servers]
        self._resolver.lifetime = _SECONDS
        self._resolver.timeout = _SECONDS / 2

    async def ask(self, name: str, kind: str) -> Records:
        """The records of a kind as texts (host names without the last dot), () when the name has none, or a failure."""
        if not self._resolver.nameservers:
            return Failure.NO_NAMESERVER
        try:
            answer = await self._resolver.resolve(name, kind, search=False, raise_on_no_answer=False)
        except dns.resolver.NXDOMAIN:
            return Failure.NXDOMAIN
        except dns.resolver.NoNameservers as refused:
            return _refusal(refused)
        except (dns.exception.Timeout, OSError):
            return Failure.NO_NAMESERVER
        except (dns.name.LabelTooLong, dns.name.EmptyLabel, dns.name.NameTooLong, UnicodeError):
            return Failure.BAD_ADDRESS
        except dns.exception.DNSException:
            return Failure.SERVFAIL
        if answer.rrset is None or (kind == "NS" and answer.canonical_name != dns.name.from_text(name)):
            return ()  # NS records at the end of an alias belong to somebody else's zone
        return tuple(str(record).rstrip(".").lower() for record in list(answer.rrset)[:_MOST_ADDRESSES])


def _refusal(refused: dns.resolver.NoNameservers) -> Failure:
    """SERVFAIL when a nameserver said so, no-nameserver when none of them answered at all."""
    errors = refused.kwargs.get("errors") or []
    return (
        Failure.SERVFAIL if any(len(error) > 4 and error[4] is not None for error in errors) else Failure.NO_NAMESERVER
    )


async def probe_addresses(host: str, names: Names, now: datetime) -> DnsProbe:
    """A and AAAA alone: of a host that is not the site's, and whose zone is nobody's business here."""
    a, aaaa = await asyncio.gather(names.ask(host, "A"), names.ask(host, "AAAA"))
    return DnsProbe(
        host,
        now,
        a=a if isinstance(a, tuple) else (),
        aaaa=aaaa if isinstance(aaaa, tuple) else (),
        failure=a if isinstance(a, Failure) else None,
        aaaa_failure=aaaa if isinstance(aaaa, Failure) else None,
    )


async def ask_server(zone: str, address: str, port: int) -> Failure | None:
    """Asks an authoritative server for the SOA of its zone: by UDP, which may be lost once, then by TCP. None when it
    answered, whatever it said but REFUSED and SERVFAIL (`Failure.SERVFAIL` both)."""
    try:
        query = dns.message.make_query(zone, "SOA")
    except dns.exception.DNSException:
        return Failure.BAD_ADDRESS
    query.flags &= ~dns.flags.RD
    why = Failure.TIMEOUT
    for ask in (_by_udp, _by_udp, _by_tcp):
        try:
            reply = await ask(query, address, port)
        except dns.exception.Timeout:
            why = Failure.TIMEOUT
        except (OSError, EOFError) as error:
            why = failure_of(error)
        except dns.exception.DNSException:
            why = Failure.BAD_RESPONSE
        else:
            return Failure.SERVFAIL if reply.rcode() in (dns.rcode.SERVFAIL, dns.rcode.REFUSED) else None
    return why


async def _by_udp(query: dns.message.Message, address: str, port: int) -> dns.message.Message:
    # What is no answer to our question may come from anybody, and is passed over.
    return await dns.asyncquery.udp(query, address, _SECONDS / 2, port, ignore_unexpected=True, ignore_errors=True)


async def _by_tcp(query: dns.message.Message, address: str, port: int) -> dns.message.Message:
    return await dns.asyncquery.tcp(query, address, _SECONDS / 2, port)


async def probe_host(host: str, names: Names, now: datetime) -> DnsProbe:
    """One host (without port). `now` (aware) is written down as the moment of the question."""
    a, aaaa = await asyncio.gather(names.ask(host, "A"), names.ask(host, "AAAA"))
    if isinstance(a, Failure) and isinstance(aaaa, Failure):
        return DnsProbe(host, now, failure=a, aaaa_failure=aaaa, ns_failure=a)
    zone, servers = await _zone(host, names)
    found = servers if isinstance(servers, tuple) else ()
    v6 = await asyncio.gather(*(names.ask(server, "AAAA") for server in found))
    # A nameserver whose AAAA question failed makes the list incomplete, and an incomplete list must not read as "none".
    failed = next((answer for answer in v6 if isinstance(answer, Failure) and answer is not Failure.NXDOMAIN), None)
    return DnsProbe(
        host,
        now,
        a=a if isinstance(a, tuple) else (),
        aaaa=aaaa if isinstance(aaaa, tuple) else (),
        zone=zone,
        nameservers=found,
        nameservers_v6=tuple(
            server for server, answer in zip(found, v6, strict=True) if answer and isinstance(answer, tuple)
        ),
        failure=a if isinstance(a, Failure) else None,
        aaaa_failure=aaaa if isinstance(aaaa, Failure) else None,
        ns_failure=servers if isinstance(servers, Failure) else failed,
    )


async def _zone(host: str, names: Names) -> tuple[str, Records]:
    """The nearest name at or above `host` that has NS records, and these; never as high as a top-level domain."""
    labels = host.rstrip(".").split(".")
    for cut in range(len(labels) - 1):
        name = ".".join(labels[cut:])
        answer = await names.ask(name, "NS")
        if isinstance(answer, Failure):
            if answer is Failure.NXDOMAIN:
                continue
            return "", answer
        if answer:
            return name, tuple(sorted(answer))[:_MOST_NAMESERVERS]
    return "", ()
