"""Policy documents that look incomplete, out of date or contradictory, and are in order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tests.county.days import back, chinese
from tests.county.documents import number
from tests.county.draft import Article, Book, Site
from tests.county.paint import PDF, file


def draw(book: Book) -> None:
    _validity(book)
    _terms(book)
    _numbers(book)
    _bodies(book)
    _others(book)


def _next(book: Book, key: str) -> tuple[Site, Article]:
    site = book.sites[key]
    return site, book.take(site, "zcwj", newest=True)


def _field(article: Article, label: str, value: str) -> None:
    article.fields = {**(article.fields or {}), label: value}


def _validity(book: Book) -> None:
    for key, value in (
        ("portal", "现行有效"),
        ("czj", "部分有效"),
        ("jyj", "已修改"),
        ("wjj", "已废止"),
        ("zrzy", "失效"),
        ("mzj", "有 效"),
    ):
        site, article = _next(book, key)
        _field(article, "有效性", value)
        book.miss(
            "validity-other-words", site, site.url(article.path), f"有效性“{value}”是规范取值的写法", "validity-label"
        )


def _terms(book: Book) -> None:
    for key, last, name, why in (
        ("czj", book.today, "valid-until-today", "今天是有效期最后一天"),
        ("rsj", book.today + timedelta(days=1), "valid-until-tomorrow", "有效期到明天"),
        ("portal", book.today + timedelta(days=400), "valid-until-later", "有效期还有一年多"),
    ):
        site, article = _next(book, key)
        article.paragraphs[-1] = f"第五条　本办法自印发之日起施行，有效期至{chinese(last)}。"
        book.miss(name, site, site.url(article.path), why, "expired-but-valid")
    for key in ("portal", "fgj"):
        site = book.sites[key]
        old = next(a for a in site.column("zcwj").articles if (book.today - a.day).days > 2000)
        book.miss("expired-and-says-so", site, site.url(old.path), "有效期已满，标注的也是已失效", "expired-but-valid")
    for key in ("jyj", "nyj"):
        site = book.sites[key]
        article = book.take(site, "yw", newest=True)
        article.paragraphs.append(f"本次消费券有效期至{chinese(back(book.today, 60))}，过期作废。")
        book.miss("coupon-term", site, site.url(article.path), "过期的是消费券，不是文件", "expired-but-valid")


def _numbers(book: Book) -> None:
    spelt: tuple[tuple[str, str, Callable[[str], str]], ...] = (
        ("portal", "number-small-brackets", lambda n: n.replace("〔", "﹝").replace("〕", "﹞")),
        ("wjj", "number-gap-before", lambda n: n.replace("〔", " 〔")),
        ("zrzy", "number-blanks", lambda n: n.replace("〕", "〕 ")),
    )
    for key, name, change in spelt:
        site, article = _next(book, key)
        _field(article, "发文字号", change((article.fields or {})["发文字号"]))
        for check in ("document-elements", "date-logic"):
            book.miss(name, site, site.url(article.path), "文号括号写法不同，文号是有的", check)
    for key in ("portal", "czj"):
        _mirror(book, book.sites[key])
    for key in ("czj", "nyj", "scjg"):
        site = book.sites[key]
        article = book.take(site, "zcjd", newest=True)
        paper = next(a for a in site.column("zcwj").articles if a.fields and not a.used)
        quoted = (paper.fields or {})["发文字号"]
        article.paragraphs.insert(0, f"日前印发的《{paper.title}》（{quoted}）有关内容解读如下。")
        article.extra += f'<p><a href="{paper.path}">原文</a></p>\n'
        paper.extra += f'<p><a href="{article.path}">相关解读</a></p>\n'
        book.miss("number-quoted", site, site.url(article.path), "解读里引用别的文件的文号", "date-logic")
    _new_year(book)


def _mirror(book: Book, site: Site) -> None:
    """One document under two columns: the same number twice, but the same paper."""
    paper = book.take(site, "zcwj", newest=True)
    column = site.column("tzgg")
    place = next(n for n, a in enumerate(column.articles) if not a.used)
    copy = column.articles[place]
    copy.title, copy.paragraphs, copy.fields, copy.signed = (
        paper.title,
        list(paper.paragraphs),
        dict(paper.fields or {}),
        paper.signed,
    )
    _field(copy, "发布日期", copy.day.isoformat())
    if copy.day < (paper.signed or copy.day):
        _field(copy, "成文日期", (paper.fields or {})["成文日期"])
    copy.used = True
    book.miss("mirrored-document", site, site.url(copy.path), "同一份文件在两个栏目，文号相同", "date-logic")


def _new_year(book: Book) -> None:
    """Numbered in December, written in January: an office closing its books."""
    site, article = _next(book, "rsj")
    year = article.day.year if article.day >= date(article.day.year, 1, 20) else article.day.year - 1
    written = date(year, 1, 9)
    article.signed = written
    _field(article, "成文日期", chinese(written))
    _field(article, "发文字号", number(site, year - 1, 96))
    article.title += "（修订）"  # put up again after a change: what is shown is not the first day
    _field(article, "标题", article.title)
    article.paragraphs[-1] = f"第五条　本办法自{chinese(written)}起施行，有效期5年。"
    book.miss("number-of-last-year", site, site.url(article.path), "上年的文号，一月才签发，是跨年", "date-logic")
    site, article = _next(book, "mzj")
    article.signed = article.day
    _field(article, "成文日期", chinese(article.day))
    _field(article, "发文字号", number(site, article.day.year, 95))
    book.miss("same-day", site, site.url(article.path), "成文当天发布", "date-logic")


def _bodies(book: Book) -> None:
    site, article = _next(book, "zrzy")
    article.paragraphs, article.signed = ['<img src="/images/map.png" alt="规划图" />'], None
    book.miss("one-picture", site, site.url(article.path), "正文是一张图，不是空的", "document-elements")
    for key in ("jyj", "fgj"):
        site, article = _next(book, key)
        path = f"/files/zc{site.code[-2:]}.pdf"
        site.files[path] = file(PDF, "application/pdf", article.day)
        article.paragraphs, article.signed = [f'<a href="{path}">{article.title}.pdf</a>'], None
        book.miss("body-in-attachment", site, site.url(article.path), "正文在附件里", "document-elements")


def _others(book: Book) -> None:
    for key in ("portal", "scjg"):
        site, article = _next(book, key)
        article.title = f"{article.title}（征求意见稿）"
        article.fields = {"索引号": (article.fields or {})["索引号"], "标题": article.title}
        article.signed = None
        article.paragraphs[-1] = "现向社会公开征求意见，起草说明附后。"
        for check in ("validity-label", "document-elements"):
            book.miss("draft-without-validity", site, site.url(article.path), "征求意见稿还不是文件", check)
    for key in ("czj", "jyj"):
        site, article = _next(book, key)
        article.title = f"关于{article.title[3:-4]}有关事项的复函"
        fields = {**(article.fields or {}), "标题": article.title}
        fields["发文字号"] = fields["发文字号"].replace("规〔", "函〔")
        del fields["有效性"]
        article.fields, article.paragraphs[-1] = fields, "特此函复。"
        article.paragraphs[0] = "来函收悉，现答复如下。"
        book.miss("letter-without-validity", site, site.url(article.path), "函不是规范性文件", "validity-label")
    for key in ("czj", "wjj", "fgj"):
        site = book.sites[key]
        article = book.take(site, "tzgg", newest=True)
        book.miss("plain-notice", site, site.url(article.path), "普通通知，不是规范性文件", "validity-label")
