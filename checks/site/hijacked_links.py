"""Links to hosts that others have taken: names for sale, pages tampered with, gambling and porn, sites that changed.

How judged: by what the page behind a link showed (the verdict table). `parked`: the name is for sale or parked;
`tampered`: signs of a page taken over; `harmful`: it is about gambling or porn; `changed`: pages of the host were
about something else when first seen. One finding for each host, however many links lead there. Always suspected.
Not counted: the site's own hosts; pages about such crimes, and the lotteries of the state; what gave no answer.
Source: 国办秘函〔2019〕19号 (WV-1), 国办发〔2017〕47号 (GL-37).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.judged_links import JudgedLink, judged_links, link_data
from checks.indicators.edition import Rule
from checks.indicators.words import word
from checks.model import marks
from checks.model.captures import LinkProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.urls import host_of
from checks.model.verdicts import Reason
from checks.model.views import SiteView

CODES = {Reason.HARMFUL: "harmful", Reason.TAMPERED: "tampered", Reason.PARKED: "parked"}
WORST = ("harmful", "tampered", "parked", "changed")
"""Of several things said of one host the first is told."""


@site_check("hijacked-links", needs=[LinkProbe])
def hijacked_links(site: SiteView, rule: Rule) -> Iterator[Said]:
    changes: dict[str, list[str]] = rule.param("changes")
    hosts: dict[str, list[tuple[str, JudgedLink]]] = {}
    own, judged = site.site.all_hosts, 0
    for link in judged_links(site):
        host = host_of(link.probe.subject)
        if host in own:
            continue
        said = link.judgement
        if not said.verdict.fine and not said.verdict.countable:
            yield Gap(word("reason", said.reason), link.probe.subject)
            continue
        judged += 1
        code = CODES.get(said.reason) or _changed(link.probe, host, changes)
        if code:
            hosts.setdefault(host, []).append((code, link))
    yield Looked(judged)
    for host, told in hosts.items():
        yield _finding(site, host, told, rule.param("common_pages"))


def _changed(probe: LinkProbe, host: str, changes: dict[str, list[str]]) -> str:
    """ "changed" when the page is of a class that one of its host does not become by itself."""
    now, before = marks.of(probe.marks, marks.CLASS), marks.of(probe.marks, marks.WAS)
    turned = bool(before) and now != before and now in (*changes.get("*", ()), *changes.get(before, ()))
    answered = probe.failure is None and 200 <= (probe.status or 0) < 300
    return "changed" if turned and answered and not host.partition(":")[0].endswith(".gov.cn") else ""


def _finding(site: SiteView, host: str, told: list[tuple[str, JudgedLink]], common: int) -> Finding:
    code = min((code for code, _ in told), key=WORST.index)
    links = [link for said, link in told if said == code]
    first = next((link for link in links if link.places.on_home), links[0])
    pages = tuple(dict.fromkeys(page for _, link in told for page in link.places.pages))[:20]
    probe, home = first.probe, site.home.url if site.home else site.site.home
    data = link_data(first, common) | {"host": host, "links": len(told), "title": probe.title[:100]}
    if before := marks.of(probe.marks, marks.WAS):
        data |= {"before": word("class", before), "now": word("class", marks.of(probe.marks, marks.CLASS))}
    sign = marks.of(probe.marks, {"parked": marks.PARKED, "tampered": marks.TAMPERED}.get(code, marks.CLASS))
    return Finding(
        code,
        at=probe.subject,
        key=("host", host),
        data=data | {"sign": word("sign", sign), "severity": "medium" if code in ("parked", "changed") else "high"},
        found_on=home if first.places.on_home else first.places.pages[0],
        excerpt=probe.title[:200],
        certainty=Certainty.SUSPECTED,
        places=pages,
    )
