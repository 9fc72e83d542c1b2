"""The quarterly bulletin (季通报): a letter that an office signs, and behind it the tables that its numbers come from.

Only what a person confirmed is told as a fault. What is suspected or a candidate is told as a number.
"""

from __future__ import annotations

from checks.model.registry import BEIJING
from results.reports.content import Figure, Report, Section, Table, heads
from results.reports.letter import Letter
from results.reports.period_rows import PeriodRows
from results.reports.phrases import OFFICE, OfficeWords
from results.reports.sums import check_sums


def quarterly(given: PeriodRows, words: OfficeWords | None = None) -> Report:
    """The bulletin of a quarter (or of another period), its sums checked. Raises SumsDiffer (a PersonError)."""
    words = words or OfficeWords()
    office = given.office or OFFICE
    rows = tuple((site.name, site.unit, str(site.verdict)) for site in given.sites)
    table = Table("sites", "网站检查情况表", heads("网站名称 主办单位 检查结果"), rows)
    day = given.made_at.astimezone(BEIJING)
    report = Report(
        title=f"{office}关于{given.period.name}政府网站与政务新媒体检查情况的通报",
        period=f"{given.period.start:%Y年%m月%d日}—{given.period.end:%Y年%m月%d日}",
        made=f"生成时间 {day:%Y-%m-%d %H:%M}（北京时间）；检查依据版本 {'、'.join(given.editions)}",
        sections=(Section("一、网站检查情况", figures=(Figure("网站总数", len(rows), "sites"),), tables=(table,)),),
        letter=Letter(words.receiver, (), (), office, day.date(), ("sites",), {"网站总数": len(rows)}),
        left_out=given.left_out,
    )
    check_sums(report)
    return report
