"""The official interface of WeChat public accounts: what `freepublish/batchget` and the token question answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from checks.facts.posts.parsed import Parsed, interaction, timed
from checks.facts.posts.shapes import SHOWN, NoJson, address, below, loaded, prose, rows, text, words
from checks.model.failures import Failure
from checks.model.posts import AccountReason, Post, PostKind, Reason, SourceReason

ERRORS: Mapping[int, Reason] = {
    -1: SourceReason.BUSY,
    40001: SourceReason.TOKEN_EXPIRED,
    40014: SourceReason.TOKEN_EXPIRED,
    42001: SourceReason.TOKEN_EXPIRED,
    40013: SourceReason.CONFIGURATION,
    40125: SourceReason.CONFIGURATION,
    40164: SourceReason.CONFIGURATION,
    45009: SourceReason.QUOTA,
    45011: Failure.THROTTLED,
    48001: SourceReason.NO_PERMISSION,
    48004: SourceReason.NO_PERMISSION,
    50002: AccountReason.RESTRICTED,
    61004: SourceReason.NO_PERMISSION,
    61007: SourceReason.NO_PERMISSION,
}
"""What an errcode means for a reading. Any other is `BAD_STATUS`."""


def read_published(body: bytes, base: datetime, *, sees_all: bool = False) -> Parsed:
    """The posts of one answer. `sees_all`: the office has made sure that posts sent to all followers (群发) are listed
    as well, which no document says; without it nothing new there proves nothing."""
    try:
        value = loaded(body)
    except NoJson:
        return Parsed(reason=SourceReason.MALFORMED)
    if reason := error_of(value):
        return Parsed(reason=reason)
    if not isinstance(below(value, "item"), list):
        return Parsed(reason=SourceReason.MALFORMED)
    posts = tuple(_posts(value, base))
    total = below(value, "total_count")
    listed = len(below(value, "item"))
    whole = isinstance(total, int) and not isinstance(total, bool) and 0 <= total <= listed
    gone = tuple(_deleted(value, base))
    return Parsed(
        posts,
        whole=whole,
        blind=None if sees_all else SourceReason.BLIND_SPOT,
        deleted=tuple(post.url for post in gone if post.url),
        deleted_at=max((post.moment for post in gone if post.moment and not post.doubtful), default=None),
    )


def read_token(body: bytes) -> str | Reason:
    """The access token of an answer, or why there is none."""
    try:
        value = loaded(body)
    except NoJson:
        return SourceReason.MALFORMED
    if reason := error_of(value):
        # A secret that is not accepted is no expired token: asking again would not help.
        return SourceReason.CONFIGURATION if reason is SourceReason.TOKEN_EXPIRED else reason
    return text(value, "access_token") or SourceReason.MALFORMED


def error_of(value: object) -> Reason | None:
    """What the errcode of an answer means, None where there is none or it is 0."""
    code = below(value, "errcode")
    if code is None or code == 0:
        return None
    return ERRORS.get(code, SourceReason.BAD_STATUS) if isinstance(code, int) else SourceReason.MALFORMED


def _deleted(value: object, base: datetime) -> Iterator[Post]:
    """The articles that were taken down: where and when they appeared."""
    for item in rows(value, "item"):
        for news in rows(item, "content", "news_item", most=20):
            if news.get("is_deleted") is True:
                yield timed(Post("", address(text(news, "url"))), _moment(item), base)


def _moment(item: Mapping[str, Any]) -> object:
    return item.get("update_time") or below(item, "content", "update_time")


def _posts(value: object, base: datetime) -> Iterator[Post]:
    for item in rows(value, "item"):
        raw = _moment(item)
        for number, news in enumerate(rows(item, "content", "news_item", most=20)):
            if news.get("is_deleted") is True:
                continue
            source = address(text(news, "content_source_url"))
            post = Post(
                id=f"{text(item, 'article_id')}_{number}",
                url=address(text(news, "url")),
                title=words(text(news, "title")),
                text=prose(text(news, "content") or text(news, "digest")),
                links=(source,) if source else (),
                kind=PostKind.ARTICLE,
                interaction=interaction(None, news.get("need_open_comment"), closed=0),
                cut=not 0 < len(text(news, "content")) <= SHOWN,  # a digest is what the author says of the text
            )
            yield timed(replace(post), raw, base)
