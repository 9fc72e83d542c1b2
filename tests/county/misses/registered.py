"""Accounts that look at odds with the registry, their platform or each other, and are not."""

from __future__ import annotations

from collections.abc import Mapping

from tests.county import accounts as media
from tests.county.draft import Account, Book
from tests.county.faults.registered import ADDRESS, CLOSED, FEED, fed, shown, weibo

TWO_WEEKS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 40)


def draw(book: Book) -> None:
    _beside(book)
    _given_up(book)
    _verified(book)
    _used(book)
    _closed(book)
    _low(book)


def _calm(
    book: Book, one: Account, check: str, name: str, why: str, ages: tuple[int, ...] = (1, 5, 40),
    user: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    media.lay(book, one.url, shown(book.today, one, ages, user))
    book.miss(name, one, one.home, why, check)


def _beside(book: Book) -> None:
    check = "duplicate-accounts"
    gone = weibo(book, "临江县妇联", "临江妇联旧号", "注销")
    media.lay(book, gone.url, shown(book.today, gone, (60, 90)))
    _calm(book, weibo(book, gone.unit, "临江妇联"), check, "second-cancelled", "另一个账号早已注销")
    for number in (1, 2):
        one = media.opened(book, "其他", "weibo", ADDRESS, who=("临江县文联", "临江文联"))
        _calm(book, one, check, f"other-platforms-{number}", "“其他”不是同一个平台")
    check = "uneven-account-names"
    first = fed(book, "临江县史志办", "临江史志")
    _calm(book, weibo(book, first.unit, "临江史志发布"), check, "only-an-ending", "只差“发布”两个字")
    first = fed(book, "临江县文物局", "临江县文物局")
    _calm(book, weibo(book, first.unit, "临江文物"), check, "short-form", "一个是简称")


def _given_up(book: Book) -> None:
    check = "unregistered-accounts"
    one = weibo(book, "临江县盐务局", "临江盐务", "注销")
    _calm(book, one, check, "cancelled-long-ago", "注销前的旧内容还在", (30, 60))
    one = weibo(book, "临江县粮食局", "临江粮食", "关停")
    _calm(book, one, check, "closed-last-week", "关停前十天的内容", (10, 60))
    one = weibo(book, "临江县畜牧局", "临江畜牧", "变更")
    _calm(book, one, check, "told-of-its-name", "改名已经登记变更", user={"screen_name": "牧野临江"})
    one = weibo(book, "临江县蔬菜局", "临江蔬菜")
    _calm(book, one, check, "longer-name", "平台上多了“发布”", user={"screen_name": "临江蔬菜发布"})


def _verified(book: Book) -> None:
    check = "unverified-accounts"
    for unit, name, reason, slug, why in (
        ("临江县老龄办", "临江老龄", "临江县老龄办", "plain", "认证就是本单位"),
        ("临江县移民局", "临江移民", "临江县移民局移民安置中心", "below-the-unit", "认证的是下属中心"),
        ("临江县扶贫办", "临江扶贫", "优秀政务账号", "no-office", "认证信息没有写单位，不能断定"),
    ):
        _calm(book, weibo(book, unit, name), check, f"verified-{slug}", why, user={"verified_reason": reason})


def _used(book: Book) -> None:
    one = weibo(book, "临江县党校", "临江党校")
    _calm(book, one, "few-originals", "some-passed-on", "十一条里转了五条", TWO_WEEKS, {"passed": 5})
    one = weibo(book, "临江县一中", "临江一中")
    _calm(book, one, "few-originals", "too-few-posts", "只有三条，不作判断", user={"passed": 3})
    check, few = "idle-accounts", {"followers_count": 60, "likes": 0}
    one = weibo(book, "临江县图书馆", "临江图书馆")
    _calm(book, one, check, "alone", "关注少，但只此一个账号", TWO_WEEKS, few)
    for slug, why, user in (
        ("many-followers", "互动少，关注多", {"likes": 0}),
        ("they-respond", "关注少，互动多", {"followers_count": 60}),
        ("lower-bound", "关注数只是下限", {"followers_count": "100+", "likes": 0}),
    ):
        kept = media.opened(book, "抖音", "feed", FEED, who=(f"临江县文化馆{slug}", "临江文化馆"))
        media.lay(book, kept.url, media.rss(book.today, (1, 5, 40)))
        one = media.opened(book, "快手", "weibo", ADDRESS, who=(kept.unit, kept.name))
        _calm(book, one, check, slug, why, TWO_WEEKS, user)


def _closed(book: Book) -> None:
    for number, ages, why in (
        (1, (1, 3, 5, 7, 9, 11, 40), "只有一条没有关闭评论"),
        (4, (1, 3, 5, 40, 200, 300), "最近关闭评论的只有四条"),
    ):
        one = media.opened(book, "B站", "bilibili", f"http://{media.BILI}/space?host_mid={{n}}")
        media.lay(book, one.url, media.bilibili(book.today, one, ages, closed=len(ages) - (number == 1)))
        book.miss(f"comments-{number}", one, one.home, why, CLOSED)
    silent = fed(book, "临江县气象台", "临江气象台")
    book.miss("comments-nobody-says", silent, silent.home, "订阅里没有说能不能评论", CLOSED)


def _low(book: Book) -> None:
    """Nobody but a local rule forbids them."""
    for unit in ("临江县城关镇人民政府", "临江县财政局"):
        one = next(one for one in book.accounts if one.unit == unit)
        book.miss(
            f"low-level-{one.number}", one, one.home, "没有地方规则，乡镇和部门可以开设账号", "low-level-accounts"
        )
