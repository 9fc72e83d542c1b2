"""Links that lead nowhere.

How judged: every address that a page of the site shows was asked once. 404, 410, a host that does not exist and an
address that cannot be used are dead for certain; other refusals of the server (5xx), a bad certificate and a redirect
loop are suspected. Linked from the home page it is `home`, elsewhere `inner`.
Not counted: what needs a login or meets a protection device (401, 403, 405, 412, 429, 521 …), what could not be asked
(timeouts, our own network, robots.txt), and addresses that no page shows.
Where every deep address of an own host answers 404, the host may fence us out: then these are suspected only.
Source: 国办秘函〔2019〕19号; 国办发〔2017〕47号.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checks.catalog import site_check
from checks.indicators.edition import Rule
from checks.indicators.words import word
from checks.model.captures import Failure, LinkProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.urls import host_of, page_key
from checks.model.views import SiteView

GONE = frozenset((404, 410))
REFUSED = frozenset((401, 403, 405, 407, 412, 418, 429, 432, 493, 503, 521))
"""Answers of doors, brakes and protection devices: they say nothing of the page behind."""
DEAD = frozenset((Failure.NXDOMAIN, Failure.BAD_ADDRESS))
DOUBTFUL = frozenset((Failure.BAD_CERTIFICATE, Failure.REDIRECT_LOOP))
FENCE = 5
"""So many deep addresses of one host, all 404: rather a fence than so many faults."""


@site_check("dead-links", needs=[LinkProbe])
def dead_links(site: SiteView, rule: Rule) -> Iterator[Said]:
    answers = list(site.probes(LinkProbe))
    fenced = _fenced(site, answers)
    for answer in answers:
        verdict = _verdict(answer)
        if verdict is None:
            yield Looked()
        elif isinstance(verdict, Gap):
            if site.places(answer.subject).count:
                yield verdict
        elif site.places(answer.subject).count:
            yield Looked()
            yield _finding(site, answer, Certainty.SUSPECTED if host_of(answer.subject) in fenced else verdict)


def _verdict(answer: LinkProbe) -> Certainty | Gap | None:
    """How surely the address is dead; a Gap when that cannot be said; None when it answers."""
    if any(mark.startswith("wall:") for mark in answer.marks):
        return Gap(Failure.CHALLENGED, answer.subject)
    if answer.failure is not None:
        if answer.failure in DEAD:
            return Certainty.CERTAIN
        return Certainty.SUSPECTED if answer.failure in DOUBTFUL else Gap(answer.failure, answer.subject)
    status = answer.status or 0
    if status in REFUSED:
        return Gap(f"服务器拒绝访问（{status}）", answer.subject)
    if status in GONE:
        return Certainty.CERTAIN
    return Certainty.SUSPECTED if status >= 400 else None


def _fenced(site: SiteView, answers: list[LinkProbe]) -> frozenset[str]:
    """Own hosts that answer 404 to everything but the home page."""
    deep = [a for a in answers if page_key(a.subject) != page_key(site.site.home) and a.status is not None]
    gone = Counter(host_of(a.subject) for a in deep if a.status in GONE)
    alive = {host_of(a.subject) for a in deep if a.status not in GONE}
    own = site.site.all_hosts - alive
    return frozenset(host for host in own if gone[host] >= FENCE)


def _finding(site: SiteView, answer: LinkProbe, certainty: Certainty) -> Finding:
    places = site.places(answer.subject)
    home = site.home.url if site.home else site.site.home
    reason = word("failure", answer.failure) if answer.failure else f"服务器返回 {answer.status}"
    return Finding(
        "home" if places.on_home else "inner",
        at=answer.subject,
        key=(answer.subject,),
        data={
            "target": answer.subject,
            "reason": reason,
            "text": places.text,
            "pages": places.count,
            "tag": places.tag,
        },
        found_on=home if places.on_home else places.pages[0],
        excerpt=places.text[:200],
        certainty=certainty,
        places=places.pages,
    )
