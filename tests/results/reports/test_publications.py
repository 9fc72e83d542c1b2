"""What was published by month: asked of the ledger in both databases, told in tables whose sums are taken again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from checks.model.findings import SubjectType
from checks.model.registry import BEIJING
from results.ledger import column_months, column_tables, contents, posts
from results.ledger.column_months import ColumnMonth
from results.ledger.contents import ColumnLook, Contents, Fresh
from results.ledger.engine import Ledger
from results.ledger.post_rows import Look, Origin, Seen
from results.reports import publication_tables
from results.reports.content import Report, Section, Table
from results.reports.period_rows import FreshRow, PeriodRows, PublishedRow, SubjectRow
from results.reports.periods import Period, Span
from results.reports.publications import BACK, freshness, publications, published, published_in, without_freshness
from results.reports.sums import SumsDiffer, check_sums
from results.verdicts import Verdict

Q3 = Period(Span.QUARTER, 2026, 3)
NEWS = "http://a/xw/"
A, B = "微信公众号|gh_a", "新浪微博|1001"
TODAY = date(2026, 10, 8)
_ALL = 0x7FFFFFFF
"""Bits of all days of a month."""


def keep(ledger: Ledger, site: str, *seen: ColumnMonth) -> None:
    with ledger.begin() as connection:
        column_months.keep(connection, site, 1, seen)


def whole(month: int, count: int, url: str = "", **more: object) -> ColumnMonth:
    given = {"name": "要闻" if url else "", "whole": 30 if month % 100 in (4, 6, 9, 11) else 31, **more}
    return ColumnMonth(url, month=month, count=count, **given)  # type: ignore[arg-type]  # fields by name


def asked(
    ledger: Ledger, *sites: str, accounts: tuple[str, ...] = (), period: Period = Q3, today: date = TODAY
) -> tuple[PublishedRow, ...]:
    with ledger.connect() as connection:
        return published(connection, sites, accounts, period, today)


def told(rows: tuple[PublishedRow, ...]) -> list[tuple[object, ...]]:
    return [(row.subject, row.url, row.month, row.count, row.at_least, row.why, row.running) for row in rows]


def test_sites_come_before_their_columns_with_every_month(ledger: Ledger) -> None:
    keep(ledger, "a", whole(202607, 3, originals=1, reposts=1), whole(202608, 0), whole(202608, 0, NEWS))
    keep(ledger, "a", whole(202609, 2), whole(202607, 3, NEWS))
    rows = asked(ledger, "b", "a")
    assert told(rows) == [
        ("b", "", 202607, None, False, "没有看过", 0),
        ("b", "", 202608, None, False, "没有看过", 0),
        ("b", "", 202609, None, False, "没有看过", 0),
        ("a", "", 202607, 3, False, "", 0),
        ("a", "", 202608, 0, False, "", 1),
        ("a", "", 202609, 2, False, "", 0),
        ("a", NEWS, 202607, 3, False, "", 0),
        ("a", NEWS, 202608, 0, False, "", 0),
        ("a", NEWS, 202609, None, False, "没有看到这个栏目", 0),
    ]
    assert [row.column for row in rows[3:]] == [""] * 3 + ["要闻"] * 3
    assert [(row.originals, row.reposts) for row in rows[3:6]] == [(1, 1), (0, 0), (None, None)]


def test_what_was_seen_in_part_is_a_lower_bound_or_unknown(ledger: Ledger) -> None:
    keep(
        ledger,
        "a",
        whole(202607, 3, whole=20),
        whole(202608, 0, whole=30),
        whole(202609, 0, whole=0, why="栏目页没有读到"),
    )
    assert told(asked(ledger, "a")) == [
        ("a", "", 202607, 3, True, "20 日以后没有看全", 0),
        ("a", "", 202608, None, False, "30 日以后没有看全", 0),
        ("a", "", 202609, None, False, "栏目页没有读到", 0),
    ]
    keep(ledger, "a", whole(202607, 2), whole(202609, 1, whole=0, why="列表只看到较近的条目"))
    rows = asked(ledger, "a")
    assert [(row.count, row.at_least, row.why) for row in (rows[0], rows[2])] == [
        (3, True, column_months.GONE),
        (1, True, "列表只看到较近的条目"),
    ]


def test_a_month_that_runs_is_told_as_far_as_it_went(ledger: Ledger) -> None:
    keep(ledger, "a", whole(202608, 0), whole(202609, 0, whole=14))
    for today, count, why in (
        (date(2026, 9, 15), 0, ""),
        (date(2026, 9, 16), None, "14 日以后没有看全"),
        (date(2026, 9, 1), None, "当天才开始"),
        (date(2026, 8, 31), None, "还没有开始"),
    ):
        last = asked(ledger, "a", today=today)[-1]
        assert (last.count, last.why, last.running) == (count, why, 0)  # nor does it count as one of nought yet


def test_nought_runs_on_from_before_the_period(ledger: Ledger) -> None:
    months = (202601, 202602, 202603, 202604, 202605, 202606, 202607, 202608)
    keep(ledger, "a", *(whole(month, 0) for month in months), whole(202609, 1))
    assert [row.running for row in asked(ledger, "a")] == [BACK + 1, BACK + 2, 0]
    keep(ledger, "b", *(whole(month, 0) for month in months if month != 202606))
    assert [row.running for row in asked(ledger, "b")] == [1, 2, 0]


def account(ledger: Ledger, key: str, days: dict[int, int], *some: tuple[datetime | None, Origin]) -> None:
    at = datetime(2026, 10, 1, 2, tzinfo=BEIJING)
    seen = [Seen(key, f"p{n}", at, moment, origin=origin) for n, (moment, origin) in enumerate(some)]
    with ledger.begin() as connection:
        posts.enter(connection, 1, seen, [Look(key, at, bool(days), days)], 202401)


def test_accounts_are_told_from_their_posts(ledger: Ledger) -> None:
    july = datetime(2026, 8, 1, tzinfo=BEIJING) - timedelta(seconds=1)
    account(
        ledger, A, {202605: _ALL, 202606: _ALL, 202607: _ALL, 202608: _ALL, 202609: 0b111},
        (july, Origin.ORIGINAL), (july, Origin.UNSAID), (july + timedelta(days=40), Origin.UNSAID),
        (None, Origin.UNSAID),
    )  # fmt: skip
    account(ledger, B, {})
    rows = asked(ledger, accounts=(A, B))
    assert told(rows[:3]) == [
        (A, "", 202607, 2, False, "", 0),
        (A, "", 202608, 0, False, "", 1),
        (A, "", 202609, 1, True, "只看全了 3/30 天", 0),
    ]
    assert [(row.originals, row.reposts) for row in rows[:3]] == [(1, 0), (0, 0), (None, None)]
    assert [(row.count, row.why) for row in rows[3:]] == [(None, "当月没有看过")] * 3
    october = asked(ledger, accounts=(A, B), period=Period(Span.MONTH, 2026, 10))
    assert [(row.count, row.why) for row in october] == [
        (None, "只看全了 0/7 天，1 条内容时间不明"),
        (None, "1 次核查都没有成功"),
    ]
    ahead = asked(ledger, accounts=(A,), period=Period(Span.MONTH, 2026, 11))
    assert [(row.count, row.why) for row in ahead] == [(None, "还没有开始")]
    first = asked(ledger, accounts=(A,), period=Period(Span.MONTH, 2026, 10), today=date(2026, 10, 1))
    assert [(row.count, row.why) for row in first] == [(None, "当天才开始")]


def test_more_subjects_than_one_question_names(ledger: Ledger) -> None:
    with ledger.begin() as connection:
        for number in range(0, 1_300, 100):
            column_months.keep(connection, f"s{number:04}", 1, (whole(202609, number),))
    sites = [f"s{number:04}" for number in range(1_300)]
    with ledger.connect() as connection:
        rows = list(published_in(connection, sites, (), 202609, 202609, TODAY))
    assert [row.subject for row in rows] == sites
    assert {row.subject: row.count for row in rows if row.count is not None} == {
        f"s{number:04}": number for number in range(0, 1_300, 100)
    }


def look(category: str, state: Fresh, days: int | None) -> ColumnLook:
    return ColumnLook(f"http://a/{category}{days}/", "栏目", category, state, days=days)


def test_freshness_is_told_only_of_looks_in_the_period(ledger: Ledger) -> None:
    columns = (
        look("news", Fresh.FRESH, 3), look("news", Fresh.STALE, 15), look("news", Fresh.STALE, 40),
        look("policy", Fresh.FRESH, 8), look("data", Fresh.UNSEEN, None), look("data", Fresh.UNSEEN, 9),
        look("leaders", Fresh.FREE, 300),
    )  # fmt: skip
    with ledger.begin() as connection:
        contents.save(connection, "first", 1, Q3.begins, Contents(columns[:1]))
        contents.save(connection, "last", 2, Q3.ends - timedelta(seconds=1), Contents(columns))
        contents.save(connection, "after", 3, Q3.ends, Contents(columns))
        contents.save(connection, "bare", 3, Q3.begins, Contents())
    keys = ("after", "last", "first", "never", "bare")
    with ledger.connect() as connection:
        rows = freshness(connection, keys, Q3)
    assert rows == (
        FreshRow("last", "data", 2, Fresh.UNSEEN, None),
        FreshRow("last", "leaders", 1, Fresh.FREE, 300),
        FreshRow("last", "news", 3, Fresh.STALE, 40),
        FreshRow("last", "policy", 1, Fresh.FRESH, 8),
        FreshRow("first", "news", 1, Fresh.FRESH, 3),
    )
    assert without_freshness(keys, rows, Q3).endswith(
        "：3 个网站最近一次访问不在2026年第三季度内，或没有读到栏目，没有列入"
    )
    assert without_freshness(("last", "first"), rows, Q3) == ""


def subject(key: str, unit: str, type_: SubjectType = SubjectType.SITE) -> SubjectRow:
    return SubjectRow(key, type_, f"{key}的名称", unit, "", "", "微信公众号", "", Verdict.PASSED, "")


def row(key: str, month: int, count: int | None, type_: SubjectType = SubjectType.SITE, **more: object) -> PublishedRow:
    return PublishedRow(key, type_, month, count, **more)  # type: ignore[arg-type]  # fields by name


ACCOUNT = SubjectType.ACCOUNT
GIVEN = PeriodRows(
    "某办公室", Q3, datetime(2026, 10, 8, tzinfo=UTC), (), None,
    sites=(subject("b", "教育局"), subject("a", "政府办")),
    accounts=(subject("x", "教育局", ACCOUNT), subject("y", "教育局", ACCOUNT), subject("z", "水利局", ACCOUNT)),
    published=(
        row("a", 202607, 4, originals=1, reposts=2), row("a", 202608, 5, at_least=True, why="列表只看到较近的条目"),
        row("a", 202609, None, why="没有看过"),
        row("a", 202607, 3, url=NEWS, column="要闻"), row("a", 202608, 0, url=NEWS, column="要闻"),
        row("a", 202609, None, url=NEWS, column="要闻", why="没有看到这个栏目"),
        row("b", 202607, 1), row("b", 202608, 0, originals=0, reposts=0, running=1),
        row("b", 202609, 0, originals=0, reposts=0, running=2),
        row("x", 202607, 0, ACCOUNT, running=3), row("x", 202608, 0, ACCOUNT, running=4),
        row("x", 202609, 0, ACCOUNT, running=5), row("y", 202607, 2, ACCOUNT, originals=0, reposts=2),
        row("y", 202608, 0, ACCOUNT, running=1), row("y", 202609, None, ACCOUNT, why="没有看过"),
    ),
)  # fmt: skip


def report(section: Section) -> Report:
    return Report("题", "期", "", (section,))


def tables(given: PeriodRows = GIVEN) -> dict[str, Table]:
    section = publications(given)
    check_sums(report(section))
    return {table.id: table for table in section.tables}


def test_units_by_month() -> None:
    table = tables()["published-units"]
    assert [head.title for head in table.heads] == ["主办单位", "月份", "网站发布", "新媒体发布", "合计", "说明"]
    assert table.rows == (
        ("政府办", "7月", 4, "—", 4, ""),
        ("政府办", "8月", 5, "—", 5, "1 个网站为下限"),
        ("政府办", "9月", "未知", "—", "未知", "1 个网站未知"),
        ("教育局", "7月", 1, 2, 3, ""),
        ("教育局", "8月", 0, 0, 0, ""),
        ("教育局", "9月", 0, "未知", "未知", "1 个账号未知"),
        ("水利局", "7月", "—", "未知", "未知", "1 个账号未知"),
        ("水利局", "8月", "—", "未知", "未知", "1 个账号未知"),
        ("水利局", "9月", "—", "未知", "未知", "1 个账号未知"),
    )


def test_sites_columns_and_accounts() -> None:
    found = tables()
    assert found["published-sites"].rows == (
        ("政府办", "a的名称", 4, 5, "未知", 9, 1, 2, 6, "未知", "8月为下限：列表只看到较近的条目；9月未知：没有看过"),
        ("教育局", "b的名称", 1, 0, 0, 1, 0, 0, 1, "看全", ""),
    )
    assert found["published-columns"].rows == (("a的名称", "要闻", NEWS, 3, 0, "未知", 3, "9月未知：没有看到这个栏目"),)
    assert found["published-accounts"].rows == (
        (1, "教育局", "x的名称", "微信公众号", 0, 0, 0, 0, "—", "—", 0, "看全", ""),
        (2, "教育局", "y的名称", "微信公众号", 2, 0, "未知", 2, 0, 2, 0, "未知", "9月未知：没有看过"),
        (3, "水利局", "z的名称", "微信公众号", "未知", "未知", "未知", "未知", "—", "—", "未知", "未知",
         "7月、8月、9月未知：没有统计"),
    )  # fmt: skip


def test_nought_beside_what_is_not_known_is_not_nought() -> None:
    rows = (row("a", 202607, 0, originals=0, reposts=0), row("a", 202608, None, why="没有看过"))
    found = tables(replace(GIVEN, accounts=(), sites=GIVEN.sites[1:], published=rows))
    assert found["published-sites"].rows[0][2:9] == (0, "未知", "未知", "未知", "—", "—", "未知")
    assert [one[2:5] for one in found["published-units"].rows] == [(0, "—", 0), *[("未知", "—", "未知")] * 2]


def test_months_of_nought_are_named_and_unknown_ones_are_none() -> None:
    assert tables()["published-none"].rows == (
        ("教育局", "单位", "", "8月", 0),
        ("教育局", "网站", "b的名称", "8月、9月", 2),
        ("教育局", "新媒体", "x的名称", "7月、8月、9月", 5),
        ("教育局", "新媒体", "y的名称", "8月", 0),
    )
    running = replace(GIVEN, made_at=datetime(2026, 9, 30, 15, 59, tzinfo=UTC))  # the last minute of September
    assert [one[3:] for one in tables(running)["published-none"].rows] == [
        ("8月", 1),
        ("8月", 1),
        ("7月、8月", 4),
        ("8月", 1),
    ]
    early = replace(GIVEN, made_at=datetime(2026, 7, 30, tzinfo=UTC))
    assert tables(early)["published-none"].rows == ()


def test_figures_are_those_of_the_tables() -> None:
    section = publications(GIVEN)
    assert {one.label: one.value for one in section.figures if not one.quiet} == {
        "网站发布条数": 10, "7月网站发布条数": 5, "8月网站发布条数": 5, "9月网站发布条数": 0,
        "新媒体发布条数": 2, "7月新媒体发布条数": 2, "8月新媒体发布条数": 0, "9月新媒体发布条数": 0,
        "有月份没有看全、按下限计的网站": 0, "有月份未知的网站": 1,
        "有月份没有看全、按下限计的账号": 0, "有月份未知的账号": 2,
        "有零发布月份的单位": 1, "有零发布月份的网站": 1, "有零发布月份的新媒体": 2,
    }  # fmt: skip
    assert [(one.label, one.whole, one.parts) for one in section.wholes] == [
        ("发布条数", 12, (("网站", 10), ("新媒体", 2))),
        ("统计发布的网站", 2, (("看全", 1), ("下限", 0), ("未知", 1))),
        ("统计发布的账号", 3, (("看全", 1), ("下限", 0), ("未知", 2))),
    ]


@pytest.mark.parametrize("id_", ["published-units", "published-sites", "published-accounts", "published-columns"])
def test_a_row_that_does_not_add_up_is_refused(id_: str) -> None:
    section = publications(GIVEN)
    changed = []
    for table in section.tables:
        at = next(i for i, head in enumerate(table.heads) if head.title in ("合计", "发布条数", "名称"))
        first = table.rows[0]
        rows = ((*first[:at], 99, *first[at + 1 :]), *table.rows[1:])
        changed.append(replace(table, rows=rows) if table.id == id_ else table)
    with pytest.raises(SumsDiffer, match="写作 99"):
        check_sums(report(replace(section, tables=tuple(changed))))


def test_no_row_can_be_taken_out() -> None:
    section = publications(GIVEN)
    for at, table in enumerate(section.tables):
        for number in range(len(table.rows)):
            less = replace(table, rows=table.rows[:number] + table.rows[number + 1 :])
            tables_ = (*section.tables[:at], less, *section.tables[at + 1 :])
            with pytest.raises(SumsDiffer):
                check_sums(report(replace(section, tables=tables_)))


def test_a_period_of_nobody_and_of_nothing() -> None:
    empty = tables(replace(GIVEN, sites=(), accounts=(), published=()))
    assert [len(table.rows) for table in empty.values()] == [0] * 5
    alone = tables(replace(GIVEN, published=()))
    assert {one[-2] for one in alone["published-sites"].rows} == {"未知"}
    assert alone["published-none"].rows == ()


def test_the_table_of_columns_ends_and_says_so() -> None:
    most = publication_tables.MOST_COLUMNS
    many = tuple(row("a", 202607, 1, url=f"http://a/{n}/", column=f"栏目{n}") for n in range(most + 3))
    table = tables(replace(GIVEN, published=many))["published-columns"]
    assert len(table.rows) == most
    assert table.note.startswith(f"只列出 {most} 个栏目")
    assert tables(replace(GIVEN, published=many[: most - 1]))["published-columns"].note == ""


def test_columns_are_asked_for_until_there_are_enough(ledger: Ledger) -> None:
    sites = [f"s{number:03}" for number in range(210)]
    urls = ["", *(f"{NEWS}{number}/" for number in range(publication_tables.MOST_COLUMNS // 200))]
    given = {"month": 202609, "name": "", "count": 1, "originals": 0, "reposts": 0, "whole": 30, "why": "", "run": 1}
    with ledger.begin() as connection:
        connection.execute(column_tables.column_months.insert(), [
            {"site": site, "url": url, **given} for site in sites for url in urls
        ])  # fmt: skip
    rows = asked(ledger, *sites, period=Period(Span.MONTH, 2026, 9))
    assert [row.subject for row in rows if not row.url] == sites
    assert {row.count for row in rows} == {1}
    of = [row.subject for row in rows if row.url]
    assert (len(of), of[-1]) == (publication_tables.MOST_COLUMNS, "s199")


def test_an_account_may_bear_the_key_of_a_site() -> None:
    both = replace(GIVEN, accounts=(subject("a", "政府办", ACCOUNT),))
    both = replace(both, published=(*GIVEN.published, row("a", 202607, 7, ACCOUNT)))
    found = tables(both)
    assert found["published-sites"].rows[0][2] == 4
    assert found["published-accounts"].rows[0][4] == 7
