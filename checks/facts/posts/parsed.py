"""What a parser hands over, and the one place where it becomes one of the four outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from checks.facts.moments import FUTURE, doubtful, made_up, read_moment
from checks.facts.posts.shapes import shortened
from checks.model.posts import (
    LINKS_KEPT,
    POSTS_KEPT,
    REPOST_KEPT,
    TEXT_KEPT,
    TITLE_KEPT,
    AccountReason,
    Count,
    Interaction,
    Post,
    Profile,
    Reading,
    ReadingState,
    Reason,
    SourceReason,
)

MADE_UP_SECONDS = 120.0
"""All times equal and within so many seconds of fetching: nobody wrote them down when the posts appeared."""
SYNC = timedelta(hours=48)
"""A gateway that has not asked the platform for so long proves nothing by its silence (ours: they ask daily)."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """`reason`: why nothing can be concluded, or what is odd about the account. `whole`: the posts are all there are.
    `blind`: the source leaves out part of what the account publishes, so that nothing new there proves nothing."""

    posts: tuple[Post, ...] = ()
    profile: Profile | None = None
    reason: Reason | None = None
    whole: bool = False
    blind: SourceReason | None = None
    deleted: tuple[str, ...] = ()
    """Addresses of posts that the platform says were taken down, and when the newest of them appeared."""
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: the key of the account, the source and its host, when, from when on posts are new."""

    account: str
    source: str
    asked_at: datetime
    since: datetime
    host: str = ""
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Sync:
    """What is known of a gateway: when it last asked the platform, and how old that may be. `down`: it says so."""

    at: datetime | None = None
    most: timedelta = SYNC
    down: bool = False


def conclude(asked: Asked, parsed: Parsed, sync: Sync | None = None) -> Reading:
    """The reading. Silence is confirmed only by an unpinned post older than the window, or by a list that is whole; and
    through a gateway (`sync`) only when that gateway is known to have asked the platform lately."""
    posts = _believed(parsed.posts, asked.asked_at)
    new = _any_new(posts, asked.since)
    unseen = None if parsed.reason else _unseen(asked, parsed, posts, sync)
    short = None if parsed.whole or _reaches(posts, asked.since) else SourceReason.PARTIAL
    reason = parsed.reason or (None if new else unseen or short)
    complete = reason is None and (parsed.whole or _reaches(posts, asked.since))
    if isinstance(reason, AccountReason):
        state = ReadingState.ABNORMAL
    elif reason is not None:
        state = ReadingState.COULD_NOT_LOOK
    else:
        state = ReadingState.NEW if new else ReadingState.CONFIRMED_NONE
    return Reading(
        asked.account,
        asked.source,
        asked.asked_at,
        state,
        reason,
        asked.status,
        posts[:POSTS_KEPT],
        parsed.profile,
        sync.at if sync else None,
        complete,
        asked.since,
        asked.host,
        doubt=unseen if state is ReadingState.NEW else None,
        deleted=parsed.deleted[:POSTS_KEPT],
    )


def unread(asked: Asked, reason: Reason, profile: Profile | None = None) -> Reading:
    """A reading that found nothing but `reason`."""
    return conclude(asked, Parsed(reason=reason, profile=profile))


def timed(post: Post, raw: object, base: datetime) -> Post:
    """`post` with the moment that `raw` means."""
    moment = read_moment(raw, base)
    written = str(raw)[:100] if isinstance(raw, str | int | float) else ""
    if moment is None:
        return replace(post, raw_moment=written)
    odd = doubtful(moment.at, base)
    return replace(post, moment=moment.at, day_only=moment.day_only, raw_moment=written, doubtful=odd)


def interaction(comments: Count | None, value: object = None, *, closed: object = None) -> Interaction:
    """May readers comment? `value` is the flag of the platform, which means closed where it equals `closed` and open
    where it is another truth value or number. Where there is none, a comment that is there speaks for the account."""
    if isinstance(value, bool | int) and closed is not None:
        return Interaction.CLOSED if value == closed else Interaction.OPEN
    return Interaction.OPEN if comments is not None and comments.value > 0 else Interaction.UNKNOWN


def bounded(post: Post) -> Post:
    """`post` with no more text and links than are kept."""
    passed, links = post.repost_of, post.links[:LINKS_KEPT]
    title, text = shortened(post.title, TITLE_KEPT), shortened(post.text, TEXT_KEPT)
    theirs = shortened(passed.text, REPOST_KEPT) if passed else ""
    if title is post.title and text is post.text and (passed is None or theirs is passed.text):
        return post if len(links) == len(post.links) else replace(post, links=links)
    passed = replace(passed, text=theirs) if passed else None
    return replace(post, title=title, text=text, links=links, repost_of=passed, cut=True)


def _believed(posts: Iterable[Post], fetched: datetime) -> tuple[Post, ...]:
    """Newest first, without times where they were made up when the list was fetched."""
    kept = tuple(map(bounded, posts))
    if made_up((post.moment for post in kept if post.moment and not post.day_only), fetched, MADE_UP_SECONDS):
        return tuple(replace(post, moment=None, day_only=False) for post in kept)
    return tuple(sorted(kept, key=lambda post: -post.moment.timestamp() if post.moment else 0.0))


def _any_new(posts: Iterable[Post], since: datetime) -> bool:
    return any((latest := post.latest) is not None and latest >= since for post in posts)


def _reaches(posts: Iterable[Post], since: datetime) -> bool:
    """True when an unpinned post lies before the window: what a list shows newest first has been seen to that point."""
    return any((latest := post.latest) is not None and latest < since and not post.pinned for post in posts)


def _is_newest(moment: datetime, posts: Iterable[Post], since: datetime) -> bool:
    """Does it lie in the window, and after every post that is shown?"""
    return moment >= since and all((latest := post.latest) is None or latest < moment for post in posts)


def _unseen(asked: Asked, parsed: Parsed, posts: tuple[Post, ...], sync: Sync | None) -> SourceReason | None:
    """Why there may be newer posts than those that are shown, None where nothing speaks for it."""
    if sync is not None and sync.down:
        return SourceReason.GATEWAY_DOWN
    if sync is not None and (sync.at is None or not -FUTURE <= asked.asked_at - sync.at <= sync.most):
        return SourceReason.GATEWAY_STALE
    if not posts and not parsed.whole:
        return SourceReason.EMPTY_FEED
    if any(post.doubtful for post in posts):
        return SourceReason.DOUBTFUL_TIME
    if any(post.moment is None for post in posts):
        return SourceReason.NO_TIME
    if parsed.blind is not None:
        return parsed.blind
    if parsed.deleted_at is not None and _is_newest(parsed.deleted_at, posts, asked.since):
        return SourceReason.POST_DELETED  # it was published, though it is gone by now
    return SourceReason.PARTIAL if posts and not parsed.whole and all(post.pinned for post in posts) else None
