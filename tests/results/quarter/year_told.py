"""The tables of a half and of a year, told again: months, quarters, rankings, who was ever 不合格, precision."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from checks.indicators.edition import Judged
from checks.model.registry import GLANCED, Account, Level, Site
from results.reports.periods import Period, Span, holding
from tests.results.quarter.county_told import SITE_KINDS, County, places, rate
from tests.results.quarter.log import Row
from tests.results.quarter.retold import day_of
from tests.results.quarter.series_told import stood_after
from tests.results.quarter.standing import FAILED, PASSED, UNKNOWN
from tests.results.quarter.tables_told import VERDICTS, Cells, Told, cited_of, stands

_LEVELS = {"county": "县级", "town": "乡镇级", "city": "市级", "unknown": "未填写"}
_Z = 1.959964
_BLANK = (
    *("约谈、书面检查等问责", "开展安全检查", "发现并整改安全问题", "新开设网站"),
    *("整合迁移网站", "处置假冒网站", "举办培训", "参加培训"),
)
"""What the ledger does not know is left to a person, and never nought."""


def months(county: County) -> Told:
    """How all stood after the last run of each month, and what came and went of issues."""
    stood, told = stood_after(county), dict[tuple[str, ...], Cells]()
    for month in county.period.months:
        if month > county.today.year * 100 + county.today.month:
            break
        begun = [run for run in county.retold.log.runs if _month(run["at"]) == month]
        runs = [run for run in begun if run["whole"]]
        cells: Cells = {"检查次数": len(begun), "月末批次": runs[-1]["run"] if runs else None}
        for noun in ("网站", "账号"):
            if not runs:
                cells |= {f"{noun}合格率（%）": "—", f"{noun}测出率（%）": "—"}
                continue
            counts = stood[runs[-1]["run"]][noun]
            told_of = counts.total() - counts[UNKNOWN]
            cells |= {f"{noun}总数": counts.total(), **{f"{noun}{verdict}": counts[verdict] for verdict in VERDICTS}}
            cells[f"{noun}合格率（%）"] = rate(counts[PASSED], counts[PASSED] + counts[FAILED])
            cells[f"{noun}测出率（%）"] = rate(told_of, counts.total())
        told[(f"{month // 100}年{month % 100}月",)] = cells | (flows(county, month) if runs else {})
    return told


def _month(moment: datetime) -> int:
    day = day_of(moment)
    return day.year * 100 + day.month


def flows(county: County, month: int) -> Cells:
    """Issues found, mended and there again in a month, and standing at its end; no hints, none that were dismissed."""
    found: Counter[str] = Counter()
    for issue, events in county.counting.every:
        told = county.rules.get(issue["check"])
        closed = issue["subject"] not in county.by_key
        if closed or issue["state"] in ("dismissed", "duplicate") or (told and told.kind.value == "hint"):
            continue
        for event in events:
            if event["run"] is not None and _month(event["at"]) <= month:
                now = _month(event["at"]) == month
                found[event["what"]] += now
                found["standing"] += {"new": 1, "reopened": 1, "fixed": -1}.get(event["what"], 0)
    names = (
        ("新发现问题", "new"),
        ("已整改问题", "fixed"),
        ("再次出现问题", "reopened"),
        ("月末未整改问题", "standing"),
    )
    return {title: found[name] for title, name in names}


def parts(county: County) -> Iterator[tuple[Period, County | None]]:
    """Each quarter of the period; None where nothing was looked at."""
    quarter = holding(Span.QUARTER, county.period.start)
    while quarter.start <= county.period.end:
        some = any(quarter.begins <= run["at"] < quarter.ends for run in county.retold.log.runs)
        yield quarter, County(county.quarter, county.connection, quarter, county.made) if some else None
        quarter = quarter.after()


def quarters(county: County) -> Told:
    told: Told = {}
    for period, part in parts(county):
        if part is None:
            blank: Cells = {"网站合格率（%）": "—", "账号合格率（%）": "—", "按期答复率（%）": "—"}
            told[(period.name,)] = {**blank, "网站总数": None, "找错留言数": None, "说明": "没有检查"}
            continue
        cells = stands((s.verdict for _, s in part.sites), "网站") | stands(
            (s.verdict for _, s in part.accounts), "账号"
        )
        cited = cited_of(part.messages, part)
        cells |= {"找错留言数": cited["收到"], "办结数": cited["办结"], "应答复数": cited["应答复"]}
        cells |= {"按期答复数": cited["按期答复"], "按期答复率（%）": cited["按期答复率（%）"]}
        told[(period.name,)] = cells
    return told


def ranked(noun: str, group: Callable[[County, Site | Account], str]) -> Callable[[County], Told]:
    """Groups by their pass rate."""

    def tell(county: County) -> Told:
        some: dict[str, list[str]] = defaultdict(list)
        for of, one, stood in county.subjects:
            if of == noun:
                some[group(county, one)].append(stood.verdict)
        told: Told = {(name,): stands(verdicts) for name, verdicts in some.items()}
        placed = places(str(cells["合格率（%）"]) for cells in told.values())
        return {key: {**cells, "位次": placed[str(cells["合格率（%）"])]} for key, cells in told.items()}

    return tell


def level(county: County, one: Site | Account) -> str:
    """Its level, or that of its unit."""
    unit = next((unit for unit in county.standing.known.units if unit.name == one.unit), None)
    told = one.level if one.level is not Level.UNKNOWN else unit.level if unit else Level.UNKNOWN
    return _LEVELS[told.value]


def kind(county: County, one: Site | Account) -> str:
    return SITE_KINDS[one.kind.value] if isinstance(one, Site) else one.platform


def ever(county: County) -> Told:
    """Who was 不合格 at any time of the period, and in which quarters."""
    told: Told = {}
    when: dict[str, list[str]] = defaultdict(list)
    for period, part in parts(county):
        for _, one, stood in part.subjects if part else ():
            if stood.once or stood.verdict == FAILED:
                when[one.key].append(period.name.partition("年")[2])
    for noun, one, stood in county.subjects:
        if stood.once or stood.verdict == FAILED or when[one.key]:
            name = one.name if isinstance(one, Site) else f"{one.name}（{one.platform}）"
            told[noun, name] = {"发现时期": "、".join(when[one.key]), "期末检查结果": stood.verdict}
    return told


def precision(county: County) -> Told:
    """The first decision of a person on each issue, by check; what persons found themselves is left out."""
    first: dict[str, Row] = {}
    for act in county.retold.log.acts:
        if act["what"] in ("confirm", "dismiss"):
            first.setdefault(act["fault"], act)
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for name, act in first.items():
        sums[county.retold.faults[name].check][act["what"]] += 1
    told: Told = {}
    for check, found in sums.items():
        if county.rules[check].judged is Judged.BY_HAND:
            continue
        low, high = _wilson(found["confirm"], found.total())
        cells: Cells = {"确认": found["confirm"], "排除": found["dismiss"], "合计": found.total()}
        cells |= {"准确率（%）": rate(found["confirm"], found.total()), "区间下限（%）": low, "区间上限（%）": high}
        told[(check,)] = cells | {"应不低于（%）": "80.00"}
    return told


def _wilson(hits: int, of: int) -> tuple[Decimal, Decimal]:
    """The interval by its textbook formula (Wilson 1927): centre and half width."""
    share = hits / of
    below = 1 + _Z**2 / of
    centre = (share + _Z**2 / (2 * of)) / below
    half = _Z / below * math.sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    ends = (max(0.0, centre - half), min(1.0, centre + half))
    low, high = (Decimal(str(round(100 * end, 6))).quantize(Decimal("0.01"), ROUND_HALF_UP) for end in ends)
    return low, high


def supervision(county: County) -> Told:
    """The yearly form: what the ledger knows by quarter and in all."""
    told: Told = defaultdict(dict)
    columns = [(period.name.partition("年")[2], part) for period, part in parts(county)]
    for title, part in [*columns, ("全期", county)]:
        for name, value in (_form(part, title == "全期") if part else {}).items():
            told[(name,)][title] = value
        for name in told if part is None else ():
            told[(name,)][title] = "没有检查"
    for title, part in columns:
        for key in told if part is None else ():
            told[key][title] = "没有检查"
    states = Counter(site.state.value for site in county.standing.known.sites if site.state in GLANCED)
    told[("登记为关停、注销的网站",)] = {"全期": states["closed"] + states["cancelled"]}
    told[("期末在册网站",)] = {"全期": len(county.sites)}
    told[("登记为临时下线的网站",)] = {"全期": states["paused"]}
    told[("下发整改通知的问题",)] = {"全期": sum(one.notified for one in county.problems)}
    for name in ("疑似假冒网站线索", "其中经人工确认的"):
        told[(name,)] = {"全期": 0}
    for cells in told.values():
        for title, _ in columns:
            cells.setdefault(title, "—")
    for name in _BLANK:
        told[(name,)] = {title: "由人工填写" for title in (*(title for title, _ in columns), "全期")}
    return dict(told)


def _form(part: County, whole: bool) -> Cells:
    cells: Cells = {}
    for noun, some in (("网站", part.sites), ("账号", part.accounts)):
        verdicts = [stood.verdict for _, stood in some]
        cells[f"检查{noun}"] = len(verdicts) - verdicts.count(UNKNOWN)
        cells[f"合格{noun}"] = verdicts.count(PASSED)
        names = ever(part) if whole else None
        failed = [stood for _, stood in some if stood.once or stood.verdict == FAILED]
        cells[f"不合格{noun}（经人工确认）"] = (
            sum(key[0] == noun for key in names) if names is not None else len(failed)
        )
    cited = cited_of(part.messages, part)
    cells |= {"收到留言": cited["收到"], "办结留言": cited["办结"], "按期答复留言": cited["按期答复"]}
    return cells | {"超期未答复留言": cited["超期未答复"]}


def checked(county: County) -> Told:
    """How each check came out on the subjects, each by the run by which it is told."""
    titles = {
        "PASS": "没有发现问题",
        "FAIL": "有问题",
        "REVIEW": "待人工确认",
        "UNKNOWN": "未测",
        "NOT_APPLICABLE": "不适用",
    }
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for noun, one, stood in county.subjects:
        for check, said in county.standing.outcomes[stood.run or 0, one.key].items() if stood.looked else ():
            found[check, noun][said["status"]] += 1
    return {
        key: {**{title: counts[status] for status, title in titles.items()}, "合计": counts.total()}
        for key, counts in found.items()
    }


def compared(county: County) -> Told:
    """What became of each verdict of the month before."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for noun, one, stood in county.subjects:
        found[noun, county.earlier.get(one.key, "")][stood.verdict] += 1
    told: Told = {}
    for (noun, before), counts in found.items():
        cells: Cells = {f"本月{verdict}": counts[verdict] for verdict in VERDICTS}
        told[noun, before or "上月没有检查"] = {**cells, "合计": counts.total()}
    return told


def moved(county: County) -> Told:
    """Who stands otherwise than a month before."""
    return {
        (noun, one.name if isinstance(one, Site) else f"{one.name}（{one.platform}）"): {
            "上月结果": county.earlier[one.key],
            "本月结果": stood.verdict,
        }
        for noun, one, stood in county.subjects
        if one.key in county.earlier and county.earlier[one.key] != stood.verdict
    }


def to_mend(county: County) -> Told:
    """What each unit has to mend: all that stands and is no hint."""
    return {
        (str(one.number),): {
            "主办单位": county.by_key[one.subject][1].unit,
            "检查项目": county.rules[one.check].title,
            "进展": one.progress,
        }
        for one in county.problems
        if one.progress != "已整改" and county.kind(one) != "提示"
    }


def asked(county: County) -> Told:
    """Questions to persons."""
    return {
        (rule,): {"已作答": done, "待作答": left, "合计": done + left}
        for rule, (done, left) in county.counting.asked(county.stretch).items()
    }
