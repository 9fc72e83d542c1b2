"""What came back for one address that was asked, redirects and second looks included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from checks.model.captures import HISTORY_KEPT, Failure, LinkProbe, Look
from checks.model.marks import WALL

_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, or one failure. `url` is where redirects ended; `asked` what was asked for.

    `outside` is the address outside the site to which a redirect pointed and which was not followed; `chain` are the
    addresses between. `body` is decompressed, and empty where it was not read; `cut` when there was more of it than was
    asked for; `size` are its bytes as announced or read, -1 where neither is known. `received` counts the bytes that
    came over the wire. `history` are the looks before this one, `looks` how many there were in all.
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
    title: str = ""
    size: int = -1
    chain: tuple[str, ...] = ()
    history: tuple[Look, ...] = ()

    def header(self, name: str) -> str:
        """The first header of that name, "" when there is none. `name` in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def marks_wall(self) -> bool:
        """True when a wall answered in the place of the site."""
        return any(mark.startswith(WALL) for mark in self.marks)

    @property
    def told(self) -> tuple[Look, ...]:
        """Every look, this one last; of many only the first and the last ones."""
        last = Look(
            self.asked_at,
            self.method,
            None if self.failure is not None else self.status,
            self.failure,
            round(self.elapsed, 3),
        )
        return bounded((*self.history, last))

    def looked_after(self, before: Answer) -> Answer:
        """The same, as a further look after `before`."""
        looks, received = before.looks + self.looks, before.received + self.received
        return replace(self, looks=looks, received=received, history=bounded((*before.told, *self.history)))

    def probe(self, looks: int = 0) -> LinkProbe:
        """The same as a `LinkProbe`. `looks` are those that went before and are not counted yet."""
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
            title=self.title,
            size=self.size,
            chain=self.chain,
            history=self.told if self.history else (),
        )


def bounded(history: tuple[Look, ...]) -> tuple[Look, ...]:
    """At most `HISTORY_KEPT` looks: the first and the last ones."""
    if len(history) <= HISTORY_KEPT:
        return history
    first = HISTORY_KEPT // 2
    return (*history[:first], *history[first - HISTORY_KEPT :])


def clean(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Headers as text that can be stored: bytes that are no UTF-8 (they arrive as lone surrogates) are replaced, and
    percent-encoded in a Location, which is how browsers ask for them."""
    return tuple((key, value) if value.isascii() else (key, _clean(key, value)) for key, value in headers)


def _clean(key: str, value: str) -> str:
    sent = value.encode("utf-8", "surrogateescape")
    text = sent.decode("utf-8", "replace")
    return quote(sent, safe=_PRINTABLE) if text != value and key.lower() == "location" else text
