"""Faults of consultations: too short, unexplained, unanswered; a year without its catalogue of decisions."""

from __future__ import annotations

from datetime import date

from tests.county.consultations import catalogue, notice, publish, shorten
from tests.county.days import chinese
from tests.county.draft import Book, Site

WHY = "起草说明：原有规定执行已满五年，部分条款与实际不符，需要重新制定，草案对范围和程序作了调整。"


def draw(book: Book) -> None:
    _short(book)
    _unexplained(book)
    _unanswered(book)
    due = date(book.today.year, 5, 31)
    for key in ("portal", "kfq"):
        site = book.sites[key]
        why = "本年度重大行政决策事项目录没有公开"
        missing = key == "kfq" and book.today > due
        if not missing or not book.fault(site, "missing-decision-catalogue", "missing", site.home, why, suspected=True):
            catalogue(book, site)


def _short(book: Book) -> None:
    for key, code, about, days, decision in (
        ("portal", "decision", "临江县城乡公交票价调整方案", 15, True),
        ("czj", "decision", "临江县非税收入管理办法", 29, True),
        ("wjj", "document", "临江县托育服务补助办法", 4, False),
        ("rsj", "market", "临江县支持企业用工若干措施", 12, False),
    ):
        site = book.sites[key]
        suspected = code != "decision"
        article = notice(site, about, 60, WHY, decision=decision)
        why = f"征求意见只有{days}天"
        url = site.url(article.path)
        if book.fault(site, "short-consultations", code, url, why, suspected=suspected):
            shorten(article, days)


def _unexplained(book: Book) -> None:
    for key, about in (("mzj", "临江县困难家庭救助办法"), ("zrzy", "临江县村庄规划编制规定")):
        site = book.sites[key]
        article = notice(site, about, 40, WHY)
        url = site.url(article.path)
        why = "公告没有附起草说明"
        if book.fault(site, "missing-consultation-feedback", "explanation", url, why, suspected=True):
            article.paragraphs.remove(WHY)


def _unanswered(book: Book) -> None:
    site = book.sites["portal"]
    article = next(a for a in reversed(site.column("zjdc").articles) if not a.used)
    article.used = True
    why = "征集早已结束，没有公布结果"
    if book.fault(site, "missing-consultations", "no-result", site.url(article.path), why, suspected=True):
        article.paragraphs = article.paragraphs[:2]
    site = book.sites["jyj"]
    asked = notice(site, "临江县校外培训管理办法", 40, WHY)
    title = "关于《临江县校外培训管理办法（征求意见稿）》征求意见情况的反馈"
    told = publish(site, title, ["共收到意见四条，采纳三条，一条因超出职权没有采纳。"])
    told.extra += f'<p><a href="{asked.path}">征求意见公告</a></p>\n'
    why = "公告没有链接到结果反馈"
    url = site.url(told.path)
    if not book.fault(site, "missing-consultation-feedback", "unlinked", url, why, suspected=True):
        asked.extra += f'<p><a href="{told.path}">结果反馈</a></p>\n'
    _adoption(book, book.sites["zrzy"])


def _adoption(book: Book, site: Site) -> None:
    """A document that was issued months after its draft had been put to the public, and nobody was answered."""
    paper = site.column("zcwj").articles[0]
    article = notice(site, paper.title, 20, WHY)
    why = f"{chinese(paper.day)}文件已公布，没有公开意见采纳情况"
    url = site.url(article.path)
    if not book.fault(site, "missing-consultation-feedback", "adoption", url, why, suspected=True):
        article.paragraphs.append("采纳情况：共收到意见两条，都已采纳。")
