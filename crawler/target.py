"""What to visit, how gently, through which network, and what was seen there last time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from checks.model.captures import Probe
from checks.model.pages import Capture, Page, PageFacts
from checks.model.registry import Column, Site

if TYPE_CHECKING:
    from crawler.brake import Brake
    from crawler.opener import Opener

USER_AGENT = "Mozilla/5.0 (compatible; xunwang/1.0; government website monitor; see [manners] user_agent for a contact)"

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    }
)
"""What every question to a site says besides who asks: as a browser of these parts would."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How gently a site is visited. All its registered hosts share one pace and one budget."""

    at_once: int = 4
    seconds_between: float = 0.25
    pages: int = 20_000
    bytes: int = 4_000_000_000
    minutes: float = 240.0
    timeout: float = 20.0
    """Seconds for one answer, from the name lookup to the last byte."""
    page_bytes: int = 8_000_000
    """Largest page that is read, after decompression."""
    attachment_bytes: int = 4_000_000
    """Largest attachment that is opened; of a larger one only the beginning is looked at."""
    attachments: int = 200
    """Attachments that one visit opens, to see where they lead, whether they are whole and what they say. Not
    counted are those that the visit before opened and of which the server says that they did not change."""
    user_agent: str = USER_AGENT
    obey_robots: bool = True
    second_look_minutes: float = 10.0
    """Minutes after which what looks dead is asked once more, before it is called dead."""
    siblings: int = 40
    """Made-up addresses that one visit asks, one for each directory, to learn how the site says "not there"."""


@dataclass(frozen=True, slots=True)
class BothWays:
    """How a site is asked over IPv4 and over IPv6. The home page `rounds` times, `round_seconds` apart; at most
    `minutes` for all that one site is asked. Not at all where `on` is False."""

    on: bool = True
    rounds: int = 5
    round_seconds: float = 5.0
    minutes: float = 15.0


@dataclass(frozen=True, slots=True)
class Searching:
    """How the search of a site is asked: for so many `titles` of its own pages, by at most `questions` in one visit.
    `again` are pages that were asked for before and not found: they come first."""

    titles: int = 20
    questions: int = 40
    again: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Network:
    """The way out. `connect_to` maps `"host:port"`, `"host"` or `"*"` to `"address:port"`, or to a table with the keys
    `v4` and `v6`; a family left out of such a table is unreachable. `"[address]:port"` and `"address"` say where one
    address of a host is reached, when it is asked by itself. `nameservers` are `"address"` or `"address:port"`.
    `witnesses` are addresses that are asked to learn whether our own network works, `patience_minutes` how long a run
    waits for it when it does not.
    """

    connect_to: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)
    nameservers: tuple[str, ...] = ()
    ca_file: str = ""
    witnesses: tuple[str, ...] = ()
    patience_minutes: float = 30.0


class Memory(Protocol):
    """What was seen last time. Addresses are those that were asked (`Page.url`)."""

    def validators(self, url: str) -> tuple[str, str] | None:
        """(ETag, Last-Modified) as received, either may be ""; None when the page is new."""
        ...

    def digest(self, url: str) -> str | None:
        """sha-256 of the bytes, hex; None when the page is new."""
        ...

    def facts(self, url: str) -> PageFacts | None:
        """The facts read then; None when they are gone or were read by an older reader."""
        ...

    def file(self, url: str) -> tuple[Page, PageFacts] | None:
        """An attachment that was opened then, and what it says; None as above."""
        ...


class Catch(Protocol):
    """Takes what a visit finds, at once and in the order of the visit."""

    def keep(self, thing: Capture | Probe) -> None: ...


@dataclass(frozen=True, slots=True)
class Target:
    """One visit of one site. `moment` is its beginning (aware): every time the visit writes down counts from it.

    `brake` and `opener` are shared by all visits of a process; None means one of its own. `searching` is None where the
    search of the site is not asked. `salt` is the secret of this installation that ties personal numbers over places
    (`checks.model.personal`); without one they are masked and not tied.
    """

    site: Site
    moment: datetime
    columns: tuple[Column, ...] = ()
    manners: Manners = Manners()
    network: Network = Network()
    catch: Catch | None = None
    memory: Memory | None = None
    brake: Brake | None = None
    opener: Opener | None = None
    searching: Searching | None = None
    salt: bytes = b""
