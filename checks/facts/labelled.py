"""What the labels (网页标签) of a page hold, and whether anybody ever filled them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

from checks.facts.folding import fold
from checks.model.pages import Meta, PageFacts
from checks.model.views import PageView

_TEMPLATE = re.compile(r"\$\{|\{\{|\{[a-zA-Z$@:]|<[$%]|#{2,}|\[[%@$]|\$\[")
_DATE = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_REMEMBERED = 200  # characters of a value that is remembered
_NEVER = frozenset(("null", "none", "undefined", "nan"))
_WORDS = {
    "SiteName": ("网站名称", "站点名称"),
    "SiteDomain": ("网站域名", "站点域名", "域名"),
    "SiteIDCode": ("政府网站标识码", "网站标识码", "标识码"),
    "ColumnName": ("栏目名称", "栏目名"),
    "ColumnDescription": ("栏目说明", "栏目描述", "栏目简介"),
    "ColumnKeywords": ("栏目关键词", "栏目关键字"),
    "ColumnType": ("栏目类别", "栏目类型"),
    "ContentSource": ("来源", "信息来源", "文章来源"),
}


def values_of(page: PageView, label: str) -> tuple[str, ...]:
    """`values` of a page that many checks ask for its labels: its metas are gone through once."""
    return page.derived(_by_name).get(label.lower(), ())


def _by_name(page: PageView) -> dict[str, tuple[str, ...]]:
    """Contents by the plain name of their meta."""
    named: dict[str, list[Meta]] = {}
    for meta in page.facts.metas:
        named.setdefault(_plain(meta.name), []).append(meta)
    return {name: _contents(metas) for name, metas in named.items()}


def values(facts: PageFacts, label: str) -> tuple[str, ...]:
    """Contents of a label as written, those of the head first. Empty where the page has no such label.

    The name is compared without regard to case: `Sitename` is one way the label is found in the wild.
    """
    wanted = label.lower()
    return _contents([meta for meta in facts.metas if _plain(meta.name) == wanted])


def _contents(metas: list[Meta]) -> tuple[str, ...]:
    if len(metas) > 1:
        metas.sort(key=lambda meta: meta.in_body)
    return tuple([meta.content for meta in metas])


@lru_cache(maxsize=1_024)  # a dozen names stand on every page
def _plain(name: str) -> str:
    return name.strip().lower()


def filled(label: str, value: str) -> bool:
    """False for a blank value, a template's placeholder, or the words that explain the label in place of a value."""
    return _filled(label, value) if len(value) <= _REMEMBERED else _is_filled(label, value)


def _is_filled(label: str, value: str) -> bool:
    plain = value.strip()
    if not fold(plain) or plain.lower() in _NEVER or _TEMPLATE.search(plain[:500]):
        return False
    return fold(plain) not in _explaining(label)


_filled = lru_cache(maxsize=4_096)(_is_filled)  # most pages of a site carry the same


@cache
def _explaining(label: str) -> frozenset[str]:
    return frozenset(fold(word) for word in (label, *_WORDS.get(label, ())))


def label_day(written: str) -> date | None:
    """The day a PubDate names, in whatever form it is written; None when it names none or one that does not exist."""
    found = _DATE.search(written[:60])
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
