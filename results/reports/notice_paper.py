"""A notice (整改通知单) as a document of Word: an office's own template, or the one that is made here, filled.

A template is a document with fields in double braces, such as {{ 单位 }}; `FIELDS` names them all. What is filled in is
text and stays text. A template that asks for something else is refused, and what it asked for is named.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from docx.document import Document as Paper

from checks.indicators.edition import Edition
from checks.model.findings import SubjectType
from checks.model.registry import BEIJING
from results.errors import PersonError
from results.ledger.notice_lists import Item
from results.ledger.notices import Notice
from results.lines import issue_line
from results.reports.docx_filling import filled
from results.reports.official_paper import Style, blank, write
from results.reports.wording import numeral, shown

FIELDS: Mapping[str, str] = {
    "编号": "通知编号，例如 2026-0001",
    "文号": "发文字号，例如 临网改〔2026〕1号",
    "单位": "主送单位",
    "问题数": "问题个数",
    "重复数": "其中以前通知过、再次出现的个数",
    "期限": "整改期限，例如 2026年12月4日",
    "发出日期": "成文日期，例如 2026年11月20日",
    "署名": "发文机关",
    "联系方式": "联系人和电话",
    "对象": "有问题的网站和账号；每个有 序号、名称、类别、首页、问题；"
    "每个问题有 序号、名称、证据编号、说明、网址、所在网页、整改建议、重复",
}
"""What a template may ask for."""
_LONGEST = 600
"""Characters of one text in the document; the whole stands in the console."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What an office writes on its papers: who it is, how to reach it, its mark before 〔year〕, its own template."""

    office: str = ""
    contact: str = ""
    mark: str = ""
    template: Path | None = None


def notice_paper(one: Notice, items: Sequence[Item], edition: Edition, head: Letterhead) -> bytes:
    """The document. Raises PersonError for a template that cannot be read or asks for what there is not."""
    fields = _fields(one, items, edition, head)
    try:
        template = head.template.read_bytes() if head.template else default_template()
    except OSError as error:
        raise PersonError(
            f"读不到通知模板 {head.template}（{error.strerror}）；请检查 reports.notice_template"
        ) from error
    return filled(template, fields, f"通知模板 {head.template}" if head.template else "通知模板")


def default_template() -> bytes:
    """The template that is used where an office has none of its own, to begin from."""
    paper = blank()
    write(paper, Style.TITLE, "政府网站与政务新媒体问题整改通知单")
    write(paper, Style.MARK, "{{ 文号 }}")
    write(paper, Style.TEXT)
    write(paper, Style.RECEIVER, "{{ 单位 }}：")
    write(
        paper,
        Style.TEXT,
        "经巡查发现并经人工核实，你单位主办的政府网站、政务新媒体存在{{ 问题数 }}个问题"
        "{% if 重复数 %}，其中{{ 重复数 }}个以前已通知整改、现再次出现{% endif %}。现将问题和整改要求通知如下。",
    )
    write(paper, Style.FIRST, "一、存在的问题")
    _loop(paper, "一个", "对象")
    write(paper, Style.SECOND, "（{{ 一个.序号 }}）{{ 一个.名称 }}")
    _loop(paper, "问题", "一个.问题")
    write(
        paper,
        Style.TEXT,
        "{{ 问题.序号 }}.{{ 问题.名称 }}（证据编号{{ 问题.证据编号 }}"
        "{% if 问题.重复 %}，{{ 问题.重复 }}{% endif %}）。{{ 问题.说明 }}",
    )
    _when(paper, "问题.网址", Style.ADDRESS, "网址：{{ 问题.网址 }}")
    _when(paper, "问题.所在网页", Style.ADDRESS, "所在网页：{{ 问题.所在网页 }}")
    _when(paper, "问题.整改建议", Style.TEXT, "整改建议：{{ 问题.整改建议 }}")
    _end(paper)
    _end(paper)
    _demands(paper)
    for style, text in ((Style.TEXT, ""), (Style.SIGNATURE, "{{ 署名 }}"), (Style.SIGNATURE, "{{ 发出日期 }}")):
        write(paper, style, text)
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _demands(paper: Paper) -> None:
    write(paper, Style.FIRST, "二、整改期限")
    write(
        paper,
        Style.TEXT,
        "请于{{ 期限 }}前完成整改，并对照上述问题全面自查、举一反三。到期后将再次巡查核对；"
        "整改后又出现的，按重复出现的问题通报。",
    )
    write(paper, Style.FIRST, "三、反馈方式")
    write(
        paper,
        Style.TEXT,
        "请登录巡网控制台，打开整改通知{{ 编号 }}，逐条写明整改情况，附整改后的网址或截图后提交；"
        "不能登录的，以书面形式反馈，注明通知编号和证据编号。对问题有异议的，请一并写明理由。"
        "{% if 联系方式 %}联系方式：{{ 联系方式 }}。{% endif %}",
    )


def _loop(paper: Paper, each: str, of: str) -> None:
    write(paper, Style.TEXT, f"{{%p for {each} in {of} %}}")


def _end(paper: Paper) -> None:
    write(paper, Style.TEXT, "{%p endfor %}")


def _when(paper: Paper, there: str, style: Style, text: str) -> None:
    write(paper, Style.TEXT, f"{{%p if {there} %}}")
    write(paper, style, text)
    write(paper, Style.TEXT, "{%p endif %}")


def _fields(one: Notice, items: Sequence[Item], edition: Edition, head: Letterhead) -> dict[str, Any]:
    subjects = _subjects(items, edition)
    year, _, count = one.number.partition("-")
    return {
        "编号": one.number,
        "文号": f"{_plain(head.mark)}〔{year}〕{count.lstrip('0')}号",
        "单位": _plain(one.unit),
        "问题数": len(items),
        "重复数": sum(1 for item in items if item.returned or item.earlier),
        "期限": _day(one.due) if one.due else "（期限由发文机关填写）",
        "发出日期": _day(one.issued.astimezone(BEIJING).date()),
        "署名": _plain(head.office) or "（发文机关署名）",
        "联系方式": _plain(head.contact),
        "对象": subjects,
    }


def _subjects(items: Sequence[Item], edition: Edition) -> list[dict[str, Any]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.issue.subject, []).append(item)
    told = []
    for place, some in enumerate(found.values(), start=1):
        issue = some[0].issue
        told.append(
            {
                "序号": numeral(place),
                "名称": _plain(issue.name or issue.subject),
                "类别": "网站" if issue.subject_type is SubjectType.SITE else "政务新媒体账号",
                "首页": _plain(issue.home),
                "问题": _problems(some, edition),
            }
        )
    return told


def _problems(items: Sequence[Item], edition: Edition) -> list[dict[str, Any]]:
    """The advice stands where it is said first, not below each of forty dead links."""
    told = [_problem(number, item, edition) for number, item in enumerate(items, start=1)]
    said: set[str] = set()
    for one in told:
        if one["整改建议"] in said:
            one["整改建议"] = ""
        said.add(one["整改建议"])
    return told


def _problem(number: int, item: Item, edition: Edition) -> dict[str, Any]:
    issue, line = item.issue, issue_line(item.issue, edition)
    rule = edition.rules.get(issue.check)
    found_on = line["found_on"] if line["found_on"] != line["url"] else ""
    return {
        "序号": number,
        "名称": _plain(rule.title if rule else issue.check),
        "证据编号": issue.id,
        "说明": _sentence(line["says"] or issue.finding.code),
        "网址": _plain(line["url"]),
        "所在网页": _plain(found_on),
        "整改建议": _sentence(line["fix"]),
        "重复": _repeated(item),
    }


def _repeated(item: Item) -> str:
    if item.earlier:
        return f"重复出现，曾列入整改通知{'、'.join(item.earlier[-3:])}"
    return "整改后再次出现" if item.returned else ""


def _plain(text: object) -> str:
    said = " ".join(shown(str(text)).split())
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def _sentence(text: object) -> str:
    said = _plain(text)
    return said if not said or said[-1] in "。！？…；" else f"{said}。"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
