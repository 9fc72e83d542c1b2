"""Closed sites as they should be, sites under two names of which one leads to the other, names that nobody owes."""

from __future__ import annotations

from tests.county.draft import Book
from tests.county.plan import ZONE, ghost
from tests.county.street import always, bare, leading


def draw(book: Book) -> None:
    closed = ("idle-domains", "unreported-changes")
    said = ghost(book, "daj", "档案局", "关停")
    notice = (
        f"根据机构改革要求，本网站已于去年10月关停，有关信息请访问<a href='http://www.{ZONE}/'>临江县人民政府</a>。"
    )
    book.doors[said.host] = always(bare(said.name, f"<h1>网站关停公告</h1><p>{notice}</p>"))
    led = ghost(book, "ymj", "移民局", "关停")
    book.doors[led.host] = leading(book.sites["fgj"].home)
    gone = ghost(book, "njj", "农机局", "关停")
    for site, name, why in (
        (said, "closed-notice", "关停网站的首页是关停公告"),
        (led, "closed-leads-on", "关停网站的域名跳转到承接单位"),
        (gone, "closed-and-gone", "关停网站的域名已经注销"),
    ):
        for check in closed:
            book.miss(name, site, site.home, why, check)
    paused = ghost(book, "dzj", "地震局", "临时下线")
    words = f"{paused.name}网站正在升级改版，暂停访问，改版期间请到临江县人民政府门户网站查询地震信息，联系电话"
    book.doors[paused.host] = always(bare(paused.name, f"<p>{words}0999-6000000。</p>"))
    book.miss("paused-notice", paused, paused.home, "临时下线的网站挂着改版公告", "unreported-changes")

    fgj, kfq, sjj = (book.sites[key] for key in ("fgj", "kfq", "sjj"))
    other = f"fagai.{ZONE}"
    fgj.hosts = (other,)
    book.doors[other] = leading(fgj.home)
    book.miss("second-name-leads", fgj, f"http://{other}/", "第二个域名跳转到主域名", "several-domains")
    book.miss(
        "bare-name-of-department", sjj, "http://linjiangxiansjj.gov.cn/", "部门网站不要求裸域名", "several-domains"
    )
    book.miss("name-below-a-name", kfq, f"http://www.{kfq.host}/", "下级域名的门户不要求加www", "several-domains")
    yjj = book.sites["yjj"]
    book.miss("outage", yjj, yjj.home, "域名还在，只是连不上：不是关停", "unreported-changes")
