"""Days, copies and names that look wrong and are not."""

from __future__ import annotations

from tests.county.dates import NUMBER, SLUG, article, repeat
from tests.county.days import back
from tests.county.dialects.known import DIALECTS
from tests.county.draft import Article, Book, Site
from tests.county.faults.dates import CHECK, COPIES, NAMES, NEIGHBOUR, sign


def draw(book: Book) -> None:
    _texts(book)
    _addresses(book)
    _late(book)
    _copies(book)
    _names(book)


def _miss(book: Book, name: str, site: Site, one: Article, why: str, check: str = CHECK) -> None:
    book.miss(name, site, site.url(one.path), why, check)


def _texts(book: Book) -> None:
    for key, pair, name, why in (
        ("mzj", "fortnight", "again-within-a-month", "半个月内在另一栏目再登一次"),
        ("mzj", "line", "one-line-again", "一句话的停水通告，隔几个月又有一次"),
        ("nyj", "title", "same-title-other-text", "题目相同，正文不同"),
        ("scjg", "text", "same-text-other-title", "正文是套话，题目是另一件事"),
    ):
        site, new = article(book, key, f"{pair}-new")
        _, old = article(book, key, f"{pair}-old")
        if pair == "line":
            old.title, old.paragraphs = "停水通告", ["因管道检修，明日白天停水，请提前储水。"]
        repeat(old, new, title=pair != "text", text=pair != "title")
        _miss(book, name, site, new, why)
    site, one = article(book, "scjg", "moment")
    one.clock = article(book, "scjg", "text-new")[1].clock
    _miss(book, "same-minute-of-another-day", site, one, "两篇稿件的时刻相同，日期不同")


def _addresses(book: Book) -> None:
    site, one = article(book, "xfj", "loaded")
    one.path = DIALECTS[site.dialect].article(site.column(SLUG), NUMBER * 1000 + 990, back(book.today, 200))
    _miss(book, "loaded-later", site, one, "旧稿后来导入，网址是导入的日期")
    site, one = article(book, "xfj", "changed")
    one.day, made = back(book.today, 13), one.day
    one.shown_day = f"更新时间：{one.day.isoformat()} {one.clock}"
    _miss(book, "changed-and-says-so", site, one, f"{made.isoformat()}建的页面，写明是更新时间")
    site, one = article(book, "dsj", "kept-up")
    one.title, one.day = "基层数据服务电话一览", back(book.today, 14)
    _miss(book, "kept-up", site, one, "随时修订的内容，换日期不算")


def _late(book: Book) -> None:
    """On the second night alone."""
    for key, role, name, why in (
        ("xfj", "yesterday", "published-yesterday", "昨天发布，今夜第一次见到"),
        ("dsj", "history", "history", "一年多以前的资料，补充到栏目里"),
        ("scjg", "late-paper", "late-paper", "补充公开的文件，迟发由别的检查看"),
    ):
        if book.night > 1:
            site, one = article(book, key, role)
            _miss(book, name, site, one, why)


def _copies(book: Book) -> None:
    for key in ("nyj", "scjg"):
        site, copy = article(book, key, "same-copy")
        _miss(book, "copy-in-order", site, copy, "同一份文件发布两次，内容一致", COPIES)
        _miss(book, "copy-of-a-paper", site, copy, "同一份文件在两处，不是旧稿新发")
    site, copy = article(book, "mzj", "spelt-copy")
    copy.paragraphs[1] = copy.paragraphs[1].replace("1200元", "1,200元")
    _miss(book, "figure-spelt-otherwise", site, copy, "金额写法不同，数目相同", COPIES)
    site, copy = article(book, "mzj", "year-copy")
    copy.title = copy.title.replace("临江县", f"临江县{copy.day.year}年")
    copy.paragraphs[1] = copy.paragraphs[1].replace("1200元", "1500元")
    copy.fields = {
        **(copy.fields or {}),
        "标题": copy.title,
        "发文字号": f"临民规〔{(copy.signed or copy.day).year}〕777号",
    }
    _miss(book, "paper-of-a-year", site, copy, "题目写明年度的另一份文件", COPIES)
    site, copy = article(book, "nyj", "revised-copy")
    copy.title += "（修订）"
    copy.paragraphs[1] = copy.paragraphs[1].replace("1200元", "1300元")
    copy.fields = {
        **(copy.fields or {}),
        "标题": copy.title,
        "发文字号": f"临农规〔{(copy.signed or copy.day).year}〕776号",
    }
    _miss(book, "revised", site, copy, "修订后的版本", COPIES)
    site, copy = article(book, "scjg", "brackets-copy")
    number = (copy.fields or {})["发文字号"]
    copy.fields = {**(copy.fields or {}), "发文字号": number.replace("〔", "﹝").replace("〕", "﹞")}
    _miss(book, "number-in-other-brackets", site, copy, "文号的括号写法不同", COPIES)


def _names(book: Book) -> None:
    site, one = article(book, "nyj", "elsewhere")
    one.source = f"{NEIGHBOUR}农业农村局"
    _miss(book, "taken-from-a-neighbour", site, one, "来源写明是邻县的", NAMES)
    site, one = article(book, "nyj", "full")
    sign(one, "富城市临江县农业农村局")
    _miss(book, "name-in-full", site, one, "落款前加了市名", NAMES)
    site, one = article(book, "scjg", "city")
    sign(one, "富城市市场监督管理局")
    _miss(book, "signed-by-the-city", site, one, "落款是上级市局", NAMES)
    site, one = article(book, "scjg", "short")
    one.source = "临江县市场监管局"
    _miss(book, "short-name", site, one, "单位简称", NAMES)
    site, one = article(book, "dsj", "county")
    one.source = "县大数据发展管理局"
    _miss(book, "name-without-county", site, one, "前面的县名只写县", NAMES)
    site, one = article(book, "dsj", "passed-on")
    one.title = f"转发{NEIGHBOUR}大数据发展管理局数据安全倡议"
    sign(one, f"{NEIGHBOUR}大数据发展管理局")
    _miss(book, "passed-on", site, one, "转发邻县的稿件", NAMES)
