"""What a bulletin tells, by name (`phrases.FIELDS`): the numbers of its sections, and its lists as rows of text.

The letter is written from these alone, so a number in it can only be one that a section holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from checks.model.registry import BEIJING
from results.reports.content import Section, Table
from results.reports.period_rows import PeriodRows, Progress
from results.reports.period_tables import NOUNS
from results.reports.phrases import FIELDS, OFFICE, OfficeWords
from results.reports.problem_tables import Named, by_kind, called
from results.reports.progress_tables import OTHER, RESULTS
from results.reports.row_laws import NONE
from results.reports.sums import per_cent
from results.reports.wording import shown

Fields = dict[str, Any]
LONGEST = 120
"""Characters of one problem in the letter; the whole stands in the annex."""
EVIDENCE = 3
"""So many evidence numbers stand behind one subject; the others are in the annex."""
TEXTS = ("网站情况", "账号情况", "整改情况", "找错情况", "IPv6情况", "解读情况")
"""Fields that are whole paragraphs: the letter writes them."""


def fields(given: PeriodRows, found: Iterable[Named], sections: Sequence[Section], words: OfficeWords) -> Fields:
    """Every field but the paragraphs. A number that nobody knows is NONE. `found` are all `named` problems."""
    tables = {table.id: table for section in sections for table in section.tables}
    told = numbers(sections)
    day = min(given.period.end, given.made_at.astimezone(BEIJING).date())
    by = by_kind(found)
    lists: Fields = {
        "发文机关": plain(given.office) or OFFICE,
        "期间": given.period.name,
        "起始日期": day_of(given.period.start),
        "截止日期": day_of(day),
        "检查依据": "、".join(words.sources),
        "联系方式": plain(words.contact),
        "平台": rows(tables["platforms"], 平台="名称", 账号总数="总数"),
        "地区": _regions(tables["regions"]),
        "未测原因": _reasons(tables["unmeasured"]),
        **{f"{noun}问题": _problems(by, noun, words.named) for noun in NOUNS.values()},
        "不合格名单": rows(tables["failed"], **_LISTED, 证据编号="证据编号"),
        "曾不合格名单": rows(tables["once"], **{**_LISTED, "单项否决项": "", "曾触发的单项否决项": "单项否决项"}),
        "检查项目": _checked(tables["checked"]),
        "要求": [{"标题": plain(title), "文字": plain(text, 1000)} for title, text in words.demands],
    }
    counted = {name: told.get(name, NONE) for name in FIELDS if name not in lists and name not in TEXTS}
    return {**lists, **counted}


_LISTED = {
    "序号": "序号",
    "对象类别": "类别",
    "名称": "名称",
    "主办单位": "单位",
    "所属地区": "地区",
    "单项否决项": "单项否决项",
}


def numbers(sections: Iterable[Section]) -> Fields:
    found: Fields = {}
    for section in sections:
        found |= {figure.label: figure.value for figure in section.figures}
        found |= {one.label: per_cent(one) for one in section.shares}
    return found


def rows(table: Table, **names: str) -> list[dict[str, Any]]:
    """The rows of a table as mappings: title of a column → name of a field, "" for one that is left out."""
    asked = [(table.column(title), name) for title, name in names.items() if name]
    return [
        {name: value if isinstance(value := row[at], int) else plain(value) for at, name in asked} for row in table.rows
    ]


def _regions(table: Table) -> list[dict[str, Any]]:
    rates = {f"{name}（%）": name for name in ("网站合格率", "账号合格率", "合计合格率")}
    found = rows(table, **{"地区（部门）": "名称"}, **rates, 位次="位次")
    return [
        {name: f"{value}%" if name in rates.values() and value != NONE else value for name, value in one.items()}
        for one in found
    ]


def _reasons(table: Table) -> list[dict[str, Any]]:
    """Why subjects are 未测, the most frequent first."""
    asked = (table.column("对象类别"), table.column("未测原因"))
    counted = Counter(tuple(str(row[at]) for at in asked) for row in table.rows)
    return [
        {"类别": noun, "原因": plain(why), "数目": number}
        for (noun, why), number in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    ]


def _problems(by: Mapping[tuple[str, str, str], Sequence[Named]], noun: str, named: int) -> list[dict[str, Any]]:
    """Each kind of problem that persons confirmed and that stands, with the first `named` subjects that have it."""
    told = [
        (title, kind, confirmed)
        for (whose, title, kind), some in by.items()
        if whose == noun and (confirmed := [one for one in some if one.told])
    ]
    return [_kind(number, *one, named) for number, one in enumerate(told, 1)]


def _kind(number: int, title: str, kind: str, some: Sequence[Named], named: int) -> dict[str, Any]:
    subjects = [list(one) for _, one in groupby(some, key=lambda one: one.subject.key)]
    return {
        "序号": number,
        "类别": plain(title),
        "性质": kind,
        "对象数": len(subjects),
        "问题数": len(some),
        "对象": [_subject(one) for one in subjects[:named]],
    }


def _subject(some: Sequence[Named]) -> dict[str, Any]:
    first = some[0]
    numbers = "、".join(str(one.problem.number) for one in some[:EVIDENCE])
    again = any(one.problem.progress is Progress.AGAIN for one in some)
    return {
        "单位": plain(first.subject.unit),
        "名称": plain(called(first.subject)),
        "说明": plain(first.problem.says).rstrip("。；"),
        "证据编号": f"{numbers}等" if len(some) > EVIDENCE else numbers,
        "重复": "整改后再次出现" if again else "",
    }


def _checked(table: Table) -> list[dict[str, Any]]:
    names = {"检查项目": "项目", "主题": "主题", "对象类别": "类别", **{one: one for one in RESULTS}}
    return [one for one in rows(table, **names) if one["主题"] != OTHER]


def plain(value: object, longest: int = LONGEST) -> str:
    """One line of text without what could deceive a reader, bounded."""
    said = " ".join(shown(str(value)).split())
    return said if len(said) <= longest else f"{said[: longest - 1]}…"


def day_of(day: date) -> str:
    """As a paper writes it: 2026年7月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
