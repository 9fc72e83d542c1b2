"""The name of a site: as registered, as labels and titles give it, as the head of a page shows it."""

from __future__ import annotations

import re
from functools import lru_cache

from checks.facts.folding import fold
from checks.facts.shown_links import Navigation, navigation_of
from checks.model.urls import page_key
from checks.model.views import PageView

_CALLED = re.compile(r"(?:门户网站|官方网站|政府网站|网站|官网|门户网|网)$")
_OFFICE = re.compile(r"(?:政府|委员会|管委会|[局厅部委办处院会馆署所]|中心|办公室|门户网?|网站|网)$")
_WELCOME = re.compile(r"^(?:热烈)?(?:欢迎)(?:您)?(?:访问|光临|来到|进入|登录)?(?:您)?|^logo$|首页$")
_SHORTEST = 4
"""Folded characters below which words at the head are no name of a site (首页, 信箱, 政府网)."""


@lru_cache(maxsize=4_096)
def stem(name: str) -> str:
    """`name` folded, without what kind of site it is called (门户网站, 网 …)."""
    return _CALLED.sub("", fold(name))


def same_name(one: str, other: str) -> bool:
    """True when two names of sites are one but for dress and for what kind of site they are called."""
    return stem(one) == stem(other)


def shows_name(text: str, name: str) -> bool:
    """True when a longer text (a title) has the name of the site in it."""
    return bool(stem(name)) and stem(name) in fold(text)


def head_names(page: PageView, home: str) -> tuple[str, ...]:
    """What the head of a page calls the site in words: the text of its logo, and of what leads to the home page.

    Empty where the name is only in a picture, which is usual.
    """
    return _names_in(page.derived(navigation_of), page_key(home))


@lru_cache(maxsize=256)  # the same on most pages of a site
def _names_in(shown: Navigation, home: str) -> tuple[str, ...]:
    found = []
    for url, text, tag in zip(*shown, strict=True):
        if page_key(url) == home if tag == "a" else tag == "img" and "logo" in url.rpartition("/")[2].lower():
            found.append(_name_in(text))
    return tuple(dict.fromkeys(filter(None, found)))


@lru_cache(maxsize=1_024)  # the same stand on every page
def _name_in(text: str) -> str:
    """The name of a site in what a link at the head says; "" for other words."""
    words = _WELCOME.sub("", text.strip()).strip("！!，, ")
    return words[:100] if len(fold(words)) >= _SHORTEST and _OFFICE.search(fold(words)) else ""
