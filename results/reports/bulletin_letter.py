"""The words of a bulletin (standards.md 13.1): what was looked at, how it stands, what is wrong and whose, what to do.

Only what a person confirmed is told as a fault. What waits for a person is a number, what was not measured is told with
its reason, and a paragraph for which nothing was measured says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.indicators.rule import Kind
from checks.indicators.words import word
from results.reports.bulletin_fields import Fields
from results.reports.letter import Level, Paragraph
from results.reports.phrases import ANNEXES
from results.reports.progress_tables import INTERPRETATION, IPV6
from results.reports.row_laws import NONE

_MEASURES = {"网站": "家", "账号": "个"}
_CALLED = {"网站": "政府网站", "账号": "政务新媒体账号"}
_ORDER = "一二三四五六七八九"
REASONS = 3
"""So many reasons are told; all of them are in a table."""
PLATFORMS = 8
"""So many platforms are told; all of them are in a table."""
_MACHINE = "（机器检查结果，人工排除的没有扣除，供参考）"


def introduction(told: Fields, *, unfinished: bool) -> tuple[str, ...]:
    """By what, when and how was looked, and at how many."""
    by = f"按照{told['检查依据']}要求，" if told["检查依据"] else ""
    office = told["发文机关"]
    whole = "、".join(f"{_CALLED[n]}{told[f'{n}总数']}{m}" for n, m in _MEASURES.items() if told[f"{n}总数"])
    seen = "、".join(f"{_CALLED[n]}{told[f'{n}看过数']}{m}" for n, m in _MEASURES.items() if told[f"{n}总数"])
    scope = f"在册的{whole}，至少检查到一次的{seen}" if whole else "没有在册的政府网站和政务新媒体账号"
    first = (
        f"{by}{office}组织开展了{told['期间']}政府网站与政务新媒体检查。检查时间为{told['起始日期']}至{told['截止日期']}，"
        f"采取机器检查与人工复核相结合的方式，共检查{told['检查轮次']}轮次；{scope}。"
    )
    so_far = "本期尚未结束，以下为截至检查时间的阶段性情况。" if unfinished else ""
    return (f"{first}{so_far}现将有关情况通报如下。",)


def paragraphs(told: Fields, named: int) -> Iterator[Paragraph]:
    """The body; `told` has the paragraphs of `texts`, too."""
    yield Paragraph(Level.FIRST, "一、总体情况")
    parts = (
        ("政府网站", "网站情况"),
        ("政务新媒体", "账号情况"),
        ("上次问题整改", "整改情况"),
        ("我为政府网站找错", "找错情况"),
        ("IPv6支持", "IPv6情况"),
        ("政策解读", "解读情况"),
    )
    spoken = [(title, told[name]) for title, name in parts if told[name]]
    for place, (title, text) in enumerate(spoken):
        yield Paragraph(Level.SECOND, f"（{_ORDER[place]}）{title}")
        yield Paragraph(Level.TEXT, text)
    yield Paragraph(Level.FIRST, "二、存在的主要问题")
    for place, noun in enumerate(_MEASURES):
        yield Paragraph(Level.SECOND, f"（{_ORDER[place]}）{_CALLED[noun]}")
        yield from _problems(told, noun, named)
    yield Paragraph(Level.FIRST, "三、下一步工作要求")
    for place, one in enumerate(told["要求"], 1):
        number = _ORDER[place - 1] if place <= len(_ORDER) else str(place)
        yield Paragraph(Level.SECOND, f"（{number}）{one['标题']}")
        yield Paragraph(Level.TEXT, one["文字"])
    if told["联系方式"]:
        yield Paragraph(Level.TEXT, f"联系方式：{told['联系方式']}。")


def texts(told: Fields, *, messages: bool) -> dict[str, str]:
    """The paragraphs of 总体情况 by name; "" for one that is left out. `messages`: are messages of citizens known?"""
    return {
        **{f"{noun}情况": _stand(told, noun) for noun in _MEASURES},
        "整改情况": _mended(told),
        "找错情况": _citizens(told) if messages else "",
        "IPv6情况": _checks(told, IPV6),
        "解读情况": _checks(told, INTERPRETATION),
    }


def _annex(table: str) -> str:
    return f"附件{ANNEXES.index(table) + 1}"


def _stand(told: Fields, noun: str) -> str:
    """How many, how many passed, who waits and who was not measured, and that both are in no divisor."""
    m, called, annex = _MEASURES[noun], _CALLED[noun], _annex("sites" if noun == "网站" else "accounts")

    def n(title: str) -> str:
        return f"{told[f'{noun}{title}']}{m}"

    if not told[f"{noun}总数"]:
        return f"没有在册的{called}。"
    kinds = _platforms(told) if noun == "账号" else ""
    rate = told[f"{noun}合格率"]
    parts = [
        f"在册运行的{called}{n('总数')}{f'（{kinds}）' if kinds else ''}，得出检查结果的{n('检查数')}，"
        f"其中合格{n('合格数')}、不合格{n('不合格数')}，"
        + (f"合格率{rate}" if rate != NONE else "没有可以计算合格率的")
    ]
    if told[f"{noun}待确认数"]:
        waiting = f"其余{n('待确认数')}可能不合格，待人工确认（见{_annex('candidates')}），不计入合格率"
        parts.append(waiting)
    if told[f"{noun}未测数"]:
        parts.append(f"{n('未测数')}未测（{_why(told, noun)}），不计入合格率")
    if told[f"{noun}曾不合格数"]:
        parts.append(f"{n('曾不合格数')}期内曾不合格，现已不在不合格之列")
    failed = f"，不合格名单见{_annex('failed')}" if told[f"{noun}不合格数"] else ""
    places = f"；各地区（部门）合格率和位次见{_annex('regions')}" if noun == "账号" else ""
    return f"{'；'.join(parts)}。详见{annex}{failed}{places}。"


def _platforms(told: Fields) -> str:
    """How many accounts the largest platforms have, and how many platforms there are."""
    said = "、".join(f"{one['名称']}{one['总数']}个" for one in told["平台"][:PLATFORMS])
    return f"{said}等，共{told['平台数']}个平台" if told["平台数"] > PLATFORMS else said


def _why(told: Fields, noun: str) -> str:
    reasons = [one for one in told["未测原因"] if one["类别"] == noun]
    said = "、".join(f"{one['原因']}{one['数目']}{_MEASURES[noun]}" for one in reasons[:REASONS])
    return f"{said}，其余原因见{_annex('sites' if noun == '网站' else 'accounts')}" if len(reasons) > REASONS else said


def _mended(told: Fields) -> str:
    """Who was 不合格 before, what was told to be mended, and how the problems stand."""
    parts = []
    for noun, m in _MEASURES.items():
        before = f"上期不合格{noun}"
        if told[f"{before}数"]:
            now = (("合格", "现合格"), ("仍不合格", "现不合格"), ("待人工确认", "现待确认"), ("未测", "现未测"))
            said = "、".join(f"{name}{n}{m}" for name, key in now if (n := told[f"{before}{key}数"]))
            parts.append(f"上期不合格、现仍在册的{_CALLED[noun]}{told[f'{before}数']}{m}，现在{said}。")
    if told["通知问题数"]:
        rate = f"，整改率{told['整改率']}" if told["整改率"] != NONE else ""
        again = f"；整改后再次出现{told['整改后再现数']}个" if told["整改后再现数"] else ""
        parts.append(
            f"上期和本期下发整改通知的问题{told['通知问题数']}个，期限已到的{told['到期问题数']}个，"
            f"其中已整改{told['到期已整改数']}个{rate}{again}。"
        )
    else:
        parts.append("上期和本期没有下发整改通知的问题，不计算整改率。")
    for noun in _MEASURES:
        said = "、".join(
            f"{stand}{told[f'{noun}{stand}问题数']}个" for stand in ("新发现", "再次出现", "未整改", "已整改")
        )
        if told[f"{noun}问题数"]:
            parts.append(f"{_CALLED[noun]}的问题{told[f'{noun}问题数']}个（含待人工确认的）：{said}。")
    return "".join(parts)


def _citizens(told: Fields) -> str:
    if not told["找错留言数"]:
        return "期内没有收到“我为政府网站找错”留言。"
    late = f"；超期未答复{told['找错超期未答复数']}条" if told["找错超期未答复数"] else ""
    unclear = f"；答复期限不明、没有计入的{told['找错期限不明数']}条" if told["找错期限不明数"] else ""
    in_time = (
        f"应答复{told['找错应答复数']}条，按期答复{told['找错按期答复数']}条，按期答复率{told['找错按期答复率']}"
        if told["找错应答复数"]
        else "没有到期应答复的留言"
    )
    closed = f"办结{told['找错办结数']}条，办结率{told['找错办结率']}"
    return f"共收到留言{told['找错留言数']}条，{closed}；{in_time}{late}{unclear}。"


def _checks(told: Fields, topic: str) -> str:
    """What checks of a topic found on sites; "" where none of them measured anything."""
    some = [one for one in told["检查项目"] if one["主题"] == topic and one["类别"] == "网站"]
    names = (
        ("没有发现问题", "没有发现问题"),
        ("有问题", "机器发现问题"),
        ("待人工确认", "待人工确认"),
        ("未测", "未测"),
    )
    measured = [one for one in some if any(one[name] for name in ("没有发现问题", "有问题", "待人工确认"))]
    if not measured:
        return ""
    said = (
        f"“{one['项目']}”一项，" + "、".join(f"{name}{one[key]}家" for key, name in names if one[key])
        for one in measured
    )
    return f"{'；'.join(said)}{_MACHINE}。"


def _problems(told: Fields, noun: str, named: int) -> Iterator[Paragraph]:
    """A paragraph for each kind of problem, then what waits for a person, and hints."""
    kinds: Sequence[Mapping[str, Any]] = told[f"{noun}问题"]
    if not kinds:
        yield Paragraph(Level.TEXT, "没有经人工确认、尚未整改的问题。")
    for one in kinds:
        yield Paragraph(Level.THIRD, _kind(one, noun, named))
    rest = []
    if told[f"{noun}待确认问题数"]:
        rest.append(f"机器发现的{told[f'{noun}待确认问题数']}个问题待人工确认，不作为通报依据")
    if told[f"{noun}提示数"]:
        rest.append(f"提示{told[f'{noun}提示数']}条，不是问题")
    if rest:
        yield Paragraph(Level.TEXT, f"另有{'；'.join(rest)}，见{_annex('problems')}。")


def _kind(one: Mapping[str, Any], noun: str, named: int) -> str:
    """Whose it is, where, and under which numbers its evidence lies; beyond `named` subjects the annex has them."""
    told = [f"{_whose(who, noun)}，{who['说明']}（{_evidence(who)}）" for who in one["对象"][:named]]
    how_many = f"{one['对象数']}{_MEASURES[noun]}{noun}"
    more = f"；等{how_many}，全部见{_annex('problems')}" if one["对象数"] > named else ""
    kind = f"（{one['性质']}）" if one["性质"] == word("kind", Kind.VETO) else ""
    head = f"{one['序号']}.{one['类别']}{kind}。涉及{how_many}、{one['问题数']}个问题"
    return f"{head}：{'；'.join(told)}{more}。"


def _whose(who: Mapping[str, Any], noun: str) -> str:
    """The unit and the name; a site that is called as its unit is named once."""
    return f"{who['单位']}{noun}" if who["单位"] == who["名称"] else f"{who['单位']}“{who['名称']}”"


def _evidence(who: Mapping[str, Any]) -> str:
    again = f"{who['重复']}，" if who["重复"] else ""
    return f"{again}证据编号{who['证据编号']}"
