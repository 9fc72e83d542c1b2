"""What a page shows, read once where it arrives: the facts that checks judge by.

All texts are plain (no markup, white space folded). All addresses are absolute, normalised by `checks.model.urls` and
without fragment. Dates carry where they were found, because a visible label, a meta and an address may disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from checks.model.aids import Aids
from checks.model.annual import AnnualReport
from checks.model.captures import LinkProbe
from checks.model.consultations import Consultation
from checks.model.documents import NOTHING_SAID, Listed, Particulars
from checks.model.forms import Form
from checks.model.guides import Guide
from checks.model.layout import Byline, Layout
from checks.model.letters import Letter
from checks.model.personal import Personal
from checks.model.shown_accounts import ShownAccount


class PageKind(StrEnum):
    """What a page is for. `STUB` is a redirect by meta or script, or an empty shell that a script fills."""

    HOME = "home"
    LIST = "list"
    ARTICLE = "article"
    SECTION = "section"  # leads to columns, shows no list of its own with paging
    STUB = "stub"
    OTHER = "other"
    FILE = "file"  # no page: a style sheet, sitemap or feed shows links only, an attachment its text as well


class Place(StrEnum):
    """Where on a page a link stands."""

    NAV = "nav"
    LIST = "list"
    BODY = "body"
    FOOTER = "footer"
    HEAD = "head"
    OTHER = "other"


class DateSource(StrEnum):
    """Where a date was found, best first."""

    LABEL = "label"  # a visible label: 发布时间：…
    META = "meta"  # PubDate and the like
    URL = "url"  # /202609/t20260905_1.html
    SCRIPT = "script"  # written by a script of the page
    BARE = "bare"  # a visible date without a label, at the place where such stands


@dataclass(frozen=True, slots=True)
class DateSeen:
    """A date of publication. `value` is aware (UTC); `exact` is False where only the day was given (00:00 +08:00)."""

    value: datetime
    source: DateSource
    raw: str
    exact: bool = False


class Link(NamedTuple):
    """A link as shown: a tuple, because every page has a hundred, and these are made and stored in less time.

    `tag` is the element (a, img, link, script, iframe, area, source, embed, input …), or says what else shows it:
    script-written, background (the attribute), and those of `HINTS`. `line` and `column` count from 1 in
    the decoded source, 0 where that is not known. `fragment` is what stands behind the # of an anchor, as written.
    """

    url: str
    text: str = ""
    tag: str = "a"
    place: Place = Place.OTHER
    line: int = 0
    column: int = 0
    fragment: str = ""


HINTS = frozenset(
    (
        *("form", "form-post", "script-hint", "json-ld", "header", "alternate"),
        *("style", "css", "sitemap", "feed", "attachment"),
    )
)
"""Tags of what nobody follows as it stands: a form without its entries, a rule of style that may never apply, what
only machines or the readers of a file meet. It is looked at last and never read as a page; what is wrong with it is
suspected, never certain."""


class Item(NamedTuple):
    """An entry of a list, a tuple as links are: title, address, and the day it shows (aware, 00:00 +08:00), None where
    it shows none.

    `block` numbers the list on the page it stands in (0 = the longest): a home page has several.
    """

    url: str
    title: str
    date: datetime | None = None
    block: int = 0


@dataclass(frozen=True, slots=True)
class Meta:
    """A meta element: name and content as written, and whether it stood inside <body>."""

    name: str
    content: str
    in_body: bool = False


@dataclass(frozen=True, slots=True)
class Footer:
    """What the foot of a page says of who answers for it. Each field holds the text found, "" when it was not found."""

    site_code: str = ""
    icp: str = ""
    police: str = ""
    party_mark: str = ""  # 党政机关网站标识: the address of its picture or link
    find_error: str = ""  # 我为政府网站找错: the address of its link or script
    find_error_code: str = ""  # the site code it carries
    sponsor: str = ""  # 主办单位
    contact: str = ""
    sitemap: str = ""  # 站点地图


@dataclass(frozen=True, slots=True)
class HiddenLink:
    """A link to another host that readers do not see. `how` it is kept from them: a way of `checks.facts.styles`, or
    marquee, frame, zero-width, script-written, script-referrer, script-encoded, script-escaped.

    `block` numbers the hidden thing that holds it and others, from 1 on; 0 where it is hidden as menus, tabs and
    pictures of honest pages are, or stands in nothing else.
    """

    url: str
    text: str = ""
    how: str = ""
    block: int = 0


class Validity(StrEnum):
    """有效性, normalised (GF-05)."""

    VALID = "valid"  # 有效, 现行有效
    PARTLY = "partly-valid"  # 部分有效
    AMENDED = "amended"  # 已修改
    REPEALED = "repealed"  # 已废止
    EXPIRED = "expired"  # 已失效
    NOT_YET = "not-yet"  # 尚未施行


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document (政策文件): its fields as read from a metadata table or from the text.

    A field is "" or None when it was not found. `labels` are the labels that the metadata table shows, also those with
    an empty value; empty when there is no table. Dates are aware, 00:00 +08:00. `valid_until` is the last day on which
    the document holds, read or computed from its text; `term` the words it was computed from.
    """

    title: str = ""
    number: str = ""  # 文号, brackets normalised to 〔〕
    issuer: str = ""
    index: str = ""  # 索引号
    written: datetime | None = None  # 成文日期
    published: datetime | None = None  # 发布日期
    effective: datetime | None = None  # 施行日期
    valid_until: datetime | None = None
    term: str = ""
    validity_text: str = ""  # as shown
    validity: Validity | None = None
    normative: bool = False  # 行政规范性文件, by its table, its number or its column
    draft: bool = False  # 征求意见稿, 送审稿
    labels: tuple[str, ...] = ()
    stated_none: tuple[str, ...] = ()  # labels whose value says 无: the office states that there is none
    body_length: int = 0  # characters of the text itself
    attachments: tuple[str, ...] = ()
    particulars: Particulars = NOTHING_SAID  # what its text says of itself


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in a paged list a page stands. `current` counts from 1; `pages` and `records` are 0 when not said."""

    dialect: str
    current: int = 1
    pages: int = 0
    records: int = 0
    first: str = ""  # address of the first page, "" when this is it
    next: tuple[str, ...] = ()  # addresses of further pages that are known from this one


@dataclass(frozen=True, slots=True)
class PageFacts:
    """All that is read from one page."""

    url: str
    title: str = ""
    heading: str = ""  # the title shown on the page itself
    kind: PageKind = PageKind.OTHER
    charset: str = "utf-8"
    text: str = ""  # visible text of the main part, without navigation and foot
    text_length: int = 0
    links: tuple[Link, ...] = ()
    items: tuple[Item, ...] = ()
    crumbs: tuple[Link, ...] = ()  # 当前位置: breadcrumbs from the home page on
    published: DateSeen | None = None
    dates: tuple[DateSeen, ...] = ()  # every publication date found, one for each source
    metas: tuple[Meta, ...] = ()
    footer: Footer = Footer()
    document: Document | None = None
    listed: tuple[Listed, ...] = ()  # what an interface says of documents that hold no more; at most 1,000
    guide: Guide | None = None
    consultation: Consultation | None = None
    paging: Paging | None = None
    refresh: str = ""  # where a meta refresh or a script sends the reader
    empty_notice: str = ""  # 建设中, 暂无数据 …: the words that stand where a list should
    scripted: bool = False  # the list or the body is filled by a script that was not run
    images: int = 0  # pictures in the main part: a page of one picture is not empty
    odd_links: tuple[str, ...] = ()  # href that no one can follow: file:, C:\, http:///
    generator: str = ""  # the CMS family, where the page tells
    data: bool = False  # the answer of an interface: readers see it in the list of the column that it fills
    interface: bool = False  # its list goes on behind an interface: the page itself stays the same while that grows
    hidden_links: tuple[HiddenLink, ...] = ()  # to other hosts, out of readers' sight; at most 50
    signs: tuple[str, ...] = ()  # of a page taken over (`checks.facts.tampering`)
    broken_anchors: tuple[Link, ...] = ()  # links to places of the page itself that it does not have
    aids: Aids | None = None  # only of home pages, of versions for the old or the disabled, and where a captcha stands
    letters: tuple[Letter, ...] = ()  # 留言, 来信: of a list of them, or the one whose own page this is; at most 200
    search_fields: tuple[str, ...] = ()  # of the home page and of columns of documents (`checks.facts.search_fields`)
    layout: Layout | None = None  # of home pages
    byline: Byline | None = None  # of articles
    annual: AnnualReport | None = None  # the yearly paper that it shows
    forms: tuple[Form, ...] = ()  # search boxes, of home pages only; at most 10
    personal: tuple[Personal, ...] = ()  # numbers that were shown whole: in `text` and everywhere else they are masked
    personal_count: int = 0  # of all, also those beyond what is told one by one
    unread: str = ""  # of a file: why its text could not be read, in Chinese; "" when it was read to its end
    unfollowed: int = 0  # where 附件 is spoken of: anchors of the main part that only a script follows
    mentions_search: bool = False  # a home page whose source says search (搜索, 检索) somewhere
    accounts: tuple[ShownAccount, ...] = ()  # of new media, as its own: of home pages and of pages of such accounts


@dataclass(frozen=True, slots=True)
class Page:
    """One html page of a visit.

    `depth` is the number of clicks from the home page. `paged_from` is the first page of the list it continues, ""
    otherwise. `digest` is the sha-256 of the bytes, hex. `changed` is False when the visit before had the same bytes.

    Both of these are known once a visit is closed: `first_seen` (aware) is when any visit of this site first met the
    address; `absent_at` (aware) the last moment at which a complete visit had read a column that lists it to its end
    and not met it, None where that cannot be said.
    """

    url: str
    status: int
    fetched_at: datetime
    final_url: str = ""
    depth: int = 0
    digest: str = ""
    size: int = 0
    content_type: str = ""
    paged_from: str = ""
    changed: bool = True
    family: int = 4
    etag: str = ""
    last_modified: str = ""
    first_seen: datetime | None = None
    absent_at: datetime | None = None


def shown_at(page: Page, facts: PageFacts) -> str:
    """The address at which readers see what `page` shows: nobody opens an interface, they see the column it fills."""
    kind = page.content_type.lower()
    data = facts.data or "json" in kind or ("xml" in kind and "html" not in kind)
    return page.paged_from if data and page.paged_from else page.url


@dataclass(frozen=True, slots=True)
class Capture:
    """One html response on its way from the spider to the visit file: what it is, what it shows, and its bytes.

    `body` is empty when the server answered 304 and the facts are those of the visit before. `headers` are as received.
    """

    page: Page
    facts: PageFacts
    probe: LinkProbe
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
