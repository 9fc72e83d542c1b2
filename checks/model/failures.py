"""Why a question to the network got no answer, and which reasons are the subject's own."""

from __future__ import annotations

from enum import StrEnum


class Failure(StrEnum):
    """Why a question got no answer: a closed list."""

    TIMEOUT = "timeout"
    REFUSED = "refused"
    RESET = "reset"
    UNREACHABLE = "unreachable"  # no route
    NXDOMAIN = "nxdomain"
    SERVFAIL = "servfail"
    NO_NAMESERVER = "no-nameserver"  # our resolvers did not answer
    BAD_CERTIFICATE = "bad-certificate"
    TLS = "tls"
    BAD_RESPONSE = "bad-response"  # garbage where HTTP was expected, broken encoding, premature end
    TOO_LARGE = "too-large"
    REDIRECT_LOOP = "redirect-loop"
    CHALLENGED = "challenged"  # a bot wall
    THROTTLED = "throttled"  # 429, 503 with Retry-After
    PRIVATE_ADDRESS = "private-address"  # our guard refused to connect
    ROBOTS = "robots"  # robots.txt forbids it, or could not be read
    BUDGET = "budget"  # the visit ended before it was asked
    OUR_NETWORK = "our-network"
    CANCELLED = "cancelled"
    BAD_ADDRESS = "bad-address"  # not an address one can ask
    NO_IPV6 = "no-ipv6"  # this machine has no IPv6 way out

    @property
    def subjects_own(self) -> bool:
        """True when the failure says something about the subject and not about us or the way there."""
        return self in _OWN


_OWN = frozenset({Failure.NXDOMAIN, Failure.BAD_CERTIFICATE, Failure.REDIRECT_LOOP, Failure.BAD_ADDRESS})
