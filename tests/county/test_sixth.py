"""The county over IPv6: what a site does there, who answers for names, and a machine that has no IPv6."""

from __future__ import annotations

import http.client
import tomllib
from dataclasses import replace

import dns.exception
import dns.message
import dns.query
import pytest

from tests.county import County, serve
from tests.county.draft import Over6
from tests.county.outside import WITNESS, plain
from tests.county.server import Served
from tests.crawler.both import needs_six

HOST = "www.linjiangxian.gov.cn"


def with_six(county: County, v6: Over6, **names: object) -> County:
    """The county with a portal that does `v6` over IPv6 and has `names` in its DNS."""
    sites = [replace(s, v6=v6, dns={**s.dns, **names}) if s.host == HOST else s for s in county.sites]
    return replace(county, sites=tuple(sites))


def ways(served: Served) -> dict[str, dict[str, str]]:
    return dict(tomllib.loads(served.settings_toml("data"))["network"]["connect_to"])


def get(address: str | None, host: str = HOST, path: str = "/") -> tuple[int, bytes]:
    assert address is not None
    connection = http.client.HTTPConnection(address, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def ask(server: str | None, name: str, kind: str) -> dns.message.Message:
    assert server is not None
    host, _, port = server.rpartition(":")
    return dns.query.udp(dns.message.make_query(name, kind), host.strip("[]"), port=int(port), timeout=2)


@needs_six
def test_other_content_over_ipv6_alone(county: County) -> None:
    with serve(with_six(county, Over6(files={"/": plain(200, "六")}))) as served:
        assert "六".encode() in get(served.http_v6)[1]
        assert "六".encode() not in get(served.http_v4)[1]
        assert get(served.http_v6, WITNESS)[0] == 200


@needs_six
def test_refusals_over_ipv6_alone(county: County) -> None:
    with serve(with_six(county, Over6(refuses_from=2))) as served:
        assert [get(served.http_v4)[0] for _ in range(3)] == [200, 200, 200]
        assert [get(served.http_v6)[0] for _ in range(3)] == [200, 403, 403]


@needs_six
def test_a_first_byte_that_is_late_over_ipv6_alone(county: County) -> None:
    with serve(with_six(county, Over6(pause=1.5))) as served:
        connection = http.client.HTTPConnection(served.http_v4, timeout=1)
        connection.request("GET", "/", headers={"Host": HOST})
        assert connection.getresponse().status == 200
        connection.close()
        late = http.client.HTTPConnection(served.http_v6 or "", timeout=1)
        late.request("GET", "/", headers={"Host": HOST})
        with pytest.raises(TimeoutError):
            late.getresponse()
        late.close()


@needs_six
def test_addresses_and_ports_that_are_closed_over_ipv6(county: County) -> None:
    second = "2409:8c00:9999::2"
    drawn = with_six(county, Over6(closed=(second,), closed_ports=(443,)), aaaa=("2409:8c00:9999::1", second))
    with serve(drawn) as served:
        told = ways(served)
        assert told[second] == {"v6": served.closed_v6}
        assert told[f"{HOST}:443"] == {"v4": served.http_v4, "v6": served.closed_v6}
        assert told[HOST] == {"v4": served.http_v4, "v6": served.http_v6}
        with pytest.raises(ConnectionRefusedError):
            get(served.closed_v6)
        assert second in ask(served.dns, HOST, "AAAA").to_text()


@needs_six
def test_a_site_of_ipv6_alone(county: County) -> None:
    with serve(with_six(county, Over6(), a=False)) as served:
        assert ask(served.dns, HOST, "A").answer == []
        assert ask(served.dns, HOST, "AAAA").answer
        assert ways(served)[HOST] == {"v6": served.http_v6}


@needs_six
@pytest.mark.parametrize(("silent", "answering"), [(False, {1, 2}), ("one", {2}), (True, set())])
def test_name_servers_answer_over_ipv6_or_not(county: County, silent: object, answering: set[int]) -> None:
    zone = "linjiangxian-portal.cn"
    with serve(with_six(county, Over6(), zone=zone, servers_silent=silent)) as served:
        told = ways(served)
        spots = {number: told[f"ns{number}.{zone}:53"]["v6"] for number in (1, 2)}
        assert {number for number, spot in spots.items() if spot == served.dns_v6} == answering
        assert all(spot in (served.dns_v6, served.closed_v6) for spot in spots.values())
        assert "SOA" in ask(served.dns_v6, zone, "SOA").to_text()
        assert ask(served.dns, f"ns1.{zone}", "AAAA").answer


def test_a_machine_without_ipv6(county: County) -> None:
    with serve(county, v6=False) as served:
        assert (served.http_v6, served.dns_v6, served.closed_v6) == (None, None, None)
        assert not any("v6" in way for way in ways(served).values() if isinstance(way, dict))
        assert get(served.http_v4)[0] == 200
