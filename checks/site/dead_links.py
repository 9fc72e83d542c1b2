"""Links that lead nowhere.

How judged: every address that a page of the site shows was asked, and what looked dead was asked again after a while.
404, 410, a host that does not exist, an address that cannot be used, one that only the office's own network knows, and
a page that says the same as a made-up address beside it are dead for certain; server errors, a bad certificate, a
redirect loop, a page that only says that it is not there, a deep address that leads to a home page, and a host silent
over several runs are suspected. Linked from the home page it is `home`, elsewhere `inner`. A host that does not exist,
or of which nothing answers, is one fault, however many links lead there.
Not counted: what needs a login or meets a protection device or a brake, what was seen failing only once, what could not
be asked (timeouts, our own network, robots.txt), addresses that no page shows, and hosts that answer every made-up
address alike. Where every deep address of a host answers 404, the host may fence us out: one fault for
all of them, and suspected only. What a script writes is suspected at most: it may do so in another case only.
Source: 国办秘函〔2019〕19号; 国办发〔2017〕47号.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from checks.catalog import site_check
from checks.facts.judged_links import JudgedLink, judged_links, link_data, local_files, tried
from checks.indicators.edition import Rule
from checks.indicators.words import word
from checks.model.captures import LinkProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.urls import host_of
from checks.model.verdicts import Judgement, Reason, Verdict
from checks.model.views import SiteView

HERE = frozenset({Verdict.DEAD, Verdict.SOFT_404, Verdict.PRIVATE, Verdict.MALFORMED})
"""The verdicts that this check reports; wrong and hijacked links have checks of their own."""
WHOLE_HOST = frozenset({Reason.NO_HOST, Reason.SILENT, Reason.FENCED})
"""Reasons that speak of a host, unless some address of it answers: one fault, however many links lead there."""


@site_check("dead-links", needs=[LinkProbe])
def dead_links(site: SiteView, rule: Rule) -> Iterator[Said]:
    common = rule.param("common_pages")
    silent_after = timedelta(hours=rule.param("silent_hours"))
    silent: dict[str, list[JudgedLink]] = {}
    judged = 0
    for link in judged_links(site, silent_after):
        said = link.judgement
        if not said.verdict.fine and not said.verdict.countable:
            yield Gap(word("reason", said.reason), link.probe.subject)
            continue
        judged += 1
        if said.verdict in HERE and said.reason in WHOLE_HOST:
            silent.setdefault(host_of(link.probe.subject), []).append(link)
        elif said.verdict in HERE:
            yield _finding(site, link, common)
    yield Looked(judged)
    heard = {host_of(link.probe.subject) for link in judged_links(site, silent_after) if _spoke(link)} if silent else ()
    for host, links in silent.items():
        lone = {Reason.SILENT} if host in heard else set()
        yield from (_finding(site, link, common) for link in links if link.judgement.reason in lone)
        if rest := [link for link in links if link.judgement.reason not in lone]:
            yield _whole_host(site, host, rest, common)
    yield from _on_disks(site, common)


def _spoke(link: JudgedLink) -> bool:
    """Did its host say something, and not the same to everything that was asked?"""
    return link.probe.status is not None and link.judgement.reason is not Reason.FENCED


def _finding(site: SiteView, link: JudgedLink, common: int) -> Finding:
    places, home = link.places, site.home.url if site.home else site.site.home
    return Finding(
        "home" if places.on_home else "inner",
        at=link.probe.subject,
        key=(link.probe.subject,),
        data=link_data(link, common),
        found_on=home if places.on_home else places.pages[0],
        excerpt=places.text[:200],
        certainty=link.judgement.certainty or Certainty.SUSPECTED,
        places=places.pages,
    )


def _whole_host(site: SiteView, host: str, links: list[JudgedLink], common: int) -> Finding:
    """One fault for all links to a host that is not there or shows us nothing; it is where the first of them stands."""
    first = next((link for link in links if link.places.on_home), links[0])
    found = _finding(site, first, common)
    fenced = first.judgement.reason is Reason.FENCED  # its home page answers
    root = first.probe.subject if fenced else f"{first.probe.subject.partition(':')[0]}://{host}/"
    pages = tuple(dict.fromkeys(page for link in links for page in link.places.pages))[:20]
    asked = next((link.probe for link in (first, *links) if link.probe.looks), first.probe)
    certain = all(link.judgement.certainty is Certainty.CERTAIN for link in links)
    return replace(
        found,
        at=root,
        key=("host", host),
        data={**found.data, "target": root, "links": len(links), "tried": tried(asked), "looks": asked.looks},
        certainty=Certainty.CERTAIN if certain else Certainty.SUSPECTED,
        places=pages,
    )


def _on_disks(site: SiteView, common: int) -> Iterator[Said]:
    """Links to files on the disk of whoever made the page."""
    for href, places in local_files(site).items():
        said = Judgement(Verdict.PRIVATE, Reason.LOCAL_FILE, Certainty.CERTAIN)
        probe = LinkProbe(href, site.moment, looks=0)
        yield Looked()
        yield _finding(site, JudgedLink(probe, said, places), common)
