"""Pages read over https that load something over http: browsers leave scripts out, and warn of the rest.

How judged: by what elements of such a page load. `active`: scripts, style sheets, frames, embedded objects (browsers do
not load them); `passive`: pictures, sound, video (browsers ask for them by https instead, or mark the page as not
secure). One finding for each host that they are loaded from, at most `most` of them. Always suspected: a header that
makes browsers ask for all of it by https (upgrade-insecure-requests) is not kept.
Not counted: links that a reader follows; pages with that policy in a meta element; style rules; addresses of the
reader's own machine; link elements that load nothing (canonical).
Source: none of the official texts; this project's own advice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from checks.catalog import site_check
from checks.facts.labels import POLICY
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Looked, Said
from checks.model.pages import Link, PageFacts
from checks.model.urls import host_of, spelt_inner
from checks.model.views import PageView, SiteView

_TAGS = {
    **dict.fromkeys(("script", "iframe", "frame", "embed", "object"), "active"),
    **dict.fromkeys(("img", "input", "video", "audio", "source", "track", "background"), "passive"),
}
_UPGRADES = "upgrade-insecure-requests"
_PLACES = 20


@dataclass(slots=True)
class _Met:
    """What is loaded from one host: the first of it, and who loads it."""

    link: Link
    pages: list[str] = field(default_factory=list)
    count: int = 0


@site_check("mixed-content")
def mixed_content(site: SiteView, rule: Rule) -> Iterator[Said]:
    met: dict[tuple[str, str], _Met] = {}
    most: int = rule.param("most")
    judged = 0
    for page in site.pages():
        if not (page.page.final_url or page.url).startswith("https:"):
            continue
        judged += 1
        for key, link in _loaded(page).items():
            if key in met or len(met) < most:
                known = met.setdefault(key, _Met(link))
                known.count += 1
                known.pages += [page.url] * (len(known.pages) < _PLACES)
    if judged:
        yield Looked(judged)
    for (code, host), known in met.items():
        yield _finding(code, host, known)


def _loaded(page: PageView) -> dict[tuple[str, str], Link]:
    """(code, host) → the first that the page loads from there by http."""
    found: dict[tuple[str, str], Link] = {}
    for link in page.facts.links:
        if link.url.startswith("http:") and (code := _code(link)) and not spelt_inner(link.url):
            found.setdefault((code, host_of(link.url)), link)
    return found if found and not _upgraded(page.facts) else {}


def _code(link: Link) -> str:
    if link.tag == "link":  # of its many uses, the address alone tells this one
        return "active" if urlsplit(link.url).path.lower().endswith(".css") else ""
    return _TAGS.get(link.tag, "")


def _upgraded(facts: PageFacts) -> bool:
    return any(meta.name == POLICY and _UPGRADES in meta.content.lower() for meta in facts.metas)


def _finding(code: str, host: str, known: _Met) -> Finding:
    link = known.link
    data: dict[str, str | int] = {"host": host, "target": link.url, "tag": link.tag, "pages": known.count}
    if link.line:
        data |= {"line": link.line, "column": link.column}
    return Finding(
        code,
        link.url,
        (code, host),
        data,
        found_on=known.pages[0],
        excerpt=link.url[:200],
        certainty=Certainty.SUSPECTED,
        places=tuple(known.pages),
    )
