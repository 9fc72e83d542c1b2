"""The tables on subjects, problems and notices, told again: key of a row → column → value, as text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from checks.model.registry import GLANCED
from tests.results.quarter.counted import MENDED, Problem
from tests.results.quarter.county_told import County, places, rate
from tests.results.quarter.retold import day_of
from tests.results.quarter.standing import CANDIDATE, FAILED, PASSED, UNKNOWN

Cells = dict[str, object]
Told = dict[tuple[str, ...], Cells]
VERDICTS = (PASSED, FAILED, CANDIDATE, UNKNOWN)
_GRAVITY = ("单项否决", "扣分", "加分", "提示")


def coverage(county: County) -> Told:
    told: Told = {}
    for noun, some in (("网站", county.sites), ("账号", county.accounts)):
        looked = sum(stood.looked > 0 for _, stood in some)
        told[(noun,)] = {"总数": len(some), "至少检查到一次": looked, "没有检查到": len(some) - looked}
    return told


def against(county: County, key: str) -> Cells:
    """What stood against a subject."""
    found = [one for one in county.of.get(key, ()) if county.kind(one) != "提示"]
    mended = sum(one.progress == MENDED for one in found)
    sure = sum(one.confirmed for one in found)
    left = sorted(
        (one for one in found if one.progress != MENDED),
        key=lambda one: (not one.confirmed, _GRAVITY.index(county.kind(one)), one.number),
    )
    return {
        "问题数": len(found),
        "已确认": sure,
        "待确认": len(found) - sure,
        "已整改": mended,
        "未整改": len(found) - mended,
        "提示": sum(county.kind(one) == "提示" for one in county.of.get(key, ())),
        "证据编号": numbers(left),
    }


def numbers(problems: Iterable[Problem]) -> str:
    some = [str(one.number) for one in problems]
    return "、".join(some[:10]) + ("……" if len(some) > 10 else "")


def sites(county: County) -> Told:
    return {
        (one.code,): {
            "检查结果": stood.verdict,
            "得分（低）": stood.low,
            "得分（高）": stood.high,
            **against(county, one.key),
        }
        for one, stood in county.sites
    }


def accounts(county: County) -> Told:
    told: Told = {}
    for one, stood in county.accounts:
        moments = [
            moment
            for reading in county.retold.log.readings
            if reading["account"] == one.key and stood.moment and stood.looked
            for moment, _ in reading["posts"]
            if moment <= stood.moment
        ]
        newest = max(moments, default=None)
        days = (stood.moment - newest).days if newest and stood.moment else None
        months = [county.published(one.key, month) for month in county.period.months]
        whole = all(month.count is not None and not month.least for month in months)
        cells = {"检查结果": stood.verdict, "距检查日天数": days, "最后更新时间": newest, **against(county, one.key)}
        cells["本期发布条数"] = sum(month.count or 0 for month in months) if whole else None
        told[one.name, one.platform, one.home] = cells
    return told


def platforms(county: County) -> Told:
    told: Told = {}
    for name in {one.platform for one, _ in county.accounts}:
        counts = Counter(stood.verdict for one, stood in county.accounts if one.platform == name)
        told[(name,)] = {"账号总数": counts.total(), **{verdict: counts[verdict] for verdict in VERDICTS}}
    return told


def stands(verdicts: Iterable[str], noun: str = "") -> Cells:
    """How some subjects stood, in the columns of a ranking."""
    counts = Counter(verdicts)
    passed, failed = counts[PASSED], counts[FAILED]
    return {
        f"{noun}总数": counts.total(),
        f"{noun}检查数": counts.total() - counts[UNKNOWN],
        f"{noun}合格数": passed,
        f"{noun}不合格数": failed,
        f"{noun}待确认数": counts[CANDIDATE],
        f"{noun}未测数": counts[UNKNOWN],
        f"{noun}合格率（%）": rate(passed, passed + failed),
    }


def regions(county: County) -> Told:
    told: Told = {}
    homes: dict[str, set[str]] = defaultdict(set)
    for _, one, _ in county.subjects:
        homes[one.unit].add(one.region)
    for name in {one.region for _, one, _ in county.subjects}:
        cells: Cells = {}
        for noun in ("网站", "账号"):
            cells |= stands((s.verdict for n, one, s in county.subjects if n == noun and one.region == name), noun)
        both = [s.verdict for _, one, s in county.subjects if one.region == name]
        cells["合计合格率（%）"] = rate(both.count(PASSED), both.count(PASSED) + both.count(FAILED))
        mine = [one for one in county.messages if homes.get(unit_of(one, county)) == {name}]
        cited = cited_of(mine, county)
        cells |= {"找错留言数": len(mine), "应答复数": cited["应答复"], "按期答复数": cited["按期答复"]}
        cells["按期答复率（%）"] = cited["按期答复率（%）"]
        told[(name,)] = cells
    ranked = places(str(cells["合计合格率（%）"]) for cells in told.values())
    for cells in told.values():
        cells["位次"] = ranked[str(cells["合计合格率（%）"])]
    return told


def unit_of(message: Mapping[str, object], county: County) -> str:
    sent = message.get("dispatched")
    return "临江县财政局" if sent and sent <= county.made else str(message["unit"])  # type: ignore[operator]


def cited_of(some: list[dict[str, object]], county: County) -> Cells:
    """What became of messages."""
    done = [one for one in some if one["answered"]]
    late = [one for one in some if not one["answered"] and one["due"] < county.today]  # type: ignore[operator]
    in_time = sum(_day(one["answered"]) <= one["due"] for one in done)  # type: ignore[operator]
    checked = [one for one in some if one["truth"]]
    closed = sum(one["closed"] is not None for one in some)
    return {
        "收到": len(some),
        "办结": closed,
        "应答复": len(done) + len(late),
        "按期答复": in_time,
        "超期未答复": len(late),
        "期限不明": 0,
        "即时答复": sum((one["answered"] - one["received"]).total_seconds() <= 86_400 for one in done),  # type: ignore[operator]
        "催办后临期答复": sum(bool(one["urged"]) and _day(one["answered"]) == one["due"] for one in done),
        "已核实": len(checked),
        "属实": sum(getattr(one["truth"], "value", "") == "true" for one in checked),
        "办结率（%）": rate(closed, len(some)),
        "按期答复率（%）": rate(in_time, len(done) + len(late)),
    }


def _day(moment: object) -> object:
    return day_of(moment)  # type: ignore[arg-type]


def messages(county: County) -> Told:
    by: dict[str, list[dict[str, object]]] = defaultdict(list)
    for one in county.messages:
        by[unit_of(one, county)].append(one)
    return {(name,): cited_of(some, county) for name, some in by.items()}


def message_kinds(county: County) -> Told:
    by: dict[str, list[dict[str, object]]] = defaultdict(list)
    for one in county.messages:
        by[str(one["category"])].append(one)
    return {(name,): cited_of(some, county) for name, some in by.items()}


def kinds(county: County) -> Told:
    by: dict[tuple[str, ...], list[Problem]] = defaultdict(list)
    for one in county.problems:
        by[county.rules[one.check].title, county.by_key[one.subject][0], county.kind(one)].append(one)
    told: Told = {}
    for key, some in by.items():
        hint = key[2] == "提示"
        named = [one for one in some if one.confirmed and not hint and one.progress != MENDED]
        told[key] = {
            "涉及对象": len({one.subject for one in some}),
            "问题数": len(some),
            "已确认": sum(one.confirmed for one in some),
            "机器确定": sum(not one.confirmed and not one.suspected for one in some),
            "疑似": sum(not one.confirmed and one.suspected for one in some),
            **{name: sum(one.progress == name for one in some) for name in ("新发现", "再次出现", "未整改", MENDED)},
            "通报问题": len(named),
            "通报对象": len({one.subject for one in named}),
            "待确认问题": sum(not one.confirmed and not hint and one.progress != MENDED for one in some),
        }
    return told


def problems(county: County) -> Told:
    return {
        (str(one.number),): {
            "对象类别": county.by_key[one.subject][0],
            "主办单位": county.by_key[one.subject][1].unit,
            "检查项目": county.rules[one.check].title,
            "类别": county.kind(one),
            "进展": one.progress,
            "发现时间": one.first_seen,
            "整改时间": one.mended,
        }
        for one in county.problems
    }


def listed(verdict: str) -> Callable[[County], Told]:
    """Who is 不合格, or may be."""

    def tell(county: County) -> Told:
        told: Told = {}
        for noun, one, stood in county.subjects:
            if stood.verdict != verdict:
                continue
            sure = verdict == FAILED
            some = [
                p
                for p in sorted(county.of.get(one.key, ()), key=lambda p: (p.check, p.number))
                if county.kind(p) == "单项否决" and p.confirmed is sure and p.progress != MENDED
            ]
            vetoes = {title for title, agreed in stood.vetoes.items() if agreed is sure}
            told[noun, _called(noun, one)] = {"证据编号": numbers(some), "单项否决项": vetoes}
        return told

    return tell


def _called(noun: str, one: object) -> str:
    return one.name if noun == "网站" else f"{one.name}（{one.platform}）"  # type: ignore[attr-defined, no-any-return]


def once(county: County) -> Told:
    return {
        (noun, _called(noun, one)): {"曾触发的单项否决项": set(stood.once), "期末检查结果": stood.verdict}
        for noun, one, stood in county.subjects
        if stood.once and stood.verdict != FAILED
    }


def rectified(county: County) -> Told:
    first = county.period.before().begins
    notified, due, mended, again = county.counting.rectified(county.stretch, first, set(county.by_key))
    return {
        (): {
            "已通知问题": notified,
            "期限已到": due,
            "期限未到或未定": notified - due,
            "到期已整改": mended,
            "到期未整改": due - mended,
            "整改后再次出现": again,
        }
    }


def changes(county: County) -> Told:
    told: Told = {}
    for noun in ("网站", "账号"):
        now = [county.by_key[key][2].verdict for key in county.failed_before() if county.by_key[key][0] == noun]
        titles = zip(("现合格", "现不合格", "现待确认", "现未测"), VERDICTS, strict=True)
        told[(noun,)] = {"上期不合格": len(now), **{title: now.count(verdict) for title, verdict in titles}}
    return told


def unmeasured(county: County) -> Told:
    return {
        (noun, _called(noun, one)): {"主办单位": one.unit} for noun, one, s in county.subjects if s.verdict == UNKNOWN
    }


def unseen(county: County) -> Told:
    told: Told = defaultdict(lambda: {"完全未测对象": 0, "部分未测对象": 0})
    for noun, one, stood in county.subjects:
        for check, said in county.standing.outcomes.get((stood.run or 0, one.key), {}).items():
            title = county.rules[check].title if check in county.rules else check
            if said["status"] == "UNKNOWN":
                told[title, noun]["完全未测对象"] += 1  # type: ignore[operator]
            elif said["status"] != "NOT_APPLICABLE" and said["judged"] < said["of"]:
                told[title, noun]["部分未测对象"] += 1  # type: ignore[operator]
    return dict(told)


def glanced(county: County) -> Told:
    return {(one.name,): {"主办单位": one.unit} for one in county.standing.known.sites if one.state in GLANCED}
