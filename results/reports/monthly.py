"""月检查: the monthly check as content. Coverage first, then verdicts, what changed, what each unit has to mend."""

from __future__ import annotations

from checks.model.registry import BEIJING
from results.reports.content import Report
from results.reports.period_rows import PeriodRows
from results.reports.sums import check_sums


def monthly(given: PeriodRows) -> Report:
    """The report of a month, its sums checked. Raises SumsDiffer (a PersonError)."""
    until = f"（截至{given.made_at.astimezone(BEIJING):%Y年%m月%d日}）" if given.unfinished else ""
    report = Report(
        title=f"{given.office}政府网站与政务新媒体月检查报告",
        period=f"{given.period.name}{until}",
        made=f"生成时间 {given.made_at.astimezone(BEIJING):%Y-%m-%d %H:%M}（北京时间）",
        sections=(),
        left_out=given.left_out,
    )
    check_sums(report)
    return report
