"""An empty registry workbook to fill in, and a registry written out in the same form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from checks.model.registry import Level, Registry, SiteKind, SubjectState
from results.intake.blank import Blank, write_blank
from results.intake.headers import FIELDS, Field, SheetKind
from results.intake.rows import CATEGORIES, KINDS, LEVELS, STATES

_EXPLAINED = (
    "一、每张表一行一个对象，第一行表头不要改动；列的先后可以调整，多出的列会作为备注保留。",
    "二、带 ★ 的列必填。没有内容的工作表留空即可。",
    "三、网站标识码、平台账号ID 等长数字请保持“文本”格式；不要使用公式。",
    "四、没有网站标识码的网站以首页网址识别；栏目表的“网站标识码”列此时写首页网址。",
    "五、单位表可以不填：单位及其上级会从主办单位、主管单位两列得到。",
    "六、导入时如有一处不合格，全部内容都不会导入，程序会列出每一处的文件、工作表、行、列和改法。",
)


def write_template(path: Path) -> None:
    """Writes an empty workbook: four sheets, notes on the headers, lists of the allowed values. Raises PersonError."""
    _write(path, {})


def write_registry(path: Path, registry: Registry) -> None:
    """Writes a registry as a workbook that `read_sheets` reads back to the same registry. Raises PersonError."""
    _write(
        path,
        {
            SheetKind.UNITS: [_values(unit, SheetKind.UNITS) for unit in registry.units],
            SheetKind.SITES: [
                {**_values(site, SheetKind.SITES), "site_code": site.code, "hosts": "|".join(site.hosts)}
                for site in registry.sites
            ],
            SheetKind.COLUMNS: [
                {**_values(column, SheetKind.COLUMNS), "site_code": column.site} for column in registry.columns
            ],
            SheetKind.ACCOUNTS: [_values(account, SheetKind.ACCOUNTS) for account in registry.accounts],
        },
    )


def _values(noun: object, kind: SheetKind) -> dict[str, Any]:
    return {field.id: getattr(noun, field.id, "") for field in FIELDS[kind]}


def _write(path: Path, rows: Mapping[SheetKind, Sequence[Mapping[str, Any]]]) -> None:
    sheets = [
        Blank(
            str(kind),
            FIELDS[kind],
            [[_shown(field.id, row[field.id]) for field in FIELDS[kind]] for row in rows.get(kind, ())],
            _width,
        )
        for kind in SheetKind
    ]
    write_blank(path, sheets, _EXPLAINED)


def _width(field: Field) -> int:
    if "url" in field.id or field.id == "home":
        return 36
    return 28 if field.id in ("unit", "parent_unit", "parent", "name") else max(12, 2 * len(field.title) + 4)


def _shown(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return ("有" if value else "无") if name == "has_services" else ("是" if value else "否")
    if isinstance(value, Level | SiteKind | SubjectState):
        words: Mapping[str, Any] = {**LEVELS, **KINDS, **STATES}
        return next(word for word, meant in words.items() if meant is value)
    if name == "category":
        return next((word for word, meant in CATEGORIES.items() if meant == value and not word.isascii()), str(value))
    return "" if value is None else str(value)
