"""What the same question was answered over IPv4 and over IPv6: answers by address, scheme and family, and together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from checks.facts.ipv6 import home_host
from checks.indicators.words import word
from checks.model.captures import Failure, HttpProbe
from checks.model.urls import host_of
from checks.model.views import SiteView
from checks.model.worth import Worth, good, unclear, worth

NOT_ASKED = "本次没有访问"
_UNOPENED = frozenset({Failure.TIMEOUT, Failure.REFUSED, Failure.UNREACHABLE})


class State(StrEnum):
    """What all answers to one question are worth together."""

    OPENS = "opens"  # at least once
    ERROR = "error"  # a status of error each time
    SHUT = "shut"  # at no time, and at least once without a status
    UNCLEAR = "unclear"
    UNASKED = "unasked"


@dataclass(frozen=True, slots=True)
class Ways:
    """The rounds of one address over both families, in the order they were asked."""

    url: str
    v4: tuple[HttpProbe, ...] = ()
    v6: tuple[HttpProbe, ...] = ()

    @property
    def scheme(self) -> str:
        return self.url.partition(":")[0]

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or (443 if self.scheme == "https" else 80)


def home_ways(site: SiteView) -> tuple[Ways, ...]:
    """The home page over both families, as registered first, then by the other scheme. Raises MissingCapture."""
    return site.derived(_home_ways)


def _home_ways(site: SiteView) -> tuple[Ways, ...]:
    found: dict[str, tuple[list[HttpProbe], list[HttpProbe]]] = {}
    for probe in _of_home(site):
        if not probe.address and probe.family in (4, 6):
            found.setdefault(probe.subject, ([], []))[probe.family == 6].append(probe)
    scheme = site.site.home.partition(":")[0].lower()
    ways = (Ways(url, tuple(v4), tuple(v6)) for url, (v4, v6) in found.items())
    return tuple(sorted(ways, key=lambda way: (way.scheme != scheme, way.url)))


def home_addresses(site: SiteView) -> dict[str, list[HttpProbe]]:
    """Each IPv6 address of the home page's host that was asked by itself, with its answers. Raises MissingCapture."""
    found: dict[str, list[HttpProbe]] = {}
    for probe in _of_home(site):
        if probe.address and probe.family == 6:
            found.setdefault(probe.address, []).append(probe)
    return found


def _of_home(site: SiteView) -> Iterator[HttpProbe]:
    home = home_host(site)
    for probe in site.probes(HttpProbe):
        if probe.level == 1 and host_of(probe.subject).partition(":")[0] == home:
            yield probe


def state(probes: Iterable[HttpProbe]) -> State:
    """One good answer opens; one that proves nothing leaves the rest undecided."""
    found = {worth(probe) for probe in probes}
    if not found or Worth.GOOD in found:
        return State.OPENS if found else State.UNASKED
    if Worth.UNCLEAR in found:
        return State.UNCLEAR
    return State.ERROR if found == {Worth.ERROR} else State.SHUT


def steady(probes: Iterable[HttpProbe]) -> bool:
    return all(worth(probe) is Worth.GOOD for probe in probes)


def why(probes: Iterable[HttpProbe]) -> str:
    """Why these do not tell anything: the reason of the first that does not open."""
    return next((unclear(probe) or _cause(probe) for probe in probes if worth(probe) is not Worth.GOOD), NOT_ASKED)


def blocked(ways: Iterable[Ways]) -> str:
    """Why over one of the families no answer was good, as the registered address shows it; "" when some were."""
    first = next(iter(ways), None)
    return next((why(side) for side in (first.v6, first.v4) if not good(side)), "") if first else NOT_ASKED


def told(probes: Iterable[HttpProbe]) -> str:
    """What came of them, in Chinese, each thing once: "连接被拒绝、HTTP 404"."""
    causes = (_cause(probe) for probe in probes if worth(probe) is not Worth.GOOD)
    return "、".join(dict.fromkeys(word("failure", cause) for cause in causes))


def _cause(probe: HttpProbe) -> str:
    return probe.failure or f"HTTP {probe.status}"


def unopened(probe: HttpProbe) -> bool:
    """True when not even a connection was made."""
    return probe.failure in _UNOPENED and probe.phases.connect is None
