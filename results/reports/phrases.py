"""What a bulletin (通报) says, in the words of real ones (standards.md 13), and what an office may say its own way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checks.indicators.edition import Edition

OFFICE = "（发文机关）"
"""Stands where no office is named."""
ANNEXES = ("sites", "accounts", "regions", "problems", "failed", "candidates")
"""The tables that are annexed to a bulletin, in their order."""
_DOCUMENTS = {
    "国办发〔2017〕47号": "政府网站发展指引",
    "国办秘函〔2019〕19号": "政府网站与政务新媒体检查指标",
    "国办发〔2018〕123号": "关于推进政务新媒体健康有序发展的意见",
}
_NUMBERED = re.compile(r"[^〔；]{1,20}〔\d{4}〕\d{1,5}号")
_LONGEST_SOURCE = 40
_END = re.compile(r"[：:（(，,；;。]|(?<![A-Za-z0-9])\d")
DEMANDS: tuple[tuple[str, str], ...] = (
    (
        "严格审核把关",
        "各单位要落实信息发布审核制度，坚持先审后发，严格执行“三审三校”，杜绝严重表述错误、泄露国家秘密和个人信息等问题。",
    ),
    (
        "加强更新维护",
        "要按照栏目和账号的更新期限及时发布信息，定期检查链接、附件和互动功能；对长期没有更新的栏目和账号，及时补充、整合或者关停。",
    ),
    (
        "限期整改到位",
        "被通报的单位要对照问题明细（附件4）逐条整改、举一反三；已下发整改通知的，按通知载明的期限完成。待人工确认的问题，请先行核实。",
    ),
    (
        "按时反馈情况",
        "整改情况请注明证据编号，通过巡网控制台或者书面形式反馈；对问题有异议的，请一并写明理由。",
    ),
)
"""What is asked of the units: a heading and a text each."""


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """What an office writes in its bulletins: to whom, who can be asked, by which documents was looked (`sources`),
    what is asked for. `named`: so many units are named of one kind of problem, the others are in the annex; `drawn`: so
    many sites are in the picture of how fresh columns are. Both are a choice of this project."""

    receiver: str = "各有关单位"
    contact: str = ""
    sources: tuple[str, ...] = ()
    demands: tuple[tuple[str, str], ...] = DEMANDS
    named: int = 5
    drawn: int = 20


FIELDS: Mapping[str, str] = {
    "发文机关": "发文机关；没有设置时为“（发文机关）”",
    "期间": "例如 2026年第三季度",
    "起始日期": "期间的第一天，例如 2026年7月1日",
    "截止日期": "期间的最后一天；期间还没有结束的，为生成的那一天",
    "检查依据": "例如 《政府网站发展指引》（国办发〔2017〕47号）；没有时为空",
    "联系方式": "联系人和电话；没有时为空",
    "检查轮次": "期间内检查了多少次",
    **{
        f"{noun}{title}": f"{noun}：{told}"
        for noun in ("网站", "账号")
        for title, told in (
            ("总数", "期末在册、没有关停的"),
            ("看过数", "期间内至少检查到一次的"),
            ("检查数", "得出检查结果的（合格、不合格、待确认）"),
            ("合格数", "合格的"),
            ("不合格数", "经人工确认不合格的"),
            ("待确认数", "可能不合格、还没有人工确认的"),
            ("未测数", "没有测出结果的"),
            ("合格率", "合格数÷（合格数＋不合格数），例如 99.22%；没有可计算的为 —"),
            ("曾不合格数", "期间内曾不合格、期末已不是的"),
            ("通报问题数", "经人工确认、还没有整改的问题"),
            ("待确认问题数", "机器发现、还没有人工确认、还没有整改的问题"),
            ("新发现问题数", "期间内新发现的问题"),
            ("再次出现问题数", "整改后再次出现的问题"),
            ("未整改问题数", "期间以前就有、还没有整改的问题"),
            ("已整改问题数", "期间内整改了的问题"),
            ("提示数", "提示（不是问题）"),
            ("问题数", "期间内的全部问题，含待确认和已整改的"),
        )
    },
    **{
        f"上期不合格{noun}{title}": f"上一期不合格的{noun}{told}"
        for noun in ("网站", "账号")
        for title, told in (
            ("数", "，期末仍在册的"),
            ("现合格数", "，现在合格的"),
            ("现不合格数", "，现在仍不合格的"),
            ("现待确认数", "，现在待人工确认的"),
            ("现未测数", "，现在未测的"),
        )
    },
    "通知问题数": "上期和本期下发整改通知的问题",
    "到期问题数": "其中整改期限已到的",
    "到期已整改数": "期限已到的里面已经整改的",
    "整改率": "到期已整改数÷到期问题数",
    "整改后再现数": "整改后再次出现的",
    "找错留言数": "“我为政府网站找错”收到的留言；没有数据时为 —（以下各项同）",
    "找错办结数": "已办结的留言",
    "找错办结率": "办结数÷留言数",
    "找错应答复数": "期限明确、已答复或者已超期的留言",
    "找错按期答复数": "按期答复的留言",
    "找错按期答复率": "按期答复数÷应答复数",
    "找错超期未答复数": "超期还没有答复的留言",
    "找错期限不明数": "已答复、答复期限不明的留言",
    "找错属实数": "核实为属实的留言",
    **{
        f"{name}情况": f"{told}的整段文字；没有可说的为空"
        for name, told in (
            ("网站", "政府网站检查情况"),
            ("账号", "政务新媒体检查情况"),
            ("整改", "上次问题整改情况"),
            ("找错", "我为政府网站找错"),
            ("IPv6", "IPv6"),
            ("解读", "政策解读"),
        )
    },
    "平台数": "账号分属多少个平台",
    "平台": "账号的平台，多的在前；每个有 名称、总数",
    "地区": "地区汇总；每个有 名称、网站合格率、账号合格率、合计合格率、位次",
    "网站问题": "网站的问题；每类有 序号、类别、性质、对象数、问题数、对象，每个对象有 单位、名称、说明、证据编号",
    "账号问题": "账号的问题，同上",
    "不合格名单": "每个有 序号、类别、名称、单位、地区、单项否决项、证据编号",
    "曾不合格名单": "每个有 序号、类别、名称、单位、地区、单项否决项",
    "检查项目": "IPv6、政策解读各项检查结果；每项有 主题、项目、类别、没有发现问题、有问题、待人工确认、未测、不适用",
    "未测原因": "未测的原因，多的在前；每个有 类别、原因、数目",
    "要求": "下一步工作要求；每条有 标题、文字",
}
"""What a template of a bulletin may ask for beside what every letter has."""


def sources(edition: Edition) -> tuple[str, ...]:
    """The documents that an edition was made from, as an introduction names them: only those that its rules name, and
    those by which a province or a city changed a rule."""
    told = list(_named(edition))
    national = [f"《{title}》（{number}）" for number, title in _DOCUMENTS.items() if number in told]
    local = [f"《{name}》" for name in dict.fromkeys(told) if name not in _DOCUMENTS]
    return (*national, *local)


def _named(edition: Edition) -> Iterator[str]:
    for rule in edition.rules.values():
        for part in rule.source.split("；"):
            name = part.strip()
            if name in _DOCUMENTS or (rule.overlays and name and len(name) <= _LONGEST_SOURCE and not _plain(name)):
                yield name


def _plain(name: str) -> bool:
    """A number without a title, or something that is no document."""
    return bool(_NUMBERED.search(name)) or not name.endswith(("办法", "规定", "指标", "细则", "标准", "意见", "通知"))


def short_reason(why: str) -> str:
    """Why something was not measured, in few words and without numbers, so that like reasons count together."""
    if why.startswith("得分区间"):
        return "尚有项目未测"
    return _END.split(why.strip(), maxsplit=1)[0].strip() or "没有记下原因"
