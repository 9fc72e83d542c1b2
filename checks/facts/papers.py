"""The papers of a site as a reader meets them: own documents with what they offer, and lists of documents in force.

One walk over the pages serves all checks that ask (through `SiteView.derived`); what it keeps is bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from checks.facts.files import offered
from checks.facts.policy import document_of, title_of
from checks.facts.repeals import kinds_in
from checks.facts.shown_links import links_of
from checks.model.pages import Document, Place
from checks.model.repeals import RelationKind
from checks.model.views import PageView, SiteView

MOST = 20_000
"""So many documents of a site are looked at."""
_LISTS = re.compile(r"文件")
_SORTED_OUT = re.compile(r"清理(?:结果|情况|目录|清单|后)|清理.{0,20}(?:公告|通告|决定|目录|清单)")
_KINDS = (RelationKind.CONTINUED, RelationKind.EXPIRED, RelationKind.REPEALED)
_ISSUER = re.compile(
    r"^([\u4e00-\u9fff]{2,20}?(?:政府|委员会|局|厅|部|委|院|办公室|会|中心))[\u4e00-\u9fff\s]{0,40}?关于"
)
_PLACE = 2  # characters by which an issuer and the office of a site show that they are of one place
_DOWNLOAD = re.compile(r"下载|版式文件|PDF版|打印版式|OFD", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Papers:
    """`documents` are the site's own with a number, `offering` how many of them can be downloaded; of `unsure` ones a
    script may offer what was not seen. `normative` counts the normative ones. `lists` are the kinds of lists
    (continued, expired, repealed) of which a title was met."""

    documents: int = 0
    offering: int = 0
    unsure: int = 0
    normative: int = 0
    lists: frozenset[RelationKind] = frozenset()


def papers_of(site: SiteView) -> Papers:
    """What the pages of a site tell of its papers. To be used through `site.derived(papers_of)`."""
    documents = offering = unsure = normative = 0
    lists: set[RelationKind] = set()
    for page in site.pages():
        lists |= _lists(page)
        document = document_of(page)
        if document is None or not document.number or documents >= MOST or not is_own(site, page, document):
            continue
        documents += 1
        normative += document.normative
        unsure += page.facts.scripted or "附件" in page.facts.text
        offering += _offers(page, document)
    return Papers(documents, offering, unsure, normative, frozenset(lists))


def is_own(site: SiteView, page: PageView, document: Document) -> bool:
    """True for a document of the site's office or of one of its place, as far as issuer or title tell: a site shows
    those of offices above it, too."""
    named = _ISSUER.match(title_of(page, document).strip())
    place = (document.issuer.strip() or (named.group(1) if named else ""))[:_PLACE]
    return not place or any(place in name for name in (site.unit.name, site.site.unit, site.site.name))


def kinds_of_list(title: str) -> frozenset[RelationKind]:
    """Which lists of documents a title announces; the result of sorting all out (清理结果) holds every kind."""
    if not _LISTS.search(title):
        return frozenset()
    if _SORTED_OUT.search(title):
        return frozenset(_KINDS)
    return kinds_in(title)


def _lists(page: PageView) -> frozenset[RelationKind]:
    """A page is met by its own title, or by those of the entries and attachments that it shows."""
    facts, shown = page.facts, page.derived(links_of)
    titles = [facts.heading] if "文件" in facts.heading else []
    titles += [item.title for item in facts.items if "文件" in item.title] if "文件" in shown.titles else []
    named = (link for link in islice(facts.links, 2_000) if "文件" in link.text) if "文件" in shown.words else ()
    titles += [link.text for link in named if link.place in (Place.BODY, Place.LIST, Place.OTHER)]
    return frozenset().union(*(kinds_of_list(title[:200]) for title in titles))


def _offers(page: PageView, document: Document) -> bool:
    if document.attachments:
        return True
    own = (link for link in page.facts.links if link.place not in (Place.NAV, Place.FOOTER, Place.HEAD))
    return any(offered(link.url) or (_DOWNLOAD.search(link.text) and len(link.text) <= 40) for link in own)
