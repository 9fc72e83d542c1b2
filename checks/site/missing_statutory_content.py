"""Subjects that the law has published and of which a portal's disclosure shows no column.

How judged: `item`: neither a column of the site, nor an entrance, nor a link of the platform's pages is called by a
word of the subject (`checks/lexicon/disclosure.toml`). Always suspected: a government may have nothing of a kind, or
publish it under another name.
Not counted: sites of offices, which owe what they are in charge of; platforms that were not read: could not look.
Source: 政府信息公开条例第二十条 (GK-08).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.disclosure import platform_of
from checks.indicators.edition import Rule
from checks.lexicon.disclosure import unsaid
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import SiteKind
from checks.model.views import SiteView


@site_check("missing-statutory-content", absence=True)
def missing_statutory_content(site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.site.kind is not SiteKind.PORTAL:
        return
    platform, items = site.derived(platform_of), rule.param("items")
    if platform.unread:
        yield Gap(platform.unread, site.site.home, len(items))
        return
    yield Looked(len(items))
    for item in unsaid("content", items, "\n".join(sorted(platform.names))):
        at = platform.pages[0].url
        yield Finding("item", at, ("item", item), {"item": item}, certainty=Certainty.SUSPECTED)
