"""A portal that asks its public too seldom, not online, or never says what came of it.

How judged: on portals. `channel`: no column and no entrance is called 征集, 征求意见 or 调查. `mail-only`: all notices
of the last `params.months`, at least `params.mail_least` of them, take opinions by mail, telephone or letter alone.
`few`: fewer than `params.times` in these months; each entry of these columns and each notice elsewhere counts once,
results do not. `no-result`: a consultation of these months ended more than `params.result_days` days ago, and neither
its page nor another one tells a result.
Suspected only: the official number may be one that brings points, not one that costs them.
Not counted: sites that are no portals; what other offices were asked; notices whose text tells a day before those
months.
Could not look: the visit was cut short; the columns were not read to their end or lie on another site; no last day.
Source: 国办秘函〔2019〕19号 (WD-305), from fragments of a mirror.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from checks.catalog import site_check
from checks.facts.consulted import Asked
from checks.facts.consulting_columns import Listed, listed_consultations
from checks.facts.excerpts import quoted
from checks.facts.open_policy import consulted
from checks.facts.periods import months_before
from checks.facts.policy import day
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import SiteKind
from checks.model.views import SiteView


@site_check("missing-consultations", absence=True)
def missing_consultations(site: SiteView, rule: Rule) -> Iterator[Said]:
    home = site.home
    if site.site.kind is not SiteKind.PORTAL:
        return
    if home is None:
        yield Gap("首页没有读到", site.site.home)
        return
    since, today = months_before(day(site.moment), rule.param("months")), day(site.moment)
    listed = site.derived(listed_consultations)
    notices = [
        n
        for n in site.derived(consulted).notices
        if n.published and n.earliest and since <= n.earliest and n.published <= today
    ]
    if not (listed.columns or listed.elsewhere or notices):
        if listed.unread or home.facts.scripted or not site.coverage.complete:
            yield Gap(listed.unread or "首页没有读全", home.url)
        else:
            yield Looked()
            yield _finding("channel", home.url, ("channel",))
        return
    yield from _counted(site, home.url, listed, notices, since, rule)
    if len(notices) >= rule.param("mail_least") and all(notice.says.mail_only for notice in notices):
        yield _finding("mail-only", home.url, ("mail-only",), times=len(notices))
    for notice in (notice for notice in notices if notice.says.public):
        yield from _result(site, notice, today, rule)


def _counted(
    site: SiteView, home: str, listed: Listed, notices: list[Asked], since: date, rule: Rule
) -> Iterator[Said]:
    entries = {key for key, shown in listed.entries.items() if shown is not None and shown >= since}
    times = len(entries | {notice.key for notice in notices})
    undated = sum(shown is None for shown in listed.entries.values())
    if times >= rule.param("times"):
        yield Looked()
    elif listed.unread or not site.coverage.complete or times + undated >= rule.param("times"):
        yield Gap(listed.unread or "征集栏目没有读完", listed.at or home)
    else:
        yield Looked()
        yield _finding("few", listed.at or home, ("few",), times=times)


def _result(site: SiteView, notice: Asked, today: date, rule: Rule) -> Iterator[Said]:
    seen = site.derived(consulted)
    if notice.says.answered or seen.of(notice, seen.results):
        yield Looked()
    elif notice.ends is None:
        yield Gap("没有读到征集的截止日期", notice.url)
    elif notice.ends + timedelta(days=rule.param("result_days")) < today:
        yield Looked()
        yield _finding(
            "no-result",
            notice.url,
            ("no-result", notice.key),
            ends=f"{notice.ends}",
            title=quoted(notice.says.title, 100),
        )


def _finding(code: str, at: str, key: tuple[str, ...], **data: str | int) -> Finding:
    return Finding(code, at, key, data, certainty=Certainty.SUSPECTED)
