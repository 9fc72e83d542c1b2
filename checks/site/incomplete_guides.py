"""Guides to services that lack what a guide must tell.

How judged: every page that is a guide (by its title, or by its column and a label) against the elements of the edition.
An element is missing when its label stands in a table or list of which other cells are filled and its own is empty;
only that is certain. `poor`: at least `missing_elements` are missing, one finding for the guide; below that `element`,
one for each. `all-poor`: the visit saw all of the site, it has fewer guides than `items`, each is poor, and no entrance
leads to services on another host; always suspected.
Suspected only: an element without any label and of which the text tells nothing; a label in running text with nothing
behind it; every element of a guide with files, frames or ways to another host, in which the rest may stand.
Not counted: sites without services to the public; a value that says 无; an empty cell that bears a name by which a
script finds it; guides that stand in a file, a frame or a picture or on another host, and what scripts write: gaps.
Source: 国办秘函〔2019〕19号 (WV-6b, WV-6c, WD-203).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.services import UNSEEN, GuideSeen, Services, services_seen
from checks.facts.spread import spread
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.guides import Told
from checks.model.urls import page_key
from checks.model.views import SiteView

OUTSIDE = "办事服务在外部平台上，指南没有读到"


@site_check("incomplete-guides")
def incomplete_guides(site: SiteView, rule: Rule) -> Iterator[Said]:
    if not site.site.has_services:
        return
    seen = site.derived(services_seen)
    if not seen.guides and seen.outside:
        yield Gap(OUTSIDE, seen.outside)
    single: list[Finding] = []
    poor = 0
    for one in seen.guides:
        missing, unseen = _missing(one, rule)
        yield Gap(UNSEEN, one.url) if unseen else Looked()
        if len(missing) >= rule.param("missing_elements"):
            poor += 1
            yield _poor(one, missing, rule)
        else:
            single += [_element(one, name, sure) for name, sure in missing.items()]
    share, pages = rule.param("sitewide_share"), rule.param("sitewide_pages")
    yield from spread(single, len(seen.guides), share, pages, site.site.home)
    if poor == len(seen.guides) and _is_whole(site, seen, rule):
        yield Finding(
            "all-poor", site.site.home, ("all-poor",), {"guides": poor}, certainty=Certainty.SUSPECTED,
            places=tuple(one.url for one in seen.guides),
        )  # fmt: skip


def _is_whole(site: SiteView, seen: Services, rule: Rule) -> bool:
    """True when these few guides are all that the site offers."""
    return site.coverage.complete and 0 < len(seen.guides) < rule.param("items") and not seen.outside


def _missing(one: GuideSeen, rule: Rule) -> tuple[dict[str, bool], int]:
    """(the elements that are missing, and whether surely; how many could not be seen)."""
    guide = one.guide
    hidden = bool(guide.papers or guide.elsewhere or one.scripted)
    missing: dict[str, bool] = {}
    unseen = 0
    for name in rule.param("elements"):
        element = guide.element(name)
        if element is not None and element.told is Told.EMPTY:
            missing[name] = element.boxed and not hidden
        elif element is None and not hidden:
            missing[name] = False
        elif element is None or element.told is Told.UNREAD:
            unseen += 1
    return missing, unseen


def _poor(one: GuideSeen, missing: dict[str, bool], rule: Rule) -> Finding:
    sure = sum(missing.values()) >= rule.param("missing_elements")
    data: dict[str, str | int] = {"title": one.guide.title[:100], "missing": "、".join(missing), "count": len(missing)}
    return Finding("poor", one.url, ("poor", page_key(one.url)), data, certainty=_certainty(sure))


def _element(one: GuideSeen, name: str, sure: bool) -> Finding:
    data = {"title": one.guide.title[:100], "element": name}
    return Finding("element", one.url, ("element", name, page_key(one.url)), data, certainty=_certainty(sure))


def _certainty(sure: bool) -> Certainty:
    return Certainty.CERTAIN if sure else Certainty.SUSPECTED
