"""The accounts (政务新媒体) of the county and stand-ins for platforms, gateways and interfaces.

Every source is a host of its own whose answers are laid on a shelf. Posts are told by their age in days; each came out
at half past nine in the morning.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from email.utils import format_datetime

from checks.model.registry import BEIJING
from tests.county.draft import Account, Book
from tests.county.nouns import Request, Response
from tests.county.outside import not_found, plain

MEDIA = "linjiang-media.cn"
FEEDS, MIRROR, RSSHUB, WEWE, WEMP, WECHAT2RSS = (
    f"{name}.{MEDIA}" for name in ("feeds", "mirror", "rsshub", "wewe", "wemp", "wechat2rss")
)
WEIBO, TOUTIAO, BILI, XUEXI, APPS, WXAPI = (
    f"{name}.{MEDIA}" for name in ("weibo", "toutiao", "bili", "xuexi", "apps", "wxapi")
)
HOMES = f"hao.{MEDIA}"
"""Where the home pages of the accounts are."""
OFFICE = "临江县人民政府办公室"
_TOWNS = (
    *("城关", "东河", "西岭", "南屏", "北坝", "清溪", "石桥", "双龙", "马家", "白塔", "新店", "柳林", "三河"),
    *("青山", "金沟", "大湾", "沙坪", "红岩", "竹园", "古城", "平安", "永兴", "长滩", "云峰"),
)
_BUREAUS = (
    *("财政", "教育", "卫健", "资源", "民政", "农业", "市监", "人社", "发改", "审计", "统计", "应急", "水利"),
    *("交通", "林业", "文旅", "体育", "信访", "司法", "住建", "城管", "商务", "医保", "公安"),
)
UNITS = (
    *((f"临江县{name}镇人民政府", f"{name}发布") for name in _TOWNS),
    *((f"临江县{name}局", f"临江{name}") for name in _BUREAUS),
)
"""(unit, name of its accounts): each has at most one account on a platform."""
_LOWEST = {f"临江县{name}镇人民政府" for name in _TOWNS}
_MIDDLE = {OFFICE, *(f"临江县{name}局" for name in _BUREAUS)}
_TITLES = ("便民服务提示", "重点项目进展", "冬季防火提醒", "文化活动预告", "医保缴费问答", "乡村见闻")


class Shelf:
    """A host that answers what was laid on it, by path with query, and by path alone."""

    def __init__(self) -> None:
        self.laid: dict[str, Response] = {}

    def __call__(self, request: Request) -> Response:
        found = self.laid.get(f"{request.path}?{request.query}") or self.laid.get(request.path)
        return found or not_found("")


def opened(
    book: Book,
    platform: str,
    source: str,
    url: str = "",
    *,
    days: int | None = None,
    state: str = "正常",
    who: tuple[str, str] | None = None,
) -> Account:
    """A new account of the next unit that has none on `platform`; `{n}` in `url` stands for its number."""
    number = f"{900_001 + len(book.accounts)}"
    taken = {one.unit for one in book.accounts if one.platform == platform}
    unit, name = who or next(pair for pair in UNITS if pair[0] not in taken)
    home = f"http://{HOMES}/{number}"
    identity = f"gh_ljx{number}" if platform == "微信公众号" else number
    level = "乡镇级" if unit in _LOWEST else "县级" if unit in _MIDDLE else ""
    made = Account(platform, name, unit, identity, home, source, url.replace("{n}", number), state, days, level)
    book.accounts.append(made)
    lay(book, home, plain(200, f"{name}（{platform}）"))
    return made


def lay(book: Book, url: str, answer: Response) -> None:
    """`answer` stands at `url` from now on."""
    host, slash, path = url.partition("://")[2].partition("/")
    shelf = book.doors.setdefault(host, Shelf())
    assert isinstance(shelf, Shelf), host
    shelf.laid[slash + path] = answer


def told(value: object, status: int = 200) -> Response:
    """An answer in JSON."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Response(status, (("Content-Type", "application/json; charset=utf-8"),), body)


def written(body: str, kind: str = "application/rss+xml; charset=utf-8") -> Response:
    return Response(200, (("Content-Type", kind),), body.encode())


def moment(today: date, age: int) -> datetime:
    """When a post of that age came out; a negative age lies in the future."""
    return datetime.combine(today - timedelta(days=age), time(9, 30), BEIJING)


def stamp(today: date, age: int) -> int:
    return int(moment(today, age).timestamp())


def rss(today: date, ages: Sequence[int | None], generator: str = "", built: int | None = None) -> Response:
    """RSS 2.0; an age of None is a post without a time. `built` is the age of the feed itself."""
    items = "".join(_item(n, "" if age is None else format_datetime(moment(today, age))) for n, age in enumerate(ages))
    head = f"<generator>{generator}</generator>" if generator else ""
    head += f"<lastBuildDate>{format_datetime(moment(today, built))}</lastBuildDate>" if built is not None else ""
    title = "<title>临江政务新媒体</title>"
    return written(f'<?xml version="1.0"?><rss version="2.0"><channel>{title}{head}{items}</channel></rss>')


def _item(n: int, day: str) -> str:
    link = f"http://{HOMES}/post/{n}"
    dated = f"<pubDate>{day}</pubDate>" if day else ""
    return f"<item><title>{_title(n)}</title><guid>{n}</guid><link>{link}</link>{dated}</item>"


def no_zone(today: date, ages: Sequence[int]) -> Response:
    """The feed of a gateway that writes times without their zone."""
    items = "".join(_item(n, f"{moment(today, age):%Y-%m-%d %H:%M:%S}") for n, age in enumerate(ages))
    return written(f'<?xml version="1.0"?><rss version="2.0"><channel><title>we-mp-rss</title>{items}</channel></rss>')


def atom(today: date, ages: Sequence[int]) -> Response:
    entries = "".join(
        f"<entry><id>{n}</id><title>{_title(n)}</title><published>{moment(today, age).isoformat()}</published></entry>"
        for n, age in enumerate(ages)
    )
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><title>临江政务新媒体</title><id>urn:lj</id>'
    return written(f'<?xml version="1.0"?>{head}{entries}</feed>', "application/atom+xml")


def json_feed(today: date, ages: Sequence[int]) -> Response:
    items = [
        {"id": str(n), "title": _title(n), "content_text": _title(n), "date_published": moment(today, age).isoformat()}
        for n, age in enumerate(ages)
    ]
    return told({"version": "https://jsonfeed.org/version/1.1", "title": "临江政务新媒体", "items": items})


def weibo(today: date, account: Account, ages: Sequence[int], *, pinned: int | None = None) -> Response:
    """Cards of the account; one of another account stands between them. `pinned` is the age of a post on top."""
    cards = [] if pinned is None else [_card(today, account.number, 90, pinned, {"title": {"text": "置顶"}})]
    cards.append(_card(today, "1", 91, 0, {}))
    cards += [_card(today, account.number, n, age, {}) for n, age in enumerate(ages)]
    return told({"ok": 1, "data": {"cards": cards}})


def reposting(today: date, account: Account, ages: Sequence[int]) -> Response:
    """Cards of an account that only passes on what others write."""
    first = {"id": "7", "bid": "R7", "text": "国务院政策吹风会", "user": {"id": 2, "screen_name": "中国政府网"}}
    cards = [_card(today, account.number, n, age, {"retweeted_status": first}) for n, age in enumerate(ages)]
    return told({"ok": 1, "data": {"cards": cards}})


def _card(today: date, uid: str, n: int, age: int, more: Mapping[str, object]) -> dict[str, object]:
    at = f"{moment(today, age):%a %b %d %H:%M:%S +0800 %Y}"
    blog = {"id": f"{uid}{n}", "bid": f"N{uid}{n}", "created_at": at, "text": _title(n), "user": {"id": int(uid)}}
    return {"card_type": 9, "mblog": {**blog, **more}}


def toutiao(today: date, ages: Sequence[int]) -> Response:
    """The time of the list (`behot_time`) is always today."""
    data = [
        {"group_id": f"7{n}", "cell_type": 60, "title": _title(n), "publish_time": stamp(today, age),
         "behot_time": stamp(today, 0)}
        for n, age in enumerate(ages)
    ]  # fmt: skip
    return told({"message": "success", "has_more": bool(ages), "data": data})


def bilibili(today: date, account: Account, ages: Sequence[int], *, closed: int = 0) -> Response:
    """Dynamics of the account; under the first `closed` of them nobody may comment."""
    items = [
        {
            "id_str": str(n), "type": "DYNAMIC_TYPE_WORD",
            "modules": {
                "module_author": {"mid": int(account.number), "name": account.name, "pub_ts": stamp(today, age)},
                "module_dynamic": {"desc": {"text": _title(n)}},
                "module_stat": {"comment": {"count": 0, "forbidden": n < closed}},
            },
        }
        for n, age in enumerate(ages)
    ]  # fmt: skip
    return told({"code": 0, "data": {"items": items}})


def xuexi(today: date, ages: Sequence[int]) -> Response:
    return told(
        [
            {"itemId": str(n), "title": _title(n), "publishTime": f"{moment(today, age):%Y-%m-%d %H:%M:%S}"}
            for n, age in enumerate(ages)
        ]
    )


def published(today: date, ages: Sequence[int], *, closed: bool = False) -> Response:
    """What the interface of WeChat lists; `closed`: without comments."""
    items = [
        {"article_id": str(n), "update_time": stamp(today, age),
         "content": {"news_item": [
             {"title": _title(n), "url": f"http://{HOMES}/post/{n}", "need_open_comment": int(not closed)}]}}
        for n, age in enumerate(ages)
    ]  # fmt: skip
    return told({"total_count": len(items), "item_count": len(items), "item": items})


def version(today: date, age: int) -> Response:
    at = moment(today, age).isoformat()
    return told({"resultCount": 1, "results": [{"trackId": 6, "version": "2.1", "currentVersionReleaseDate": at}]})


def interface(book: Book, account: Account, answer: Response) -> None:
    """The interface of WeChat as one account meets it: it gives a token, and then says `answer`."""
    lay(book, f"{account.url}/cgi-bin/stable_token", told({"access_token": f"T{account.number}", "expires_in": 7200}))
    lay(book, f"{account.url}/cgi-bin/freepublish/batchget", answer)


def tokens(accounts: Sequence[Account]) -> dict[str, str]:
    """What the office has in its environment: the secrets of its accounts, and that it made sure what is listed."""
    given = {f"XUNWANG_WECHAT_{one.number.upper()}": "wx0:secret" for one in accounts if one.source == "wechat_mp"}
    return {**given, "XUNWANG_WECHAT_SEES_ALL": "1"}


def _title(n: int) -> str:
    return _TITLES[n % len(_TITLES)]


def draw(book: Book) -> None:
    """Accounts about which there is nothing to say, one of each way to be read at least."""
    day, office = book.today, (OFFICE, "临江发布")
    one = opened(book, "微信公众号", "wechat_mp", f"http://{WXAPI}/{{n}}", who=office)
    interface(book, one, published(day, (1, 5, 30)))
    one = opened(book, "新浪微博", "weibo", f"http://{WEIBO}/getIndex?value={{n}}", who=office)
    lay(book, one.url, weibo(day, one, (0, 1, 2, 20)))
    for n in range(12):
        one = opened(book, "人民号", "feed", f"http://{FEEDS}/{{n}}.xml")
        lay(book, one.url, (rss, atom, json_feed)[n % 3](day, (1 + n % 5, 9, 33)))
    for _ in range(3):
        one = opened(book, "新浪微博", "weibo", f"http://{WEIBO}/getIndex?value={{n}}")
        lay(book, one.url, weibo(day, one, (2, 4, 40)))
    for _ in range(2):
        one = opened(book, "今日头条", "toutiao", f"http://{TOUTIAO}/feed?token={{n}}")
        lay(book, one.url, toutiao(day, (3, 17)))
        one = opened(book, "B站", "bilibili", f"http://{BILI}/space?host_mid={{n}}")
        lay(book, one.url, bilibili(day, one, (6, 25)))
    one = opened(book, "学习强国号", "xuexi", f"http://{XUEXI}/lgdata/{{n}}.json")
    lay(book, one.url, xuexi(day, (5, 2, 50)))
    one = opened(book, "移动客户端", "appstore", f"http://{APPS}/lookup?id={{n}}")
    lay(book, one.url, version(day, 4))
