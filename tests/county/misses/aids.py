"""What looks like a fault towards the old and the disabled and is none."""

from __future__ import annotations

from tests.county.aids import VERSION
from tests.county.draft import Book


def draw(book: Book) -> None:
    site = book.sites["czj"]
    site.home_extra += '<p><img src="/images/banner.png" /><img src="/images/map.png" /></p>'
    why = "只有两张图片没有替代文本"
    book.miss("two-pictures", site, site.home, why, "inaccessible-pages", "images")
    site = book.sites["scjg"]
    site.home_extra += '<form action="#"><label>词<input name="word" /></label></form>'
    book.miss("field-in-label", site, site.home, "输入框写在 label 里", "inaccessible-pages", "fields")
    site = book.sites["portal"]
    site.home_extra += '<p style="color:#767676;background:#fff">临江</p>'
    book.miss("grey-enough", site, site.home, "灰字的对比度刚好够", "inaccessible-pages", "contrast")
    book.miss("version", site, site.url(VERSION), "适老版功能齐全、没有弹窗", "elderly-traps")
    book.miss("version-tools", site, site.url(VERSION), "适老版功能齐全", "elderly-tools")
    site = book.sites["wgj"]
    site.home_extra = site.home_extra.replace("无障碍浏览", '<img src="/images/banner.png" alt="无障碍浏览" />')
    book.miss("way-in-as-picture", site, site.home, "无障碍入口是一张图片", "missing-elderly-version")
