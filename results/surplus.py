"""Does a unit have more websites than it should? One registry answers, no visit can.

`several`: a unit has registered more sites in service than the edition allows; said of all but its first (a portal
before a department before others, then by code). `town`: a site of a town or street, by its registered level or by the
name of its unit. `department`: a site of a department of a county. All are suspected: the text says 原则上, and only a
person knows what was approved.
Not counted: sites that are off line or closed; a level that is not registered (the outcome says so).
Source: 国办发〔2017〕47号 (GL-01).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Outcome, Status, SubjectType, Value
from checks.model.registry import Level, Site, SiteKind, SubjectState

CHECK = "surplus-sites"
NO_LEVEL = "行政级别未登记"
_TOWN = re.compile(r"[乡镇]人民政府$|街道办事处$|街道办$")
_RANK = (SiteKind.PORTAL, SiteKind.DEPARTMENT, SiteKind.OTHER)
_NAMED = 5
"""So many of the other sites are named."""


def judge(site: Site, of_unit: Iterable[Site], rule: Rule) -> Outcome:
    """The outcome of the rule for a registered site; `of_unit` are the sites of its unit, itself among them."""
    findings = tuple(_findings(site, of_unit, rule.param("per_unit")))
    unknown = site.level is Level.UNKNOWN and not findings
    return Outcome(
        CHECK,
        SubjectType.SITE,
        site.key,
        Status.REVIEW if findings else Status.PASS,
        findings,
        judged=1 if unknown else 2,
        of=1 if unknown else 2,  # what was not asked must not keep what was asked from being mended
        reason=NO_LEVEL if unknown else "",
    )


def _findings(site: Site, of_unit: Iterable[Site], most: int) -> Iterator[Finding]:
    running = sorted(
        (other for other in of_unit if other.state is SubjectState.NORMAL and other.unit == site.unit),
        key=lambda other: (_RANK.index(other.kind), other.key),
    )
    if site.key in [other.key for other in running[most:]]:
        others = [other.name for other in running if other.key != site.key]
        names = "、".join(others[:_NAMED]) + ("等" if len(others) > _NAMED else "")
        yield _finding("several", site, {"unit": site.unit, "count": len(running), "others": names})
    if site.level is Level.TOWN or (site.level is Level.UNKNOWN and _TOWN.search(site.unit)):
        yield _finding("town", site, {"unit": site.unit})
    elif site.level is Level.COUNTY and site.kind is SiteKind.DEPARTMENT:
        yield _finding("department", site, {"unit": site.unit})


def _finding(code: str, site: Site, data: dict[str, Value]) -> Finding:
    return Finding(code, site.home, (code,), data, excerpt=site.name[:100], certainty=Certainty.SUSPECTED)
