"""Letters that look neglected and are not: others answer them, none is owed an answer, or it came in time."""

from __future__ import annotations

from tests.county.draft import Book
from tests.county.letters import LIBRARY, letter

_CALM = (
    # site, name, days ago, fields, checks, why
    ("czj", "letter-not-accepted", 150, {"status": "不予受理"}, "unanswered-letters", "不予受理的留言不应答复"),
    ("mzj", "report-of-a-crime", 200, {"kind": "举报", "status": "未回复"}, "unanswered-letters", "举报另有渠道"),
    ("tjj", "letter-of-long-ago", 400, {"status": "未回复"}, "unanswered-letters", "一年以前的留言"),
    ("lyj", "state-left-behind", 130, {"status": "办理中", "took": "3"}, "unanswered-letters", "状态没改，但已经答复"),
    ("wgj", "complaint-in-time", 320, {"kind": "投诉", "took": "7"}, "late-replies", "投诉在 7 个工作日内答复"),
    ("tyj", "question-over-a-weekend", 321, {"kind": "咨询", "took": "5"}, "late-replies", "跨周末，工作日没有超过"),
)
_TWICE = "您好，办事大厅周一至周五上午九时开门，请带好证件原件前来办理。"


def draw(book: Book) -> None:
    for n, (key, name, age, fields, check, why) in enumerate(_CALM, 50):
        site = book.sites[key]
        article = letter(book, site, n, age, **fields)
        book.miss(name, site, site.url(article.path), why, check)
    site = book.sites["nyj"]
    for n in (60, 61):
        article = letter(book, site, n, n, took="2", answer=_TWICE)
        book.miss("two-alike", site, site.url(article.path), "只有两条留言答复相同", "identical-replies")
    site = book.sites["portal"]
    book.miss(
        "library-of-the-year", site, site.url(site.column(LIBRARY).first), "一年内更新过", "missing-answer-library"
    )
    book.miss("figures-in-a-line", site, site.home, "统计数据写在栏目里的一行字中", "unpublished-replies", "figures")
    book.miss("figures-agree", site, site.url(site.column("hdjl").first), "答复率与件数一致", "letter-figures")
