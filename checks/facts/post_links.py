"""Which links of posts are asked, and judged: those of new posts, to whoever is no platform."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.model.posts import Post, Reading
from checks.model.urls import host_of


def new_links(reading: Reading, apart: Sequence[str]) -> Iterator[tuple[int, str]]:
    """(place of the post in the reading, address) of every link of a post that is new. Hosts at or below one of `apart`
    are platforms: they would take so many questions for an attack, and answer them with walls."""
    if not reading.judgeable:
        return
    for number, post in enumerate(reading.posts):
        if _is_new(post, reading):
            for url in dict.fromkeys(post.links):
                if not _within(host_of(url), apart):
                    yield number, url


def _is_new(post: Post, reading: Reading) -> bool:
    return reading.since is None or (post.latest is not None and post.latest >= reading.since)


def _within(host: str, apart: Sequence[str]) -> bool:
    bare = host.partition(":")[0]
    return any(bare == name or bare.endswith(f".{name}") for name in apart)
