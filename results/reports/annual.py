"""The report of a half or of a year (年度报告): how all stood, how it went, who stands where, who was ever 不合格, the
figures of 政府网站监管年度报表, and how far the monitor itself can be trusted.

Source of what it holds: 国办函〔2018〕12号 (standards.md NB-04), 13.2 (沈阳), 13.4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.model.findings import SubjectType
from checks.model.registry import BEIJING
from results.reports import bulletin_sections as shared
from results.reports.annual_letter import letter
from results.reports.build import numbered
from results.reports.bulletin_fields import day_of, plain
from results.reports.content import Report, Section
from results.reports.ever_failed import ever_section
from results.reports.glanced import closed
from results.reports.period_rows import PeriodRows
from results.reports.phrases import OFFICE, OfficeWords
from results.reports.precision_table import precision_section
from results.reports.problem_tables import candidate_table, failed_table, named, strangers
from results.reports.quarter_tables import Quarter, quarter_section, quarters_of
from results.reports.rankings import SMALL, by_kind, by_level, rank_chart, ranking
from results.reports.sums import check_sums
from results.reports.supervision import BY_HAND, form_section
from results.reports.trends import trends


def annual(
    given: PeriodRows, parts: Sequence[PeriodRows], words: OfficeWords | None = None, *, small: int = SMALL
) -> Report:
    """The report of a half or a year, its sums checked. Raises SumsDiffer (a PersonError).

    `parts` are its quarters that were looked at; of each `sites`, `accounts` and `complaints` are told. A quarter that
    is not among them is told as one without a look. Groups with fewer than `small` rated subjects are marked.
    """
    words = words or OfficeWords()
    quarters = quarters_of(given, parts)
    told = tuple(_sections(given, quarters, small))
    made = given.made_at.astimezone(BEIJING)
    end = f"截至{day_of(made.date())}" if given.unfinished else day_of(given.period.end)
    office = plain(given.office) or OFFICE
    report = Report(
        title=f"{office}{given.period.name}政府网站与政务新媒体检查情况报告",
        period=f"{day_of(given.period.start)}—{end}",
        made=f"生成时间 {made:%Y-%m-%d %H:%M}（北京时间）；检查依据版本 {'、'.join(given.editions) or '未知'}",
        sections=numbered(told),
        letter=letter(given, told, words),
        left_out=(*given.left_out, *_left_out(given, quarters)),
    )
    check_sums(report)
    return report


def _sections(given: PeriodRows, quarters: Sequence[Quarter], small: int) -> Iterator[Section]:
    """How much was looked at comes first, what could not be looked at last. Problems one by one are in the bulletins of
    the quarters: a year has too many of them for one sheet."""
    yield shared.coverage(given)
    yield shared.verdicts(given, SubjectType.SITE)
    yield shared.verdicts(given, SubjectType.ACCOUNT)
    yield trends(given)
    yield quarter_section(given, quarters)
    yield shared.regions(given)
    yield _rankings(given, small)
    yield ever_section(given, quarters)
    yield Section("期末不合格名单", tables=(failed_table(given), candidate_table(given)))
    yield shared.by_kind(named(given), listed=False)
    yield shared.mended(given)
    yield shared.messages(given)
    yield form_section(given, quarters)
    yield precision_section(given)
    yield shared.unseen(given)
    yield closed(given.closed)


def _rankings(given: PeriodRows, small: int) -> Section:
    """By level and by kind, sites and accounts apart; regions have a section of their own."""
    tables = (
        ranking("site-levels", "网站按行政级别排名", "行政级别", given.sites, by_level, small=small),
        ranking("site-kinds", "网站按类型排名", "网站类型", given.sites, by_kind, small=small),
        ranking("account-levels", "账号按行政级别排名", "行政级别", given.accounts, by_level, small=small),
        ranking("account-platforms", "账号按平台排名", "平台", given.accounts, by_kind, small=small),
    )
    drawn = (rank_chart(table, table.title) for table in tables)
    return Section("分级分类排名", tables=tables, charts=tuple(one for one in drawn if one.labels))


def _left_out(given: PeriodRows, quarters: Sequence[Quarter]) -> Iterator[str]:
    if not given.runs:
        yield f"{given.period.name}没有检查记录，各数只有登记情况"
    if gone := strangers(given):
        yield f"{gone} 个问题属于期末已不在册的网站和账号，没有列入"
    for one in quarters:
        if one.missing and not any(one.period.name in said for said in given.left_out):
            yield f"{one.period.name}{one.missing}，各季度的表里空白，没有计入合计"
    if given.complaints is None:
        yield "没有“我为政府网站找错”的数据，没有写这一部分"
    if not given.months:
        yield "没有各月问题变化的数据，逐月趋势里的问题数空白"
    yield f"问责、安全检查、网站开设整合、假冒网站处置和人员培训等，台账里没有，在年度报表中留空，{BY_HAND}"
