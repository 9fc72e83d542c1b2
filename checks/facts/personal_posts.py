"""Takes personal numbers out of the posts of a reading, before anybody stores or quotes them.

A text that hundreds of accounts publish is read once, as long as it is remembered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from checks.facts.personal import Scanned, scan
from checks.model.posts import Post, Reading

TEXTS = 2_048
"""Texts that are remembered with what was found in them."""
KEPT = 100
"""Numbers of one post that are told one by one; all are masked."""


@lru_cache(maxsize=2)
def scanner(salt: bytes) -> Callable[[Reading], Reading]:
    """What masks every personal number in the posts of a reading, and tells in each post what was found. `salt` is the
    secret of this installation."""

    @lru_cache(maxsize=TEXTS)
    def read(title: str, text: str) -> tuple[Scanned, Scanned]:
        return scan(title, salt), scan(text, salt, title=title)

    def clean(post: Post) -> Post:
        title, text = read(post.title, post.text)
        shown = {one.digest for one in text.found if one.digest}
        own = (*text.found, *(one for one in title.found if one.digest not in shown))[:KEPT]
        passed = post.repost_of
        if passed is not None:
            _, theirs = read("", passed.text)
            passed = replace(passed, text=theirs.text, personal=theirs.found[:KEPT])
        return replace(post, title=title.text, text=text.text, personal=own, repost_of=passed)

    return lambda reading: replace(reading, posts=tuple(map(clean, reading.posts)))
