"""Yearly papers that look faulty and are in order."""

from __future__ import annotations

from tests.county import annual
from tests.county.draft import Article, Book
from tests.county.nouns import Response
from tests.county.paint import PDF, TYPES

_FIGURES = "inconsistent-annual-figures"


def draw(book: Book) -> None:
    _days(book)
    _tables(book)
    _titles(book)


def _days(book: Book) -> None:
    site = book.sites["jtj"]
    article = annual.report_of(site)
    article.day = annual.due(book, site)
    book.miss("last-day", site, site.url(article.path), "正好在最后一天公布", "late-annual-report")
    site = book.sites["wgj"]
    article = annual.form_of(site)
    article.day = annual.last_day(book, 1, 31)
    book.miss("last-day", site, site.url(article.path), "正好在最后一天发布", "missing-annual-forms")
    site = book.sites["portal"]
    book.miss(
        "two-months-more", site, site.url(annual.report_of(site).path), "政府年报三月底前公布", "late-annual-report"
    )
    site = book.sites["whg"]
    for check in ("late-annual-report", "missing-annual-forms"):
        book.miss("owes-no-papers", site, site.home, "文化馆不是政府部门", check)
    site = book.sites["kfq"]
    book.miss("no-government", site, site.home, "开发区管委会不是一级政府，不归集部门年报", "scattered-annual-reports")


def _tables(book: Book) -> None:
    for key, name, why in (
        ("czj", "old-copy-in-comment", "旧表在注释里，没有人看得到"),
        ("kfq", "strokes", "空格和横线不是数字，不能核算"),
        ("xfj", "full-width", "全角数字"),
    ):
        site = book.sites[key]
        article = annual.report_of(site)
        report = annual.draw_report(book, site.key, annual.due(book, site).year - 1)
        if name == "old-copy-in-comment":
            wrong = annual.draw_report(book, site.key, annual.due(book, site).year - 1).told
            wrong.extra["一"] = 9
            report.copy = f"<!-- {annual.table_three(wrong)} -->"
        annual.write(article, report)
        if name == "strokes":
            _replace(article, "<td>0</td>", "<td>—</td>")
        if name == "full-width":
            _replace(article, "<td>0</td>", "<td> ０ </td>")
        book.miss(name, site, site.url(article.path), why, _FIGURES)


def _replace(article: Article, old: str, new: str) -> None:
    article.paragraphs = [text.replace(old, new) for text in article.paragraphs]


def _titles(book: Book) -> None:
    site = book.sites["lyj"]
    article = annual.report_of(site)
    _replace(article, "五、存在的主要问题及改进情况", "五、政府信息公开工作存在的问题及改进措施")
    _replace(article, "一、总体情况", "一、概述")
    book.miss("other-headings", site, site.url(article.path), "标题略有出入", "incomplete-annual-report")
    site = book.sites["wgj"]
    article = annual.form_of(site)
    path = f"/files/{article.day.year}-wzbb.pdf"
    site.files[path] = Response(200, (("Content-Type", TYPES["pdf"]),), PDF)
    article.extra = f'<p>详见附件：<a href="{path}">网站报表</a></p>'
    book.miss("form-is-attached", site, site.url(article.path), "报表在附件里，不能说缺内容", "incomplete-annual-forms")
    site = book.sites["jtj"]
    article = book.take(site, "tzgg")
    article.title = f"关于做好{book.today.year}年政府信息公开工作年度报告编制工作的通知"
    for check in ("late-annual-report", "incomplete-annual-report"):
        book.miss("notice-about-reports", site, site.url(article.path), "通知不是年报", check)
