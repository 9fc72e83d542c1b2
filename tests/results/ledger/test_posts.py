"""Posts over nights: stored once, counted by month, forgotten in time; what was not looked at is not zero."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from checks.model.posts import Count, Counts, PostKind
from results.ledger import posts
from results.ledger.account_tables import post_months
from results.ledger.account_tables import posts as table
from results.ledger.engine import Ledger
from results.ledger.post_rows import Look, Origin, Seen
from results.ledger.posts import Copy, Month

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
NIGHT = timedelta(days=1)
A, B = "微信公众号|gh_a", "新浪微博|1001"
OLDEST = 202510


def seen(post: str, moment: datetime | None, account: str = A, at: datetime = AT, **more: object) -> Seen:
    return Seen(account, post, at, moment, **more)  # type: ignore[arg-type]


def enter(ledger: Ledger, run: int, *some: Seen, looks: Sequence[Look] = (), oldest: int = OLDEST) -> None:
    with ledger.begin() as connection:
        posts.enter(connection, run, some, looks, oldest)


def months(ledger: Ledger, account: str = A, first: int = 202610, last: int = 202611) -> list[Month]:
    with ledger.connect() as connection:
        return list(posts.published(connection, [account], first, last))


def kept(ledger: Ledger) -> list[dict[str, object]]:
    with ledger.connect() as connection:
        return [dict(row) for row in connection.execute(select(table).order_by(table.c.post)).mappings()]


def test_a_post_is_stored_once_and_keeps_when_it_was_first_seen(ledger: Ledger) -> None:
    one = seen("p1", AT - NIGHT, title="通告", counts=Counts(Count(10), likes=Count(100_000, True)))
    enter(ledger, 1, one)
    before = kept(ledger)
    enter(ledger, 1, one)
    assert kept(ledger) == before
    later = seen("p1", AT - NIGHT, at=AT + NIGHT, title="更正：通告", counts=Counts(Count(25)))
    enter(ledger, 2, later)
    (row,) = kept(ledger)
    assert (row["title"], row["reads"], row["likes"], row["least"]) == ("更正：通告", 25, None, "")
    assert (row["first_run"], row["first_seen"], row["moment"]) == (1, AT, AT - NIGHT)
    assert (before[0]["likes"], before[0]["least"]) == (100_000, "likes")


def test_one_post_that_a_night_shows_twice_is_one(ledger: Ledger) -> None:
    enter(ledger, 1, seen("p1", AT - NIGHT), seen("p1", AT - NIGHT), seen("p1", AT - NIGHT, account=B))
    assert [(row["account"], row["post"]) for row in kept(ledger)] == [(A, "p1"), (B, "p1")]


def test_an_unknown_time_stays_unknown_until_one_is_believed(ledger: Ledger) -> None:
    enter(ledger, 1, seen("p1", None), seen("p2", None), seen("p3", AT - NIGHT))
    assert months(ledger)[-1] == Month(A, 202611, unsaid=1, timeless=2)
    later = {"at": AT + 5 * NIGHT}
    enter(
        ledger, 2, seen("p1", AT - 40 * NIGHT, **later), seen("p2", AT + 2 * NIGHT, **later), seen("p3", None, **later)
    )
    # p1 has a time now; that of p2 lies after it was first seen; that of p3 is not forgotten
    assert [row["moment"] for row in kept(ledger)] == [AT - 40 * NIGHT, None, AT - NIGHT]
    assert months(ledger) == [Month(A, 202610, unsaid=1), Month(A, 202611, unsaid=1, timeless=1)]


def test_months_are_those_of_beijing_and_origins_stand_apart(ledger: Ledger) -> None:
    edge = datetime(2026, 10, 31, 16, 0, tzinfo=UTC)  # midnight in Beijing
    enter(
        ledger,
        1,
        seen("p1", edge, origin=Origin.ORIGINAL),
        seen("p2", edge - timedelta(seconds=1), origin=Origin.REPOST, source="省发布"),
        seen("p3", AT, origin=Origin.REPOST),
        seen("p4", AT),
    )
    found = months(ledger, first=202609)
    assert found == [
        Month(A, 202609),
        Month(A, 202610, reposts=1),
        Month(A, 202611, originals=1, reposts=1, unsaid=1),
    ]
    assert [one.published for one in found] == [0, 1, 3]


def test_a_month_of_zero_is_told_from_one_that_nobody_looked_at(ledger: Ledger) -> None:
    whole = 2**31 - 1
    looks = [Look(A, AT, True, {202610: whole, 202611: 0b111}), Look(B, AT, False)]
    enter(ledger, 7, looks=looks)
    enter(ledger, 7, looks=looks)  # performed again
    assert months(ledger) == [Month(A, 202610, days=whole), Month(A, 202611, looked=1, days=0b111)]
    assert months(ledger, B) == [Month(B, 202610), Month(B, 202611, missed=1)]
    enter(ledger, 8, looks=[Look(A, AT + NIGHT, False), Look(B, AT + NIGHT, True, {202611: 0b1000})])
    assert months(ledger)[-1] == Month(A, 202611, looked=1, missed=1, days=0b111)
    enter(ledger, 9, looks=[Look(A, AT + 2 * NIGHT, True, {202611: 0b1100})])
    assert months(ledger)[-1] == Month(A, 202611, looked=2, missed=1, days=0b1111)
    assert months(ledger, B)[-1] == Month(B, 202611, looked=1, missed=1, days=0b1000)


def test_accounts_come_in_the_order_they_are_asked_for(ledger: Ledger) -> None:
    many = [f"抖音|{n:04}" for n in range(1_200, 0, -1)]
    enter(ledger, 1, *(seen("p", AT, account=account) for account in many))
    with ledger.connect() as connection:
        found = list(posts.published(connection, many, 202611, 202611))
    assert [one.account for one in found] == many
    assert {one.published for one in found} == {1}


def test_what_is_old_is_forgotten_and_its_sum_stays(ledger: Ledger) -> None:
    old = datetime(2026, 9, 10, tzinfo=UTC)
    before = datetime(2026, 9, 20, tzinfo=UTC)
    enter(
        ledger,
        1,
        seen("p1", old, at=before, origin=Origin.ORIGINAL),
        seen("p2", old, at=before),
        seen("p3", None, at=before),
        seen("p4", None, at=before),
        seen("p5", AT),
        looks=[Look(A, before, True, {202609: 0b11})],
    )
    enter(ledger, 2, seen("p4", None))  # is listed still
    counted = months(ledger, first=202609)
    with ledger.begin() as connection:
        assert posts.prune(connection, 202610) == 3
        assert posts.prune(connection, 202610) == 0
    assert [row["post"] for row in kept(ledger)] == ["p4", "p5"]
    assert months(ledger, first=202609) == counted
    assert counted[0] == Month(A, 202609, originals=1, unsaid=1, timeless=2, looked=1, days=0b11)
    enter(ledger, 3, seen("p1", old), seen("p2", old), oldest=202610)  # listed again: counted already
    assert [row["post"] for row in kept(ledger)] == ["p4", "p5"]
    assert months(ledger, first=202609) == counted


def test_the_newest_posts_of_accounts_that_have_a_time(ledger: Ledger) -> None:
    passed = {"origin": Origin.REPOST, "source": "省发布", "kind": PostKind.REPOST}
    enter(
        ledger,
        1,
        *(seen(f"p{n}", AT - n * NIGHT, counts=Counts(Count(n, True))) for n in range(1, 9)),
        seen("p9", None),
        seen("q1", AT - 3 * NIGHT, account=B, **passed),
        seen("q2", AT - 200 * NIGHT, account=B),
        seen("q3", AT - NIGHT, account=B, kind=PostKind.RECORD),
    )
    with ledger.connect() as connection:
        found = posts.posts_of(connection, [A, B, "抖音|none"], AT - 90 * NIGHT, AT, 3)
        assert posts.posts_of(connection, [A], AT - 9 * NIGHT, AT - 7 * NIGHT, 9)[A][0].id == "p7"
    assert [post.id for post in found[A]] == ["p1", "p2", "p3"]
    assert (found[A][0].moment, found[A][0].counts.reads) == (AT - NIGHT, Count(1, True))
    (post,) = found[B]
    assert (post.passed_on, post.kind, post.repost_of and post.repost_of.account) == (True, PostKind.REPOST, "省发布")
    assert set(found) == {A, B}


def test_who_carries_the_same_text(ledger: Ledger) -> None:
    enter(
        ledger,
        1,
        seen("p1", AT, digest="d1", source="省发布"),
        seen("q1", AT - NIGHT, account=B, digest="d1", url="http://w.cn/1"),
        seen("q2", None, account=B, digest="d1"),
        seen("q3", AT, account=B),
    )
    with ledger.connect() as connection:
        told = posts.copies(connection, "d1")
        assert posts.copies(connection, "") == []
    assert told == [
        Copy(B, "q1", AT - NIGHT, "http://w.cn/1", ""),
        Copy(A, "p1", AT, "", "省发布"),
        Copy(B, "q2", None, "", ""),
    ]


@pytest.mark.parametrize("title", ["零\0字节", "半个\ud800字", "'; drop table posts; --"])
def test_hostile_texts_are_kept_and_break_nothing(ledger: Ledger, title: str) -> None:
    enter(ledger, 1, seen(title, AT, title=title, url=title, source=title, counts=Counts(Count(10**30))))
    with ledger.connect() as connection:
        assert connection.execute(select(func.count()).select_from(table)).scalar() == 1
        assert connection.execute(select(func.count()).select_from(post_months)).scalar() == 0
