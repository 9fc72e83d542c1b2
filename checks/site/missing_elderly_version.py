"""Home pages without a way in for the old and the disabled (适老版, 长者模式, 无障碍 …), or whose way in is dead.

How judged: the home page shows something to press that is called so, or loads the script of a toolbar that is known to
draw it. `missing`: neither. `closed`: the only way in is a link, and that leads nowhere.
Not counted: what stands in a comment or is hidden; titles of articles about the subject.
Suspected always: a script of another name may draw the entrance when the page is opened.
Source: 互联网网站适老化通用设计规范; 国办公开办函〔2021〕28号 (AO-01).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.judged_links import judged_links
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import PageKind
from checks.model.verdicts import Verdict
from checks.model.views import MissingCapture, SiteView

UNREAD = "首页没有读到"
GONE = frozenset({Verdict.DEAD, Verdict.SOFT_404})


@site_check("missing-elderly-version")
def missing_elderly_version(site: SiteView, rule: Rule) -> Iterator[Said]:
    home = site.home
    if home is None or home.facts.aids is None or home.facts.kind is PageKind.STUB:
        yield Gap(UNREAD, site.site.home)
        return
    aids = home.facts.aids
    shell = home.facts.scripted or not any(link.tag == "a" for link in home.facts.links)
    if shell and not (aids.entrances or aids.toolbars):
        yield Gap("首页由脚本生成，没有读到", home.url)
        return
    yield Looked()
    if not aids.entrances and not aids.toolbars:
        yield Finding("missing", home.url, ("missing",), certainty=Certainty.SUSPECTED)
        return
    ways = {url for _, url in aids.entrances if url}
    pressed = aids.toolbars or any(not url for _, url in aids.entrances)
    if ways and not pressed and ways <= _dead(site, ways):
        words, target = next((words, url) for words, url in aids.entrances if url)
        data = {"text": words, "target": target}
        yield Finding("closed", home.url, ("closed",), data, excerpt=words, certainty=Certainty.SUSPECTED)


def _dead(site: SiteView, ways: set[str]) -> set[str]:
    """Those of the addresses that lead nowhere, as far as links were asked."""
    try:
        answers = [link for link in judged_links(site) if link.probe.subject in ways]
    except MissingCapture:
        return set()
    return {link.probe.subject for link in answers if link.judgement.verdict in GONE}
