"""What a dialect is: names for pages, the leaves of a list, the line under a title, and what its interfaces answer."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from tests.county.draft import Article, Column, Site
from tests.county.nouns import Handler


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list: its path and what stands in its main part."""

    path: str
    markup: str
    items: tuple[Article, ...]


def _no_handlers(site: Site) -> dict[str, Handler]:
    return {}


@dataclass(frozen=True, slots=True)
class Dialect:
    """`first` and `article` name pages, `leaves` paints a list, `line` the line under a title, `before` and `after`
    stand round the text of an article, `head` is the family's fingerprint."""

    name: str
    first: Callable[[Column, int], str]
    article: Callable[[Column, int, date], str]
    leaves: Callable[[Site, Column], Iterator[Leaf]]
    line: Callable[[Article, str], str]
    before: str
    after: str
    head: str = ""
    handlers: Callable[[Site], dict[str, Handler]] = _no_handlers


def ordered(column: Column) -> list[Article]:
    """The articles as a list shows them: pinned ones first, then newest first."""
    shown = [a for a in column.articles if a.listed]
    return sorted(shown, key=lambda a: (not a.pinned, -a.day.toordinal(), a.path))


def chunks(column: Column) -> list[list[Article]]:
    """The articles of each leaf; one empty leaf when there are none."""
    items = ordered(column)
    return [items[i : i + column.per_page] for i in range(0, len(items), column.per_page)] or [[]]


def relative(here: str, there: str) -> str:
    """`there` as a page at `here` links to it, with ./ in front where it is below."""
    path = posixpath.relpath(there, posixpath.dirname(here))
    return path if path.startswith("..") else "./" + path


def title(article: Article) -> str:
    return escape(article.list_title or article.title)


def item(article: Article, href: str, day: str, *, tag: str = "span", first: bool = False) -> str:
    """<li> with a link and a date, the date before or after the link."""
    link = f'<a href="{href}" title="{title(article)}" target="_blank">{title(article)}</a>'
    mark = f"<{tag}>{day}</{tag}>" if day else ""
    inner = f"{mark}{link}" if first else f"{link}{mark}"
    return f"<li>{inner}{article.list_extra}</li>"


def iso(article: Article) -> str:
    return "" if article.shown_day == "list-" else article.day.isoformat()
