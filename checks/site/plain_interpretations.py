"""Too few interpretations that are more than plain text.

How judged: of the interpretations that the site published within `params.months`, each once, the share of those with a
picture, a film, sound, or a title that says 图解, 视频, 动漫, 发布会 and the like. Only where there are `params.least`.
Suspected only: what a page shows is guessed from its media and its title; which of them are the office's own is for a
person to say.
Not counted: interpretations without a day; the same title once more.
Could not look: interpretations whose pages were not read and that would decide; a visit cut short.
Source: 广元市 2022 年政务公开安排 (JD-02, JD-05).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.folding import fold
from checks.facts.interpretations import Reading
from checks.facts.open_policy import policies_seen
from checks.facts.periods import months_before
from checks.facts.policy import day
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.views import SiteView


@site_check("plain-interpretations")
def plain_interpretations(site: SiteView, rule: Rule) -> Iterator[Said]:
    today = day(site.moment)
    since = months_before(today, rule.param("months"))
    found: dict[str, Reading] = {}
    for reading in site.derived(policies_seen).readings:
        if reading.published and since <= reading.published <= today:
            found.setdefault(fold(reading.title), reading)
    total = len(found)
    if total < rule.param("least"):
        return
    rich = sum(reading.rich for reading in found.values())
    unread = [reading for reading in found.values() if not reading.read and not reading.rich]
    wanted = rule.param("share") * total
    if rich < wanted <= rich + len(unread):
        yield Gap("解读页没有读到", unread[0].url, len(unread))
        return
    if rich < wanted and not site.coverage.complete:
        yield Gap("访问未完成", site.site.home, total)
        return
    yield Looked(total)
    if rich < wanted:
        data: dict[str, Value] = {"share": f"{100 * rich / total:.1f}%", "rich": rich, "total": total}
        yield Finding("share", at=site.site.home, key=("share",), data=data, certainty=Certainty.SUSPECTED)
