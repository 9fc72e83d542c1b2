"""Interpretations that look wrong, and are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.county.draft import Book

if TYPE_CHECKING:
    from tests.county.interpretations import Told


def draw(book: Book, told: dict[str, list[Told]]) -> None:
    for key in ("kfq", "portal"):
        site = book.sites[key]
        why = "解读在上级网站上，文件有链接"
        book.miss("interpretation-elsewhere", site, site.home, why, "missing-interpretation")
    for key in ("lyj", "xfj"):
        site, each = book.sites[key], told[key][0]
        if each.papers:
            each.copied = 0.4
            url = site.url(each.reading.path)
            book.miss("quoting-interpretation", site, url, "解读引用了部分原文", "copied-interpretations")
    for key in ("jtj", "tyj"):
        site, each = book.sites[key], told[key][-1]
        url = site.url(each.reading.path)
        book.miss("several-in-one", site, url, "一篇解读讲几份文件", "missing-interpretation")
    for key in ("sjj", "dsj"):
        site = book.sites[key]
        book.miss("few-interpretations", site, site.home, "解读太少，比例没有意义", "plain-interpretations")
    site, each = book.sites["scjg"], told["scjg"][0]
    each.named = False
    url = site.url(each.reading.path)
    book.miss("linked-not-named", site, url, "解读标题没有写文件名，但互相链接", "missing-interpretation")
