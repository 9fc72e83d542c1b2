"""Faults of sites that are not what the registry says: closed ones that are still there, open ones that are gone, one
site under two names, a portal without its bare name."""

from __future__ import annotations

from tests.county.draft import Book, Site
from tests.county.nouns import Handler, Request, Response
from tests.county.paint import home, html
from tests.county.plan import ZONE, ghost
from tests.county.street import always, bare, gone, leading

_NEWS = "<ul>" + "".join(f"<li>{day} 全县工作会议部署第{day}项重点任务</li>" for day in range(1, 13)) + "</ul>"


def draw(book: Book) -> None:
    _closed(book)
    _open(book)
    _names(book)


def _closed(book: Book) -> None:
    up = ghost(book, "lsj", "粮食局", "关停")
    both = (("idle-domains", "serves", up.home), ("unreported-changes", "up-but-closed", up.home))
    shown = [
        book.fault(up, *both[0], "登记为关停，网页照旧", falls_with=both[1:]),
        book.fault(up, *both[1], "登记为关停，首页照常打开", suspected=True, falls_with=both[:1]),
    ]
    if all(shown):
        book.doors[up.host] = always(_page(up))
    paused = ghost(book, "qxj", "气象局", "临时下线")
    if book.fault(paused, "unreported-changes", "up-but-closed", paused.home, "登记为临时下线，却开着", suspected=True):
        book.doors[paused.host] = always(_page(paused))
    silent = ghost(book, "wjg", "物价局", "关停")
    if book.fault(silent, "idle-domains", "resolves", silent.home, "登记为关停，域名还在，没有网页"):
        book.doors[silent.host] = always(Response(0, wire="reset"))
    sold = ghost(book, "lyfz", "旅游发展局", "注销")
    if book.fault(sold, "idle-domains", "taken", sold.home, "登记为注销，域名上是售卖页面", suspected=True):
        book.doors[sold.host] = always(bare("该域名出售", "<h1>该域名可转让</h1><p>有意者请联系。</p>"))


def _open(book: Book) -> None:
    """No page can mend these: the site would have to be built, or the registry told."""
    check, code = "unreported-changes", "down-but-normal"
    lost = ghost(book, "zjj", "住房和城乡建设局", "正常")
    book.fault(lost, check, code, lost.home, "登记为正常，域名已不存在", suspected=True, lasting=True)
    moved = ghost(book, "swj", "商务局", "正常")
    book.fault(moved, check, code, moved.home, "登记为正常，首页跳到县政府门户", suspected=True, lasting=True)
    book.doors[moved.host] = leading(book.sites["portal"].home)


def _names(book: Book) -> None:
    portal, nyj = book.sites["portal"], book.sites["nyj"]
    if not book.fault(portal, "several-domains", "bare-name-dead", f"http://{ZONE}/", "不带www的域名没有地址"):
        book.doors[ZONE] = leading(portal.home)
    other = f"nongye.{ZONE}"
    nyj.hosts = (other,)
    two = book.fault(nyj, "several-domains", "no-main", f"http://{other}/", "两个域名同一网站，互不跳转")
    book.doors[other] = _same(nyj, book) if two else leading(nyj.home)


def _same(site: Site, book: Book) -> Handler:
    """The home page of `site` once more, as it is when everything is drawn; nothing else."""

    def answer(request: Request) -> Response:
        return html(site, home(site), book.today) if request.path == "/" else gone(request)

    return answer


def _page(site: Site) -> Response:
    return bare(f"{site.name}网站", f"<h1>{site.name}</h1>{_NEWS}")
