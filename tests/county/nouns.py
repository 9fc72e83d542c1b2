"""What the county says of itself: answers, near-misses, and what a server replies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    """One seeded fault. `url` is `Finding.at`; `status` is FAIL for a certain finding, REVIEW for a suspected one.

    `label` tells findings of one code on one page apart (`Finding.data["label"]`, or the host for ipv6-address).
    `v6`: it takes IPv6 to see it; a machine without says that it could not look.
    """

    site_code: str
    check: str
    code: str
    url: str
    status: str
    why: str
    label: str = ""
    v6: bool = False

    @property
    def id(self) -> str:
        """Names the fault for `mended`."""
        return "|".join((self.site_code, self.check, self.code, self.url, self.label))


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Something that looks like a fault and is none: whoever reports it accuses an honest office.

    `check` is the check that must stay silent about `url` (also when `url` is only the page that shows it); `code`
    narrows that to one code, where the same page has a seeded fault of another.
    """

    name: str
    site_code: str
    url: str
    why: str
    check: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """One HTTP answer. `wire` is "" for an ordinary one, else how the connection misbehaves instead:
    `hang` (never answers), `reset` (closes at once), `garbage` (bytes that are no HTTP), `refused` (nobody listens),
    `no-head` (refuses HEAD, answers GET), `endless` (announces `ENDLESS` bytes and sends them until it is cut off).
    It comes after `pause` seconds."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    wire: str = ""
    pause: float = 0.0

    def header(self, name: str) -> str:
        """The first header of that name, "" when there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


ENDLESS = 300_000_000
"""Bytes that an `endless` answer announces."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a handler is asked. Header names are in lower case; `path` is without its query."""

    path: str
    query: str = ""
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


Handler = Callable[[Request], Response]
"""Answers without memory: for interfaces, and for places where every address answers alike."""


@dataclass(frozen=True, slots=True)
class Habit:
    """What a home page does in which hours of the week (0…167): `silent` for 20 s, `slow` so many seconds,
    `unwitnessed` silent while our own line was down, `unasked` not asked. `silent6` and `unasked6` are of IPv6."""

    silent: frozenset[int] = frozenset()
    slow: frozenset[int] = frozenset()
    seconds: float = 0.0
    unwitnessed: frozenset[int] = frozenset()
    unasked: frozenset[int] = frozenset()
    silent6: frozenset[int] = frozenset()
    unasked6: frozenset[int] = frozenset()
