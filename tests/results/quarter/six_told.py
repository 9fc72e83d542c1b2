"""The IPv6 tables of a weekly report, told again: from what visits held, raw rounds, raw answers and what stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select

from checks.model.registry import BEIJING, Site
from results.ledger import tables
from tests.results.quarter.tables_told import Cells, Told
from tests.results.quarter.visited import six_of
from tests.results.quarter.week_told import STANDING, WeekTold

ANSWERS = ("达标", "不达标", "待确认", "未测", "不适用")
_LISTED = {
    "V6-01 IPv6 地址": ("ipv6-address", ("none", "not-public")),
    "V6-02 首页可访问": ("ipv6-home", ()),
    "V6-03 首页访问成功率": ("ipv6-unsteady", ()),
    "V6-04 域名授权体系": ("ipv6-address", ("delegation", "delegation-silent", "delegation-partial")),
    "V6-05 首页内容一致": ("ipv6-content-differs", ()),
    "V6-06 二级链接支持率": ("ipv6-links", ("second",)),
    "V6-07 三级链接支持率": ("ipv6-links", ("third",)),
    "V6-08 时延": ("ipv6-latency", ()),
}
"""By the head of its column: the check that answers, and by which codes."""
CHECKS = {check for check, _ in _LISTED.values()}


@dataclass(frozen=True)
class Marked:
    """What is told of one indicator of one site."""

    answer: str
    value: str
    why: str


def marks(week: WeekTold, site: Site) -> dict[str, Marked]:
    """All eight, by the heads of their columns."""
    values = dict(_values(week, site))
    said = {row["check"]: row for row in week.outcomes if row["subject"] == site.key}
    told: dict[str, Marked] = {}
    for title, (check, codes) in _LISTED.items():
        value = values.get(title, "")
        stands = [one for one in week.every if (one.subject, one.check) == (site.key, check) and one.state in STANDING]
        stands = [one for one in stands if not codes or one.code in codes]
        if stands:
            sure = any(one.sure or one.state in ("confirmed", "notified") for one in stands)
            told[title] = Marked("不达标" if sure else "待确认", value, "；".join(map(week.says, stands)))
            continue
        if check not in said:
            told[title] = Marked("未测", value, "本次没有检查")
            continue
        status, reason = said[check]["status"], said[check]["reason"]
        reason = "超时" if reason == "timeout" else reason
        if status in ("UNKNOWN", "NOT_APPLICABLE"):
            told[title] = Marked("未测" if status == "UNKNOWN" else "不适用", "", reason)
        else:
            told[title] = Marked("达标" if value else "未测", value, reason or ("" if value else "本次没有测到"))
    return told


def _values(week: WeekTold, site: Site) -> Iterator[tuple[str, str]]:
    """What was measured of a site, in words."""
    yield "V6-03 首页访问成功率", _steady(week, site)
    six = six_of(site.key) if week.looks[site.key]["looked"] else None
    if six is None:
        return
    more = f" 等 {len(six.addresses)} 个" if len(six.addresses) > 2 else ""
    yield "V6-01 IPv6 地址", "、".join(six.addresses[:2]) + more if six.addresses else "没有 AAAA 记录"
    yield "V6-02 首页可访问", f"1 次中打开 {int(six.home)} 次"
    answered = f"，{six.over - six.silent}/{six.over} 个地址经 IPv6 应答" if six.over else ""
    yield "V6-04 域名授权体系", f"{six.servers} 台域名服务器中 {six.over} 台有 IPv6 地址{answered}"
    for title, (good, of) in (("V6-06 二级链接支持率", six.second), ("V6-07 三级链接支持率", six.third)):
        if of:
            yield title, f"{_cut(good, of)} %（{good}/{of}）"
    if six.home:
        yield "V6-05 首页内容一致", "已比对"
        told = zip(("解析", "建连", "首包"), six.times, strict=True)
        yield "V6-08 时延", "IPv4/IPv6：" + "，".join(f"{name} {four}/{over} 毫秒" for name, (four, over) in told)


def _cut(part: int, of: int) -> str:
    """In per cent, cut off after two places, without noughts at the end."""
    whole, rest = divmod(10_000 * part // of, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")


def _steady(week: WeekTold, site: Site) -> str:
    """Of the last seven whole days: how often the home page opened over IPv6 when it did over any family.

    By the raw answers: the place that asks is one, and it asks at most once an hour.
    """
    until = datetime.combine(week.today, time(), BEIJING)
    answers, homes, rounds = tables.answers, tables.homes, tables.rounds
    asked = (
        select(rounds.c.began, homes.c.family, answers.c.failure)
        .join(answers, answers.c.round == rounds.c.id)
        .join(homes, homes.c.id == answers.c.home)
        .where(homes.c.site == site.key, rounds.c.began >= until - timedelta(days=7), rounds.c.began < until)
    )
    heard: dict[int, dict[datetime, str]] = {0: {}, 6: {}}
    for row in week.connection.execute(asked):
        heard[row.family][row.began] = row.failure
    counted = [failure for began, failure in heard[6].items() if heard[0].get(began) == ""]
    good = counted.count("")
    return f"{_cut(good, len(counted))} %（{good}/{len(counted)}）" if counted else ""


def by_site(week: WeekTold) -> Told:
    told: Told = {}
    for site in week.sites:
        found = marks(week, site)
        values = [f"{title[:5]} {mark.value}" for title, mark in found.items() if mark.value]
        reasons: dict[str, list[str]] = {}
        for title, mark in found.items():
            if mark.why:
                reasons.setdefault(mark.why, []).append(title[:5])
        cells: Cells = {title: mark.answer for title, mark in found.items()}
        cells |= {"网站名称": site.name, "测得的数值": "\n".join(values)}
        told[(site.code,)] = {**cells, "说明": "\n".join(f"{'、'.join(codes)} {why}" for why, codes in reasons.items())}
    return told


def sums(week: WeekTold) -> Told:
    found = [marks(week, site) for site in week.sites]
    told: Told = {}
    for title in _LISTED:
        counts = Counter(one[title].answer for one in found)
        told[(title,)] = {**{answer: counts[answer] for answer in ANSWERS}, "合计": len(found)}
    return told
