"""Documents that look misnumbered or out of date and are in order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.county.days import back, chinese
from tests.county.draft import Article, Book, Site

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_NUMBERS: tuple[tuple[str, Callable[[str], str], str], ...] = (
    ("number-small-brackets", lambda n: n.replace("〔", "﹝").replace("〕", "﹞"), "六角括号的小写形式"),
    ("number-wide-figures", lambda n: n.translate(_WIDE), "数字是全角"),
    ("number-gaps", lambda n: n.replace("〔", " 〔 ").replace("号", " 号"), "文号里有空格"),
    ("number-none", lambda n: "无", "写明没有文号"),
)
_CITED = (
    ("国办发[2023]012号", "引用的上级文号写法不规范，不是本文的"),
    ("临财规（2024）第7号", "引用的别的单位文号写法不规范，不是本文的"),
    ("临发改发〔2021〕第03号", "引用的本单位旧文号，不是本文的"),
)
_OTHERS = (
    # what the text says of other things, and why it is nothing
    ("取得的经营许可证有效期一年。", "有效期是许可证的"),
    ("入选名单自公布之日起有效期一年。", "有效期是名单的"),
    ("原《临江县救助办法》（临政规〔2018〕2号）有效期至2023年5月31日。", "有效期是别的文件的"),
    ("规范性文件的有效期为一年。", "说的是规范性文件的一般规则"),
    ("检验报告有效期6个月，投标有效期90日。", "有效期是报告和投标的"),
    ("公示期为2023年1月1日至2023年1月7日。", "是公示期"),
    ("试点工作试行一年后总结推广。", "试行的是工作"),
)


def draw(book: Book) -> None:
    site = book.sites["fgj"]
    for name, change, why in _NUMBERS:
        article = book.take(site, "zcwj", newest=True)
        _field(article, "发文字号", change((article.fields or {})["发文字号"]))
        book.miss(name, site, site.url(article.path), why, "malformed-numbers")
    for cited, why in _CITED:
        article = book.take(site, "zcwj", newest=True)
        article.paragraphs.insert(1, f"第一条之一　执行中参照{cited}文件的有关规定。")
        book.miss("number-cited-wrong", site, site.url(article.path), why, "malformed-numbers")
    _orders(book, site)
    _above(book, site)
    for words, why in _OTHERS:
        article = book.take(site, "zcwj")
        article.paragraphs[-1] = f"第五条　{words}"
        book.miss("term-of-others", site, site.url(article.path), why, "expired-but-valid")
    _terms(book, site)
    _to_come(book, site)


def _field(article: Article, label: str, value: str) -> None:
    article.fields = {**(article.fields or {}), label: value}


def _orders(book: Book, site: Site) -> None:
    """Orders and running numbers, to which 第 belongs."""
    for number, title, why in (
        ("临江县发展和改革局令第3号", "临江县发展和改革局令", "令的编号前有“第”"),
        ("临江县发展和改革局令第4号", "临江县价格管理规定", "令的编号前有“第”"),
        ("2026年第5号", "临江县发展和改革局公告", "公告按年编号，没有括号"),
    ):
        article = book.take(site, "zcwj", newest=True)
        article.title = title
        article.fields = {**(article.fields or {}), "标题": title, "发文字号": number}
        book.miss("number-of-order", site, site.url(article.path), why, "malformed-numbers")


def _above(book: Book, site: Site) -> None:
    """Put up from offices above, with the numbers as these are found elsewhere."""
    for number, issuer in (
        ("国办发[2026]8号", "国务院办公厅"),
        ("皖政办[2026]12号", "安徽省人民政府办公厅"),
        ("发改价格[2026]012号", ""),
    ):
        article = book.take(site, "zcwj", newest=True)
        article.title = f"{issuer}关于做好有关工作的通知"
        article.signed = article.day
        fields = {"标题": article.title, "发文字号": number, "发文机关": issuer, "成文日期": chinese(article.day)}
        article.fields = {**(article.fields or {}), **fields}
        book.miss("number-from-above", site, site.url(article.path), "上级文件的文号", "malformed-numbers")


def _terms(book: Book, site: Site) -> None:
    later = chinese(book.today + timedelta(days=300))
    for words, why in (
        ("本办法自{start}起试行，试行期十年。", "试行期还长"),
        (f"本办法自{{start}}起施行，有效期1年。经评估，本办法有效期延长至{later}。", "已经延长"),
        (f"本办法自{{start}}起施行，有效期至{later}，有效期届满自动失效。", "有效期未满"),
        ("本办法自{start}起施行，有效期至新的规定出台之日止。", "没有确定的最后一天"),
    ):
        article = book.take(site, "zcwj")
        start = chinese(article.signed or article.day)
        article.paragraphs[-1] = f"第五条　{words.format(start=start)}"
        book.miss("term-still-runs", site, site.url(article.path), why, "expired-but-valid")
    article = book.take(site, "zcwj", newest=True)
    article.over = "已废止"
    _field(article, "有效性", "已废止")
    book.miss("repealed-in-both", site, site.url(article.path), "目录接口和页面都说已废止", "repealed-but-valid")
    article = book.take(site, "zcwj", newest=True)
    _field(article, "有效性", "部分有效")
    book.miss("partly-valid-listed", site, site.url(article.path), "部分有效，目录接口没有说失效", "repealed-but-valid")


def _to_come(book: Book, site: Site) -> None:
    for days in (20, 0):
        article = book.take(site, "zcwj", newest=True)
        _field(article, "有效性", "尚未施行")
        start = back(book.today, -days)
        article.paragraphs[-1] = f"第五条　本办法自{chinese(start)}起施行，有效期5年。"
        book.miss("not-yet-in-force", site, site.url(article.path), "施行日期还没有过", "validity-label")
