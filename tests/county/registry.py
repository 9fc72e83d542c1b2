"""The registry of the county as an office keeps it: csv sheets with Chinese headers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.county.draft import Account, Site

CATEGORIES = {
    "news": "动态要闻",
    "notice": "通知公告",
    "policy": "政策文件",
    "interpretation": "政策解读",
    "overview": "概况",
    "functions": "机构职能",
    "leaders": "领导信息",
    "interaction": "互动交流",
    "services": "办事服务",
    "disclosure": "政府信息公开",
    "data": "数据",
    "personnel": "人事",
    "planning": "规划计划",
    "other": "其他",
}
_SITES = [
    "网站标识码",
    "网站名称",
    "首页网址",
    "主办单位",
    "网站类型",
    "主管单位",
    "行政级别",
    "所属地区",
    "对外服务职能",
    "状态",
    "其他域名",
    "联系人",
    "联系电话",
]
_COLUMNS = ("网站标识码", "栏目名称", "栏目网址", "栏目类别", "更新期限(天)")
_ACCOUNTS = [
    "平台",
    "账号名称",
    "平台账号ID",
    "账号主页地址",
    "主办单位",
    "主管单位",
    "行政级别",
    "所属地区",
    "更新频次要求(天)",
    "网关类型",
    "网关订阅地址",
    "状态",
]
OFFICE = "临江县人民政府办公室"


def write(sites: Sequence[Site], accounts: Sequence[Account], folder: Path) -> list[Path]:
    """sites.csv (UTF-8 with BOM, as Excel saves it), columns.csv (GBK) and accounts.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in ("sites.csv", "columns.csv", "accounts.csv")]
    _sheet(paths[0], "utf-8-sig", _SITES, map(_site, sites))
    rows = [
        (s.code, c.name, s.url(c.first), CATEGORIES[c.category], c.days or "")
        for s in sites
        for c in s.columns
        if c.registered
    ]
    rows += [(s.code, name, url, CATEGORIES[category], "") for s in sites for name, url, category in s.more_columns]
    _sheet(paths[1], "gbk", _COLUMNS, rows)
    if not accounts:
        return paths[:2]  # nobody imports an empty sheet
    _sheet(paths[2], "utf-8", _ACCOUNTS, map(_account, accounts))
    return paths


def _site(site: Site) -> tuple[str, ...]:
    parent = "" if site.unit == OFFICE else OFFICE
    services = "无" if site.kind == "其他" else "有"
    home = site.home
    return (
        site.code,
        site.name,
        home,
        site.registrant or site.unit,
        site.kind,
        parent,
        site.level,
        "临江县",
        services,
        site.state,
        "|".join(site.hosts),
        "张某",
        "0999-6000000",
    )


def _account(one: Account) -> tuple[object, ...]:
    parent = "" if one.unit == OFFICE else OFFICE
    told = (one.platform, one.name, one.number, one.home, one.unit, parent, one.level, "临江县")
    return *told, one.days or "", one.source, one.url, one.state


def _sheet(path: Path, encoding: str, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
