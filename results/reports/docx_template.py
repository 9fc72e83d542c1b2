"""The letter of a report as a template of Word: the one that is made here, and what an office's own may ask for.

An office writes the template out, changes wording and places in Word, and names it in its settings. What is annexed is
set behind the text of the template, each annex on a page of its own.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from results.reports.annexes import Annex
from results.reports.content import Report
from results.reports.letter import Letter, Level
from results.reports.official_paper import Style, blank, write
from results.reports.wording import shown

FIELDS: Mapping[str, str] = {
    "标题": "通报标题",
    "主送": "主送机关，不带冒号",
    "引言": "引言各段",
    "未计入": "没有计入统计的内容和原因，每条一句；模板里没有这个字段时，附在文后",
    "正文": "各段；每段有 级（1 是“一、”，2 是“（一）”，3 是“1.”，0 是正文）和 文字",
    "附件": "各附件；每个有 序号、名称",
    "署名": "发文机关",
    "日期": "成文日期，例如 2026年10月12日",
}
"""What every template of a letter may ask for; the fields of the letter itself (`Letter.fields`) stand beside them."""
LEFT_OUT = "未计入"
_LONGEST = 100_000
"""Characters of a paragraph: one that names several hundred accounts is not cut off."""
_LEVELS = {Level.FIRST: 1, Level.SECOND: 2, Level.THIRD: 3, Level.TEXT: 0}


def _each(loop: str, *lines: tuple[Style, str]) -> tuple[tuple[Style, str], ...]:
    return (Style.TEXT, f"{{%p for {loop} %}}"), *lines, (Style.TEXT, "{%p endfor %}")


_LINES = (
    (Style.TITLE, "{{ 标题 }}"),
    (Style.TEXT, ""),
    (Style.TEXT, "{%p if 主送 %}"),
    (Style.RECEIVER, "{{ 主送 }}："),
    (Style.TEXT, "{%p endif %}"),
    *_each("段 in 引言", (Style.TEXT, "{{ 段 }}")),
    (Style.TEXT, "{%p if 未计入 %}"),
    (Style.TEXT, "需要说明的是，下列内容没有计入统计：{{ 未计入 | join('；') }}。"),
    (Style.TEXT, "{%p endif %}"),
    *_each(
        "段 in 正文",
        (Style.TEXT, "{%p if 段.级 == 1 %}"),
        (Style.FIRST, "{{ 段.文字 }}"),
        (Style.TEXT, "{%p elif 段.级 == 2 %}"),
        (Style.SECOND, "{{ 段.文字 }}"),
        (Style.TEXT, "{%p else %}"),
        (Style.TEXT, "{{ 段.文字 }}"),
        (Style.TEXT, "{%p endif %}"),
    ),
    (Style.TEXT, "{%p if 附件 %}"),
    (Style.TEXT, ""),
    (Style.TEXT, "{%p endif %}"),
    *_each(
        "附 in 附件",
        (
            Style.TEXT,
            "{% if loop.first %}附件：{% else %}\u3000\u3000\u3000{% endif %}"
            "{% if 附件 | length > 1 %}{{ 附.序号 }}.{% endif %}{{ 附.名称 }}",
        ),
    ),
    (Style.TEXT, ""),
    (Style.TEXT, ""),
    (Style.SIGNATURE, "{{ 署名 }}"),
    (Style.SIGNATURE, "{{ 日期 }}"),
)
"""The paragraphs of the template that is used where an office has none of its own."""
_TOGETHER = 6
"""The last of them that stand on one page: the annexes (one line each), two free lines, signature and day."""


def default_template() -> bytes:
    """The template that is used where an office has none of its own, to begin from."""
    paper = blank()
    for style, text in _LINES:
        write(paper, style, text)
    # The signature never stands on a page of its own: the list of annexes goes with it.
    for one in paper.paragraphs[-_TOGETHER:-1]:
        one.paragraph_format.keep_with_next = True
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def letter_fields(report: Report, letter: Letter, annexed: Sequence[Annex]) -> dict[str, Any]:
    """What a template is filled with, by name; those of `FIELDS` go before what the letter calls alike."""
    own: dict[str, Any] = {
        "标题": line(report.title),
        "主送": line(letter.receiver).rstrip("：:"),
        "引言": tuple(line(one) for one in letter.introduction),
        LEFT_OUT: tuple(line(one).rstrip("。；") for one in report.left_out),
        "正文": tuple({"级": _LEVELS[one.level], "文字": line(one.text)} for one in letter.body),
        "附件": tuple({"序号": one.place, "名称": line(one.title)} for one in annexed),
        "署名": line(letter.signature) or "（发文机关署名）",
        "日期": f"{letter.day.year}年{letter.day.month}月{letter.day.day}日",
    }
    return {**own, **{name: line(text) for name, text in letter.fields.items() if name not in own}}


def line(text: str) -> str:
    """A text that stands in one paragraph."""
    return " ".join(shown(text, _LONGEST).split())
