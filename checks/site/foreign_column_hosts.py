"""Columns, topics and systems of a site that live under another registered domain than its own.

How judged: `column`: a column that the office registered has an address under another registered domain (□□□.gov.cn is
one): certain outside the suffix of government sites, else suspected, for a higher office may run it. `nav`: the
navigation of the home page leads to a column, by its name, outside public bodies: suspected. One finding for each host.
Not counted: other hosts under the own domain; in the navigation what lies on other government sites (the service halls
of provinces), on services that public bodies share, or is not called like a column.
Source: 国办函〔2018〕55号 (GL-05).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.catalog import site_check
from checks.facts.excerpts import quoted
from checks.facts.hosts import registrable, trusted
from checks.indicators.edition import Rule
from checks.lexicon.columns import category_of
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import Place
from checks.model.views import SiteView

UNREAD = "首页没有读到"


@site_check("foreign-column-hosts")
def foreign_column_hosts(site: SiteView, rule: Rule) -> Iterator[Said]:
    own = {registrable(host) for host in site.site.all_hosts}
    suffix: str = rule.param("suffix")
    registered = {column.url: column.name for column in site.columns}
    yield Looked(len(registered))
    yield from _foreign("column", registered, own, suffix, site.site.home)
    if site.home is None:
        yield Gap(UNREAD, site.site.home)
        return
    shown = _navigation(site)
    yield Looked(1 + len(shown))
    outside = {url: name for url, name in shown.items() if not trusted(_host(url))}
    yield from _foreign("nav", outside, own, suffix, site.site.home)


def _navigation(site: SiteView) -> dict[str, str]:
    """Address → name of what the navigation of the home page calls like a column."""
    links = site.home.facts.links if site.home is not None else ()
    named = [link for link in links if link.place is Place.NAV and link.tag in ("a", "area")]
    return {link.url: link.text for link in named if category_of(link.text)}


def _foreign(code: str, shown: dict[str, str], own: set[str], suffix: str, home: str) -> Iterator[Finding]:
    by_host: dict[str, list[str]] = {}
    for url in shown:
        if _host(url) and registrable(_host(url)) not in own:
            by_host.setdefault(_host(url), []).append(url)
    for host, urls in by_host.items():
        sure = code == "column" and not _governmental(urls[0], suffix)
        names = "、".join(quoted(shown[url], 30) for url in urls[:5])
        yield Finding(
            code,
            home,
            (code, host),
            {"column": names, "host": host, "target": urls[0][:200], "count": len(urls)},
            excerpt=quoted(f"{names} {urls[0]}"),
            certainty=Certainty.CERTAIN if sure else Certainty.SUSPECTED,
            places=tuple(urls[:20]),
        )


def _governmental(url: str, suffix: str) -> bool:
    return f".{_host(url)}".endswith(suffix)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()
