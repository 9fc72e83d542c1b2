"""The texts that the posts of an account show, where each post is found, and what of it could not be seen.

A post has words of its own, and may pass on what others wrote: below it, or behind //@… in its own line. What is passed
on is told apart, for nobody answers for it as for what he wrote himself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from urllib.parse import quote

from checks.facts.excerpts import quoted
from checks.facts.folding import fold
from checks.indicators.words import reason_of
from checks.model.activity import NO_POSTS
from checks.model.findings import Gap, Looked, Said, Value
from checks.model.posts import Post, PostKind, Reading
from checks.model.registry import BEIJING, Account
from checks.model.views import AccountView

ONLY_TITLE, ONLY_PART = "只看到标题，没有正文", "只看到一部分正文"
_HAS_TEXT = frozenset((PostKind.ARTICLE, PostKind.OTHER))
_CHAIN = re.compile(r"(?://| - 转发 )@([^:：\s/@]{1,60})[:：]?")
_MOST_PARTS, _TITLE = 20, 60
ALIKE, ALIKE_TITLE, _DIGITS = 20, 8, 20
"""Letters from which on a text, and a title, is one that others may carry: shorter ones are alike by chance."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A text of one post. `passed_on` is None for what it says itself, else the account that wrote it ("" where the
    post does not say). `day` (of Beijing) is None where no time can be believed. `whole` is what `text` is part of."""

    post: Post
    at: str
    title: str
    text: str
    whole: str
    passed_on: str | None
    day: date | None

    @property
    def key(self) -> str:
        """What names the post over nights."""
        return self.post.key

    @property
    def data(self) -> dict[str, Value]:
        """What a finding tells of the post: `text_digest` is the same wherever the same words are published."""
        told: dict[str, Value] = {"post": post_title(self.post)}
        if self.day is not None:
            told["day"] = self.day.isoformat()
        if self.passed_on:
            told["passed_on"] = quoted(self.passed_on, _TITLE)
        return told | digest_data(self.whole)


def all_its_own(post: Post) -> bool:
    """Are all words of title and text its own, as far as anybody says?"""
    return (post.repost_of is not None or not post.passed_on) and not _CHAIN.search(f"{post.title}\n{post.text}")


def post_title(post: Post) -> str:
    """What a person knows the post by: its title, else how it begins."""
    return quoted(post.title or post.text, _TITLE)


def text_digest(text: str, least: int = ALIKE) -> str:
    """The same wherever the same words are published, of the first letters of a text (`checks.facts.folding.LONGEST`);
    "" for one of fewer than `least` letters, which is alike by chance."""
    letters = fold(text)
    return sha256(letters.encode(errors="replace")).hexdigest()[:_DIGITS] if len(letters) >= least else ""


def digest_data(text: str) -> dict[str, Value]:
    """`text_digest` as a finding tells it; nothing where there is none."""
    digest = text_digest(text)
    return {"text_digest": digest} if digest else {}


def addresses(account: Account, posts: Sequence[Post]) -> tuple[str, ...]:
    """Where a reader finds each of `posts`, no two alike: a post without an address of its own is found at that of the
    account, with its name behind it."""
    shared = Counter(url for _, url in {(post.key, post.url) for post in posts})
    shared[account.address] += 2
    return tuple(
        post.url if post.url and shared[post.url] == 1 else f"{account.address}#{quote(post.key.lstrip('#'), safe='')}"
        for post in posts
    )


def posts_of(view: AccountView) -> Iterator[tuple[Post, str]]:
    """The posts that may be judged, each with its address. Raises MissingCapture when no source was asked."""
    for reading in _judgeable(view):
        for post, at in zip(reading.posts, addresses(view.account, reading.posts), strict=True):
            if post.kind not in NO_POSTS:
                yield post, at


def looked_at(view: AccountView, hindered: Callable[[Post], str] = lambda post: "") -> Iterator[Said]:
    """How many posts were seen whole, and of which only a part: what was not seen is not judged. `hindered` says why a
    check could not judge what was seen of a post, "" mostly."""
    if not _judgeable(view):
        for reading in view.readings()[:1]:
            yield Gap(reason_of(reading.reason), view.account.address)
        return
    for post, at in posts_of(view):
        if post.cut:
            yield Gap(ONLY_PART, at)
        elif not post.text and post.repost_of is None and post.kind in _HAS_TEXT:
            yield Gap(ONLY_TITLE, at)
        elif why := hindered(post):
            yield Gap(why, at)
        else:
            yield Looked()


def shown_texts(view: AccountView) -> Iterator[Shown]:
    """Every text of every post that may be judged, what it says itself before what it passes on."""
    for post, at in posts_of(view):
        believed = post.moment is not None and not post.doubtful
        day = post.moment.astimezone(BEIJING).date() if believed and post.moment else None
        own = "" if post.passed_on and post.repost_of is None else None
        for passed_on, text in _parts(f"{post.title}\n{post.text}"):
            yield Shown(
                post, at, post.title, text, post.text or post.title, own if passed_on is None else passed_on, day
            )
        if post.repost_of is not None and post.repost_of.text:
            text = post.repost_of.text
            yield Shown(post, at, "", text, text, post.repost_of.account, day)


def _judgeable(view: AccountView) -> list[Reading]:
    return [reading for reading in view.readings() if reading.judgeable]


def _parts(text: str) -> Iterator[tuple[str | None, str]]:
    """What a post says itself (None), then what it passes on in its own lines, with the account that said it."""
    own: list[str] = []
    passed: list[tuple[str, str]] = []
    for line in text.split("\n"):
        said, *rest = _CHAIN.split(line, maxsplit=_MOST_PARTS)
        own.append(said)
        passed += zip(rest[::2], rest[1::2], strict=True)
    yield None, "\n".join(own).strip("\n")
    yield from passed[:_MOST_PARTS]
