"""Accounts that are not what the registry, their platform and their unit's other accounts say of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tests.county import accounts as media
from tests.county.draft import Account, Book
from tests.county.nouns import Response

ADDRESS = f"http://{media.WEIBO}/getIndex?value={{n}}"
FEED = f"http://{media.FEEDS}/{{n}}.xml"
CLOSED = "closed-comments"


def draw(book: Book) -> None:
    _twice(book)
    _named(book)
    _given_up(book)
    _verified(book)
    _used(book)
    _closed(book)


def shown(
    today: date,
    account: Account,
    ages: Sequence[int],
    user: Mapping[str, object] | None = None,
    texts: Mapping[int, str] | None = None,
) -> Response:
    """Cards of an account that says who it is, each liked thirty times where `user` does not say `likes`. `texts` is
    what posts of an age say."""
    told = dict(user or {})
    likes, passed = told.pop("likes", 30), int(str(told.pop("passed", 0)))
    who = {"id": int(account.number), "screen_name": account.name, "followers_count": "5.6万", "verified": True}
    who |= {"verified_type": 1, "verified_reason": f"{account.unit}官方微博", **told}
    first = {"id": "7", "text": "原文", "user": {"id": 2, "screen_name": "中国政府网"}}
    cards = [
        {
            "card_type": 9,
            "mblog": {
                "id": f"{account.number}{n}", "created_at": f"{media.moment(today, age):%a %b %d %H:%M:%S +0800 %Y}",
                "text": (texts or {}).get(age, f"便民提示第{n}期"), "user": who,
                "attitudes_count": likes, "comments_count": 0, "reposts_count": 0,
                **({"retweeted_status": first} if n < passed else {}),
            },
        }
        for n, age in enumerate(ages)
    ]  # fmt: skip
    return media.told({"ok": 1, "data": {"cards": cards}})


def weibo(book: Book, unit: str, name: str, state: str = "正常") -> Account:
    return media.opened(book, "新浪微博", "weibo", ADDRESS, who=(unit, name), state=state)


def fed(book: Book, unit: str, name: str) -> Account:
    one = media.opened(book, "微信公众号", "feed", FEED, who=(unit, name))
    media.lay(book, one.url, media.rss(book.today, (1, 5, 40)))
    return one


def _twice(book: Book) -> None:
    """A second account of a unit on one platform; where that was mended, it was cancelled long ago."""
    check = "duplicate-accounts"
    for unit, code, name, why in (
        ("临江县融媒体中心", "several", "临江融媒在线", "同一单位在微博上有两个账号"),
        ("临江县供销社", "same-name", "临江供销", "忘了密码，又开了一个同名的"),
    ):
        kept = weibo(book, unit, "临江融媒" if code == "several" else name)
        media.lay(book, kept.url, shown(book.today, kept, (1, 5, 40)))
        extra = weibo(book, unit, name)
        drawn = book.fault(extra, check, code, extra.home, why)
        media.lay(book, extra.url, shown(book.today, extra, (1, 5, 40) if drawn else (60, 90)))
        if not drawn:
            book.accounts[-1] = replace(extra, state="注销")


def _named(book: Book) -> None:
    first = fed(book, "临江县档案馆", "临江档案")
    one = weibo(book, first.unit, "兰台夜话")
    if not book.fault(
        one, "uneven-account-names", "differs", one.home, "微信叫临江档案，微博叫兰台夜话", suspected=True
    ):
        book.accounts[-1] = one = replace(one, name=first.name)
    media.lay(book, one.url, shown(book.today, one, (1, 5, 40)))


def _given_up(book: Book) -> None:
    check = "unregistered-accounts"
    one = weibo(book, "临江县地震局", "临江地震", "注销")
    drawn = book.fault(one, check, "alive", one.home, "已经注销，昨天又发了内容", suspected=True)
    media.lay(book, one.url, shown(book.today, one, (1, 5, 40) if drawn else (60, 90)))
    one = weibo(book, "临江县气象局", "临江气象")
    drawn = book.fault(one, check, "changed", one.home, "平台上已改名，台账没有变更", suspected=True)
    media.lay(book, one.url, shown(book.today, one, (1, 5, 40), {"screen_name": "看云识天"} if drawn else None))
    one = weibo(book, "临江县机关事务局", "临江机关事务")
    none = media.told({"ok": 0, "msg": "这里还没有内容", "data": {"cards": []}})
    drawn = book.fault(one, check, "gone", one.home, "微博说没有内容，疑似已注销", suspected=True)
    media.lay(book, one.url, none if drawn else shown(book.today, one, (1, 5, 40)))
    one = media.opened(book, "移动客户端", "appstore", f"http://{media.APPS}/lookup?id={{n}}")
    drawn = book.fault(one, check, "gone", one.home, "应用商店里没有了", suspected=True)
    none = media.told({"resultCount": 0, "results": []})
    media.lay(book, one.url, none if drawn else media.version(book.today, 1))


def _verified(book: Book) -> None:
    check = "unverified-accounts"
    for unit, name, code, user, why in (
        ("临江县红十字会", "临江红会", "differs", {"verified_reason": "云水文化传媒有限公司"}, "认证的是代运维的公司"),
        ("临江县残联", "临江残联", "unverified", {"verified": False, "verified_type": -1}, "没有认证"),
    ):
        one = weibo(book, unit, name)
        drawn = book.fault(one, check, code, one.home, why, suspected=True)
        media.lay(book, one.url, shown(book.today, one, (1, 5, 40), user if drawn else None))


def _used(book: Book) -> None:
    ages = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 40)
    one = weibo(book, "临江县总工会", "临江工会")
    drawn = book.fault(one, "few-originals", "few", one.home, "十一条里十条是转发", suspected=True)
    media.lay(book, one.url, shown(book.today, one, ages, {"passed": 10 if drawn else 0}))
    kept = media.opened(book, "抖音", "feed", FEED, who=("临江县团委", "临江青年"))
    media.lay(book, kept.url, media.rss(book.today, (1, 5, 40)))
    one = media.opened(book, "快手", "weibo", ADDRESS, who=(kept.unit, kept.name))
    why = "关注和互动都很少，与抖音号功能相近"
    drawn = book.fault(one, "idle-accounts", "mergeable", one.home, why, suspected=True)
    few = {"followers_count": 60, "likes": 0}
    media.lay(book, one.url, shown(book.today, one, ages, few if drawn else None))
    one = weibo(book, "临江县科协", "临江科普")
    drawn = book.fault(one, "idle-accounts", "idle", one.home, "四个月没有更新，关注很少", suspected=True)
    book.fault(
        one, "silent-account", "silent", one.home, "四个月没有更新", falls_with=(("idle-accounts", "idle", one.home),)
    )
    media.lay(book, one.url, shown(book.today, one, (120, 150) if drawn else (1, 150), few))


def _closed(book: Book) -> None:
    """Accounts on whose posts nobody may comment."""
    ages = (1, 3, 5, 7, 9, 11, 40)
    one = media.opened(book, "B站", "bilibili", f"http://{media.BILI}/space?host_mid={{n}}")
    drawn = book.fault(one, CLOSED, "closed", one.home, "七条动态都关闭了评论", suspected=True)
    media.lay(book, one.url, media.bilibili(book.today, one, ages, closed=7 if drawn else 0))
    one = media.opened(book, "微信公众号", "wechat_mp", f"http://{media.WXAPI}/{{n}}")
    drawn = book.fault(one, CLOSED, "closed", one.home, "接口列出的七篇文章都没有开留言", suspected=True)
    media.interface(book, one, media.published(book.today, ages, closed=drawn))
