"""The App Store: a lookup of an application. A new version is news; an old one says nothing of its content."""

from __future__ import annotations

from datetime import datetime

from checks.facts.counts import read_count
from checks.facts.posts.parsed import Parsed, timed
from checks.facts.posts.shapes import NoJson, address, below, loaded, rows, text, words
from checks.model.posts import AccountReason, Post, PostKind, Profile, SourceReason


def read_lookup(body: bytes, base: datetime) -> Parsed:
    """The version as a post, or that the application is gone from the store."""
    try:
        value = loaded(body)
    except NoJson:
        return Parsed(reason=SourceReason.MALFORMED)
    count = below(value, "resultCount")
    if isinstance(count, bool) or not isinstance(count, int) or not isinstance(below(value, "results"), list):
        return Parsed(reason=SourceReason.MALFORMED)
    if count == 0:
        return Parsed(reason=AccountReason.TAKEN_DOWN)
    found = next(rows(value, "results"), None)
    if found is None:
        return Parsed(reason=SourceReason.MALFORMED)
    post = Post(
        id=f"{text(found, 'bundleId')} {text(found, 'version')}".strip(),
        url=address(text(found, "trackViewUrl")),
        title=words(text(found, "version")),
        text=words(text(found, "releaseNotes")),
        kind=PostKind.VERSION,
    )
    profile = Profile(
        name=text(found, "trackName")[:100],
        platform_id=(text(found, "trackId") or text(found, "bundleId"))[:100],
        verified_as=text(found, "sellerName")[:200],
        posts=None,
        followers=read_count(None),
    )
    return Parsed(
        (timed(post, found.get("currentVersionReleaseDate"), base),), profile, blind=SourceReason.VERSION_ONLY
    )
