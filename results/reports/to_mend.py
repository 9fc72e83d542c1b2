"""The list of what each unit has to mend, its sites and its accounts together."""

from __future__ import annotations

from collections.abc import Iterator

from checks.indicators.words import word
from results.reports.account_rows import AccountsPart
from results.reports.content import Figure, IssueRow, Section, Table, Value, Weekly, Whole, heads
from results.reports.problems import FIXED, SUSPECTED, progress

SITE, ACCOUNT = "网站", "账号"
_TO_MEND = "主办单位 对象 名称 检查项目 状态 把握 问题:long 问题网址:link 怎样整改:long 编号:evidence"


def to_mend(given: Weekly, accounts: AccountsPart) -> Section:
    """Every issue that is not mended, by unit; sites come before accounts."""
    rows = sorted(
        _rows(given, accounts), key=lambda row: (str(row[0]), row[1] != SITE, str(row[2]), str(row[3]), row[9])
    )
    of_accounts = sum(row[1] == ACCOUNT for row in rows)
    units = {row[0] for row in rows}
    return Section(
        "按单位整改清单",
        (f"涉及 {len(units)} 个单位；编号与明细一致。",) if rows else (),
        figures=(
            Figure("待整改", len(rows), "to-mend"),
            *(
                Figure(kind, number, "to-mend", "对象", (kind,))
                for kind, number in ((SITE, len(rows) - of_accounts), (ACCOUNT, of_accounts))
            ),
        ),
        wholes=(Whole("待整改", len(rows), ((SITE, len(rows) - of_accounts), (ACCOUNT, of_accounts))),),
        tables=(
            Table(
                "to-mend",
                "按单位整改清单",
                heads(_TO_MEND),
                tuple(rows),
                empty="没有要整改的问题",
                group="主办单位",
                note=SUSPECTED,
            ),
        ),
    )


def _rows(given: Weekly, accounts: AccountsPart) -> Iterator[tuple[Value, ...]]:
    sites = {row.key: (row.unit, SITE, row.name) for row in given.sites}
    named = {row.key: (row.unit, ACCOUNT, f"{row.name}（{row.platform}）") for row in accounts.rows}
    for whose, issues in ((sites, given.issues), (named, accounts.issues)):
        for issue in issues:
            if (stand := progress(issue, given)) != FIXED:
                yield (*whose[issue.site], *_cells(issue, stand))


def _cells(issue: IssueRow, stand: str) -> tuple[Value, ...]:
    sure = word("certainty", issue.certainty)
    return (issue.title, stand, sure, issue.says, issue.url, issue.fix, issue.number)
