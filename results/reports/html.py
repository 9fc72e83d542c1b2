"""A report as one HTML file that needs nothing else: opens from a mail or a closed network, prints on A4."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from checks.indicators.words import word
from results.errors import PersonError
from results.reports.content import Bar, Report, Table, Value
from results.reports.site_sheet import SiteSheet
from results.reports.sums import check_sums
from results.reports.wording import link, shown

TONES = {
    **dict.fromkeys(("合格", "已整改", "完整", "达标", "通过"), "good"),
    **dict.fromkeys(("不合格", "不合格候选", "新发现", "再次出现", "未整改", "不达标", "有问题", "已超期"), "bad"),
    **dict.fromkeys(("未测", "部分未测", "疑似", "没有访问", "待确认", "待人工确认"), "unsure"),
    **dict.fromkeys(("将超期", "无法核查", "账号异常", "没有读取"), "unsure"),
}
"""Words of a cell that are shown in colour."""
_POINTED_AT = re.compile(r"【([^【】]{1,60})】")


def html(report: Report, pages: Mapping[str, str] | None = None) -> str:
    """The report as a page. `pages`: the code of a site → the page of its own, relative to this one. Raises SumsDiffer
    (a PersonError)."""
    check_sums(report)
    return _template("report.html").render(report=report, pages=pages or {})


def write_html(report: Report, path: Path, pages: Mapping[str, str] | None = None) -> Path:
    """Writes the page, whole or not at all, and returns its path. Raises PersonError, also SumsDiffer."""
    return _write(html(report, pages), path)


def site_html(sheet: SiteSheet) -> str:
    """The sheet of one site as a page."""
    return _template("site.html").render(sheet=sheet)


def write_site(sheet: SiteSheet, path: Path) -> Path:
    """Writes the page of one site, whole or not at all, and returns its path. Raises PersonError."""
    return _write(site_html(sheet), path)


def _write(page: str, path: Path) -> Path:
    part = path.with_suffix(".part")
    try:
        part.write_text(page, encoding="utf-8")
        os.replace(part, path)
    except OSError as error:
        raise PersonError(f"写不了报告 {path}（{error.strerror}）；请检查权限和磁盘空间") from error
    return path


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("results.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        shown=shown, link=link, share=_share, tone=lambda value: TONES.get(value, ""), word=_word, pointed=pointed
    )
    environment.globals.update(groups=_groups)
    return environment.get_template(name)


def pointed(excerpt: Value, says: Value) -> list[tuple[str, bool]]:
    """An excerpt in pieces: True for the words that a check points at, in 【】 and named by its sentence."""
    text, said = shown(excerpt), shown(says)
    pieces: list[tuple[str, bool]] = []
    at = 0
    for found in _POINTED_AT.finditer(text):
        if found[1] in said:
            pieces += ((text[at : found.start()], False), (found[0], True))
            at = found.end()
    return [*pieces, (text[at:], False)]


def _word(value: str, kind: str) -> str:
    return word(kind, value)


def _share(bar: Bar) -> float:
    """Done of all, in per cent between 0 and 100, for the width of a bar."""
    return round(100 * min(max(bar.done, 0), bar.of) / bar.of, 1) if bar.of > 0 else 0.0


def _groups(table: Table) -> list[tuple[str, list[tuple[Value, ...]]]]:
    """Rows by the column that groups them; one group without a name where the table has none."""
    if not table.group or not table.rows:
        return [("", list(table.rows))]
    index = table.column(table.group)
    return [(shown(name), list(rows)) for name, rows in groupby(table.rows, key=lambda row: row[index])]
