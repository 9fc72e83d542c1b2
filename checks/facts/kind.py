"""What a page is for: home, list, article, section, stub."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from checks.model.pages import DateSource, PageFacts, PageKind

_HOME_PATH = re.compile(r"^/(?:(?:index|default|home)\.[a-z]{3,5})?$", re.IGNORECASE)
_LIST_PATH = re.compile(
    r"(?:/|/(?:index|list|default|common_list|xxgk_?list|more)(?:[_-]?\d{0,6})?\.[a-z]{3,5})$", re.IGNORECASE
)
_ARTICLE_PATH = re.compile(
    r"/(?:t(?:19|20)\d{6}_\d+|content_?/?post_\d+|art_\d+_\d+|[0-9a-f]{32}|[0-9a-f-]{36}|content_\d+|\d{4,12})\.[a-z]{3,5}$|/art/\d{4}/\d{1,2}/|/info/\d+/\d+\.htm|/contents?/\d+/\d+",
    re.IGNORECASE,
)

_COLUMN_PATH = re.compile(r"/(?:channels?|col|columns?|list)/", re.IGNORECASE)


def read_kind(facts: PageFacts, home: bool) -> PageKind:
    """The kind of a page, from all the rest that was read of it."""
    length, items, paging = facts.text_length, facts.items, facts.paging
    if facts.refresh and length < 300 and len(items) < 3:
        return PageKind.STUB
    path = urlsplit(facts.url).path
    dated = bool(facts.dates) and facts.dates[0].source is DateSource.LABEL
    if home or (_HOME_PATH.match(path) and not dated):
        return PageKind.HOME
    if length < 20 and not items and not facts.images:
        return PageKind.STUB
    names = {meta.name.lower() for meta in facts.metas if meta.content.strip()}
    main = sum(item.block == 0 for item in items)
    listed = sum(len(item.title) + 12 for item in items)
    if "articletitle" in names or ("pubdate" in names and not paging and "columnname" not in names):
        return PageKind.ARTICLE
    if paging is not None and (main > 2 or paging.pages > 1):
        return PageKind.LIST
    mostly_text = length > listed * 2 or main < 3
    if mostly_text and (dated or (_ARTICLE_PATH.search(path) and not _COLUMN_PATH.search(path))):
        return PageKind.ARTICLE
    return _by_items(facts, path, main, listed)


def _by_items(facts: PageFacts, path: str, main: int, listed: int) -> PageKind:
    """List or section, by how the entries stand; an article where there are none and the text is dated."""
    column = bool(_LIST_PATH.search(path))
    blocks = len({item.block for item in facts.items if item.date})
    if main >= 3 and blocks > 2 and main * 3 < len(facts.items) * 2:
        return PageKind.SECTION
    if (main and (column or listed * 2 > facts.text_length)) or (column and (facts.scripted or facts.empty_notice)):
        return PageKind.LIST
    if facts.published is not None and facts.text_length > 200 and main < 3:
        return PageKind.ARTICLE
    return PageKind.SECTION if column else PageKind.OTHER
