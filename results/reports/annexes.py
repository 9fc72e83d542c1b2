"""What is annexed to a letter (附件1, 附件2 …): the tables that it names, then the charts, in every format alike."""

from __future__ import annotations

from dataclasses import dataclass

from results.errors import PersonError
from results.reports.charts import Chart
from results.reports.content import Report, Table

CHARTS = "统计图"


@dataclass(frozen=True, slots=True)
class Annex:
    """`mark` is 附件1, or 附件 where there is only one; `place` is its number; `table` is None for the charts."""

    mark: str
    place: int
    title: str
    table: Table | None = None
    charts: tuple[Chart, ...] = ()


def annexes(report: Report) -> tuple[Annex, ...]:
    """None without a letter. Raises PersonError for a letter that names a table that is not there."""
    if report.letter is None:
        return ()
    tables = {table.id: table for table in report.tables}
    lost = [one for one in report.letter.annexes if one not in tables]
    if lost:
        raise PersonError(f"报告“{report.title}”的附件没有对应的表（{'、'.join(lost)}）；这是程序的错误，请报告")
    told: list[tuple[str, Table | None, tuple[Chart, ...]]] = [
        (tables[one].title, tables[one], ()) for one in report.letter.annexes
    ]
    if charts := tuple(chart for section in report.sections for chart in section.charts):
        told.append((CHARTS, None, charts))
    many = len(told) > 1
    return tuple(
        Annex(f"附件{place}" if many else "附件", place, title, table, charts)
        for place, (title, table, charts) in enumerate(told, 1)
    )
