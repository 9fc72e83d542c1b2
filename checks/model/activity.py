"""How much an account is used: what it published of late, what that drew, how long it has been silent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from checks.model.posts import POSTS_KEPT, Count, Post, PostKind, Reading
from checks.model.silence import silence

NO_POSTS = frozenset((PostKind.VERSION, PostKind.RECORD))
"""What is no post of the account itself: a version of a program, the newest post as a person noted it."""
_DAY = timedelta(days=1)


def published(reading: Reading, days: int) -> Count | None:
    """How many posts of a reading lie in the `days` before it; None where it may not be judged or shows no posts of the
    account itself (versions, records of persons). A lower bound where the list may not show all of them: it ends before
    the first of these days, shows no times, or newer posts may have gone unseen."""
    if not reading.judgeable or any(post.kind in NO_POSTS for post in reading.posts):
        return None
    until = min(reading.asked_at, reading.proven_until or reading.asked_at)
    since = until - days * _DAY
    counted = sum((latest := post.latest) is not None and latest >= since for post in reading.posts)
    timed = [latest for post in reading.posts if not post.pinned and (latest := post.latest) is not None]
    oldest = min(timed, default=None)
    empty = not reading.posts
    # It reaches back beyond these days; or it is complete without reaching beyond its window: it holds all there is.
    reaches = oldest is not None and (oldest < since or (reading.since is not None and oldest >= reading.since))
    known = reading.complete and reading.doubt is None and all(post.latest is not None for post in reading.posts)
    whole = known and (empty or reaches) and len(reading.posts) < POSTS_KEPT
    return Count(counted, at_least=not whole)


def silent_days(reading: Reading, earlier: Iterable[Post] = ()) -> int | None:
    """Whole days from the newest post, also one that `earlier` nights saw and that is gone by now, to where silence was
    last seen, None where either is not known."""
    found = silence([reading], reading.asked_at, earlier)
    return found.length // _DAY if found is not None and found.proven else None


def drawn(posts: Sequence[Post], least: int) -> tuple[str, Count] | None:
    """(`reads` or `responses`, the median that a post draws), None where fewer than `least` posts show either. Reads
    before responses (likes, comments and forwards together). A lower bound where one at or below the middle is."""
    reads = [post.counts.reads for post in posts if post.counts.reads is not None]
    if len(reads) >= least:
        return "reads", _median(reads)
    three = ((post.counts.likes, post.counts.comments, post.counts.forwards) for post in posts)
    sums = [_sum([count for count in one if count is not None]) for one in three if any(one)]
    return ("responses", _median(sums)) if len(sums) >= least else None


def kindred(platform: str, families: Iterable[Collection[str]]) -> set[str]:
    """The platforms that show alike what `platform` shows: itself, and those of the families that it is in."""
    return {platform}.union(*(family for family in families if platform in family))


def _sum(counts: Sequence[Count]) -> Count:
    return Count(sum(one.value for one in counts), any(one.at_least for one in counts))


def _median(counts: Sequence[Count]) -> Count:
    ordered = sorted(counts, key=lambda one: one.value)
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    middle = (low.value + high.value) // 2
    return Count(middle, any(one.at_least for one in ordered if one.value <= high.value))
