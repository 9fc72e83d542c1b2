"""The tables that papers of a period share: each number counted by hand, and what is left out of every divisor."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from checks.model.findings import Status
from results.complaint_figures import Counted, Figures
from results.ledger.contents import Fresh
from results.reports.charts import Chart
from results.reports.content import OutcomeRow, Table, Value
from results.reports.period_charts import (
    fresh_chart,
    fresh_table,
    kind_chart,
    rate_chart,
    region_chart,
    week_table,
)
from results.reports.period_rows import FreshRow, ProblemRow, Progress, RunRow, SubjectRow
from results.reports.period_tables import account_table, pass_share, platform_table, site_table, unmeasured_table
from results.reports.phrases import short_reason
from results.reports.problem_tables import candidate_table, failed_table, kind_table, named, once_table, problem_table
from results.reports.progress_tables import change_table, checked_table, message_tables, rectified_table, unseen_table
from results.reports.region_table import region_sums, region_table
from results.reports.row_laws import NONE
from results.verdicts import Verdict
from tests.results.reports.quarter import PROBLEMS, SITES, account, problem, quarter, subject


def cells(table: Table, title: str) -> list[Value]:
    return [row[table.column(title)] for row in table.rows]


def row_of(table: Table, name: str, *titles: str) -> tuple[Value, ...]:
    row = next(row for row in table.rows if name in row)
    return tuple(row[table.column(title)] for title in titles)


def gaps(chart: Chart, name: str) -> tuple[int | Decimal | None, ...]:
    return next(one.values for one in chart.series if one.name == name)


def test_a_site_is_told_with_what_stands_against_it() -> None:
    table = site_table(quarter())
    titles = (
        "检查结果",
        "单项否决项",
        "问题数",
        "已确认",
        "待确认",
        "已整改",
        "未整改",
        "提示",
        "整改情况",
        "整改期限",
    )
    assert row_of(table, "临江县教育局", *titles) == (
        *("不合格", "首页长期未更新", 5, 5, 0, 0, 5, 0, "未整改", "2026-10-20"),
    )
    assert row_of(table, "临江县水利局", *titles) == (
        *("不合格候选", "栏目长期未更新（待人工确认）", 1, 0, 1, 0, 1, 0, "未整改", ""),
    )
    assert row_of(table, "西岭镇人民政府", *titles) == ("合格", "", 1, 1, 0, 1, 0, 1, "全部整改", "")
    assert row_of(table, "北山乡人民政府", *titles) == ("未测", "", 0, 0, 0, 0, 0, 0, "未测", "")
    assert cells(table, "序号") == [1, 2, 3, 4, 5, 6]
    assert row_of(table, "临江县人民政府", "得分（低）", "得分（高）") == (Decimal("88.05"), Decimal("91.30"))


def test_problems_of_a_row_are_named_to_a_number_the_confirmed_and_grave_first() -> None:
    (said, numbers, address) = row_of(site_table(quarter()), "临江县教育局", "主要问题", "证据编号", "问题网址")
    assert str(said).split("\n")[0] == "首页最近一条内容发布于 2026-08-01，已超过 14 天"
    assert str(said).split("\n")[3] == "……其余见问题明细"
    assert numbers == "11、20、21、22、23"
    assert address == "http://s2.linjiang.example/gone11.html"
    (said, _) = row_of(site_table(quarter()), "临江县人民政府", "主要问题", "证据编号")
    assert [one.startswith("（待人工确认）") for one in str(said).split("\n")] == [False, True, True]
    many = quarter(problems=tuple(problem(n, "s1") for n in range(1, 13)))
    assert row_of(site_table(many), "临江县人民政府", "证据编号") == ("1、2、3、4、5、6、7、8、9、10……",)


def test_what_a_person_confirmed_comes_first_and_vetoes_before_others() -> None:
    rows = quarter(
        problems=(problem(1, "s1", confirmed=False, kind="veto"), problem(2, "s1"), problem(3, "s1", kind="veto"))
    )
    assert row_of(site_table(rows), "临江县人民政府", "证据编号") == ("3、2、1",)


def test_what_is_not_known_of_an_account_is_blank_and_what_nobody_looked_at_is_unmeasured() -> None:
    rows = quarter(
        accounts=(
            account("a1", "甲", interaction=None, verified_as="", newest=None, days=None, posts=None),
            account("a2", "乙", interaction=Status.PASS, posts=0),
            account("a3", "丙", interaction=Status.FAIL),
            account("a4", "丁", interaction=Status.REVIEW),
            account("a5", "戊", interaction=Status.UNKNOWN),
        )
    )
    table = account_table(rows)
    assert row_of(table, "甲", "是否认证备案", "最后更新时间", "距检查日天数", "本期发布条数", "互动功能") == (
        *("在册，认证主体未登记", None, None, None, "未测"),
    )
    talks = dict(zip(cells(table, "账号名称"), cells(table, "互动功能"), strict=True))
    assert talks == {"甲": "未测", "乙": "有", "丙": "没有", "丁": "待人工确认", "戊": "未测"}
    assert row_of(table, "乙", "是否认证备案", "本期发布条数") == ("在册，认证主体：乙", 0)


def test_the_pass_rate_leaves_out_who_is_not_measured_and_who_waits() -> None:
    told = pass_share("网站合格率", SITES, "网站")
    assert (told.part, told.of, told.shown, told.left_out) == (3, 4, Decimal("75.00"), 2)
    assert told.why == "未测和待人工确认的网站不计入分母"
    waiting = [replace(one, verdict=Verdict.CANDIDATE) for one in SITES]
    assert pass_share("网站合格率", waiting, "网站").shown is None


def test_a_real_quarter_of_accounts_has_the_rate_that_was_published_wrong() -> None:
    rows = [account(f"a{n}", f"号{n}", Verdict.FAILED if n < 9 else Verdict.PASSED) for n in range(289)]
    assert pass_share("账号合格率", rows, "账号").shown == Decimal("96.89")


def test_regions_are_ranked_by_what_the_table_shows_ties_share_and_who_has_nothing_has_no_place() -> None:
    table = region_table(quarter())
    assert [(row[0], row[-2], row[-1]) for row in table.rows] == [
        ("临江县交通局", Decimal("100.00"), 1),
        ("南河镇", Decimal("100.00"), 1),
        ("西岭镇", Decimal("100.00"), 1),
        ("临江县", Decimal("50.00"), 4),
        ("北山乡", NONE, NONE),
    ]
    titles = ("网站总数", "网站检查数", "网站合格数", "网站不合格数", "网站待确认数", "网站未测数", "网站合格率（%）")
    assert row_of(table, "临江县", *titles) == (3, 3, 1, 1, 1, 0, Decimal("50.00"))
    assert row_of(table, "北山乡", *titles) == (1, 0, 0, 0, 0, 1, NONE)
    assert row_of(table, "西岭镇", "账号总数", "账号合格率（%）") == (0, NONE)
    assert "（1、1、3）" in table.note


def test_rates_that_read_alike_tie() -> None:
    many = [
        subject(f"a{n}", f"甲{n}", Verdict.FAILED if n == 0 else Verdict.PASSED, region="甲县") for n in range(9999)
    ]
    more = [
        subject(f"b{n}", f"乙{n}", Verdict.FAILED if n == 0 else Verdict.PASSED, region="乙县") for n in range(10001)
    ]
    table = region_table(quarter(sites=(*many, *more), accounts=(), problems=()))
    assert [(row[0], row[-2], row[-1]) for row in table.rows] == [
        ("乙县", Decimal("99.99"), 1),
        ("甲县", Decimal("99.99"), 1),
    ]


def test_messages_are_counted_where_their_unit_is_and_the_others_apart() -> None:
    rows = quarter()
    table = region_table(rows)
    assert row_of(table, "临江县", "找错留言数", "应答复数", "按期答复数", "按期答复率（%）") == (
        6,
        6,
        4,
        Decimal("66.67"),
    )
    assert row_of(table, "南河镇", "找错留言数", "按期答复率（%）") == (0, NONE)
    (_, wholes) = region_sums(rows, table)
    assert wholes[0].parts == (("归入各地区", 6), ("未归入地区", 3))
    both = subject("s9", "教育局分站", unit="临江县教育局办公室", region="南河镇")
    torn = quarter(sites=(*SITES, both))
    (_, wholes) = region_sums(torn, region_table(torn))
    assert wholes[0].parts == (("归入各地区", 0), ("未归入地区", 9)), "a unit in two regions is in neither"
    none = quarter(complaints=None)
    assert set(cells(region_table(none), "找错留言数")) == {NONE}
    assert region_sums(none, region_table(none))[1] == ()


def test_kinds_count_problems_subjects_and_what_may_be_told() -> None:
    table = kind_table(named(quarter()))
    assert [str(row[0]) for row in table.rows] == [
        *("栏目长期未更新", "首页长期未更新", "链接可用性", "https 证书有问题", "账号长期未更新", "推文链接打不开"),
    ]
    counts = {str(row[0]): row[3:] for row in table.rows}
    assert counts["链接可用性"] == (3, 8, 6, 1, 1, 5, 1, 1, 1, 5, 2, 2)
    assert counts["https 证书有问题"] == (1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0), "a hint is never told as a problem"
    assert counts["首页长期未更新"][-3:] == (1, 1, 0), "what was mended is not told"


def test_what_is_mended_or_a_hint_waits_for_nobody() -> None:
    waiting = problem(1, "s1", confirmed=False)
    mended = replace(waiting, number=2, progress=Progress.MENDED)
    hint = replace(waiting, number=3, kind="hint", title="提示一")
    table = kind_table(named(quarter(problems=(waiting, mended, hint))))
    assert [(row[0], row[-1]) for row in table.rows] == [("链接可用性", 1), ("提示一", 0)]


def test_two_checks_of_one_title_are_one_kind() -> None:
    rows = quarter(problems=(problem(1, "s1"), problem(2, "s2", check="other"), problem(3, "s1", kind="hint")))
    assert [row[:5] for row in kind_table(named(rows)).rows] == [
        ("链接可用性", "网站", "扣分", 2, 2),
        ("链接可用性", "网站", "提示", 1, 1),
    ]


def test_each_problem_says_how_sure_it_is_who_confirmed_it_and_where_its_evidence_lies() -> None:
    table = problem_table(named(quarter()))
    sure = dict(zip(cells(table, "编号"), cells(table, "确认情况"), strict=True))
    assert (sure[31], sure[32], sure[33]) == ("已确认", "疑似，待人工确认", "机器确定，待人工确认")
    assert row_of(table, 11, "对象", "复核人", "整改期限", "进展", "访问记录") == (  # type: ignore[arg-type]  # a number
        *("临江县教育局", "李检查", "2026-10-20", "新发现", "visits/s2/2026-09-29.sqlite"),
    )
    assert len(table.rows) == len(PROBLEMS)


def test_problems_go_by_gravity_then_check_then_the_names_of_their_subjects_then_their_numbers() -> None:
    sites = (subject("z", "乙"), subject("y", "甲", unit="甲办"), subject("x", "丙", unit="甲办", region="安县"))
    some = [problem(9 - n, key) for n, key in enumerate(("z", "y", "y", "x"))]
    grave = problem(20, "z", kind="veto", check="stale-home")
    other = problem(21, "x", check="bad-cert")
    rows = quarter(sites=sites, accounts=(), problems=(*some, grave, other, problem(30, "gone")))
    assert [one.problem.number for one in named(rows)] == [20, 21, *_by_names(some, sites)]


def _by_names(some: list[ProblemRow], sites: tuple[SubjectRow, ...]) -> list[int]:
    of = {one.key: (one.region, one.unit, one.name) for one in sites}
    return [one.number for one in sorted(some, key=lambda one: (*of[one.subject], one.number))]


def test_what_a_letter_tells_comes_first_and_stands_on_the_page() -> None:
    assert [row[0] for row in problem_table(named(quarter())).rows] == [
        11,
        31,
        20,
        21,
        22,
        23,
        51,
        12,
        13,
        32,
        33,
        34,
        41,
        52,
    ]
    assert problem_table(named(quarter())).brief == 100
    many = tuple(problem(n, "s1", confirmed=n >= 30) for n in range(150))
    assert problem_table(named(quarter(problems=many))).brief == 120


def test_the_failed_and_the_candidates_stand_apart() -> None:
    failed, candidates, once = (make(quarter()) for make in (failed_table, candidate_table, once_table))
    assert [(row[2], row[5], row[6]) for row in failed.rows] == [
        ("临江县教育局", "首页长期未更新", "11"),
        ("临江教育（微博）", "账号长期未更新", "51"),
    ]
    assert [(row[2], row[5], row[6]) for row in candidates.rows] == [("临江县水利局", "栏目长期未更新", "12")]
    assert [(row[2], row[5], row[6]) for row in once.rows] == [("南河镇人民政府", "首页长期未更新", "合格")]


def test_a_failed_site_is_listed_by_its_confirmed_vetoes_only() -> None:
    torn = replace(SITES[1], vetoes=(*SITES[1].vetoes, *SITES[2].vetoes))
    rows = quarter(sites=(torn,), accounts=(), problems=(*PROBLEMS, replace(PROBLEMS[1], number=14, subject="s2")))
    assert [(row[5], row[6]) for row in failed_table(rows).rows] == [("首页长期未更新", "11")]


def test_what_became_of_last_time() -> None:
    assert [row[1:] for row in change_table(quarter()).rows] == [(2, 1, 1, 0, 0), (0, 0, 0, 0, 0)]
    assert rectified_table(quarter()).rows == ((8, 6, 2, 5, 1, 1),)


def test_messages_by_unit_have_rates_of_what_is_known() -> None:
    (units, kinds) = message_tables(quarter())
    assert [row[0] for row in units.rows] == ["临江县教育局办公室", "尚未派发"]
    assert row_of(units, "尚未派发", "收到", "应答复", "按期答复", "办结率（%）", "按期答复率（%）") == (
        *(3, 1, 1, Decimal("66.67"), Decimal("100.00")),
    )
    assert [row[0] for row in kinds.rows] == ["错别字", "内容无法访问"]
    nothing = Counted(Figures(received=1), (("某单位", Figures(received=1)),), (("", Figures(received=1)),))
    (units, kinds) = message_tables(quarter(complaints=nothing))
    assert units.rows[0][-2:] == (Decimal("0.00"), NONE)
    assert kinds.rows[0][0] == "未注明类别"


def test_checks_and_what_they_could_not_look_at() -> None:
    assert [(row[0], row[2], row[-1]) for row in checked_table(quarter()).rows] == [
        ("ipv6-home", "IPv6", 6),
        ("missing-interpretation", "政策解读", 6),
        ("dead-links", "其他", 6),
        ("dead-post-links", "其他", 5),
    ]
    others = (("gone", Status.UNKNOWN), ("s2", Status.NOT_APPLICABLE))
    outcomes = (*quarter().unseen, *(OutcomeRow(key, "dead-links", "链接可用性", status) for key, status in others))
    assert unseen_table(quarter(unseen=outcomes)).rows == (
        ("链接可用性", "网站", 2, 1, "首页无法读取"),
        ("推文链接打不开", "账号", 1, 0, "来源限速"),
    )


def test_who_is_unmeasured_is_told_with_the_reason() -> None:
    assert [row[1:2] + row[4:] for row in unmeasured_table(quarter()).rows] == [
        ("北山乡人民政府", "首页超时", "首页超时，三次都没有应答"),
        ("北山在线（微博）", "无法核查", "无法核查：来源限速"),
    ]


@pytest.mark.parametrize(
    ("why", "short"),
    [
        ("访问没有完成（达到页数上限），已访问的部分没有触发单项否决", "访问没有完成"),
        ("单项否决项未能查全：栏目长期未更新", "单项否决项未能查全"),
        ("得分区间 55.00—72.10 跨过 60 分，尚有项目未测", "尚有项目未测"),
        ("超时 10", "超时"),
        ("没有经 IPv6 访问", "没有经 IPv6 访问"),
        ("", "没有记下原因"),
        ("3 次都没有应答", "没有记下原因"),
    ],
)
def test_reasons_in_few_words(why: str, short: str) -> None:
    assert short_reason(why) == short


def test_platforms_the_most_first() -> None:
    assert platform_table(quarter()).rows == (("微信", 3, 3, 0, 0, 0), ("微博", 2, 0, 1, 0, 1))


def test_weeks_without_a_run_are_gaps_and_a_sample_speaks_only_where_nothing_else_does() -> None:
    table = week_table(quarter())
    assert len(table.rows) == 14
    assert cells(table, "周（起始日）")[0] == "2026-06-29"
    assert table.rows[0][1:4] == (None, "没有检查", None)
    assert table.rows[-1][:5] == ("2026-09-28", 90, "夜间巡查", 3, 1), "not the sample that was later"
    chart = rate_chart(table)
    assert gaps(chart, "网站") == (None, Decimal("60.00"), *(None,) * 11, Decimal("75.00"))
    sample = quarter(runs=(RunRow(5, "weekly", datetime(2026, 7, 20, 1, tzinfo=UTC), None, {Verdict.PASSED: 2}),))
    assert [row[2] for row in week_table(sample).rows].count("周抽查") == 1
    assert "周抽查只更新抽中对象的结论，其余沿用此前的" in table.note, "a run over a sample is counted of all, as any"
    assert gaps(rate_chart(week_table(sample)), "账号") == (None,) * 14


def test_a_run_before_midnight_in_beijing_is_of_the_week_before() -> None:
    sunday = RunRow(5, "nightly", datetime(2026, 7, 12, 15, 59, tzinfo=UTC), None, {Verdict.PASSED: 1})
    monday = RunRow(6, "nightly", datetime(2026, 7, 12, 16, 0, tzinfo=UTC), None, {Verdict.PASSED: 1})
    table = week_table(quarter(runs=(sunday, monday)))
    assert {row[1]: row[0] for row in table.rows if row[1]} == {5: "2026-07-06", 6: "2026-07-13"}


def test_weeks_end_with_the_day_on_which_the_paper_is_made() -> None:
    rows = quarter(made_at=datetime(2026, 7, 20, 2, tzinfo=UTC))
    assert cells(week_table(rows), "周（起始日）") == ["2026-06-29", "2026-07-06", "2026-07-13", "2026-07-20"]


def test_a_run_that_judged_nobody_leaves_the_week_to_another() -> None:
    cut = RunRow(7, "nightly", datetime(2026, 7, 9, 17, tzinfo=UTC), None)
    assert [row[1] for row in week_table(quarter(runs=(*quarter().runs, cut))).rows][1] == 70


def test_pictures_show_so_many_and_say_that_there_are_more() -> None:
    kinds = tuple(problem(n, "s1", check=f"c{n}", title=f"第{chr(0x4E00 + n)}类") for n in range(20))
    chart = kind_chart(kind_table(named(quarter(problems=(*kinds, problem(30, "s1", kind="hint"))))))
    assert len(chart.labels) == 15
    assert chart.note.startswith("只画最多的 15 类")
    assert not kind_chart(kind_table(named(quarter()))).note.startswith("只画")
    assert "https 证书有问题（网站）" not in kind_chart(kind_table(named(quarter()))).labels
    assert kind_chart(kind_table(named(quarter()))).labels[0] == "链接可用性（网站）"
    assert gaps(kind_chart(kind_table(named(quarter()))), "已确认")[0] == 6


def test_regions_are_drawn_in_their_order_with_gaps() -> None:
    chart = region_chart(region_table(quarter()))
    assert chart.labels[-1] == "北山乡"
    assert gaps(chart, "合计合格率")[-2:] == (Decimal("50.00"), None)


def test_the_most_overdue_columns_come_first_and_what_was_not_seen_is_blank() -> None:
    rows = quarter()
    assert [row[0] for row in fresh_table(rows).rows] == ["临江县教育局"] * 2 + ["临江县人民政府"] * 2
    chart = fresh_chart(rows, 1)
    assert [one.name for one in chart.series] == ["临江县教育局"]
    assert dict(zip(chart.labels, gaps(chart, "临江县教育局"), strict=True)) == {"动态要闻": 59, "政策文件": None}
    assert chart.note.startswith("只画超期最多的 1 个网站")
    stranger = quarter(freshness=(FreshRow("gone", "news", 1, Fresh.STALE, 500),))
    assert fresh_table(stranger).rows == ()


def test_what_stands_where_nothing_is() -> None:
    rows = quarter(sites=(), accounts=(), problems=(), complaints=None, checked=(), unseen=(), freshness=())
    for table in (
        site_table(rows),
        account_table(rows),
        region_table(rows),
        kind_table(named(rows)),
        problem_table(named(rows)),
    ):
        assert table.rows == ()
        assert table.empty
    assert message_tables(rows) == ()


def test_the_progress_of_a_problem_counts_once() -> None:
    rows = quarter(problems=tuple(problem(n, "s1", progress=one) for n, one in enumerate(Progress)))
    assert row_of(site_table(rows), "临江县人民政府", "已整改", "未整改", "整改情况") == (1, 3, "部分整改")


def test_the_first_day_is_the_deadline() -> None:
    rows = quarter(problems=(problem(1, "s1", due=date(2026, 10, 20)), problem(2, "s1", due=date(2026, 10, 12))))
    assert row_of(site_table(rows), "临江县人民政府", "整改期限") == ("2026-10-12",)
