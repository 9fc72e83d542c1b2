"""Feeds: RSS 0.9x to 2.0, RSS 1.0, Atom by feedparser; JSON Feed 1.x; the list of an OPML file.

Markup is read by libxml2 first, which knows bounds (depth, size, no entities, no declarations, no network) and mends
what is merely careless; feedparser then sees well-formed markup only: its own way with broken markup has no bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import feedparser
from lxml import etree

from checks.facts import markup
from checks.facts.counts import read_count
from checks.facts.moments import read_moment
from checks.facts.posts.parsed import Parsed, interaction, timed
from checks.facts.posts.shapes import SHOWN, NoJson, address, links, loaded, prose, rows, table, text, words
from checks.model.failures import Failure
from checks.model.long_numbers import mask_forms
from checks.model.posts import Counts, Post, PostKind, Profile, Repost, SourceReason

MOST_ENTRIES = 1_000
_LONGEST = 40_000  # characters of one text that are handed to feedparser
_MOST_ELEMENTS = 60_000
_DECLARATION = re.compile(r"<!\s{0,10}(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_INSTRUCTION = re.compile(r"^\s{0,100}<\?xml[^>]{0,300}\?>")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG_TAG = re.compile(r"<[^<>]{1500,}")
_MOST_ATTRIBUTES = 60  # of a long tag: every one is compared with all others
_OPEN = re.compile(r"<(br|hr|img|input|wbr|col|embed)\b([^<>]{0,3000})(?<!/)>", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:…|\.{3}|\[…\]|\[\.{3}\]|阅读全文|查看全文|展开全文|查看更多)[\s。>》]{0,9}(?:</[a-z]{1,10}>\s{0,9}){0,9}$",
    re.IGNORECASE,
)
"""How an entry ends that only begins the text."""
_CONTROL = re.compile(
    r"&#(?:x0{0,6}[0-8bcef]|x0{0,6}1[0-9a-f]|0{0,6}[0-8]|0{0,6}1[1245-9]|0{0,6}2[0-9]|0{0,6}3[01]"
    r"|x0{0,6}d[89a-f][0-9a-f]{2}|0{0,6}5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));",
    re.IGNORECASE | re.ASCII,
)
"""References to what is no character: of halves of one (surrogates) libxml2 makes text that it cannot read itself."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that was read. `generator` and `built` (when the feed says it was made) tell gateways apart."""

    parsed: Parsed
    generator: str = ""
    built: datetime | None = None
    link: str = ""


_ENTRY = re.compile(r"<(?:[A-Za-z]{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_END = re.compile(r"</(?:[A-Za-z]{1,20}:)?(?:rss|feed|rdf)\s{0,20}>\s{0,2000}$", re.IGNORECASE)


_FALLS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the library may raise on a feed that nobody thought of: one such feed must not end the reading of all others."""


class Refused(ValueError):
    """Markup with declarations of its own, or more of it than any feed has."""


def read_feed(body: bytes, base: datetime, content_type: str = "") -> Feed:
    """The posts of a feed; `base` is what relative times count from. Never raises."""
    start = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return _json_feed(body, base)
    decoded, _ = markup.decode(body, content_type)
    if not decoded.strip():
        return Feed(Parsed(reason=SourceReason.MALFORMED))
    try:
        tidy = _tidied(decoded)
    except Refused as refused:
        return Feed(Parsed(reason=Failure.TOO_LARGE if str(refused) else SourceReason.MALFORMED))
    except _FALLS:
        return Feed(Parsed(reason=SourceReason.MALFORMED))
    try:
        read = feedparser.parse(tidy, sanitize_html=False, resolve_relative_uris=False)
    except _FALLS:
        return Feed(Parsed(reason=SourceReason.MALFORMED))
    if not read.version and not read.entries:
        return Feed(Parsed(reason=SourceReason.MALFORMED))
    posts = tuple(_entry(entry, base) for entry in read.entries[:MOST_ENTRIES])
    profile = Profile(name=_said(read.feed, "title")[:100], description=words(_said(read.feed, "subtitle"))[:500])
    built = read_moment(_said(read.feed, "updated") or _said(read.feed, "published"), base)
    generator = _said(read.feed, "generator")[:200]
    # Where it breaks off nobody knows what would have come: the newest may be the last.
    cut = not _END.search(decoded[-3_000:]) or len(_ENTRY.findall(decoded)) > len(posts)
    blind = SourceReason.PARTIAL if cut else None
    return Feed(
        Parsed(posts, profile, blind=blind), generator, built.at if built else None, address(_said(read.feed, "link"))
    )


def read_opml(body: bytes, content_type: str = "") -> tuple[tuple[str, str], ...]:
    """(title, address of the feed) of each feed that an OPML file lists, each address once; () when it is none."""
    decoded, _ = markup.decode(body, content_type)
    try:
        root = _root(decoded)
    except Refused:
        return ()
    found: dict[str, str] = {}
    if etree.QName(root).localname.lower() == "opml":
        for outline in root.iter("outline"):
            if url := address((outline.get("xmlUrl") or outline.get("xmlurl") or "").strip()):
                found.setdefault(url, words(outline.get("title") or outline.get("text") or "")[:100])
    return tuple((title, url) for url, title in list(found.items())[:10_000])


def _root(decoded: str) -> Any:
    """The tree of some markup. Raises Refused."""
    if _DECLARATION.search(decoded):
        raise Refused
    if any(tag.group().count("=") > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(decoded)):
        raise Refused("too many")
    text = _CONTROL.sub("", _NO_XML.sub("", _INSTRUCTION.sub("", decoded)))
    root, mended = _mended(text)
    if mended and _OPEN.search(text):
        root, _ = _mended(_OPEN.sub(r"<\1\2/>", text))  # markup that nobody escaped: it would swallow what follows
    if root is None or not isinstance(root.tag, str):
        raise Refused
    return root


def _mended(text: str) -> tuple[Any, bool]:
    """The tree of `text`, and whether anything had to be mended for it. Raises Refused."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser), len(parser.error_log) > 0
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused from error


def _tidied(decoded: str) -> bytes:
    """The same feed, well-formed and bounded. Raises Refused; with a word when there was too much of it."""
    root = _root(decoded)
    if etree.QName(root).localname.lower() not in ("rss", "feed", "rdf", "channel"):
        raise Refused
    entries = 0
    for number, element in enumerate(root.iter()):
        if not isinstance(element.tag, str):
            continue  # an entity that nobody declared
        entries += element.tag.rpartition("}")[2] in ("item", "entry")
        if number > _MOST_ELEMENTS or entries > MOST_ENTRIES:
            raise Refused("too many")
        if element.text and len(element.text) > _LONGEST:
            element.text = element.text[:_LONGEST]
        if element.tail and len(element.tail) > _LONGEST:
            element.tail = element.tail[:_LONGEST]
    etree.strip_tags(root, etree.Entity)
    tidy: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return tidy


def _said(entry: Any, name: str) -> str:
    value = entry.get(name) if name in entry else None  # asked for what is not there it gives its neighbour
    return value.strip() if isinstance(value, str) else ""


def _entry(entry: Any, base: datetime) -> Post:
    html = next((_said(part, "value") for part in entry.get("content") or () if isinstance(part, dict)), "")
    html = html or _said(entry, "summary")
    link = address(_said(entry, "link"))
    title = words(_said(entry, "title"))
    comments = read_count(_said(entry, "slash_comments") or None)
    passed = _passed_on(title, html)
    post = Post(
        id=_said(entry, "id")[:500] or link or mask_forms(title[:200]),
        url=link,
        title=title,
        text=_own(html, passed),
        links=links(html),
        kind=PostKind.OTHER,
        counts=Counts(
            likes=read_count(_said(entry, "upvotes") or None),
            comments=comments,
        ),
        interaction=interaction(comments),
        repost_of=passed,
        cut=_cut(html),
    )
    post = replace(post, kind=PostKind.REPOST) if passed else post
    return timed(post, _said(entry, "published") or _said(entry, "updated"), base)


def _passed_on(title: str, html: str) -> Repost | None:
    """What RSSHub writes of a repost on Weibo: the word in the title, the original in a quotation."""
    if " - 转发 " not in title and "[原微博不可访问]" not in html:
        return None
    quoted = html.partition("<blockquote>")[2].partition("</blockquote>")[0]
    account = title.partition(" - 转发 ")[2].strip()[:100].lstrip("@").partition(":")[0].partition("：")[0]
    return Repost(account, text=prose(quoted), deleted="[原微博不可访问]" in html)


def _own(html: str, passed: Repost | None) -> str:
    """The text of an entry, without the original that RSSHub quotes below a repost."""
    if passed is None:
        return prose(html)
    before, _, rest = html.partition("<blockquote>")
    return prose(before + rest.partition("</blockquote>")[2])


def _cut(html: str) -> bool:
    """Does more stand there than the feed shows?"""
    return len(html) > SHOWN or _GOES_ON.search(html[-200:]) is not None


def _json_feed(body: bytes, base: datetime) -> Feed:
    try:
        value = loaded(body)
    except NoJson:
        return Feed(Parsed(reason=SourceReason.MALFORMED))
    if "jsonfeed.org/version/1" not in text(value, "version") or not isinstance(table(value).get("items"), list):
        return Feed(Parsed(reason=SourceReason.MALFORMED))
    if len(table(value)["items"]) > MOST_ENTRIES:
        return Feed(Parsed(reason=Failure.TOO_LARGE))
    profile = Profile(name=text(value, "title")[:100], description=text(value, "description")[:500])
    return Feed(Parsed(tuple(_items(value, base)), profile), "", None, address(text(value, "home_page_url")))


def _items(value: object, base: datetime) -> Iterator[Post]:
    for item in rows(value, "items"):
        html = text(item, "content_html") or text(item, "content_text") or text(item, "summary")
        url = address(text(item, "url"))
        title = words(text(item, "title"))
        extra = table(item, "_extra")
        counts = Counts(
            likes=read_count(extra.get("likes")),
            comments=read_count(extra.get("comments")),
            forwards=read_count(extra.get("forwards")),
        )
        passed = _passed_on(title, html)
        kind = PostKind.REPOST if passed else PostKind.OTHER
        post = Post(
            text(item, "id") or url,
            url,
            title,
            _own(html, passed),
            links=links(html),
            counts=counts,
            kind=kind,
            interaction=interaction(counts.comments),
            cut=_cut(html),
        )
        raw = item.get("date_published") or item.get("date_modified")
        yield timed(replace(post, repost_of=passed), raw, base)
