"""What came back for one address that was asked, redirects and second looks included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from checks.model.captures import Failure, LinkProbe


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, or one failure. `url` is where redirects ended; `asked` what was asked for.

    `outside` is the address outside the site to which a redirect pointed and which was not followed. `body` is
    decompressed, and empty where it was not read; `cut` when there was more of it than was asked for. `received`
    counts the bytes that came over the wire.
    """

    asked: str
    asked_at: datetime
    url: str
    status: int | None = None
    failure: Failure | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    content_type: str = ""
    family: int = 4
    elapsed: float = 0.0
    method: str = "GET"
    looks: int = 1
    received: int = 0
    outside: str = ""
    cut: bool = False
    marks: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """The first header of that name, "" when there is none. `name` in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def transient(self) -> bool:
        """True when a second look later may well see something else."""
        if self.failure is not None:
            return self.failure in _TRANSIENT
        return self.status is not None and self.status >= 500 and not self.marks_wall

    @property
    def marks_wall(self) -> bool:
        """True when a wall answered in the place of the site."""
        return any(mark.startswith("wall:") for mark in self.marks)

    def probe(self, looks: int = 0) -> LinkProbe:
        """The same as a `LinkProbe`. `looks` are those that went before."""
        final = self.outside or (self.url if self.url != self.asked else "")
        return LinkProbe(
            subject=self.asked,
            asked_at=self.asked_at,
            status=None if self.failure is not None else self.status,
            failure=self.failure,
            final_url=final,
            method=self.method,
            elapsed=round(self.elapsed, 3),
            looks=self.looks + looks,
            content_type=self.content_type,
            marks=self.marks,
        )


_TRANSIENT = frozenset(
    {
        Failure.TIMEOUT,
        Failure.REFUSED,
        Failure.RESET,
        Failure.UNREACHABLE,
        Failure.SERVFAIL,
        Failure.NO_NAMESERVER,
        Failure.BAD_RESPONSE,
        Failure.OUR_NETWORK,
    }
)
