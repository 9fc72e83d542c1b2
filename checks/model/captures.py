"""What was asked of the network, what it answered, and why it did not.

A probe is one question with one answer **or one `Failure`**; never both empty, never a guess. Which failures are the
subject's own is said here once, because crawler, checks and reports must agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from checks.model.failures import Failure as Failure
from checks.model.searches import SearchProbe as SearchProbe

HISTORY_KEPT = 8
"""So many looks at one address are told apart; what lies between the first and the last ones is only counted."""


@dataclass(frozen=True, slots=True)
class Look:
    """One time that an address was asked: when (aware), how, and what came. `elapsed` is in seconds."""

    at: datetime
    method: str = "GET"
    status: int | None = None
    failure: Failure | None = None
    elapsed: float = 0.0


@dataclass(frozen=True, slots=True)
class LinkProbe:
    """One address that was asked, by the crawl of its own site or by the links probe.

    `status` is the final HTTP status, None with a `failure`. `final_url` is where redirects led, "" if nowhere else;
    `chain` are the addresses between. `elapsed` is in seconds. `looks` counts how many times it was asked, `rounds` how
    many of these were apart in time (`[manners] second_look_minutes`); `history` tells them one by one, and is empty
    where one look was enough. `failing_since` (aware) is since when, over runs, nothing but failures came.
    `title` is the <title> of an html answer, `size` the bytes of the body as announced or read (-1: not known).
    `marks` name what headers and body showed, for the verdict table (see `checks.model.marks`).
    """

    subject: str
    asked_at: datetime
    status: int | None = None
    failure: Failure | None = None
    final_url: str = ""
    method: str = "GET"
    elapsed: float = 0.0
    looks: int = 1
    content_type: str = ""
    marks: tuple[str, ...] = ()
    title: str = ""
    size: int = -1
    chain: tuple[str, ...] = ()
    rounds: int = 1
    history: tuple[Look, ...] = ()
    failing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class SiblingProbe:
    """A made-up address (`subject`) beside real ones of the same `directory`, to see how a host says "not there".

    `directory` is `checks.model.urls.directory` of the addresses it speaks for. `title` and `text` (at most 2,000
    characters) are what its answer showed, `scripted` that scripts make the page. One answer or one failure.
    """

    subject: str
    directory: str
    asked_at: datetime
    status: int | None = None
    failure: Failure | None = None
    final_url: str = ""
    title: str = ""
    text: str = ""
    scripted: bool = False
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DnsProbe:
    """What the resolvers say of a host. Addresses are texts as given; `failure` speaks for the whole question.

    `nameservers` are the host names of the authoritative servers of the zone, `nameservers_v6` those of them that have
    an AAAA record. `zone` is the name at which the NS records were found.
    """

    subject: str
    asked_at: datetime
    a: tuple[str, ...] = ()
    aaaa: tuple[str, ...] = ()
    zone: str = ""
    nameservers: tuple[str, ...] = ()
    nameservers_v6: tuple[str, ...] = ()
    failure: Failure | None = None
    aaaa_failure: Failure | None = None
    """Why the AAAA question alone went unanswered; None when it was answered, also with an empty answer."""
    ns_failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Phases:
    """How long each part of an HTTP question took, in seconds; None where it was not reached or not needed (no TLS on
    http). Over redirects names, connections and TLS are sums; where a page is asked over both families, `dns` is how
    long the name servers took for the record of that family alone. `first_byte` is of the last hop, from the request to
    the head of the answer; `whole` from the first name lookup to the last byte, or to the moment it was given up."""

    dns: float | None = None
    connect: float | None = None
    tls: float | None = None
    first_byte: float | None = None
    whole: float | None = None


@dataclass(frozen=True, slots=True)
class HttpProbe:
    """A page (`subject`) asked once, as a visitor would: redirects followed, the whole document read.

    `family` is the one that was asked: 0 any, 4 or 6. One `status` or one `failure`. `final_url` is where redirects
    led, "" if nowhere else. `size` is the bytes of the document that were read (-1: none). `marks` name what headers
    and body showed, and what speaks against the measurement itself (see `checks.model.marks`).
    `address` is the IP address that was asked, as the name servers give it, "" where any of the family would do.
    `level` is 1 for a home page, 2 for a page that it links to (二级链接), 3 for one that such a page links to.
    `title` and `text` (without markup, spaces drawn together, at most `TEXT_KEPT` characters) are kept of home pages
    that were asked over a family of their own; `hsts` is the header Strict-Transport-Security as given.
    """

    subject: str
    asked_at: datetime
    family: int = 0
    status: int | None = None
    failure: Failure | None = None
    final_url: str = ""
    phases: Phases = Phases()
    size: int = -1
    marks: tuple[str, ...] = ()
    address: str = ""
    level: int = 1
    title: str = ""
    text: str = ""
    hsts: str = ""


TEXT_KEPT = 20_000
"""Characters of a home page that are kept to compare what it shows over IPv4 and over IPv6."""


@dataclass(frozen=True, slots=True)
class NameserverProbe:
    """An authoritative server (`subject`, a host name) of `zone`, asked for the zone's own records over `family` at
    `address`. `failure` is None when it answered, whatever it said but REFUSED and SERVFAIL."""

    subject: str
    zone: str
    address: str
    asked_at: datetime
    family: int = 6
    failure: Failure | None = None


class Distrust(StrEnum):
    """Why a certificate does not hold."""

    EXPIRED = "expired"
    NOT_YET = "not-yet"
    WRONG_NAME = "wrong-name"
    SELF_SIGNED = "self-signed"
    INCOMPLETE = "incomplete"  # the server leaves out an intermediate certificate, or we do not know the authority
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TlsProbe:
    """What a host (`subject`, "host:port") offers when asked for TLS.

    `failure`: no connection, or no TLS at all. `protocol` is the best that both sides know ("TLSv1.3"). `distrust` is
    why the chain or the name does not hold, None when it does. `names` are those of the certificate (at most 50),
    `issuer` is who signed it, `not_before` and `not_after` (aware) its days. `old_protocols` are those below TLS 1.2
    that the server still takes, None when that could not be asked.
    """

    subject: str
    asked_at: datetime
    failure: Failure | None = None
    protocol: str = ""
    distrust: Distrust | None = None
    names: tuple[str, ...] = ()
    issuer: str = ""
    not_before: datetime | None = None
    not_after: datetime | None = None
    old_protocols: tuple[str, ...] | None = None


SideProbe = DnsProbe | SiblingProbe | HttpProbe | NameserverProbe | TlsProbe | SearchProbe
"""What is asked beside the pages and links of a site."""
Probe = LinkProbe | SideProbe


FAILED_SHARE = 20
"""A visit in which more than one address in so many failed or was left to robots.txt is too full of holes to conclude
from absence (ours)."""


class Ended(StrEnum):
    """How a visit ended."""

    COMPLETE = "complete"
    PAGES = "budget-pages"
    BYTES = "budget-bytes"
    MINUTES = "budget-minutes"
    HOME_FAILED = "home-failed"  # the home page could not be read: nothing below it was
    ROBOTS = "robots-unreadable"  # nobody can tell what robots.txt allows: the home page alone was read
    OUR_NETWORK = "our-network"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a site was looked at. Printed beside every score.

    `known`: addresses of the site that were seen; `asked`: those that were asked; `pages`: html pages read;
    `unchanged`: of those, answered 304 or with the same digest; `failed`: asked without an answer;
    `skipped`: reason (`robots`, `trap`, `budget`, …) → count. `detail` says in Chinese what stopped the visit, "" when
    nothing did; `cause` is the failure behind it, if it was one.
    """

    known: int = 0
    asked: int = 0
    pages: int = 0
    unchanged: int = 0
    failed: int = 0
    bytes: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    ended: Ended = Ended.COMPLETE
    detail: str = ""
    cause: Failure | None = None

    @property
    def complete(self) -> bool:
        """True when enough was seen to conclude from what was not: nothing was left out for want of time, budget or
        network, and for each that gave no answer or was left to robots.txt at least `FAILED_SHARE` addresses were
        asked. On a large site one always does not answer."""
        cut = self.ended is not Ended.COMPLETE or any(self.skipped.get(reason) for reason in ("budget", "trap"))
        unseen = self.failed + self.skipped.get("robots", 0)
        return not cut and unseen * FAILED_SHARE <= self.asked
