"""Accounts that publish nothing any more, by every source that can prove it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from tests.county import accounts as media
from tests.county.draft import Account, Book
from tests.county.nouns import Response

CHECK = "silent-account"
_Shown = Callable[[date, Sequence[int]], Response]


def draw(book: Book) -> None:
    _fed(book)
    _platforms(book)
    _gateway(book)
    _interface(book)
    _never(book)


def _ages(book: Book, account: Account, code: str, age: int, why: str) -> tuple[int, ...]:
    """How old the posts are: the newest `age` days where the fault is drawn."""
    return (age, age + 30, 400) if book.fault(account, CHECK, code, account.home, why) else (1, age + 30, 400)


def _fed(book: Book) -> None:
    """By feeds."""
    shown: tuple[tuple[_Shown, str, int, int | None, str], ...] = (
        (media.rss, "silent", 16, None, "十六天没有更新"),
        (media.atom, "silent", 44, None, "一个半月没有更新，已是睡眠账号"),
        (media.json_feed, "silent", 130, None, "四个多月没有更新，已是僵尸账号"),
        (media.rss, "silent", 20, 30, "单位自己定的期限再宽也不改变十四天的否决线"),
        (media.rss, "nearing", 12, None, "再过两天就满十四天"),
        (media.atom, "nearing", 11, None, "再过三天就满十四天"),
        (media.rss, "late", 9, 7, "登记的更新频次是七天，九天没有更新"),
        (media.json_feed, "late", 5, 3, "登记的更新频次是三天，五天没有更新"),
    )
    for feed, code, age, days, why in shown:
        one = media.opened(book, "微信公众号", "feed", f"http://{media.FEEDS}/{{n}}.xml", days=days)
        media.lay(book, one.url, feed(book.today, _ages(book, one, code, age, why)))


def _platforms(book: Book) -> None:
    """By the answers of platforms."""
    day = book.today
    one = media.opened(book, "新浪微博", "weibo", f"http://{media.WEIBO}/getIndex?value={{n}}")
    ages = _ages(book, one, "silent", 25, "二十五天没有更新；列表里混着别的账号今天的微博")
    media.lay(book, one.url, media.weibo(day, one, ages, pinned=300))
    one = media.opened(book, "今日头条", "toutiao", f"http://{media.TOUTIAO}/feed?token={{n}}")
    ages = _ages(book, one, "silent", 18, "十八天没有更新；列表的时间不是发布时间")
    media.lay(book, one.url, media.toutiao(day, ages))
    one = media.opened(book, "B站", "bilibili", f"http://{media.BILI}/space?host_mid={{n}}")
    media.lay(book, one.url, media.bilibili(day, one, _ages(book, one, "silent", 95, "三个月没有更新")))
    one = media.opened(book, "学习强国号", "xuexi", f"http://{media.XUEXI}/lgdata/{{n}}.json")
    media.lay(book, one.url, media.xuexi(day, _ages(book, one, "silent", 31, "一个月没有更新")))


def _gateway(book: Book) -> None:
    """By a gateway that is alive: it showed something of another account today."""
    one = media.opened(book, "微信公众号", "we_mp_rss", f"http://{media.WEMP}/feed/{{n}}.rss")
    ages = _ages(book, one, "silent", 22, "二十二天没有更新；网关今天还取过数")
    media.lay(book, one.url, media.no_zone(book.today, ages))


def _interface(book: Book) -> None:
    """By the account's own interface, of which the office has made sure that it lists all."""
    one = media.opened(book, "微信公众号", "wechat_mp", f"http://{media.WXAPI}/{{n}}")
    ages = _ages(book, one, "silent", 28, "自己的接口列出的最近一篇是二十八天前的")
    media.interface(book, one, media.published(book.today, ages))


def _never(book: Book) -> None:
    """Nothing at all, by a list that is whole."""
    one = media.opened(book, "今日头条", "toutiao", f"http://{media.TOUTIAO}/feed?token={{n}}")
    why = "没有任何内容，可能是新开设的"
    none = book.fault(one, CHECK, "never", one.home, why, suspected=True)
    media.lay(book, one.url, media.toutiao(book.today, () if none else (2, 30)))
