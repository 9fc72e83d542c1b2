"""How much an account is used: a bound is a bound, and what is not known is no number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from checks.model.activity import drawn, kindred, published, silent_days
from checks.model.posts import POSTS_KEPT, Count, Counts, Post, PostKind, Reading, ReadingState, SourceReason

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def post(days: float, **more: Any) -> Post:
    return Post(str(days), moment=NOW - days * DAY, **more)


def reading(*posts: Post, **more: Any) -> Reading:
    given = {"state": ReadingState.NEW, "complete": True, "since": NOW - 14 * DAY, **more}
    return Reading("a|1", "feed", NOW, posts=posts, **given)


@pytest.mark.parametrize(
    ("told", "count"),
    [
        (reading(post(1), post(8), post(40)), Count(2)),  # reaches back beyond the month
        (reading(post(1), post(8)), Count(2)),  # complete within its window: all there is
        (reading(post(1), post(20)), Count(2, True)),  # ends before the month does
        (reading(post(1), post(8), post(40, pinned=True), post(20)), Count(3, True)),  # a pinned post reaches nowhere
        (reading(post(1), post(40), complete=False), Count(1, True)),
        (reading(post(1), post(40), doubt=SourceReason.GATEWAY_STALE), Count(1, True)),
        (reading(post(1), Post("x"), post(40)), Count(1, True)),  # one without a time may be of this month
        (reading(*(post(n / 100) for n in range(POSTS_KEPT))), Count(POSTS_KEPT, True)),
        (reading(state=ReadingState.CONFIRMED_NONE), Count(0)),
        (reading(post(33), state=ReadingState.CONFIRMED_NONE), Count(0)),
        # What a gateway last saw ten days ago is counted from then.
        (reading(post(35), post(60), state=ReadingState.CONFIRMED_NONE, synced_at=NOW - 10 * DAY), Count(1)),
        (reading(post(2, kind=PostKind.RECORD)), None),
        (reading(post(2, kind=PostKind.VERSION)), None),
        (reading(state=ReadingState.COULD_NOT_LOOK, reason=SourceReason.LOGIN, complete=False), None),
    ],
)
def test_posts_of_a_month(told: Reading, count: Count | None) -> None:
    assert published(told, 30) == count


def test_silence_ends_where_it_was_last_seen() -> None:
    assert silent_days(reading(post(40), state=ReadingState.CONFIRMED_NONE)) == 40
    assert silent_days(reading(post(40), state=ReadingState.CONFIRMED_NONE, synced_at=NOW - 10 * DAY)) == 30
    assert silent_days(reading(post(1), doubt=SourceReason.GATEWAY_STALE)) is None
    assert silent_days(reading(state=ReadingState.CONFIRMED_NONE)) is None


def reads(*values: int, at_least: bool = False) -> list[Post]:
    return [Post(str(n), counts=Counts(reads=Count(value, at_least))) for n, value in enumerate(values)]


def test_what_a_post_draws() -> None:
    assert drawn(reads(1, 2, 90), 3) == ("reads", Count(2))
    assert drawn(reads(1, 2), 3) is None
    assert drawn(reads(1, 2, 3, 4), 3) == ("reads", Count(2))
    assert drawn(reads(1, 2, 90, at_least=True), 3) == ("reads", Count(2, True))
    assert drawn([*reads(1, 2), *reads(90, at_least=True)], 3) == ("reads", Count(2))  # above the middle: no matter
    liked = [Post(str(n), counts=Counts(likes=Count(n), comments=Count(1))) for n in range(3)]
    assert drawn([*liked, *reads(5)], 3) == ("responses", Count(2))


def test_platforms_that_show_alike() -> None:
    assert kindred("抖音", [["抖音", "快手"], ["新浪微博"]]) == {"抖音", "快手"}
    assert kindred("微信公众号", [["抖音", "快手"]]) == {"微信公众号"}
