"""Columns that a site of its kind must have and has not.

How judged: a required category counts as present when a column of it was found, when the home page links to it by name
(also to another site: services often live on the provincial portal), or when a navigation or breadcrumb names it. What
is required of portals, of departments and of towns stands in the edition. Finer columns that the portal of a level
owes (a gazette, plans, reports on law-based government) are topics: one counts as present when anything on the site is
called so, however deep, be it the title of an entry.
Suspected only: the visit was cut short, or scripts fill the home page; most of what is required is missing, which
rather tells of menus that this program cannot read (pictures, another language); the home page has a link without words
to a page that was not read; what the edition requires on no verified ground (finer columns, towns).
Not counted: services of a site without services to the public; sites of other kinds.
Gap: home page unread; for finer columns also a visit cut short, or a disclosure platform that was not seen.
Source: 国办秘函〔2019〕19号; 国办发〔2017〕47号; 国办公开办函〔2019〕61号; 政府信息公开条例.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.catalog import site_check
from checks.facts.columns import columns_seen
from checks.facts.named import cannot_tell, named_topics
from checks.facts.topics import topics_seen
from checks.indicators.edition import Grade, Rule
from checks.model.findings import Certainty, Finding, Gap, Looked, Said
from checks.model.pages import PageKind, Place
from checks.model.registry import Level, SiteKind
from checks.model.views import PageView, SiteView


@site_check("missing-columns", absence=True)
def missing_columns(site: SiteView, rule: Rule) -> Iterator[Said]:
    town = site.site.level is Level.TOWN and site.site.kind is not SiteKind.OTHER
    told = "town" if town else site.site.kind.value
    required = [c for c in rule.param(told) if c != "services" or site.site.has_services]
    home = site.home
    if not required:
        return
    if home is None or home.facts.kind is PageKind.STUB or not home.facts.links:
        yield Gap("首页没有读到", site.site.home, len(required))
        return
    present = _present(site)
    missing = [category for category in required if category not in present]
    unlikely = 2 * len(missing) > len(required) or home.facts.scripted or _is_wordless(site, home)
    yield Looked(len(required))
    for category in missing:
        yield _finding(category, home.url, unlikely or _is_no_law(rule, told))
    yield from _finer(site, rule)


def _finer(site: SiteView, rule: Rule) -> Iterator[Said]:
    """What the portal of its level owes besides."""
    name = f"topics_{site.site.level.value}"
    topics = rule.param(name) if site.site.kind is SiteKind.PORTAL and name in rule.params else ()
    if not topics:
        return
    why, where = cannot_tell(site)
    if why:
        yield Gap(why, where, len(topics))
        return
    named = site.derived(named_topics)
    for topic in topics:
        yield Looked()
        if topic not in named.topics and topic not in named.titled:
            yield _finding(topic, site.site.home, _is_no_law(rule, name))


def _is_wordless(site: SiteView, home: PageView) -> bool:
    """True where a picture without words, above the foot, leads to a page that nobody read: it may be any column."""
    ways = (link for link in home.facts.links if link.tag in ("a", "area") and link.place is not Place.FOOTER)
    return any(link.url and not link.text and site.page(link.url) is None for link in ways)


def _is_no_law(rule: Rule, name: str) -> bool:
    """True for a list that no text was read for: what it requires, a person confirms."""
    return rule.params[name].verified in (Grade.UNVERIFIED, Grade.OURS)


def _finding(code: str, at: str, doubtful: bool) -> Finding:
    certainty = Certainty.SUSPECTED if doubtful else Certainty.CERTAIN
    return Finding(code, at=at, key=(code,), data={"category": code}, certainty=certainty)


def _present(site: SiteView) -> set[str]:
    """Categories that the site has, by its columns and by the names of its entrances."""
    named = {column.category for column in site.derived(columns_seen) if column.category_by != "parent"}
    return named | site.derived(topics_seen).categories
