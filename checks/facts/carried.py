"""Whether posts of accounts carry what was published elsewhere, and over which time all that they published is known.

A post carries something when it leads to its address, when its title or text holds the title (or what a document is
called, without its office and 的通知), or when its beginning is nearly that title.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from rapidfuzz import fuzz

from checks.facts.document_titles import LEAST, core
from checks.facts.folding import LONGEST, fold
from checks.model.activity import NO_POSTS
from checks.model.posts import POSTS_KEPT, Post, Reading
from checks.model.urls import normalise, page_key

HEAD = 120
"""Characters of a post in which a title that was written otherwise is looked for."""


class Span(NamedTuple):
    """All that was published from `start` to `end` (aware) is known."""

    start: datetime
    end: datetime

    def covers(self, first: datetime, last: datetime) -> bool:
        return self.start <= first and last <= self.end


class Told(NamedTuple):
    """A post as titles and addresses are looked for in it."""

    post: Post
    words: str
    head: str
    keys: frozenset[str]


def told_by(readings: Iterable[Reading]) -> list[Told]:
    """The posts of all readings, oldest first, those of no known time last. What a reading shows speaks for the account
    also where it may not be judged."""
    posts = [post for one in readings for post in one.posts if post.kind not in NO_POSTS]
    posts.sort(key=lambda post: (post.moment is None, post.moment.timestamp() if post.moment else 0.0))
    return [_told(post) for post in posts]


def carrier(told: Sequence[Told], title: str, address: str, alike: float) -> Post | None:
    """The first post that carries it, None when none does. `alike`: likeness (0 to 100) from which on two are one."""
    whole, name = fold(title), core(title)
    names = {whole, name} if len(name) >= LEAST else {whole}
    url = normalise(address) if address else None
    key = page_key(url) if url else ""
    for each in told:
        if (key and key in each.keys) or any(one in each.words for one in names):
            return each.post
        # The likeness of a part: of words shorter than the title any would do.
        if len(each.head) >= len(whole) and fuzz.partial_ratio(whole, each.head, score_cutoff=alike):
            return each.post
    return None


def known_over(readings: Iterable[Reading]) -> Span | None:
    """The time over which the posts of one account are all known, by the reading that tells most; None for none."""
    spans = [span for one in readings if (span := _known(one)) is not None]
    return max(spans, key=lambda span: span.end - span.start, default=None)


def _known(reading: Reading) -> Span | None:
    end, posts = reading.proven_until, reading.posts
    if end is None or not posts or any(post.kind in NO_POSTS for post in posts):
        return None
    # A list that ends within a day does not show all of that day.
    moments = [latest for post in posts if not post.pinned and (latest := post.latest) is not None]
    if not moments:
        return None
    oldest = min(moments)
    if reading.complete and reading.since is not None and len(posts) < POSTS_KEPT:
        oldest = min(oldest, reading.since)  # nothing older than what is shown, or it was asked for so far back
    return Span(oldest, end) if oldest < end else None


def _told(post: Post) -> Told:
    passed = post.repost_of
    shown = f"{post.title} {post.text}{f' {passed.text}' if passed else ''}"
    urls = (post.url, *post.links, *((passed.url,) if passed else ()))
    keys = frozenset(page_key(url) for url in map(normalise, filter(None, urls)) if url)
    words = "".join(fold(shown[at : at + LONGEST]) for at in range(0, len(shown), LONGEST))
    return Told(post, words, fold(shown[: 2 * HEAD])[:HEAD], keys)
