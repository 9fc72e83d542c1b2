"""Pictures of a period: the pass rate week by week, problems by kind, regions by their place, how fresh columns are.

Each shows numbers that stand in a table of the report. What was not looked at is a gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from checks.indicators.rule import Kind
from checks.indicators.words import word
from checks.model.registry import BEIJING
from results.ledger.contents import Fresh
from results.reports.charts import Chart, Drawn, Series
from results.reports.content import Table, Value, heads
from results.reports.period_rows import FreshRow, PeriodRows, RunRow
from results.reports.period_tables import ACCOUNT, SITE
from results.reports.row_laws import NONE, RowRate
from results.reports.sums import PLACES, percent
from results.verdicts import Verdict

KINDS = 15
"""So many kinds of problems are drawn, the most frequent."""
SAMPLE = "weekly"
"""The kind of run that looks at a sample only; what it came to is counted of all, as after every run."""
_WEEKS = "周（起始日） 批次:number 检查类型 " + " ".join(
    " ".join(f"{noun}{verdict}:number" for verdict in Verdict) + f" {noun}合格率（%）:points"
    for noun in (SITE, ACCOUNT)
)
_FRESH = "网站名称 主办单位 栏目类别 栏目数:number 更新情况 距最近更新天数:number"
_FRESHNESS = {
    Fresh.FRESH: "正常更新",
    Fresh.STALE: "超期未更新",
    Fresh.EMPTY: "空白",
    Fresh.UNSEEN: "未测",
    Fresh.FREE: "不要求更新",
}
_WORST = (Fresh.EMPTY, Fresh.STALE)


def week_table(given: PeriodRows) -> Table:
    """How all that was registered stood after the last run of each week: a run over all where there was one, else one
    over the sample, after which the others stand as they stood before."""
    last = _last_of_weeks(given.runs)
    monday = given.period.start - timedelta(days=given.period.start.weekday())
    until = min(given.period.end, given.made_at.astimezone(BEIJING).date())
    rows = []
    while monday <= until:
        rows.append(_week(monday, last.get(monday)))
        monday += timedelta(days=7)
    laws = tuple(
        RowRate(f"{noun}合格率（%）", (f"{noun}合格",), (f"{noun}合格", f"{noun}不合格"), PLACES)
        for noun in (SITE, ACCOUNT)
    )
    note = (
        "每周取最后一次检查，有周抽查以外的检查时不取周抽查；"
        "各数为该次检查后全部在册对象（关停、注销、临时下线的除外）当时的结论，之后人工确认的不在其内；"
        "周抽查只更新抽中对象的结论，其余沿用此前的；空白的一周没有检查。"
    )
    return Table("weeks", "各周检查结果", heads(_WEEKS), tuple(rows), note=note, laws=laws)


def _last_of_weeks(runs: Iterable[RunRow]) -> dict[date, RunRow]:
    found: dict[date, RunRow] = {}
    for run in sorted(runs, key=lambda one: (one.kind != SAMPLE, one.started)):
        day = run.started.astimezone(BEIJING).date()
        if any(run.sites.values()) or any(run.accounts.values()):
            found[day - timedelta(days=day.weekday())] = run
    return found


def _week(monday: date, run: RunRow | None) -> tuple[Value, ...]:
    label = f"{monday:%Y-%m-%d}"
    if run is None:
        blank: tuple[Value, ...] = (*(None,) * len(Verdict), NONE)
        return (label, None, "没有检查", *blank, *blank)
    told: list[Value] = [label, run.number, word("run-kind", run.kind)]
    for counts in (run.sites, run.accounts):
        passed, failed = counts.get(Verdict.PASSED, 0), counts.get(Verdict.FAILED, 0)
        rate = percent(passed, passed + failed)
        told += [*(counts.get(one, 0) for one in Verdict), NONE if rate is None else rate]
    return tuple(told)


def rate_chart(table: Table) -> Chart:
    """The pass rates of the weeks (`week_table`)."""
    labels = tuple(str(row[0])[5:] for row in table.rows)
    series = tuple(Series(noun, _numbers(table, f"{noun}合格率（%）")) for noun in (SITE, ACCOUNT))
    note = "断开处为该周没有检查或没有得出结论的。"
    return Chart("pass-rate", "各周合格率", Drawn.LINE, labels, series, "%", table.id, note)


def kind_chart(table: Table) -> Chart:
    """The most frequent kinds of problems (`kind_table`), hints apart."""
    kind, total = table.column("类别"), table.column("问题数")
    rows = [row for row in table.rows if row[kind] != word("kind", Kind.HINT)]
    most = sorted(rows, key=lambda row: (-int(str(row[total])), str(row[0]), str(row[1])))[:KINDS]
    few = Table(table.id, table.title, table.heads, tuple(most))
    noun = few.column("对象类别")
    labels = tuple(f"{row[0]}（{row[noun]}）" for row in most)
    tones = (("已确认", "bad"), ("机器确定", "unsure"), ("疑似", ""))
    series = tuple(Series(title, _numbers(few, title), tone) for title, tone in tones)
    more = f"只画最多的 {KINDS} 类；" if len(rows) > KINDS else ""
    note = f"{more}“机器确定”和“疑似”的都还没有人工确认。"
    return Chart("problem-kinds", "各类问题数量", Drawn.STACKED, labels, series, "个", table.id, note)


def region_chart(table: Table) -> Chart:
    """The regions in the order of their places (`region_table`)."""
    labels = tuple(str(row[0]) for row in table.rows)
    series = (Series("合计合格率", _numbers(table, "合计合格率（%）")),)
    note = "没有可计算合格率的没有数据。"
    return Chart("region-places", "各地区（部门）合格率排位", Drawn.BARS, labels, series, "%", table.id, note)


def fresh_table(given: PeriodRows) -> Table:
    """How fresh the columns of each site are, by category, the most overdue site first."""
    whose = {row.key: row for row in given.sites}
    rows = [
        (whose[one.site].name, whose[one.site].unit, _category(one), one.columns, _FRESHNESS[one.state], one.days)
        for _, some in _by_site(given)
        for one in some
    ]
    note = "按每类栏目中更新最差的一个；天数空白的为没有测到、栏目空白或条目没有日期。"
    return Table(
        "freshness", "栏目更新情况", heads(_FRESH), tuple(rows), empty="没有测得", group="网站名称", note=note, brief=60
    )


def fresh_chart(given: PeriodRows, worst: int) -> Chart:
    """Days since the newest entry: a row for each of the `worst` sites, a field for each category of columns."""
    whose = {row.key: row.name for row in given.sites}
    some = _by_site(given)[:worst]
    seen = {_category(one) for _, rows in some for one in rows}
    labels = tuple(sorted(seen))
    days = {site: {_category(one): one.days for one in rows} for site, rows in some}
    series = tuple(Series(whose[site], tuple(days[site].get(one) for one in labels)) for site, _ in some)
    more = f"只画超期最多的 {worst} 个网站；" if len(_by_site(given)) > worst else ""
    note = f"{more}颜色越深，距最近一次更新的天数越多；空白的为没有测到、栏目空白、条目没有日期或没有这类栏目。"
    return Chart("freshness-map", "栏目更新热力图", Drawn.HEAT, labels, series, "天", "freshness", note)


def _category(one: FreshRow) -> str:
    return word("category", one.category)


def _by_site(given: PeriodRows) -> list[tuple[str, list[FreshRow]]]:
    known = {row.key for row in given.sites}
    found: defaultdict[str, list[FreshRow]] = defaultdict(list)
    for one in given.freshness:
        if one.site in known:
            found[one.site].append(one)

    def place(pair: tuple[str, list[FreshRow]]) -> tuple[int, int, str]:
        late = [one for one in pair[1] if one.state in _WORST]
        return (-len(late), -max((one.days or 0 for one in late), default=0), pair[0])

    return sorted(((site, sorted(rows, key=_category)) for site, rows in found.items()), key=place)


def _numbers(table: Table, title: str) -> tuple[int | Decimal | None, ...]:
    index = table.column(title)
    values = (row[index] for row in table.rows)
    return tuple(value if isinstance(value, int | Decimal) else None for value in values)
