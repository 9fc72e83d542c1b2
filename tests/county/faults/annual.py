"""Faults of yearly papers: late, missing, incomplete, with sums that are wrong, or copied."""

from __future__ import annotations

from datetime import timedelta

from tests.county import annual
from tests.county.draft import Article, Book, Site

_SUMS = (
    # site, code, the beginning of the row whose last cell is wrong, whether the sums beside it are wrong, too
    ("rsj", ("balance", "rows"), "四、"),
    ("fgj", ("results", "rows"), "（二）"),
    ("jyj", ("reviews",), "*"),
)
_WITHOUT = ["按月公布预算。", "先打电话再答复。", "失效的文件及时标注。", "大厅摆了触摸屏。", "信息员闭卷考试。"]
"""Of which none speaks of a platform."""


def draw(book: Book) -> None:
    _due(book)
    _parts(book)
    _sums(book)
    _years(book)
    _forms(book)
    site = book.sites["portal"]
    if book.fault(site, "scattered-annual-reports", "absent", site.home, "门户没有归集各机关年报", suspected=True):
        return
    gather(book)


def gather(book: Book) -> None:
    """The reports of the offices in one list of the portal."""
    site = book.sites["portal"]
    offices = [
        (office, annual.report_of(office)) for office in (book.sites[key] for key in ("czj", "wjj", "rsj", "zrzy"))
    ]
    links = "".join(f'<li><a href="{office.url(article.path)}">{article.title}</a></li>' for office, article in offices)
    site.column("zfxxgk").extra += f'<div class="more"><h3>部门年报</h3><ul>{links}</ul></div>'


def _gone(site: Site, article: Article) -> None:
    annual.column_of(site).articles.remove(article)


def _due(book: Book) -> None:
    site = book.sites["zrzy"]
    article, last = annual.report_of(site), annual.due(book, site)
    if book.fault(site, "late-annual-report", "late", site.url(article.path), "年报晚了一天公布"):
        article.day = last + timedelta(days=1)
    site = book.sites["mzj"]
    if book.fault(site, "late-annual-report", "absent", site.home, "没有公布上一年度年报", suspected=True):
        _gone(site, annual.report_of(site))


def _parts(book: Book) -> None:
    site = book.sites["nyj"]
    article = annual.report_of(site)
    url, report = site.url(article.path), annual.draw_report(book, site.key, annual.due(book, site).year - 1)
    if book.fault(site, "incomplete-annual-report", "part", url, "年报缺第六部分", suspected=True):
        report.last = ""
    annual.write(article, report)
    site = book.sites["scjg"]
    article = annual.report_of(site)
    url, report = site.url(article.path), annual.draw_report(book, site.key, annual.due(book, site).year - 1)
    if book.fault(site, "incomplete-annual-report", "overview", url, "总体情况没有写平台建设", suspected=True):
        report.overview = (*report.overview[:3], "便民举措", report.overview[4])
        report.said[:5] = _WITHOUT
    annual.write(article, report)


def _sums(book: Book) -> None:
    for key, codes, row in _SUMS:
        site = book.sites[key]
        article = annual.report_of(site)
        url, report = site.url(article.path), annual.draw_report(book, site.key, annual.due(book, site).year - 1)
        first = ("inconsistent-annual-figures", codes[0], url)
        for n, code in enumerate(codes):
            falls = (first,) if n else (("inconsistent-annual-figures", codes[-1], url),) if len(codes) > 1 else ()
            if book.fault(site, "inconsistent-annual-figures", code, url, "年报数字相加不符", falls_with=falls):
                report.told.extra[row] = 1
        annual.write(article, report)
    site = book.sites["tjj"]
    article = annual.report_of(site)
    url, report = site.url(article.path), annual.draw_report(book, site.key, annual.due(book, site).year - 1)
    if book.fault(site, "inconsistent-annual-figures", "blank", url, "表二有空格", suspected=True):
        report.empty = True
    annual.write(article, report)


def _years(book: Book) -> None:
    """Two reports of an office: what one left open and the other carried over, what one says and the other copies."""
    for key, check, code in (
        ("wjj", "inconsistent-annual-figures", "carried-over"),
        ("sjj", "copied-annual-report", "last-year"),
    ):
        site = book.sites[key]
        last, article = annual.due(book, site), annual.report_of(site)
        report = annual.draw_report(book, site.key, last.year - 1)
        before = annual.draw_report(book, site.key, last.year - 2)
        before.told.left = list(report.told.carried)
        why = "与上一年年报对不上" if code == "carried-over" else "年报文字与上一年相同"
        if book.fault(site, check, code, site.url(article.path), why, suspected=True):
            if code == "carried-over":
                before.told.left[0] += 2
            else:
                before.said = list(report.said)
        annual.add_report(site, site.name, last.replace(year=last.year - 1), 2, before)
    site = book.sites["tyj"]
    last = annual.due(book, site)
    below = annual.draw_report(book, f"{site.key}-below", last.year - 1)
    article = annual.add_report(site, "临江县全民健身中心", last, 2, below)
    own = annual.draw_report(book, site.key, last.year - 1)
    why = "下属单位的年报抄了主管部门的"
    at = site.url(article.path)
    if book.fault(site, "copied-annual-report", "other-unit", at, why, suspected=True, v6=True):
        below.said = list(own.said)
    else:
        below.said.reverse()
    annual.write(article, below)


def _forms(book: Book) -> None:
    check = "missing-annual-forms"
    site = book.sites["jtj"]
    if book.fault(site, check, "work", site.home, "没有网站工作年度报表", suspected=True):
        _gone(site, annual.form_of(site))
    site = book.sites["lyj"]
    article = annual.form_of(site)
    if book.fault(site, check, "work-late", site.url(article.path), "报表晚了一天发布"):
        article.day = annual.last_day(book, 1, 31) + timedelta(days=1)
    site = book.sites["dsj"]
    article, where = annual.form_of(site), book.take(site, "zcjd")
    if book.fault(site, check, "not-on-home", site.home, "首页没有报表的链接", suspected=True):
        annual.set_aside(site, article)
        where.extra += f'<p>相关链接：<a href="{article.path}">{article.title}</a></p>'
    site = book.sites["xfj"]
    article = annual.form_of(site)
    url = site.url(article.path)
    if book.fault(site, "incomplete-annual-forms", "work", url, "报表没有创新发展", suspected=True):
        article.extra = annual.table(annual.WORK[:-1], site.name)
    site = book.sites["portal"]
    last = annual.last_day(book, 1, 31)
    article = annual.add_form(site, f"临江县政府网站监管年度报表（{last.year - 1}年度）", last, 2)
    url, rows = site.url(article.path), annual.SUPERVISION
    if book.fault(site, "incomplete-annual-forms", "supervision", url, "监管报表没有假冒网站处置", suspected=True):
        rows = tuple(row for row in rows if "假冒" not in row[0])
    article.extra = annual.table(rows)
