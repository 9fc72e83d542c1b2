"""Who is over or near the day by which something new is owed, and who only could not be looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from checks.indicators.edition import load
from checks.model.posts import AccountReason, Post, Reading, ReadingState, Reason, SourceReason
from checks.model.registry import Account, Registry, SubjectState
from results.due import Due, DueState, due, due_now
from results.ledger import registry, runs
from results.ledger.engine import Ledger
from results.visits.readings import ReadingFile
from tests.results.making import DAY, NOW

NATIONAL, GANSU = load(), load("national-2019", ("gansu",))
ONE = Account("微信公众号", "临江发布", "临江县人民政府办公室", "gh_1")
OVER, NEAR, UNSEEN = DueState


def read(days: float | None, account: Account = ONE, *, at: datetime = NOW, **more: object) -> Reading:
    """A reading that saw all: the newest post is so many days old, None: there is none."""
    posts = () if days is None else (Post("1", moment=at - timedelta(days=days)), Post("2", moment=at - 200 * DAY))
    given = {"posts": posts, "complete": True, "host": "gateway.example.cn", **more}
    return Reading(account.key, "feed", at, ReadingState.CONFIRMED_NONE, **given)  # type: ignore[arg-type]


def unread(reason: Reason = SourceReason.LOGIN, account: Account = ONE, at: datetime = NOW) -> Reading:
    return Reading(account.key, "feed", at, ReadingState.COULD_NOT_LOOK, reason)


def told(
    reading: Reading | None, account: Account = ONE, *, near: int | None = None, overlay: bool = False
) -> Due | None:
    rule = (GANSU if overlay else NATIONAL).rules["silent-account"]
    rows = due([account], {account.key: reading} if reading else {}, rule, NOW, near)
    return rows[0] if rows else None


@pytest.mark.parametrize(
    ("days", "account", "overlay", "near", "state", "limit", "of", "left"),
    [
        (9.9, ONE, False, None, None, 0, "", 0),
        (10, ONE, False, None, NEAR, 14, "veto", 4),
        (13.9, ONE, False, None, NEAR, 14, "veto", 1),
        (14, ONE, False, None, OVER, 14, "veto", 0),
        (20, ONE, False, 0, OVER, 14, "veto", -6),
        (13.9, ONE, False, 0, None, 0, "", 0),
        (6.9, ONE, True, 1, NEAR, 7, "local", 1),
        (7, ONE, True, None, OVER, 7, "local", 0),
        (2.9, ONE, True, None, None, 0, "", 0),
        (5, replace(ONE, days=5), True, None, OVER, 5, "own", 0),
        (8, replace(ONE, days=30), True, None, OVER, 7, "local", -1),
        (5, replace(ONE, days=30), False, None, None, 0, "", 0),
    ],
)
def test_days(
    days: float,
    account: Account,
    overlay: bool,
    near: int | None,
    state: DueState | None,
    limit: int,
    of: str,
    left: int,
) -> None:
    row = told(read(days, account), account, near=near, overlay=overlay)
    assert (row and row.state) == state
    if row:
        assert (row.limit, row.limit_of, row.left, row.veto_left) == (limit, of, left, 14 - int(days))
        assert (row.by, row.until) == (NOW - timedelta(days=days) + limit * DAY, NOW)


@pytest.mark.parametrize(
    ("reading", "why"),
    [
        (None, "最近 2 天没有读取记录"),
        (unread(), "要求登录才能查看"),
        (Reading(ONE.key, "weibo", NOW, ReadingState.ABNORMAL, AccountReason.BANNED), "账号异常：账号被封禁"),
        (replace(unread(SourceReason.INCIDENT), first_reason=SourceReason.BUSY), "接口系统忙"),
        (read(None), "没有任何内容，请核实是否新开设"),
        (read(20, doubt=SourceReason.PARTIAL), "列表不完整"),
        (read(1, posts=(Post("1"),)), "没有可信的发布时间"),
    ],
)
def test_what_could_not_be_looked_at_is_never_called_silent(reading: Reading | None, why: str) -> None:
    row = told(reading)
    assert row is not None
    assert (row.state, row.days, row.left, row.newest) == (UNSEEN, None, None, None)
    assert why in row.reason


def test_something_new_speaks_for_the_account_even_where_not_all_was_seen() -> None:
    assert told(read(1, doubt=SourceReason.PARTIAL)) is None


def test_a_silence_ends_where_it_was_last_seen() -> None:
    row = told(read(14.5, synced_at=NOW - DAY))
    assert row is not None
    assert (row.state, row.days) == (NEAR, 13)


def test_rows_stand_by_unit_and_the_worst_first() -> None:
    other = replace(ONE, unit="临江县财政局", platform_id="gh_9")
    days_of_other = read(16, other)
    accounts = [replace(ONE, platform_id=f"gh_{n}") for n in range(4)]
    days = dict(zip(accounts, (11, 30, 15, None), strict=True))
    readings = {one.key: read(age, one) if age else unread(account=one) for one, age in days.items()}
    rows = due([other, *accounts], readings | {other.key: days_of_other}, NATIONAL.rules["silent-account"], NOW)
    assert [(row.account.unit[-3:], row.state, row.days) for row in rows] == [
        ("办公室", OVER, 30),
        ("办公室", OVER, 15),
        ("办公室", NEAR, 11),
        ("财政局", OVER, 16),
        ("办公室", UNSEEN, None),
    ]


def night(
    ledger: Ledger, folder: Path, *readings: Reading, earlier: Mapping[str, Sequence[Post]] | None = None
) -> Path:
    """A run that read these, with its file in the ledger; `earlier` are posts that only nights before saw."""
    at = readings[0].asked_at
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition="e", code="c", moment=at)
        name = f"visits/{run}/accounts-01.visit"
        runs.finish_job(connection, run, "accounts-1", moment=at, visit=name, kind=runs.ACCOUNTS)
    file = ReadingFile(folder / name, at, str(run), (), ())
    for one in readings:
        file.keep(one)
    file.keep_earlier(earlier or {})
    file.close()
    return folder / name


def listed(ledger: Ledger, folder: Path) -> dict[str, tuple[DueState, int | None]]:
    with ledger.connect() as connection:
        return {row.account.name: (row.state, row.days) for row in due_now(connection, folder, NATIONAL, NOW)}


def test_the_last_reading_counts_and_an_old_one_does_not(ledger: Ledger, tmp_path: Path) -> None:
    names = ("both", "night", "old", "closed", "fresh")
    accounts = {name: replace(ONE, name=name, platform_id=name) for name in names}
    accounts["closed"] = replace(accounts["closed"], state=SubjectState.CLOSED)
    with ledger.begin() as connection:
        registry.save(connection, Registry(accounts=tuple(accounts.values())))
    night(ledger, tmp_path, read(15, accounts["old"], at=NOW - 3 * DAY))
    before = [read(20, accounts[name], at=NOW - DAY) for name in ("both", "night", "closed", "fresh")]
    first = night(ledger, tmp_path, *before)
    last = night(ledger, tmp_path, unread(account=accounts["both"]), read(1, accounts["fresh"]))
    assert listed(ledger, tmp_path) == {"both": (UNSEEN, None), "night": (OVER, 20), "old": (UNSEEN, None)}
    last.unlink()
    assert listed(ledger, tmp_path)["both"] == (OVER, 20)
    first.write_bytes(b"no database at all")
    assert set(listed(ledger, tmp_path).values()) == {(UNSEEN, None)}


def test_a_post_that_an_earlier_night_saw_speaks_for_the_account(ledger: Ledger, tmp_path: Path) -> None:
    names = ("gone", "old", "none")
    accounts = {name: replace(ONE, name=name, platform_id=name) for name in names}
    with ledger.begin() as connection:
        registry.save(connection, Registry(accounts=tuple(accounts.values())))
    posts = {accounts[name].key: [Post("9", moment=NOW - days * DAY)] for name, days in (("gone", 3), ("old", 17))}
    night(ledger, tmp_path, *(read(20, one) for one in accounts.values()), earlier=posts)
    assert listed(ledger, tmp_path) == {"old": (OVER, 17), "none": (OVER, 20)}
