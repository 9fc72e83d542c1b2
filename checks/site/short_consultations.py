"""Drafts on which the public was heard for too short a time.

How judged: notices of the last `params.months` that turn to the public about a draft, and say until when. The first
and the last day both count. `decision`: a major administrative decision (重大行政决策), fewer than
`params.decision_days` days. `market`: its title speaks of enterprises, fewer than `params.market_days` days.
`document`: any other draft, fewer than `params.document_workdays` workdays. A notice that says why its time is short
has done its duty.
Certain only: the title itself says 重大行政决策 and names a draft and no other stage (听证, 评估 …), both days stand in
the text, it is the first round and was not made longer, and the title names no other office. A column of decisions may
hold other drafts too.
Not counted: surveys, proposals (also of which decisions to take), notices to other offices, results, notices whose text
tells a day before those months.
Could not look: no last day, no day of publication, the text stands in an attachment, workdays of a year whose holidays
are not known.
Source: 国务院令第713号 (JC-11); 法治政府建设示范指标 (JC-12).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from checks.catalog import site_check
from checks.facts.consulted import Asked
from checks.facts.document_titles import issued_by
from checks.facts.excerpts import quoted
from checks.facts.open_policy import consulted
from checks.facts.periods import months_before
from checks.facts.policy import day
from checks.facts.workdays import Calendar
from checks.indicators.edition import Rule
from checks.model.consultations import Subject
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.views import SiteView

UNSAID = "未写明"


@site_check("short-consultations")
def short_consultations(site: SiteView, rule: Rule) -> Iterator[Said]:
    since = months_before(day(site.moment), rule.param("months"))
    for notice in site.derived(consulted).notices:
        says = notice.says
        if says.subject is Subject.TOPIC or (notice.earliest and notice.earliest < since):
            continue
        if says.bare:
            yield Gap("公告正文在附件或图片里", notice.url)
        elif says.public:
            own = issued_by(says.title, "", (site.site.unit, site.site.name))
            yield from _judged(notice, rule, own)


def _judged(notice: Asked, rule: Rule, own: bool) -> Iterator[Said]:
    says = notice.says
    if says.shortened:
        yield Looked()
        return
    code = says.subject.value if says.subject is Subject.DECISION else "market" if says.market else "document"
    least = rule.param({"decision": "decision_days", "market": "market_days"}.get(code, "document_workdays"))
    length = (
        _workdays(notice, Calendar.of(rule.param("days_off"), rule.param("days_worked")))
        if code == "document"
        else _days(notice)
    )
    if length is None:
        yield Gap("没有读到征求意见的起止日期", notice.url)
        return
    yield Looked()
    if length < least:
        certain = own and code == "decision" and says.named and says.stated and not says.again
        data: dict[str, Value] = {"title": quoted(says.title, 100), "length": length}
        data |= {"begins": f"{notice.begins or UNSAID}", "ends": f"{notice.ends or UNSAID}"}
        certainty = Certainty.CERTAIN if certain else Certainty.SUSPECTED
        yield Finding(code, notice.url, (notice.key,), data, certainty=certainty)


def _days(notice: Asked) -> int | None:
    """How long opinions are taken, first and last day included; of what the notice says otherwise the longer."""
    told = [notice.says.days] if notice.says.days else []
    if notice.says.workdays:
        told.append(notice.says.workdays // 5 * 7 + notice.says.workdays % 5)
    if notice.begins and notice.ends:
        told.append((notice.ends - notice.begins).days + 1)
    return max(told, default=None)


def _workdays(notice: Asked, calendar: Calendar) -> int | None:
    """The same in workdays."""
    told = [notice.says.workdays] if notice.says.workdays else []
    begins, ends = notice.begins, notice.ends
    if begins and not ends and notice.says.days:
        ends = begins + timedelta(days=notice.says.days)
    if begins and ends:
        span = calendar.between(begins - timedelta(days=1), ends)
        told += [] if span is None else [span]
    return max(told, default=None)
