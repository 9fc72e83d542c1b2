"""Personal numbers of citizens on pages and in attachments.

How judged: what the readers found and masked (`checks.facts.personal`); one finding for each page or file and kind.
`identity`: identity numbers whose check digit, date of birth and region hold; certain in a list of citizens or behind
a label that says so, else suspected. `card`: bank card numbers; certain in a list of citizens, else suspected. Always
suspected: `old-identity` (15 figures), `mobile` (in a list of citizens, or labelled as a citizen's), `passport` and
`permit` (also officers' papers), `address` (down to the door). What stands under words of `params.exempt`, which law
may want published, is suspected, never silent.
Not counted: masked numbers; telephones of offices, businesses and whoever is there to be called; codes of
organisations, documents, projects, accounts of offices; numbers in addresses of pages and names of files; examples.
Could not look: files that were not read to their end, and those that readers can open and we did not.
Source: 2018 年政务公开工作要点; PRI-2 各地通报; PRI-3 is a default of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.files import named
from checks.facts.judged_links import judged_links
from checks.facts.personal_shown import Shown, by_kind, told_before
from checks.indicators.edition import Rule
from checks.indicators.words import word
from checks.model.captures import LinkProbe
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.pages import PageKind
from checks.model.urls import page_key
from checks.model.views import PageView, SiteView

NOT_OPENED = "附件没有打开"
_KEPT = 5_000  # findings that wait until all was seen, to say where else their numbers stand
_TIED = 50
_MOST_TIES = 100_000  # numbers of one site
_OFFERS = frozenset(("a", "area"))
_Draft = tuple[Finding, frozenset[str]]
"""A finding, and the digests of its numbers."""


@site_check("personal-data", needs=[LinkProbe])
def personal_data(site: SiteView, rule: Rule) -> Iterator[Said]:
    drafts: list[_Draft] = []
    opened, ties = set[str](), 0
    for page in _all(site):
        facts = page.facts
        if facts.kind is PageKind.FILE:
            opened |= {page.url, page.page.final_url}
        if facts.unread:
            yield Gap(facts.unread, page.url)
        if not facts.unread or facts.text:
            yield Looked()
        for shown in by_kind(facts.personal) if facts.personal else ():
            finding = _finding(site, page, shown, rule)
            if len(drafts) < _KEPT:
                drafts.append((finding, shown.digests if ties < _MOST_TIES else frozenset()))
                ties += len(drafts[-1][1])
            else:
                yield finding
    yield from _tied(drafts)
    yield from _unopened(site, opened)


def _all(site: SiteView) -> Iterator[PageView]:
    yield from site.pages()
    yield from site.files()


def _finding(site: SiteView, page: PageView, shown: Shown, rule: Rule) -> Finding:
    file = page.facts.kind is PageKind.FILE
    places = site.places(page.url) if file else None
    title = (places.text if places else "") or page.facts.title or page.facts.heading
    data: dict[str, Value] = {
        "what": "附件" if file else "页面",
        "title": quoted(title, 60),
        "count": shown.count,
        "sample": shown.sample(rule.param("id_shown"), rule.param("phone_masked"), rule.param("card_shown")),
    }
    if where := shown.where(rule.param("places_told")):
        data["where"] = where
    if page.facts.personal_count > len(page.facts.personal):
        data["all"] = page.facts.personal_count
    above = [title, page.facts.heading, *(crumb.text for crumb in page.facts.crumbs)]
    exempt = shown.under(rule.param("exempt"), " ".join([*above, told_before(page.facts.text, shown)]))
    sure = shown.provable and not exempt
    return Finding(
        shown.kind.value,
        page.url,
        (shown.kind.value, page_key(page.url)),
        data,
        found_on=places.pages[0] if places and places.pages else "",
        excerpt=quoted(shown.context),
        certainty=Certainty.CERTAIN if sure else Certainty.SUSPECTED,
    )


def _tied(drafts: Sequence[_Draft]) -> Iterator[Finding]:
    """The findings, each with how many other addresses show one of its numbers."""
    seen: dict[str, set[str]] = {}
    for finding, digests in drafts:
        for digest in digests:
            if len(at := seen.setdefault(digest, set())) < _TIED:
                at.add(finding.at)
    for finding, digests in drafts:
        others = set[str]().union(*(seen[digest] for digest in digests)) - {finding.at}
        yield replace(finding, data={**finding.data, "others": len(others)}) if others else finding


def _unopened(site: SiteView, opened: set[str]) -> Iterator[Gap]:
    for link in judged_links(site):
        url, verdict = link.probe.subject, link.judgement.verdict
        if link.places.tag in _OFFERS and named(url) and opened.isdisjoint((url, link.probe.final_url)):
            if verdict.fine:
                yield Gap(NOT_OPENED, url)
            elif not verdict.countable:
                yield Gap(word("reason", link.judgement.reason), url)
