"""All that a check may look at.

A view offers facts and text, never markup. Asking for what was never gathered raises `MissingCapture`, which the runner
turns into UNKNOWN: silence must never read as a pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Protocol, TypeVar

from checks.model.captures import Coverage, LinkProbe, Probe
from checks.model.pages import HINTS, Link, Page, PageFacts, PageKind, Place, shown_at
from checks.model.posts import Post, Reading
from checks.model.published import SitePapers
from checks.model.registry import Account, Column, Site, Unit

T = TypeVar("T")
P = TypeVar("P", bound=Probe)


class MissingCapture(LookupError):
    """A check asked for something the visit did not gather."""


@dataclass(frozen=True, slots=True)
class PageView:
    """One page: how it was fetched, and what it shows."""

    page: Page
    facts: PageFacts
    _derived: dict[object, object] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def url(self) -> str:
        return self.page.url

    def derived(self, read: Callable[[PageView], T]) -> T:
        """`read(self)`, computed once as long as the page is held: for what many checks ask of every page."""
        if read not in self._derived:
            self._derived[read] = read(self)
        return self._derived[read]  # type: ignore[return-value]  # keyed by the function that made it


class Spot(NamedTuple):
    """Where in the source of a page a link stands: line and column count from 1, 0 where that is not known."""

    page: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Places:
    """Who links to an address: `count` pages in all, `pages` a bounded sample, `text` as one of them shows it.

    `spots` say where in the source of those pages, `place` in which part of the first of them.
    """

    count: int = 0
    pages: tuple[str, ...] = ()
    text: str = ""
    on_home: bool = False
    tag: str = "a"
    place: Place = Place.OTHER
    spots: tuple[Spot, ...] = ()


class SiteView(Protocol):
    """One visit of one site. `moment` is when the visit began (aware): the "today" of every check."""

    @property
    def site(self) -> Site: ...
    @property
    def unit(self) -> Unit: ...
    @property
    def moment(self) -> datetime: ...
    @property
    def coverage(self) -> Coverage: ...
    @property
    def columns(self) -> Sequence[Column]:
        """Columns that the office registered."""
        ...

    @property
    def accounts(self) -> Sequence[Account]:
        """Accounts that the office registered, of the unit of the site and of its region, at most `ACCOUNTS_KEPT`: the
        unit's own first. Raises MissingCapture when the visit was given none to compare with."""
        ...

    @property
    def home(self) -> PageView | None: ...
    def pages(self) -> Iterable[PageView]:
        """Every html page that answered 2xx and was read, each time in the same order."""
        ...

    def files(self) -> Iterable[PageView]:
        """Every attachment that was opened: its `facts.text`, or in `facts.unread` why it could not be read."""
        ...

    def page(self, url: str) -> PageView | None:
        """The page that answered at `url` (before or after redirects), None when it was not read."""
        ...

    def probes(self, kind: type[P]) -> Iterable[P]:
        """All answers of a kind. Raises MissingCapture when the visit never asked."""
        ...

    def places(self, url: str) -> Places:
        """Where the site links to `url`, what is nearest to the home page first: not what happened to answer first."""
        ...

    def derived(self, read: Callable[[SiteView], T]) -> T:
        """`read(self)`, computed once per view: for facts that need the whole site."""
        ...


class AccountView(Protocol):
    """What a batch of account readings left of one account. `moment` is when the batch began (aware)."""

    @property
    def account(self) -> Account: ...
    @property
    def unit(self) -> Unit: ...
    @property
    def moment(self) -> datetime: ...
    @property
    def siblings(self) -> Sequence[Account]:
        """The other registered accounts of the same unit, in whatever state, by key."""
        ...

    @property
    def earlier(self) -> Sequence[Post]:
        """Posts with a believed time that earlier nights saw and this one does not show, newest first, without their
        texts; only where few are shown now, or none of late. They prove that something was published then, never that
        nothing was."""
        ...

    def readings(self) -> Sequence[Reading]:
        """What each source said of it, at most one reading a source. Posts of a reading may be judged only where it is
        `judgeable`. Raises MissingCapture when no source was asked."""
        ...

    def links(self) -> Sequence[LinkProbe]:
        """What the links of its new posts answered. Raises MissingCapture when nobody asked."""
        ...

    def beside(self, account: Account) -> Sequence[Reading]:
        """What was read in the same run of one of `siblings`; () where it was not read, or not handed on."""
        ...

    def sites(self) -> Sequence[SitePapers]:
        """The sites in use of the same unit, with what they published lately; () where it has none. Raises
        MissingCapture when that was not handed on."""
        ...


@dataclass(frozen=True, slots=True)
class GatheredAccount:
    """An `AccountView` held in memory."""

    account: Account
    moment: datetime
    unit: Unit = field(default_factory=lambda: Unit(""))
    read: tuple[Reading, ...] = ()
    siblings: tuple[Account, ...] = ()
    answers: tuple[LinkProbe, ...] | None = None
    earlier: tuple[Post, ...] = ()
    read_beside: tuple[Reading, ...] = ()
    published: tuple[SitePapers, ...] | None = None

    def links(self) -> Sequence[LinkProbe]:
        if self.answers is None:
            raise MissingCapture(LinkProbe.__name__)
        return self.answers

    def readings(self) -> Sequence[Reading]:
        if not self.read:
            raise MissingCapture(Reading.__name__)
        return self.read

    def beside(self, account: Account) -> Sequence[Reading]:
        return tuple(one for one in self.read_beside if one.account == account.key)

    def sites(self) -> Sequence[SitePapers]:
        if self.published is None:
            raise MissingCapture(SitePapers.__name__)
        return self.published


@dataclass(frozen=True)
class GatheredSite:
    """A `SiteView` held in memory, for `try` and for cases. Not slotted: it remembers what was derived."""

    site: Site
    moment: datetime
    page_views: tuple[PageView, ...] = ()
    answers: Mapping[type, Sequence[Probe]] = field(default_factory=dict)
    coverage: Coverage = field(default_factory=Coverage)
    columns: tuple[Column, ...] = ()
    unit: Unit = field(default_factory=lambda: Unit(""))
    home_url: str = ""
    registered: tuple[Account, ...] | None = None
    _derived: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def accounts(self) -> Sequence[Account]:
        if self.registered is None:
            raise MissingCapture(Account.__name__)
        return self.registered

    @property
    def home(self) -> PageView | None:
        return self.page(self.home_url or self.site.home)

    def pages(self) -> Iterable[PageView]:
        return [p for p in self.page_views if p.facts.kind is not PageKind.FILE]

    def files(self) -> Iterable[PageView]:
        return [p for p in self.page_views if p.facts.kind is PageKind.FILE and (p.facts.text or p.facts.unread)]

    def page(self, url: str) -> PageView | None:
        html = (p for p in self.page_views if p.facts.kind is not PageKind.FILE)
        return next((p for p in html if url in (p.page.url, p.page.final_url)), None)

    def probes(self, kind: type[P]) -> Iterable[P]:
        if kind not in self.answers:
            raise MissingCapture(kind.__name__)
        return [answer for answer in self.answers[kind] if isinstance(answer, kind)]

    def places(self, url: str) -> Places:
        shown = [(p, link) for p in self.page_views for link in p.facts.links if link.url == url]
        best = sorted(shown, key=lambda pair: pair[1].tag in HINTS)
        first = best[0][1] if best else Link(url)
        spots = {shown_at(p.page, p.facts): link for p, link in reversed(best)}
        met = dict.fromkeys(shown_at(p.page, p.facts) for p, _ in shown)
        depths = {p.url: p.page.depth for p in self.page_views}
        pages = tuple(sorted(list(met)[:20], key=lambda page: (depths.get(page, 0), len(page), page)))
        home = self.home
        return Places(
            count=len(met),
            pages=pages,
            text=next((link.text for _, link in shown if link.text), ""),
            on_home=home is not None and any(p.url == home.url for p, _ in shown),
            tag=first.tag,
            place=first.place,
            spots=tuple(Spot(page, spots[page].line, spots[page].column) for page in pages),
        )

    def derived(self, read: Callable[[SiteView], T]) -> T:
        if read not in self._derived:
            self._derived[read] = read(self)
        return self._derived[read]  # type: ignore[return-value]  # keyed by the function that made it
