"""Weibo: what the container interface of m.weibo.cn answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from checks.facts.counts import read_count
from checks.facts.posts.parsed import Parsed, interaction, timed
from checks.facts.posts.shapes import NoJson, below, links, loaded, prose, rows, table, text, words
from checks.model.failures import Failure
from checks.model.posts import (
    AccountReason,
    Count,
    Counts,
    Interaction,
    Post,
    PostKind,
    Profile,
    Reason,
    Repost,
    SourceReason,
)

STATUSES: Mapping[int, Reason] = {418: Failure.THROTTLED, 432: SourceReason.SIGNATURE}
"""418: asked too often; 432: a visitor's cookie is wanted."""
_GONE = "这里还没有内容"


def read_cards(body: bytes, uid: str, base: datetime) -> Parsed:
    """The posts of one answer of getIndex for the account `uid`; those of others that it mixes in are left out."""
    try:
        value = loaded(body)
    except NoJson:
        return Parsed(reason=SourceReason.SIGNATURE)
    if not isinstance(value, dict):
        return Parsed(reason=SourceReason.MALFORMED)
    if value.get("ok") == -100:
        return Parsed(reason=SourceReason.LOGIN)
    if "data" not in value and value.get("url"):
        return Parsed(reason=Failure.CHALLENGED)
    if value.get("ok") == 0:
        # An account that is gone, most of the time: a person looks.
        gone = _GONE in text(value, "msg")
        return Parsed(reason=AccountReason.NOT_FOUND if gone else SourceReason.BAD_STATUS)
    if value.get("ok") != 1 or not isinstance(below(value, "data", "cards"), list):
        return Parsed(reason=SourceReason.MALFORMED)
    found = [(card, blog) for card, blog in _blogs(value) if not uid or _uid(blog) in ("", uid)]
    posts = tuple(_post(card, blog, base) for card, blog in found)
    user = table(value, "data", "userInfo") or next((table(blog, "user") for _, blog in found), {})
    return Parsed(posts, _profile(user) if user else None)


def _blogs(value: object) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    for card in rows(value, "data", "cards"):
        for one in (card, *rows(card, "card_group", most=50)):
            if blog := table(one, "mblog"):
                yield one, blog


def _uid(blog: Mapping[str, Any]) -> str:
    return text(blog, "user", "id")


def _post(card: Mapping[str, Any], blog: Mapping[str, Any], base: datetime) -> Post:
    html = text(blog, "text")
    passed = _passed_on(blog)
    comments = read_count(blog.get("comments_count"))
    video = text(blog, "page_info", "type") == "video"
    identity = text(blog, "bid") or text(blog, "id") or text(blog, "mid")
    top = text(card, "profile_type_id").startswith("proweibotop") or text(blog, "title", "text") == "置顶"
    post = Post(
        id=text(blog, "id") or text(blog, "mid") or identity,
        url=f"https://m.weibo.cn/status/{identity}" if identity.isalnum() else "",
        text=prose(html),
        original=False if passed else None,
        repost_of=passed,
        counts=Counts(
            likes=read_count(blog.get("attitudes_count")),
            comments=comments,
            forwards=read_count(blog.get("reposts_count")),
        ),
        links=links(html),
        pinned=top,
        kind=PostKind.REPOST if passed else PostKind.VIDEO if video else PostKind.SHORT,
        interaction=_interaction(blog, comments),
        cut=blog.get("isLongText") is True or below(blog, "retweeted_status", "isLongText") is True,
    )
    return timed(post, blog.get("created_at"), base)


def _interaction(blog: Mapping[str, Any], comments: Count | None) -> Interaction:
    """-1 is for everyone; nobody could say what the other numbers mean, and none of them is taken for closed."""
    everyone = below(blog, "comment_manage_info", "comment_permission_type") == -1
    return Interaction.OPEN if everyone else interaction(comments)


def _passed_on(blog: Mapping[str, Any]) -> Repost | None:
    first = table(blog, "retweeted_status")
    if not first:
        return None
    identity = text(first, "bid") or text(first, "id")
    return Repost(
        account=text(first, "user", "screen_name")[:100],
        url=f"https://m.weibo.cn/status/{identity}" if identity.isalnum() else "",
        text=prose(text(first, "text")),
        deleted=not table(first, "user") or bool(first.get("deleted")),
    )


def _profile(user: Mapping[str, Any]) -> Profile:
    return Profile(
        name=text(user, "screen_name")[:100],
        platform_id=text(user, "id")[:100],
        verified_as=text(user, "verified_reason")[:200] if user.get("verified") is not False else "",
        verified_kind=text(user, "verified_type")[:20],
        followers=read_count(user.get("followers_count")),
        posts=read_count(user.get("statuses_count")),
        description=words(text(user, "description"))[:500],
    )
