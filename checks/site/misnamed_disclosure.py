"""A column of government disclosure that is not called by its one name, or that has a website of its own.

How judged: `name`: the site has columns or entrances of disclosure (信息公开, 政务公开 …) and none of them, nor any
link of its home page, has the name of the rule in it. `own-site`: a portal's entrance leads to another host below its
own domain that is called after disclosure (xxgk.…): the platform should be part of the portal. Always suspected: a
picture may show the name, and a host may be a mere address of the same site.
Not counted: sites that have nothing of the kind (missing-columns), and sites of other kinds than portals and offices.
Source: 国办公开办函〔2019〕61号 (GK-01).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.disclosure import platform_of
from checks.facts.excerpts import quoted
from checks.facts.topics import Entrance
from checks.indicators.edition import Rule
from checks.lexicon.columns import LONGEST_NAME, folded
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.registry import SiteKind
from checks.model.urls import host_of
from checks.model.views import SiteView


@site_check("misnamed-disclosure", absence=True)
def misnamed_disclosure(site: SiteView, rule: Rule) -> Iterator[Said]:
    home = site.home
    if site.site.kind is SiteKind.OTHER:
        return
    if home is None or not home.facts.links:
        yield Gap("首页没有读到", site.site.home)
        return
    named = site.derived(platform_of).named
    if not named:
        yield Gap("没有找到公开专栏", home.url)
        return
    yield Looked()
    shown = [*(entrance.text for entrance in named), *(link.text for link in home.facts.links)]
    names = (name for text in shown if len(name := folded(text)) <= LONGEST_NAME)  # what is longer titles an article
    if not any(rule.param("name") in name for name in names):
        yield _finding("name", named[0])
    if site.site.kind is SiteKind.PORTAL:
        yield from _apart(site, named, rule.param("labels"))


def _apart(site: SiteView, named: tuple[Entrance, ...], labels: list[str]) -> Iterator[Finding]:
    """Entrances to hosts that stand beside the site's own and are called after disclosure."""
    domain = host_of(site.site.home).removeprefix("www.")
    for entrance in named:
        host = host_of(entrance.url)
        first, _, rest = host.partition(".")
        if first in labels and rest == domain and host not in site.site.all_hosts:
            yield _finding("own-site", entrance)


def _finding(code: str, entrance: Entrance) -> Finding:
    host = host_of(entrance.url)
    return Finding(
        code,
        entrance.url,
        (code, host),
        {"shown": quoted(entrance.text, 40), "host": host},
        found_on=entrance.shown_on,
        excerpt=quoted(entrance.text, 40),
        certainty=Certainty.SUSPECTED,
    )
