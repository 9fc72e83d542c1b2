"""Which `Failure` an exception of the network libraries stands for.

The libraries wrap each other (httpx around aiohttp around OSError), so the chain of causes is searched from the inside
out: the innermost that is known names the failure. A `CancelledError` is not among these: in a chain it is only how a
timeout stops what it waits for.
"""

from __future__ import annotations

import errno
import ssl
from collections.abc import Iterator

import aiohttp

from checks.model.captures import Failure


class NoWay(OSError):
    """A connection that was not tried: the name has no address, or the guard refused it."""

    def __init__(self, failure: Failure, host: str) -> None:
        super().__init__(f"{host}: {failure}")
        self.failure = failure


_BY_NUMBER = {
    errno.ECONNREFUSED: Failure.REFUSED,
    errno.ECONNRESET: Failure.RESET,
    errno.EPIPE: Failure.RESET,
    errno.ECONNABORTED: Failure.RESET,
    errno.ENETUNREACH: Failure.UNREACHABLE,
    errno.EHOSTUNREACH: Failure.UNREACHABLE,
    errno.EADDRNOTAVAIL: Failure.UNREACHABLE,
    errno.ETIMEDOUT: Failure.TIMEOUT,
    errno.ENETDOWN: Failure.OUR_NETWORK,
    errno.EMFILE: Failure.OUR_NETWORK,  # too many open files: nothing that the subject did
    errno.ENFILE: Failure.OUR_NETWORK,
    errno.EACCES: Failure.OUR_NETWORK,
    errno.EPERM: Failure.OUR_NETWORK,
}
_BY_TYPE: tuple[tuple[tuple[type[BaseException], ...], Failure], ...] = (
    ((ssl.SSLCertVerificationError, aiohttp.ClientConnectorCertificateError), Failure.BAD_CERTIFICATE),
    ((ssl.SSLError, aiohttp.ClientConnectorSSLError), Failure.TLS),
    ((TimeoutError,), Failure.TIMEOUT),
    ((aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError), Failure.BAD_ADDRESS),
    ((aiohttp.ServerDisconnectedError, ConnectionResetError, BrokenPipeError), Failure.RESET),
    ((ConnectionRefusedError,), Failure.REFUSED),
)


def failure_of(error: BaseException) -> Failure:
    """The failure that `error` stands for; `BAD_RESPONSE` when nothing in its chain is better known."""
    chain = list(_chain(error))
    for link in reversed(chain):
        if isinstance(link, NoWay):
            return link.failure
    for link in reversed(chain):
        for types, failure in _BY_TYPE:
            if isinstance(link, types):
                return failure
        if isinstance(link, OSError) and link.errno in _BY_NUMBER:
            return _BY_NUMBER[link.errno]
    return Failure.RESET if any(isinstance(link, aiohttp.ClientOSError) for link in chain) else Failure.BAD_RESPONSE


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    for _ in range(10):  # a chain can be a ring
        if link is None:
            return
        yield link
        inner = getattr(link, "os_error", None)
        link = inner if isinstance(inner, BaseException) and inner is not link else link.__cause__ or link.__context__
