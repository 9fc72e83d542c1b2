"""The headers of the four sheets: which columns there are, and how to tell a sheet by them.

A header is compared folded (full width, case, blanks, line breaks, stars, brackets and what stands in them dropped) and
whole: 主办单位 and 主管单位, or 账号名称 and 平台账号ID, are never taken for each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

_BRACKETS = re.compile(r"[(\[【〔{<《][^)\]】〕}>》]{0,40}[)\]】〕}>》]")
_KEPT = re.compile(r"[^\w]+|_+")


class SheetKind(StrEnum):
    """What a sheet lists; the value is its name in a workbook."""

    UNITS = "单位"
    SITES = "网站"
    COLUMNS = "栏目"
    ACCOUNTS = "账号"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a sheet: `id` is its English header, `title` the Chinese one we write, `also` what we read too."""

    id: str
    title: str
    also: tuple[str, ...] = ()
    needed: bool = False
    note: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """A header row that was understood: of one of the four sheets, or of another with columns of its own (None).

    `at` is field id → index of its column; `unknown` index → header as written.
    """

    kind: SheetKind | None
    fields: Sequence[Field]
    at: Mapping[str, int]
    unknown: Mapping[int, str]
    missing: tuple[Field, ...] = ()
    doubled: tuple[tuple[str, str], ...] = ()


_LEVELS = ("国家", "省级", "市级", "县级", "乡镇")
_LEVEL = Field("level", "行政级别", ("级别", "层级"), note="国家、省级、市级、县级、乡镇", choices=_LEVELS)
_REGION = Field("region", "所属地区", ("地区", "区域", "所在地区", "行政区划"), note="例：临江县")
_UNIT = Field("unit", "主办单位", ("责任单位", "主办部门", "开办单位"), True, "对网站或账号负责的单位全称")
_PARENT = Field("parent_unit", "主管单位", ("主管部门", "上级主管单位"), note="主办单位的上级；最上一级留空")
_NOTES = Field("notes", "备注", ("说明", "note"))
_CATEGORIES = ("动态要闻", "通知公告", "政策文件", "政策解读", "概况", "机构职能", "领导信息", "互动交流", "办事服务")
_CATEGORY_CHOICES = (*_CATEGORIES, "政府信息公开", "数据", "人事", "规划计划", "其他")
_PLATFORMS = (
    *("微信公众号", "微信视频号", "微信小程序", "新浪微博", "抖音", "快手", "今日头条", "B站", "学习强国号", "人民号"),
    *("百家号", "大鱼号", "企鹅号", "网易号", "一点资讯", "百度贴吧", "移动客户端", "其他"),
)

FIELDS: Mapping[SheetKind, tuple[Field, ...]] = {
    SheetKind.UNITS: (
        Field("name", "单位名称", ("单位", "机构名称", "unit"), True, "单位全称"),
        Field("parent", "上级单位", ("主管单位", "上级主管单位", "parent_unit"), True, "最上一级留空"),
        _LEVEL,
        _REGION,
    ),
    SheetKind.SITES: (
        Field(
            "site_code",
            "网站标识码",
            ("标识码", "政府网站标识码", "code"),
            note="10 位：6 位区划代码或 bm 加 4 位数字，再加 4 位顺序号",
        ),
        Field("name", "网站名称", ("名称", "站点名称"), True),
        Field(
            "home",
            "首页网址",
            ("网址", "网站网址", "首页地址", "网站地址", "url", "homepage"),
            True,
            "以 http:// 或 https:// 开头",
        ),
        _UNIT,
        Field("kind", "网站类型", ("类型",), note="门户网站、部门网站、其他", choices=("门户网站", "部门网站", "其他")),
        _PARENT,
        _LEVEL,
        _REGION,
        Field(
            "has_services",
            "对外服务职能",
            ("有无对外服务职能", "服务职能"),
            note="有或无；留空为有",
            choices=("有", "无"),
        ),
        Field(
            "state", "状态", ("网站状态", "运行状态"), note="正常、临时下线、关停", choices=("正常", "临时下线", "关停")
        ),
        Field("hosts", "其他域名", ("其它域名", "附属域名", "其他主机"), note="同一网站的其他域名，用 | 分隔"),
        Field(
            "full_coverage",
            "授权全站访问",
            ("全站访问授权",),
            note="是或否；是表示主办单位允许访问 robots.txt 禁止的内容",
            choices=("是", "否"),
        ),
        Field("contact", "联系人", ("网站联系人",)),
        Field("phone", "联系电话", ("电话", "联系方式")),
        _NOTES,
    ),
    SheetKind.COLUMNS: (
        Field(
            "site_code",
            "网站标识码",
            ("标识码", "政府网站标识码", "site", "所属网站", "网站首页"),
            True,
            "没有标识码的网站写首页网址",
        ),
        Field("name", "栏目名称", ("名称", "栏目"), True),
        Field("url", "栏目网址", ("栏目地址", "栏目链接", "网址"), True, "以 http:// 或 https:// 开头"),
        Field(
            "category", "栏目类别", ("类别", "栏目类型"), note="、".join(_CATEGORY_CHOICES), choices=_CATEGORY_CHOICES
        ),
        Field("days", "更新期限(天)", ("更新期限", "更新周期", "更新频次"), note="大于 0 的整数；留空按检查指标"),
        Field("exempt", "免更新理由", ("豁免理由", "免检理由"), note="确实不需要更新的栏目写明理由"),
        Field("exempt_by", "免更新批准人", ("豁免批准人", "免更新登记人"), note="谁确认的；与理由一起留作人工确认记录"),
        Field("exempt_on", "免更新批准日期", ("豁免批准日期", "免更新登记日期"), note="例：2026-09-01"),
    ),
    SheetKind.ACCOUNTS: (
        Field(
            "platform",
            "平台",
            ("平台名称", "账号平台", "新媒体类型", "所属平台"),
            True,
            "、".join(_PLATFORMS),
            _PLATFORMS,
        ),
        Field("name", "账号名称", ("新媒体名称", "账号", "名称"), True),
        Field(
            "platform_id",
            "平台账号ID",
            ("平台ID", "账号ID", "公众号ghid"),
            note="微博 uid、微信 gh_…、抖音 sec_uid 等；长数字设为文本",
        ),
        Field("home", "账号主页地址", ("账号主页", "主页地址", "账号网址", "主页")),
        _UNIT,
        _PARENT,
        _LEVEL,
        _REGION,
        Field("verified_as", "认证主体", ("认证单位",)),
        Field("main", "是否主账号", ("主账号",), note="是或否", choices=("是", "否")),
        Field(
            "days", "更新频次要求(天)", ("更新频次要求", "更新期限", "更新频次"), note="大于 0 的整数；留空按检查指标"
        ),
        Field(
            "source",
            "网关类型",
            ("读取方式",),
            note="feed、rsshub、wewe_rss、we_mp_rss、wechat2rss、wechat_mp、wechat_article、weibo、toutiao、bilibili、xuexi、"
            "appstore、sheet；见 docs/accounts.md",
        ),
        Field(
            "source_url",
            "网关订阅地址",
            ("订阅地址", "feed_url"),
            note="网关类型为 feed、网关和 wechat_article 时必填",
        ),
        Field("state", "状态", ("账号状态",), note="正常、变更、关停、注销", choices=("正常", "变更", "关停", "注销")),
        _NOTES,
    ),
}


def fold(header: str) -> str:
    """A header as it is compared: NFKC, lower case, without blanks, stars, punctuation and bracketed remarks."""
    text = unicodedata.normalize("NFKC", header[:200]).casefold()
    return _KEPT.sub("", _BRACKETS.sub("", text))


def recognise(cells: Sequence[str]) -> Recognised | None:
    """What the row of headers `cells` heads; None when it heads none of the four sheets.

    A sheet that lacks one needed column is still recognised, with `missing`: the best guess says what to add.
    """
    guesses = [guess for kind in SheetKind if (guess := match(FIELDS[kind], cells, kind)) is not None]
    if not guesses:
        return None
    return max(guesses, key=lambda guess: (not guess.missing, len(guess.at), -len(guess.missing)))


def match(fields: Sequence[Field], cells: Sequence[str], kind: SheetKind | None = None) -> Recognised | None:
    """`cells` as the headers of a sheet with these columns; None when they are not, or two needed ones are missing."""
    known = {fold(name): field for field in fields for name in (field.id, field.title, *field.also)}
    at: dict[str, int] = {}
    unknown: dict[int, str] = {}
    doubled: list[tuple[str, str]] = []
    for index, header in enumerate(cells):
        field = known.get(fold(header))
        if field is None:
            if header.strip():
                unknown[index] = header
        elif field.id in at:
            doubled.append((cells[at[field.id]], header))
        else:
            at[field.id] = index
    missing = tuple(field for field in fields if field.needed and field.id not in at)
    if len(missing) > 1 or len(at) < 2:
        return None
    return Recognised(kind, fields, at, unknown, missing, tuple(doubled))
