"""The tables by week, by month, by column and of what was published, told again."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta

from sqlalchemy import select

from results.ledger.verdict_tables import run_verdicts
from tests.results.quarter.county_told import UNKNOWN, County, Published, rate
from tests.results.quarter.log import Row
from tests.results.quarter.retold import day_of
from tests.results.quarter.standing import FAILED, PASSED
from tests.results.quarter.tables_told import VERDICTS, Cells, Told

_CODES = {"passed": "合格", "failed": "不合格", "candidate": "不合格候选", "unknown": "未测", "never": "未测"}
_KINDS = {"nightly": "夜间巡查", "weekly": "周抽查", "monthly": "月检查"}


def ran(county: County) -> list[Row]:
    """The runs of the period."""
    return [run for run in county.retold.log.runs if county.stretch.within(run["at"])]


def runs(county: County) -> Told:
    return {(str(run["run"]),): {"检查类型": _KINDS[run["kind"]], "开始时间": run["at"]} for run in ran(county)}


def stood_after(county: County) -> dict[int, dict[str, Counter[str]]]:
    """By run: how all sites and accounts stood when it had ended, from the rows of each unit or of all."""
    found: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: {"网站": Counter(), "账号": Counter()})
    for row in county.connection.execute(select(run_verdicts)):
        if row.unit == "*" and row.region == "*":
            found[row.run]["网站" if row.subject_type == "site" else "账号"][_CODES[row.verdict]] += row[-3]
    return found


def weeks(county: County) -> Told:
    """The last run of each week that was to look at all, else the last."""
    stood, last = stood_after(county), dict[str, Row]()
    for run in sorted(ran(county), key=lambda one: one["kind"] != "weekly"):
        day = day_of(run["at"])
        last[(day - timedelta(days=day.weekday())).isoformat()] = run
    told: Told = {}
    day = day_of(county.stretch.since)
    end = min(day_of(county.stretch.until - timedelta(seconds=1)), county.today)
    monday = day - timedelta(days=day.weekday())
    while monday <= end:
        cells: Cells = {"批次": None, "网站合格率（%）": "—", "账号合格率（%）": "—"}
        if (run := last.get(monday.isoformat())) is not None:
            cells = {"批次": run["run"], "检查类型": _KINDS[run["kind"]]}
            for noun in ("网站", "账号"):
                counts = stood[run["run"]][noun]
                cells |= {f"{noun}{verdict}": counts[verdict] for verdict in VERDICTS}
                cells[f"{noun}合格率（%）"] = rate(counts[PASSED], counts[PASSED] + counts[FAILED])
        told[(monday.isoformat(),)] = cells
        monday += timedelta(days=7)
    return told


def freshness(county: County) -> Told:
    """What the last look at each site held, where it lies in the period."""
    told: Told = {}
    for site, _ in county.sites:
        held = [row for row in county.retold.log.held if row["site"] == site.key]
        if held and county.stretch.within(held[-1]["at"]):
            many, _, days = held[-1]["news"]
            told[site.name, "动态要闻"] = {"栏目数": many, "距最近更新天数": days}
            told[site.name, "概况"] = {"栏目数": 1, "距最近更新天数": None}
    return told


def _label(month: int) -> str:
    return f"{month % 100}月"


def _months(county: County, key: str) -> list[Published]:
    return [county.published(key, month) for month in county.period.months]


def _sum(some: list[Published]) -> object:
    known = [one.count for one in some if one.count is not None]
    return sum(known) if known else UNKNOWN


def _row(county: County, key: str, total: str, repost: str) -> Cells:
    some = _months(county, key)
    cells: Cells = {
        _label(month): UNKNOWN if one.count is None else one.count
        for month, one in zip(county.period.months, some, strict=True)
    }
    state = "未知" if any(one.count is None for one in some) else "下限" if any(one.least for one in some) else "看全"
    told: list[object]
    originals, reposts = sum(one.original for one in some), sum(one.repost for one in some)
    told = [originals, reposts, sum(one.count or 0 for one in some) - originals - reposts]
    if not originals + reposts and any(one.count for one in some):
        told = ["—", "—", told[2]]
    elif all(one.count is None for one in some):
        told = ["—", "—", UNKNOWN]
    origins = zip(("原创", repost, "未说明"), told, strict=True)
    return {**cells, total: _sum(some), **dict(origins), "情况": state}


def published_none(county: County) -> Told:
    """Who published nothing in a month that is over and known: units where all of theirs did, sites, accounts."""
    told: Told = {}
    months = county.period.months
    by_unit: dict[str, list[str]] = defaultdict(list)
    for noun, one, _ in county.subjects:
        by_unit[one.unit].append(one.key)
        _none(county, [one.key], (one.unit, "网站" if noun == "网站" else "新媒体", one.name), months, told)
    for unit, keys in by_unit.items():
        _none(county, keys, (unit, "单位", ""), months, told)
    return told


def _none(county: County, keys: list[str], name: tuple[str, ...], months: tuple[int, ...], told: Told) -> None:
    over = [month for month in months if month < county.today.year * 100 + county.today.month]
    nought = [month for month in over if all(county.published(key, month).count == 0 for key in keys)]
    if nought:
        running, month = 0, over[-1]
        while all(county.published(key, month).count == 0 for key in keys):
            running, month = running + 1, month - 1
        told[name] = {"零发布的月份": {*map(_label, nought)}, "连续月数": running}


def published_sites(county: County) -> Told:
    return {(one.name,): _row(county, one.key, "合计", "转载") for one, _ in county.sites}


def published_accounts(county: County) -> Told:
    told: Told = {}
    for one, _ in county.accounts:
        name = (one.name, one.platform, one.unit)
        again = sum(key[:3] == name for key in told)  # some of one unit have one name
        told[*name, str(again)] = _row(county, one.key, "发布条数", "转发")
    return told


def published_units(county: County) -> Told:
    told: Told = {}
    for unit in {one.unit for _, one, _ in county.subjects}:
        for month in county.period.months:
            cells: Cells = {}
            for noun, title in (("网站", "网站发布"), ("账号", "新媒体发布")):
                keys = [one.key for n, one, _ in county.subjects if n == noun and one.unit == unit]
                cells[title] = _sum([county.published(key, month) for key in keys]) if keys else "—"
            some = [value for value in cells.values() if isinstance(value, int)]
            told[unit, _label(month)] = {**cells, "合计": sum(some) if some else UNKNOWN}
    return told


def published_columns(county: County) -> Told:
    """Each site has one column whose lists were counted, and it shows what the site does."""
    told: Told = {}
    for one, _ in county.sites:
        some = _months(county, one.key)
        if any(row["site"] == one.key and row["month"] in county.period.months for row in county.retold.log.issued):
            cells = zip(map(_label, county.period.months), some, strict=True)
            counts: Cells = {name: UNKNOWN if month.count is None else month.count for name, month in cells}
            told[one.name, "要闻"] = {**counts, "合计": _sum(some)}
    return told
