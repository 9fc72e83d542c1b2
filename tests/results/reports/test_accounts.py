"""Accounts in the weekly report: what is said of each, which sources failed, what each unit has to mend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from checks.indicators.edition import load
from checks.model.findings import Certainty, Finding, Outcome, Status, SubjectType
from checks.model.posts import Incident, Post, Reading, ReadingState, SourceReason
from checks.model.registry import Account, Registry, SubjectState
from results import following, score, scoring
from results.due import Due, DueState
from results.ledger import incidents, outcomes, registry, runs
from results.ledger.engine import Ledger
from results.ledger.incidents import IncidentRow
from results.reports.account_gather import gather_accounts
from results.reports.account_rows import AccountRow, AccountsPart, UnseenRow, moment_of
from results.reports.build import weekly
from results.reports.content import Report
from results.reports.gather import Week
from results.reports.html import html
from results.verdicts import Verdict, VetoRow
from results.verdicts import of_account as verdict
from results.visits.readings import ReadingFile
from tests.results import making
from tests.results.making import DAY, NOW
from tests.results.reports.making import issue, week
from tests.results.reports.test_build import column, section, table

UNIT = "临江县教育局"
ONE = Account("微信公众号", "临江教育", UNIT, "gh_1", home="http://mp.example.cn/1")
WEEK = Week("", date(2026, 11, 16), date(2026, 11, 22), NOW)
SILENCE = load().rules["silent-account"]
SILENT = VetoRow("NV-2a", "账号不更新")


def row(number: int, **more: object) -> AccountRow:
    given = {
        "state": "new",
        "newest": Post("", moment=NOW),
        "days": 0,
        "posts": 3,
        "visit": "visits/1/accounts-01.visit",
        **more,
    }
    home = f"http://mp.example.cn/{number}"
    return AccountRow(f"微信公众号|gh_{number}", f"账号{number}", UNIT, "微信公众号", home, **given)  # type: ignore[arg-type]


LOGIN = row(3, state="could-not-look", reason="要求登录才能查看", newest=None, days=None, posts=None)


def part(**more: object) -> AccountsPart:
    gone = replace(ONE, name="旧号", unit="临江县财政局")
    given: dict[str, object] = {
        "rows": (
            row(1, state="confirmed-none", vetoes=(SILENT,), days=20),
            row(2),
            LOGIN,
            row(4, state="", reason="没有读取完"),
            row(5, state="abnormal", reason="账号被封禁"),
        ),
        "issues": (
            issue(31, site="微信公众号|gh_1", check="silent-account", title="账号不更新", says="账号已 20 天没有更新"),
            issue(32, site="微信公众号|gh_2", check="few-originals", title="原创少", certainty="suspected"),
            issue(33, site="微信公众号|gh_2", check="few-originals", title="原创少", state="fixed"),
            issue(34, site="微信公众号|gh_2", check="few-originals", title="原创少", state="dismissed"),
        ),
        "unseen": (UnseenRow("silent-account", "账号不更新", True, "要求登录才能查看", 1),),
        "incidents": (IncidentRow(7, "rsshub", "rss.example.cn", 6, 7, (("bad-status", 6),), 3),),
        "due": (
            Due(ONE, DueState.OVER, 7, "local", Post("", moment=NOW - 8 * DAY), 8, -1, 6, NOW, NOW),
            Due(gone, DueState.UNSEEN, 14, "veto", reason="要求登录才能查看"),
        ),
    }
    return AccountsPart(**{**given, **more})  # type: ignore[arg-type]


def told(**more: object) -> Report:
    return weekly(week(issues=(issue(1), issue(2, site="3399990001"), issue(3, state="fixed"))), part(**more))


@pytest.mark.parametrize(
    ("given", "said", "why"),
    [
        (row(1), Verdict.PASSED, ""),
        (row(1, state="confirmed-none", warned=("账号不更新",)), Verdict.PASSED, "预警"),
        (row(1, vetoes=(SILENT,)), Verdict.CANDIDATE, "待人工确认：账号不更新"),
        (row(1, vetoes=(replace(SILENT, confirmed=True),)), Verdict.FAILED, "经人工确认"),
        (replace(LOGIN, vetoes=(replace(SILENT, confirmed=True),)), Verdict.FAILED, "经人工确认"),
        (LOGIN, Verdict.UNKNOWN, "无法核查：要求登录才能查看"),
        (row(1, state=""), Verdict.UNKNOWN, "没有读取"),
        (row(1, state="abnormal", reason="账号被封禁"), Verdict.UNKNOWN, "账号异常：账号被封禁"),
        (row(1, reason="登记状态为变更，没有评判"), Verdict.UNKNOWN, "登记状态为变更"),
        (row(1, unseen=("账号不更新",)), Verdict.UNKNOWN, "未能查全：账号不更新"),
    ],
)
def test_verdicts(given: AccountRow, said: Verdict, why: str) -> None:
    kind, reason = verdict(given)
    assert kind is said
    assert why in reason


def test_what_was_not_read_is_in_no_divisor(report: Report) -> None:
    (rate,) = section(report, "政务新媒体检查结论").shares
    assert (rate.part, rate.of, rate.left_out, rate.shown) == (1, 1, 4, Decimal("100.00"))  # a candidate is undecided
    assert column(table(report, "accounts"), "检查结果") == ["不合格候选", "合格", "未测", "未测", "未测"]
    assert column(table(report, "accounts"), "距检查日天数") == [20, 0, None, 0, 0]
    numbers = {one.label: one.value for one in section(report, "政务新媒体检查范围").figures}
    assert numbers["无法核查"] == numbers["账号异常"] == numbers["没有读取"] == numbers["来源事件"] == 1
    assert [(r[1], r[4]) for r in table(report, "unread").rows] == [
        ("账号3", "要求登录才能查看"),
        ("账号4", "没有读取完"),
        ("账号5", "账号被封禁"),
    ]


def test_coverage_comes_before_every_verdict(report: Report) -> None:
    titles = [one.title for one in report.sections]
    assert titles[1].startswith("二、政务新媒体检查范围")
    assert [one.partition("、")[0] for one in titles[9:]] == ["十", "十一", "十二", "十三", "十四"][: len(titles) - 9]


def test_a_source_that_failed_is_a_line_of_its_own(report: Report) -> None:
    (line,) = table(report, "incidents").rows
    assert line[:5] == ("rsshub", "rss.example.cn", 6, 7, 3)
    assert "应答不正常 6" in str(line[5])
    assert line[6]
    frozen = IncidentRow(7, "feed", "m.example.cn", 20, 20)
    (line,) = table(told(incidents=(frozen,)), "incidents").rows
    assert (line[5], "网关" in str(line[6])) == ("20 个账号同时没有任何新内容", True)


def test_problems_stand_by_kind_and_name_unit_and_account(report: Report) -> None:
    problems = table(report, "account-issues")
    assert [(r[0], r[1], r[3], r[4], r[5]) for r in problems.rows] == [
        (UNIT, "账号2", 32, "未整改", "原创少"),
        (UNIT, "账号2", 33, "已整改", "原创少"),
        (UNIT, "账号1", 31, "未整改", "账号不更新"),
    ]
    assert [r[-1] for r in table(report, "account-by-check").rows] == [2, 1]


def test_each_unit_has_its_sites_and_accounts_in_one_list(report: Report) -> None:
    to_mend = table(report, "to-mend")
    assert [(r[0], r[1], r[2], r[9]) for r in to_mend.rows] == [
        ("临江县人民政府", "网站", "临江县人民政府", 1),
        (UNIT, "网站", "临江县教育局", 2),
        (UNIT, "账号", "账号1（微信公众号）", 31),
        (UNIT, "账号", "账号2（微信公众号）", 32),
    ]
    without = weekly(week(issues=(issue(1),)))
    assert column(table(without, "to-mend"), "编号") == [1]
    assert not [one for one in without.sections if "政务新媒体" in one.title]


def test_who_is_over_and_who_was_not_seen_are_two_tables(report: Report) -> None:
    (over,) = table(report, "due").rows
    assert (over[1], over[3], over[5], over[6], over[8], over[9]) == (
        "临江教育",
        "已超期",
        8,
        7,
        "超期 1 天",
        "还剩 6 天",
    )
    (unseen,) = table(report, "due-unseen").rows
    assert (unseen[1], unseen[4]) == ("旧号", "要求登录才能查看")


def test_a_day_is_not_told_as_a_moment() -> None:
    assert moment_of(Post("", moment=NOW - timedelta(hours=10), day_only=True)) == "2026-11-20"
    assert moment_of(None) is moment_of(Post("")) is None


def test_only_so_many_issues_are_named_in_one_row() -> None:
    many = tuple(issue(n, site="微信公众号|gh_1", says=f"第{n}个") for n in range(40, 47))
    told_of = str(column(table(told(issues=many), "accounts"), "问题")[0])
    assert "第44个" in told_of
    assert "第45个" not in told_of
    assert "共 7 个" in told_of


def test_the_page_shows_accounts_and_units(report: Report) -> None:
    page = html(report)
    assert "临江县教育局：账号1（微信公众号）" in page
    assert "临江县教育局（3 个）" in page


@pytest.fixture
def report() -> Report:
    return told()


# ── from the ledger and the files ──


def posts(*days: float) -> tuple[Post, ...]:
    return tuple(Post(str(n), moment=NOW - timedelta(days=age)) for n, age in enumerate(days))


def read(account: Account, *days: float, state: ReadingState = ReadingState.NEW, **more: object) -> Reading:
    given = {"posts": posts(*days), "complete": True, "since": NOW - 14 * DAY, "host": "g", **more}
    return Reading(account.key, "feed", NOW, state, **given)  # type: ignore[arg-type]


def gathered(
    ledger: Ledger, folder: Path, readings: list[Reading], *accounts: Account, earlier: tuple[Post, ...] = ()
) -> dict[str, AccountRow]:
    edition = making.edition(making.rule("silent-account", vetoes=(making.veto(1, "silent"),)))
    national = replace(edition, rules={**edition.rules, "silent-account": SILENCE})
    silent = Finding("silent", ONE.home, ("silence",), {}, certainty=Certainty.CERTAIN)
    outcome = Outcome("silent-account", SubjectType.ACCOUNT, ONE.key, Status.FAIL, (silent,), 1, 1)
    with ledger.begin() as connection:
        registry.save(connection, Registry(accounts=accounts))
        run = runs.start(connection, kind="weekly", edition="test", code="1", moment=NOW)
        runs.finish_job(
            connection, run, "accounts-1", moment=NOW, visit="visits/1/accounts-01.visit", kind=runs.ACCOUNTS
        )
        outcomes.save(connection, run, [outcome])
        following.follow(connection, run, ONE.key, [outcome], lambda url: True, national, "v", moment=NOW)
        for account in accounts:
            judged = [outcome] if account == ONE else []
            score.keep(connection, run, account.key, scoring.verdict(judged, edition, account))
        incidents.save(
            connection, run, [Incident("feed", "g", ("a",), 6, (("timeout", 5),)), Incident("feed", "g", ("b",), 1)]
        )
    file = ReadingFile(folder / "visits/1/accounts-01.visit", NOW, "1", accounts, ())
    for one in readings:
        file.keep(one)
    file.keep_earlier({ONE.key: earlier})
    file.close()
    with ledger.connect() as connection:
        found = gather_accounts(connection, run, WEEK, national, [one.key for one in accounts], folder)
    assert found is not None
    assert [(one.failed, one.of, one.reasons) for one in found.incidents] == [(2, 7, (("timeout", 5),))]
    assert [one.number for one in found.issues] == [1]
    assert weekly(week(), found)
    return {one.name: one for one in found.rows}


def test_rows_of_accounts(ledger: Ledger, tmp_path: Path) -> None:
    names = ("busy", "doubt", "short", "cut", "changed", "unread", "never", "missing")
    more = {name: replace(ONE, name=name, platform_id=name) for name in names}
    more["changed"] = replace(more["changed"], state=SubjectState.CHANGED)
    readings = [
        read(ONE, 20, state=ReadingState.CONFIRMED_NONE),
        read(more["busy"], 0.1, 1, 3, 5, 30),
        read(more["doubt"], 0.1, doubt=SourceReason.PARTIAL),
        read(more["short"], 0.1, since=NOW - DAY),
        read(more["cut"], *(0.01 * n for n in range(200))),
        read(more["changed"], 1),
        Reading(more["unread"].key, "feed", NOW, ReadingState.COULD_NOT_LOOK, SourceReason.LOGIN),
        read(more["never"], state=ReadingState.CONFIRMED_NONE),
    ]
    rows = gathered(ledger, tmp_path, readings, ONE, *more.values())
    silent = rows.pop(ONE.name)
    assert (silent.days, silent.posts, moment_of(silent.newest)) == (20, 0, NOW - 20 * DAY)
    assert [veto.code for veto in silent.vetoes] == ["WV-4"]
    assert {name: (one.days, one.posts) for name, one in rows.items()} == {
        "busy": (0, 3),
        "doubt": (0, None),
        "short": (0, None),
        "cut": (0, None),
        "changed": (1, 1),
        "unread": (None, None),
        "never": (None, 0),
        "missing": (None, None),
    }
    assert {name: one.reason for name, one in rows.items() if one.reason} == {
        "changed": "登记状态为变更，没有评判",
        "unread": "要求登录才能查看",
        "missing": "本次没有读取，或读取没有完成",
    }


def test_a_file_that_is_gone_or_damaged_is_told(ledger: Ledger, tmp_path: Path) -> None:
    assert gathered(ledger, tmp_path, [read(ONE, 1)], ONE)[ONE.name].days == 1
    path = tmp_path / "visits/1/accounts-01.visit"
    path.write_bytes(b"no database at all")
    for _ in range(2):
        with ledger.connect() as connection:
            found = gather_accounts(connection, 1, WEEK, making.edition(SILENCE), [ONE.key], tmp_path)
        assert found is not None
        assert [(one.state, bool(one.reason)) for one in found.rows] == [("", True)]
        path.unlink(missing_ok=True)


def test_no_account_is_registered(ledger: Ledger, tmp_path: Path) -> None:
    with ledger.begin() as connection:
        run = runs.start(connection, kind="weekly", edition="test", code="1", moment=NOW)
        assert gather_accounts(connection, run, WEEK, making.edition(), [], tmp_path) is None


def test_a_post_that_is_gone_by_now_was_published(ledger: Ledger, tmp_path: Path) -> None:
    gone = Post("9", moment=NOW - 3 * DAY)
    row = gathered(ledger, tmp_path, [read(ONE, 20)], ONE, earlier=(gone,))[ONE.name]
    assert (row.days, row.newest and row.newest.moment) == (3, gone.moment)
