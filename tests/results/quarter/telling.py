"""Which function tells which table of the papers of a period again; `weekly_telling` has those of the weekly report."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.results.quarter import series_told as series
from tests.results.quarter import tables_told as of
from tests.results.quarter import year_told as year
from tests.results.quarter.county_told import County
from tests.results.quarter.standing import FAILED
from tests.results.quarter.tables_told import Told

TABLES: Mapping[str, tuple[tuple[str, ...], Callable[[County], Told]]] = {
    "coverage": (("对象类别",), of.coverage),
    "runs": (("批次",), series.runs),
    "weeks": (("周（起始日）",), series.weeks),
    "sites": (("网站标识码",), of.sites),
    "accounts": (("账号名称", "平台", "账号主页"), of.accounts),
    "platforms": (("平台",), of.platforms),
    "regions": (("地区（部门）",), of.regions),
    "kinds": (("检查项目", "对象类别", "类别"), of.kinds),
    "problems": (("编号",), of.problems),
    "failed": (("对象类别", "名称"), of.listed(FAILED)),
    "candidates": (("对象类别", "名称"), of.listed("不合格候选")),
    "once": (("对象类别", "名称"), of.once),
    "rectified": ((), of.rectified),
    "changes": (("对象类别",), of.changes),
    "messages": (("单位",), of.messages),
    "message-kinds": (("类别",), of.message_kinds),
    "freshness": (("网站名称", "栏目类别"), series.freshness),
    "published-units": (("主办单位", "月份"), series.published_units),
    "published-sites": (("网站名称",), series.published_sites),
    "published-columns": (("网站名称", "栏目名称"), series.published_columns),
    "published-accounts": (("新媒体名称", "平台", "主办单位", "#"), series.published_accounts),
    "published-none": (("主办单位", "类别", "名称"), series.published_none),
    "compared": (("对象类别", "上月结果"), year.compared),
    "moved": (("对象类别", "名称"), year.moved),
    "to-mend": (("编号",), year.to_mend),
    "tasks": (("规则",), year.asked),
    "months": (("月份",), year.months),
    "quarters": (("季度",), year.quarters),
    "site-levels": (("行政级别",), year.ranked("网站", year.level)),
    "site-kinds": (("网站类型",), year.ranked("网站", year.kind)),
    "account-levels": (("行政级别",), year.ranked("账号", year.level)),
    "account-platforms": (("平台",), year.ranked("账号", year.kind)),
    "ever": (("对象类别", "名称"), year.ever),
    "supervision": (("项目",), year.supervision),
    "precision": (("检查编号",), year.precision),
    "checked": (("检查编号", "对象类别"), year.checked),
    "unmeasured": (("对象类别", "名称"), of.unmeasured),
    "unseen": (("检查项目", "对象类别"), of.unseen),
    "glanced": (("网站名称",), of.glanced),
}
"""id of a table → the columns that name a row, and what tells it again."""
