"""Pages that take longer to load than a reader should wait.

How judged: medians over several looks, each made alone and at a pace of its own. `home`: the home page, from the name
lookup to the last byte of the document, good answers over IPv4 alone where there are `params.looks` of them, else over
IPv6. `most`: half of the pages of the site or more, at least `params.pages` of them. More than `params.seconds`.
Always suspected: the way from one place is not the way of all readers, and what a page loads besides itself (pictures,
scripts) is not in it: readers wait longer, never less.
Not counted: answers while our own machine stood still, walls, brakes, errors, documents cut by our bounds; one slow
page, which was looked at once; over IPv6 where IPv4 is well (ipv6-latency).
Could not look: fewer looks than that (a site without IPv6 is asked for its home page only once a night).
Source: 国办发〔2017〕47号 附件《网页设计规范》 (GL-32).
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from checks.catalog import site_check
from checks.indicators.edition import Rule
from checks.model import marks
from checks.model.captures import HttpProbe, LinkProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.urls import host_of, page_key
from checks.model.views import SiteView
from checks.model.worth import good

TOO_FEW = "打开首页的次数不够"
FEW_PAGES = "打开的页面数不够"
_MOST = 5_000  # pages whose times are kept: a median needs no more


@site_check("slow-pages", needs=[LinkProbe, HttpProbe])
def slow_pages(site: SiteView, rule: Rule) -> Iterator[Said]:
    spans = _of_home(site, rule.param("looks"))
    yield from _judged(site, rule, "home", spans, rule.param("looks"), TOO_FEW)
    yield from _judged(site, rule, "most", _of_pages(site), rule.param("pages"), FEW_PAGES)


def _judged(site: SiteView, rule: Rule, code: str, spans: list[float], least: int, too_few: str) -> Iterator[Said]:
    if len(spans) < least:
        yield Gap(too_few, site.site.home)
        return
    yield Looked()
    typical = median(spans)
    if typical > rule.param("seconds"):
        data: dict[str, Value] = {"seconds": f"{typical:.1f}", "times": len(spans), "slowest": f"{max(spans):.1f}"}
        shown = f"{len(spans)} 次，中位数 {data['seconds']} 秒"
        yield Finding(code, site.site.home, (code,), data, excerpt=shown, certainty=Certainty.SUSPECTED)


def _of_home(site: SiteView, least: int) -> list[float]:
    """Seconds that the home page took, over the first family that was looked at often enough."""
    home = page_key(site.site.home)
    whole = [
        probe
        for probe in good(site.probes(HttpProbe))
        if page_key(probe.subject) == home and probe.failure is None and marks.CUT not in probe.marks
    ]
    spans: list[float] = []
    for families in ((0, 4), (6,)):
        if len(spans) < least:
            spans = [s for p in whole if p.family in families and (s := p.phases.whole) is not None]
    return spans


def _of_pages(site: SiteView) -> list[float]:
    """Seconds that pages of the site took which answered at once and in full."""
    own = site.site.all_hosts
    spans: list[float] = []
    for probe in site.probes(LinkProbe):
        if probe.status != 200 or probe.method != "GET" or probe.looks != 1 or host_of(probe.subject) not in own:
            continue
        if "html" in probe.content_type.lower() and not marks.of(probe.marks, marks.WALL) and len(spans) < _MOST:
            spans.append(probe.elapsed)
    return spans
