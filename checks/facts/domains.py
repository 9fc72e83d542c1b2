"""The names of a site: which are asked beside its pages, and what they answered.

Asked are the registered hosts and, of a portal at www.□□□.gov.cn or □□□.gov.cn, its twin with or without www. A
made-up name beside a host tells whether its zone answers for every name.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit

from checks.facts.hosts import registrable
from checks.model.captures import DnsProbe, Failure, HttpProbe, LinkProbe
from checks.model.registry import Site, SiteKind
from checks.model.verdicts import Judgement, decide
from checks.model.views import MissingCapture, SiteView

MOST = 20
"""So many registered hosts of one site are asked."""
GONE = Failure.NXDOMAIN


def name_of(place: str) -> str:
    """The name in a host or an address, in lower case, without port and last dot; "" for a number and for none."""
    try:
        host = (urlsplit(place if "//" in place else f"//{place}").hostname or "").rstrip(".")
    except ValueError:
        return ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host
    return ""


def registered(site: Site) -> dict[str, str]:
    """Name → address to ask, for the registered hosts of a site that are names, that of the home page first."""
    home = name_of(site.home)
    asked = {home: site.home} if home else {}
    for host in sorted(site.hosts):
        if (name := name_of(host)) and len(asked) < MOST:
            asked.setdefault(name, f"http://{host}/")
    return asked


def twin(site: Site) -> str:
    """The name of a portal without its www, or with it; "" where none is to be expected: for a site of a department,
    and for a name below another one (czj.□□□.gov.cn)."""
    home = name_of(site.home)
    if site.kind is not SiteKind.PORTAL or not home:
        return ""
    if home.startswith("www."):
        bare = home.removeprefix("www.")
        return bare if registrable(home) == bare else ""
    return f"www.{home}" if registrable(home) == home else ""


def made_up(name: str) -> str:
    """A name that nobody gave, beside `name`; "" where `name` has nothing above it that its owner could answer for."""
    if registrable(name) == name:
        return ""
    return f"xw-{sha256(name.encode()).hexdigest()[:10]}.{name.partition('.')[2]}"


@dataclass(frozen=True, slots=True)
class Name:
    """What one name answered: `looks` of the name servers and `doors` (its home page), each in the order asked;
    `beside` what they say of a made-up name next to it, None where nobody asked."""

    name: str
    looks: tuple[DnsProbe, ...] = ()
    doors: tuple[HttpProbe, ...] = ()
    beside: DnsProbe | None = None

    @property
    def addresses(self) -> tuple[str, ...]:
        """The public addresses of the latest look."""
        latest = self.looks[-1] if self.looks else None
        return tuple(a for a in (*latest.a, *latest.aaaa) if _public(a)) if latest else ()

    @property
    def unclear(self) -> str:
        """Why nobody can tell whether the name has an address, "" when it can be told."""
        if not self.looks:
            return "本次没有查询该域名"
        latest = self.looks[-1]
        if latest.a or latest.aaaa:
            return ""
        failures = (latest.failure, latest.aaaa_failure)
        return next((failure.value for failure in failures if failure is not None and failure is not GONE), "")

    @property
    def gone(self) -> bool:
        """True when two looks, apart in time, were both told that there is no such name."""
        return len(self.looks) > 1 and all(look.failure is GONE and look.aaaa_failure is GONE for look in self.looks)

    @property
    def without_address(self) -> bool:
        """True when two looks, apart in time, both found no address, and could tell."""
        return len(self.looks) > 1 and not any(look.a or look.aaaa or _failed(look) for look in self.looks)

    @property
    def by_wildcard(self) -> bool:
        """True when its zone gives a made-up name the same addresses: nobody left this name there."""
        found = {*self.beside.a, *self.beside.aaaa} if self.beside else set()
        return bool(found) and found.issuperset(self.addresses)


def names_seen(site: SiteView) -> dict[str, Name]:
    """All names that the visit asked about. Raises MissingCapture when it asked about none."""
    looks: dict[str, list[DnsProbe]] = {}
    for look in site.probes(DnsProbe):
        looks.setdefault(name_of(look.subject), []).append(look)
    doors: dict[str, list[HttpProbe]] = {}
    for door in _doors(site):
        doors.setdefault(name_of(door.subject), []).append(door)
    return {
        name: Name(name, tuple(looks[name]), tuple(doors.get(name, ())), next(iter(looks.get(made_up(name), ())), None))
        for name in looks
        if name
    }


def _doors(site: SiteView) -> list[HttpProbe]:
    """Home pages asked as a visitor would; those asked over one family are for other checks."""
    try:
        return [door for door in site.probes(HttpProbe) if not door.family and door.level == 1]
    except MissingCapture:
        return []  # no name had an address to ask at


def _failed(look: DnsProbe) -> bool:
    return any(failure not in (None, GONE) for failure in (look.failure, look.aaaa_failure))


def _public(text: str) -> bool:
    try:
        return ipaddress.ip_address(text).is_global
    except ValueError:
        return False


def led_to(door: HttpProbe) -> str:
    """The name to which redirects led from a home page, "" where they did not lead anywhere else."""
    return name_of(door.final_url) if door.final_url else ""


def judged_door(door: HttpProbe) -> Judgement:
    """What the one table of verdicts says of a home page that was asked, as if it had been asked again."""
    final = door.final_url if led_to(door) != name_of(door.subject) else ""
    given = (door.subject, door.asked_at, door.status, door.failure, final)
    return decide(LinkProbe(*given, marks=door.marks, title=door.title, size=door.size, rounds=2))
