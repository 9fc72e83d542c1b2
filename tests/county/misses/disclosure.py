"""Disclosure as honest offices have it: other words, other ways, and what only looks late or mixed."""

from __future__ import annotations

from tests.county import disclosure as honest
from tests.county.draft import Book
from tests.county.outside import plain


def draw(book: Book) -> None:
    _words(book)
    _papers(book)
    site = book.sites["portal"]
    url = site.url(site.column("zfgb").first)
    issue = next(a for a in site.column("zfgb").articles if a.title.endswith("第3期"))
    issue.title = issue.title.replace("第3期", "第3-4期")
    site.column("zfgb").articles = [a for a in site.column("zfgb").articles if not a.title.endswith("第4期")]
    book.miss("double-issue", site, url, "第3-4期是合刊，不缺第4期", "poor-gazette", "sequence")


def _words(book: Book) -> None:
    site = book.sites["jyj"]
    guide = honest.article_of(site, "zfxxgk", honest.GUIDE)
    swaps = {"办公地址": "受理地点", "办公时间": "接待时间", "受理机构": "工作机构"}
    for old, new in swaps.items():
        guide.paragraphs = [p.replace(old, new) for p in guide.paragraphs]
    book.miss("guide-in-other-words", site, site.url(guide.path), "要素齐全，叫法不同", "incomplete-disclosure-guide")
    site = book.sites["rsj"]
    column = site.column("zfxxgk")
    column.extra = column.extra.replace("法定主动公开内容", "主动公开基本目录").replace(
        "政府信息公开年报", "信息公开年度报告"
    )
    at = site.url(column.first)
    book.miss("parts-in-other-words", site, at, "板块齐全，叫法不同", "missing-disclosure-parts")
    book.miss("news-beside", site, site.url(site.column("yw").first), "动态栏目不在公开专栏里", "mixed-disclosure")
    site = book.sites["portal"]
    url = "http://xxgk.fuchengshi.gov.cn/linjiang/"
    site.home_extra += f'<p><a href="{url}">上级政府信息公开</a></p>'
    book.outside[url] = plain(200, "政府信息公开")
    book.miss("platform-above", site, url, "上级政府的公开网站", "misnamed-disclosure")
    site = book.sites["czj"]
    article = honest.article_of(site, "tzgg", "行政规范性文件")
    at = site.url(site.column("zcwj").first)
    book.miss("sorted-out-once", site, at, f"《{article.title}》含三张目录", "missing-catalogues")


def _papers(book: Book) -> None:
    for key, words in (("czj", "（此件公开发布）"), ("wjj", "公开属性：主动公开")):
        site = book.sites[key]
        paper = book.take(site, "zcwj", newest=True)
        paper.fields = {label: value for label, value in (paper.fields or {}).items() if label != "公开方式"}
        paper.paragraphs.append(words)
        book.miss("attribute-in-text", site, site.url(paper.path), f"文末写着“{words}”", "missing-disclosure-attribute")
