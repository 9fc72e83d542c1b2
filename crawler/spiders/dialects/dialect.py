"""What a dialect is: the shape that all of them share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from checks.facts.markup import Markup
from checks.model.documents import Listed
from checks.model.pages import Item, Paging
from checks.model.urls import resolve

MOST_PAGES = 3_000
"""Pages of one list that are believed: a script may claim any number."""
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to a list interface. `form` makes it a POST where `method` says so; `headers` are further ones."""

    url: str
    method: str = "GET"
    form: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Tells one request from another."""
        return f"{self.method} {self.url} {self.form}" if self.form else self.url


@dataclass(frozen=True, slots=True)
class Answered:
    """What an interface gave: entries and further requests. `fetched` is False when nothing was got."""

    items: tuple[Item, ...] = ()
    asks: tuple[Ask, ...] = ()
    fetched: bool = True
    listed: tuple[Listed, ...] = ()  # entries that it says hold no more


class Dialect(Protocol):
    """A pure reader of the lists of one family of site builders."""

    name: str

    def recognises(self, markup: Markup) -> bool:
        """True when the page carries the signs of this family's lists."""
        ...

    def paging(self, markup: Markup) -> Paging | None:
        """Where in its list the page stands and which further pages are known from it; None when it pages nothing."""
        ...

    def items(self, markup: Markup) -> tuple[Item, ...]:
        """Entries that a script writes and that are therefore not in the markup."""
        ...

    def requests(self, markup: Markup) -> tuple[Ask, ...]:
        """Requests to the interface that fills the list of this page."""
        ...

    def read_api(self, url: str, body: bytes) -> Answered:
        """Reads an answer of that interface."""
        ...


class HtmlDialect:
    """What a dialect without scripts says of scripts: nothing."""

    def items(self, markup: Markup) -> tuple[Item, ...]:
        return ()

    def requests(self, markup: Markup) -> tuple[Ask, ...]:
        return ()

    def read_api(self, url: str, body: bytes) -> Answered:
        return Answered(fetched=False)


def addresses(base: str, hrefs: Iterable[str]) -> tuple[str, ...]:
    """`hrefs` as absolute addresses, once each, bounded."""
    found: dict[str, None] = {}
    for href in hrefs:
        if len(found) >= MOST_PAGES:
            break
        url = resolve(base, href)
        if url:
            found[url] = None
    return tuple(found)


def folded(text: str) -> str:
    """Text with its white space folded."""
    return _SPACE.sub(" ", text).strip()
