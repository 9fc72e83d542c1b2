"""What each source answers, in every shape that was seen: the right one of four outcomes, and what a post holds."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta

import pytest

from checks.facts.posts.appstore import read_lookup
from checks.facts.posts.bilibili import read_space
from checks.facts.posts.feeds import read_feed
from checks.facts.posts.parsed import Asked, Parsed, conclude
from checks.facts.posts.records import read_record
from checks.facts.posts.toutiao import read_profile_feed
from checks.facts.posts.wechat_article import read_article
from checks.facts.posts.wechat_mp import ERRORS, read_published, read_token
from checks.facts.posts.weibo import read_cards
from checks.facts.posts.xuexi import read_channel
from checks.model.failures import Failure
from checks.model.posts import (
    AccountReason,
    Count,
    Interaction,
    PostKind,
    Profile,
    Reading,
    ReadingState,
    Reason,
    Record,
    Repost,
    SourceReason,
)
from checks.model.registry import BEIJING
from tests.posted import (
    FRESH,
    MID,
    NOW,
    SINCE,
    STALE,
    UID,
    article,
    bilibili,
    blog,
    cards,
    dynamic,
    lookup,
    notice,
    packed,
    published,
    rss,
    toutiao,
    weibo,
    weibo_time,
    xuexi,
)

NEW, NONE, ODD, UNREAD = ReadingState
DELETED = {"id": "9", "deleted": "1", "text": "抱歉，此微博已被作者删除"}
SHARED = blog(weibo_time(FRESH[0]), retweeted_status=blog("昨天 12:30", "5100"))
GONE = blog(weibo_time(FRESH[0]), retweeted_status=DELETED)


EVERYONE, SOME = {"comment_permission_type": -1}, {"comment_permission_type": 2}


def packed_dynamic(count: int = 0, **flag: object) -> bytes:
    """One dynamic with so many comments."""
    item = dynamic(FRESH[0], modules={"module_stat": {"comment": {"count": count, **flag}}})
    return packed({"code": 0, "data": {"items": [item]}})


def packed_row(**told: object) -> bytes:
    """One row of a profile of Toutiao."""
    return packed({"data": [{"cell_type": 60, "group_id": "7", "publish_time": int(FRESH[0].timestamp()), **told}]})


def read(source: str, body: bytes) -> Parsed:
    return {
        "weibo": lambda: read_cards(body, UID, NOW),
        "toutiao": lambda: read_profile_feed(body, NOW),
        "bilibili": lambda: read_space(body, MID, NOW),
        "xuexi": lambda: read_channel(body, NOW),
        "appstore": lambda: read_lookup(body, NOW),
        "wechat_mp": lambda: read_published(body, NOW, sees_all=True),
        "wechat_mp_alone": lambda: read_published(body, NOW),
        "wechat_article": lambda: read_article(body, "https://mp.weixin.qq.com/s/a", NOW),
    }[source]()


def concluded(source: str, body: bytes) -> Reading:
    return conclude(Asked("k", source, NOW, SINCE, "h", 200), read(source, body))


SHAPES: list[tuple[str, bytes, ReadingState, Reason | None]] = [
    ("weibo", weibo(FRESH), NEW, None),
    ("weibo", weibo(STALE), NONE, None),
    ("weibo", cards(blog("刚刚")), NEW, None),
    ("weibo", cards(blog("昨天 12:30")), NEW, None),
    ("weibo", cards(blog("05-01")), NONE, None),
    ("weibo", cards(blog("看不懂"), blog(weibo_time(STALE[0]))), UNREAD, SourceReason.NO_TIME),
    ("weibo", cards(blog(weibo_time(STALE[1])), pinned=1), UNREAD, SourceReason.PARTIAL),
    ("weibo", cards(blog(weibo_time(STALE[1])), blog(weibo_time(FRESH[0])), pinned=1), NEW, None),
    ("weibo", cards(blog(weibo_time(STALE[1])), blog(weibo_time(STALE[0])), pinned=1), NONE, None),
    ("weibo", cards(), UNREAD, SourceReason.EMPTY_FEED),
    ("weibo", cards(blog(weibo_time(FRESH[0]), user={"id": 99})), UNREAD, SourceReason.EMPTY_FEED),
    ("weibo", packed({"ok": -100, "url": "https://passport.weibo.com/x"}), UNREAD, SourceReason.LOGIN),
    ("weibo", packed({"ok": 0, "msg": "这里还没有内容"}), ODD, AccountReason.NOT_FOUND),
    ("weibo", packed({"ok": 0, "msg": "系统繁忙"}), UNREAD, SourceReason.BAD_STATUS),
    ("weibo", packed({"ok": 1, "url": "https://m.weibo.cn/captcha"}), UNREAD, Failure.CHALLENGED),
    ("weibo", packed({"ok": 1, "data": {"cards": None}}), UNREAD, SourceReason.MALFORMED),
    ("weibo", packed([]), UNREAD, SourceReason.MALFORMED),
    ("weibo", "<html>访客</html>".encode(), UNREAD, SourceReason.SIGNATURE),
    ("toutiao", toutiao(FRESH), NEW, None),
    ("toutiao", toutiao(STALE), NONE, None),
    ("toutiao", packed({"data": []}), NONE, None),
    ("toutiao", packed({"data": [], "has_more": True}), UNREAD, SourceReason.EMPTY_FEED),
    ("toutiao", packed({"data": None}), UNREAD, SourceReason.SIGNATURE),
    ("toutiao", b"", UNREAD, SourceReason.SIGNATURE),
    ("toutiao", b"<html>", UNREAD, SourceReason.SIGNATURE),
    ("toutiao", packed({"message": "error"}), UNREAD, SourceReason.MALFORMED),
    ("toutiao", packed({"data": {}}), UNREAD, SourceReason.MALFORMED),
    ("bilibili", bilibili(FRESH), NEW, None),
    ("bilibili", bilibili(STALE), NONE, None),
    ("bilibili", packed({"code": 0, "data": {"items": [], "has_more": False}}), UNREAD, SourceReason.EMPTY_FEED),
    ("bilibili", packed({"code": -352, "message": "风控校验失败"}), UNREAD, Failure.CHALLENGED),
    ("bilibili", packed({"code": 0, "data": {"v_voucher": "voucher_x"}}), UNREAD, Failure.CHALLENGED),
    ("bilibili", packed({"code": -412}), UNREAD, Failure.THROTTLED),
    ("bilibili", packed({"code": -404}), ODD, AccountReason.NOT_FOUND),
    ("bilibili", packed({"code": -500}), UNREAD, SourceReason.BAD_STATUS),
    ("bilibili", packed({"data": {"items": []}}), UNREAD, SourceReason.MALFORMED),
    ("bilibili", b"", UNREAD, Failure.CHALLENGED),
    ("xuexi", xuexi(FRESH), NEW, None),
    ("xuexi", xuexi(STALE), NONE, None),
    ("xuexi", xuexi([*STALE, *FRESH]), NEW, None),
    ("xuexi", packed([]), UNREAD, SourceReason.EMPTY_FEED),
    ("xuexi", packed([{"a": 1}]), UNREAD, SourceReason.MALFORMED),
    ("xuexi", packed({"code": 1}), UNREAD, SourceReason.MALFORMED),
    ("xuexi", b"callback(", UNREAD, SourceReason.MALFORMED),
    ("appstore", lookup(FRESH[0]), NEW, None),
    ("appstore", lookup(STALE[0]), UNREAD, SourceReason.VERSION_ONLY),
    ("appstore", packed({"resultCount": 0, "results": []}), ODD, AccountReason.TAKEN_DOWN),
    ("appstore", packed({"resultCount": 1, "results": []}), UNREAD, SourceReason.MALFORMED),
    ("appstore", packed({"resultCount": False, "results": []}), UNREAD, SourceReason.MALFORMED),
    ("appstore", b"\n\n", UNREAD, SourceReason.MALFORMED),
    ("wechat_mp", published(FRESH), NEW, None),
    ("wechat_mp", published(STALE), NONE, None),
    ("wechat_mp", published([], 0), NONE, None),
    ("wechat_mp", published([], 9), UNREAD, SourceReason.EMPTY_FEED),
    ("wechat_mp_alone", published(FRESH), NEW, None),
    ("wechat_mp_alone", published(STALE), UNREAD, SourceReason.BLIND_SPOT),
    ("wechat_mp_alone", published([], 0), UNREAD, SourceReason.BLIND_SPOT),
    ("wechat_mp", b"<html>", UNREAD, SourceReason.MALFORMED),
    ("wechat_mp", packed({"errcode": 0}), UNREAD, SourceReason.MALFORMED),
    ("wechat_mp", packed({"errcode": 99999}), UNREAD, SourceReason.BAD_STATUS),
    ("wechat_article", article(FRESH[0]), NEW, None),
    ("wechat_article", article(STALE[0]), UNREAD, SourceReason.ONE_POST),
    ("wechat_article", article(FRESH[0], body="请在环境异常时保持镇定" * 10), NEW, None),
    ("wechat_article", notice("该内容已被发布者删除"), UNREAD, SourceReason.POST_DELETED),
    ("wechat_article", notice("当前环境异常，完成验证后即可继续访问"), UNREAD, Failure.CHALLENGED),
    ("wechat_article", notice("该公众号已迁移"), ODD, AccountReason.MOVED),
    ("wechat_article", notice("此帐号已被屏蔽"), ODD, AccountReason.BANNED),
    ("wechat_article", notice("该账号已注销"), ODD, AccountReason.CANCELLED),
    ("wechat_article", notice("系统出错"), UNREAD, SourceReason.MALFORMED),
    ("wechat_article", b"", UNREAD, SourceReason.MALFORMED),
    *(
        ("wechat_mp", packed({"errcode": code, "errmsg": "x"}), ODD if isinstance(why, AccountReason) else UNREAD, why)
        for code, why in ERRORS.items()
    ),
]


@pytest.mark.parametrize(("source", "body", "state", "reason"), SHAPES)
def test_every_shape_has_its_outcome(source: str, body: bytes, state: ReadingState, reason: Reason | None) -> None:
    reading = concluded(source, body)
    assert (reading.state, reading.reason) == (state, reason)
    assert state in (NEW, NONE) or reading.newest is None


ODDITIES: list[object] = [
    *(None, 1, "x", [], [None], {}, {"data": 1}),
    {"data": {"cards": [None, {"mblog": 3}], "items": [[], {}]}},
    {"ok": 1, "data": {"cards": [{"mblog": {"user": 3, "retweeted_status": []}}]}},
    {"code": 0, "data": {"items": [{"modules": 7}]}},
    {"data": [{"cell_type": [], "publish_time": {}}, 5]},
    {"item": [{"content": {"news_item": [None, {}]}}], "total_count": "x"},
    {"resultCount": 1, "results": [{"currentVersionReleaseDate": 5, "version": {}}]},
    [{"itemId": None, "url": 7, "publishTime": []}],
]


@pytest.mark.parametrize("source", ["weibo", "toutiao", "bilibili", "xuexi", "appstore", "wechat_mp", "wechat_article"])
@pytest.mark.parametrize("value", ODDITIES)
def test_no_shape_makes_a_parser_fall_or_an_account_silent(source: str, value: object) -> None:
    reading = concluded(source, json.dumps(value).encode())
    assert reading.state in (UNREAD, ODD)


def test_a_post_of_weibo() -> None:
    parsed = read("weibo", weibo(FRESH))
    post = parsed.posts[0]
    assert (post.id, post.url, post.kind) == ("5201", "https://m.weibo.cn/status/P5201", PostKind.SHORT)
    assert (post.text, post.links) == ("#防汛# 今晚有雨", ("https://weibo.cn/t",))
    assert post.counts.likes == Count(1_000_000, True, "100万+")
    assert post.counts.comments == Count(12_000, False, "1.2万")
    assert post.original is None, "no repost is not yet original"
    assert parsed.profile == Profile(
        "临江发布",
        UID,
        "临江县人民政府新闻办公室官方微博",
        "1",
        Count(563_000, raw="56.3万"),
        Count(18234, raw="18234"),
        "县政府办",
    )


def test_reposts_of_weibo_and_their_deleted_originals() -> None:
    shared, gone = read("weibo", cards(SHARED, GONE)).posts
    assert shared.kind is gone.kind is PostKind.REPOST
    assert shared.original is False
    assert shared.repost_of == Repost("临江发布", "https://m.weibo.cn/status/P5100", "#防汛# 今晚有雨")
    assert gone.repost_of is not None
    assert gone.repost_of.deleted


def test_a_post_of_toutiao_has_the_time_of_publication() -> None:
    post = read("toutiao", toutiao(STALE)).posts[0]
    assert (post.moment, post.original) == (STALE[0], True)
    assert post.url == "https://www.toutiao.com/article/740/"
    assert post.counts.comments == Count(4, raw="4"), "from the other of the two places"
    kinds = {cell: read("toutiao", toutiao(FRESH, cell)).posts[0].kind for cell in (0, 49, 32, 60, 7)}
    assert kinds == {0: PostKind.VIDEO, 49: PostKind.VIDEO, 32: PostKind.SHORT, 60: PostKind.ARTICLE, 7: PostKind.OTHER}


def test_a_post_of_bilibili() -> None:
    first = dynamic(STALE[1], identity="9800")
    forward = dynamic(FRESH[0], "DYNAMIC_TYPE_FORWARD", "9902", orig=first)
    lost = dynamic(FRESH[0], "DYNAMIC_TYPE_FORWARD", "9903", orig={"type": "DYNAMIC_TYPE_NONE"})
    top = dynamic(STALE[1], "DYNAMIC_TYPE_WORD", "9904", modules={"module_tag": {"text": "置顶"}})
    other = dynamic(FRESH[0], identity="9905", modules={"module_author": {"mid": 7, "pub_ts": 1}})
    body = packed({"code": 0, "data": {"items": [dynamic(FRESH[0]), forward, lost, top, other]}})
    posts = {post.id: post for post in read("bilibili", body).posts}
    assert set(posts) == {"9901", "9902", "9903", "9904"}, "another account's is left out"
    film = "https://www.bilibili.com/video/BV1xx411c7mD"
    assert (posts["9901"].moment, posts["9901"].title, posts["9901"].url) == (FRESH[0], "临江一分钟", film)
    assert posts["9902"].repost_of == Repost("临江县政府", film, "临江一分钟")
    assert posts["9903"].repost_of is not None
    assert posts["9903"].repost_of.deleted
    assert posts["9904"].pinned


COMMENTS: list[tuple[str, bytes, Interaction]] = [
    ("bilibili", packed_dynamic(forbidden=True), Interaction.CLOSED),
    ("bilibili", packed_dynamic(forbidden=True, count=3), Interaction.CLOSED),
    ("bilibili", packed_dynamic(forbidden=False), Interaction.OPEN),
    ("bilibili", packed_dynamic(), Interaction.UNKNOWN),
    ("bilibili", packed_dynamic(count=3), Interaction.OPEN),
    ("bilibili", packed_dynamic(forbidden="yes"), Interaction.UNKNOWN),
    ("toutiao", packed_row(ban_comment=1), Interaction.CLOSED),
    ("toutiao", packed_row(ban_comment=0), Interaction.OPEN),
    ("toutiao", packed_row(), Interaction.UNKNOWN),
    ("toutiao", packed_row(comment_count=4), Interaction.OPEN),
    ("toutiao", packed_row(ban_comment=[1]), Interaction.UNKNOWN),
    ("weibo", cards(blog("刚刚", comments_count=0)), Interaction.UNKNOWN),
    ("weibo", cards(blog("刚刚", comments_count=2)), Interaction.OPEN),
    ("weibo", cards(blog("刚刚", comments_count=0, comment_manage_info=EVERYONE)), Interaction.OPEN),
    ("weibo", cards(blog("刚刚", comments_count=0, comment_manage_info=SOME)), Interaction.UNKNOWN),
    ("wechat_mp", published(FRESH), Interaction.UNKNOWN),
    ("wechat_mp", published(FRESH).replace(b'"digest"', b'"need_open_comment": 0, "digest"'), Interaction.CLOSED),
    ("wechat_mp", published(FRESH).replace(b'"digest"', b'"need_open_comment": 1, "digest"'), Interaction.OPEN),
    ("wechat_article", article(FRESH[0]), Interaction.UNKNOWN),
    ("xuexi", xuexi(FRESH), Interaction.UNKNOWN),
]


@pytest.mark.parametrize(("source", "body", "told"), COMMENTS)
def test_whether_readers_may_comment(source: str, body: bytes, told: Interaction) -> None:
    assert {post.interaction for post in read(source, body).posts} == {told}


def test_only_a_pinned_dynamic_proves_nothing() -> None:
    top = dynamic(STALE[1], modules={"module_tag": {"text": "置顶"}})
    reading = concluded("bilibili", packed({"code": 0, "data": {"items": [top]}}))
    assert reading.reason is SourceReason.PARTIAL


def test_an_application() -> None:
    parsed = read("appstore", lookup(FRESH[0]))
    assert parsed.posts[0].kind is PostKind.VERSION
    assert parsed.profile is not None
    assert (parsed.profile.name, parsed.profile.verified_as) == ("临江政务", "临江县大数据局")


def test_deleted_articles_of_the_official_interface_are_left_out() -> None:
    parsed = read("wechat_mp", published(FRESH))
    posts = parsed.posts
    assert [post.title for post in posts] == ["通告0", "通告1"]
    assert posts[0].links == ("https://www.ljx.gov.cn/1.html",)
    assert [post.cut for post in posts] == [True, True], "a digest is no text"
    assert parsed.deleted == ("https://mp.weixin.qq.com/s/gone", "https://mp.weixin.qq.com/s/gone")


def test_a_token() -> None:
    assert read_token(packed({"access_token": "TOKEN", "expires_in": 7200})) == "TOKEN"
    assert read_token(packed({"errcode": 40001})) is SourceReason.CONFIGURATION
    assert read_token(packed({"errcode": 40164})) is SourceReason.CONFIGURATION
    assert read_token(packed({})) is read_token(b"<") is SourceReason.MALFORMED


def test_an_article_of_wechat() -> None:
    post = read("wechat_article", article(FRESH[0])).posts[0]
    assert (post.title, post.kind, post.moment) == ("关于防汛的通告", PostKind.ARTICLE, FRESH[0])
    assert set(post.links) == {"https://www.ljx.gov.cn/a.html", "https://www.ljx.gov.cn/1.html"}
    assert post.repost_of is None
    shared = read("wechat_article", article(FRESH[0], "", "https://mp.weixin.qq.com/s/first")).posts[0]
    assert shared.repost_of == Repost("省发布", "https://mp.weixin.qq.com/s/first")
    own = read("wechat_article", article(FRESH[0], source="https://mp.weixin.qq.com/s/first")).posts[0]
    assert own.repost_of is None, "a long text of its own is no repost"


def test_a_captcha_in_the_address_is_no_article() -> None:
    assert read_article(article(FRESH[0]), "https://mp.weixin.qq.com/mp/captcha", NOW).reason is Failure.CHALLENGED


DAY = timedelta(days=1)


def record(newest: datetime | None, looked: datetime | None = NOW - DAY, **more: object) -> Reading:
    given = {"screenshot": "a.png", "who": "张三", **more}
    noted = Record("抖音", "临江发布", newest=newest, looked_at=looked, **given)  # type: ignore[arg-type]
    return read_record(noted, Asked("k", "sheet", NOW, SINCE))


@pytest.mark.parametrize(
    ("reading", "state", "reason"),
    [
        (record(FRESH[0]), NEW, None),
        (record(FRESH[0], screenshot=""), NEW, None),
        (record(STALE[0]), NONE, None),
        (record(None, never=True), NONE, None),
        (record(STALE[0], screenshot=""), UNREAD, SourceReason.NO_EVIDENCE),
        (record(STALE[0], who=""), UNREAD, SourceReason.NO_EVIDENCE),
        (record(STALE[0], looked=None), UNREAD, SourceReason.NO_EVIDENCE),
        (record(STALE[0], looked=NOW - 8 * DAY), UNREAD, SourceReason.RECORD_OLD),
        (record(STALE[0], looked=NOW + 3 * DAY), UNREAD, SourceReason.DOUBTFUL_TIME),
        (record(None), UNREAD, SourceReason.NO_TIME),
        (record(None, found=AccountReason.CANCELLED), ODD, AccountReason.CANCELLED),
        (record(None, found=AccountReason.RENAMED), ODD, AccountReason.RENAMED),
        (record(None, found=AccountReason.CANCELLED, screenshot=""), UNREAD, SourceReason.NO_EVIDENCE),
    ],
)
def test_a_persons_record(reading: Reading, state: ReadingState, reason: Reason | None) -> None:
    assert (reading.state, reading.reason) == (state, reason)


def test_a_record_is_judged_as_of_the_day_it_was_made() -> None:
    newest = SINCE - 3 * DAY  # 17 days ago, but 12 when the person looked
    reading = record(newest, NOW - 5 * DAY)
    assert reading.state is NEW
    assert reading.asked_at == NOW - 5 * DAY
    assert record(newest, NOW - DAY).state is NONE


def test_a_day_counts_to_its_end() -> None:
    day = (SINCE - DAY).astimezone(BEIJING).replace(hour=0, minute=0)
    looked = NOW
    assert record(day + DAY, looked).state is NEW
    assert record(day - DAY, looked).state is NONE


def hold_together(reading: Reading) -> bool:
    """Whether a reading of a damaged answer says no more than it shows, and never that the account is at fault."""
    fresh = any(post.latest is not None and post.latest >= reading.since for post in reading.posts)
    if reading.state is NEW:
        return fresh and reading.reason is None
    if reading.state is NONE:
        return not fresh and reading.reason is None and reading.complete
    return reading.state is UNREAD and reading.reason is not None


def test_no_damage_makes_a_parser_fall_or_accuse() -> None:
    dice = random.Random(7)
    whole = {
        "weibo": weibo(STALE), "toutiao": toutiao(STALE), "bilibili": bilibili(STALE), "xuexi": xuexi(STALE),
        "appstore": lookup(STALE[0]), "wechat_mp": published(STALE), "wechat_article": article(STALE[0]),
    }  # fmt: skip
    for source, body in whole.items():
        for _ in range(60):
            damaged = bytearray(body)
            for _ in range(dice.randint(1, 6)):
                at = dice.randrange(len(damaged))
                damaged[at : at + dice.randint(0, 30)] = dice.randbytes(dice.randint(0, 4))
            assert hold_together(concluded(source, bytes(damaged))), (source, bytes(damaged))


DAMAGE = [b"", b"<", b">", b"&", b"]]>", b"<![CDATA[", b"\xff\xfe"]


def test_no_damage_makes_a_feed_fall_or_accuse() -> None:
    dice = random.Random(11)
    body = rss(STALE * 3)
    for _ in range(150):
        damaged = bytearray(body)
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(len(damaged))
            damaged[at : at + dice.randint(0, 60)] = dice.choice(DAMAGE)
        read = conclude(Asked("k", "feed", NOW, SINCE), read_feed(bytes(damaged), NOW).parsed)
        assert hold_together(read), bytes(damaged)


def test_a_post_says_where_its_source_shows_only_a_part() -> None:
    short, long, quoting = read(
        "weibo",
        cards(
            blog(weibo_time(FRESH[0]), isLongText=False),
            blog(weibo_time(FRESH[0])),
            blog(weibo_time(FRESH[0]), isLongText=False, retweeted_status={"text": "原", "isLongText": True}),
        ),
    ).posts
    assert (short.cut, long.cut, quoting.cut) == (False, True, True)
    kinds = {cell: read("toutiao", toutiao(FRESH, cell)).posts[0].cut for cell in (0, 32, 60)}
    assert kinds == {0: False, 32: False, 60: True}, "of an article the list shows the abstract"
    shown = [read("bilibili", packed({"code": 0, "data": {"items": [dynamic(FRESH[0], kind)]}})).posts[0].cut
             for kind in ("DYNAMIC_TYPE_WORD", "DYNAMIC_TYPE_ARTICLE")]  # fmt: skip
    assert shown == [False, True]
    assert not read("wechat_article", article(FRESH[0])).posts[0].cut
    assert read("wechat_article", article(FRESH[0], body="<b></b>" * 6_000)).posts[0].cut


def test_the_text_of_an_article_keeps_its_lines() -> None:
    body = "<p>机密★5年</p><p>各<b>乡</b>镇<br>通知</p><table><tr><td>序号</td><td>姓名</td></tr></table>"
    (post,) = read("wechat_article", article(FRESH[0], body=body)).posts
    assert post.text == "机密★5年\n各乡镇\n通知\n序号\t姓名\n通告"
