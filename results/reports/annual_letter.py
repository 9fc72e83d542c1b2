"""The words of a yearly report: how all stood, how it went, what stands out. Every number is that of a figure or a
share of its sections: the letter is written from these by their names.

Only what a person confirmed is told as a fault. What waits for a person is a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.model.registry import BEIJING
from results.reports.bulletin_fields import Fields, day_of, numbers, plain, rows
from results.reports.content import Section, Table, Value
from results.reports.letter import Letter, Level, Paragraph
from results.reports.period_rows import PeriodRows
from results.reports.period_tables import ACCOUNT, SITE
from results.reports.phrases import OFFICE, OfficeWords
from results.reports.quarter_tables import NO_RUN
from results.reports.row_laws import NONE
from results.reports.trends import NOT_COUNTED

ANNEXES = ("regions", "months", "quarters", "ever", "kinds", "supervision", "precision")
"""The tables that are annexed, in their order; those of every site and account are in the workbook."""
FIELDS: Mapping[str, str] = {
    "发文机关": "发文机关；没有设置时为“（发文机关）”",
    "期间": "例如 2026年度、2026年上半年",
    "起始日期": "期间的第一天，例如 2026年1月1日",
    "截止日期": "期间的最后一天；期间还没有结束的，为生成的那一天",
    "检查依据": "例如 《政府网站发展指引》（国办发〔2017〕47号）；没有时为空",
    "联系方式": "联系人和电话；没有时为空",
    "断月": "没有检查或者没有汇总的月份，用顿号分开；没有时为空",
    "突出问题": "经人工确认、还没有整改的问题，涉及对象多的在前；每类有 序号、类别、对象类别、对象数、问题数",
    "曾不合格名单": "每个有 序号、类别、名称、单位、地区、单项否决项、期末结果",
    "总体情况": "整段文字；没有可说的为空（以下两项同）",
    "趋势": "各月合格率和问题变化",
    "准确率": "人工确认和排除的情况",
}
"""What a template of a yearly report may ask for, beside every figure and share of the report by its name."""
_MEASURES = {SITE: ("家", "政府网站"), ACCOUNT: ("个", "政务新媒体账号")}
NAMED = 10
"""So many kinds of problems are told; the others are in an annex. Our own choice."""


def letter(given: PeriodRows, sections: Sequence[Section], words: OfficeWords) -> Letter:
    """The letter of a yearly report, written from its sections."""
    told = _fields(given, sections, words)
    told |= {"总体情况": "".join(_stand(told)), "趋势": "".join(_trend(told)), "准确率": _precision(told)}
    day = given.made_at.astimezone(BEIJING).date()
    return Letter(
        receiver=plain(words.receiver),
        introduction=(_introduction(told, unfinished=given.unfinished),),
        body=tuple(_body(told, known=given.complaints is not None)),
        signature=plain(given.office) or "（发文机关署名）",
        day=day,
        annexes=ANNEXES,
        fields=told,
    )


def _fields(given: PeriodRows, sections: Sequence[Section], words: OfficeWords) -> Fields:
    tables = {table.id: table for section in sections for table in section.tables}
    last = min(given.period.end, given.made_at.astimezone(BEIJING).date())
    listed = {"序号": "序号", "对象类别": "类别", "名称": "名称", "主办单位": "单位", "所属地区": "地区"}
    return numbers(sections) | {
        "发文机关": plain(given.office) or OFFICE,
        "期间": given.period.name,
        "起始日期": day_of(given.period.start),
        "截止日期": day_of(last),
        "检查依据": "、".join(words.sources),
        "联系方式": plain(words.contact),
        "断月": "、".join(_gaps(tables["months"])),
        "突出问题": _worst(tables["kinds"]),
        "曾不合格名单": rows(tables["ever"], **listed, 单项否决项="单项否决项", 期末检查结果="期末结果"),
    }


def _gaps(months: Table) -> list[str]:
    why = months.column("说明")
    return [str(row[0]) for row in months.rows if row[why] in (NO_RUN, NOT_COUNTED)]


def _worst(kinds: Table) -> list[dict[str, Any]]:
    """The kinds that persons confirmed and that stand, those of most subjects first."""
    title, noun, subjects, found = (kinds.column(one) for one in ("检查项目", "对象类别", "通报对象", "通报问题"))
    some = sorted((row for row in kinds.rows if row[found]), key=lambda row: (-_whole(row[subjects]), str(row[title])))
    names = ("类别", "对象类别", "对象数", "问题数")
    return [
        {"序号": number, **dict(zip(names, (row[title], row[noun], row[subjects], row[found]), strict=True))}
        for number, row in enumerate(some, 1)
    ]


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _annex(table: str) -> str:
    return f"附件{ANNEXES.index(table) + 1}"


def _introduction(told: Fields, *, unfinished: bool) -> str:
    by = f"按照{told['检查依据']}要求，" if told["检查依据"] else ""
    so_far = "本期尚未结束，以下为截至检查时间的阶段性情况。" if unfinished else ""
    whole = "、".join(
        f"{called}{told[f'{noun}总数']}{m}，至少检查到一次的{told[f'{noun}看过数']}{m}"
        for noun, (m, called) in _MEASURES.items()
        if told[f"{noun}总数"]
    )
    scope = f"期末在册的{whole}" if whole else "期末没有在册的政府网站和政务新媒体账号"
    return (
        f"{by}{told['发文机关']}对{told['期间']}政府网站与政务新媒体进行了检查，时间为{told['起始日期']}至{told['截止日期']}，"
        f"采取机器检查与人工复核相结合的方式，共检查{told['检查轮次']}轮次；{scope}。{so_far}现将有关情况报告如下。"
    )


def _body(told: Fields, *, known: bool) -> Iterator[Paragraph]:
    yield Paragraph(Level.FIRST, "一、总体情况")
    yield Paragraph(Level.TEXT, told["总体情况"])
    yield Paragraph(Level.TEXT, _mended(told))
    if known:
        yield Paragraph(Level.TEXT, _citizens(told))
    yield Paragraph(Level.FIRST, "二、趋势")
    yield Paragraph(Level.TEXT, told["趋势"])
    yield Paragraph(Level.FIRST, "三、突出问题")
    yield from _problems(told)
    yield Paragraph(Level.FIRST, "四、检查数据的可靠性")
    yield Paragraph(Level.TEXT, told["准确率"])
    form = f"《政府网站监管年度报表》所需数据见{_annex('supervision')}，"
    yield Paragraph(Level.TEXT, f"{form}其中{told['由人工填写项目']}项台账里没有，须由人工填写。")
    if told["联系方式"]:
        yield Paragraph(Level.TEXT, f"联系方式：{told['联系方式']}。")


def _stand(told: Fields) -> Iterator[str]:
    """How many, how many passed, who waits and who was not measured, and who was 不合格 at any time."""
    for noun, (m, called) in _MEASURES.items():

        def n(title: str, noun: str = noun, m: str = m) -> str:
            return f"{told[f'{noun}{title}']}{m}"

        if not told[f"{noun}总数"]:
            yield f"没有在册的{called}。"
            continue
        rate = told[f"{noun}合格率"]
        said = f"合格率{rate}" if rate != NONE else "没有可以计算合格率的"
        parts = [f"期末{called}得出检查结果的{n('检查数')}，合格{n('合格数')}、不合格{n('不合格数')}，{said}"]
        if told[f"{noun}待确认数"]:
            parts.append(f"{n('待确认数')}可能不合格，待人工确认，不计入合格率")
        if told[f"{noun}未测数"]:
            parts.append(f"{n('未测数')}未测，不计入合格率，原因见未测对象表")
        ever, still = told[f"曾不合格{noun}数"], told[f"曾不合格{noun}期末仍不合格数"]
        if ever:
            parts.append(f"期内曾不合格的{ever}{m}（名单见{_annex('ever')}），期末仍不合格{still}{m}")
        else:
            parts.append("期内没有经人工确认不合格的")
        yield f"{'；'.join(parts)}。"


def _mended(told: Fields) -> str:
    if not told["通知问题数"]:
        return "没有下发整改通知的问题，不计算整改率。"
    rate = f"，整改率{told['整改率']}" if told["整改率"] != NONE else ""
    again = f"；整改后再次出现{told['整改后再现数']}个" if told["整改后再现数"] else ""
    return (
        f"上期和本期下发整改通知的问题{told['通知问题数']}个，期限已到的{told['到期问题数']}个，"
        f"其中已整改{told['到期已整改数']}个{rate}{again}。"
    )


def _citizens(told: Fields) -> str:
    if not told["找错留言数"]:
        return "期内没有收到“我为政府网站找错”留言。"
    late = f"；超期未答复{told['找错超期未答复数']}条" if told["找错超期未答复数"] else ""
    due = told["找错应答复数"]
    in_time = f"应答复{due}条，按期答复率{told['找错按期答复率']}" if due else "没有到期应答复的留言"
    return f"共收到“我为政府网站找错”留言{told['找错留言数']}条，办结率{told['找错办结率']}；{in_time}{late}。"


def _trend(told: Fields) -> Iterator[str]:
    """From the first month with a rate to the last; months without a look are named."""
    for noun, (_, called) in _MEASURES.items():
        rated = [name for name in told if name.endswith(f"月{noun}合格率")]
        if len(rated) > 1:
            said = (f"{name.removesuffix(f'{noun}合格率')}为{told[name]}" for name in (rated[0], rated[-1]))
            yield f"{called}合格率{'，'.join(said)}。"
        else:
            yield f"{called}不足两个月有合格率，不作比较。"
    found = {title: told[f"各月{title}问题合计"] for title in ("新发现", "已整改", "再次出现")}
    if any(found.values()):
        yield f"各月合计{'、'.join(f'{title}问题{count}个' for title, count in found.items())}。"
    yield f"各月情况见{_annex('months')}。"
    if told["断月"]:
        yield f"{told['断月']}没有检查或者没有留下汇总，不作比较。"


def _problems(told: Fields) -> Iterator[Paragraph]:
    worst = told["突出问题"]
    if not worst:
        yield Paragraph(Level.TEXT, "没有经人工确认、尚未整改的问题。")
    for one in worst[:NAMED]:
        m, called = _MEASURES[one["对象类别"]]
        counts = f"涉及{called}{one['对象数']}{m}、问题{one['问题数']}个"
        yield Paragraph(Level.THIRD, f"{one['序号']}.{one['类别']}。{counts}。")
    if len(worst) > NAMED:
        yield Paragraph(Level.TEXT, f"其余见{_annex('kinds')}。")


def _precision(told: Fields) -> str:
    if not told["有人工判断的检查项"]:
        return "还没有人工判断过机器发现的问题，不知道机器检查的准确率。"
    fallen = told["降为疑似的检查项"]
    doubt = f"；{fallen}个检查项因准确率低于要求，发现的问题只算疑似" if fallen else ""
    return (
        f"截至生成报告时，人工确认机器发现的问题{told['人工确认的问题']}个、排除{told['人工排除的问题']}个，"
        f"准确率{told['机器检查准确率']}（只说明人工看过的，不说明漏报）{doubt}。详见{_annex('precision')}。"
    )
