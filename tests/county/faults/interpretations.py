"""Faults of interpretations: none, not linked, text alone, the document once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.county.draft import Book

if TYPE_CHECKING:
    from tests.county.interpretations import Told

_PLACE = 1
"""Which interpretation of a site is wrong: that of its second newest document."""


def draw(book: Book, told: dict[str, list[Told]]) -> None:
    for key in ("czj", "fgj", "tjj"):
        site, each = book.sites[key], told[key][_PLACE]
        paper = each.papers[0]
        why = f"《{paper.title}》没有解读"
        if book.fault(site, "missing-interpretation", "missing", site.url(paper.path), why, suspected=True):
            each.papers.remove(paper)
    for key in ("rsj", "jyj"):
        site, each = book.sites[key], told[key][_PLACE]
        why = "解读没有链接到文件"
        url = site.url(each.reading.path)
        if book.fault(site, "unlinked-interpretation", "to-document", url, why, suspected=True):
            each.to_paper, each.papers = False, each.papers[:1]
    for key in ("mzj", "wjj"):
        site, each = book.sites[key], told[key][_PLACE]
        why = "文件没有链接到解读"
        url = site.url(each.papers[0].path)
        if book.fault(site, "unlinked-interpretation", "to-interpretation", url, why, suspected=True):
            each.from_paper, each.papers = False, each.papers[:1]
    for key in ("nyj", "zrzy"):
        site = book.sites[key]
        why = "一年里的解读几乎都是纯文字"
        if book.fault(site, "plain-interpretations", "share", site.home, why, suspected=True):
            for each in told[key]:
                each.rich = False
    for key in ("jyj", "dsj"):
        site, each = book.sites[key], told[key][0]
        why = "解读与文件原文相同"
        if book.fault(site, "copied-interpretations", "copied", site.url(each.reading.path), why, suspected=True):
            each.copied = 1.0
