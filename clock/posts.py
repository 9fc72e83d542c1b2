"""What a night's readings of accounts leave in the ledger: their posts, and which days of a month were seen whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from checks.facts.post_texts import ALIKE_TITLE, text_digest
from checks.model.posts import POSTS_KEPT, Post, PostKind, Reading
from checks.model.registry import BEIJING
from results.ledger import posts
from results.ledger.engine import Ledger
from results.ledger.post_rows import Look, Origin, Seen, month_of
from results.visits.read_accounts import readings_in

AT_ONCE = 500
"""So many accounts are entered in one transaction: nobody waits long for the ledger."""
TITLE_SHOWN = 60
_DAY = timedelta(days=1)
_FARTHEST = timedelta(days=366)
_LONGEST = 36_500
"""Days for which posts may be kept at most."""


def keep_posts(ledger: Ledger, run: int, path: Path, oldest: int) -> None:
    """Enters what the file `path` holds of a run, some accounts at a time; done again, it changes nothing.

    Raises VisitDamaged, StorageError, LedgerError.
    """
    readings = readings_in(path)
    while some := list(islice(readings, AT_ONCE)):
        seen = [one for reading in some for one in seen_posts(reading)]
        with ledger.begin() as connection:
            posts.enter(connection, run, seen, map(look, some), oldest)


def oldest_month(now: datetime, days: int) -> int:
    """The first month whose posts are kept for `days`: a month is kept whole or counted whole."""
    return month_of(now - timedelta(days=min(max(days, 1), _LONGEST)))


def prune_posts(connection: Connection, now: datetime, days: int) -> int:
    """Forgets the posts that are older than `days` and their whole month with them; how many."""
    return posts.prune(connection, oldest_month(now, days))


def seen_posts(reading: Reading) -> Iterator[Seen]:
    """The posts of a reading, whatever its state: what was shown was published. A version of a program is no post."""
    for post in reading.posts:
        if post.kind is PostKind.VERSION:
            continue
        yield Seen(
            account=reading.account,
            post=post.key,
            at=reading.asked_at,
            moment=None if post.doubtful else post.moment,
            day_only=post.day_only,
            kind=post.kind,
            origin=_origin(post),
            title=post.title or post.text[:TITLE_SHOWN],
            url=post.url,
            source=post.repost_of.account if post.repost_of else "",
            digest=digest_of(post),
            counts=post.counts,
        )


def digest_of(post: Post) -> str:
    """What is the same for all posts that carry one text: that which they pass on, else their own, else their title.

    Of its first letters (`checks.facts.folding.LONGEST`); "" where there are too few to tell.
    """
    passed = post.repost_of.text if post.repost_of else ""
    return text_digest(passed) or text_digest(post.text) or text_digest(post.title, ALIKE_TITLE)


def look(reading: Reading) -> Look:
    """What the reading says of days: those between the beginning and the end of what it saw without a gap."""
    days: dict[int, int] = {}
    begin, end = _from(reading), reading.proven_until
    if begin is not None and end is not None:
        day = _midnight((begin - timedelta(microseconds=1)).astimezone(BEIJING).date() + _DAY)
        while day + _DAY <= end:
            month = month_of(day)
            days[month] = days.get(month, 0) | 1 << day.day - 1
            day += _DAY
    return Look(reading.account, reading.asked_at, reading.judgeable, days)


def _from(reading: Reading) -> datetime | None:
    """From when on every post is known, None where that is not known. A list shows the newest first."""
    told = [latest for post in reading.posts if not post.pinned and (latest := post.latest) is not None]
    newest = reading.newest
    after = newest.latest if newest is not None else None
    if any(post.kind is PostKind.RECORD for post in reading.posts):
        begin = after  # a person notes the newest post alone
    elif reading.complete and len(reading.posts) < POSTS_KEPT:
        begin = min(filter(None, (reading.since, after)), default=None)
    else:
        begin = min(told, default=None)
    return None if begin is None else max(begin, reading.asked_at - _FARTHEST)


def _origin(post: Post) -> Origin:
    if post.passed_on:
        return Origin.REPOST
    return Origin.ORIGINAL if post.original else Origin.UNSAID


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), BEIJING)
