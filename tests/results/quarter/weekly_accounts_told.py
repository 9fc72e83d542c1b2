"""The tables of a weekly report on accounts, told again: what was read of each, which sources failed, who is late."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, time, timedelta

from sqlalchemy import select

from checks.indicators.words import word
from checks.model.posts import SourceReason
from checks.model.registry import BEIJING, Account
from results.ledger import tables
from tests.results.quarter.log import Row
from tests.results.quarter.tables_told import Cells, Told
from tests.results.quarter.week_told import WeekTold
from tests.results.quarter.weekly_told import evidence, why

STATES = {
    "new": "有新内容",
    "confirmed-none": "确认无新内容",
    "abnormal": "账号异常",
    "could-not-look": "无法核查",
}
_LATELY = 7


def incidents(week: WeekTold) -> Told:
    """Sources that failed as a whole: of how many accounts that were asked there, and why."""
    here = _failing(week, week.run)
    runs = sorted({one["run"] for one in week.log.readings if one["run"] <= week.run})[-_LATELY:]
    told: Told = {}
    for place, reasons in sorted(here.items(), key=lambda one: (-one[1].total(), one[0])):
        asked = sum(one["place"] == place for one in week.readings.values())
        listed = "、".join(f"{_reason(reason)} {count}" for reason, count in reasons.most_common())
        told[place] = {
            "读取失败账号": reasons.total(),
            "读取账号": asked,
            "最近7次巡查中出现": sum(place in _failing(week, run) for run in runs),
            "原因": f"有 {reasons.total()}/{asked} 个账号读取失败：{listed}",
            "怎么办": word("source-remedy", reasons.most_common(1)[0][0]),
        }
    return told


def _failing(week: WeekTold, run: int) -> dict[tuple[str, str], Counter[str]]:
    """By source and host: what the incident of a run covers."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in week.log.readings:
        if one["run"] == run and one["why"][0] is SourceReason.INCIDENT:
            found[one["place"]][one["why"][1].value] += 1
    return found


def _reason(value: object) -> str:
    """The words for why something could not be read."""
    return next(said for name in ("source-reason", "failure") if (said := word(name, str(value))) != value)


def _unread(reading: Row) -> str:
    reason, first = reading["why"]
    return _reason(reason.value) + (f"（{_reason(first.value)}）" if first else "")


def unread(week: WeekTold) -> Told:
    told: Told = {}
    for one in week.accounts:
        reading = week.readings[one.key]
        if not reading["read"]:
            told[_numbered(told, one)] = {"读取结果": STATES[reading["state"].value], "原因": _unread(reading)}
    return told


def _numbered(told: Told, one: Account) -> tuple[str, ...]:
    """Its name; some of one unit have one name."""
    name = (one.unit, one.name, one.platform)
    return (*name, str(sum(key[:3] == name for key in told)))


def accounts(week: WeekTold) -> Told:
    told: Told = {}
    monday = datetime.combine(week.monday, time(), BEIJING)
    for one in week.accounts:
        stood, reading, left = week.stood[one.key], week.readings[one.key], week.left(one.key)
        posts = [moment for moment, _ in reading["posts"]] if reading["read"] else []
        newest = max(posts, default=None)
        says = [f"{'' if wrong.sure else '（疑似）'}{week.says(wrong)}" for wrong in left]
        told[_numbered(told, one)] = {
            "最后更新时间": newest,
            "距检查日天数": (week.at - newest).days if newest else None,
            "本期发布条数": sum(moment >= monday for moment in posts) if reading["read"] else None,
            "检查结果": stood.verdict,
            "问题": "\n".join([*says[:5], f"……共 {len(says)} 个，见明细"] if len(says) > 5 else says),
            "未整改问题": len(left),
            "读取结果": STATES[reading["state"].value],
            "账号主页": one.home,
            "读取记录": week.looks[one.key]["visit"],
            "理由": why(*week.reached(one.key, accounts=True), _unjudged(one, reading)),
        }
    return told


def _unjudged(one: Account, reading: Row) -> str:
    if not reading["read"]:
        return f"{STATES[reading['state'].value]}：{_unread(reading)}"
    return "登记状态为变更，没有评判" if one.state.value == "changed" else ""


def issues(week: WeekTold) -> Told:
    whose = {one.key: one for one in week.accounts}
    told: Told = {}
    for one in sorted(week.of_accounts, key=lambda one: (one.check, whose[one.subject].unit, one.subject, one.number)):
        account = whose[one.subject]
        named: Cells = {"主办单位": account.unit, "账号名称": account.name, "平台": account.platform}
        told[(str(one.number),)] = {**named, **evidence(week, one), "网页存档": ""}
    return told


def unseen(week: WeekTold) -> Told:
    """Answers of the run on accounts that did not see all, by check and reason."""
    found: Counter[tuple[str, bool, str]] = Counter()
    asked = select(tables.outcomes).where(tables.outcomes.c.run == week.run)
    for row in week.connection.execute(asked).mappings():
        some = row["judged"] < row["of"] and row["status"] != "NOT_APPLICABLE"
        if row["subject_type"] == "account" and (row["status"] == "UNKNOWN" or some):
            said = {"timeout": "超时", "": "没有记下原因"}.get(row["reason"], row["reason"])
            found[row["check"], row["status"] == "UNKNOWN", said] += 1
    told: Told = {}
    for (check, none, said), count in sorted(found.items()):
        told[week.rules[check].title, "未测" if none else "部分未测", said] = {"账号项次": count}
    return told


def _lately(week: WeekTold) -> dict[str, Row]:
    """The last reading of each account by then, where it is not two days old."""
    days = timedelta(days=week.rules["silent-account"].param("fresh_days"))
    return {one["account"]: one for one in week.log.readings if week.made - days <= one["at"] <= week.made}


def _owed(week: WeekTold) -> list[Account]:
    """Who owes posts, by unit and name."""
    some = (one for one in week.week["known"].accounts if one.state.value == "normal")
    return sorted(some, key=lambda one: (one.unit, one.name, one.key))


def due(week: WeekTold) -> Told:
    """Who is over its day or within four days of it; of each unit the worst first."""
    rule, lately = week.rules["silent-account"], _lately(week)
    veto, local = rule.param("days"), rule.param("rhythm_days")
    found: list[tuple[tuple[object, ...], Account, Cells]] = []
    for one in _owed(week):
        reading = lately.get(one.key)
        if reading is None or not reading["read"] or not reading["posts"]:
            continue
        newest = max(moment for moment, _ in reading["posts"])
        limit, length = min(one.days or 99, local, veto), reading["at"] - newest
        if length < timedelta(days=limit - (veto - rule.param("warn_days"))):
            continue
        over = length >= timedelta(days=limit)
        whose = "单项否决" if limit == veto else "本地要求" if limit == local else "登记频次"
        cells: Cells = {"状态": "已超期" if over else "将超期", "最后更新时间": newest, "未更新天数": length.days}
        cells |= {"要求天数": limit, "要求": whose, "距要求": _left(limit - length.days)}
        cells |= {"距否决线": _left(veto - length.days), "截至": reading["at"]}
        found.append(((one.unit, not over, limit - length.days, one.name, one.key), one, cells))
    told: Told = {}
    for _, one, cells in sorted(found, key=lambda row: row[0]):
        told[_numbered(told, one)] = cells
    return told


def _left(days: int) -> str:
    return "已到期" if days == 0 else f"还剩 {days} 天" if days > 0 else f"超期 {-days} 天"


def due_unseen(week: WeekTold) -> Told:
    """Of whom nothing is known of these days, or nothing at all."""
    told: Told = {}
    lately = _lately(week)
    for one in _owed(week):
        reading = lately.get(one.key)
        if reading is not None and reading["read"] and reading["posts"]:
            continue
        reason = "最近 2 天没有读取记录"
        if reading is not None:
            reason = "没有任何内容，请核实是否新开设" if reading["read"] else _unread(reading)
        told[_numbered(told, one)] = {"状态": "无法核查", "原因": reason}
    return told
