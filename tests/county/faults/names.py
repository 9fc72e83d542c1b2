"""Faults of names: domains in the wrong form, and hosts that have no public IPv6 address or no IPv6 in their zone."""

from __future__ import annotations

from tests.county.draft import Book

_DOMAINS = (
    ("whg", "suffix", "域名不以.gov.cn结尾"),
    ("kfq", "portal-form", "门户网站域名不是www.□□□.gov.cn"),
    ("sjj", "department-form", "部门网站用了门户的域名形式"),
)
_CODES = (
    ("kfq", "level", "标识码的区划是市级，登记的是县级"),
    ("tjj", "region", "标识码的区划是浙江省桐庐县，登记的是临江县"),
)
_ADDRESSES: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("mzj", "none", (), "没有AAAA记录"),
    ("whg", "none", (), "没有AAAA记录"),
    ("jyj", "not-public", ("::ffff:10.1.2.3",), "AAAA是IPv4映射地址"),
    ("nyj", "not-public", ("fd00:99::7",), "AAAA是内部地址"),
    ("zrzy", "not-public", ("2001:db8::1",), "AAAA是文档示例地址"),
    ("sjj", "not-public", ("fe80::1",), "AAAA是链路本地地址"),
)


def draw(book: Book) -> None:
    for key, code, why in _DOMAINS:
        site = book.sites[key]
        # No page can mend a name: the fault stays whatever `mended` says.
        book.fault(site, "domain-name", code, site.home, why, lasting=True)
    for key, code, why in _CODES:
        site = book.sites[key]
        book.fault(site, "malformed-site-code", code, site.home, why, suspected=True, lasting=True)
    for key, code, addresses, why in _ADDRESSES:
        site = book.sites[key]
        if book.fault(site, "ipv6-address", code, site.home, why, label=site.host):
            site.dns["aaaa"] = addresses
    for key in ("rsj", "kfq"):
        site = book.sites[key]
        if book.fault(site, "ipv6-address", "delegation", site.home, "权威域名服务器都没有IPv6地址", label=site.host):
            site.dns["zone"] = site.host
            site.dns["servers_v6"] = False
