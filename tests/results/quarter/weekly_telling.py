"""Which function tells which table of the weekly report again. Some are called like tables of a period: they differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.results.quarter import six_told as six
from tests.results.quarter import weekly_accounts_told as accounts
from tests.results.quarter import weekly_told as of
from tests.results.quarter.tables_told import Told
from tests.results.quarter.week_told import WeekTold

_ACCOUNT = ("主办单位", "账号名称", "平台", "#")
WEEKLY: Mapping[str, tuple[tuple[str, ...], Callable[[WeekTold], Told]]] = {
    "coverage": (("网站名称",), of.coverage),
    "incidents": (("来源", "主机"), accounts.incidents),
    "unread": (_ACCOUNT, accounts.unread),
    "verdicts": (("网站标识码",), of.verdicts),
    "accounts": (_ACCOUNT, accounts.accounts),
    "by-check": (("检查项目",), of.by_check(lambda week: week.of_sites)),
    "account-by-check": (("检查项目",), of.by_check(lambda week: week.of_accounts)),
    "account-issues": (("编号",), accounts.issues),
    "due": (_ACCOUNT, accounts.due),
    "due-unseen": (_ACCOUNT, accounts.due_unseen),
    "to-mend": (("编号",), of.to_mend),
    "issues": (("编号",), of.issues),
    "links": (("编号",), of.links),
    "unseen": (("网站名称", "检查项目", "#"), of.unseen),
    "account-unseen": (("检查项目", "程度", "原因"), accounts.unseen),
    "ipv6-sums": (("指标",), six.sums),
    "ipv6": (("网站标识码",), six.by_site),
    "frame": (("对象",), of.frame),
    "glanced": (("网站名称",), of.glanced),
}
"""id of a table → the columns that name a row, and what tells it again, row by row in its order."""
