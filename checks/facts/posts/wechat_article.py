"""One article of a WeChat public account, as everyone can open it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from checks.facts import markup
from checks.facts.posts.parsed import Parsed, timed
from checks.facts.posts.shapes import SHOWN, address, links, prose, words
from checks.model.failures import Failure
from checks.model.posts import AccountReason, Post, PostKind, Profile, Reason, Repost, SourceReason

_PUBLISHED = re.compile(r"\bct\s{0,3}=\s{0,3}[\"'](\d{10})[\"']", re.ASCII)
_SHOWN_AS = re.compile(r"item_show_type\s{0,3}=\s{0,3}[\"']?(\d{1,3})\b", re.ASCII)
_SOURCE = re.compile(r"msg_source_url\s{0,3}=\s{0,3}[\"']([^\"'\n]{1,2000})[\"']")
_KINDS = {"0": PostKind.ARTICLE, "5": PostKind.VIDEO, "6": PostKind.AUDIO, "7": PostKind.AUDIO, "8": PostKind.IMAGES}
_SHORT = 100
"""Characters of its own below which a page that names a source is that source, passed on."""
_NOTICES: tuple[tuple[str, Reason], ...] = (
    ("环境异常", Failure.CHALLENGED),
    ("已被发布者删除", SourceReason.POST_DELETED),
    ("内容已被删除", SourceReason.POST_DELETED),
    ("该公众号已迁移", AccountReason.MOVED),
    ("账号已迁移", AccountReason.MOVED),
    ("帐号已被屏蔽", AccountReason.BANNED),
    ("账号已被屏蔽", AccountReason.BANNED),
    ("账号被封停", AccountReason.BANNED),
    ("帐号已注销", AccountReason.CANCELLED),
    ("账号已注销", AccountReason.CANCELLED),
    ("自主注销", AccountReason.CANCELLED),
)
"""What a page without an article says instead. The first two are verified."""


def read_article(body: bytes, url: str, base: datetime, content_type: str = "") -> Parsed:
    """The article at `url` (where redirects ended). What came after it is not known: an old one proves nothing."""
    text, _ = markup.decode(body, content_type)
    if "captcha" in url.lower():
        return Parsed(reason=Failure.CHALLENGED)
    tree = LexborHTMLParser(text[: markup.LIMIT])
    body_node = tree.css_first("#js_content")
    published = _PUBLISHED.search(text)
    if published is None:
        # A notice counts only where there is no article: an article may well speak of such things.
        shown = words(tree.body.text(separator=" ")) if tree.body and body_node is None else ""
        return Parsed(reason=next((why for notice, why in _NOTICES if notice in shown[:2_000]), SourceReason.MALFORMED))
    html = (body_node.html or "") if body_node else ""
    said = words(body_node.text(separator=" ")) if body_node else ""
    passed = _passed_on(tree) if len(said) < _SHORT else None
    source = _SOURCE.search(text)
    further = address(source[1]) if source else ""
    post = Post(
        id=url,
        url=url,
        title=_meta(tree, 'meta[property="og:title"]'),
        text=prose(html),
        original=False if passed else None,
        repost_of=passed,
        links=tuple(dict.fromkeys((*links(html), *((further,) if further else ())))),
        kind=PostKind.REPOST if passed else _KINDS.get(_shown_as(text), PostKind.OTHER),
        cut=len(html) > SHOWN,
    )
    name = tree.css_first(".wx_follow_nickname")
    profile = Profile(name=words(name.text())[:100] if name else "")
    return Parsed((timed(replace(post), published[1], base),), profile, blind=SourceReason.ONE_POST)


def _shown_as(text: str) -> str:
    found = _SHOWN_AS.search(text)
    return found[1] if found else "0"


def _meta(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return words(node.attributes.get("content") or "") if node else ""


def _passed_on(tree: LexborHTMLParser) -> Repost | None:
    node = tree.css_first("#js_share_source")
    if node is None:
        return None
    return Repost(words(node.text())[:100], address((node.attributes.get("data-url") or "").strip()))
