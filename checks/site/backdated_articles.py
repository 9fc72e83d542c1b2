"""Articles whose day of publication may not be the true one: clues, of which a person decides.

How judged: by articles with a day of publication, visible or as their label. `first-seen`: the day lies more than
`first_seen_days` (and no more than `months`) before a complete visit that read the column and did not meet the article;
`burst`: `burst_articles` or more of them in one column. `redated`: met more than `redated_days` before the day that it
bears now. `same-text`: one title and text under two days more than `same_text_days` apart. `address-date`: the address
carries a day more than `address_days` before it. What the server says of the last change is told beside the first two.
Not counted: what moved under its title; a visit that meets `moved_share` of all articles for the first time (a new
site); documents with a number or a day of writing; letters and guides; what was taken over from others (`taken`: it
keeps the day of its source); what a list shows under a recent day, or the server had before; what comes again after
`same_text_most` days (every year); papers that are kept up (`living`), days of a change; for `address-date` articles
that were not there before their day. Days to come, and labels that differ from the day shown, are article-labels'.
Could not look: articles that the first visit met already, or in columns that no complete visit had read before; where
`together` or more are of one day or one address-day, or so many are `together_share` of all (a move of the site).
Source: 国办秘函〔2019〕19号 (WV-1e); the thresholds are ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterator
from datetime import timedelta

from checks.catalog import site_check
from checks.facts import dated
from checks.facts.dated import Dated, DatedSeen
from checks.facts.excerpts import quoted
from checks.facts.policy import day
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.urls import page_key
from checks.model.views import SiteView

UNKNOWN = "首次巡查时已有的稿件，或所在栏目此前没有完整读过、不按日期排列，无从核对是否补录"
MANY = "稿件太多，没有全部核对"
TOGETHER = "许多稿件的日期一同变化或重复登载，多为系统迁移所致，没有逐篇核对"
PLACES = 20


@site_check("backdated-articles")
def backdated_articles(site: SiteView, rule: Rule) -> Iterator[Said]:
    seen = site.derived(dated.dated_articles)
    yield Looked(len(seen.articles))
    span = timedelta(days=rule.param("first_seen_days"))
    late, unknown = dated.came_late(seen, site.moment, span, rule.param("months"), rule.param("moved_share"))
    if unknown:
        yield Gap(UNKNOWN, site.site.home)
    if seen.beyond:
        yield Gap(MANY, count=seen.beyond)
    yield from _came_late(site, seen, late, span, rule)
    yield from _twice(site, seen, rule)
    yield from _other_days(site, seen, rule)


def _came_late(site: SiteView, seen: DatedSeen, late: list[Dated], span: timedelta, rule: Rule) -> Iterator[Finding]:
    listed = dated.listed_at(site, frozenset(page_key(one.url) for one in late))
    columns: dict[str, list[Dated]] = defaultdict(list)
    for one in late:
        column, on = listed.get(page_key(one.url), (site.site.home, None))
        if dated.is_late(one, on, span) and not dated.taken_from(one, site, rule.param("taken")):
            columns[column].append(one)
    for column, group in columns.items():
        if len(group) >= rule.param("burst_articles"):
            days = [one.on for one in group]
            data = _sight(seen, group, rule) | {"count": len(group), "from": f"{min(days)}", "to": f"{max(days)}"}
            yield _finding("burst", column, data, tuple(one.url for one in group[:PLACES]))
        else:
            for one in group:
                yield _finding("first-seen", one.url, _sight(seen, [one], rule) | _shown(site, one))


def _twice(site: SiteView, seen: DatedSeen, rule: Rule) -> Iterator[Said]:
    span = rule.param("same_text_days"), rule.param("same_text_most")
    first_of, beyond = dated.same_texts(site, *span, rule.param("least_letters"))
    if beyond:
        yield Gap(MANY, count=beyond)
    found = [one for one in first_of if not dated.taken_from(one, site, rule.param("taken"))]
    for one, data in (yield from _told(site, seen, found, rule)):
        first = first_of[one]
        yield _finding("same-text", one.url, data | {"other": f"{first.on}", "target": first.url}, (first.url,))


def _other_days(site: SiteView, seen: DatedSeen, rule: Rule) -> Iterator[Said]:
    early = dated.redated(seen, site.moment, rule.param("redated_days"))
    for one, data in (yield from _told(site, seen, early, rule)):
        yield _finding("redated", one.url, data | {"seen": f"{one.first_seen and day(one.first_seen)}"})
    told = set(early)
    older = [one for one in dated.older_addresses(seen, site.moment, rule.param("address_days")) if one not in told]
    for one, data in (yield from _told(site, seen, older, rule)):
        yield _finding("address-date", one.url, data | {"told": f"{one.told}"})


def _told(
    site: SiteView, seen: DatedSeen, found: list[Dated], rule: Rule
) -> Generator[Gap, None, list[tuple[Dated, dict[str, Value]]]]:
    """What is told of each of `found`, without what came about together and what is kept up."""
    kept, together = dated.singular(found, len(seen.articles), rule.param("together"), rule.param("together_share"))
    if together:
        yield Gap(TOGETHER, count=together)
    told = ((one, _shown(site, one)) for one in kept)
    return [(one, data) for one, data in told if not any(word in str(data["title"]) for word in rule.param("living"))]


def _shown(site: SiteView, one: Dated) -> dict[str, Value]:
    return {"title": quoted(page.facts.heading, 100) if (page := site.page(one.url)) else "", "shown": f"{one.on}"}


def _sight(seen: DatedSeen, group: list[Dated], rule: Rule) -> dict[str, Value]:
    """When they were met and when not yet; when the first was changed, where that is not the day of half the site."""
    one, first = group[0], [one.first_seen for one in group if one.first_seen]
    absent = [one.absent_at for one in group if one.absent_at]
    data: dict[str, Value] = {"seen": f"{day(max(first))}", "absent": f"{day(min(absent))}"}
    rare = one.modified and seen.modified[one.modified] < rule.param("modified_share") * seen.modified.total()
    if rare and one.modified and (one.modified - one.latest).days > rule.param("first_seen_days"):
        data["modified"] = f"{one.modified}"
    return data


def _finding(code: str, at: str, data: dict[str, Value], places: tuple[str, ...] = ()) -> Finding:
    return Finding(code, at, (code, page_key(at)), data, certainty=Certainty.SUSPECTED, places=places)
