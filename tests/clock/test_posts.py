"""What a reading leaves in the ledger: posts by a stable key, texts as digests, days that were seen whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from checks.facts.posts.parsed import Asked, Parsed, conclude, unread
from checks.facts.posts.records import read_record
from checks.model.posts import POSTS_KEPT, AccountReason, Post, PostKind, Record, Repost, SourceReason
from checks.model.registry import BEIJING
from clock.posts import digest_of, look, oldest_month, seen_posts
from results.ledger.post_rows import Origin

NOW = datetime(2026, 11, 21, 1, 30, tzinfo=BEIJING)
DAY = timedelta(days=1)
ASKED = Asked("抖音|1", "feed", NOW, NOW - 14 * DAY)
LONG = "今天夜间到明天白天有大到暴雨，请各乡镇做好防汛准备。"


def post(age: float, **more: object) -> Post:
    return Post(id=f"p{age}", moment=NOW - age * DAY, **more)  # type: ignore[arg-type]


def days(*posts: Post, **parsed: object) -> list[str]:
    """The days of which all posts are known, as 11-08."""
    told = look(conclude(ASKED, Parsed(posts, **parsed)))  # type: ignore[arg-type]
    return [f"{month % 100:02}-{n + 1:02}" for month, bits in told.days.items() for n in range(31) if bits >> n & 1]


def span(first: int, last: int) -> list[str]:
    return [f"11-{day:02}" for day in range(first, last + 1)]


def test_what_is_known_reaches_from_the_window_to_yesterday() -> None:
    assert days(post(1), post(30)) == span(8, 20)  # the window begins at half past one of the 7th
    assert days(whole=True) == span(8, 20)


def test_a_list_without_anything_older_knows_the_days_that_it_shows() -> None:
    assert days(post(1), post(4)) == span(18, 20)
    assert days(post(1), post(4), post(90, pinned=True)) == span(18, 20)
    noted = Post("p", moment=datetime(2026, 11, 17, tzinfo=BEIJING), day_only=True)  # at its end, perhaps
    assert days(post(1), noted) == span(18, 20)


def test_a_list_of_which_not_all_is_kept_knows_the_days_that_are_kept() -> None:
    every_half_hour = [post(n / 48) for n in range(POSTS_KEPT - 2)]
    assert days(*every_half_hour, post(30)) == span(8, 20)
    assert days(*every_half_hour, post(5), post(6), post(30)) == span(16, 20)


def test_silence_is_known_back_to_the_newest_post() -> None:
    assert days(post(20), post(90)) == span(2, 20)


@pytest.mark.parametrize(
    ("posts", "more"),
    [
        ((post(1), Post("p")), {}),  # one without a time: others may lack theirs as well
        ((post(1), post(30)), {"blind": SourceReason.BLIND_SPOT}),
        ((), {}),
        ((post(1), post(30), post(-40, doubtful=True)), {}),
        ((post(20),), {"reason": AccountReason.BANNED}),
        ((post(20),), {"reason": SourceReason.LOGIN}),
    ],
)
def test_what_may_have_gaps_proves_no_day(posts: tuple[Post, ...], more: dict[str, object]) -> None:
    assert days(*posts, **more) == []


def test_a_look_that_could_not_judge_is_no_look() -> None:
    assert not look(unread(ASKED, SourceReason.LOGIN)).judged
    assert not look(unread(ASKED, AccountReason.BANNED)).judged
    assert look(conclude(ASKED, Parsed((post(1),)))).judged


def test_a_record_knows_the_days_after_the_newest_post_until_the_person_looked() -> None:
    noted = Record("抖音", "甲", newest=NOW - 9 * DAY, screenshot="a.png", who="张三", looked_at=NOW - 3 * DAY)
    told = look(read_record(replace(noted, newest=datetime(2026, 11, 12, tzinfo=BEIJING)), ASKED))
    assert told.days == {202611: sum(1 << day - 1 for day in range(13, 18))}
    assert told.at == NOW - 3 * DAY
    assert look(read_record(replace(noted, screenshot=""), ASKED)).days == {}


def test_months_far_back_are_not_claimed() -> None:
    told = look(conclude(ASKED, Parsed((post(2_000),))))
    assert (min(told.days), max(told.days)) == (202511, 202611)


def test_a_post_is_told_by_its_id_else_by_what_it_shows() -> None:
    url, moment = "http://w.cn/s/1", NOW
    assert Post("4987654321", url).key == "4987654321"
    assert Post("x" * 65).key == Post("x" * 65, url, "标题").key != Post("x" * 66).key
    assert Post("", url, "旧标题").key == Post("", url, "新标题").key
    # A short number may be a place in a list, and a title is no id.
    assert Post("1", url, "甲", moment=moment).key != Post("1", url, "乙", moment=moment).key
    assert Post("天气", "", "天气", moment=moment).key != Post("天气", "", "天气", moment=moment - DAY).key
    assert Post("", "", "天气").key == Post("", "", "天气").key


def test_whose_a_post_is() -> None:
    some = (
        post(1, original=True),
        post(2),
        post(3, original=False),
        post(4, repost_of=Repost("省发布"), text=LONG),
        post(5, kind=PostKind.REPOST),
        post(6, kind=PostKind.VERSION),
        post(-40, doubtful=True),
    )
    told = list(seen_posts(conclude(ASKED, Parsed(some))))
    origins = {one.post: one.origin for one in told}
    assert origins == {
        "p-40": Origin.UNSAID,
        "p1": Origin.ORIGINAL,
        "p2": Origin.UNSAID,
        **dict.fromkeys(("p3", "p4", "p5"), Origin.REPOST),
    }
    assert {one.post: one.moment for one in told}["p-40"] is None
    assert [(one.source, one.title) for one in told if one.post == "p4"] == [("省发布", LONG[:60])]


def test_the_text_that_is_passed_on_is_the_text() -> None:
    own = digest_of(Post("1", text=LONG))
    assert own == digest_of(Post("2", text=f"<b>{LONG}</b>  ", title="标题"))
    assert own == digest_of(
        Post("3", text="转发微博，请大家注意防范，及时转移避险避灾。", repost_of=Repost("甲", text=LONG))
    )
    assert own != digest_of(Post("4", text=LONG.replace("大到暴雨", "小到中雨")))
    assert digest_of(Post("5", title="关于防汛工作的紧急通告", text="见图")) == digest_of(
        Post("6", title="关于防汛工作的紧急通告")
    )
    assert digest_of(Post("7", title="早安", text="转发微博")) == ""


@pytest.mark.parametrize(
    ("kept", "oldest"), [(400, 202510), (21, 202610), (20, 202611), (0, 202611), (-5, 202611), (10**9, 192612)]
)
def test_months_are_kept_whole(kept: int, oldest: int) -> None:
    assert oldest_month(NOW.astimezone(UTC), kept) == oldest
