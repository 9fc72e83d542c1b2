"""Links that lead to something else than they say (错链).

How judged: by what came for the address. `empty-file`: a file of no bytes, seen twice: certain. `not-the-file`: a page
where the address names a file; `broken-file`: a file that cannot be opened; `other-organ`: the text is exactly the name
of an organ, and the home page behind it says it is the site of another one. All but the first are suspected.
Not counted: names of which one holds the other or shortens it, old and new names and offices that share a door
(checks/facts/organs.toml), portals of a government that hold the sites of its offices, pages below the root.
Source: 国办发〔2017〕47号 (GL-37), 国办秘函〔2019〕19号 (WD-403).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.catalog import site_check
from checks.facts.judged_links import JudgedLink, judged_links, link_data
from checks.facts.organs import is_government, organ_of, same_organ
from checks.indicators.edition import Rule
from checks.indicators.words import word
from checks.model import marks
from checks.model.captures import LinkProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.urls import host_of, page_key
from checks.model.verdicts import Reason
from checks.model.views import SiteView

CODES = {
    Reason.EMPTY_FILE: "empty-file",
    Reason.NOT_THE_FILE: "not-the-file",
    Reason.BROKEN_FILE: "broken-file",
}


@site_check("wrong-links", needs=[LinkProbe])
def wrong_links(site: SiteView, rule: Rule) -> Iterator[Said]:
    shortest, common = rule.param("organ_letters"), rule.param("common_pages")
    judged = 0
    for link in judged_links(site):
        said = link.judgement
        if not said.verdict.fine and not said.verdict.countable:
            yield Gap(word("reason", said.reason), link.probe.subject)
            continue
        judged += 1
        if code := CODES.get(said.reason):
            yield _finding(site, code, link, common)
        elif other := _other_organ(site, link, shortest):
            yield _finding(site, "other-organ", link, common, other)
    yield Looked(judged)


def _other_organ(site: SiteView, link: JudgedLink, shortest: int) -> tuple[str, str] | None:
    """(the organ that the text names, the one whose site it is), None where they may be one."""
    named = organ_of(link.places.text)
    if len(named) < shortest or not link.judgement.verdict.fine:
        return None
    probe = link.probe
    where = probe.final_url or probe.subject
    if host_of(where) in site.site.all_hosts:
        return None
    if urlsplit(where).query or page_key(where).partition("/")[2]:
        return None
    shown = marks.of(probe.marks, marks.ORGAN) or organ_of(probe.title)
    if not shown or same_organ(named, shown) or (is_government(shown) and not is_government(named)):
        return None
    return named, shown


def _finding(
    site: SiteView, code: str, link: JudgedLink, common: int, organs: tuple[str, str] | None = None
) -> Finding:
    places, probe = link.places, link.probe
    home = site.home.url if site.home else site.site.home
    data = link_data(link, common)
    if organs:
        data |= {"named": organs[0], "organ": organs[1], "title": probe.title[:100]}
    return Finding(
        code,
        at=probe.subject,
        key=(probe.subject,),
        data=data,
        found_on=home if places.on_home else places.pages[0],
        excerpt=places.text[:200],
        certainty=Certainty.SUSPECTED if organs else link.judgement.certainty or Certainty.SUSPECTED,
        places=places.pages,
    )
