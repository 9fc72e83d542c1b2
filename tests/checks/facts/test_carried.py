"""Posts that carry what was published elsewhere, and over which time all that an account published is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from checks.facts.carried import Span, carrier, known_over, told_by
from checks.model.posts import POSTS_KEPT, Post, PostKind, Reading, ReadingState, Repost, SourceReason

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
SINCE = NOW - timedelta(days=14)
TITLE = "临江县人民政府关于印发《养老服务补贴办法》的通知"
AT = "http://www.linjiang.gov.cn/zcwj/1.html"


def at(days: float) -> datetime:
    return NOW - timedelta(days=days)


def reading(*posts: Post, **more: object) -> Reading:
    given = {"posts": posts, "complete": True, "since": SINCE, **more}
    return Reading("微博|1", "weibo", NOW, ReadingState.NEW, **given)  # type: ignore[arg-type]  # the test chooses


@pytest.mark.parametrize(
    ("post", "carries"),
    [
        (Post("1", title="养老服务补贴办法出台"), True),
        (Post("1", text=f"#政策# {TITLE}"), True),
        (Post("1", title="请看", links=("https://www.linjiang.gov.cn/zcwj/1.html",)), True),
        (Post("1", repost_of=Repost(url=AT)), True),
        (Post("1", repost_of=Repost(text=TITLE)), True),
        (Post("1", title="临江县政府关于印发养老服务补助办法的通知发布了"), True),
        (Post("1", title="养老服务"), False),
        (Post("1", title="临江县人民政府关于印发《道路养护办法》的通知"), False),
        (Post("1", title="临江县召开养老服务工作会议，部署补贴发放"), False),
        (Post("1", title=TITLE, kind=PostKind.VERSION), False),
    ],
)
def test_what_carries_it(post: Post, carries: bool) -> None:
    assert (carrier(told_by([reading(post)]), TITLE, AT, 80) is not None) is carries


def test_the_first_post_of_any_reading_counts() -> None:
    first, later, undated = (
        Post("1", title=TITLE, moment=at(5)),
        Post("2", title=TITLE, moment=at(2)),
        Post("3", title=TITLE),
    )
    blind = replace(reading(first), state=ReadingState.COULD_NOT_LOOK, reason=SourceReason.PARTIAL, complete=False)
    assert carrier(told_by([reading(undated, later), blind]), TITLE, AT, 90) is first


def test_over_which_time_all_is_known() -> None:
    posts = (Post("1", moment=at(1)), Post("2", moment=at(9)), Post("3", moment=at(300), pinned=True))
    assert known_over([reading(*posts)]) == Span(SINCE, NOW)
    assert known_over([reading(*posts, complete=False)]) == Span(at(9), NOW)
    assert known_over([reading(*posts, Post("4", moment=at(40)))]) == Span(at(40), NOW)
    assert known_over([reading(*posts, synced_at=at(0.5))]) == Span(SINCE, at(0.5))
    assert known_over([reading(*posts, doubt=SourceReason.GATEWAY_STALE)]) is None
    assert known_over([reading()]) is None
    assert known_over([]) is None


def test_a_list_that_was_cut_reaches_no_further_than_it_shows() -> None:
    posts = [Post(f"{n}", moment=NOW - timedelta(hours=n + 1)) for n in range(POSTS_KEPT)]
    assert known_over([reading(*posts)]) == Span(NOW - timedelta(hours=POSTS_KEPT), NOW)
    assert known_over([reading(*posts[1:])]) == Span(SINCE, NOW)


def test_a_list_that_ends_within_a_day_does_not_show_that_day() -> None:
    oldest = Post("1", moment=at(3), day_only=True)
    assert known_over([reading(oldest, complete=False)]) == Span(at(2), NOW)
