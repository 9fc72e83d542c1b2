"""The tables of a weekly report on sites and on what is wrong, told again: key of a row → column → value, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from checks.indicators.words import word
from checks.model.registry import GLANCED, Account, Site
from tests.results.quarter.county_told import KIND_WORDS
from tests.results.quarter.drawn_again import NAMES
from tests.results.quarter.standing import Stood
from tests.results.quarter.tables_told import Cells, Told
from tests.results.quarter.week_told import AGAIN, MENDED, NEW, OPEN, STANDING, WeekTold, Wrong

PROGRESS = (NEW, AGAIN, OPEN, MENDED)
_DOWN = "首页没有应答（超时）"
_GRADES = {"A": "官方原文", "B": "两处以上互证", "C": "单一来源", "unverified": "未核实", "ours": "本项目建议值"}


def coverage(week: WeekTold) -> Told:
    told: Told = {}
    for site in week.sites:
        look = week.looks[site.key]
        seen = look["coverage"]
        skipped = ((word("skipped", why), count) for why, count in seen.skipped.items())
        told[(site.name,)] = {
            "访问结果": "完整" if look["looked"] else "首页无法读取",
            "访问时间": look["begun"],
            "发现地址": seen.known,
            "已访问": seen.asked,
            "读取网页": seen.pages,
            "无应答": seen.failed,
            "未访问的原因和数量": "、".join(f"{why} {count}" for why, count in skipped if count),
            "说明": "" if look["looked"] else _DOWN,
        }
    return told


def archive(visit: str) -> str:
    """Where the archive of a visit lies."""
    return f"{visit.removesuffix('.visit')}.warc.gz"


def why(vetoes: dict[str, bool], unsure: list[str], unread: str = "") -> str:
    """The reason of a verdict. `unread`: why nothing could be looked at, or nothing be said."""
    if any(vetoes.values()):
        return f"经人工确认触发单项否决：{'、'.join(title for title, sure in vetoes.items() if sure)}"
    if vetoes:
        return f"可能触发单项否决，待人工确认：{'、'.join(vetoes)}"
    return unread or (f"单项否决项未能查全：{'、'.join(unsure)}" if unsure else "")


def _why(week: WeekTold, site: Site, stood: Stood) -> str:
    if not week.looks[site.key]["looked"]:
        return _DOWN
    if told := why(*week.reached(site.key)):
        return told
    if stood.high is not None and stood.high < 60:
        return f"得分最高 {stood.high}，低于 60 分，待人工复核"
    if stood.low is not None and stood.low < 60:
        return f"得分区间 {stood.low}—{stood.high} 跨过 60 分，尚有项目未测"
    near = list(week.standing.near(site.key, week.looks[site.key], week.stretch))
    return f"预警：{'、'.join(near)}" if near else ""


def verdicts(week: WeekTold) -> Told:
    told: Told = {}
    for site in week.sites:
        stood, visit = week.stood[site.key], week.looks[site.key]["visit"]
        told[(site.code,)] = {
            "网站名称": site.name,
            "主办单位": site.unit,
            "网址": site.home,
            "检查结果": stood.verdict,
            "单项否决项": set(week.reached(site.key)[0]),
            "未整改问题": len(week.left(site.key)),
            "得分（低）": stood.low,
            "得分（高）": stood.high,
            "证据": f"{visit}\n{archive(visit)}",
            "理由": _why(week, site, stood),
        }
    return told


def by_check(some: Callable[[WeekTold], list[Wrong]]) -> Callable[[WeekTold], Told]:
    """How many of some stand how, by check."""

    def tell(week: WeekTold) -> Told:
        counts = {one.check: Counter[str]() for one in sorted(some(week), key=lambda one: one.check)}
        for one in some(week):
            counts[one.check][week.progress(one)] += 1
        return {
            (week.rules[check].title,): {**{name: found[name] for name in PROGRESS}, "合计": found.total()}
            for check, found in counts.items()
        }

    return tell


def certainty(one: Wrong) -> str:
    return "机器确定" if one.sure else "疑似"


def evidence(week: WeekTold, one: Wrong) -> Cells:
    """All that is told of an issue."""
    rule = week.rules[one.check]
    return {
        "状态": week.progress(one),
        "检查项目": rule.title,
        "类别": KIND_WORDS[rule.kind.value],
        "把握": certainty(one),
        "问题": week.says(one),
        "问题网址": one.url,
        "所在网页": one.url,
        "怎样整改": week.fix(one),
        "页面摘录": f"摘录 {one.fault.name}" if one.fault else one.raw["finding"]["excerpt"],
        "首次发现": one.first_seen,
        "最近看到": one.last_seen,
        "规则编号": " ".join(rule.code),
        "依据核实": _GRADES[rule.verified.value],
        "访问记录": one.visit,
    }


def issues(week: WeekTold) -> Told:
    names = {site.key: site.name for site in week.sites}
    return {
        (str(one.number),): {
            "网站名称": names[one.subject],
            **evidence(week, one),
            "网页存档": archive(one.visit) if one.visit else "",
        }
        for one in week.of_sites
    }


def links(week: WeekTold) -> Told:
    """Those of which it is kept what was tried."""
    names = {site.key: site.name for site in week.sites}
    told: Told = {}
    for one in sorted(week.of_sites, key=lambda one: (one.subject, one.number)):
        data = one.fault.data if one.fault else {}
        if data and one.state != "fixed":
            told[(str(one.number),)] = {
                "网站名称": names[one.subject],
                "状态": f"{week.progress(one)}，{certainty(one)}",
                "链接": one.url,
                "链接文字": f"{one.fault.name} 的原文" if one.fault else "",
                "所在网页": one.url,
                **_spot(data),
                "怎样整改": data.get("remedy") or week.fix(one),
            }
    return told


def _spot(data: dict[str, object]) -> Cells:
    spots = [f"第 {data['line']} 行第 {data['column']} 列"] if data.get("line") else []
    shown = [f"同一主机的 {data['links']} 个链接"] if "links" in data else []
    shown += [f"公用{data['where']}"] if "where" in data else []
    shown += [f"共 {data['pages']} 个页面"] if "pages" in data else []
    spots += ["，".join(shown)] if shown else []
    inner = data["reason_code"] == "inner-address"
    unasked = "从地址本身就能判断" if inner else "同一主机的其他地址访问过，没有应答"
    return {
        "位置": "\n".join(spots),
        "为什么": f"{data['reason']}" + (f"（跳转到 {data['final']}）" if "final" in data else ""),
        "检查经过": data["tried"] or f"没有{'' if inner else '单独'}访问：{unasked}",
    }


def to_mend(week: WeekTold) -> Told:
    """By unit; sites of a unit before its accounts."""
    subjects: list[tuple[str, Site | Account, str]] = [("网站", one, one.name) for one in week.sites]
    subjects += [("账号", one, f"{one.name}（{one.platform}）") for one in week.accounts]
    rows = [
        ((one.unit, noun != "网站", name, week.rules[wrong.check].title, wrong.number), noun, wrong)
        for noun, one, name in subjects
        for wrong in week.left(one.key)
    ]
    told: Told = {}
    for (unit, _, name, title, number), noun, wrong in sorted(rows, key=lambda row: row[0]):
        cells: Cells = {"主办单位": unit, "对象": noun, "名称": name, "检查项目": title, "状态": week.progress(wrong)}
        cells |= {"把握": certainty(wrong), "问题": week.says(wrong), "问题网址": wrong.url}
        told[(str(number),)] = {**cells, "怎样整改": week.fix(wrong)}
    return told


def unseen(week: WeekTold) -> Told:
    """What the run could not look at, all or in part."""
    names = {site.key: site.name for site in week.sites}
    told: Told = {}
    for row in week.outcomes:
        some = row["judged"] < row["of"] and row["status"] != "NOT_APPLICABLE"
        if row["status"] != "UNKNOWN" and not some:
            continue
        key = (names[row["subject"]], week.rules[row["check"]].title)
        told[*key, str(sum(other[:-1] == key for other in told))] = {
            "程度": "未测" if row["status"] == "UNKNOWN" else "部分未测",
            "已查": row["judged"],
            "未能查到": row["of"] - row["judged"],
            "原因": {"timeout": "超时", "": "没有记下原因"}.get(row["reason"], row["reason"]),
        }
    return told


def frame(week: WeekTold) -> Told:
    return {
        (key,): {"层": NAMES[stratum], "上次抽中": str(last or "从未"), "本次": why or "未抽中"}
        for key, stratum, last, why in week.frame
    }


def glanced(week: WeekTold) -> Told:
    """Sites that are closed by then, with what stands of them and the last look at them."""
    told: Told = {}
    for site in sorted((one for one in week.week["known"].sites if one.state in GLANCED), key=lambda one: one.key):
        looks = [look for look in week.retold.looks_at(site.key) if look["at"] <= week.made]
        found = [one for one in week.every if one.subject == site.key and one.state in STANDING and _off(one)]
        says = [f"{week.says(one)}（{certainty(one)}）" for one in found]
        told[(site.name,)] = {
            "主办单位": site.unit,
            "登记状态": {"closed": "关停", "paused": "临时下线", "cancelled": "注销"}[site.state.value],
            "网址": site.home,
            "未整改的问题": "\n".join(says) or ("没有未整改的问题" if looks else "还没有看过"),
            "最近一次看的访问记录": looks[-1]["visit"] if looks else "",
        }
    return told


def _off(one: Wrong) -> bool:
    return one.check in ("idle-domains", "unreported-changes")
