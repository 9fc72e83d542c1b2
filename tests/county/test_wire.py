"""The county on the wire: names by its DNS, sites by the Host header, quick enough for a demo."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import tomllib
from urllib.parse import urlsplit

import dns.message
import dns.query
import dns.rcode
import pytest

from tests.county import County, serve
from tests.county.nouns import ENDLESS
from tests.county.paint import PNG


def ask(served_dns: str, name: str, kind: str) -> dns.message.Message:
    host, _, port = served_dns.rpartition(":")
    return dns.query.udp(dns.message.make_query(name, kind), host, port=int(port), timeout=5)


def test_names_answer_as_seeded(county: County) -> None:
    by_key = {s.key: s.host for s in county.sites}
    with serve(county) as served:
        assert ask(served.dns, by_key["tjj"], "AAAA").rcode() == dns.rcode.SERVFAIL
        assert ask(served.dns, "www.cancelled-office0.gov.cn", "A").rcode() == dns.rcode.NXDOMAIN
        assert ask(served.dns, "servfail.example-news.cn", "A").rcode() == dns.rcode.SERVFAIL
        mute = ask(served.dns, "mute.example-news.cn", "A")
        assert (mute.rcode(), mute.answer) == (dns.rcode.NOERROR, [])
        assert not ask(served.dns, by_key["mzj"], "AAAA").answer
        assert "::ffff:10.1.2.3" in ask(served.dns, by_key["jyj"], "AAAA").to_text()
        assert "2409:8c00:9999::1" in ask(served.dns, by_key["portal"], "AAAA").to_text()
        assert "CNAME" in ask(served.dns, by_key["fgj"], "AAAA").to_text()
        assert f"ns1.{by_key['rsj']}." in ask(served.dns, by_key["rsj"], "NS").to_text()
        assert not ask(served.dns, f"ns1.{by_key['rsj']}", "AAAA").answer
        assert ask(served.dns, "ns1.linjiangxian.gov.cn", "AAAA").answer


def test_it_serves_by_host_name_and_keeps_the_connection(county: County) -> None:
    with serve(county) as served:
        connection = http.client.HTTPConnection(served.http_v4, timeout=5)
        for site in (s for s in county.sites if not (s.wire or s.tls.home)):
            connection.request("GET", "/", headers={"Host": site.host})
            answer = connection.getresponse()
            assert (answer.status, answer.read()) == (200, county.respond(site.host, "/").body)
        connection.request("HEAD", "/images/logo.png", headers={"Host": county.sites[0].host})
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"")
        assert answer.getheader("Content-Length") == str(len(PNG))
        connection.request("GET", "/images/logo.png", headers={"Host": county.sites[0].host})
        assert connection.getresponse().read() == PNG
        connection.close()
        settings = tomllib.loads(served.settings_toml("data"))
        ways = settings["network"]["connect_to"]
        assert {name for name in ways if ":" not in name} == county.hosts
        assert ways["www.linjiangxian.gov.cn"]["v4"] == served.http_v4
        assert list(ways["mzj.linjiangxian.gov.cn"]) == ["v4"]
        assert ways["yjj.linjiangxian.gov.cn"] == served.closed
        garbage = http.client.HTTPConnection(served.http_v4, timeout=5)
        garbage.request("GET", "/", headers={"Host": next(s.host for s in county.sites if s.key == "slj")})
        with pytest.raises(http.client.BadStatusLine):
            garbage.getresponse()
        garbage.close()
        refused = http.client.HTTPConnection(served.closed, timeout=5)
        with pytest.raises(ConnectionRefusedError):
            refused.request("GET", "/")


def test_it_is_quick_enough_for_a_demo(county: County) -> None:
    host = county.sites[0].host
    one = f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
    size, rounds, at_once = len(county.respond(host, "/").body), 75, 20
    with (
        serve(county) as served,
        socket.create_connection(("127.0.0.1", int(served.http_v4.rpartition(":")[2]))) as wire,
    ):
        began = time.perf_counter()
        for _ in range(rounds):
            wire.sendall(one * at_once)
            left = at_once * size
            while left > 0:
                left -= len(wire.recv(1 << 20))
        spent = time.perf_counter() - began
    assert rounds * at_once / spent >= 1500, f"{rounds * at_once / spent:.0f} requests a second"


def test_an_endless_body_is_announced_and_comes_slowly(county: County) -> None:
    miss = next(m for m in county.near_misses if m.name == "endless-body")
    host = urlsplit(miss.url).netloc
    with serve(county) as served:
        connection = http.client.HTTPConnection(served.http_v4, timeout=5)
        connection.request("GET", urlsplit(miss.url).path, headers={"Host": host})
        answer = connection.getresponse()
        assert answer.length == ENDLESS
        assert answer.read(100_000) == b" " * 100_000
        connection.close()
        connection.request("HEAD", urlsplit(miss.url).path, headers={"Host": host})
        answer = connection.getresponse()
        assert (answer.status, answer.getheader("Content-Length")) == (200, str(ENDLESS))
        connection.close()


def test_a_certificate_that_nobody_vouches_for(county: County) -> None:
    (host,) = county.untrusted
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    with serve(county) as served:
        address, _, port = served.http_v4.rpartition(":")

        def shake(context: ssl.SSLContext, name: str) -> bytes:
            with (
                socket.create_connection((address, int(port)), 5) as plain,
                context.wrap_socket(plain, server_hostname=name) as wire,
            ):
                wire.sendall(f"GET /index.html HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                return wire.recv(1000)

        with pytest.raises(ssl.SSLCertVerificationError):
            shake(ssl.create_default_context(), host)
        assert shake(trusting, host).startswith(b"HTTP/1.1 200")
        with pytest.raises((ssl.SSLError, ConnectionResetError)):
            shake(trusting, "www.linjiangxian.gov.cn")


def test_who_knows_tls_and_who_does_not(county: County) -> None:
    """Every certificate as its site has drawn it, before the authority of the county."""
    found: dict[str, str] = {}
    with serve(county) as served:
        address, _, port = served.http_v4.rpartition(":")
        trusting = ssl.create_default_context(cafile=served.ca_file)
        for host, spoken in county.tls.items():
            with socket.create_connection((address, int(port)), 5) as plain:
                try:
                    with trusting.wrap_socket(plain, server_hostname=host) as wire:
                        wire.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                        said = wire.recv(20_000)
                    assert said.startswith(b"HTTP/1.1 200"), host
                    assert (spoken.hsts.encode() in said.partition(b"\r\n\r\n")[0]) is True
                    found[host] = "good"
                except ssl.SSLCertVerificationError as error:
                    found[host] = str(error.verify_code)
                except (ssl.SSLError, ConnectionResetError):
                    found[host] = ""
    codes = {"expired": "10", "not-yet": "9", "wrong-name": "62", "self-signed": "18", "incomplete": "20", "": ""}
    assert found == {host: codes.get(spoken.certificate, "good") for host, spoken in county.tls.items()}


def test_a_flood_of_headers_reaches_the_client(county: County) -> None:
    miss = next(m for m in county.near_misses if m.name == "many-headers")
    with (
        serve(county) as served,
        socket.create_connection(("127.0.0.1", int(served.http_v4.rpartition(":")[2])), 5) as wire,
    ):
        path, host = urlsplit(miss.url).path, urlsplit(miss.url).netloc
        wire.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        said = b""
        while piece := wire.recv(65_536):
            said += piece
        assert said.partition(b"\r\n\r\n")[0].count(b"X-Flood-") == 1000
