"""An empty registry workbook to fill in, and a registry written out in the same form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from checks.model.registry import Level, Registry, SiteKind, SubjectState
from results.errors import PersonError
from results.intake.headers import FIELDS, Field, SheetKind
from results.intake.rows import CATEGORIES, KINDS, LEVELS, STATES

_ROWS_CHECKED = 5000
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
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(path, options) as book:
            for kind in SheetKind:
                _sheet(book, kind, rows.get(kind, ()))
            sheet = book.add_worksheet("填表说明")
            sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
            for number, sentence in enumerate(_EXPLAINED):
                sheet.write_string(number, 0, sentence)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise PersonError(f"写不了 {path}（{error}）；请检查文件夹权限，或先关闭已打开的同名文件") from error


def _sheet(book: Any, kind: SheetKind, rows: Sequence[Mapping[str, Any]]) -> None:
    sheet = book.add_worksheet(str(kind))
    needed = book.add_format({"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1})
    free = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    text = book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for index, field in enumerate(FIELDS[kind]):
        title = f"★{field.title}" if field.needed else field.title
        sheet.write_string(0, index, title, needed if field.needed else free)
        sheet.set_column(index, index, _width(field), text)
        if field.note:
            sheet.write_comment(0, index, field.note, {"x_scale": 1.6, "y_scale": 0.8})
        if field.choices:
            _list(sheet, index, field)
    for number, row in enumerate(rows, 1):
        for index, field in enumerate(FIELDS[kind]):
            sheet.write_string(number, index, _shown(field.id, row[field.id]), text)


def _list(sheet: Any, index: int, field: Field) -> None:
    # Excel keeps at most 255 characters of a list in place.
    if len(",".join(field.choices)) <= 255:
        options = {"validate": "list", "source": list(field.choices), "error_type": "warning", "ignore_blank": True}
        sheet.data_validation(1, index, _ROWS_CHECKED, index, options)


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
