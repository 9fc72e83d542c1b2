"""清理整合: who stands together, what is suggested, and that nothing is suggested of what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from checks.indicators import edition
from checks.model.posts import AccountReason, Count, Counts, Post, Profile, Reading, ReadingState, SourceReason
from checks.model.registry import Account, SubjectState
from results.advice import Figures, Group, Reason, Row, Suggestion, figures
from results.lines import advice_line
from results.merging import advise

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
DAY = timedelta(days=1)
TEXT = edition.load()
UNIT = "临江县教育局"
MANY, FEW = Count(56_000), Count(60)


def account(platform: str, number: str, name: str = "临江教育", **more: Any) -> Account:
    return Account(platform, name, UNIT, number, **more)


def read(days: float = 1, count: int = 8, likes: int = 30, followers: Count | None = MANY, **more: Any) -> Figures:
    """An account that published `count` posts, one a day, the last `days` ago; before them one long ago."""
    ages = [*(days + n for n in range(count)), 200 + days]
    posts = [Post(str(n), moment=NOW - age * DAY, counts=Counts(likes=Count(likes))) for n, age in enumerate(ages)]
    state = ReadingState.NEW if days < 14 else ReadingState.CONFIRMED_NONE
    given = {"posts": tuple(posts), "complete": True, "since": NOW - 14 * DAY, **more}
    return figures(Reading("x", "feed", NOW, state, profile=Profile(followers=followers), **given), TEXT)


def unread(reason: SourceReason | AccountReason = SourceReason.LOGIN) -> Figures:
    odd = isinstance(reason, AccountReason)
    state = ReadingState.ABNORMAL if odd else ReadingState.COULD_NOT_LOOK
    return figures(Reading("x", "feed", NOW, state, reason, profile=Profile(followers=FEW)), TEXT)


def rows(*told: tuple[Account, Figures | None]) -> list[Row]:
    known = {one.key: seen for one, seen in told if seen is not None}
    return list(advise([one for one, _ in told], known, TEXT, lambda name: name, lambda one, other: one == other))


def said(found: list[Row]) -> Mapping[str, tuple[Group, Suggestion, str]]:
    return {
        row.account.platform_id: (row.group, row.suggestion, row.into.platform_id if row.into else "") for row in found
    }


WEIBO, WEIBO_2 = account("新浪微博", "1"), account("新浪微博", "2", "临江教育发布")
VIDEO, OTHER_VIDEO = account("抖音", "3", "临江教育在线"), account("快手", "4", "教育视频")


def test_of_several_on_one_platform_the_one_that_lives_and_is_followed_stays() -> None:
    found = rows((WEIBO, read(followers=FEW)), (WEIBO_2, read()))
    assert said(found) == {"1": (Group.PLATFORM, Suggestion.MERGE, "2"), "2": (Group.PLATFORM, Suggestion.KEEP, "")}
    assert [Reason.SEVERAL in row.says for row in found] == [True, True]
    assert found[0].says[Reason.SEVERAL] == "本单位在新浪微博有 2 个在用账号"


def test_a_main_account_stays_whatever_it_is() -> None:
    main = replace(WEIBO, main=True)
    found = said(rows((main, read(followers=FEW, likes=0)), (WEIBO_2, read())))
    assert found["1"][1:] == (Suggestion.KEEP, "")
    assert found["2"][1:] == (Suggestion.MERGE, "1")


def test_of_two_main_accounts_neither_is_merged() -> None:
    found = rows((replace(WEIBO, main=True), read()), (replace(WEIBO_2, main=True), read(followers=FEW, likes=0)))
    assert [row.suggestion for row in found] == [Suggestion.KEEP, Suggestion.KEEP]
    assert all(row.says[Reason.MAIN] == "登记为主账号，不并入其他账号" for row in found)


@pytest.mark.parametrize("weak", [{"days": 100}, {"days": 20}, {"followers": Count(400), "likes": 0}])
def test_one_that_is_used_stays_before_one_that_more_follow(weak: dict[str, Any]) -> None:
    found = rows((WEIBO, read(**{"followers": Count(90_000), **weak})), (WEIBO_2, read(followers=None)))
    assert [row.account.platform_id for row in found] == ["2", "1"]
    assert found[0].suggestion is Suggestion.KEEP


def test_nobody_is_merged_into_what_could_not_be_read() -> None:
    found = rows((WEIBO, unread()), (WEIBO_2, read(followers=FEW, likes=0)))
    assert said(found) == {"1": (Group.PLATFORM, Suggestion.NONE, ""), "2": (Group.PLATFORM, Suggestion.NONE, "")}
    assert Reason.UNSURE in found[1].says
    fine = said(rows((WEIBO, unread()), (WEIBO_2, read())))
    assert (fine["1"][1], fine["2"][1]) == (Suggestion.NONE, Suggestion.KEEP)
    sure = rows((replace(WEIBO, main=True), unread()), (WEIBO_2, read()))
    assert said(sure)["2"] == (Group.PLATFORM, Suggestion.MERGE, "1")


def test_what_could_not_be_read_gets_no_advice_and_says_why() -> None:
    for told, why in (
        (unread(), "要求登录才能查看"),
        (unread(AccountReason.BANNED), "账号被封禁"),
        (None, "没有读取记录"),
    ):
        (row,) = rows((WEIBO, told))
        assert (row.group, row.suggestion) == (Group.UNREAD, Suggestion.NONE)
        assert row.says == {Reason.UNREAD: f"无法核查：{why}"}


def test_the_silent_are_looked_at_before_they_are_cancelled() -> None:
    (dead,) = rows((WEIBO, read(days=91, followers=None)))
    assert (dead.group, dead.suggestion) == (Group.SINGLE, Suggestion.VERIFY)
    assert dead.says == {Reason.DEAD: "已 91 天没有更新，“僵尸”账号（天数界限 90（建议值））"}
    (sleeping,) = rows((WEIBO, read(days=89)))
    assert (sleeping.suggestion, list(sleeping.says)) == (Suggestion.KEEP, [Reason.SLEEPING])
    (never,) = rows((WEIBO, read(days=20, posts=())))
    assert (never.suggestion, list(never.says)) == (Suggestion.VERIFY, [Reason.NEVER])


@pytest.mark.parametrize(
    ("followers", "suggestion"),
    [
        (FEW, Suggestion.MERGE),
        (Count(500), Suggestion.MERGE),
        (Count(501), None),
        (Count(60, True), None),
        (None, None),
    ],
)
def test_a_bound_and_what_is_unknown_are_never_low(followers: Count | None, suggestion: Suggestion | None) -> None:
    found = said(rows((VIDEO, read()), (OTHER_VIDEO, read(likes=0, followers=followers))))
    assert found["4"] == (Group.KINDRED, suggestion or Suggestion.KEEP, "3" if suggestion else "")
    assert found["3"] == (Group.KINDRED, Suggestion.KEEP, "")


def test_of_two_that_idle_only_one_is_merged() -> None:
    found = said(rows((VIDEO, read(followers=Count(61), likes=0)), (OTHER_VIDEO, read(followers=FEW, likes=0))))
    assert found == {"3": (Group.KINDRED, Suggestion.KEEP, ""), "4": (Group.KINDRED, Suggestion.MERGE, "3")}


def test_one_that_idles_is_not_merged_into_what_could_not_be_read() -> None:
    found = said(rows((VIDEO, unread()), (OTHER_VIDEO, read(followers=FEW, likes=0))))
    assert (found["3"][1], found["4"][1:]) == (Suggestion.NONE, (Suggestion.KEEP, ""))


def test_of_hundreds_of_names_only_equal_ones_are_compared() -> None:
    many = [account(f"平台{n}", str(n), f"名称{n}") for n in range(301)]
    known = {one.key: read(followers=FEW, likes=0) for one in many}
    found = list(advise(many, known, TEXT, lambda name: name, lambda one, other: pytest.fail("compared")))
    assert {row.suggestion for row in found} == {Suggestion.KEEP}


def test_few_posts_are_few_only_where_all_are_seen() -> None:
    (few,) = rows((WEIBO, read(count=1)))
    assert list(few.says) == [Reason.FEW_POSTS]
    assert rows((WEIBO, read(count=2))) == []
    assert rows((WEIBO, read(count=1, complete=False))) == []


def test_accounts_that_do_well_are_not_listed() -> None:
    assert rows((WEIBO, read()), (VIDEO, read()), (account("微信公众号", "5"), read())) == []


def test_one_name_on_another_platform_takes_in_only_who_is_neither_followed_nor_used() -> None:
    found = said(rows((account("微信公众号", "5"), read()), (WEIBO, read(followers=FEW, likes=0))))
    assert found == {"1": (Group.KINDRED, Suggestion.MERGE, "5"), "5": (Group.KINDRED, Suggestion.KEEP, "")}
    other = said(rows((account("微信公众号", "5", "别的"), read()), (WEIBO, read(followers=FEW, likes=0))))
    assert other == {"1": (Group.SINGLE, Suggestion.KEEP, "")}


def test_given_up_accounts_programs_and_other_offices_of_the_name_stand_apart() -> None:
    closed = replace(WEIBO_2, state=SubjectState.CANCELLED)
    assert rows((WEIBO, read()), (closed, read())) == []
    program = account("移动客户端", "6")
    assert rows((program, read(days=200))) == []
    here, there = replace(WEIBO, region="临江县"), replace(WEIBO_2, region="三河县")
    assert rows((here, read()), (there, read())) == []
    assert len(rows((here, read()), (WEIBO_2, read()))) == 2  # not said: the same office
    assert rows((replace(here, parent_unit="甲"), read()), (replace(WEIBO_2, parent_unit="乙"), read())) == []


def test_groups_are_counted() -> None:
    lone = replace(account("新浪微博", "9"), unit="乙局")
    found = rows((WEIBO, read()), (WEIBO_2, read()), (lone, read(days=100)))
    assert [(row.number, row.account.unit) for row in found] == [(1, UNIT), (1, UNIT), (2, "乙局")]


def test_a_line_says_unknown_as_null_and_a_bound_as_one() -> None:
    one, two = rows((WEIBO, read(followers=Count(60, True))), (replace(WEIBO_2, name=WEIBO.name), unread()))
    line = advice_line(one)
    assert (line["followers"], line["posts"]) == ({"value": 60, "at_least": True}, {"value": 8, "at_least": False})
    assert (line["newest"], line["days"], line["state"]) == ("2026-11-20T10:00:00+08:00", 1, "new")
    blank = advice_line(two)
    assert (blank["posts"], blank["newest"], blank["days"], blank["state"]) == (None, None, None, "could-not-look")
    merged = rows((WEIBO, read()), (replace(WEIBO_2, name=WEIBO.name), read(followers=FEW)))
    assert advice_line(merged[1])["into_name"] == "临江教育（新浪微博，1）"
