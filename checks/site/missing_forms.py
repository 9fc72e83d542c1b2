"""Guides that ask for a form and offer none.

How judged: the materials of a guide name a form (申请表, 登记表 …), its page links no file, sample or download, and no
link anywhere on the pages that were read is called like it.
Suspected only: all of it, for a form may be called otherwise.
Not counted: forms that are filled in online, printed by the system or handed out at the counter; files that are dead
or empty, which dead-links and wrong-links tell; guides that lead to another host, and sites whose downloads were not
read: gaps.
Source: 国办秘函〔2019〕19号 (WD-205).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.services import GuideSeen, Services, services_seen
from checks.facts.topics import topics_seen
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.urls import page_key
from checks.model.views import SiteView

ELSEWHERE = "表格可能在外部页面上，没有读到"
UNREAD = "表格下载栏目没有读到或没有读完"
_TELLING = 5
"""Characters of what a link is called, below which it may be any form (申请表)."""


@site_check("missing-forms", absence=True)
def missing_forms(site: SiteView, rule: Rule) -> Iterator[Said]:
    if not site.site.has_services:
        return
    seen = site.derived(services_seen)
    for one in seen.guides:
        if not one.guide.named:
            continue
        wanting = [name for name in one.guide.named if not _offered(name, one, seen)]
        if not wanting:
            yield Looked()
        elif one.guide.elsewhere or one.scripted:
            yield Gap(ELSEWHERE, one.url)
        elif _downloads_unread(site):
            yield Gap(UNREAD, one.url)
        else:
            yield Looked()
            data = {"title": one.guide.title[:100], "form": wanting[0][:40]}
            yield Finding("missing", one.url, (page_key(one.url),), data, certainty=Certainty.SUSPECTED)


def _offered(name: str, one: GuideSeen, seen: Services) -> bool:
    """True when the guide has files of its own, or some link of the site is called like the form."""
    if one.guide.forms or one.guide.papers:
        return True
    return any(name in called or (len(called) >= _TELLING and called in name) for called in seen.forms)


def _downloads_unread(site: SiteView) -> bool:
    """True when the site has a place for forms that was not read to the end."""
    topics = site.derived(topics_seen)
    columns = topics.columns.get("forms", ())
    if any(column.scripted or column.cut or not column.pages for column in columns):
        return True
    return bool(topics.entrances.get("forms")) and not columns
