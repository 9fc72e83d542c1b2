"""Accounts that look silent and are not, or of which nobody can say so."""

from __future__ import annotations

from tests.county import accounts as media
from tests.county.draft import Account, Book
from tests.county.faults.accounts import CHECK
from tests.county.nouns import Response
from tests.county.outside import plain

OLD = (40, 60, 300)


def draw(book: Book) -> None:
    _posting(book)
    _feeds(book)
    _weibo(book)
    _platforms(book)
    _gateways(book)
    _interfaces(book)
    _failing(book)
    _frozen(book)
    _unread(book)


def _calm(book: Book, account: Account, name: str, why: str, answer: Response | None, code: str = "") -> None:
    if answer is not None:
        media.lay(book, account.url, answer)
    book.miss(name, account, account.home, why, CHECK, code)


def _fed(book: Book, name: str, why: str, answer: Response, days: int | None = None, state: str = "正常") -> None:
    one = media.opened(book, "微信公众号", "feed", f"http://{media.FEEDS}/{{n}}.xml", days=days, state=state)
    _calm(book, one, name, why, answer)


def _posting(book: Book) -> None:
    """Accounts that do publish."""
    day = book.today
    _fed(book, "eight-days", "八天没有更新，离十四天还远", media.rss(day, (8, 30, 60)))
    _fed(book, "within-its-rhythm", "登记的频次是七天，六天前更新过", media.atom(day, (6, 20)), 7)
    _fed(book, "old-post-on-top", "排在最前面的是一年前的旧文，后面有前天的", media.rss(day, (365, 2, 30)))
    _fed(book, "one-date-in-the-future", "一条时间写错到下个月，另有昨天的", media.json_feed(day, (-30, 1, 40)))
    _fed(book, "one-post-without-time", "一条没有时间，另有三天前的", media.rss(day, (None, 3, 40)))
    _fed(book, "doubt-near-the-limit", "最近有时间的是十二天前，另有一条没有时间", media.rss(day, (None, 12, 40)))
    _fed(book, "given-up", "已经注销，不再要求更新", media.rss(day, OLD), state="注销")
    _fed(book, "closed", "已经关停，不再要求更新", media.rss(day, OLD), state="关停")
    one = media.opened(book, "新浪微博", "weibo", f"http://{media.WEIBO}/getIndex?value={{n}}")
    _calm(book, one, "pinned", "置顶的是旧文，下面有昨天的", media.weibo(day, one, (1, 3, 50), pinned=300))
    one = media.opened(book, "新浪微博", "weibo", f"http://{media.WEIBO}/getIndex?value={{n}}")
    _calm(book, one, "only-reposts", "只有转发，转发也是更新", media.reposting(day, one, (2, 9, 70)))


def _feeds(book: Book) -> None:
    """Feeds that prove nothing."""
    day = book.today
    _fed(book, "no-times", "订阅里没有时间", media.rss(day, (None, None)))
    _fed(book, "only-future", "只有一条新的，时间在未来", media.rss(day, (-40, 40)))
    _fed(book, "empty-feed", "空订阅不等于没有内容", media.rss(day, ()))
    broken = media.written(media.rss(day, OLD).body.decode()[:-60])
    _fed(book, "broken-off", "订阅没有传完，后面可能还有", broken)
    _fed(book, "page-for-feed", "订阅地址给出一个网页", plain(200, "服务运行正常"))
    own = '<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'
    bomb = f'{own}<rss version="2.0"><channel><title>&b;</title></channel></rss>'
    _fed(book, "entities", "订阅里定义了实体，不读", media.written(bomb))
    door = f"http://{media.FEEDS}/login?next=feed"
    media.lay(book, f"http://{media.FEEDS}/login", plain(200, "用户登录"))
    _fed(book, "led-to-login", "订阅地址跳转到登录页", Response(302, (("Location", door),)))
    _fed(book, "few-posts", "只有四天前的一条", media.rss(day, (4,)))


def _weibo(book: Book) -> None:
    """What Weibo answers to whom it does not know."""
    for name, why, answer in (
        ("login-wanted", "微博要求登录", media.told({"ok": -100, "url": "https://passport.weibo.com/sso/signin"})),
        ("asked-too-often", "微博嫌问得太勤", Response(418)),
        ("cookie-wanted", "微博要访客凭据", Response(432)),
    ):
        one = media.opened(book, "新浪微博", "weibo", f"http://{media.WEIBO}/getIndex?value={{n}}")
        _calm(book, one, name, why, answer)


def _platforms(book: Book) -> None:
    success = {"message": "success"}
    for name, why, answer in (
        ("null", "头条不给没有签名的看", media.told({**success, "data": None})),
        ("empty-answer", "头条答了空的内容", Response(200)),
        ("none-but-more", "头条一条没给，又说后面还有", media.told({**success, "has_more": True, "data": []})),
    ):
        one = media.opened(book, "今日头条", "toutiao", f"http://{media.TOUTIAO}/feed?token={{n}}")
        _calm(book, one, f"toutiao-{name}", why, answer)
    one = media.opened(book, "B站", "bilibili", f"http://{media.BILI}/space?host_mid={{n}}")
    _calm(book, one, "bilibili-352", "B站怀疑来客", media.told({"code": -352, "message": "-352"}))
    one = media.opened(book, "移动客户端", "appstore", f"http://{media.APPS}/lookup?id={{n}}")
    _calm(book, one, "old-version", "版本旧，内容不一定旧", media.version(book.today, 300))


def _gateways(book: Book) -> None:
    """Gateways that went to sleep, are blind to a part, or have lost their logins."""
    day = book.today
    synced = []
    for name, age, posts, why in (
        ("stale-sync", 12, OLD, "网关十二天没有取数"),
        ("stale-sync-near-limit", 6, (12, 40), "网关六天没有取数，看到的最近一条是十二天前的"),
        ("blind-gateway", 0, OLD, "网关看不到只发布不群发的文章"),
        ("blind-gateway-posting", 0, (2, 30), "看不到全部，看到的已经是新的"),
    ):
        one = media.opened(book, "微信公众号", "wewe_rss", f"http://{media.WEWE}/feeds/MP_WXS_{{n}}.rss")
        synced.append({"id": one.url.rpartition("/")[2].removesuffix(".rss"), "syncTime": media.stamp(day, age)})
        _calm(book, one, name, why, media.rss(day, posts))
    media.lay(book, f"http://{media.WEWE}/feeds", media.told(synced))
    media.lay(book, f"http://{media.WEMP}/rss", media.no_zone(day, (1,)))
    one = media.opened(book, "微信公众号", "we_mp_rss", f"http://{media.WEMP}/feed/{{n}}.rss")
    _calm(book, one, "no-zone", "时间没有时区，按北京时间是八天前", media.no_zone(day, (8, 30)))
    one = media.opened(book, "微信公众号", "we_mp_rss", f"http://{media.WEMP}/feed/search/tongzhi/{{n}}.rss")
    _calm(book, one, "filtered-feed", "订阅只要带某个词的文章", media.no_zone(day, OLD))
    media.lay(book, f"http://{media.WECHAT2RSS}/login/list", media.told({"data": [{"id": 1, "available": False}]}))
    for _ in range(2):
        one = media.opened(book, "微信公众号", "wechat2rss", f"http://{media.WECHAT2RSS}/feed/{{n}}.xml")
        _calm(book, one, "login-lost", "网关说自己的登录失效了", media.rss(day, OLD))


def _interfaces(book: Book) -> None:
    """The interface of WeChat refuses."""
    for code, why in (
        (48001, "没有接口权限"),
        (40164, "出口地址不在白名单"),
        (42001, "凭证换新后仍说过期"),
        (45009, "当日额度用完"),
    ):
        one = media.opened(book, "微信公众号", "wechat_mp", f"http://{media.WXAPI}/{{n}}")
        media.interface(book, one, media.told({"errcode": code, "errmsg": "refused"}))
        _calm(book, one, f"errcode-{code}", why, None)


def _failing(book: Book) -> None:
    """A gateway that fails for all of its accounts but one: an incident, and nobody's silence."""
    broken = plain(502, "502 Bad Gateway")
    for n in range(7):
        one = media.opened(book, "抖音", "rsshub", f"http://{media.RSSHUB}/douyin/user/{{n}}")
        answer = media.rss(book.today, OLD, "RSSHub", 0) if n == 6 else broken
        _calm(book, one, "failing-gateway", "同一网关上的账号几乎都读不到，是网关的事", answer)


def _frozen(book: Book) -> None:
    """A gateway on which twenty accounts stand still at once."""
    for n in range(20):
        one = media.opened(book, "百家号", "feed", f"http://{media.MIRROR}/{{n}}.xml")
        why = "同一网关上二十个账号同时没有新内容，是网关停了"
        _calm(book, one, "frozen-gateway", why, media.rss(book.today, (15 + n, 60)))


def _unread(book: Book) -> None:
    """Accounts that no program reads."""
    one = media.opened(book, "微信视频号", "sheet")
    _calm(book, one, "not-recorded", "要人去看，还没有人看过", None)
    one = media.opened(book, "快手", "")
    _calm(book, one, "no-source", "登记表没有写怎样读取", None)
