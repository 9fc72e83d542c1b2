"""One row of a sheet to a site, a column or an account; what is wrong with it is gathered, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from checks.model.registry import Account, Column, Level, Site, SiteKind, SubjectState
from results.intake import cells
from results.intake.cells import Cell
from results.intake.faults import CellFault, SheetError
from results.intake.grids import Grid
from results.intake.headers import Recognised
from results.masking import mask

T = TypeVar("T")

LEVELS: Mapping[str, Level] = {
    **dict.fromkeys(("国家", "国家级", "中央", "nation"), Level.NATION),
    **dict.fromkeys(("省级", "省", "自治区", "直辖市", "province"), Level.PROVINCE),
    **dict.fromkeys(("市级", "市", "地市级", "地级市", "州", "city"), Level.CITY),
    **dict.fromkeys(("县级", "县", "区县", "县区", "区", "区级", "县级市", "county"), Level.COUNTY),
    **dict.fromkeys(("乡镇", "乡镇级", "镇", "乡", "街道", "乡镇街道", "乡镇(街道)", "town"), Level.TOWN),
    **dict.fromkeys(("未知", "unknown"), Level.UNKNOWN),
}
KINDS: Mapping[str, SiteKind] = {
    **dict.fromkeys(("门户网站", "门户", "政府门户网站", "政府门户", "portal"), SiteKind.PORTAL),
    **dict.fromkeys(("部门网站", "部门", "政府部门网站", "department"), SiteKind.DEPARTMENT),
    **dict.fromkeys(("其他", "其它", "其他网站", "专题网站", "other"), SiteKind.OTHER),
}
STATES: Mapping[str, SubjectState] = {
    **dict.fromkeys(("正常", "正常运行", "在运行", "运行", "normal"), SubjectState.NORMAL),
    **dict.fromkeys(("临时下线", "paused"), SubjectState.PAUSED),
    **dict.fromkeys(("关停", "已关停", "永久下线", "closed"), SubjectState.CLOSED),
    **dict.fromkeys(("注销", "已注销", "cancelled"), SubjectState.CANCELLED),
    **dict.fromkeys(("变更", "已变更", "changed"), SubjectState.CHANGED),
}
YES: Mapping[str, bool] = {
    **dict.fromkeys(("有", "是", "yes", "y", "true", "1"), True),
    **dict.fromkeys(("无", "否", "没有", "不是", "no", "n", "false", "0"), False),
}
CATEGORIES: Mapping[str, str] = {
    name: category
    for category, names in {
        "news": "动态要闻 要闻动态 要闻 动态",
        "notice": "通知公告 公示公告 公告",
        "policy": "政策文件 政策",
        "interpretation": "政策解读 解读",
        "overview": "概况 概况信息",
        "functions": "机构职能 机构概况",
        "leaders": "领导信息 领导之窗",
        "interaction": "互动交流 互动",
        "services": "办事服务 政务服务",
        "disclosure": "政府信息公开 信息公开",
        "data": "数据 数据发布",
        "personnel": "人事 人事信息",
        "planning": "规划计划 规划",
        "other": "其他 其它",
    }.items()
    for name in (category, *names.split())
}
SOURCES: Mapping[str, str] = {
    name: source
    for source, names in {
        "feed": "订阅 rss",
        "rsshub": "",
        "wewe_rss": "wewe-rss",
        "we_mp_rss": "we-mp-rss werss",
        "wechat2rss": "",
        "wechat_article": "微信文章",
        "weibo": "微博 新浪微博",
        "wechat_mp": "微信 微信公众号 公众号",
        "toutiao": "头条 今日头条",
        "bilibili": "b站 哔哩哔哩",
        "xuexi": "学习强国 学习强国号",
        "appstore": "应用商店",
        "sheet": "台账 表格",
    }.items()
    for name in (source, *names.split())
}
FED = frozenset({"feed", "rsshub", "wewe_rss", "we_mp_rss", "wechat2rss", "wechat_article"})
"""Sources that read what stands at an address, which must be registered."""
PLATFORMS: Mapping[str, str] = {
    "微信": "微信公众号", "公众号": "微信公众号", "视频号": "微信视频号", "小程序": "微信小程序", "微博": "新浪微博",
    "头条": "今日头条", "头条号": "今日头条", "抖音号": "抖音", "快手号": "快手", "哔哩哔哩": "B站", "bilibili": "B站",
    "b站": "B站", "学习强国": "学习强国号", "app": "移动客户端", "客户端": "移动客户端", "其它": "其他",
}  # fmt: skip


NUMBERING = ("序号", "编号", "No", "No.")
"""Columns that only count the rows: as notes they would change whenever a row is moved."""


@dataclass(slots=True)
class Row:
    """A row under its headers. Asking for a field gives its value, or notes the fault and gives what is empty."""

    grid: Grid
    head: Recognised
    number: int
    cells: Sequence[Cell]
    headers: Sequence[Cell]
    errors: list[SheetError] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """True when no cell holds anything, not even a formula."""
        return not self.grid.formulas.get(self.number) and not any(str(cell).strip() for cell in self.cells)

    @property
    def place(self) -> str:
        """Where the row stands, for a message about another row."""
        sheet = f"工作表「{self.grid.sheet}」" if self.grid.sheet else ""
        return f"{self.grid.file} {sheet}第 {self.number} 行"

    def text(self, name: str, needed: bool = False) -> str:
        """The field as one line of text, "" when it is empty or at fault."""
        return self.read(name, cells.line, "", needed)

    def read(self, name: str, meaning: Callable[[str], T], empty: T, needed: bool = False) -> T:
        """What the field means; `empty` when the sheet has no such column or the cell is at fault."""
        index = self.head.at.get(name)
        if index is None:
            return empty
        try:
            if index in self.grid.formulas.get(self.number, ()):
                raise CellFault("这一格是公式", "请复制后“选择性粘贴→数值”，只留结果")
            value = cells.text(self.cells[index] if index < len(self.cells) else "")
            if needed and not value:
                raise CellFault("没有填写", "这一项必须填")
            return meaning(value)
        except CellFault as fault:
            self.fault(name, fault)
            return empty

    def day(self, name: str) -> date | None:
        """The field as a day, also where Excel made a date of it; None when it is empty or at fault."""
        index = self.head.at.get(name)
        cell = self.cells[index] if index is not None and index < len(self.cells) else ""
        if isinstance(cell, date) and index not in self.grid.formulas.get(self.number, ()):
            return cell.date() if isinstance(cell, datetime) else cell
        return self.read(name, cells.day, None)

    def fault(self, name: str, fault: CellFault) -> None:
        self.errors.append(self.error(name, fault.problem, fault.expected))

    def error(self, name: str, problem: str, expected: str) -> SheetError:
        index = self.head.at.get(name)
        if index is None:
            header = next((f.title for f in self.head.fields if f.id == name), name)
        else:
            header = " ".join(str(self.headers[index]).split())
        return SheetError(self.grid.file, self.grid.sheet, self.number, header, problem, expected)

    def notes(self) -> str:
        """The notes column, then each column that is not known as `header：value`; personal numbers masked."""
        said = [mask(self.text("notes"))]
        for index, header in self.head.unknown.items():
            if cells.line(header).strip() in NUMBERING:
                continue
            value = cells.remark(self.cells[index]) if index < len(self.cells) else ""
            if value:
                said.append(f"{' '.join(header.split()).strip('★☆* ')[:60]}：{' '.join(value.split())}")
        return "；".join(part for part in said if part)[: cells.LONGEST]


def site(row: Row) -> Site | None:
    """The site of a row, None when anything in it is wrong."""
    made = Site(
        name=row.text("name", needed=True),
        home=row.read("home", cells.address, "", needed=True),
        unit=row.text("unit", needed=True),
        code=row.read("site_code", cells.site_code, ""),
        kind=row.read("kind", lambda v: cells.choice(v, KINDS, SiteKind.OTHER), SiteKind.OTHER),
        level=_level(row),
        region=row.text("region"),
        has_services=row.read("has_services", lambda v: cells.choice(v, YES, True), True),
        state=_state(row),
        hosts=row.read("hosts", cells.hosts, ()),
        full_coverage=row.read("full_coverage", lambda v: cells.choice(v, YES, False), False),
        contact=row.text("contact"),
        phone=row.text("phone"),
        notes=row.notes(),
    )
    return None if row.errors else made


def column(row: Row) -> Column | None:
    """The column of a row, None when anything in it is wrong. Its site is a code or a home page, not yet looked up."""
    made = Column(
        site=row.read("site_code", _code_or_home, "", needed=True),
        name=row.text("name", needed=True),
        url=row.read("url", cells.address, "", needed=True),
        category=row.read("category", lambda v: cells.choice(v, CATEGORIES, ""), ""),
        days=row.read("days", cells.days, None),
        exempt=_granted(row),
    )
    return None if row.errors else made


def _granted(row: Row) -> str:
    """Why the column owes no updates, with who granted it and when, as one record; "" when nothing was granted."""
    reason, told = row.text("exempt"), "，".join(filter(None, (row.text("exempt_by"), row.text("exempt_on"))))
    if told and not reason:
        row.fault("exempt", CellFault("有批准人或批准日期，却没有免更新理由", "请写明理由，或清空批准人和批准日期"))
    return f"{reason}（批准：{told}）" if reason and told else reason


def account(row: Row) -> Account | None:
    """The account of a row, None when anything in it is wrong."""
    made = Account(
        platform=row.read("platform", lambda v: PLATFORMS.get(v.casefold(), cells.line(v)), "", needed=True),
        name=row.text("name", needed=True),
        unit=row.text("unit", needed=True),
        platform_id=row.text("platform_id"),
        home=row.read("home", cells.address, ""),
        parent_unit=row.text("parent_unit"),
        level=_level(row),
        region=row.text("region"),
        verified_as=row.text("verified_as"),
        days=row.read("days", cells.days, None),
        source=row.read("source", lambda v: cells.choice(v, SOURCES, ""), ""),
        source_url=row.read("source_url", cells.address, ""),
        state=_state(row),
        main=row.read("main", lambda v: cells.choice(v, YES, False), False),
        notes=row.notes(),
    )
    if made.source in FED and not made.source_url and not row.errors:
        row.fault("source_url", CellFault(f"网关类型是 {made.source}，却没有订阅地址", "请填写订阅地址，或改网关类型"))
    return None if row.errors else made


def _code_or_home(value: str) -> str:
    return cells.address(value) if "." in value and not value.endswith(".0") else cells.site_code(value)


def _level(row: Row) -> Level:
    return row.read("level", lambda v: cells.choice(v, LEVELS, Level.UNKNOWN), Level.UNKNOWN)


def _state(row: Row) -> SubjectState:
    return row.read("state", lambda v: cells.choice(v, STATES, SubjectState.NORMAL), SubjectState.NORMAL)
