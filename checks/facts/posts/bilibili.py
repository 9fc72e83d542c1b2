"""Bilibili: the space feed of an account (polymer dynamics)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from checks.facts.counts import read_count
from checks.facts.posts.parsed import Parsed, interaction, timed
from checks.facts.posts.shapes import NoJson, address, below, loaded, prose, rows, table, text, words
from checks.model.failures import Failure
from checks.model.posts import AccountReason, Counts, Post, PostKind, Profile, Reason, Repost, SourceReason

CODES: Mapping[int, Reason] = {
    -352: Failure.CHALLENGED,
    -403: Failure.CHALLENGED,
    -412: Failure.THROTTLED,
    -799: Failure.THROTTLED,
    -101: SourceReason.LOGIN,
    -400: SourceReason.CONFIGURATION,
    -404: AccountReason.NOT_FOUND,
}
"""What a code other than 0 means; -352 is verified, the others are not. Any other is `BAD_STATUS`."""
_KINDS: Mapping[str, PostKind] = {
    "DYNAMIC_TYPE_AV": PostKind.VIDEO,
    "DYNAMIC_TYPE_DRAW": PostKind.IMAGES,
    "DYNAMIC_TYPE_WORD": PostKind.SHORT,
    "DYNAMIC_TYPE_ARTICLE": PostKind.ARTICLE,
    "DYNAMIC_TYPE_FORWARD": PostKind.REPOST,
}


def read_space(body: bytes, mid: str, base: datetime) -> Parsed:
    """The posts of one answer for the account `mid`; the moment is `pub_ts`, for `pub_time` is prose."""
    try:
        value = loaded(body)
    except NoJson:
        return Parsed(reason=Failure.CHALLENGED)
    if text(value, "data", "v_voucher"):
        return Parsed(reason=Failure.CHALLENGED)
    code = below(value, "code")
    if isinstance(code, int) and code != 0:
        return Parsed(reason=CODES.get(code, SourceReason.BAD_STATUS))
    if code != 0 or not isinstance(below(value, "data", "items"), list):
        return Parsed(reason=SourceReason.MALFORMED)
    found = [row for row in rows(value, "data", "items") if not mid or _author(row, "mid") in ("", mid)]
    author = next((table(row, "modules", "module_author") for row in found), {})
    return Parsed(tuple(_posts(found, base)), _profile(author) if author else None)


def _author(row: Mapping[str, Any], name: str) -> str:
    return text(row, "modules", "module_author", name)


def _posts(found: list[Mapping[str, Any]], base: datetime) -> Iterator[Post]:
    for row in found:
        title, film = _shown(row)
        identity = text(row, "id_str")
        passed = _passed_on(row) if text(row, "type") == "DYNAMIC_TYPE_FORWARD" else None
        kind = _KINDS.get(text(row, "type"), PostKind.OTHER)
        stat = table(row, "modules", "module_stat")
        comments = read_count(below(stat, "comment", "count"))
        post = Post(
            id=identity,
            url=film or (f"https://t.bilibili.com/{identity}" if identity.isdigit() else ""),
            title=title,
            text=_words(row),
            original=False if passed else None,
            repost_of=passed,
            counts=Counts(
                likes=read_count(below(stat, "like", "count")),
                comments=comments,
                forwards=read_count(below(stat, "forward", "count")),
            ),
            pinned=text(row, "modules", "module_tag", "text") == "置顶",
            kind=kind,
            interaction=interaction(comments, below(stat, "comment", "forbidden"), closed=True),
            cut=kind is PostKind.ARTICLE,  # the list shows how an article begins
        )
        yield timed(post, below(row, "modules", "module_author", "pub_ts"), base)


def _shown(row: Mapping[str, Any]) -> tuple[str, str]:
    """Title, and address of the film where it is one."""
    major = table(row, "modules", "module_dynamic", "major")
    for name in ("archive", "article", "opus", "common", "pgc"):
        if part := table(major, name):
            number = text(part, "bvid")
            film = f"https://www.bilibili.com/video/{number}" if number.isalnum() else address(text(part, "jump_url"))
            return words(text(part, "title")), film
    return "", ""


def _words(row: Mapping[str, Any]) -> str:
    said = text(row, "modules", "module_dynamic", "desc", "text")
    return prose(said or text(row, "modules", "module_dynamic", "major", "opus", "summary", "text"))


def _passed_on(row: Mapping[str, Any]) -> Repost:
    first = table(row, "orig")
    gone = not first or text(first, "type") == "DYNAMIC_TYPE_NONE" or first.get("visible") is False
    identity = text(first, "id_str")
    title, film = _shown(first)
    url = film or (f"https://t.bilibili.com/{identity}" if identity.isdigit() else "")
    return Repost(_author(first, "name")[:100], url, title or _words(first), gone)


def _profile(author: Mapping[str, Any]) -> Profile:
    return Profile(
        name=text(author, "name")[:100],
        platform_id=text(author, "mid")[:100],
        verified_as=text(author, "official_verify", "desc")[:200],
        verified_kind=text(author, "official_verify", "type")[:20],
    )
