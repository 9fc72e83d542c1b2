"""学习强国: the JSON list of a channel."""

from __future__ import annotations

from datetime import datetime

from checks.facts.posts.parsed import Parsed, timed
from checks.facts.posts.shapes import NoJson, address, loaded, rows, text, words
from checks.model.posts import Post, PostKind, SourceReason

MOST = 5_000


def read_channel(body: bytes, base: datetime) -> Parsed:
    """The posts of a channel. Its order is not relied upon, and a list longer than is read proves no silence."""
    try:
        value = loaded(body)
    except NoJson:
        return Parsed(reason=SourceReason.MALFORMED)
    wrapped = {"list": value}
    if not isinstance(value, list) or (
        value and not any("itemId" in row or "url" in row for row in rows(wrapped, "list"))
    ):
        return Parsed(reason=SourceReason.MALFORMED)
    posts = tuple(
        timed(
            Post(
                id=text(row, "itemId") or text(row, "url"),
                url=address(text(row, "url")),
                title=words(text(row, "title")),
                kind=PostKind.VIDEO if "video" in text(row, "type").lower() else PostKind.ARTICLE,
            ),
            row.get("publishTime"),
            base,
        )
        for row in rows(wrapped, "list", most=MOST)
    )
    return Parsed(posts, blind=SourceReason.PARTIAL if len(value) > MOST else None)
