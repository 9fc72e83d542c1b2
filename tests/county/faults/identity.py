"""Faults of identity: names that differ, filing numbers written wrongly, frames that are not the same on every page."""

from __future__ import annotations

from tests.county.draft import Book

_NAMES = (
    ("lyj", "title", "首页"),
    ("mzj", "title", "欢迎光临"),
    ("jtj", "head", "临江县公路局"),
)
_NUMBERS = (
    # site, element, code, what the foot shows, whether a person must look
    ("nyj", "icp", "icp-form", "浙ICP备1999007号-1", False),
    ("wgj", "icp", "icp-form", "ICP备案：局ICP备19990019号", False),
    ("fgj", "icp", "icp-form", "浙ICP备19990010", True),
    ("scjg", "police", "police-form", "粤公网安备33999902000008号", True),
    ("zrzy", "police", "police-form", "浙公网安备339999020005号", True),
)
_UNLINKED = (
    ("rsj", "icp", "icp-link", "浙ICP备19990009号-1"),
    ("lyj", "police", "police-link", "浙公网安备 33999902000018号"),
)
_FRAMES = (
    ("czj", "icp", "浙ICP备19990777号"),
    ("portal", "police", "浙公网安备33999902000777号"),
    ("wgj", "sponsor", "主办单位：邻江市体育总会"),
    ("jyj", "sponsor", "主办：邻江市教育考试院　承办：临江县电子政务中心"),
)


def draw(book: Book) -> None:
    for key, code, shown in _NAMES:
        site = book.sites[key]
        if book.fault(site, "site-name-differs", code, site.home, f"首页{code}显示“{shown}”", suspected=True):
            site.home_title, site.head = (shown, site.head) if code == "title" else (site.home_title, shown)
    for key, element, code, shown, doubtful in _NUMBERS:
        site = book.sites[key]
        article = book.take(site, "yw")
        why = f"备案号写成“{shown}”"
        if book.fault(site, "faulty-filing-numbers", code, site.url(article.path), why, suspected=doubtful):
            article.foot[element] = shown
    for key, element, code, shown in _UNLINKED:
        site = book.sites[key]
        if book.fault(site, "faulty-filing-numbers", code, site.home, "备案号没有链接", suspected=True):
            site.home_foot[element] = shown
    for key, element, shown in _FRAMES:
        site = book.sites[key]
        article = book.take(site, "yw")
        why = f"底部写的是“{shown}”，与首页不同"
        if book.fault(site, "uneven-frame", "foot", site.url(article.path), why, label=element, suspected=True):
            article.foot[element] = shown
    site = book.sites["fgj"]
    article = book.take(site, "yw")
    why = "头部写的是邻江市信息中心，与首页不同"
    if book.fault(site, "uneven-frame", "head", site.url(article.path), why, label="head", suspected=True):
        article.head = "邻江市信息中心"
