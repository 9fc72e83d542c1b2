"""Makes a ledger as large as a province: units, sites, accounts, runs, issues; in bulk, the same every time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from sqlalchemy import Connection

from bench import console_rows
from bench.console_bulk import bared, index_words, write
from bench.console_rows import Place
from checks.indicators.edition import Edition
from checks.model.registry import Account, Registry, Site, SubjectState, Unit
from results.ledger import registry, run_tallies, runs, sums, tables, tallies, users
from results.ledger.engine import Ledger
from results.ledger.issues import IssueState
from results.ledger.runs import JobState
from results.ledger.users import Role, User
from results.score import as_json
from results.scoring import score, verdict

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
CITIES, COUNTIES, OFFICES = 12, 10, 80
"""Cities of the province, counties of a city, towns and offices of a county."""
NIGHTS = 8
"""Of the last three all outcomes are kept, of those before what stands beside them."""
_WHOLE = 2_000
_STATES = {
    IssueState.NEW: 15, IssueState.OPEN: 45, IssueState.CONFIRMED: 8, IssueState.DISMISSED: 10,
    IssueState.NOTIFIED: 7, IssueState.FIXED: 12, IssueState.REOPENED: 3,
}  # fmt: skip
_SAID = (
    "关于 做好 防汛 抗旱 工作 的 通知 公告 政府 信息 公开 指南 年度 报告 预算 决算 教育 卫生 "
    "健康 医疗 保障 养老 保险 就业 创业 补贴 申请 办理 流程 事项 服务 中心 乡村 振兴 项目 "
    "资金 安排 情况 公示 征求 意见 修订 实施 方案 领导 小组 会议 纪要 招标 采购 结果 环境 "
    "保护 督察 整改 落实 安全 生产 检查 食品 药品 监督 管理 局 委员会 办公室 人民 群众 来信 "
    "回复 网站 链接 打不开 超时 栏目 空白 更新 不及时 错别字 机构 职能 联系 电话 地址 邮编 "
    "林业 草原 水利 交通 运输 公路 养护 城市 规划 建设 住房 租赁"
)
_WORDS = _SAID.split()
_SELDOM = "甪 龑 亳 埇 弋 泗 歙 黟 绩 旌 祁 潜 岳 宿 枞 桐 郎 泾 颍 利 蒙 涡 谯 灵 璧 砀"
_RARE = _SELDOM.split()
_CODES = ("inner", "home", "stale", "missing", "wrong")
_FAILED = ("访问未完成：已到时限（60 分钟）", "主机没有应答", "本机网络中断", "页面数超过上限")


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is to be."""

    issues: int = 1_000_000
    subjects: int = 100_000


def fill(ledger: Ledger, edition: Edition, size: Size) -> None:
    """Fills an empty ledger."""
    chance = Random(7)
    known = _registry(size.subjects, chance)
    with ledger.begin() as connection:
        registry.save(connection, known)
    places = [Place(one.key, one.home, one.unit, isinstance(one, Site)) for one in (*known.sites, *known.accounts)]
    checks = sorted(rule.id for rule in edition.rules.values())
    with bared(ledger):
        past = [_night(ledger, edition, places, night, chance) for night in range(NIGHTS + 1)][:-1]
        with ledger.begin() as connection:
            write(connection, tables.issues, _issues(size.issues, places, checks, chance))
            index_words(connection)
            write(connection, tables.issue_events, _events(size.issues, chance))
            console_rows.fill(connection, places, past[-1], NOW, chance)
    with ledger.begin() as connection:
        tallies.lay_out(connection)
        _people(connection)
    for run in past:
        sums.keep(ledger, run)
        run_tallies.keep(ledger, run)


def cities() -> list[str]:
    return [f"{name}市" for name in _RARE[:CITIES]]


def county(city: str, number: int) -> str:
    return f"{city}第{number + 1}县"


def office(of_county: str, number: int) -> str:
    kind = "镇人民政府" if number < OFFICES // 4 else f"{_WORDS[number % 40]}局"
    return f"{of_county}{_WORDS[number % len(_WORDS)]}{number}{kind}"


def _registry(subjects: int, chance: Random) -> Registry:
    units = [Unit("全省", level="province")]
    for city in cities():
        units.append(Unit(city, "全省", level="city"))
        for number in range(COUNTIES):
            name = county(city, number)
            units.append(Unit(name, city, level="county"))
            units += [Unit(office(name, one), name, level="town") for one in range(OFFICES)]
    sites, accounts = [], []
    for number in range(subjects):
        unit = units[1 + number % (len(units) - 1)].name
        state = SubjectState.NORMAL if chance.random() < 0.97 else SubjectState.CLOSED
        if number % 5 < 3:
            home = f"http://www.s{number}.{chance.choice(('gov.cn', 'gov.cn/zwgk', 'edu.cn'))}/"
            sites.append(Site(f"{unit}门户网站{number}", home, unit, code=f"34{number:08}", state=state))
        else:
            platform = chance.choice(("weibo", "wechat_mp", "toutiao"))
            accounts.append(Account(platform, f"{unit}发布{number}", unit, platform_id=f"id{number}", state=state))
    return Registry(tuple(units), tuple(sites), (), tuple(accounts))


def _night(ledger: Ledger, edition: Edition, places: Sequence[Place], night: int, chance: Random) -> int:
    """A run with its jobs, some outcomes and scores; the last one is still going on."""
    began = NOW - timedelta(days=NIGHTS - night)
    with ledger.begin() as connection:
        run = runs.start(connection, kind="nightly", edition=edition.version, code="1", moment=began)
        going = night == NIGHTS
        write(connection, tables.jobs, (_job(run, one, going, chance) for one in places if one.site))
        judged = [one for one in places if not going or chance.random() < 0.5]
        whole, short, account = _details(edition)
        details = [(whole if place < _WHOLE else short) if one.site else account for place, one in enumerate(judged)]
        scored = zip(judged, details, strict=True)
        write(connection, tables.scores, (_score(run, one, edition, detail, chance) for one, detail in scored))
        if going:
            return run
        checks = sorted(edition.rules)[:4] if night >= NIGHTS - 3 else []
        write(connection, tables.outcomes, (_outcome(run, one, check, chance) for one in places for check in checks))
        runs.finish(connection, run, began + timedelta(hours=6))
    return run


def _job(run: int, one: Place, going: bool, chance: Random) -> dict[str, Any]:
    draw = chance.random()
    state = JobState.WAITING if going and draw < 0.5 else JobState.FAILED if draw > 0.96 else JobState.DONE
    detail = chance.choice(_FAILED) if state is JobState.FAILED else ""
    row = {"run": run, "subject": one.key, "kind": "site", "state": state.value, "detail": detail}
    return {**row, "visit": f"visits/{run}/{one.key}.visit", "ended": NOW}


def _details(edition: Edition) -> tuple[str, str, str]:
    """What is kept beside points: of a site of which nothing could be looked at, whole and without its lines (a
    hundred thousand whole ones would take half a gigabyte a night); and of an account."""
    of_site = score((), edition, Site("某", "http://s.cn/", "某", code="1"))
    of_account = verdict((), edition, Account("weibo", "某", "某", platform_id="1"))
    short = replace(of_site, lines=(), by_hand=(), unserved=())
    whole, less, account = (
        json.dumps(as_json(told), ensure_ascii=False, default=str) for told in (of_site, short, of_account)
    )
    return whole, less, account


def _score(run: int, one: Place, edition: Edition, detail: str, chance: Random) -> dict[str, Any]:
    points = {"low": f"{chance.uniform(60, 90):.2f}", "high": f"{chance.uniform(90, 100):.2f}", "base": "100"}
    return {"run": run, "subject": one.key, **points, "edition": edition.version, "detail": detail}


def _outcome(run: int, one: Place, check: str, chance: Random) -> dict[str, Any]:
    status = chance.choice(("PASS", "PASS", "FAIL", "UNKNOWN"))
    reason = chance.choice(_FAILED) if status == "UNKNOWN" else ""
    kind = "site" if one.site else "account"
    row = {"run": run, "subject_type": kind, "subject": one.key, "check": check, "status": status}
    return {**row, "judged": 1, "of": 1, "reason": reason, "problem": "", "findings": 0}


def _issues(count: int, places: Sequence[Place], checks: Sequence[str], chance: Random) -> Iterator[dict[str, Any]]:
    states, weights = [state.value for state in _STATES], list(_STATES.values())
    for number in range(count):
        one = places[int(len(places) * chance.random() ** 2)]  # some have many, most have few
        words = chance.choices(_WORDS, k=chance.randint(3, 9))
        if chance.random() < 0.01:
            words.append(chance.choice(_RARE) + chance.choice(_RARE))
        check, text = checks[int(len(checks) * chance.random() ** 2)], "".join(words)
        url = f"{one.home or 'http://weibo.cn/'}zwgk/{chance.randrange(400)}/t2026{chance.randrange(1231):04}_{number}.html"
        page = f"{one.home or 'http://weibo.cn/'}index_{chance.randrange(30)}.html"
        code = chance.choice(_CODES)
        finding = {"code": code, "at": url, "key": [url], "data": {"text": text, "target": url, "reason": "连接超时"}}
        finding |= {"found_on": page, "excerpt": text, "certainty": "certain", "places": []}
        seen = NOW - timedelta(days=chance.randrange(300), seconds=chance.randrange(80_000))
        yield {
            "fingerprint": "v1:" + sha256(str(number).encode()).hexdigest()[:32],
            "check": check, "subject_type": "site" if one.site else "account", "subject": one.key, "code": code,
            "certainty": "certain", "state": chance.choices(states, weights)[0], "url": url, "found_on": page,
            "text": text, "finding": json.dumps(finding, ensure_ascii=False), "edition": "national-2019",
            "visit": f"visits/{NIGHTS}/{one.key}.visit", "first_run": 1, "last_run": NIGHTS, "first_seen": seen,
            "last_seen": NOW, "changed": seen, "times": 3,
        }  # fmt: skip


def _events(count: int, chance: Random) -> Iterator[dict[str, Any]]:
    for number in range(1, count + 1):
        yield {"issue": number, "at": NOW, "who": "", "what": "new", "reason": "", "run": 1}
        if chance.random() < 0.3:
            yield {"issue": number, "at": NOW, "who": "王", "what": "confirmed", "reason": "属实", "run": None}


def people() -> dict[str, tuple[Role, tuple[str, ...]]]:
    """Who looks: name → role and units."""
    city = cities()[0]
    return {
        "whole": (Role.ADMINISTRATOR, ()),
        "city": (Role.INSPECTOR, (city,)),
        "county": (Role.INSPECTOR, (county(city, 0),)),
        "contact": (Role.CONTACT, (office(county(city, 0), 0),)),
    }


def _people(connection: Connection) -> None:
    for name, (role, owned) in people().items():
        whole = role is Role.ADMINISTRATOR
        users.add(connection, User(0, name, name, role, whole, owned, password="none"), moment=NOW)
