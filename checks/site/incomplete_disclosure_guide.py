"""A guide to disclosure that lacks something a citizen needs: whom to ask, where, when and how.

How judged: `element`: the text of the guide has none of the words by which an element is told
(`checks/lexicon/disclosure.toml`). Always suspected: words may be other ones.
Not counted: guides in an attachment or a picture, on several pages, or written by a script: could not look. The guide
of another site.
Source: 政府信息公开条例第十二条; 各地公开指南 (GK-06).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.disclosure_guides import guides_of
from checks.facts.excerpts import quoted
from checks.indicators.edition import Rule
from checks.lexicon.disclosure import unsaid
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.urls import page_key
from checks.model.views import SiteView


@site_check("incomplete-disclosure-guide")
def incomplete_disclosure_guide(site: SiteView, rule: Rule) -> Iterator[Said]:
    for guide in guides_of(site):
        page = guide.page
        if guide.unread:
            yield Gap(guide.unread, page.url)
            continue
        yield Looked()
        text = "".join(page.facts.text.split())
        for element in unsaid("guide", rule.param("elements"), text):
            yield Finding(
                "element",
                page.url,
                ("element", element, page_key(page.url)),
                {"element": element, "title": quoted(page.facts.heading, 60)},
                certainty=Certainty.SUSPECTED,
            )
