"""A county on the drawing board: sites, columns and articles that faults are drawn into before painting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from tests.county.nouns import Answer, Habit, Handler, NearMiss, Response


@dataclass(slots=True)
class Tls:
    """How a host speaks TLS. Without a `certificate` it hangs up on the greeting, or refuses where `closed`.

    The words for certificates are those of `tests.county.tls`. `home`: the site is read over https, and http leads
    there; `hsts` is the header then. `back`: https leads back to http. `old`: protocols below TLS 1.2 are taken too.
    """

    certificate: str = ""
    home: bool = False
    hsts: str = ""
    old: bool = False
    closed: bool = False
    back: bool = False


@dataclass(slots=True)
class Article:
    """One article. `metas` overrides metas of the page (None drops one); `fields` is its metadata box, None without."""

    title: str
    day: date
    paragraphs: list[str]
    path: str = ""
    source: str = ""
    clock: str = "09:30"
    metas: dict[str, str | None] = field(default_factory=dict)
    fields: dict[str, str] | None = None
    extra: str = ""  # markup after the text
    script: str = ""  # markup in the head
    shown_day: str = ""  # what stands in the place of the date; "-" = nothing
    shown_title: str = ""  # what the heading shows, "-" = nothing
    list_title: str = ""
    list_extra: str = ""
    listed: bool = True
    crumbs: bool = True
    foot: dict[str, str | None] = field(default_factory=dict)
    used: bool = False
    signed: date | None = None  # the day under the text
    charset: str = ""
    kind: str = ""
    pinned: bool = False
    gone: bool = False  # listed, but its page answers 404
    head: str | None = None  # what its head calls the site
    guide: dict[str, str] | None = None  # the elements of a guide to a service, by their labels
    shape: str = ""  # how the guide is written (`tests.county.services`)
    over: str = ""  # what the interface of its list says of it: 已废止, 已失效
    stored: date | None = None  # when its file was written, where that was not on its day


@dataclass(slots=True)
class Column:
    """One column. `words` stand in the place of the list; `age` is how many days ago its newest article came out."""

    slug: str
    name: str
    category: str
    articles: list[Article] = field(default_factory=list)
    first: str = ""  # path of the first page
    per_page: int = 8
    words: str = ""
    metas: dict[str, str | None] = field(default_factory=dict)
    registered: bool = False
    days: int | None = None
    nav: bool = True
    variant: str = ""
    markup: str = ""  # in the place of the list and paging
    foot: dict[str, str | None] = field(default_factory=dict)
    extra: str = ""
    number: int = 0
    parent: str = ""  # slug of the column above
    step: int = 0  # days between articles, 0 = as usual
    count: int = 0  # how many articles, 0 = as usual for its kind


@dataclass(slots=True)
class Over6:
    """What a site does over IPv6, where that is not what it does over IPv4.

    `files` stand in the place of its own, by path. At `closed` addresses of its AAAA, and at `closed_ports`, nobody
    listens. The first byte of the home page comes after `pause` seconds. A path that is asked for again within
    `refuses_within` seconds is refused. `altered` makes of the home page what it is over IPv6.
    """

    files: dict[str, Response] = field(default_factory=dict)
    closed: tuple[str, ...] = ()
    closed_ports: tuple[int, ...] = ()
    pause: float = 0.0
    refuses_within: float = 0.0
    altered: Callable[[bytes], bytes] | None = None


@dataclass(slots=True)
class Site:
    """One site. `code`, `name`, `home` are what the registry says; `foot` and `metas` override every page."""

    key: str
    code: str
    name: str
    host: str
    kind: str  # 门户网站, 部门网站, 其他
    dialect: str
    unit: str
    charset: str = "utf-8"
    header_charset: str = ""  # what Content-Type says, "" = nothing
    foot_style: int = 0
    columns: list[Column] = field(default_factory=list)
    metas: dict[str, str | None] = field(default_factory=dict)
    foot: dict[str, str | None] = field(default_factory=dict)
    dns: dict[str, object] = field(default_factory=dict)
    v6: Over6 = field(default_factory=Over6)
    wire: str = ""  # refused, garbage
    handlers: dict[str, Handler] = field(default_factory=dict)  # by path; one that ends in / answers for all below it
    files: dict[str, Response] = field(default_factory=dict)
    sitemap_metas: dict[str, str | None] = field(default_factory=dict)
    home_extra: str = ""
    home_metas: dict[str, str | None] = field(default_factory=dict)
    home_foot: dict[str, str | None] = field(default_factory=dict)
    box: str = "table"  # how documents show their fields
    home_listed: bool = True
    state: str = "正常"  # as the registry says
    hosts: tuple[str, ...] = ()  # further registered hosts
    tls: Tls = field(default_factory=Tls)
    head: str | None = None  # what the head of its pages calls it, where that is not its name; "" = only a picture
    home_title: str = ""
    level: str = ""  # 行政级别 in the registry
    nav_extra: str = ""  # markup behind the columns of the navigation
    more_columns: list[tuple[str, str, str]] = field(
        default_factory=list
    )  # registered besides: name, address, category
    search: str = ""  # the search box of the home page
    registrant: str = ""  # 主办单位 in the registry, where that is another than `unit`
    pause: float = 0.0  # seconds after which its home page comes

    @property
    def root(self) -> str:
        return f"{'https' if self.tls.home else 'http'}://{self.host}"

    @property
    def home(self) -> str:
        return f"{self.root}/"

    def url(self, path: str) -> str:
        return self.root + path

    def column(self, slug: str) -> Column:
        return next(c for c in self.columns if c.slug == slug)

    def has(self, slug: str) -> bool:
        return any(c.slug == slug for c in self.columns)


@dataclass(slots=True)
class Account:
    """One account, as the registry tells it; `number` is its id on the platform, `url` where its source is read."""

    platform: str
    name: str
    unit: str
    number: str
    home: str
    source: str
    url: str
    state: str = "正常"
    days: int | None = None
    level: str = ""
    """行政级别 as the registry has it: not every office has filled it in."""
    code: str = ""
    """Accounts have no 网站标识码: in the key they are told by their home page."""


@dataclass(slots=True)
class Book:
    """Where faults and near-misses are written down while they are drawn in."""

    today: date
    seed: int = 1
    mended: frozenset[str] = frozenset()
    night: int = 1
    sites: dict[str, Site] = field(default_factory=dict)
    ghosts: list[Site] = field(default_factory=list)
    """Registered sites of which only a door is left, or nothing at all."""
    accounts: list[Account] = field(default_factory=list)
    records: list[tuple[str, ...]] = field(default_factory=list)
    """What persons noted of accounts, rows of the sheet that `records.write` writes."""
    answers: list[Answer] = field(default_factory=list)
    misses: list[NearMiss] = field(default_factory=list)
    outside: dict[str, Response] = field(default_factory=dict)
    """Answers of foreign hosts, by address."""
    doors: dict[str, Handler] = field(default_factory=dict)
    """Foreign hosts that answer any path, by host."""
    untrusted: set[str] = field(default_factory=set)
    """Foreign hosts that speak TLS with a certificate that nobody vouches for."""
    habits: dict[str, Habit] = field(default_factory=dict)
    """What home pages do in the week of rounds, by site."""
    secured: set[str] = field(default_factory=set)
    """Foreign hosts that speak TLS as they should, beside http."""

    def fault(
        self,
        site: Site | Account,
        check: str,
        code: str,
        url: str,
        why: str,
        *,
        label: str = "",
        suspected: bool = False,
        night: int = 1,
        lasting: bool = False,
        v6: bool = False,
        falls_with: tuple[tuple[str, str, str], ...] = (),
    ) -> bool:
        """Notes a fault and says whether it is to be drawn: not when it was mended, or belongs to a later night.

        `v6`: only a machine with IPv6 can see it.
        `falls_with` names other faults of the site (check, code, url): whoever mends one of them has mended this, too.
        """
        answer = Answer(site.code, check, code, url, "REVIEW" if suspected else "FAIL", why, label, v6)
        others = {Answer(site.code, *other, "", "").id for other in falls_with}
        if (not self.mended.isdisjoint({answer.id, *others}) and not lasting) or night > self.night:
            return False
        self.answers.append(answer)
        return True

    def miss(self, name: str, site: Site | Account, url: str, why: str, check: str = "", code: str = "") -> None:
        self.misses.append(NearMiss(name, site.code, url, why, check, code))

    def take(self, site: Site, slug: str, *, newest: bool = False) -> Article:
        """An article of a column that nothing was drawn into yet: the oldest such, or the newest."""
        pool = site.column(slug).articles
        free = (a for a in (pool if newest else reversed(pool)) if not a.used and a.listed)
        article = next(free)
        article.used = True
        return article
