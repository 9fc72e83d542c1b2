"""Parts that the disclosure platform must have and has not, or that are empty or cannot be opened.

How judged: a part (guide, rules, statutory content, yearly reports, requests) is there when a column, an entrance of
the site or a link of the platform's pages is called so. `missing`: there is none. `empty`: its column was read and has
no entry, no text and no columns below. `closed`: each address that it is known by is dead. Always suspected: the
wording of the rule was not at hand, and a part may be called otherwise.
Not counted: platforms that were not read (on another site, filled by a script): could not look. Sites of other kinds.
Source: 国办公开办函〔2019〕61号 (GK-03).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.columns import ColumnSeen, columns_seen, dead_addresses, is_hollow
from checks.facts.disclosure import PARTS, platform_of
from checks.facts.topics import Entrance
from checks.indicators.edition import Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import SiteKind
from checks.model.urls import page_key
from checks.model.views import SiteView


@site_check("missing-disclosure-parts", absence=True)
def missing_disclosure_parts(site: SiteView, rule: Rule) -> Iterator[Said]:
    if site.site.kind is SiteKind.OTHER:
        return
    platform, wanted = site.derived(platform_of), rule.param("parts")
    if platform.unread:
        yield Gap(platform.unread, site.site.home, len(wanted))
        return
    dead, columns = site.derived(dead_addresses), {page_key(c.url): c for c in site.derived(columns_seen)}
    for part in wanted:
        yield Looked()
        ways = platform.parts.get(PARTS.get(part, ""), ())
        if not ways:
            yield _finding("missing", platform.pages[0].url, part)
        elif all(page_key(way.url) in dead for way in ways):
            yield _finding("closed", ways[0].shown_on, part, ways[0].url)
        elif empty := _empty(ways, columns):
            yield _finding("empty", empty.url, part)


def _empty(ways: tuple[Entrance, ...], columns: dict[str, ColumnSeen]) -> ColumnSeen | None:
    """The column of a part when every way leads to one that was read and holds nothing."""
    met = [columns.get(page_key(way.url)) for way in ways]
    return met[0] if all(column is not None and is_hollow(column) for column in met) else None


def _finding(code: str, at: str, part: str, target: str = "") -> Finding:
    return Finding(code, at, (code, part), {"part": part, "target": target}, certainty=Certainty.SUSPECTED)
