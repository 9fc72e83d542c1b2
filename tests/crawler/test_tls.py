"""What is asked of a host in TLS: its certificate as it is, its protocols, and an end for whoever answers badly."""

from __future__ import annotations

import asyncio
import ssl
import time
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from checks.model.captures import Distrust, Failure, TlsProbe
from crawler.probes.tls import ask_tls, distrust_of, settled
from crawler.target import Manners, Network
from tests.authority import DAY, Authority, self_signed, served
from tests.crawler.loopback import garbage
from tests.crawler.names import name_server

HOST = "www.county.gov.cn"
MANNERS = Manners(seconds_between=0.0, timeout=1.0)
ROOT = Authority()
NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    path.write_bytes(ROOT.pem)
    return str(path)


Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(talk: Talk, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """A server that talks so to everybody; its address."""
    tasks: set[asyncio.Task[None]] = set()

    async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        except OSError:
            pass
        finally:
            writer.close()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.ensure_future(guarded(reader, writer)))

    server = await asyncio.start_server(begin, "127.0.0.1", 0, ssl=tls)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def speaking(context: ssl.SSLContext) -> AbstractAsyncContextManager[str]:
    """A server that finishes handshakes and waits for what is said."""

    async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    return listening(wait, context)


async def all_asked(hosts: list[str], network: Network, manners: Manners = MANNERS) -> list[TlsProbe]:
    return await ask_tls(hosts, manners, network, lambda: NOW)


async def asked(way: str, ca_file: str, host: str = HOST, manners: Manners = MANNERS) -> TlsProbe:
    (probe,) = await all_asked([host], Network(connect_to={"*": way}, ca_file=ca_file), manners)
    return probe


async def shown(pem: bytes, ca_file: str, host: str = HOST) -> TlsProbe:
    async with speaking(served(pem)) as way:
        return await asked(way, ca_file, host)


async def test_a_good_certificate_is_read_and_trusted(trusted: str) -> None:
    probe = await shown(ROOT.issue(HOST, "*.county.gov.cn", left=90 * DAY, life=365 * DAY), trusted)
    assert (probe.subject, probe.asked_at) == (f"{HOST}:443", NOW)
    assert (probe.failure, probe.distrust, probe.protocol) == (None, None, "TLSv1.3")
    assert (probe.names, probe.issuer) == ((HOST, "*.county.gov.cn"), ROOT.name)
    assert probe.not_before is not None
    assert probe.not_after is not None
    assert abs(probe.not_after - datetime.now(UTC) - 90 * DAY).total_seconds() < 60
    assert (probe.not_after - probe.not_before) == 365 * DAY


@pytest.mark.parametrize(
    ("made", "distrust"),
    [
        (lambda: ROOT.issue(HOST, left=-3 * DAY), Distrust.EXPIRED),
        (lambda: ROOT.issue(HOST, left=40 * DAY, life=30 * DAY), Distrust.NOT_YET),
        (lambda: ROOT.issue("other.gov.cn"), Distrust.WRONG_NAME),
        (lambda: self_signed(HOST), Distrust.SELF_SIGNED),
        (lambda: Authority("Intermediate", ROOT).issue(HOST, chain=False), Distrust.INCOMPLETE),
        (lambda: Authority("Unknown").issue(HOST), Distrust.INCOMPLETE),
        (lambda: Authority("Below", Authority("Unknown")).issue(HOST), Distrust.INCOMPLETE),
    ],
)
async def test_why_a_certificate_does_not_hold_is_told_with_what_it_says(
    made: Callable[[], bytes], distrust: Distrust, trusted: str
) -> None:
    probe = await shown(made(), trusted)
    assert (probe.failure, probe.distrust) == (None, distrust)
    assert probe.names
    assert probe.not_after is not None
    assert probe.protocol == "TLSv1.3"


async def test_a_whole_chain_holds(trusted: str) -> None:
    probe = await shown(Authority("Intermediate", ROOT).issue(HOST), trusted)
    assert (probe.distrust, probe.issuer) == (None, "Intermediate")


async def test_a_host_that_is_a_number_is_looked_for_among_the_numbers(trusted: str) -> None:
    good = await shown(ROOT.issue("192.0.2.7"), trusted, "192.0.2.7")
    bad = await shown(ROOT.issue("192.0.2.8"), trusted, "192.0.2.7")
    assert (good.distrust, good.names, bad.distrust) == (None, ("192.0.2.7",), Distrust.WRONG_NAME)


def test_codes_that_nobody_has_met_are_other() -> None:
    assert distrust_of(68) is Distrust.OTHER


def only(pem: bytes, least: ssl.TLSVersion, most: ssl.TLSVersion) -> ssl.SSLContext:
    context = served(pem)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version, context.maximum_version = least, most
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context


async def test_old_protocols_are_found(trusted: str) -> None:
    """Also where nothing newer is spoken: the certificate is read all the same."""
    pem = ROOT.issue(HOST)
    async with speaking(only(pem, ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_2)) as way:
        both = await asked(way, trusted)
    async with speaking(only(pem, ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1)) as way:
        old = await asked(way, trusted)
    async with speaking(only(pem, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)) as way:
        new = await asked(way, trusted)
    assert (both.protocol, both.old_protocols) == ("TLSv1.2", ("TLSv1", "TLSv1.1"))
    assert (old.protocol, old.old_protocols, old.distrust, old.names) == ("TLSv1", ("TLSv1",), None, (HOST,))
    assert (new.protocol, new.old_protocols) == ("TLSv1.3", ())


@pytest.mark.parametrize(
    ("said", "failures"),
    [
        (b"\x15\x03\x01\x00\x02\x02\x28", {Failure.TLS}),  # an alert: handshake_failure
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", {Failure.TLS, Failure.RESET}),
        (b"\x16\x03\x03\xff\xff" + b"\x00" * 70_000, {Failure.TLS, Failure.RESET}),
        (b"", {Failure.RESET}),
    ],
)
async def test_what_is_no_tls_is_a_failure(said: bytes, failures: set[Failure]) -> None:
    async with garbage(said) as way:
        probe = await asked(way, "")
    assert probe.failure in failures
    assert (probe.protocol, probe.names, probe.old_protocols) == ("", (), None)


def pouring(piece: bytes, pause: float) -> AbstractAsyncContextManager[str]:
    """A server that says `piece` again and again, as long as somebody listens."""

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return listening(pour)


CERTIFICATES = b"\x16\x03\x03\x40\x00\x0b\xff\xff\xff" + b"\x00" * 16_379
"""The begin of a message of 16 MB."""


@pytest.mark.parametrize(
    ("piece", "pause", "failures"),
    [
        (b"\x16", 0.05, {Failure.TIMEOUT, Failure.TLS}),
        (b"\x15\x03\x03\x00\x02\x01\x5a", 0.0, {Failure.TLS, Failure.TOO_LARGE, Failure.TIMEOUT}),  # warnings
        (CERTIFICATES, 0.0, {Failure.TLS, Failure.TOO_LARGE}),
        (b"\x16\x03\x03\x00\x04\x00\x00\x00\x00" * 5_000, 0.0, {Failure.TOO_LARGE}),  # "greet me anew", for ever
    ],
)
async def test_a_handshake_without_end_is_ended(piece: bytes, pause: float, failures: set[Failure]) -> None:
    began = time.monotonic()
    async with pouring(piece, pause) as way:
        probe = await asked(way, "", manners=replace(MANNERS, timeout=0.5))
    assert probe.failure in failures
    assert time.monotonic() - began < 3


async def test_a_host_that_says_nothing_is_given_up_once() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        met.append(1)
        await reader.read()

    met: list[int] = []
    async with listening(silent) as way:
        probe = await asked(way, "", manners=replace(MANNERS, timeout=0.3))
    assert (probe.failure, len(met)) == (Failure.TIMEOUT, 1)


async def test_a_closed_port_is_refused_and_names_without_address_are_told() -> None:
    async with name_server({("lost.gov.cn", "*"): "NXDOMAIN", (HOST, "*"): "SERVFAIL"}) as names:
        network = Network(connect_to={"closed.gov.cn": "127.0.0.1:1"}, nameservers=(names,))
        hosts = ["closed.gov.cn", "lost.gov.cn", HOST, "a..b:x"]
        kept = await all_asked(hosts, network)
    assert {probe.subject: probe.failure for probe in kept} == {
        "closed.gov.cn:443": Failure.REFUSED,
        "lost.gov.cn:443": Failure.NXDOMAIN,
        f"{HOST}:443": Failure.SERVFAIL,
        "a..b:x": Failure.BAD_ADDRESS,
    }


async def test_a_name_that_leads_inside_is_not_followed() -> None:
    """A resolver that lies: the guard stands before the connection."""
    async with name_server({(HOST, "A"): ("127.0.0.1",), (HOST, "AAAA"): ()}) as names:
        kept = await all_asked([HOST], Network(nameservers=(names,)))
    assert [probe.failure for probe in kept] == [Failure.PRIVATE_ADDRESS]


async def test_the_first_address_that_takes_a_connection_is_asked(trusted: str) -> None:
    async with speaking(served(ROOT.issue(HOST))) as way:
        network = Network(connect_to={HOST: {"v4": "127.0.0.1:1", "v6": way}}, ca_file=trusted)
        kept = await all_asked([HOST, HOST.upper()], network)
    (probe,) = kept
    assert (probe.failure, probe.distrust) == (None, None)


def test_what_failed_before_our_own_network_came_back_may_be_ours() -> None:
    kept = TlsProbe("a:443", NOW, protocol="TLSv1.3"), TlsProbe("b:443", NOW, Failure.PRIVATE_ADDRESS)
    failed = TlsProbe("c:443", NOW, Failure.REFUSED)
    assert settled([*kept, failed], began=5.0, mended_at=4.0) == [*kept, failed]
    assert settled([*kept, failed], began=5.0, mended_at=6.0) == [*kept, replace(failed, failure=Failure.OUR_NETWORK)]


async def test_of_many_names_some_are_kept(trusted: str) -> None:
    probe = await shown(ROOT.issue(HOST, *(f"n{i}.gov.cn" for i in range(300))), trusted)
    assert (probe.distrust, len(probe.names)) == (None, 50)
