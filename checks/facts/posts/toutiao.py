"""Toutiao: the list of a profile. `data: null` is a refusal, `data: []` an account that has published nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from checks.facts.counts import read_count
from checks.facts.posts.parsed import Parsed, interaction, timed
from checks.facts.posts.shapes import SHOWN, NoJson, below, loaded, prose, rows, table, text, words
from checks.model.posts import Counts, Post, PostKind, Profile, SourceReason

_KINDS: Mapping[str, tuple[PostKind, str]] = {
    "0": (PostKind.VIDEO, "video"),
    "49": (PostKind.VIDEO, "video"),
    "32": (PostKind.SHORT, "w"),
    "60": (PostKind.ARTICLE, "article"),
}


def read_profile_feed(body: bytes, base: datetime) -> Parsed:
    """The posts of one answer; the moment is `publish_time`: `behot_time` is only the order of the list."""
    if not body.strip():
        return Parsed(reason=SourceReason.SIGNATURE)
    try:
        value = loaded(body)
    except NoJson:
        return Parsed(reason=SourceReason.SIGNATURE)
    if not isinstance(value, dict) or "data" not in value:
        return Parsed(reason=SourceReason.MALFORMED)
    if value["data"] is None:
        return Parsed(reason=SourceReason.SIGNATURE)
    if not isinstance(value["data"], list):
        return Parsed(reason=SourceReason.MALFORMED)
    posts = tuple(_posts(value, base))
    user = next((found for row in rows(value, "data") if (found := table(row, "user_info"))), {})
    return Parsed(
        posts, _profile(user) if user else None, whole=not value["data"] and value.get("has_more") is not True
    )


def _posts(value: object, base: datetime) -> Iterator[Post]:
    for row in rows(value, "data"):
        kind, path = _KINDS.get(text(row, "cell_type"), (PostKind.OTHER, ""))
        identity = text(row, "group_id") or text(row, "id")
        cell, counter = table(row, "itemCell"), table(row, "itemCell", "itemCounter")
        comments = read_count(_either(row.get("comment_count"), counter.get("commentCount")))
        told = [row.get("is_original"), below(cell, "articleClassification", "isOriginal")]
        post = Post(
            id=identity,
            url=f"https://www.toutiao.com/{path}/{identity}/" if path and identity.isalnum() else "",
            title=words(text(row, "title")),
            text=prose(text(row, "content") or text(row, "abstract")),
            original=next((one for one in told if isinstance(one, bool)), None),
            counts=Counts(
                reads=read_count(_either(row.get("read_count"), counter.get("readCount"))),
                likes=read_count(_either(row.get("digg_count"), counter.get("diggCount"))),
                comments=comments,
                forwards=read_count(_either(below(row, "forward_info", "forward_count"), counter.get("forwardCount"))),
            ),
            kind=kind,
            interaction=interaction(comments, row.get("ban_comment"), closed=1),
            cut=kind in (PostKind.ARTICLE, PostKind.OTHER) and not 0 < len(text(row, "content")) <= SHOWN,
        )
        yield timed(post, row.get("publish_time"), base)


def _either(one: Any, other: Any) -> Any:
    return other if one is None else one


def _profile(user: Mapping[str, Any]) -> Profile:
    return Profile(
        name=text(user, "name")[:100],
        platform_id=text(user, "user_id")[:100],
        verified_as=text(user, "verified_content")[:200] if user.get("user_verified") is not False else "",
    )
