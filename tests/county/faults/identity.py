"""Faults of identity: names that differ, filing numbers written wrongly, frames that are not the same on every page."""

from __future__ import annotations

from tests.county.draft import Book
from tests.county.outside import plain

_NAMES = (
    ("lyj", "title", "首页"),
    ("mzj", "title", "欢迎光临"),
    ("jtj", "head", "临江县公路局"),
)
_NUMBERS = (
    # site, element, code, what the foot shows, whether a person must look
    ("nyj", "icp", "icp-form", "浙ICP备1999007号-1", False),
    ("wgj", "icp", "icp-form", "ICP备案：局ICP备19990019号", False),
    ("fgj", "icp", "icp-form", "浙ICP备19990010", True),
    ("scjg", "police", "police-form", "粤公网安备33999902000008号", True),
    ("zrzy", "police", "police-form", "浙公网安备339999020005号", True),
)
_UNLINKED = (
    ("rsj", "icp", "icp-link", "浙ICP备19990009号-1"),
    ("lyj", "police", "police-link", "浙公网安备 33999902000018号"),
)
_FRAMES = (
    ("czj", "icp", "浙ICP备19990777号"),
    ("portal", "police", "浙公网安备33999902000777号"),
    ("wgj", "sponsor", "主办单位：邻江市体育总会"),
    ("jyj", "sponsor", "主办：邻江市教育考试院　承办：临江县电子政务中心"),
)


def draw(book: Book) -> None:
    for key, code, shown in _NAMES:
        site = book.sites[key]
        if book.fault(site, "site-name-differs", code, site.home, f"首页{code}显示“{shown}”", suspected=True):
            site.home_title, site.head = (shown, site.head) if code == "title" else (site.home_title, shown)
    for key, element, code, shown, doubtful in _NUMBERS:
        site = book.sites[key]
        article = book.take(site, "yw")
        why = f"备案号写成“{shown}”"
        if book.fault(site, "faulty-filing-numbers", code, site.url(article.path), why, suspected=doubtful):
            article.foot[element] = shown
    for key, element, code, shown in _UNLINKED:
        site = book.sites[key]
        if book.fault(site, "faulty-filing-numbers", code, site.home, "备案号没有链接", suspected=True):
            site.home_foot[element] = shown
    for key, element, shown in _FRAMES:
        site = book.sites[key]
        article = book.take(site, "yw")
        why = f"底部写的是“{shown}”，与首页不同"
        if book.fault(site, "uneven-frame", "foot", site.url(article.path), why, label=element, suspected=True):
            article.foot[element] = shown
    _registry(book)
    _domains(book)
    _shown(book)
    site = book.sites["fgj"]
    article = book.take(site, "yw")
    why = "头部写的是邻江市信息中心，与首页不同"
    if book.fault(site, "uneven-frame", "head", site.url(article.path), why, label="head", suspected=True):
        article.head = "邻江市信息中心"


def _registry(book: Book) -> None:
    """What no page can mend: sites that the registry itself shows to be one too many."""
    for key in ("nyj", "scjg", "tjj"):
        site = book.sites[key]
        why = "县级政府部门单独开设网站"
        if book.fault(site, "surplus-sites", "department", site.home, why, suspected=True, lasting=True):
            site.level = "县级"
    site, main = book.sites["whg"], book.sites["wgj"]
    why = f"主办单位{main.unit}已有一个网站"
    if book.fault(site, "surplus-sites", "several", site.home, why, suspected=True, lasting=True):
        site.registrant = main.unit
    for key in ("wgj", "czj", "portal"):
        site = book.sites[key]
        why = "没有登记行政级别，或者是门户网站，或者是单位的主网站"
        book.miss("site-of-its-own", site, site.home, why, "surplus-sites")


def _domains(book: Book) -> None:
    for key, code, name, url, doubtful in (
        ("wjj", "column", "疫苗接种公示", "http://www.linjiangxian-ym.cn/gs/", False),
        ("portal", "column", "土地出让公告", "http://ggzy.fuchengshi.gov.cn/linjiang/", True),
        ("rsj", "nav", "招考公告", "http://www.linjiangxian-rcw.cn/zx/", True),
        ("kfq", "nav", "招商公告", "http://www.linjiangxian-zs.com/", True),
    ):
        site = book.sites[key]
        why = f"{name}用的是别的域名"
        if book.fault(site, "foreign-column-hosts", code, site.home, why, suspected=doubtful, lasting=code == "column"):
            if code == "column":
                site.more_columns.append((name, url, "notice"))
            else:
                site.nav_extra += f'<li><a href="{url}">{name}</a></li>'
        book.outside[url] = plain(200, name)
    for key, name in (("czj", "临江县财政局.中国"), ("mzj", "临江民政.政务.cn")):
        site = book.sites[key]
        article = book.take(site, "yw")
        url = site.url(article.path)
        if book.fault(site, "chinese-domain", "suffix", url, f"中文域名写成{name}"):
            article.metas["SiteDomain"] = name
        book.miss("chinese-domain", site, url, "SiteDomain写的是中文域名", "site-labels")


def _shown(book: Book) -> None:
    for key, code, url, markup in (
        ("nyj", "network", "http://pos.baidu.com/acom?di=u99", '<iframe src="{url}" width="300"></iframe>'),
        ("scjg", "sale", "http://s.click.taobao.com/t?e=m99", '<p><a href="{url}">特产网店</a></p>'),
    ):
        site = book.sites[key]
        article = book.take(site, "yw")
        if book.fault(site, "commercial-ads", code, site.url(article.path), "页面上有商业推广", suspected=True):
            article.extra += markup.format(url=url)
        book.outside[url] = plain(200, "特产")
    site = book.sites["zrzy"]
    article = book.take(site, "yw")
    if book.fault(site, "unnumbered-maps", "picture", site.url(article.path), "地图没有审图号", suspected=True):
        article.title, article.paragraphs = "临江县行政区划图", ["比例尺：十万分之一"]
        article.extra += '<p><img src="/images/banner.png" alt="地图" /></p>'
