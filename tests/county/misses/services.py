"""Services that look poor, out of date or unsorted, and are in order."""

from __future__ import annotations

from tests.county.days import back, chinese, months_back
from tests.county.dialects.known import DIALECTS
from tests.county.draft import Book, Column
from tests.county.faults.services import FIGURES, guide_of, publish
from tests.county.outside import plain
from tests.county.paint import DOC, PDF, TYPES, file
from tests.county.plan import fill

_GUIDE = "incomplete-guides"


def draw_columns(book: Book) -> None:
    """Before articles have addresses."""
    site = book.sites["portal"]
    publish(book, site, "tzgg", FIGURES, 30)
    book.miss("figures-among-notices", site, site.home, "统计数据发在通知公告里", "stale-service-figures")
    site = book.sites["rsj"]
    column = Column("bjtj", "办件统计", "data", number=71, count=3, step=31)
    column.first = DIALECTS[site.dialect].first(column, 1000 + column.number)
    site.columns.append(column)
    fill(book, site, column, (book.today - months_back(book.today, 3)).days)
    why = "最新一期正好是3个月前的今天"
    book.miss("figures-last-day", site, site.url(column.first), why, "stale-service-figures")
    site = book.sites["slj"]
    book.miss("no-figures-of-department", site, site.home, "部门网站没有统计栏目", "stale-service-figures", "missing")
    site = book.sites["jyj"]
    for title in ("关于编制入学办事指南的通知", "政府信息公开指南"):
        book.miss("other-guides", site, site.url(_named(book, "jyj", title)), "不是办事指南", _GUIDE)


def _named(book: Book, key: str, title: str) -> str:
    """The address of a further notice called `title`."""
    site = book.sites[key]
    article = publish(book, site, "tzgg", title, 40)
    column = site.column("tzgg")
    number = column.number * 1000 + len(column.articles) - 1
    article.path = DIALECTS[site.dialect].article(column, number, article.day)
    return article.path


def draw(book: Book) -> None:
    _shapes(book)
    _elsewhere(book)
    _right(book)
    _forms(book)


def _shapes(book: Book) -> None:
    for name, key, shape, label, value, why in (
        ("unclosed-table", "portal", "unclosed", "联系电话", "0999-6000001", "表格标签没有闭合，内容都在"),
        ("stated-none", "jyj", "table", "办理材料", "无", "写明不需要材料"),
        ("picture-in-cell", "wjj", "list", "办理流程", '<img src="/images/banner.png" alt="" />', "流程是一张图"),
        ("filled-by-script", "scjg", "table", "联系电话", '<span id="dh"></span>', "电话由脚本写入"),
        ("decoys", "wjj", "headings", "申请条件", "</p><ul><li></li><li>本县居民</li><li></li></ul><p>", "空的列表项"),
    ):
        site, article, guide = guide_of(book, key, shape)
        guide[label] = value
        book.miss(f"guide-{name}", site, site.url(article.path), why, _GUIDE)
    site, article, guide = guide_of(book, "portal", "table")
    article.extra += "<!-- <table><tr><td>事项名称</td><td></td></tr><tr><td>联系电话</td><td></td></tr></table> -->"
    book.miss("guide-copy-in-comment", site, site.url(article.path), "空的一份在注释里", _GUIDE)
    site, article, guide = guide_of(book, "rsj", "colons")
    fields = ("姓名", "联系电话", "办理地点", "办理时间")
    article.extra += f"<table>{''.join(f'<tr><td>{name}</td><td></td></tr>' for name in fields)}</table>"
    book.miss("guide-with-form", site, site.url(article.path), "下面的空表是给申请人填的", _GUIDE)


def _elsewhere(book: Book) -> None:
    site, article, _ = guide_of(book, "portal")
    article.guide, article.paragraphs = None, ["办事指南见附件。"]
    article.extra += '<p><a href="/files/zhinan.pdf">办理要求.pdf</a></p>'
    site.files["/files/zhinan.pdf"] = file(PDF, TYPES["pdf"], article.day)
    book.miss("guide-in-file", site, site.url(article.path), "指南写在附件里，没有读到", _GUIDE)
    site, article, _ = guide_of(book, "jyj")
    url = "http://zwfw.zhe.gov.cn/linjiang/item/7"
    article.guide, article.paragraphs = None, [f'请到<a href="{url}">在线办理</a>页面查看。']
    book.outside[url] = plain(200, "事项")
    book.miss("guide-elsewhere", site, site.url(article.path), "指南在政务服务网上，没有读到", _GUIDE)


def _right(book: Book) -> None:
    for name, key, label, value, why in (
        ("short-number", "portal", "联系电话", "12345", "热线号码"),
        ("two-numbers", "nyj", "联系电话", "0999-6000007（夜间xxx室值班）", "有可以拨打的号码"),
        ("many-zeros", "jtj", "联系电话", "0999-6000000", "号码里的零多"),
        ("not-over", "scjg", "办理时间", f"截至{chinese(back(book.today, -60))}", "还没有到期"),
        ("last-day", "wjj", "办理时间", f"截至{chinese(book.today)}", "今天是最后一天"),
    ):
        site, article, guide = guide_of(book, key)
        guide[label] = value
        book.miss(f"guide-{name}", site, site.url(article.path), why, "doubtful-guides")
    site, article, guide = guide_of(book, "mzj")
    article.title, guide["办理时间"] = "2019年度慈善信托备案事项办事指南", "截至2019年6月30日"
    book.miss("guide-of-a-year", site, site.url(article.path), "标题写明是哪一年的", "doubtful-guides")
    site, article, guide = guide_of(book, "czj")
    papers = (paper.fields or {} for paper in site.column("zcwj").articles)
    number = next(fields["发文字号"] for fields in papers if fields.get("有效性") == "有效")
    guide["设定依据"] = f"《临江县有关管理办法》（{number}）"
    book.miss("guide-valid-basis", site, site.url(article.path), "依据在本站标为有效", "doubtful-guides")


def _forms(book: Book) -> None:
    site, article, guide = guide_of(book, "portal")
    guide["办理材料"] = "居民身份证、《慰问金申请表》"
    article.extra += '<p><a href="/files/biao.doc">慰问金申请表</a></p>'
    site.files["/files/biao.doc"] = file(DOC, TYPES["doc"], article.day)
    book.miss("form-linked", site, site.url(article.path), "表格就在页面上", "missing-forms")
    for name, key, materials, why in (
        ("form-online", "nyj", "申请表（网上填写）", "在网上填写"),
        ("form-at-counter", "mzj", "申请表由窗口提供", "由窗口提供"),
    ):
        site, article, guide = guide_of(book, key)
        guide["办理材料"] = materials
        book.miss(name, site, site.url(article.path), why, "missing-forms")
