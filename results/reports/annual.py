"""The report of a half or of a whole year (年度报告, with 政府网站监管年度报表): how all stood, how it went
month by month, who stands where, and how far the monitor itself can be trusted.

Source of what it holds: 国办函〔2018〕12号 (standards.md NB-04), 13.2 (沈阳: who was 不合格 at any time of the year).
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.model.registry import BEIJING
from results.reports.build import numbered
from results.reports.content import Figure, Report, Section, Table, heads
from results.reports.period_rows import PeriodRows
from results.reports.sums import check_sums

_PARTS = "季度 检查网站:number 检查账号:number"


def annual(given: PeriodRows, parts: Sequence[PeriodRows]) -> Report:
    """The report of a half or a year, its sums checked. `parts` are its quarters that have begun, in their order.
    Raises SumsDiffer (a PersonError)."""
    rows = tuple((part.period.name, len(part.sites), len(part.accounts)) for part in parts)
    table = Table("quarters", "各季度检查情况", heads(_PARTS), rows)
    section = Section("各季度检查情况", figures=(Figure("季度", len(rows), "quarters"),), tables=(table,))
    report = Report(
        title=f"{given.office}{given.period.name}政府网站与政务新媒体检查报告",
        period=f"{given.period.start:%Y年%m月%d日}—{given.period.end:%Y年%m月%d日}",
        made=f"生成时间 {given.made_at.astimezone(BEIJING):%Y-%m-%d %H:%M}（北京时间）",
        sections=numbered([section]),
        left_out=given.left_out,
    )
    check_sums(report)
    return report
