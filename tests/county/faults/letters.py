"""Faults of letters: not answered, answered late, all alike, or not published as they should be."""

from __future__ import annotations

from tests.county.draft import Article, Book, Site
from tests.county.letters import FIGURES, LIBRARY, letter
from tests.county.plan import fill

_UNANSWERED = (
    # site, days ago, what its page says, whether a person must look
    ("czj", 100, {"status": "未回复"}, False),
    ("czj", 300, {"status": "待答复", "answer": "-"}, False),
    ("nyj", 200, {"answer": "暂无回复"}, False),
    ("wjj", 150, {}, False),
    ("zrzy", 120, {"status": "办理中", "answered": "-", "answer": "-"}, True),
)
_LATE = (
    # site, code, kind, days until the answer: whatever holidays fall into them
    ("dsj", "late", "咨询", 18),
    ("scjg", "late", "投诉", 18),
    ("fgj", "longest", "建议", 40),
)
_ELEMENTS = (
    ("mzj", "答复单位", {"office": ""}, False),
    ("scjg", "答复时间", {"answered": "-"}, True),
    ("sjj", "答复单位", {"office": "-"}, True),
    ("jtj", "答复内容", {"answer": ""}, False),
)
_ALIKE = "您好，您反映的问题已经转有关单位研究，感谢您对我们工作的关心和支持。"


def draw(book: Book) -> None:
    for n, (key, age, fields, doubtful) in enumerate(_UNANSWERED):
        site = book.sites[key]
        drawn = letter(book, site, n, age, **fields)
        why = f"留言 {age} 天没有答复"
        _keep(book, site, drawn, "unanswered-letters", "overdue", why, suspected=doubtful)
    for n, (key, code, kind, days) in enumerate(_LATE, 10):
        site = book.sites[key]
        drawn = letter(book, site, n, 320, kind=kind, took=str(days))
        _keep(book, site, drawn, "late-replies", code, f"{days} 天后才答复", suspected=True)
    for n, (key, element, fields, doubtful) in enumerate(_ELEMENTS, 20):
        site = book.sites[key]
        drawn = letter(book, site, n, 40 + n, **{"took": "2", **fields})
        why = f"公开的留言没有{element}"
        _keep(book, site, drawn, "unpublished-replies", "elements", why, label=element, suspected=doubtful)
    _alike(book, book.sites["lyj"])
    site = book.sites["whg"]
    column = site.column("hdjl")
    why = "答复率与件数不一致"
    if book.fault(site, "letter-figures", "contradicts", site.url(column.first), why, suspected=True):
        column.extra += FIGURES.replace("已答复 46 件", "已答复 40 件")


def draw_columns(book: Book) -> None:
    """Before articles have addresses: a column's age is part of them."""
    site = book.sites["kfq"]
    column = site.column("hdjl")
    if book.fault(site, "unpublished-replies", "stale", site.home, "留言答复 2 个月没有更新"):
        fill(book, site, column, 100)
    if book.fault(site, "unpublished-replies", "figures", site.home, "没有留言统计数据", suspected=True):
        column.extra = column.extra.replace(FIGURES, "")
    if book.fault(site, "missing-answer-library", "missing", site.home, "没有常见问题解答库", suspected=True):
        site.columns = [other for other in site.columns if other.slug != LIBRARY]


def _keep(
    book: Book, site: Site, drawn: Article, check: str, code: str, why: str, *, label: str = "", suspected: bool
) -> None:
    """Notes the fault of a letter; where it was mended the letter is gone with it."""
    if not book.fault(site, check, code, site.url(drawn.path), why, label=label, suspected=suspected):
        site.column("hdjl").articles.remove(drawn)


def _alike(book: Book, site: Site) -> None:
    drawn = [letter(book, site, 30 + n, 90 - 5 * n, took="2", answer=_ALIKE) for n in range(3)]
    why = "三条不同的留言答复相同"
    url = site.url(drawn[0].path)
    if not book.fault(site, "identical-replies", "identical", url, why, suspected=True):
        for article in drawn:
            site.column("hdjl").articles.remove(article)
