"""Articles whose day of publication may not be the true one: clues, of which a person decides.

How judged: by articles with a day of publication, visible or as their label. `first-seen`: the day lies more than
`first_seen_days` (and no more than `months`) before a complete visit that read the column and did not meet the article.
`burst`: `burst_articles` or more such articles of `burst_days` or more days came to one column between two visits; one
finding in place of theirs. `redated`: the article was met more than `redated_days` before the day that it bears now.
`same-text`: one title and text under two days more than `same_text_days` apart. `address-date`: the address carries a
day more than `address_days` before it. What the server says of the last change supports the first two, where few pages
share that day; by itself it tells nothing.
Not counted: what moved to another address under its title; a visit that meets `moved_share` of all articles for the
first time (the site was built anew); for `same-text` numbered documents (contradicting-copies); for `redated` and
`address-date` days called those of a change, and titles of papers that are kept up (`living`), and for `address-date`
articles that were certainly not there before their day. Days to come, and labels that differ from the day shown, are
article-labels'.
Could not look: articles that the first visit met already, or in columns that no complete visit had read before.
Source: 国办秘函〔2019〕19号 (WV-1e); the thresholds are ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from checks.catalog import site_check
from checks.facts.dated import Dated, DatedSeen, came_late, columns_of, dated_articles, same_texts
from checks.facts.excerpts import quoted
from checks.facts.policy import day
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said, Value
from checks.model.urls import page_key
from checks.model.views import SiteView

UNKNOWN = "首次巡查时已有的稿件，或所在栏目此前没有完整读过，无从核对是否补录"
MANY = "稿件太多，没有全部核对"
PLACES = 20


@site_check("backdated-articles")
def backdated_articles(site: SiteView, rule: Rule) -> Iterator[Said]:
    seen = site.derived(dated_articles)
    yield Looked(len(seen.articles))
    span = timedelta(days=rule.param("first_seen_days"))
    late, unknown = came_late(seen, site.moment, span, rule.param("months"), rule.param("moved_share"))
    if unknown:
        yield Gap(UNKNOWN, site.site.home)
    if seen.beyond:
        yield Gap(MANY, count=seen.beyond)
    yield from _came_late(site, seen, late, rule)
    yield from _twice(site, rule)
    for article in seen.articles:
        yield from _other_days(site, article, rule)


def _came_late(site: SiteView, seen: DatedSeen, late: list[Dated], rule: Rule) -> Iterator[Finding]:
    columns = columns_of(site, frozenset(page_key(one.url) for one in late))
    groups: dict[tuple[str, datetime | None], list[Dated]] = defaultdict(list)
    for one in late:
        groups[columns.get(page_key(one.url), site.site.home), one.first_seen].append(one)
    for (column, at), group in groups.items():
        days = sorted({one.on for one in group})
        if len(group) >= rule.param("burst_articles") and len(days) >= rule.param("burst_days"):
            data = _sight(seen, group[0], rule) | {"count": len(group), "from": f"{days[0]}", "to": f"{days[-1]}"}
            places = tuple(one.url for one in group[:PLACES])
            yield _finding("burst", column, data, places, f"{at:%Y-%m-%d}" if at else "")
        else:
            for one in group:
                yield _finding("first-seen", one.url, _sight(seen, one, rule) | _shown(site, one))


def _twice(site: SiteView, rule: Rule) -> Iterator[Said]:
    groups, beyond = same_texts(site, rule.param("same_text_days"), rule.param("least_letters"))
    if beyond:
        yield Gap(MANY, count=beyond)
    for first, *others in groups:
        for one in others:
            if (one.on - first.on).days > rule.param("same_text_days"):
                data = _shown(site, one) | {"other": f"{first.on}", "target": first.url}
                yield _finding("same-text", one.url, data, (first.url,))


def _other_days(site: SiteView, one: Dated, rule: Rule) -> Iterator[Finding]:
    early = one.first_seen is not None and (one.on - day(one.first_seen)).days > rule.param("redated_days")
    there = one.absent_at is None or day(one.absent_at) < (one.told or date.max)
    older = one.told is not None and (one.on - one.told).days > rule.param("address_days") and there
    if (early or older) and not one.changed and one.on <= day(site.moment):
        data = _shown(site, one)
        if any(word in str(data["title"]) for word in rule.param("living")):
            return
        if early and one.first_seen:
            yield _finding("redated", one.url, data | {"seen": f"{day(one.first_seen)}"})
        elif one.told:
            yield _finding("address-date", one.url, data | {"told": f"{one.told}"})


def _shown(site: SiteView, one: Dated) -> dict[str, Value]:
    page = site.page(one.url)
    return {"title": quoted(page.facts.heading, 100) if page else "", "shown": f"{one.on}"}


def _sight(seen: DatedSeen, one: Dated, rule: Rule) -> dict[str, Value]:
    """When the article was met and when not yet; when it was changed, where that is not the day of half the site."""
    data: dict[str, Value] = {
        name: f"{day(at)}" for name, at in (("seen", one.first_seen), ("absent", one.absent_at)) if at
    }
    rare = one.modified and seen.modified[one.modified] < rule.param("modified_share") * seen.modified.total()
    if rare and one.modified and (one.modified - one.latest).days > rule.param("first_seen_days"):
        data["modified"] = f"{one.modified}"
    return data


def _finding(code: str, at: str, data: dict[str, Value], places: tuple[str, ...] = (), more: str = "") -> Finding:
    key = (code, page_key(at), more) if more else (code, page_key(at))
    return Finding(code, at, key, data, certainty=Certainty.SUSPECTED, places=places)
