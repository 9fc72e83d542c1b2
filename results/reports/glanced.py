"""Sites that the registry calls closed or paused: what stands of them, outside every sum of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection

from checks.indicators.edition import Edition
from checks.indicators.words import word
from checks.model.registry import GLANCED, Site
from results.ledger import issues, runs
from results.ledger.issues import STANDING
from results.lines import issue_line
from results.reports.content import Figure, GlancedRow, Head, Section, Shape, Table, Weekly

NEVER = "还没有看过"
NOTHING = "没有未整改的问题"
CHECKS = ("idle-domains", "unreported-changes")
"""Those that judge such sites: what else stands was found while the site was open."""


def glanced(connection: Connection, sites: Iterable[Site], edition: Edition) -> Iterator[GlancedRow]:
    """Every such site of those of the registry, with the sentences of its standing issues."""
    closed = [site for site in sites if site.state in GLANCED]
    visits = runs.last_visits(connection) if closed else {}
    for site in closed:
        standing = issues.query(connection, states=STANDING, sites=[site.key], checks=CHECKS)
        told = [issue_line(issue, edition) for issue in standing]
        says = tuple(f"{line['says']}（{word('certainty', line['certainty'])}）" for line in told)
        yield GlancedRow(site.name, site.unit, site.state.value, site.home, says, visits.get(site.key, ""))


def section(given: Weekly) -> Section:
    """Those of a weekly report."""
    return closed(given.glanced)


def closed(rows: Sequence[GlancedRow]) -> Section:
    """One row for each site; a sentence when there are none."""
    title = "登记为关停、注销或临时下线的网站"
    if not rows:
        return Section(title, ("台账里没有这样的网站。",))
    heads = (
        *(Head("网站名称"), Head("主办单位"), Head("登记状态"), Head("网址", Shape.LINK)),
        *(Head("未整改的问题", Shape.LONG), Head("最近一次看的访问记录")),
    )
    told = tuple(
        (row.name, row.unit, word("state", row.state), row.home, "\n".join(row.says) or _nothing(row), row.visit)
        for row in rows
    )
    table = Table("glanced", "关停、下线网站的域名和首页", heads, told)
    return Section(
        title,
        (
            "这些网站不在抽样框内，也不计入以上各数；每夜巡查只看它们的域名和首页。"
            "登记状态和问题都是生成报告时的，问题由机器发现，没有人工确认的不作为通报依据。",
        ),
        figures=(Figure("关停、下线的网站", len(told), "glanced"),),
        tables=(table,),
    )


def _nothing(row: GlancedRow) -> str:
    return NOTHING if row.visit else NEVER
