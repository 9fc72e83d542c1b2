"""What accounts publish, and what one reading of an account found.

The first difficulty is not to read but to tell *silent* from *could not be read*. So a reading has one of four states,
and only two of them (`NEW`, `CONFIRMED_NONE`) hold anything that may be judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from checks.model.failures import Failure
from checks.model.personal import Personal

TITLE_KEPT, TEXT_KEPT, LINKS_KEPT, POSTS_KEPT = 300, 4_000, 50, 200
"""Characters of a title and of a text, links of a post and posts of a reading that are kept."""
REPOST_KEPT = 1_000
"""Characters that are kept of what a post passes on."""
_DAY = timedelta(days=1)
_KEY = 64
"""Characters of an id that is kept as it is; a longer one is told by its digest."""
_PLACE = 4
"""Digits of the highest number that may be a place in a list."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number as a platform shows it. `at_least`: it shows a lower bound only (100万+). Unknown is None, never 0."""

    value: int
    at_least: bool = False
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a post drew. None is unknown."""

    reads: Count | None = None
    likes: Count | None = None
    comments: Count | None = None
    forwards: Count | None = None


class PostKind(StrEnum):
    """What a post is."""

    ARTICLE = "article"
    SHORT = "short"  # 微博, 微头条, 动态
    VIDEO = "video"
    IMAGES = "images"
    AUDIO = "audio"
    REPOST = "repost"  # 转发
    VERSION = "version"  # a new version of an application: says nothing of what it shows
    RECORD = "record"  # the newest post as a person noted it
    OTHER = "other"


class Interaction(StrEnum):
    """May readers comment on a post, as its platform tells it?"""

    OPEN = "open"
    CLOSED = "closed"  # 评论已关闭
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Repost:
    """What a post passes on. `deleted` when the platform no longer shows it; account, url and text may be "".
    `personal` is what was found in its text, as in `Post`."""

    account: str = ""
    url: str = ""
    text: str = ""
    deleted: bool = False
    personal: tuple[Personal, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """One post. `moment` (aware) is None where no time can be believed, `raw_moment` what was written there.

    `day_only`: only the day is known, and `moment` is its beginning. `doubtful`: the time lies in the future.
    `original` is what the platform says (原创声明), None where it says nothing; `repost_of` what the post passes on.
    `cut`: more stands there than the source shows, or than is kept. `personal`: the numbers that title and text showed
    whole, where they are masked now; None where nobody looked for them.
    """

    id: str
    url: str = ""
    title: str = ""
    text: str = ""
    moment: datetime | None = None
    raw_moment: str = ""
    day_only: bool = False
    doubtful: bool = False
    original: bool | None = None
    repost_of: Repost | None = None
    counts: Counts = Counts()
    links: tuple[str, ...] = ()
    pinned: bool = False
    kind: PostKind = PostKind.OTHER
    interaction: Interaction = Interaction.UNKNOWN
    cut: bool = False
    personal: tuple[Personal, ...] | None = None

    @property
    def latest(self) -> datetime | None:
        """The latest moment at which it may have appeared: in doubt for the account. None where that is not known."""
        if self.moment is None or self.doubtful:
            return None
        return self.moment + _DAY if self.day_only else self.moment

    @property
    def key(self) -> str:
        """What names it among the posts of its account, from night to night: the id that the platform gave it, else its
        address, else its title (or text) with its moment. A short number may be no more than its place in a list, and
        what is its title as well is no id."""
        placed = self.id.isdigit() and len(self.id) <= _PLACE
        if self.id and not placed and self.id != self.title[: len(self.id)]:
            said = self.id
        elif self.url and not placed:
            said = self.url
        else:
            said = f"{self.url} {self.title or self.text} {self.moment.isoformat() if self.moment else ''}"
        plain = said == self.id and len(said) <= _KEY
        return said if plain else f"#{sha256(said.encode(errors='replace')).hexdigest()[:32]}"

    @property
    def passed_on(self) -> bool:
        """True where the platform shows it as passed on, or as not original."""
        return self.original is False or self.repost_of is not None or self.kind is PostKind.REPOST


@dataclass(frozen=True, slots=True)
class Profile:
    """An account as its platform shows it. `verified_kind` is the platform's own word or number for the kind."""

    name: str = ""
    platform_id: str = ""
    verified_as: str = ""
    verified_kind: str = ""
    followers: Count | None = None
    posts: Count | None = None
    description: str = ""


class ReadingState(StrEnum):
    """The four outcomes of a reading (取数结果)."""

    NEW = "new"  # 有新内容
    CONFIRMED_NONE = "confirmed-none"  # 确认无新内容
    ABNORMAL = "abnormal"  # 账号异常: a person looks
    COULD_NOT_LOOK = "could-not-look"  # 无法核查


class AccountReason(StrEnum):
    """What is odd about an account."""

    CANCELLED = "account-cancelled"  # 注销
    BANNED = "banned"  # 封禁
    RESTRICTED = "restricted"  # 受限
    RENAMED = "renamed"
    MOVED = "moved"  # 迁移
    TAKEN_DOWN = "taken-down"  # 下架
    NOT_FOUND = "not-found"  # 查无此号


class SourceReason(StrEnum):
    """Why a source could not tell, beside the failures of the network (`Failure`): nothing is said of the account."""

    LOGIN = "login"
    TOKEN_EXPIRED = "token-expired"
    QUOTA = "quota"
    BUSY = "busy"
    NO_PERMISSION = "no-permission"
    CONFIGURATION = "configuration"
    NO_SOURCE = "no-source"  # the registry names none that can be read
    GATEWAY_DOWN = "gateway-down"  # it says so of itself
    GATEWAY_STALE = "gateway-stale"  # it has not asked the platform for too long, or nobody knows when it did
    BLIND_SPOT = "blind-spot"  # part of what an account publishes is not seen there
    NO_TIME = "no-time"
    DOUBTFUL_TIME = "doubtful-time"  # in the future
    EMPTY_FEED = "empty-feed"
    MALFORMED = "malformed"
    BAD_STATUS = "bad-status"
    PARTIAL = "partial"  # the list was cut, or shows nothing but pinned posts
    SIGNATURE = "signature"  # the platform wants a signature or a visitor's cookie that is not made here
    ONE_POST = "one-post"  # a single article says nothing of what came after it
    POST_DELETED = "post-deleted"
    VERSION_ONLY = "version-only"
    NO_EVIDENCE = "no-evidence"  # a record without a person, a day or a screenshot
    RECORD_OLD = "record-old"
    NOT_RECORDED = "not-recorded"
    INCIDENT = "incident"  # the same source failed for many accounts at once


Reason = Failure | AccountReason | SourceReason


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one account. `account` is its key, `host` what was asked, `since` where the window began.

    `synced_at` is when a gateway last asked the platform, or when a person wrote a record that is too old by now.
    `complete`: the posts reach back beyond `since`, or are all there are. `first_reason` is what an incident covers.
    `deleted` are addresses of posts that the platform itself says were taken down. Raises ValueError on a state that
    its reason does not allow.
    """

    account: str
    source: str
    asked_at: datetime
    state: ReadingState
    reason: Reason | None = None
    status: int | None = None
    posts: tuple[Post, ...] = ()
    profile: Profile | None = None
    synced_at: datetime | None = None
    complete: bool = False
    since: datetime | None = None
    host: str = ""
    first_reason: Reason | None = None
    doubt: Reason | None = None
    deleted: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.state is ReadingState.ABNORMAL:
            fits = isinstance(self.reason, AccountReason)
        elif self.state is ReadingState.COULD_NOT_LOOK:
            fits = isinstance(self.reason, Failure | SourceReason) and not self.complete
        else:
            fits = self.reason is None and (self.complete or self.state is ReadingState.NEW)
        if not fits:
            raise ValueError(f"{self.state} does not go with {self.reason} (complete: {self.complete})")

    @property
    def judgeable(self) -> bool:
        """True when the posts may be judged: what was not seen is no proof of silence."""
        return self.state in (ReadingState.NEW, ReadingState.CONFIRMED_NONE)

    @property
    def proven_until(self) -> datetime | None:
        """Until when it is known that nothing newer was published than was seen, None where nothing is known of that:
        what a gateway shows ends when it last asked, a record where the person looked."""
        if not self.judgeable or self.doubt is not None:
            return None
        return min(self.asked_at, self.synced_at) if self.synced_at is not None else self.asked_at

    @property
    def newest(self) -> Post | None:
        """The newest post of a reading that may be judged, None of any other and where nothing was ever published."""
        return self.newest_seen if self.judgeable else None

    @property
    def newest_seen(self) -> Post | None:
        """The newest post among those seen, whatever the state: a hint for a person, never for a verdict."""
        timed = [(latest, post) for post in self.posts if (latest := post.latest) is not None]
        return max(timed, key=lambda pair: pair[0])[1] if timed else None


@dataclass(frozen=True, slots=True)
class Record:
    """What a person saw: one row of a sheet of records. `newest` is the day of the last post, None with `none` = never.

    `account` is a key, `name` and `platform` as written; `found` says what was odd about the account.
    """

    platform: str
    name: str
    platform_id: str = ""
    newest: datetime | None = None
    day_only: bool = True
    never: bool = False
    found: AccountReason | None = None
    screenshot: str = ""
    who: str = ""
    looked_at: datetime | None = None
    title: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One source or host that failed for many accounts at once: `accounts` (keys) of `of` that were asked there."""

    source: str
    host: str
    accounts: tuple[str, ...]
    of: int
    reasons: tuple[tuple[str, int], ...] = ()
    """(value of the reason, how many), the most frequent first."""

    @property
    def failed(self) -> int:
        """How many accounts it concerns."""
        return len(self.accounts)
