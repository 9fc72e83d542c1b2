"""The weekly report: what it says of a site, and what it leaves out of its divisors."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from results.link_details import LinkDetail
from results.reports.build import progress, weekly
from results.reports.content import Report, Section, SiteRow, Table
from results.verdicts import ScoreRow, Verdict, VetoRow
from results.verdicts import of_site as verdict
from tests.results.reports.making import issue, site, week


def section(report: Report, word: str) -> Section:
    return next(one for one in report.sections if word in one.title)


def table(report: Report, name: str) -> Table:
    return next(one for one in report.tables if one.id == name)


def column(of: Table, title: str) -> list[object]:
    return [row[of.column(title)] for row in of.rows]


LOW = ScoreRow(Decimal(40), Decimal("59.99"))
SPAN = ScoreRow(Decimal("59.99"), Decimal(70))
PASS = ScoreRow(Decimal(60), Decimal(70))


@pytest.mark.parametrize(
    ("row", "said", "why"),
    [
        (site(0), Verdict.PASSED, ""),
        (site(0, score=None), Verdict.PASSED, ""),
        (site(0, score=PASS), Verdict.PASSED, ""),
        (site(0, ended=""), Verdict.UNKNOWN, "没有访问"),
        (site(0, ended="home-failed"), Verdict.UNKNOWN, "首页无法读取"),
        (site(0, ended="our-network", vetoes=(VetoRow("V", "x", True),)), Verdict.UNKNOWN, "本机网络故障"),
        (site(0, ended="budget-pages"), Verdict.UNKNOWN, "达到页数上限"),
        (site(0, ended="budget-pages", vetoes=(VetoRow("V", "空白栏目"),)), Verdict.CANDIDATE, "空白栏目"),
        (site(0, unknown="登录墙"), Verdict.UNKNOWN, "登录墙"),
        (site(0, vetoes=(VetoRow("V", "空白栏目"),)), Verdict.CANDIDATE, "待人工确认：空白栏目"),
        (site(0, vetoes=(VetoRow("V", "空白栏目", True),)), Verdict.FAILED, "经人工确认"),
        (site(0, unseen=("空白栏目",)), Verdict.UNKNOWN, "未能查全：空白栏目"),
        (site(0, score=LOW), Verdict.CANDIDATE, "59.99"),
        (site(0, score=SPAN), Verdict.UNKNOWN, "跨过 60 分"),
    ],
)
def test_verdicts(row: SiteRow, said: Verdict, why: str) -> None:
    kind, reason = verdict(row, Decimal(60))
    assert kind is said
    assert why in reason
    assert bool(reason) is (said is not Verdict.PASSED)


def test_what_is_near_a_veto_passes_with_a_warning() -> None:
    near = site(0, warned=("空白栏目 4 处（5 处即否决）",))
    assert verdict(near, None) == (Verdict.PASSED, "预警：空白栏目 4 处（5 处即否决）")
    assert verdict(replace(near, vetoes=(VetoRow("V", "栏目不更新"),)), None)[0] is Verdict.CANDIDATE


@pytest.mark.parametrize(
    ("state", "first", "stands"),
    [
        ("new", None, "新发现"),
        ("new", datetime(2026, 11, 17, tzinfo=UTC), "新发现"),
        ("new", datetime(2026, 11, 15, 15, 59, tzinfo=UTC), "未整改"),  # found before, and nobody could look since
        ("open", datetime(2026, 11, 15, 15, 59, tzinfo=UTC), "未整改"),
        ("open", datetime(2026, 11, 15, 16, 0, tzinfo=UTC), "新发现"),  # Monday 00:00 in Beijing
        ("confirmed", datetime(2026, 10, 1, tzinfo=UTC), "未整改"),
        ("reopened", datetime(2026, 11, 20, tzinfo=UTC), "再次出现"),
        ("fixed", datetime(2026, 11, 20, tzinfo=UTC), "已整改"),
    ],
)
def test_where_an_issue_stands(state: str, first: datetime | None, stands: str) -> None:
    assert progress(issue(1, state=state, first_seen=first), week()) == stands


def test_unknown_sites_are_left_out_of_the_divisor_and_both_are_said() -> None:
    report = weekly(week())
    (rate,) = section(report, "检查结论").shares
    assert (rate.part, rate.of, rate.left_out, rate.shown) == (1, 1, 4, Decimal("100.00"))  # a candidate is undecided
    assert column(table(report, "verdicts"), "检查结果") == ["不合格候选", "合格", "未测", "未测", "未测"]
    assert all(why for kind, why in zip(*_two(report), strict=True) if kind == "未测")


def _two(report: Report) -> tuple[list[object], list[object]]:
    return column(table(report, "verdicts"), "检查结果"), column(table(report, "verdicts"), "理由")


def test_nothing_measured_gives_no_percentage() -> None:
    (rate,) = section(weekly(week(sites=(site(0, ended=""),), issues=(), outcomes=())), "检查结论").shares
    assert (rate.of, rate.shown) == (0, None)


def test_coverage_comes_first() -> None:
    first = weekly(week()).sections[0]
    assert "覆盖" in first.title
    assert [(bar.done, bar.of) for bar in first.bars] == [(640, 640), (640, 640), (5169, 9000), (0, 1), (640, 640)]


def test_sections_are_numbered_one_after_the_other() -> None:
    titles = [one.title for one in weekly(week()).sections]
    assert [title.partition("、")[0] for title in titles] == list("一二三四五六七八九")


def test_dismissed_and_foreign_issues_are_not_told() -> None:
    report = weekly(week(issues=(issue(1), issue(2, state="dismissed"), issue(3, site="elsewhere"))))
    assert column(table(report, "issues"), "编号") == [1]


def test_issues_carry_their_evidence() -> None:
    (row,) = table(weekly(week(issues=(issue(1),))), "issues").rows
    for evidence in ("http://s0.linjiang.example/gone.html", "http://s0.linjiang.example/zwgk/", "WD-403 GL-37"):
        assert evidence in row
    assert "visits/3399990000/2026-11-18.warc.gz" in row


def test_what_was_not_seen_is_told_with_its_reason() -> None:
    unseen = table(weekly(week()), "unseen")
    assert [(row[1], row[2], row[3], row[4], row[5]) for row in unseen.rows] == [
        ("链接可用性", "部分未测", 630, 10, "超时 10"),
        ("IPv6 解析", "未测", 0, 1, "本机的域名服务器没有应答"),
        ("首页长期未更新", "未测", 0, 1, "首页无法读取"),
    ]


def test_the_sample_can_be_drawn_again_from_the_report() -> None:
    report = weekly(week())
    frame = table(report, "frame")
    assert len(frame.rows) == 9
    assert "临江-2026W47" in " ".join(section(report, "抽样").says)
    assert sum(row[3] != "未抽中" for row in frame.rows) == 4
    assert "没有抽样" in section(weekly(week(sample=None)), "抽样").says[0]


def test_building_twice_gives_the_same() -> None:
    assert weekly(week()) == weekly(week())


def test_each_faulty_link_is_told_in_full() -> None:
    told = LinkDetail(
        "http://s0/x", "指南", "http://s0/", "第 3 行第 9 列", "", "404", "11-18 10:00:00 GET 404", "请换"
    )
    issues = (issue(1, link=told), issue(2), issue(3, link=told, state="fixed"))
    links = table(weekly(week(issues=issues)), "links")
    assert column(links, "编号") == [1]
    assert column(links, "位置") == ["第 3 行第 9 列"]
    assert column(links, "检查经过") == ["11-18 10:00:00 GET 404"]
    assert column(links, "怎样整改") == ["请换"]
